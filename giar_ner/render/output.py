"""Where the results go: standard output, one file, or a folder with a file per input. An input is never written over."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from giar_ner.errors import GiarError
from giar_ner.render.writers import Format, open_writer
from giar_ner.schema import Report

Add = Callable[[str, Report], None]
SUFFIXES: dict[Format, str] = {"table": ".txt", "json": ".json", "jsonl": ".jsonl", "csv": ".csv"}


class OutputError(GiarError):
    """An output that cannot be opened, or that would overwrite an input."""


@contextmanager
def output(target: str | None, format: Format, inputs: Sequence[str], *, text: bool = True, bom: bool = False) -> Iterator[Add]:
    """A function that takes each (input name, report); what it wrote is complete when the context ends without an error.

    `target`: None is standard output; a name that ends in a slash or is a folder takes one file per input; any other is one file for all.
    """
    if target is not None and (target.endswith(("/", os.sep)) or os.path.isdir(target)):
        yield _folder(Path(target), format, inputs, text, bom)
        return
    with standard_output(format) if target is None else text_file(Path(target), inputs) as stream:
        writer = open_writer(format, stream, many=len(inputs) > 1, text=text, bom=bom)

        def add(name: str, report: Report) -> None:
            writer.add(name, report)
            stream.flush()  # whoever reads a pipe has each report when it is done

        yield add
        writer.close()
        stream.flush()


@contextmanager
def standard_output(format: Format) -> Iterator[TextIO]:
    if reconfigure := getattr(sys.stdout, "reconfigure", None):
        # Programs get UTF-8 and exact line ends on every system; a person's terminal keeps its encoding, a sign it lacks is no failure.
        reconfigure(errors="replace") if format == "table" else reconfigure(encoding="utf-8", newline="")
    yield sys.stdout


@contextmanager
def text_file(path: Path, inputs: Sequence[str]) -> Iterator[TextIO]:
    """A text file that takes its place only when it is complete; a device or a pipe is written to as it is."""
    keep_inputs(path, inputs)
    special = path.exists() and not path.is_file()
    part = path if special else path.with_name(path.name + ".part")
    try:
        stream = open(part, "w", encoding="utf-8", newline="")  # noqa: SIM115  (closed below, before the file is renamed)
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror}") from None
    try:
        with stream:
            yield stream
        if not special:
            part.replace(path)
    except BaseException:
        if not special:
            part.unlink(missing_ok=True)
        raise


def _folder(folder: Path, format: Format, inputs: Sequence[str], text: bool, bom: bool) -> Add:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot make the folder {folder}: {error.strerror}") from None
    places = dict(zip(inputs, _names(inputs, SUFFIXES[format]), strict=True))
    for name in places.values():
        keep_inputs(folder / name, inputs)

    def add(name: str, report: Report) -> None:
        with text_file(folder / places[name], inputs) as stream:
            writer = open_writer(format, stream, text=text, bom=bom)
            writer.add(name, report)
            writer.close()

    return add


def _names(inputs: Sequence[str], suffix: str) -> list[str]:
    """A file name per input: its own without the ending; a second input of that name keeps its ending or gets a number."""
    taken: set[str] = set()
    names: dict[str, str] = {}
    for source in dict.fromkeys(inputs):
        path = Path("stdin" if source == "-" else source)
        wanted = [f"{path.stem}{suffix}", f"{path.name}{suffix}", *(f"{path.stem}-{n}{suffix}" for n in range(2, len(inputs) + 2))]
        # Compared without case: some file systems do not tell Report.json from report.json.
        names[source] = next(name for name in wanted if name.lower() not in taken)
        taken.add(names[source].lower())
    return [names[source] for source in inputs]


def keep_inputs(path: Path, inputs: Sequence[str]) -> None:
    for source in inputs:
        if source != "-" and path.exists() and os.path.exists(source) and path.samefile(source):
            raise OutputError(f"the output would overwrite the input {source}")
