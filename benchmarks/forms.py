"""How well the official forms are read: cells, silent errors and checks on generated documents, by form, kind of file and defect.

    python -m benchmarks.forms [--documents 20] [--forms 2021] [--files pdf,html-word] [--defects slash,ocr_labels] [--whole] [--show 10]

Accuracy counts among the cells that were read; the share read, among those that the document says plainly. A wrong number is unnamed
where no failed check has its cell and no warning quotes its row, and silent where there is no warning about tables at all. By default the
readers, the tables and the checks are measured, without the tagger; `--whole` runs the whole extractor, and what prose and table say is
compared as well.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields

from rich.console import Console

from benchmarks.grids import Grid, figure
from giar_ner import Extractor
from giar_ner.reading import Document, from_text, read
from giar_ner.records import read_tables, run_checks, table_records
from giar_ner.schema import Check, Record
from giar_ner.synthesis.forms import DEFECTS, FORMS, LAYOUTS, TEXT_STYLES, FormDocument, Gold, generate_form

FILES = (*(f"html-{layout}" for layout in LAYOUTS), "docx", "pdf", "pdf-unruled", *(f"text-{style}" for style in TEXT_STYLES))
CLEAN, SLIP, PROSE = "none", "inconsistent", "prose"
_TABLES = re.compile("表|单元格|行|列|栏")  # words of a warning that is about a table
_QUOTED = re.compile("“(.+?)”")
_BALANCE = re.compile("^balance:applications:")

Key = tuple[str, str | None]


@dataclass
class Answer:
    """What a system says of a document."""

    records: Sequence[Record]
    checks: Sequence[Check]
    warnings: Sequence[str]
    prose: bool = True  # whether the prose was read as well
    text: str = ""

    def named(self, record: Record) -> bool:
        """Whether a warning quotes words of the record's row."""
        row = "".join(self.text[record.evidence.start : record.evidence.end].split())
        quoted = (words for warning in self.warnings for words in _QUOTED.findall("".join(warning.split())))
        return any(len(words) > 1 and words.rstrip("…") in row for words in quoted)


@dataclass
class Tally:
    """Counts of one group of documents."""

    documents: int = 0
    expected: int = 0
    seen: int = 0
    right: int = 0
    wrong: int = 0
    unnamed: int = 0
    silent: int = 0
    faults: int = 0
    found: int = 0
    alarms: int = 0
    seconds: float = 0.0
    failed: int = 0

    def __iadd__(self, other: Tally) -> Tally:
        for f in fields(self):
            setattr(self, f.name, getattr(self, f.name) + getattr(other, f.name))
        return self

    def row(self, *names: str) -> list[str]:
        counts = [str(n) for n in (self.wrong, self.unnamed, self.silent, self.failed, self.alarms)]
        shares = [_share(self.right, self.seen), _share(self.seen, self.expected)]
        time_each = f"{1000 * self.seconds / max(1, self.documents):.0f}"
        return [*names, str(self.documents), *shares, *counts, _share(self.found, self.faults), time_each]

    @property
    def perfect(self) -> bool:
        flaws = self.wrong or self.silent or self.failed or self.alarms
        return not flaws and self.seen == self.expected == self.right and self.found == self.faults


HEADER = ("documents", "accuracy", "read", "wrong", "unnamed", "silent", "errors", "alarms", "recall", "ms")


def _share(part: int, whole: int) -> str:
    return figure(part / whole) if whole else ""


@dataclass
class Finding:
    """One error, for a person who looks for its cause."""

    kind: str
    form: str
    file: str
    defect: str
    seed: int
    what: str


@dataclass
class Result:
    tallies: dict[tuple[str, str, str], Tally] = field(default_factory=lambda: defaultdict(Tally))
    findings: list[Finding] = field(default_factory=list)


