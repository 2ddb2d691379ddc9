"""What the tables of a report say: for each metric and applicant the records that state it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from giar_ner import forms, ontology
from giar_ner.forms import FormTable, Part
from giar_ner.forms.labels import read_label
from giar_ner.schema import Record

Key = tuple[str, str | None]
SLACK = 1e-6  # what sums of amounts lose in binary; a count of millions that is off by one is off
SHARE = 1e-12
TOTAL = "total"
SURE = 0.9
"""Confidence that a record of prose needs to prove an office wrong: below it, a misread sentence is the likelier reason."""


def surely_read(record: Record) -> bool:
    """Whether a failed check may rest on the record."""
    return record.confidence >= SURE


class Facts:
    """The table cells among the records of a report, by metric and applicant."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.records = records
        self._cells: defaultdict[Key, list[int]] = defaultdict(list)
        for i, record in enumerate(records):
            if record.kind == "table_cell" and record.period is None and record.scope is None:
                self._cells[record.metric, record.dimensions.get("applicant")].append(i)

    def __bool__(self) -> bool:
        return bool(self._cells)

    def __contains__(self, key: Key) -> bool:
        return key in self._cells

    def __iter__(self) -> Iterator[Key]:
        return iter(self._cells)

    def cells(self, key: Key) -> list[int]:
        """The records of a cell: several where more than one table states it."""
        return self._cells.get(key, [])

    def value(self, key: Key) -> float | None:
        """The figure of a cell; None where there is none, or where tables contradict each other."""
        values = {self.records[i].value for i in self.cells(key)}
        return values.pop() if len(values) == 1 else None

    def metrics(self) -> set[str]:
        return {metric for metric, _ in self._cells}

    def tables(self, year: int | None) -> list[FormTable]:
        """The tables of the forms that the cells come from: the sheet, the later forms, or both."""
        found = [table for part in forms.PARTS if (table := self._table(part, year)) is not None]
        sheet = next((table for table in found if table.part == "sheet"), None)
        if sheet is None or not self._is_sheet(sheet):
            return [table for table in found if table.part != "sheet"]
        applicants = any(who for _, who in self)
        return [table for table in found if table.part == "sheet" or (applicants and table.part == "applications")]

    def _is_sheet(self, sheet: FormTable) -> bool:
        """Whether some cells have a place on the sheet of 2014 and in no later form."""
        known = sheet.metrics() - _later()
        return any(
            not who and (metric in known or (metric.startswith("applications.") and metric in sheet.metrics())) for metric, who in self
        )

    def _table(self, part: Part, year: int | None) -> FormTable | None:
        """The table of the form that the cells of `part` come from: the one that has most of them; of equals that of the year, the latest."""
        stated = self.metrics()
        form = forms.form_of(year) if year is not None else None
        best: tuple[tuple[int, bool], FormTable] | None = None
        for table in forms.tables(part):
            common = len(table.metrics() & stated)
            rank = common, form is not None and table in form.tables
            if common and (best is None or rank > best[0]):
                best = rank, table
        return best[1] if best else None


@cache
def _later() -> frozenset[str]:
    """The metrics of the forms after the sheet."""
    return frozenset(metric for part in forms.PARTS if part != "sheet" for table in forms.tables(part) for metric in table.metrics())


@cache
def parts_of() -> dict[str, tuple[str, ...]]:
    """The parts of every metric that has any, in the order of the ontology."""
    parts: defaultdict[str, list[str]] = defaultdict(list)
    for metric in ontology.metrics().values():
        if metric.total:
            parts[metric.total].append(metric.id)
    return {total: tuple(found) for total, found in parts.items()}


def expanded(metric: str, cells: Iterable[str]) -> tuple[str, ...]:
    """The parts of a metric among the `cells` of a table: for a part that is no cell, its own parts."""
    known = frozenset(cells)
    out: list[str] = []
    for part in parts_of().get(metric, ()):
        out += [part] if part in known else expanded(part, known)
    return tuple(out)


def same(a: float, b: float) -> bool:
    return abs(a - b) <= SLACK + SHARE * max(abs(a), abs(b))


@cache
def column_names() -> dict[str, str]:
    """The official names of the kinds of applicants."""
    return {column.id: column.labels[0] for table in forms.tables("applications") for column in table.columns}


@cache
def _row_names() -> dict[Part, dict[str, str]]:
    return {
        part: {row.metric: read_label(row.labels[0]).core for table in forms.tables(part) for row in table.rows if row.metric}
        for part in forms.PARTS
    }


def name(metric: str, part: Part | None = None) -> str:
    """A metric in the words of the form, or of the ontology."""
    if metric == "applications.replied" and part == "applications":
        return "办理结果总计"  # the form's own label is 总计 alone
    if part is not None and metric in _row_names()[part]:
        return _row_names()[part][metric]
    return ontology.metrics()[metric].zh.split("（")[0]
