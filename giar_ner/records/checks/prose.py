"""Totals and parts that a report's prose states. A failed identity is reported with the records on both sides and never repaired."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from giar_ner import forms, ontology
from giar_ner.records.checks.facts import same, surely_read
from giar_ner.records.checks.tested import number
from giar_ner.schema import Check, Record

RECEIVED, CARRIED_IN = "applications.received", "applications.carried_in"


def prose_totals(records: Sequence[Record]) -> list[Check]:
    """For every metric with parts, in each section: the stated parts must not exceed the total (rule `total:<metric>`).

    In prose a split (其中) may leave parts out, so less than the total is no fault. Only exact figures of the whole report are compared: of
    its own period, without scope or dimensions. Without the total, or with a figure told in two values, there is nothing to assess. Parts that
    may count twice (an item in several channels) may exceed the total together, but none of them alone.
    """
    parts_of = _parts()
    sections: defaultdict[str | None, list[int]] = defaultdict(list)
    for i, record in enumerate(records):
        if _comparable(record):
            sections[record.section].append(i)
    checks = []
    for indexes in sections.values():
        by_metric: defaultdict[str, list[int]] = defaultdict(list)
        for i in indexes:
            by_metric[records[i].metric].append(i)
        for total, parts in parts_of.items():
            if told := {part: by_metric[part] for part in parts if part in by_metric}:
                checks.append(_check(records, total, by_metric.get(total, []), told, by_metric.get(CARRIED_IN, [])))
    return checks


def _parts() -> Mapping[str, list[str]]:
    """The parts of every metric that has any."""
    parts: defaultdict[str, list[str]] = defaultdict(list)
    for metric in ontology.metrics().values():
        if metric.total:
            parts[metric.total].append(metric.id)
    return parts


def _beside(records: Sequence[Record], totals: Sequence[int], parts: Mapping[str, list[int]], whole: float) -> bool:
    """Whether each part that alone exceeds the total is told in the sentence of the total: elsewhere (同时，公众号发文488篇) it is no part."""
    larger = [records[i] for indexes in parts.values() for i in indexes if records[i].value > whole and not same(records[i].value, whole)]
    sentences = [records[i].evidence for i in totals]
    return all(any(r.start < s.end and s.start < r.end for s in sentences) for r in larger)


def _proven(records: Sequence[Record], totals: Sequence[int], parts: Mapping[str, list[int]], whole: float) -> bool:
    """Whether what is surely read is too much by itself."""
    sure = [max(records[i].value for i in indexes if surely_read(records[i])) for indexes in parts.values() if _any_sure(records, indexes)]
    return _any_sure(records, totals) and sum(sure) > whole and not same(sum(sure), whole)


def _any_sure(records: Sequence[Record], indexes: Sequence[int]) -> bool:
    return any(surely_read(records[i]) for i in indexes)


@cache
def _overlapping() -> frozenset[str]:
    """The totals whose parts may count twice."""
    return frozenset(metric for part in forms.PARTS for table in forms.tables(part) for metric in table.overlapping)


def _comparable(record: Record) -> bool:
    return record.kind in ("stated", "zero_statement") and record.period is None and record.scope is None and not record.dimensions


def _values(records: Sequence[Record], indexes: Iterable[int]) -> set[float]:
    return {records[i].value for i in indexes}


def _check(records: Sequence[Record], total: str, totals: list[int], parts: Mapping[str, list[int]], carried: list[int]) -> Check:
    """Is the sum of the parts within the total? A total or a part that is told twice with one value counts once.

    What was carried in from last year may be among the parts of what was received.
    """
    rule, name = f"total:{total}", ontology.metrics()[total].zh
    involved = sorted([*totals, *(i for indexes in parts.values() for i in indexes)])
    expected = _values(records, totals)
    told = [_values(records, indexes) for indexes in parts.values()]

    def unsure(message: str) -> Check:
        return Check(rule=rule, status="not_assessable", expected=None, found=None, records=involved, message=message)

    if not expected:
        return unsure(f"{name}：未说明总数")
    if len(expected) > 1 or any(len(values) > 1 for values in told):
        return unsure(f"{name}：同一指标有多个数值")
    if any(records[i].bound != "exact" for i in involved):
        return unsure(f"{name}：含约数")
    figures = [values.pop() for values in told]
    whole, found = expected.pop(), sum(figures)
    if total == RECEIVED and carried and same(found, whole + max(_values(records, carried))):
        whole, involved = found, sorted([*involved, *carried])
    if found > whole and not same(found, whole):
        message = f"{name}：分项合计{number(found)}大于总数{number(whole)}"
        if total in _overlapping() and not _beside(records, totals, parts, whole):
            return unsure(f"{message}，但不在同一句话里，口径未必相同")
        if total in _overlapping() and (max(figures) <= whole or same(max(figures), whole)):
            message += "，各项之间可能重复计数"
            return Check(rule=rule, status="pass", expected=whole, found=found, records=involved, message=message)
        if not _proven(records, totals, parts, whole):
            return unsure(f"{message}，但有数字读得不确定")
        return Check(rule=rule, status="fail", expected=whole, found=found, records=involved, message=message)
    relation = "等于" if same(found, whole) else "不大于"
    return Check(
        rule=rule,
        status="pass",
        expected=whole,
        found=found,
        records=involved,
        message=f"{name}：分项合计{number(found)}{relation}总数{number(whole)}",
    )
