"""Prose against table: the same metric for the whole office and the report's own period says the same number in both."""

from __future__ import annotations

from collections.abc import Iterator

from giar_ner.records.checks.facts import TOTAL, Facts, Key, column_names, expanded, name, same
from giar_ner.records.checks.tested import number
from giar_ner.schema import Check, Record

SURE = 0.7
"""Confidence that a record of prose needs to contradict a table: below it, a misread sentence is the likelier reason."""


def prose_against_table(facts: Facts, year: int | None) -> list[Check]:
    """A check for each figure of the prose that a table states as well, itself or as the sum of its parts."""
    return list(_checks(facts, year))


def _checks(facts: Facts, year: int | None) -> Iterator[Check]:
    cells = frozenset(metric for table in facts.tables(year) for metric in table.metrics())
    for i, record in enumerate(facts.records):
        if not comparable(record):
            continue
        stated = figure(facts, record.metric, record.dimensions.get("applicant"), cells)
        if stated is None:
            continue
        value, involved, summed = stated
        yield _check(record, i, value, involved, summed)


def comparable(record: Record) -> bool:
    """Whether a record of prose is about the whole office and the report's own period."""
    plain = record.kind in ("stated", "zero_statement") and record.period is None and record.scope is None
    return plain and not record.dimensions.keys() - {"applicant"}


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


def _check(record: Record, index: int, value: float, involved: list[int], summed: bool) -> Check:
    who = record.dimensions.get("applicant")
    rule = f"prose:{record.metric}" + (f":{who}" if who else "")
    subject = name(record.metric) + (f"（{column_names().get(who, who)}）" if who else "")
    told = f"{subject}：文字为“{' '.join(record.text.split())}”，{'表格各项合计' if summed else '表格'}为{number(value)}"
    records = sorted({index, *involved})
    if record.kind == "zero_statement":
        told = f"{subject}：文字称没有（“{' '.join(record.text.split())}”），{'表格各项合计' if summed else '表格'}为{number(value)}"
    agrees = value >= record.value or same(value, record.value) if record.bound == "at_least" else same(value, record.value)
    if agrees:
        return Check(rule=rule, status="pass", expected=value, found=record.value, records=records, message=f"{told}，一致")
    if record.bound == "approx" or record.confidence < SURE:
        return Check(rule=rule, status="not_assessable", expected=None, found=None, records=records, message=f"{told}，无法核对")
    return Check(rule=rule, status="fail", expected=value, found=record.value, records=records, message=f"{told}，不一致")