def render(document: FormDocument, file: str) -> Document:
    """The document, written as a kind of file and read again."""
    kind, _, way = file.partition("-")
    if kind == "text":
        return from_text(document.text(way))  # type: ignore[arg-type]
    if kind == "html":
        return read(document.html(way).encode())
    return read(document.docx() if kind == "docx" else document.pdf(ruled=way != "unruled"))


def tables_alone(document: Document, year: int) -> Answer:
    """Tables and checks, without the tagger."""
    reading = read_tables(document.tables)
    records = table_records(document.text, reading, [])
    return Answer(records, run_checks(records, year), [*document.warnings, *reading.warnings], prose=False, text=document.text)


def whole(extractor: Extractor) -> Callable[[Document, int], Answer]:
    """All that a user gets."""

    def answer(document: Document, year: int) -> Answer:
        report = extractor.extract_document(document)
        return Answer(report.records, report.checks, report.warnings, text=report.text)

    return answer


def judge(gold: Gold, answer: Answer) -> tuple[Tally, list[tuple[str, str]]]:
    """The counts of one document, and its errors in words."""
    told: dict[Key, list[int]] = defaultdict(list)
    for i, record in enumerate(answer.records):
        if record.kind == "table_cell":
            told[record.metric, record.dimensions.get("applicant")].append(i)
    cells = gold.by_key()
    tally, findings = Tally(documents=1), []
    failed = [check for check in answer.checks if check.status == "fail"]
    doubted = {i for check in failed for i in check.records}
    warned = any(_TABLES.search(w) for w in answer.warnings)
    wrong: set[Key] = set()
    for key, indexes in told.items():
        cell = cells.get(key)
        for i in indexes:
            value = answer.records[i].value
            if cell is not None and cell.state != "absent" and abs(value - cell.value) < 1e-6:
                continue
            wrong.add(key)
            tally.wrong += 1
            loud = warned or i in doubted
            tally.silent += not loud
            tally.unnamed += i not in doubted and not answer.named(answer.records[i])
            meant = f"{cell.value:g} ({cell.state}, printed {cell.printed!r})" if cell else "no such cell"
            findings.append(("wrong" if loud else "silent", f"{key} is {meant}, read {value:g}"))
    for cell in gold.cells:
        if cell.state == "read":
            tally.expected += 1
            tally.seen += cell.key in told
            tally.right += cell.key in told and cell.key not in wrong
            if cell.key not in told:
                findings.append(("unread", f"{cell.key}, printed {cell.printed!r}"))
    _judge_checks(gold, answer, failed, tally, findings)
    return tally, findings


def _judge_checks(gold: Gold, answer: Answer, failed: list[Check], tally: Tally, findings: list[tuple[str, str]]) -> None:
    rules = {_BALANCE.sub("balance:", check.rule) for check in failed}
    planted = [fault for fault in gold.faults if answer.prose or not fault.rule.startswith("prose:")]
    broken = {fault.rule for fault in planted}
    keys = {key for fault in gold.faults for key in fault.keys}
    tally.faults, tally.found = len(broken), len(broken & rules)
    findings += [("missed", f"{fault.rule}: {fault.left:g} against {fault.right:g}") for fault in planted if fault.rule not in rules]
    for check in failed:
        rule = _BALANCE.sub("balance:", check.rule)
        records = [answer.records[i] for i in check.records]
        touched = any((r.metric, r.dimensions.get("applicant")) in keys for r in records)
        if rule not in broken | gold.open and not touched:
            tally.alarms += 1
            findings.append(("alarm", f"{check.rule}: {check.message}"))


def documents(form: str, defect: str, count: int, start: int) -> Iterator[FormDocument]:
    """`count` documents with one defect (or none, or a slip on purpose)."""
    for seed in range(start, start + count):
        if defect == PROSE:
            try:
                yield generate_form(form, seed=seed, inconsistent="prose")
            except ValueError:  # the office of this seed did nothing that prose could tell
                continue
        else:
            yield generate_form(form, seed=seed, defects={defect} & set(DEFECTS), inconsistent=defect == SLIP)


