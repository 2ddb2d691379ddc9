"""Prose against table: the same metric for the whole office and the report's own period says the same number in both.

A tagger that reads a sentence wrongly must not accuse an office of a wrong number. A figure of the prose therefore contradicts the table only
where it is read surely, stands outside what a report says of its problems and plans, and cannot be a part that was taken for the whole: less
than the table's number, where other words of the prose state the table's number or a larger one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from giar_ner.records.checks.facts import TOTAL, Facts, Key, column_names, expanded, name, same, surely_read
from giar_ner.records.checks.tested import number
from giar_ner.schema import Check, Record

LARGER = 0.82
"""Confidence that suffices for a figure above the table's."""
PLANS = frozenset(("problems", "improvements", "problems_improvements"))
"""Sections whose numbers are shortages and intentions more often than the year's figures."""
STOCKS = "capacity."
"""Metrics of which such a section tells what there is: 目前只有2名兼职人员."""


def prose_against_table(facts: Facts, year: int | None) -> list[Check]:
    """A check for each figure of the prose that a table states as well, itself or as the sum of its parts."""
    cells = frozenset(metric for table in facts.tables(year) for metric in table.metrics())
    told: defaultdict[Key, list[int]] = defaultdict(list)
    for i, record in enumerate(facts.records):
        if comparable(record):
            told[record.metric, record.dimensions.get("applicant")].append(i)
    found: list[tuple[int, Check]] = []
    for (metric, applicant), indexes in told.items():
        if (stated := figure(facts, metric, applicant, cells)) is not None:
            found += zip(indexes, _checks(facts.records, indexes, *stated), strict=True)
    return [check for _, check in sorted(found, key=lambda pair: pair[0])]


def comparable(record: Record) -> bool:
    """Whether a record of prose is about the whole office and the report's own period."""
    plain = record.kind in ("stated", "zero_statement") and record.period is None and record.scope is None
    told = record.section not in PLANS or record.metric.startswith(STOCKS)
    return plain and told and not record.dimensions.keys() - {"applicant"}


def figure(facts: Facts, metric: str, applicant: str | None, cells: frozenset[str]) -> tuple[float, list[int], bool] | None:
    """What the tables say of a metric, the records of it, and whether it is a sum of cells."""
    for who in (applicant,) if applicant else (None, TOTAL):
        if (value := facts.value((metric, who))) is not None:
            return value, facts.cells((metric, who)), False
    if metric in facts.metrics():
        return None
    for who in (applicant,) if applicant else (None, TOTAL):
        keys: list[Key] = [(part, who) for part in expanded(metric, cells)]
        values = [facts.value(key) for key in keys]
        known = [value for value in values if value is not None]
        if known and len(known) == len(values):
            return sum(known), [i for key in keys for i in facts.cells(key)], True
    return None


def _checks(records: Sequence[Record], indexes: Sequence[int], value: float, involved: Sequence[int], summed: bool) -> Iterator[Check]:
    """For each of the statements of one metric in the prose, which the table gives as `value`."""
    whole = [records[i] for i in indexes if same(value, records[i].value) or (surely_read(records[i]) and records[i].bound == "exact")]
    for i in indexes:
        record = records[i]
        part = record.kind != "zero_statement" and record.value < value and any(other.value > record.value for other in whole)
        yield _check(record, value, summed, sorted({i, *involved}), part)


def _check(record: Record, value: float, summed: bool, involved: list[int], part: bool) -> Check:
    who = record.dimensions.get("applicant")
    rule = f"prose:{record.metric}" + (f":{who}" if who else "")
    subject = name(record.metric) + (f"（{column_names().get(who, who)}）" if who else "")
    quoted = f"“{' '.join(record.text.split())}”"
    said = f"文字称没有（{quoted}）" if record.kind == "zero_statement" else f"文字为{quoted}"
    told = f"{subject}：{said}，{'表格各项合计' if summed else '表格'}为{number(value)}"
    agrees = value >= record.value or same(value, record.value) if record.bound == "at_least" else same(value, record.value)
    if agrees:
        return Check(rule=rule, status="pass", expected=value, found=record.value, records=involved, message=f"{told}，一致")
    if part or record.bound == "approx" or not (surely_read(record) or (record.value > value and record.confidence >= LARGER)):
        return Check(rule=rule, status="not_assessable", expected=None, found=None, records=involved, message=f"{told}，无法核对")
    return Check(rule=rule, status="fail", expected=value, found=record.value, records=involved, message=f"{told}，不一致")
