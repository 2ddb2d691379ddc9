"""The checks of reports, each with the places in the text that it is about; and those between reports of neighbouring years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from giar_ner.records import compare_years
from giar_ner.render.snippet import clean
from giar_ner.schema import Record, Report

AROUND = 40
"""Characters of the evidence shown on either side of a figure."""
STATUS = {"fail": "不符", "not_assessable": "无法核对", "pass": "相符"}


@dataclass(frozen=True)
class Place:
    """A figure in its words: `before`, `text`, `after` are what stands there; `file` is the report, offsets count in its text."""

    file: str
    start: int
    end: int
    before: str
    text: str
    after: str


@dataclass(frozen=True)
class Finding:
    """A check and where its figures stand."""

    rule: str
    status: str
    message: str
    expected: float | None
    found: float | None
    places: tuple[Place, ...]


@dataclass
class Checked:
    """One report with its findings, failed ones first."""

    file: str
    organization: str | None
    year: int | None
    findings: list[Finding]
    warnings: list[str]


@dataclass
class Pair:
    """Two reports of neighbouring years; `note` says why they were not compared."""

    last: str
    this: str
    findings: list[Finding] = field(default_factory=list)
    note: str | None = None


def check_reports(reports: Sequence[tuple[str, Report]]) -> tuple[list[Checked], list[Pair]]:
    """The findings of each report (by its name) and of each pair of neighbouring years among them."""
    checked = [_checked(name, report) for name, report in reports]
    return checked, [_pair(*last, *this) for last, this in _neighbours(reports)]


def failures(checked: Iterable[Checked], pairs: Iterable[Pair]) -> int:
    """How many checks fail."""
    found = [*(one.findings for one in checked), *(pair.findings for pair in pairs)]
    return sum(finding.status == "fail" for some in found for finding in some)


def _checked(name: str, report: Report) -> Checked:
    findings = [
        Finding(c.rule, c.status, c.message, c.expected, c.found, tuple(_place(name, report, report.records[i]) for i in c.records))
        for c in report.checks
    ]
    return Checked(name, report.organization, report.year, _sorted(findings), report.warnings)


def _neighbours(reports: Sequence[tuple[str, Report]]) -> list[tuple[tuple[str, Report], tuple[str, Report]]]:
    """Two reports as they are given or, where both say their year, in its order; of more reports those of one office, year after year."""
    if len(reports) == 2:
        first, second = reports
        years = first[1].year, second[1].year
        swapped = years[0] is not None and years[1] is not None and years[0] > years[1]
        return [(second, first) if swapped else (first, second)]
    dated = [(name, r) for name, r in reports if r.year is not None and r.organization]
    dated.sort(key=lambda pair: (pair[1].organization or "", pair[1].year or 0))
    return [(a, b) for a, b in pairwise(dated) if a[1].organization == b[1].organization and (b[1].year or 0) - (a[1].year or 0) == 1]


def _pair(last_name: str, last: Report, this_name: str, this: Report) -> Pair:
    pair = Pair(last_name, this_name)
    if last.year is not None and this.year is not None and this.year - last.year != 1:
        pair.note = f"两份报告的年度（{last.year}、{this.year}）不相邻，未作跨年核对"
        return pair
    if last.organization and this.organization and last.organization != this.organization:
        pair.note = f"两份报告的机关名称不同：{clean(last.organization)}、{clean(this.organization)}"
    pair.findings = _sorted(
        Finding(
            c.rule,
            c.status,
            c.message,
            c.expected,
            c.found,
            tuple(_place(name, report, report.records[i]) for name, report, some in places for i in some),
        )
        for c in compare_years(last, this)
        for places in [((last_name, last, c.last), (this_name, this, c.this))]
    )
    return pair


def _sorted(findings: Iterable[Finding]) -> list[Finding]:
    order = list(STATUS)
    return sorted(findings, key=lambda finding: order.index(finding.status))


def _place(name: str, report: Report, record: Record) -> Place:
    first = max(record.evidence.start, record.start - AROUND)
    last = min(record.evidence.end, record.end + AROUND)
    text = report.text
    before = ("…" if first > record.evidence.start else "") + clean(text[first : record.start])
    after = clean(text[record.end : last]) + ("…" if last < record.evidence.end else "")
    return Place(name, record.start, record.end, before, clean(record.text), after)
