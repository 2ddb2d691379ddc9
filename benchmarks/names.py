"""Do names decide? Every place name of the development passages is exchanged for another of the same length, and the figures compared.

    python -m benchmarks.names [--seed 7] [--parts all]

A name is what stands before 省, 市, 县, 区, 镇, 乡, 街道 … in the marked organisation. Offsets, and so the gold, stay as they are. A model that
has learnt names as features loses; one that has not gives the same records.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import track

from benchmarks.grids import Grid, figure, percent
from giar_ner import Extractor
from giar_ner.evaluate import Scores, score_document
from giar_ner.passages import Passage, read, split

PLACE = re.compile(r"^([\u4e00-\u9fff]{2,3}?)(?=[省市县區区镇鎮乡鄉州盟旗村]|街道|自治|新区|开发区)")


def place_of(passage: Passage) -> str | None:
    """The place name of the passage's organisation, two or three characters."""
    names = [m["text"] for m in passage.marks if m["label"] == "organization"] + [passage.meta.get("org", "")]
    return next((m[1] for n in names if (m := PLACE.match(n))), None)


def renamed(passage: Passage, pool: Sequence[str], rng: random.Random) -> str | None:
    """The text with its place name exchanged throughout, or None where it has none."""
    name = place_of(passage)
    if name is None or name not in passage.text:
        return None
    return passage.text.replace(name, rng.choice([p for p in pool if len(p) == len(name) and p != name]))


def measure(folder: Path, seed: int, parts: str, console: Console) -> Grid:
    passages = split(read(folder), folder).development
    pool = sorted({p for x in passages if (p := place_of(x))})
    rng, extractor = random.Random(seed), Extractor(parts=parts)
    before, after, same, total = Scores(), Scores(), 0, 0
    for passage in track(passages, "development", console=console, disable=not console.is_terminal):
        other = renamed(passage, pool, rng)
        if other is None:
            continue
        reports = [extractor.extract(text).model_dump(mode="json") for text in (passage.text, other)]
        gold = {"records": passage.records, "sections": passage.sections}
        before, after = before + score_document(gold, reports[0]), after + score_document(gold, reports[1])
        keys = [{(r["start"], r["end"], r["kind"], r["metric"], r["value"]) for r in report["records"]} for report in reports]
        same, total = same + len(keys[0] & keys[1]), total + len(keys[0] | keys[1])
    grid = Grid(f"{total:,} records, {percent(same / total)} of them the same", ("names", "record", "official", "zero", "section"))
    for name, scores in (("as written", before), ("exchanged", after)):
        grid.rows.append((name, *(figure(scores[n].f1) for n in ("record", "official", "zero")), figure(scores.section)))
    return grid


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("data/passages"))
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--parts", default="all")
    parser.add_argument("--out", type=Path, default=Path("benchmarks/results/names.md"), help="the table as Markdown, for the model card")
    args = parser.parse_args(argv)
    console = Console()
    grid = measure(args.data, args.seed, args.parts, console)
    console.print(grid.rich())
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_text(grid.markdown(), encoding="utf-8")


if __name__ == "__main__":
    main()
