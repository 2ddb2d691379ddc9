"""Where a failed identity may have its slip: two digits transposed, a digit lost or doubled, a number split. Hints only, no value is changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from giar_ner.records.checks.facts import Facts, column_names, name
from giar_ner.records.checks.tested import Tested, number
from giar_ner.schema import Check

MOST = 2


def with_hints(facts: Facts, tested: Sequence[Tested]) -> list[Check]:
    """The checks, failed ones with a hint in their message where one slip would explain them."""
    failed = [t for t in tested if t.check.status == "fail"]
    needed = [wanted(facts, t) for t in failed]
    common = Counter((i, value) for found in needed for i, value in found.items())
    hints = {id(t): _hints(facts, t, found, common) for t, found in zip(failed, needed, strict=True)}
    out = []
    for t in tested:
        hint = hints.get(id(t))
        out.append(t.check.model_copy(update={"message": f"{t.check.message}。{hint}"}) if hint else t.check)
    return out


def wanted(facts: Facts, tested: Tested) -> dict[int, float]:
    """For each record of a failed identity the value that would mend it alone, where a count can have it."""
    difference = sum(sign * facts.records[i].value for i, sign in tested.terms)
    values = {i: facts.records[i].value - sign * difference for i, sign in tested.terms}
    return {i: round(value, 6) for i, value in values.items() if value >= 0}


def _hints(facts: Facts, tested: Tested, found: dict[int, float], common: Counter[tuple[int, float]]) -> str:
    shared = [(i, value) for i, value in found.items() if common[i, value] > 1]
    out = []
    for i, value in sorted(shared, key=lambda pair: -common[pair])[:1]:
        how = slip(facts.records[i].value, value)
        out.append(f"若{_cell(facts, i)}应为{number(value)}{f'（{how}）' if how else ''}，则{common[i, value]}处不符同时消除")
    if not shared:
        out += _split(facts, tested)
    for i, value in found.items():
        if not shared and (how := slip(facts.records[i].value, value)):
            out.append(f"若{_cell(facts, i)}应为{number(value)}（{how}），则相符")
    return "；".join(out[:MOST])


def slip(printed: float, meant: float) -> str | None:
    """How one number is mistaken for another: in the words of the message, or None."""
    printed, meant = float(printed), float(meant)
    if not (printed.is_integer() and meant.is_integer()) or printed < 0 or meant < 0:
        return None
    a, b = str(int(printed)), str(int(meant))
    if len(a) == len(b):
        places = [i for i, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
        swapped = len(places) == 2 and places[1] == places[0] + 1 and a[places[0]] == b[places[1]] and a[places[1]] == b[places[0]]
        return "相邻两位数字颠倒" if swapped else None
    long, short = (a, b) if len(a) > len(b) else (b, a)
    if len(long) != len(short) + 1 or short == "0" or not any(long[:i] + long[i + 1 :] == short for i in range(len(long))):
        return None
    return "多一位数字" if len(a) > len(b) else "少一位数字"


def _split(facts: Facts, tested: Tested) -> list[str]:
    """Two neighbouring cells that hold the digits of one number."""
    difference = sum(sign * facts.records[i].value for i, sign in tested.terms)
    for (i, sign), (j, other) in zip(tested.terms, tested.terms[1:], strict=False):
        a, b = float(facts.records[i].value), float(facts.records[j].value)
        if sign != other or not (a.is_integer() and b.is_integer()) or a <= 0 or b < 0:
            continue
        joined = float(f"{int(a)}{int(b)}")
        if abs(sign * (joined - a - b) + difference) < 1e-6:
            return [f"若{_cell(facts, i)}与{_cell(facts, j)}本是一个数{number(joined)}被拆开，则相符"]
    return []


def _cell(facts: Facts, index: int) -> str:
    record = facts.records[index]
    who = record.dimensions.get("applicant")
    label = name(record.metric, "applications" if who else None)
    column = f"·{column_names().get(who, who)}" if who else ""
    return f"“{label}{column}”的{number(record.value)}"
