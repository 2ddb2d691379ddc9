"""The job: list the documents, make the parts that are missing, merge them when all are there."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from itertools import islice, takewhile
from pathlib import Path
from threading import Thread

from giar_ner.batch.chunk import Chunk, cut, size_for
from giar_ner.batch.disk import Folder
from giar_ner.batch.documents import Item, Task
from giar_ner.batch.engines import Engine, EngineName, open_engine
from giar_ner.batch.errors import BatchError, require
from giar_ner.batch.inputs import list_items
from giar_ner.batch.manifest import NAME as MANIFEST
from giar_ner.batch.manifest import read_manifest, refuse_other, write_manifest
from giar_ner.batch.merge import Wanted, merge, remove_merged
from giar_ner.batch.parts import PartWriter, is_done
from giar_ner.batch.plan import NAME as PLAN
from giar_ner.batch.plan import Plan, write_plan
from giar_ner.batch.progress import Advance, show
from giar_ner.batch.rows import RowReader
from giar_ner.batch.settings import Settings, Shard
from giar_ner.batch.stop import Stop
from giar_ner.errors import GiarError

Name = str | os.PathLike[str]
TIMEOUT = 1800.0  # seconds; a report takes well under one, the largest text that is read some minutes


@dataclass(frozen=True)
class Summary:
    """What a run found and did. `complete`: all parts are there, of all shards, and so is the panel; `errors`: documents that could not be read,
    of all parts that are there; `gone`: documents that are no longer among the inputs."""

    out: Path
    documents: int
    parts: int
    made: int
    missing: int
    errors: int
    gone: int
    complete: bool
    interrupted: bool

    def lines(self) -> Iterator[str]:
        """What a person should know of it, a sentence each."""
        if self.gone:
            yield f"{self.gone:,} documents are no longer among the inputs"
        if self.interrupted:
            yield f"stopped; {self.missing:,} of {self.parts:,} parts are left, and the same command makes them"
        elif self.missing:
            yield f"done with this share; {self.missing:,} of {self.parts:,} parts are left to others, and the last run makes the panel"
        if self.errors:
            yield f"{self.errors:,} of {self.documents:,} documents could not be read: {self.out / 'errors'} says why"
        if self.complete:
            yield f"{self.documents:,} documents in {self.out}"


def run(
    inputs: Name | Iterable[Name],
    out: Name,
    settings: Settings | None = None,
    *,
    engine: EngineName | None = None,
    shard: Shard | None = None,
    workers: int | None = None,
    csv: bool = False,
    xlsx: bool = False,
    timeout: float = TIMEOUT,
    progress: bool = False,
) -> Summary:
    """Read many documents into the folder `out`, whose files `giar_ner.batch.output` describes. Started again, it does what is missing.

    inputs: files, folders, globs, URLs of any file system that fsspec knows, `@FILE` (a list of these, one a line); a `.jsonl` or `.parquet`
    file is a table with a document a row. engine: `pool` of processes with a model each, `device` for readers around one model per device, `ray`
    for actors on a cluster; all give the same files, and by default it follows from the settings' device. shard: the share of this run, when
    several make one output. workers: processes (`device`: that read, `ray`: actors), by default one a core.
    csv, xlsx: the merged tables on request. timeout: seconds that a document may take. progress: tell how far it is on stderr.

    A document that cannot be read is a line in `errors/`. Raises BatchError when the job cannot go on, which loses no part that is finished.
    """
    settings, shard = settings or Settings(), shard or Shard()
    names = [inputs] if isinstance(inputs, (str, os.PathLike)) else list(inputs)
    require("pyarrow")
    if xlsx:
        require("openpyxl", "xlsx")
    if "://" in os.fspath(out):
        raise BatchError(f"{out}: the output is a folder on this machine, not a URL")
    with Folder(Path(out), shard.name) as folder:
        plan, gone = _plan(folder, names, settings)
        missing = [number for number in shard.parts(plan.parts) if not is_done(folder, number, settings)]
        left = sum(map(plan.size, missing))
        chunks = sum(-(-plan.size(number) // size_for(settings)) for number in missing)
        Thread(target=_import_writers).start()  # while the workers load their model; no daemon, which would die inside an import
        with open_engine(engine, settings, workers, timeout, chunks) as opened:
            _sign(folder, plan, settings, opened.model)
            if missing:
                remove_merged(folder)
            total = sum(map(plan.size, shard.parts(plan.parts)))
            with Stop() as stop, show(total, total - left, wanted=progress) as advance:
                made = _make(folder, plan, missing, settings, opened, stop, advance)
        absent = sum(not is_done(folder, number, settings) for number in range(plan.parts))
        complete = not absent and not stop.asked
        if complete:
            merge(folder, plan.parts, Wanted(csv, xlsx), bom=settings.bom)
            folder.sweep()
        return Summary(
            out=folder.out,
            documents=plan.documents,
            parts=plan.parts,
            made=made,
            missing=absent,
            errors=_errors(folder.out),
            gone=gone,
            complete=complete,
            interrupted=stop.asked,
        )


def _import_writers() -> None:
    """Import what the writers need; pandas because pyarrow asks for it as soon as it is given a list."""
    for module in ("pyarrow.parquet", "pandas"):
        with suppress(ImportError):  # whoever needs it says so
            import_module(module)


def _plan(folder: Folder, names: Sequence[Name], settings: Settings) -> tuple[Plan, int]:
    """The list of the documents: a new one, or that of the job that goes on, and how many of its documents are gone."""
    out = folder.out
    manifest = read_manifest(out)
    if manifest is None:
        strangers = sorted(path.name for path in out.iterdir() if path.name != PLAN and not path.name.startswith("."))
        if strangers:
            raise BatchError(f"{out} holds no job but other files ({strangers[0]} ...): give an empty folder or a new one for the output")
        write_plan(folder, list_items(names, settings, str(out)))
        return Plan(out, settings.part_size), 0
    refuse_other(out, manifest, settings)  # the model is compared when it is loaded
    plan = Plan(out, settings.part_size)
    if plan.fingerprint != manifest["inputs"]["sha256"]:
        raise BatchError(f"{out / PLAN} is not the list that the manifest names: give another output folder")
    return plan, plan.compare(list_items(names, settings, str(out), lenient=True))


def _sign(folder: Folder, plan: Plan, settings: Settings, model: dict[str, str]) -> None:
    """Write the manifest, or hold to the one that is there, which another shard may have written just now."""
    if not folder.has(MANIFEST):
        write_manifest(folder, settings, model, plan.documents, plan.fingerprint)
    manifest = read_manifest(folder.out)
    assert manifest is not None
    refuse_other(folder.out, manifest, settings, model)
    if plan.fingerprint != manifest["inputs"]["sha256"]:
        raise BatchError(f"{folder.out}: another shard has listed other inputs; give all of them the same, and another output folder")


def _make(folder: Folder, plan: Plan, numbers: Sequence[int], settings: Settings, engine: Engine, stop: Stop, advance: Advance) -> int:
    """Make parts, until all are there or someone asks to stop; how many were made."""
    outcomes = engine.outcomes(_chunks(plan, numbers, settings, stop))
    made = 0
    for number in numbers:
        first = next(outcomes, None)
        if first is None:  # stopped before this part was begun
            break
        with PartWriter(folder, number, settings) as part:
            part.add(first)
            advance()
            for outcome in islice(outcomes, plan.size(number) - 1):
                part.add(outcome)
                advance()
        made += 1
    return made


def _chunks(plan: Plan, numbers: Iterable[int], settings: Settings, stop: Stop) -> Iterator[Chunk]:
    """The documents of the parts, with the content of rows that only a reader in order can fetch. A part that is begun is given whole."""
    rows = RowReader(settings)
    parts = ((_task(item, rows) for item in plan.part(number)) for number in takewhile(lambda _: not stop.asked, numbers))
    return cut(parts, size_for(settings))


def _task(item: Item, rows: RowReader) -> Task:
    if item.kind != "parquet":
        return Task(item)
    try:
        return Task(item, content=rows.get(item))
    except GiarError as error:
        return Task(item, failure=str(error))


def _errors(out: Path) -> int:
    """Documents that could not be read: the lines of all error files."""
    count = 0
    for path in sorted((out / "errors").glob("part-*.jsonl")):
        with open(path, "rb") as lines:
            count += sum(1 for _ in lines)
    return count
