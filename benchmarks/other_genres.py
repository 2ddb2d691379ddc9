"""How many records the extractor invents in text that is no report: windows of laws, court judgments, work reports, policy notices.

    python -m benchmarks.other_genres CORPUS_FOLDER [--windows 25] [--length 1500] [--seed 7]

Every `.txt` or `.txt.gz` file of the folder is one genre. None of these texts holds a disclosure metric, so that every record is an error;
a warning that the text is no report is the right answer.
"""

from __future__ import annotations

import argparse
import gzip
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from benchmarks.grids import Grid
from giar_ner import Extractor


def windows(path: Path, count: int, length: int, seed: int) -> list[str]:
    """`count` random windows of `length` characters of a text file."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    rng = random.Random(seed)
    return [text[at : at + length] for at in (rng.randrange(max(1, len(text) - length)) for _ in range(count))]


def measure(folder: Path, count: int, length: int, seed: int) -> Grid:
    """One line per genre: windows, those with a warning, invented records and their metrics."""
    grid = Grid(f"{count} windows of {length:,} characters", ("genre", "warned", "records", "metrics"), left=(0, 3))
    extractor = Extractor()
    for path in sorted(p for p in folder.iterdir() if p.name.endswith((".txt", ".txt.gz"))):
        reports = [extractor.extract(w) for w in windows(path, count, length, seed)]
        metrics = Counter(r.metric for report in reports for r in report.records)
        warned = sum(bool(report.warnings) for report in reports)
        shown = ", ".join(f"{name} ({n})" for name, n in metrics.most_common(5))
        grid.rows.append((path.name.split(".")[0], str(warned), str(metrics.total()), shown))
    return grid


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--windows", type=int, default=25)
    parser.add_argument("--length", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args(argv)
    Console().print(measure(args.folder, args.windows, args.length, args.seed).rich())


if __name__ == "__main__":
    main()
