"""Cold start: `python -m benchmarks.cold_start`. How long `import giar_ner` takes, and the first extract in a fresh process.

The import is measured by CPython's own `-X importtime`, the rest by the wall clock around a process and inside it. Every figure is the
least and the median of RUNS fresh processes. The heavy modules that an import must not load are looked for as well.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from benchmarks.grids import Grid
from giar_ner.errors import GiarError

HEAVY = ("torch", "transformers", "spacy", "sklearn", "onnxruntime", "pandas")
TEXT = "某某县2013年政府信息公开工作年度报告\n一、主动公开情况\n2013年主动公开政府信息97件。\n二、依申请公开情况\n没有收到申请。\n"
EXTRACT = """
import sys, time
begin = time.perf_counter()
from giar_ner import extract
text = open(sys.argv[1], encoding="utf-8", newline="").read() if len(sys.argv) > 1 else {text!r}
extract(text)
first = time.perf_counter()
extract(text)
print(first - begin, time.perf_counter() - first)
"""


def import_seconds() -> float:
    """`import giar_ner` alone, as `-X importtime` reports it: the cumulative time of the package."""
    lines = _run(["-X", "importtime", "-c", "import giar_ner"]).stderr.splitlines()
    row = next((line for line in lines if line.split("|")[-1].strip() == "giar_ner"), None)
    if row is None:
        raise GiarError("importtime did not report giar_ner")
    return int(row.split("|")[1]) / 1e6


def heavy_modules() -> list[str]:
    """Which of HEAVY are loaded after `import giar_ner`."""
    code = f"import sys, giar_ner; print(*[m for m in {HEAVY!r} if m in sys.modules])"
    return _run(["-c", code]).stdout.split()


def extract_seconds(report: Path | None) -> tuple[float, float, float]:
    """(import and first extract, second extract, whole process) in seconds, in one fresh process."""
    begin = time.perf_counter()
    done = _run(["-c", EXTRACT.format(text=TEXT), *([str(report)] if report else [])])
    first, second = map(float, done.stdout.split())
    return first, second, time.perf_counter() - begin


def _run(arguments: list[str]) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise GiarError(f"the measured process ended with status {done.returncode}: {last}")
    return done


def measure(runs: int, report: Path | None) -> Grid:
    """All figures as a grid."""
    grid = Grid(f"seconds, {runs} fresh processes, {os.cpu_count()} cores", ("what", "least", "median"))

    def row(name: str, values: Sequence[float]) -> None:
        grid.rows.append((name, f"{min(values):.3f}", f"{statistics.median(values):.3f}"))

    row("import giar_ner (importtime)", [import_seconds() for _ in range(runs)])
    firsts, seconds, whole = zip(*(extract_seconds(report) for _ in range(runs)), strict=True)
    row("import and first extract", firsts)
    row("second extract", seconds)
    row("whole process", whole)
    return grid


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.cold_start", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("report", nargs="?", type=Path, help="a UTF-8 text file to extract (default: five lines)")
    parser.add_argument("--runs", type=int, default=5)
    args = parser.parse_args(argv)
    if args.runs < 1:
        parser.error("--runs must be at least 1")
    console = Console()
    try:
        heavy = heavy_modules()
        console.print(f"import giar_ner loads {', '.join(heavy) or 'none'} of {', '.join(HEAVY)}")
        console.print(measure(args.runs, args.report).rich())
    except GiarError as error:
        print(f"benchmarks.cold_start: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
