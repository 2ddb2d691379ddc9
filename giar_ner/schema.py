"""What callers get: `Report` and its parts, version 1 of the format. The invariants are enforced here and nowhere else.

Offsets count Unicode code points of `Report.text`, half-open `[start, end)`.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from giar_ner import ontology
from giar_ner.errors import QueryError

if TYPE_CHECKING:
    import pandas

Kind = Literal["stated", "zero_statement", "change", "share", "table_cell"]
Bound = Literal["exact", "at_least", "approx"]
TOTAL = "total"  # the column of the applications form that sums the kinds of applicants


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Span(_Part):
    """A half-open range of characters."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)

    @model_validator(mode="after")
    def _ordered(self) -> Span:
        if self.end < self.start:
            raise ValueError(f"span ends ({self.end}) before it starts ({self.start})")
        return self


class Period(_Part):
    """A stretch of days, both included."""

    start: datetime.date
    end: datetime.date


class Year(_Part):
    """A calendar year as a record's own period."""

    year: int


class Source(_Part):
    uri: str | None = None
    sha256: str
    media_type: str = "text/plain"


class Section(Span):
    type: str
    heading: str
    confidence: float = Field(ge=0, le=1)


class Record(Span):
    """One quantity that the report states: a value, its unit and the metric it measures."""

    metric: str
    name: str
    kind: Kind
    value: float
    unit: str | None
    bound: Bound
    text: str
    evidence: Span
    section: str | None
    period: Period | Year | Literal["cumulative"] | None = None
    scope: str | None = None
    dimensions: dict[str, str] = Field(default_factory=dict)
    confidence: float = Field(ge=0, le=1)


class Check(_Part):
    """An arithmetic identity and whether the report's own figures satisfy it."""

    rule: str
    status: Literal["pass", "fail", "not_assessable"]
    expected: float | None
    found: float | None
    records: list[int]
    message: str


def _known(name: str, names: Collection[str], kind: str) -> None:
    """Raises QueryError, with the names that are nearest, where `name` is none of `names`."""
    if name not in names:
        near = get_close_matches(name, names, cutoff=0.5)
        raise QueryError(f"there is no {kind} {name!r}" + (f": {' or '.join(near)}?" if near else ""))


def _says(record: Record, value: float) -> bool | None:
    """Whether a record says `value`; None where its bound leaves that open."""
    if abs(record.value - value) <= 1e-6 * max(1.0, abs(value)) or (record.bound == "at_least" and value >= record.value):
        return True
    return None if record.bound == "approx" else False


class Leftover(Span):
    """A numeral that no record, date, document number, name or ordinal accounts for."""

    text: str


class ModelInfo(_Part):
    name: str
    version: str
    sha256: str
    backend: str


@dataclass(frozen=True)
class Figure:
    """What a report says of one metric: the table's number where there is one, else that of the prose.

    `record` is where it stands, `evidence` the words around it; `agrees` whether the prose says the same as the table (None where only one of
    them speaks, or where a bound leaves it open), `prose` all the records of prose about it. `contradicted`: tables, or without a table the
    prose, say different numbers; then the first stands.
    """

    value: float
    unit: str | None
    source: Literal["table", "prose"]
    record: Record
    evidence: str
    agrees: bool | None
    prose: tuple[Record, ...]
    contradicted: bool = False


class Report(_Part):
    """One annual report as structured records; every record carries the characters it was read from."""

    schema_version: Literal["1"] = "1"
    source: Source
    text: str
    title: str | None
    organization: str | None
    year: int | None
    period: Period | None
    sections: list[Section]
    records: list[Record]
    checks: list[Check] = Field(default_factory=list)
    leftovers: list[Leftover]
    warnings: list[str]
    model: ModelInfo

    @model_validator(mode="after")
    def _invariants(self) -> Report:
        """Offset identity of records and leftovers, order, sections that tile the text, checks that point at records."""
        size = len(self.text)
        parts: tuple[Record | Leftover, ...] = (*self.records, *self.leftovers)
        for part in parts:
            if part.end > size or self.text[part.start : part.end] != part.text:
                raise ValueError(f"the text at [{part.start}, {part.end}) is not {part.text!r}")
        ordered: tuple[tuple[str, Sequence[Span]], ...] = (("records", self.records), ("leftovers", self.leftovers))
        for name, spans in ordered:
            if any(b.start < a.start for a, b in pairwise(spans)):
                raise ValueError(f"{name} are not in document order")
        for record in self.records:
            if not (record.evidence.start <= record.start and record.end <= record.evidence.end <= size):
                raise ValueError(f"the evidence of {record.text!r} does not contain it")
        covered = 0
        for section in self.sections:
            if section.start != covered:
                raise ValueError(f"sections do not tile the text at {covered}")
            covered = section.end
        if self.sections and covered != size:
            raise ValueError("sections do not reach the end of the text")
        if any(not 0 <= i < len(self.records) for check in self.checks for i in check.records):
            raise ValueError("a check points at a record that does not exist")
        return self

    def value(self, metric: str, applicant: str | None = None) -> Figure | None:
        """The figure of `metric` for the whole office and the report's own period, None where the report does not state it.

        A stated zero is a figure. `applicant` is a column of the applications form; without it the column of totals counts. Raises QueryError
        when there is no such metric or column.
        """
        _known(metric, ontology.metrics(), "metric")
        if applicant is not None:
            _known(applicant, ontology.APPLICANTS, "applicant")
        wanted = {None, TOTAL} if applicant in (None, TOTAL) else {applicant}
        own = [r for r in self.records if r.metric == metric and r.period is None and r.scope is None]
        own = [r for r in own if r.dimensions.get("applicant") in wanted and not r.dimensions.keys() - {"applicant"}]
        cells = [r for r in own if r.kind == "table_cell"]
        prose = tuple(r for r in own if r.kind in ("stated", "zero_statement"))
        if not cells and not prose:
            return None
        best = cells[0] if cells else prose[0]
        said = [_says(r, best.value) for r in prose] if cells else []
        agrees = False if False in said else True if True in said else None
        return Figure(
            value=best.value,
            unit=best.unit or next((r.unit for r in own if r.unit), None),
            source="table" if cells else "prose",
            record=best,
            evidence=self.text[best.evidence.start : best.evidence.end],
            agrees=agrees,
            prose=prose,
            contradicted=len({r.value for r in cells or prose}) > 1,
        )

    def to_json(self, *, text: bool = True, indent: int | None = 1) -> str:
        """The report as JSON. `text=False` leaves the text out."""
        return self.model_dump_json(indent=indent, exclude=None if text else {"text"})

    def to_rows(self) -> list[dict[str, Any]]:
        """One flat dict per record, with the document's organisation, year and title on each."""
        head = {"uri": self.source.uri, "organization": self.organization, "year": self.year, "title": self.title}
        rows = []
        for record in self.records:
            row = record.model_dump(mode="json")
            evidence, dimensions, period = row.pop("evidence"), row.pop("dimensions"), row.pop("period")
            row |= {"period": period if period is None or isinstance(period, str) else "/".join(str(v) for v in period.values())}
            row |= {"category": dimensions.get("category"), "applicant": dimensions.get("applicant")}
            row |= {"evidence": self.text[evidence["start"] : evidence["end"]]}
            rows.append(head | row)
        return rows

    def to_dataframe(self) -> pandas.DataFrame:
        """`to_rows` as a pandas data frame (needs pandas: `pip install giar-ner[pandas]`)."""
        import pandas

        return pandas.DataFrame(self.to_rows())
