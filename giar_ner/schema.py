"""What callers get: `Report` and its parts, version 1 of the format. The invariants are enforced here and nowhere else.

Offsets count Unicode code points of `Report.text`, half-open `[start, end)`.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

if TYPE_CHECKING:
    import pandas

Kind = Literal["stated", "zero_statement", "change", "share", "table_cell"]
Bound = Literal["exact", "at_least", "approx"]


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


class Leftover(Span):
    """A numeral that no record, date, document number, name or ordinal accounts for."""

    text: str


class ModelInfo(_Part):
    name: str
    version: str
    sha256: str
    backend: str


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
