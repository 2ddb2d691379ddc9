"""Two reports of neighbouring years: what the one carries out the other carries in, and rules in force."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from giar_ner.records.checks.facts import Facts, column_names, same
from giar_ner.records.checks.slips import slip
from giar_ner.records.checks.tested import number
from giar_ner.schema import Report

FORM_2021 = 2021
GROUPS = {"rules": "规章", "normative_documents": "行政规范性文件"}


@dataclass(frozen=True)
class YearCheck:
    """An identity between two reports; `last` and `this` are indexes into the records of each."""

    rule: str
    status: Literal["pass", "fail", "not_assessable"]
    expected: float | None
    found: float | None
    last: tuple[int, ...]
    this: tuple[int, ...]
    message: str


def compare_years(last: Report, this: Report) -> list[YearCheck]:
    """The identities between the report of one year and that of the next."""
    before, now = Facts(last.records), Facts(this.records)
    return [*_carried(before, now), *_in_force(before, now, last.year, this.year)]


def _carried(before: Facts, now: Facts) -> Iterator[YearCheck]:
    for who, label in column_names().items():
        out, into = ("applications.carried_out", who), ("applications.carried_in", who)
        a, b = before.value(out), now.value(into)
        if a is None and b is None:
            continue
        told = f"“{label}”一栏：上年报告结转下年度{_shown(a)}，本年报告上年结转{_shown(b)}"
        yield _check(f"carry_over:{who}", told, a, b, before.cells(out), now.cells(into))


def _in_force(before: Facts, now: Facts, last_year: int | None, year: int | None) -> Iterator[YearCheck]:
    """Of the form of 2021, which is the first to count what was repealed."""
    for group, label in GROUPS.items():
        old = (f"{group}.in_force", None)
        keys = [(f"{group}.{metric}", None) for metric in ("issued", "repealed", "in_force")]
        if keys[1] not in now or (last_year is not None and last_year < FORM_2021):
            continue
        held = before.value(old)
        issued, repealed, found = (now.value(key) for key in keys)
        expected = held + issued - repealed if held is not None and issued is not None and repealed is not None else None
        told = f"{label}：上年现行有效{_shown(held)}＋本年制发{_shown(issued)}－本年废止{_shown(repealed)}"
        told += f"＝{_shown(expected)}" if expected is not None else ""
        told += f"，本年报告现行有效{_shown(found)}"
        involved = [i for key in keys for i in now.cells(key)]
        yield _check(f"in_force:{group}", told, expected, found, before.cells(old), involved)


def _check(rule: str, told: str, expected: float | None, found: float | None, last: list[int], this: list[int]) -> YearCheck:
    if expected is None or found is None:
        return YearCheck(rule, "not_assessable", None, None, tuple(last), tuple(this), f"{told}，无法核对")
    if same(expected, found):
        return YearCheck(rule, "pass", expected, found, tuple(last), tuple(this), f"{told}，相符")
    how = slip(found, expected)
    hint = f"（{how}？）" if how else ""
    return YearCheck(rule, "fail", expected, found, tuple(last), tuple(this), f"{told}，相差{number(abs(expected - found))}{hint}")


def _shown(value: float | None) -> str:
    return "（无数字）" if value is None else number(value)
