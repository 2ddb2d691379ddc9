"""One identity put to the test: a sum on either side, the records that take part, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from giar_ner.records.checks.facts import Facts, Key, column_names, name, same
from giar_ner.schema import Check

MOST_NAMED = 3


@dataclass
class Tested:
    """A check with its terms: the index of a record and on which side it stands (+1 left, -1 right)."""

    check: Check
    terms: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True)
class Words:
    """How a check tells what it found: the subject, and what stands on either side."""

    subject: str
    left: str
    right: str


def number(value: float) -> str:
    """A value as an office writes it."""
    return str(int(value)) if float(value).is_integer() else f"{value:.6f}".rstrip("0").rstrip(".")


def put(
    facts: Facts,
    rule: str,
    left: Sequence[Key],
    right: Sequence[Key],
    words: Words,
    *,
    at_most: bool = False,
) -> Tested | None:
    """The test of "the sum of `left` is that of `right`" (with `at_most`: is not more); None where nothing of it is stated.

    A cell without a figure makes a sum incomplete: then the identity is broken only if what is stated is already too much.
    """
    sides = [[(key, facts.value(key)) for key in keys] for keys in (left, right)]
    if not any(value is not None for side in sides for _, value in side):
        return None
    a, b = (sum(value for _, value in side if value is not None) for side in sides)
    missing_a, missing_b = ([key for key, value in side if value is None] for side in sides)
    terms = [(facts.cells(key)[0], sign) for sign, side in zip((1, -1), sides, strict=True) for key, value in side if value is not None]
    involved = sorted({i for side in sides for key, _ in side for i in facts.cells(key)})
    told = f"{words.subject}：{words.left}{number(a)}，{words.right}{number(b)}"
    holds = same(a, b) or (at_most and a < b)
    if holds and (not at_most or not missing_a):
        return Tested(Check(rule=rule, status="pass", expected=b, found=a, records=involved, message=f"{told}，相符"), terms)
    broken = (a > b and not missing_b) or (a < b and not missing_a and not at_most)
    if broken:
        more = f"相差{number(abs(a - b))}"
        message = f"{told}，{more}"
        return Tested(Check(rule=rule, status="fail", expected=b, found=a, records=involved, message=message), terms)
    listed = "、".join(_name(key) for key in [*missing_a, *missing_b][:MOST_NAMED])
    count = len(missing_a) + len(missing_b)
    message = f"{told}；“{listed}”{f'等{count}格' if count > MOST_NAMED else ''}没有数字，无法核对"
    return Tested(Check(rule=rule, status="not_assessable", expected=None, found=None, records=involved, message=message))


def _name(key: Key) -> str:
    metric, applicant = key
    label = name(metric, "applications" if applicant else None)
    return f"{label}（{column_names()[applicant]}）" if applicant in column_names() else label
