"""The identities (勾稽关系) of a form, which of them its figures break, and slips that break a given one on purpose."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from giar_ner import ontology
from giar_ner.synthesis.forms.figures import PEOPLE, Figures
from giar_ner.synthesis.forms.grid import Key
from giar_ner.synthesis.forms.official import APPLICANTS, RESULTS, outcome_metrics

_OVERLAPPING = "disclosure.total"


@dataclass(frozen=True)
class Identity:
    """What stands on the left adds up to what stands on the right; with `at_most`, it must not exceed it."""

    rule: str
    left: tuple[Key, ...]
    right: tuple[Key, ...]
    at_most: bool = False

    @property
    def keys(self) -> frozenset[Key]:
        return frozenset((*self.left, *self.right))

    def sides(self, figures: Mapping[Key, float]) -> tuple[float, float]:
        return sum(figures[k] for k in self.left), sum(figures[k] for k in self.right)

    def holds(self, figures: Mapping[Key, float]) -> bool:
        left, right = self.sides(figures)
        return left <= right + 1e-6 if self.at_most else abs(left - right) < 1e-6


@dataclass(frozen=True)
class Fault:
    """An identity that the printed figures break."""

    rule: str
    keys: frozenset[Key]
    left: float
    right: float


def identities(form: str) -> list[Identity]:
    """Every identity of a form. Rules: total:METRIC, applicants:METRIC, balance:APPLICANT and replied:APPLICANT."""
    if form == "2014":
        return _sheet()
    found = []
    rows = (*outcome_metrics(form), *(f"applications.{m}" for m in ("received", "carried_in", "replied", "carried_out")))
    for applicant in APPLICANTS:
        received, carried_in, replied, out = (
            (f"applications.{m}", applicant) for m in ("received", "carried_in", "replied", "carried_out")
        )
        found.append(Identity(f"balance:{applicant}", (received, carried_in), (replied, out)))
        found.append(Identity(f"replied:{applicant}", tuple((m, applicant) for m in outcome_metrics(form)), (replied,)))
    found += [Identity(f"applicants:{m}", tuple((m, a) for a in PEOPLE), ((m, "total"),)) for m in rows]
    for group in ("review", "litigation.direct", "litigation.after_review"):
        parts = tuple((f"{group}.{result}", None) for result in RESULTS if result != "total")
        found.append(Identity(f"total:{group}.total", parts, ((f"{group}.total", None),)))
    return found


def _sheet() -> list[Identity]:
    """The 2014 sheet: its parts by the ontology. What is published in several ways counts once in the total, so that its parts may be more."""
    found: dict[str, list[Key]] = {}
    for metric in ontology.metrics().values():
        if metric.total and "2014" in metric.eras:
            found.setdefault(metric.total, []).append((metric.id, None))
    adding = [Identity(f"total:{total}", tuple(parts), ((total, None),)) for total, parts in found.items() if total != _OVERLAPPING]
    return [*adding, Identity(f"total:{_OVERLAPPING}", ((_OVERLAPPING, None),), tuple(found[_OVERLAPPING]), at_most=True)]


def faults(form: str, figures: Mapping[Key, float]) -> list[Fault]:
    """The identities that the figures break."""
    return [Fault(i.rule, i.keys, *i.sides(figures)) for i in identities(form) if not i.holds(figures)]


def prose_faults(records: Iterable[Mapping[str, Any]], figures: Mapping[Key, float]) -> list[Fault]:
    """What the prose says of a metric of the form, for the whole office and year, where the form says another number: rule prose:METRIC."""
    found: dict[str, Fault] = {}
    for record in records:
        key = next((k for k in ((record["metric"], None), (record["metric"], "total")) if k in figures), None)
        plain = record["kind"] in ("stated", "zero_statement") and record["bound"] == "exact"
        if key and plain and not record.keys() & {"period", "scope", "dimensions"} and abs(record["value"] - figures[key]) > 1e-6:
            found[key[0]] = Fault(f"prose:{key[0]}", frozenset((key,)), record["value"], figures[key])
    return list(found.values())


def carry_over(form: str, last: Mapping[Key, float], this: Mapping[Key, float]) -> list[Fault]:
    """What this year's form carries over from last year's otherwise than that one says: carry_over:APPLICANT and in_force:GROUP (2021)."""
    found = []
    for applicant in APPLICANTS:
        out, into = last.get(("applications.carried_out", applicant)), this["applications.carried_in", applicant]
        if out is not None and out != into:
            found.append(Fault(f"carry_over:{applicant}", frozenset((("applications.carried_in", applicant),)), out, into))
    for group in ("rules", "normative_documents") if form == "2021" else ():
        keys = [(f"{group}.{m}", None) for m in ("issued", "repealed", "in_force")]
        issued, repealed, now = (this[k] for k in keys)
        before = last.get((f"{group}.in_force", None))
        if before is not None and before + issued - repealed != now:
            found.append(Fault(f"in_force:{group}", frozenset(keys), before + issued - repealed, now))
    return found


def slip(value: float, rng: random.Random) -> float:
    """Another number, as a slip makes it."""
    return rng.choice([v for v in _slips(value) if v != value])


def spoil(form: str, figures: Figures, rule: str | None, rng: random.Random) -> Figures:
    """The figures with one slip that breaks the identity `rule` (any, if None), as offices make them; it may break others with it."""
    choices = [i for i in identities(form) if rule is None or i.rule == rule]
    if not choices:
        raise ValueError(f"form {form} has no identity {rule!r}; it has {', '.join(i.rule for i in identities(form))}")
    for _ in range(1000):
        identity = rng.choice(choices)
        key = rng.choice(sorted(identity.keys, key=str))
        spoilt = figures | {key: slip(figures[key], rng)}
        if not identity.holds(spoilt):
            return spoilt
    raise ValueError(f"no slip breaks {rule!r}")  # pragma: no cover


def _slips(value: float) -> Iterable[float]:
    """What a number becomes by a slip of counting or of typing."""
    digits, sign = str(abs(int(value))), -1 if value < 0 else 1
    yield value + 1
    yield value + 10
    if value >= 1:
        yield value - 1
    if value:
        yield value * 10
    if len(digits) > 1:
        yield sign * float(digits[:-1])  # the last digit lost
        yield sign * float(digits[:-2] + digits[-1] + digits[-2])  # the last two transposed