def measure(
    answer: Callable[[Document, int], Answer], forms: Iterable[str], files: Iterable[str], defects: Iterable[str], count: int, start: int
) -> Result:
    """Every combination, `count` documents of each; one that raises counts as an error with no cell read."""
    result, files = Result(), list(files)
    for form in forms:
        for defect in defects:
            for document in documents(form, defect, count, start):
                for file in files:
                    gold = document.gold_of(file.removeprefix("text-")) if file.startswith("text-") else document.gold  # type: ignore[arg-type]
                    tally, findings = _one(answer, document, file, gold)
                    result.tallies[form, file, defect] += tally
                    result.findings += [Finding(kind, form, file, defect, document.seed, what) for kind, what in findings]
    return result


def _one(answer: Callable[[Document, int], Answer], document: FormDocument, file: str, gold: Gold) -> tuple[Tally, list[tuple[str, str]]]:
    began = time.perf_counter()
    try:
        source = render(document, file)
        began = time.perf_counter() if file.startswith("text-") else began
        told = answer(source, document.year)
    except Exception as error:  # a benchmark goes on and says so
        expected = sum(cell.state == "read" for cell in gold.cells)
        return Tally(documents=1, expected=expected, failed=1), [("error", f"{type(error).__name__}: {error}")]
    seconds = time.perf_counter() - began
    tally, findings = judge(gold, told)
    tally.seconds = seconds
    return tally, findings


def grids(result: Result, *, flawed: bool) -> Iterator[Grid]:
    """Sums by file and by defect for each form, then every combination (with `flawed`, those that are not perfect)."""
    for title, position in (("by kind of file", 1), ("by defect", 2)):
        sums: dict[tuple[str, str], Tally] = defaultdict(Tally)
        for names, tally in result.tallies.items():
            sums[names[0], names[position]] += tally
        yield _grid(title, ("form", ""), (t.row(*names) for names, t in sums.items()))
    title = "combinations that are not perfect" if flawed else "every combination"
    yield _grid(title, ("form", "file", "defect"), (t.row(*names) for names, t in result.tallies.items() if not (flawed and t.perfect)))


def _grid(title: str, names: Sequence[str], rows: Iterable[Sequence[str]]) -> Grid:
    return Grid(title, (*names, *HEADER), list(rows), left=range(len(names)))


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=20, help="of each form, kind of file and defect")
    parser.add_argument("--forms", default=",".join(FORMS))
    parser.add_argument("--files", default=",".join(FILES))
    parser.add_argument("--defects", default=",".join((CLEAN, SLIP, *DEFECTS)), help="also: prose (with --whole)")
    parser.add_argument("--start", type=int, default=0, help="the first seed")
    parser.add_argument("--whole", action="store_true", help="the whole extractor with its model")
    parser.add_argument("--all", action="store_true", help="every combination, also the perfect ones")
    parser.add_argument("--show", type=int, default=0, help="errors of each kind to print")
    args = parser.parse_args(argv)
    forms, files, defects = (value.split(",") for value in (args.forms, args.files, args.defects))
    if unknown := (set(forms) - {*FORMS}) | (set(files) - {*FILES}) | (set(defects) - {CLEAN, SLIP, PROSE, *DEFECTS}):
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    result = measure(whole(Extractor()) if args.whole else tables_alone, forms, files, defects, args.documents, args.start)
    console = Console(width=180)
    for grid in grids(result, flawed=not args.all):
        console.print(grid.rich())
    shown: Counter[str] = Counter()
    for finding in result.findings:
        shown[finding.kind] += 1
        if shown[finding.kind] <= args.show:
            console.print(
                f"{finding.kind}: {finding.form} {finding.file} {finding.defect} seed {finding.seed}: {finding.what}", markup=False
            )


if __name__ == "__main__":
    main()
