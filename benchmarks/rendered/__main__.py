"""Whether a report gives the same records in every form that it can be rendered to as it gives from its plain text.

    python -m benchmarks.rendered [FOLDER] [--shared ../shared] [--renders html-word,docx] [--text] [--show 20] [--keep DIR]

Reads the plain-text reports in FOLDER, by default the seeds of `--shared` and the examples. Each is rendered as pages of common site
builders (with markup of our own), as a Word file and as PDFs, and read back with the whole extractor. A record is the same where kind,
metric, value, applicant and the characters without white space are. A field of the table is `same`, or `same -missing +extra`.
With `--text` only the texts are compared, white space aside (`-lost +added` characters; what a reader drops or adds on purpose is in it, too),
which takes seconds. `text-lines` is the plain text again without its blank lines and indents: where that differs, the tagger does.
"""

from __future__ import annotations

import argparse
import difflib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console

from benchmarks.grids import Grid
from benchmarks.rendered import html, pdf, word
from benchmarks.rendered.blocks import Block, Row, Source, source
from giar_ner import Extractor
from giar_ner.reading import Document, from_text, read


def lines(report: Source) -> bytes:
    """The text again, its lines as a page shows them: what differs here is no reader's doing."""
    shown = (" | ".join(block) if isinstance(block, list) else block for blocks in report.blocks for block in _rows(blocks))
    return "\n".join(" ".join(line.split()) for line in shown).encode()


def _rows(block: Block) -> Sequence[str | Row]:
    return [block] if isinstance(block, str) else block


RENDERS: dict[str, html.Render] = {"text-lines": lines, **html.RENDERS, "docx": word.docx, **pdf.RENDERS}
Key = tuple[str, str, float, str, str]


class Records:
    """The records of documents; those of a text that was seen before are not computed again."""

    def __init__(self) -> None:
        self._extractor = Extractor(threads=1)
        self._seen: dict[tuple[str, str], Counter[Key]] = {}

    def of(self, document: Document) -> Counter[Key]:
        known = (document.text, repr([[(cell.start, cell.end) for cell in row] for table in document.tables for row in table.rows]))
        if known not in self._seen:
            report = self._extractor.extract_document(document)
            self._seen[known] = Counter(
                (r.kind, r.metric, r.value, r.dimensions.get("applicant", ""), "".join(r.text.split())) for r in report.records
            )
        return self._seen[known]


def compare(plain: Counter[Key], rendered: Counter[Key]) -> tuple[int, Counter[Key], Counter[Key]]:
    """How many records are the same, those that are missing and those that are extra."""
    return (plain & rendered).total(), plain - rendered, rendered - plain


def compare_texts(plain: str, rendered: str) -> tuple[int, list[str], list[str]]:
    """How many characters are the same, and the stretches that are missing and extra, white space aside."""
    a, b = ("".join(text.split()) for text in (plain, rendered))
    matcher = difflib.SequenceMatcher(None, a, b, autojunk=False) if a != b else None
    if matcher is None:
        return len(a), [], []
    differing = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    lost = [a[i:j] for _, i, j, _, _ in differing if i < j]
    return len(a) - sum(map(len, lost)), lost, [b[k:m] for _, _, _, k, m in differing if k < m]


def field(same: int, missing: int, extra: int) -> str:
    """One field of the table."""
    return f"{same}" + (f" -{missing}" if missing else "") + (f" +{extra}" if extra else "")


def sources(folder: Path | None, shared: Path) -> list[Source]:
    """The reports, by the names of their files."""
    folders = [folder] if folder is not None else [shared / "seeds", Path("data/examples")]
    paths = [path for each in folders for path in sorted(each.glob("*.txt"))]
    return [source(path.stem[:16], path.read_text(encoding="utf-8")) for path in paths]


def differences(
    reports: Sequence[Source], names: Sequence[str], *, text: bool, keep: Path | None
) -> Iterator[tuple[str, list[str], list[str]]]:
    """For each render its name, the fields of its row and what differs, in words."""
    records = None if text else Records()
    plain = [from_text(report.text) for report in reports]
    for name in names:
        fields, notes = [], []
        for report, original in zip(reports, plain, strict=True):
            data = RENDERS[name](report)
            if keep is not None:
                (keep / f"{report.name}.{name}.{name.partition('-')[0]}").write_bytes(data)
            document = read(data)
            if records is None:
                same, lost, added = compare_texts(report.text, document.text)
                fields.append(field(same, sum(map(len, lost)), sum(map(len, added))))
                notes += [f"{report.name} -{part!r}" for part in lost] + [f"{report.name} +{part!r}" for part in added]
                continue
            equal, missing, extra = compare(records.of(original), records.of(document))
            fields.append(field(equal, missing.total(), extra.total()))
            notes += [f"{report.name} {sign}{key}" for sign, keys in (("-", missing), ("+", extra)) for key in keys.elements()]
        yield name, fields, notes


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, help="with the plain-text reports")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--renders", default=",".join(RENDERS))
    parser.add_argument("--text", action="store_true", help="compare the texts alone, without the extractor")
    parser.add_argument("--show", type=int, default=0, help="differences of each render to print")
    parser.add_argument("--keep", type=Path, help="a folder for the rendered files")
    args = parser.parse_args(argv)
    names = args.renders.split(",")
    if unknown := set(names) - set(RENDERS):
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    reports = sources(args.folder, args.shared)
    if not reports:
        parser.error("no plain-text reports there")
    if args.keep:
        args.keep.mkdir(parents=True, exist_ok=True)
    console = Console(width=max(60 + 18 * len(reports), 80))
    what = "characters" if args.text else "records"
    grid = Grid(f"{what} as from the plain text, -missing, +extra", ("render", *(report.name for report in reports)))
    for name, fields, notes in differences(reports, names, text=args.text, keep=args.keep):
        grid.rows.append([name, *fields])
        for note in notes[: args.show]:
            console.print(f"{name}: {note}", markup=False, highlight=False)
    console.print(grid.rich())


if __name__ == "__main__":
    main()
