"""How cost grows: `python -m benchmarks.growth`. The batch job over more and more documents, and one document that is longer and longer.

Documents are of two sorts: half prose, half forms with prose around them, and forms alone, which need no encoder and tell in minutes how
reading, writing and merging grow. It can be run in pieces (`--documents 1000,2000 --bytes ""`, later `--documents 50000`): what was measured
with the same code, model and options is kept beside the table and not measured again. A slope is that of a straight line
through the logarithms of size and processor time: 1 is linear.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console

from benchmarks.grids import Grid
from benchmarks.usage import measure
from giar_ner.batch.manifest import code
from giar_ner.errors import GiarError
from giar_ner.extractor import default_model
from giar_ner.synthesis import generate
from giar_ner.synthesis.forms import FORMS, generate_form

DOCUMENTS = "1000,2000,5000,10000,20000,50000"
BYTES = "1e3,1e4,1e5,1e6,3e6,1e7"
TOLERANCE = 0.1  # of a slope that counts as 1
ONE = """
import json, resource, sys, time
from giar_ner.extractor import Extractor
from giar_ner.reading import read
chosen = json.loads(sys.argv[2])
extractor = Extractor(threads=1, **chosen)
extractor.extract("某某县2013年政府信息公开工作年度报告\\n一、主动公开情况\\n2013年主动公开政府信息97件。\\n")
document = read(sys.argv[1])
begin, before = time.perf_counter(), time.process_time()
records = len(extractor.extract_document(document).records)
usage = {"seconds": time.perf_counter() - begin, "processor": time.process_time() - before}
print(json.dumps(usage | {"characters": len(document.text), "records": records}))
"""


def form_texts(distinct: int) -> list[str]:
    """Reports of fictional offices with an official form, its table flattened, and nothing else."""
    return [_tables(generate_form([*FORMS][i % len(FORMS)], seed=i).text("pipe")) for i in range(distinct)]


def _tables(text: str) -> str:
    """The title and the tables of a report in which the rows of tables have bars."""
    title, *lines = text.splitlines()
    return "\n".join([title, *(line for line in lines if "|" in line)]) + "\n"


def texts(distinct: int) -> list[str]:
    """Whole reports of fictional offices: in turn all prose, and prose around an official form with its table flattened."""
    prose = generate(distinct - distinct // 2, seed=11, reports=1.0)
    forms = (generate_form([*FORMS][i % len(FORMS)], seed=i).text("pipe") for i in range(distinct // 2))
    out: list[str] = []
    for passage in prose:
        out.append(passage.text)
        out.extend(islice(forms, 1))
    return out


def long_text(parts: Sequence[str], size: int) -> str:
    """The lines of as many reports as fit into so many bytes of UTF-8; the last line is cut."""
    lines, left = [], size
    for line in (line + "\n" for part in cycle(parts) for line in part.splitlines()):
        raw = line.encode()
        lines.append(raw[:left].decode(errors="ignore"))
        left -= len(raw)
        if left <= 0:
            return "".join(lines)
    raise AssertionError("unreachable")


class Results:
    """Rows by series and size, kept in a file with what they follow from."""

    def __init__(self, path: Path, options: dict[str, Any]) -> None:
        self._path = path
        self._basis = {"code": code(), **options}
        held = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"basis": self._basis, "series": {}}
        self.outdated = held["basis"] != self._basis
        self.series: dict[str, dict[str, dict[str, Any]]] = {} if self.outdated else held["series"]

    def has(self, series: str, size: int) -> bool:
        return str(size) in self.series.get(series, {})

    def add(self, series: str, size: int, row: dict[str, Any]) -> None:
        self.series.setdefault(series, {})[str(size)] = row
        self._path.write_text(json.dumps({"basis": self._basis, "series": self.series}, ensure_ascii=False, indent=1), encoding="utf-8")

    def rows(self, series: str) -> Iterator[tuple[int, dict[str, Any]]]:
        yield from sorted((int(size), row) for size, row in self.series.get(series, {}).items())


def many(parts: Sequence[str], count: int, work: Path, arguments: Sequence[str]) -> dict[str, Any]:
    """The batch job over `count` documents, the rows of one file."""
    source, out, characters = work / f"{count}.jsonl", work / f"{count}", 0
    shutil.rmtree(out, ignore_errors=True)
    with open(source, "w", encoding="utf-8") as lines:
        for text in islice(cycle(parts), count):
            lines.write(json.dumps({"text": text}, ensure_ascii=False) + "\n")
            characters += len(text)
    usage, _ = measure(["-m", "giar_ner", "batch", str(source), str(out), "--quiet", *arguments])
    shutil.rmtree(out)
    source.unlink()
    return asdict(usage) | {"characters": characters}


def one(parts: Sequence[str], size: int, work: Path, chosen: dict[str, Any]) -> dict[str, Any]:
    """One document of `size` bytes in a process of its own; its peak is that of the whole process, its time that of the extraction alone."""
    source = work / f"{size}.txt"
    source.write_text(long_text(parts, size), encoding="utf-8", newline="")
    usage, printed = measure(["-c", ONE, str(source), json.dumps(chosen)])
    source.unlink()
    return {"peak": usage.peak, **json.loads(printed.splitlines()[-1])}


def fingerprint(folder: Path) -> str:
    """Of all files of a model."""
    digest = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def grid(title: str, unit: str, rows: Sequence[tuple[int, dict[str, Any]]]) -> Grid:
    """The figures of a series, and under them how they grow."""
    table = Grid(title, (unit, "characters", "seconds", "processor s", f"{unit}/s", "characters/s", "peak MB"))
    for size, row in rows:
        rates = (f"{size / row['seconds']:,.1f}", f"{row['characters'] / row['seconds']:,.0f}", f"{row['peak'] / 1e6:,.0f}")
        table.rows.append((f"{size:,}", f"{row['characters']:,}", f"{row['seconds']:,.2f}", f"{row['processor']:,.2f}", *rates))
    return table


def slope(rows: Sequence[tuple[int, dict[str, Any]]], figure: str) -> float | None:
    """Of log(figure) over log(size); None for a single size."""
    if len(rows) < 2:
        return None
    sizes, values = zip(*((size, max(row[figure], 1e-6)) for size, row in rows), strict=True)
    return float(np.polyfit(np.log(sizes), np.log(values), 1)[0])


def sentence(rows: Sequence[tuple[int, dict[str, Any]]]) -> str:
    """How a series grows, in words."""
    time, wall, memory = (slope(rows, figure) for figure in ("processor", "seconds", "peak"))
    if time is None or wall is None or memory is None:
        return "One size alone has no slope."
    linear = (
        f"linear within {100 * TOLERANCE:.0f} %" if abs(time - 1) <= TOLERANCE else "less than linear" if time < 1 else "more than linear"
    )
    return f"Slope of processor time {time:.3f} ({linear}), of the wall clock {wall:.3f}, of peak memory {memory:.3f}."


def write(results: Results, out: Path, title: str, console: Console) -> None:
    """Both tables, printed and as Markdown."""
    sections = [f"# Growth\n\n{title}\n"]
    for series, heading, unit in (
        ("documents", "the batch job over many documents", "documents"),
        ("forms", "the batch job over many forms", "documents"),
        ("bytes", "one document", "bytes"),
    ):
        if rows := [*results.rows(series)]:
            table = grid(heading, unit, rows)
            console.print(table.rich())
            console.print(sentence(rows))
            sections.append(f"{table.markdown()}\n{sentence(rows)}\n")
    out.write_text("\n".join(sections), encoding="utf-8")


def sizes(text: str) -> list[int]:
    """`1e3,20000`, or nothing."""
    return [int(float(size)) for size in text.split(",") if size.strip()]


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.growth", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=sizes, default=sizes(DOCUMENTS), help=f"numbers of documents (default: {DOCUMENTS})")
    parser.add_argument("--forms", type=sizes, default=sizes(DOCUMENTS), help=f"numbers of forms alone (default: {DOCUMENTS})")
    parser.add_argument("--bytes", type=sizes, default=sizes(BYTES), help=f"lengths of one document in UTF-8 (default: {BYTES})")
    parser.add_argument(
        "--distinct", type=int, default=1000, help="different reports that are generated, and then repeated (default: %(default)s)"
    )
    parser.add_argument(
        "--workers", type=int, default=len(os.sched_getaffinity(0)), help="of the batch job (default: %(default)s, one a core)"
    )
    parser.add_argument("--model", type=Path, help="model folder (default: the shipped one)")
    parser.add_argument("--backend", default="onnx", choices=("onnx", "torch"))
    parser.add_argument("--device", default="cpu", help="as giar-ner batch takes it")
    parser.add_argument("--precision", choices=("fp32", "int8", "auto"), help="as giar-ner batch takes it")
    parser.add_argument("--cascade", action=argparse.BooleanOptionalAction, help="as giar-ner batch takes it (--no-cascade: --full)")
    parser.add_argument("--engine", choices=("pool", "device", "ray"), help="as giar-ner batch takes it")
    parser.add_argument("--out", type=Path, default=Path("out/growth.md"), help="the table; what was measured lies beside it as JSON")
    args = parser.parse_args(argv)
    chosen = {"model": args.model and str(args.model), "backend": args.backend, "device": args.device.split(",")[0]}
    chosen |= {name: value for name in ("precision", "cascade") if (value := getattr(args, name)) is not None}
    job = ["--workers", str(args.workers), "--backend", args.backend, "--device", args.device]
    job += ["--engine", args.engine] if args.engine else []
    job += ["--precision", args.precision] if args.precision else []
    job += [] if args.cascade is None else ["--cascade" if args.cascade else "--full"]
    job += ["--model", str(args.model)] if args.model else []
    args.out.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix="growth-", dir=args.out.parent))
    results = Results(
        args.out.with_suffix(".json"), {"job": job, "distinct": args.distinct, "model": fingerprint(args.model or default_model())}
    )
    title = (
        f"`giar-ner batch` with `{' '.join(job)}` on {len(os.sched_getaffinity(0))} cores; one document with one thread. {args.distinct:,} different "
        "reports are generated and repeated. Peak memory: the sum over all processes, shared pages counted for each."
    )
    console = Console()
    if results.outdated:
        console.print("What was measured before has other code, another model or other options: it is left out.")
    todo = [(series, n) for series in ("documents", "forms", "bytes") for n in getattr(args, series)]
    todo = [(series, n) for series, n in todo if not results.has(series, n)]
    try:
        mixed = texts(args.distinct) if any(series != "forms" for series, _ in todo) else []
        forms = form_texts(args.distinct) if any(series == "forms" for series, _ in todo) else []
        for series, n in todo:
            console.print(f"measuring {n:,} {series} …")
            parts = forms if series == "forms" else mixed
            results.add(series, n, one(parts, n, work, chosen) if series == "bytes" else many(parts, n, work, job))
    except GiarError as error:
        print(f"benchmarks.growth: {error}", file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(work, ignore_errors=True)
        write(results, args.out, title, console)
    return 0


if __name__ == "__main__":
    sys.exit(main())
