"""Section accuracy of a model by set and pack, and which types it takes for which.

    python -m benchmarks.sections [--model MODEL] [--data data/passages] [--shared ../shared] [--encoder] [--wrong 20]

The segmenter alone is measured, which takes seconds; `--encoder` adds the encoder's evidence as `Tagger.tag` does (minutes). Accuracy is the
share of the gold's characters that lie in a section of the right type.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np
from rich.console import Console

from benchmarks.grids import Grid, figure, percent
from benchmarks.testsets import Document, family, load
from giar_ner.errors import GiarError
from giar_ner.language.normal import normalise
from giar_ner.passages import read, split
from giar_ner.tagging.evidence import Evidence
from giar_ner.tagging.tagger import Tagger

DEFAULT = Path(__file__).parent.parent / "giar_ner" / "models" / "default"


@dataclass(frozen=True)
class Run:
    """Characters in a row that have one gold type and one predicted type."""

    start: int
    size: int
    gold: str
    predicted: str


def runs(gold: Sequence[dict[str, int | str]], predicted: Sequence[dict[str, int | str]], length: int) -> list[Run]:
    """How the two tilings of a text of `length` characters lie on each other; what the gold does not cover is left out."""
    lay = np.zeros((2, length), "U24")
    for row, sections in zip(lay, (gold, predicted), strict=True):
        for s in sections:
            row[s["start"] : s["end"]] = s["type"]
    out, place = [], 0
    for (right, found), group in groupby(zip(*lay.tolist(), strict=True)):
        size = len(list(group))
        if right:
            out.append(Run(place, size, right, found))
        place += size
    return out


def accuracy(found: Sequence[Run]) -> float | None:
    total = sum(r.size for r in found)
    return sum(r.size for r in found if r.gold == r.predicted) / total if total else None


def by_group(found: dict[str, list[tuple[str, list[Run]]]]) -> Grid:
    """One row per set, family of packs and pack. `found`: set -> (pack, runs) of each document."""
    grid = Grid("section accuracy (share of characters)", ("set", "packs", "documents", "characters", "accuracy"), left=(0, 1))
    for name, documents in found.items():
        packs = sorted({pack for pack, _ in documents}, key=lambda p: (len(p), p))
        groups = [("all", packs)]
        if len(packs) > 1:
            families = sorted({family(p) for p in packs})
            groups += [(f, [p for p in packs if family(p) == f]) for f in families] + [(p, [p]) for p in packs]
        for title, members in groups:
            chosen = [r for pack, r in documents if pack in members]
            flat = [r for rs in chosen for r in rs]
            grid.rows.append((name, title, str(len(chosen)), str(sum(r.size for r in flat)), figure(accuracy(flat))))
    return grid


def confusions(name: str, found: Sequence[Run], top: int) -> Grid:
    """The pairs of types that cost the most characters."""
    grid = Grid(f"{name}: wrong types", ("gold", "predicted", "characters", "of all wrong"), left=(0, 1))
    wrong = Counter[tuple[str, str]]()
    for r in found:
        if r.gold != r.predicted:
            wrong[r.gold, r.predicted] += r.size
    for (gold, predicted), size in wrong.most_common(top):
        grid.rows.append((gold, predicted, str(size), percent(size / wrong.total())))
    return grid


def measure(tagger: Tagger, documents: Sequence[Document]) -> list[tuple[str, list[Run]]]:
    """(pack, runs) of each document that has gold sections."""
    return [
        (d.gold["meta"].get("pack", "–"), runs(d.gold["sections"], _predict(tagger, d.text), len(d.text)))
        for d in _with_sections(documents)
    ]


def _with_sections(documents: Sequence[Document]) -> Iterator[Document]:
    for d in documents:
        if d.gold["sections"]:
            d.gold.setdefault("meta", {})
            yield d


def _predict(tagger: Tagger, text: str) -> list[dict[str, int | str]]:
    words = normalise(text)
    evidence = Evidence([]) if tagger.encoder is None else tagger.evidence(words)
    found = tagger.segment(words, evidence, tagger.combination.section[tagger.parts])
    return [{"start": s.start, "end": s.end, "type": s.type} for s in found]


def main(argv: Sequence[str] | None = None) -> int:
    """Entry point; 1 with one sentence on stderr when something cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sections", description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--model", type=Path, default=DEFAULT)
    parser.add_argument("--data", type=Path, default=Path("data/passages"))
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--encoder", action="store_true", help="with the encoder's evidence")
    parser.add_argument("--wrong", type=int, default=15, help="pairs of types shown for each set")
    args = parser.parse_args(argv)
    console = Console(width=120)
    try:
        tagger = Tagger(args.model, parts="all" if args.encoder else "lexical")
        sets = load(args.data, args.shared).sets
        calibration = [
            Document(p.id, p.text, {"meta": {"pack": p.pack}, "sections": p.sections})
            for p in split(read(args.data), args.data).calibration
        ]
        found = {name: measure(tagger, documents) for name, documents in {"calibration": calibration, **sets}.items()}
    except GiarError as error:
        print(f"benchmarks.sections: {error}", file=sys.stderr)
        return 1
    console.print(by_group(found).rich())
    for name, documents in found.items():
        console.print(confusions(name, [r for _, rs in documents for r in rs], args.wrong).rich())
    return 0


if __name__ == "__main__":
    sys.exit(main())
