"""How often the organisation and the year of a report are read: `python -m benchmarks.metadata [FOLDER] [--show 20]`.

Counts the complete reports among the authored passages. The rules were written with them in view: the figure says what the rules cover, not
what they would do on other reports. The parts of each report are those of the gold. An organisation is right when it is, but for 人民政府 and
办公室, the one that the author names or a part of its name.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from rich.console import Console

from benchmarks.grids import Grid, percent
from giar_ner.language.normal import normalise
from giar_ner.passages import Passage, read
from giar_ner.records import Metadata, read_metadata
from giar_ner.tagging.spans import TaggedSection

MARKED = "organization"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("data/passages"))
    parser.add_argument("--show", type=int, default=0, help="print this many organisations that are wrong or missing")
    options = parser.parse_args()
    counts: Counter[str] = Counter()
    shown = []
    for passage in read(options.folder):
        if passage.meta.get("kind") != "report":
            continue
        found = _metadata(passage)
        verdict = _verdict(passage, found.organization)
        counts["reports"] += 1
        counts[verdict] += 1
        counts["year"] += str(found.year) == passage.meta.get("year")
        if verdict != "right":
            shown.append(f"{passage.id} {passage.meta.get('org')}: {found.organization}")
    console = Console()
    grid = Grid("organisation and year of complete reports", ("", "reports", "share"))
    for name in ("right", "wrong", "missing", "year"):
        label = "year right" if name == "year" else f"organisation {name}"
        grid.rows.append((label, f"{counts[name]:,}", percent(counts[name] / max(1, counts["reports"]))))
    console.print(grid.rich())
    for line in shown[: options.show]:
        console.print(line, markup=False, highlight=False)


def _metadata(passage: Passage) -> Metadata:
    sections = [TaggedSection(s["start"], s["end"], s["type"], "", 1.0) for s in passage.sections]
    return read_metadata(passage.text, normalise(passage.text), sections)


def _verdict(passage: Passage, found: str | None) -> str:
    if found is None:
        return "missing"
    known = [passage.meta.get("org", ""), *(m["text"] for m in passage.marks if m["label"] == MARKED)]
    return "right" if any(_core(found) in _core(name) or _core(name) in _core(found) for name in known) else "wrong"


def _core(name: str) -> str:
    return normalise("".join(name.split())).replace("人民政府", "").replace("政府", "").replace("办公室", "")


if __name__ == "__main__":
    main()
