"""How well the official forms are read: cells, silent errors and checks on generated documents, by form, kind of file and defect.

    python -m benchmarks.forms [--documents 20] [--forms 2021] [--files pdf,html-word] [--defects slash,ocr_labels] [--whole] [--show 10]
    python -m benchmarks.forms --documents 500 --results out/forms/a.json --minutes 40     again: goes on where it stopped
    python -m benchmarks.forms --documents 250 --first-seed 250 --results out/forms/b.json   a slice of its own
    python -m benchmarks.forms --merge out/forms/a.json,out/forms/b.json --markdown benchmarks/results/forms.md

Accuracy counts among the cells that were read; the share read, among those that the document says plainly. A wrong number is unnamed
where no failed check has its cell and no warning quotes its row, and silent where there is no warning about tables at all. By default the
readers, the tables and the checks are measured, without the tagger; `--whole` runs the whole extractor, and what prose and table say is
compared as well. Times are of the processor, from the file's bytes to the checks.
"""

from __future__ import annotations

import argparse
import os
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from benchmarks.forms_results import HEADER, Finding, Names, Result, Tally, load
from benchmarks.grids import Grid
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

SAVED_EVERY = 60.0  # seconds

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


def written(document: FormDocument, file: str) -> str | bytes:
    """The document as a kind of file: its text, or its bytes."""
    kind, _, way = file.partition("-")
    if kind == "text":
        return document.text(way)  # type: ignore[arg-type]
    if kind == "html":
        return document.html(way).encode()
    return document.docx() if kind == "docx" else document.pdf(ruled=way != "unruled")


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


def document_of(form: str, defect: str, seed: int) -> FormDocument | None:
    """The document of a seed with one defect (or none, or a slip on purpose); None where its office did nothing that prose could tell."""
    if defect != PROSE:
        return generate_form(form, seed=seed, defects={defect} & set(DEFECTS), inconsistent=defect == SLIP)
    try:
        return generate_form(form, seed=seed, inconsistent="prose")
    except ValueError:
        return None


def measure(
    answer: Callable[[Document, int], Answer],
    combinations: Iterable[Names],
    seeds: Iterable[int],
    result: Result | None = None,
    *,
    going: Callable[[Result], bool] = lambda _: True,
) -> Result:
    """Every combination with every seed that `result` has not yet; one document of each before the next, as long as `going` says so.

    A document that raises counts as an error with no cell read.
    """
    result = Result() if result is None else result
    files: dict[tuple[str, str], list[str]] = defaultdict(list)
    for form, file, defect in combinations:
        files[form, defect].append(file)
    for seed in seeds:
        for (form, defect), all_files in files.items():
            left = [file for file in all_files if seed not in result.seeds[form, file, defect]]
            if not left:
                continue
            if not going(result):
                return result
            document = document_of(form, defect, seed)
            for file in left:
                names = form, file, defect
                if document is None:
                    result.add(names, seed, None)
                    continue
                gold = document.gold_of(file.removeprefix("text-")) if file.startswith("text-") else document.gold  # type: ignore[arg-type]
                tally, findings = _one(answer, document, file, gold)
                result.add(names, seed, tally, [Finding(kind, *names, seed, what) for kind, what in findings])
    return result


def _processor() -> float:
    """Seconds of processor time, of this process and of those that it waited for."""
    children = os.times()
    return time.process_time() + children.children_user + children.children_system


def _one(answer: Callable[[Document, int], Answer], document: FormDocument, file: str, gold: Gold) -> tuple[Tally, list[tuple[str, str]]]:
    try:
        data = written(document, file)
        began = _processor()
        told = answer(from_text(data) if isinstance(data, str) else read(data), document.year)
    except Exception as error:  # a benchmark goes on and says so
        expected = sum(cell.state == "read" for cell in gold.cells)
        return Tally(documents=1, expected=expected, failed=1), [("error", f"{type(error).__name__}: {error}")]
    seconds = _processor() - began
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


def in_process() -> None:
    """Parse PDFs in this process: the parser is the same, without the start of a process for every file."""
    from giar_ner.reading import pdf
    from giar_ner.reading.pdf.worker import parse

    pdf._parsed = parse  # by generated files nothing needs to be bounded


def _going(minutes: float, path: Path | None, settings: Mapping[str, object]) -> Callable[[Result], bool]:
    """Says that time is left, and saves now and then what was counted."""
    end, saved = time.monotonic() + 60 * minutes, time.monotonic()

    def going(result: Result) -> bool:
        nonlocal saved
        if path is not None and time.monotonic() - saved > SAVED_EVERY:
            result.save(path, settings)
            saved = time.monotonic()
        return time.monotonic() < end

    return going


def _report(result: Result, markdown: Path | None, *, every: bool, show: int) -> None:
    console = Console(width=180)
    found = list(grids(result, flawed=not every))
    for grid in found:
        console.print(grid.rich())
    if markdown is not None:
        markdown.parent.mkdir(parents=True, exist_ok=True)
        markdown.write_text("\n".join(grid.markdown() for grid in found), encoding="utf-8")
    shown: Counter[str] = Counter()
    for finding in result.findings:
        shown[finding.kind] += 1
        if shown[finding.kind] <= show:
            where = f"{finding.form} {finding.file} {finding.defect} seed {finding.seed}"
            console.print(f"{finding.kind}: {where}: {finding.what}", markup=False)


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=20, help="of each form, kind of file and defect")
    parser.add_argument("--forms", default=",".join(FORMS))
    parser.add_argument("--files", default=",".join(FILES))
    parser.add_argument("--defects", default=",".join((CLEAN, SLIP, *DEFECTS)), help="also: prose (with --whole)")
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--results", type=Path, help="a JSON file to keep the counts in; what it has is not measured again")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="stop after so long")
    parser.add_argument("--merge", default="", help="measure nothing: sum up these files of --results")
    parser.add_argument("--in-process", action="store_true", help="PDFs without a process for each: for long runs")
    parser.add_argument("--markdown", type=Path, help="a file for the tables")
    parser.add_argument("--whole", action="store_true", help="the whole extractor with its model")
    parser.add_argument("--all", action="store_true", help="every combination, also the perfect ones")
    parser.add_argument("--show", type=int, default=0, help="errors of each kind to print")
    args = parser.parse_args(argv)
    forms, files, defects = (value.split(",") for value in (args.forms, args.files, args.defects))
    if unknown := (set(forms) - {*FORMS}) | (set(files) - {*FILES}) | (set(defects) - {CLEAN, SLIP, PROSE, *DEFECTS}):
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    settings = {"whole": args.whole, "in_process": args.in_process}
    result = Result()
    try:
        if args.merge:
            for path in args.merge.split(","):
                result.merge(load(Path(path), settings))
        elif args.results is not None and args.results.exists():
            result = load(args.results, settings)
    except ValueError as error:
        parser.error(str(error))
    if not args.merge:
        if args.in_process:
            in_process()
        answer = whole(Extractor()) if args.whole else tables_alone
        combinations = [(form, file, defect) for form in forms for defect in defects for file in files]
        seeds = range(args.first_seed, args.first_seed + args.documents)
        measure(answer, combinations, seeds, result, going=_going(args.minutes, args.results, settings))
    if args.results is not None:
        result.save(args.results, settings)
    _report(result, args.markdown, every=args.all, show=args.show)


if __name__ == "__main__":
    main()
