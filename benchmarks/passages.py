"""What the authored passages cover, and where they repeat themselves.

    python -m benchmarks.passages [FOLDER] [--limit 0.22] [--thin 60]

Prints, pack by pack, how much is new (character trigrams, skeletons); for every metric how many records, skeletons and packs it has, the
thin ones first; and pairs of passages that share too many character 5-grams, those between training and the held-out splits apart: two
re-tellings of one report count as one, and none may stand on both sides of a split.

A skeleton is the clause up to the end of a record with numbers and names masked: two records of one skeleton teach one thing.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from rich.console import Console
from scipy.sparse import csr_matrix

from benchmarks.grids import Grid, percent
from giar_ner import ontology
from giar_ner.language.normal import normalise
from giar_ner.passages import Passage, read, split

NUMBER = re.compile(r"\d+(?:[.,，]\d+)*|[〇零一二两三四五六七八九十百千]+(?=[件条份篇期次人个项起宗场批%元万])")
CLAUSE = re.compile(r"[。；，：！？\n]")
GRAM = 5


def skeletons(passage: Passage) -> list[tuple[str, str]]:
    """(metric, clause up to the record's end with numbers and marked names masked) of every record."""
    text = normalise(passage.text)
    names = sorted(
        {m["text"] for m in passage.marks if m["label"] in ("organization", "scope") and len(m["text"]) > 1}, key=len, reverse=True
    )
    masked = re.compile("|".join(map(re.escape, map(normalise, names)))) if names else None
    out = []
    for record in passage.records:
        begin = max((m.end() for m in CLAUSE.finditer(text, 0, record["start"])), default=0)
        clause = "".join(text[begin : record["end"]].split())
        clause = masked.sub("某", clause) if masked else clause
        out.append((record["metric"], NUMBER.sub("#", clause)))
    return out


def grams(text: str, n: int) -> np.ndarray:
    """The distinct hashed character n-grams of a text without white space and with its numbers masked, sorted, uint64."""
    points = np.frombuffer(NUMBER.sub("#", "".join(normalise(text).split())).encode("utf-32-le"), "<u4").astype(np.uint64)
    if len(points) < n:
        return np.empty(0, np.uint64)
    with np.errstate(over="ignore"):
        code = np.zeros(len(points) - n + 1, np.uint64)
        for i in range(n):
            code = code * np.uint64(1_000_003) + points[i : len(points) - n + 1 + i]
    return np.unique(code)


def growth(passages: Sequence[Passage]) -> Grid:
    """Pack by pack in the order of the folder: what is new in it."""
    grid = Grid("what each pack adds", ("pack", "passages", "characters", "records", "new trigrams / 1,000 characters", "new skeletons"))
    seen: set[int] = set()
    known: set[tuple[str, str]] = set()
    for name in dict.fromkeys(p.pack for p in passages):
        inside = [p for p in passages if p.pack == name]
        size = sum(len(p.text) for p in inside)
        trigrams = {int(g) for p in inside for g in grams(p.text, 3)}
        pairs = [s for p in inside for s in skeletons(p)]
        fresh = {*pairs} - known
        share = percent(len(fresh) / len(pairs)) if pairs else ""
        grid.rows.append(
            (name, str(len(inside)), f"{size:,}", f"{len(pairs):,}", f"{1000 * len(trigrams - seen) / max(size, 1):.0f}", share)
        )
        seen |= trigrams
        known |= fresh
    return grid


def coverage(passages: Sequence[Passage], thin: int) -> Grid:
    """Metrics with fewer than `thin` distinct skeletons, the thinnest first."""
    records: Counter[str] = Counter()
    distinct: defaultdict[str, set[str]] = defaultdict(set)
    packs: defaultdict[str, set[str]] = defaultdict(set)
    for p in passages:
        for metric, skeleton in skeletons(p):
            records[metric] += 1
            distinct[metric].add(skeleton)
            packs[metric].add(p.pack)
    total = sum(map(len, distinct.values()))
    title = f"{records.total():,} records, {total:,} skeletons, {len(records)} metrics; fewer than {thin} skeletons:"
    grid = Grid(title, ("metric", "records", "skeletons", "packs"))
    for metric in sorted(ontology.metrics(), key=lambda m: len(distinct[m])):
        if len(distinct[metric]) < thin:
            grid.rows.append((metric, str(records[metric]), str(len(distinct[metric])), str(len(packs[metric]))))
    return grid


def overlaps(passages: Sequence[Passage], held_out: set[str], limit: float) -> Grid:
    """Pairs of passages of which the shorter shares `limit` and more of its 5-grams with the other. What many passages say is left out."""
    rows = [grams(p.text, GRAM) for p in passages]
    keys, column, counts = np.unique(np.concatenate(rows), return_inverse=True, return_counts=True)
    rare = counts <= max(3, len(passages) // 200)
    owner = np.repeat(np.arange(len(rows)), [len(r) for r in rows])
    keep = rare[column]
    matrix = csr_matrix((np.ones(int(keep.sum()), np.int32), (owner[keep], column[keep])), shape=(len(rows), len(keys)))
    common = (matrix @ matrix.T).tocoo()
    grid = Grid(f"pairs that share {limit:.0%} of the 5-grams and more", ("passage", "passage", "shared", "across a split"), left=(0, 1, 3))
    found = []
    for i, j, n in zip(common.row, common.col, common.data, strict=True):
        share = n / max(1, min(len(rows[i]), len(rows[j])))
        if i < j and share >= limit:
            found.append((share, passages[i].id, passages[j].id))
    for share, first, second in sorted(found, reverse=True):
        across = (first in held_out) != (second in held_out)
        grid.rows.append((first, second, percent(share), "yes" if across else ""))
    return grid


def report(folder: Path, limit: float, thin: int) -> Iterable[Grid]:
    passages = read(folder)
    splits = split(passages, folder)
    held_out = {p.id for p in (*splits.development, *splits.calibration, *splits.whole)}
    yield growth(passages)
    yield coverage(passages, thin)
    yield overlaps(passages, held_out, limit)


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("data/passages"))
    parser.add_argument("--limit", type=float, default=0.22)
    parser.add_argument("--thin", type=int, default=60)
    args = parser.parse_args(argv)
    console = Console()
    for grid in report(args.folder, args.limit, args.thin):
        console.print(grid.rich())


if __name__ == "__main__":
    main()
