"""One system in a process of its own, timed: `python -m benchmarks.speed_systems JOB`, with JOB as JSON. `benchmarks.speed` starts these.

Nothing heavy is imported before a system is opened, so that the cold start is its own. The last line of stdout is the result.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import resource
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

TOGETHER = 16  # reports that a worker of a pool is given at a time


@dataclass(frozen=True)
class Job:
    """What to measure. `started`: `time.monotonic()` when the process was started; `predict`: a JSON file {id: text} whose predictions
    are written beside it, untimed, as `*.predicted.json`."""

    system: str
    documents: str
    scratch: str
    model: str
    crf: str
    spacy: str
    cores: int
    batch_size: int
    started: float = 0.0
    predict: str | None = None

    def to_json(self) -> str:
        return json.dumps(asdict(self))


Reader = Callable[[Sequence[str]], Iterable[Any]]


@dataclass
class Opened:
    """A loaded system. `read`: reports for texts, in order; `pooled`: it runs on one core, so that a pool of processes is made of it."""

    read: Reader
    pooled: bool = False
    each: bool = False
    """Whether it reads one text at a time, so that the time of each can be taken."""


def _extractor(job: Job) -> Opened:
    from giar_ner.extractor import Extractor

    return Opened(Extractor(job.model, threads=job.cores).extract_many, each=True)


def _pipeline(job: Job) -> Opened:
    import torch

    from benchmarks.pipeline import Pipeline

    torch.set_num_threads(job.cores)
    return Opened(Pipeline(Path(job.model), job.batch_size).predict_many)


def _spacy(job: Job) -> Opened:
    from benchmarks.spacy_ner import SpacyNer

    return Opened(SpacyNer.load(Path(job.spacy)).predict_many, pooled=True)


def _crf(job: Job) -> Opened:
    from benchmarks.crf import Crf

    crf = Crf.load(Path(job.crf))
    return Opened(lambda texts: [crf.predict(t) for t in texts], pooled=True)


def _rules(job: Job) -> Opened:
    from giar_ner.weak.rules import extract_rules

    return Opened(lambda texts: [{"records": extract_rules(t)} for t in texts], pooled=True)


OPEN: dict[str, Callable[[Job], Opened]] = {
    "extractor": _extractor,
    "pipeline": _pipeline,
    "spacy": _spacy,
    "crf": _crf,
    "rules": _rules,
}
SYSTEMS = ("batch", *OPEN)
_READ: Reader | None = None


def measure(job: Job) -> dict[str, Any]:
    """Seconds from the start of the process to the first report's records (`cold`), then for all documents (`warm`), files read included."""
    paths = sorted(Path(job.documents).glob("*.txt"))
    if job.system == "batch":
        return _measure_batch(job, paths)
    opened = OPEN[job.system](job)
    list(opened.read([_text(paths[0])]))
    cold = time.monotonic() - job.started
    begin = time.perf_counter()
    latencies: list[float] = []
    if opened.pooled and job.cores > 1:
        records = _pooled(opened.read, paths, job.cores)
    elif opened.each:
        records = 0
        for path in paths:
            since = time.perf_counter()
            records += sum(_count(r) for r in opened.read([_text(path)]))
            latencies.append(time.perf_counter() - since)
    else:
        records = sum(_count(r) for r in opened.read([_text(p) for p in paths]))
    result = {"cold": cold, "warm": time.perf_counter() - begin, "records": records, "latencies": latencies}
    if job.predict:
        source = Path(job.predict)
        texts: dict[str, str] = json.loads(source.read_text(encoding="utf-8"))
        predicted = dict(zip(texts, map(_plain, opened.read(list(texts.values()))), strict=True))
        source.with_suffix(".predicted.json").write_text(json.dumps(predicted, ensure_ascii=False), encoding="utf-8")
    return result


def _measure_batch(job: Job, paths: list[Path]) -> dict[str, Any]:
    """The job as a user runs it: cold is a whole job of one report, warm a whole job of all, the start of its workers and its files included."""
    from giar_ner.batch import Settings, run

    settings = Settings(model=job.model)
    run([paths[0]], Path(job.scratch) / "one", settings, workers=1)
    cold = time.monotonic() - job.started
    begin = time.perf_counter()
    summary = run([job.documents], Path(job.scratch) / "all", settings, workers=job.cores)
    warm = time.perf_counter() - begin
    if summary.errors or not summary.complete:
        raise SystemExit(f"the batch job ended with {summary.errors} errors, complete: {summary.complete}")
    return {"cold": cold, "warm": warm, "records": _rows(Path(job.scratch) / "all" / "records"), "latencies": []}


def _rows(folder: Path) -> int:
    from pyarrow import parquet

    return sum(parquet.ParquetFile(p).metadata.num_rows for p in folder.glob("part-*.parquet"))


def _pooled(read: Reader, paths: list[Path], cores: int) -> int:
    """Records in all documents, read by processes forked from this one, whose model they share."""
    global _READ
    _READ = read
    with multiprocessing.get_context("fork").Pool(cores) as pool:
        return sum(pool.imap_unordered(_read_some, [paths[i : i + TOGETHER] for i in range(0, len(paths), TOGETHER)]))


def _read_some(paths: Sequence[Path]) -> int:
    assert _READ is not None
    return sum(_count(r) for r in _READ([_text(p) for p in paths]))


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def _count(report: Any) -> int:
    return len(report["records"] if isinstance(report, dict) else report.records)


def _plain(report: Any) -> Any:
    return report if isinstance(report, dict) else report.model_dump(mode="json")


def own_peak() -> int:
    """The most resident memory of this process in bytes; on Linux `ru_maxrss` has that of the process which started it as well."""
    status = Path("/proc/self/status")
    if status.exists() and (found := re.search(r"VmHWM:\s*(\d+) kB", status.read_text(encoding="ascii", errors="replace"))):
        return 1024 * int(found[1])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def main() -> None:
    job = Job(**json.loads(sys.argv[1]))
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: job.cores])
    measured = measure(job)
    print(json.dumps(measured | {"own peak": own_peak()}))


if __name__ == "__main__":
    main()
