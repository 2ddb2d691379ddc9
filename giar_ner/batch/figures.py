"""What one document says of each metric, which is what the panel is merged from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from giar_ner.schema import Record, Report


class Statement(NamedTuple):
    """A figure of the whole office and the report's own period, and the characters it was read from (offsets in the report's text)."""

    value: float
    unit: str | None
    bound: str
    source: str
    start: int
    end: int
    text: str
    evidence: str
    confidence: float


class Said(NamedTuple):
    """Of one document: who it is from, and per metric the figure that counts (the form's before the prose's), then those that contradict it.

    `agrees`: whether prose and form say the same, None where only one of them speaks.
    """

    document: str
    organization: str | None
    year: int | None
    figures: dict[str, list[Statement]]
    agrees: dict[str, bool | None]

    def to_line(self) -> str:
        """One line of JSON."""
        return json.dumps(self, ensure_ascii=False, separators=(",", ":")) + "\n"

    @classmethod
    def from_line(cls, line: str | bytes) -> Said:
        document, organization, year, figures, agrees = json.loads(line)
        return cls(document, organization, year, {m: [Statement(*s) for s in said] for m, said in figures.items()}, agrees)


def what_it_says(report: Report, document: str) -> Said:
    """The figures of a report, by `Report.value`, with every record of the same metric that says otherwise."""
    own: dict[str, list[Record]] = {}
    for record in report.records:
        if is_own(record):
            own.setdefault(record.metric, []).append(record)
    figures: dict[str, list[Statement]] = {}
    agrees: dict[str, bool | None] = {}
    for metric in sorted(own):
        if (figure := report.value(metric)) is None:
            continue
        first = _statement(report, figure.record)._replace(value=figure.value, unit=figure.unit)
        others = [_statement(report, record) for record in own[metric] if record is not figure.record]
        figures[metric] = [first, *(other for other in others if contradicts(other, first))]
        agrees[metric] = figure.agrees
    return Said(document, report.organization, report.year, figures, agrees)


def is_own(record: Record) -> bool:
    """Whether a record counts for the whole office and the report's own period, as `Report.value` has it."""
    total = record.dimensions.get("applicant") in (None, "total") and not record.dimensions.keys() - {"applicant"}
    return total and record.period is None and record.scope is None and record.kind in ("table_cell", "stated", "zero_statement")


def contradicts(other: Statement, chosen: Statement) -> bool:
    """Whether `other` says another number; "about" and "more than" leave room."""
    if abs(other.value - chosen.value) <= 1e-6 * max(1.0, abs(chosen.value)):
        return False
    return not ("approx" in (other.bound, chosen.bound) or _leaves_room(other, chosen) or _leaves_room(chosen, other))


def _leaves_room(one: Statement, other: Statement) -> bool:
    return one.bound == "at_least" and other.value >= one.value


def _statement(report: Report, record: Record) -> Statement:
    source = "table" if record.kind == "table_cell" else "prose"
    evidence = report.text[record.evidence.start : record.evidence.end]
    where: tuple[Any, ...] = (record.start, record.end, record.text, evidence, record.confidence)
    return Statement(record.value, record.unit, record.bound, source, *where)
