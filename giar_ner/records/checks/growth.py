"""A stated growth against the two values that it compares, where both are given."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from giar_ner.records.checks.facts import TOTAL, name
from giar_ner.records.checks.tested import number
from giar_ner.schema import Check, Record, Year

VALUES = ("stated", "zero_statement", "table_cell")
Subject = tuple[str, str | None, frozenset[tuple[str, str]]]


def growth_rates(records: Sequence[Record], year: int | None) -> list[Check]:
    """A check (`growth:METRIC`) for each change whose earlier and present value the report states exactly."""
    checks = []
    values: dict[Subject, list[int]] = defaultdict(list)
    for i, record in enumerate(records):
        if record.kind in VALUES and record.bound == "exact":
            values[_subject(record)].append(i)
    for i, record in enumerate(records):
        if record.kind == "change" and record.period is None:
            same = values[_subject(record)]
            now, before = _now(records, i, same), _before(records, i, same, year)
            if now is not None and before is not None:
                checks.append(_check(records, i, now, before))
    return checks


def _subject(record: Record) -> Subject:
    """What a record counts, of which part of the office and of which class; a table's total column is the whole."""
    return record.metric, record.scope, frozenset((k, v) for k, v in record.dimensions.items() if (k, v) != ("applicant", TOTAL))


def _nearest(records: Sequence[Record], i: int, found: list[int]) -> int | None:
    """The one in the same sentence, else the only value, else none: of several nobody can say which is meant."""
    own = [j for j in found if _overlap(records[i], records[j])]
    for some in (own, found):
        if some and len({records[j].value for j in some}) == 1:
            return min(some, key=lambda j: abs(records[j].start - records[i].start))
        if some:
            return None
    return None


def _overlap(a: Record, b: Record) -> bool:
    return a.evidence.start < b.evidence.end and b.evidence.start < a.evidence.end


def _now(records: Sequence[Record], i: int, same: Sequence[int]) -> int | None:
    return _nearest(records, i, [j for j in same if records[j].period is None])


def _before(records: Sequence[Record], i: int, same: Sequence[int], year: int | None) -> int | None:
    """The earlier value: of the year before, or of the year that the same sentence compares with."""
    earlier = [j for j in same if isinstance(records[j].period, Year)]
    own = [j for j in earlier if _overlap(records[i], records[j])]
    if own:
        return _nearest(records, i, own)
    return _nearest(records, i, [j for j in earlier if year is not None and records[j].period == Year(year=year - 1)])


def _check(records: Sequence[Record], i: int, now: int, before: int) -> Check:
    record, new, old = records[i], records[now].value, records[before].value
    rule, involved = f"growth:{record.metric}", sorted({i, now, before})
    rate = record.unit == "%"
    told = f"{name(record.metric)}：由{number(old)}到{number(new)}"
    if record.unit == "百分点" or (rate and not old):
        message = f"{told}，无法换算“{record.text}”"
        return Check(rule=rule, status="not_assessable", expected=None, found=None, records=involved, message=message)
    expected = (new - old) / old * 100 if rate else new - old
    decimals = re.search(r"[.．点]([0-9０-９零一二三四五六七八九]+)", record.text)
    step = 10.0 ** -(len(decimals[1]) if decimals else 0) if rate else 0.0
    shown = f"{expected:.2f}".rstrip("0").rstrip(".") + "%" if rate else number(expected)
    # A percentage may be cut and not rounded; a bound leaves the other side open.
    loose = abs(expected) * 0.1 + 1 if record.bound == "approx" else 0.0
    fits = abs(expected - record.value) <= step + loose + 1e-6 or (record.bound == "at_least" and abs(expected) >= abs(record.value) - 1e-6)
    opposite = expected * record.value < 0 and abs(expected - record.value) > step
    if fits and not opposite:
        return Check(
            rule=rule, status="pass", expected=expected, found=record.value, records=involved, message=f"{told}，与“{record.text}”相符"
        )
    message = f"{told}，变化应为{shown}，文字为“{'减少' if record.value < 0 else '增长'}{record.text}”"
    return Check(rule=rule, status="fail", expected=expected, found=record.value, records=involved, message=message)
