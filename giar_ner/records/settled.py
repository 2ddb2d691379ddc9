"""Metrics that the words at a number settle by themselves, whatever the sentence around them suggests to a classifier."""

from __future__ import annotations

import re

from giar_ner import ontology
from giar_ner.ontology import OTHER
from giar_ner.records.context import Place

_PERSONS = frozenset(("人次", "人", "名"))
_OCCASIONS = frozenset(("次", "场", "期"))
_POINT = re.compile(
    r"^(?:政府信息|信息)?(?:公共|公开|集中)?(?:(?P<access>查阅(?:点|室|场所|中心)|阅览室)|(?P<reception>(?:申请)?受理(?:点|窗口)))"
)
_BOTH_KINDS = re.compile(r"^(?:专职?[、和及]?兼职|全职?[、和及]兼职|专\s?（\s?兼\s?）\s?职)")
_RULES_PUBLISHED = re.compile(r"(?:公开|发布|公布)(?:政府)?规章$")


def settled(metric: str, unit: str | None, place: Place, normal: str) -> str:
    """The metric of a figure with this unit, `metric` unless one of these rules knows better."""
    for rule in (_points, _staff, _rules, _persons):
        metric = rule(metric, unit, place, normal)
    return metric


def _points(metric: str, unit: str | None, place: Place, normal: str) -> str:
    """2个受理点和3个查阅点: the noun behind the number says what it counts."""
    if metric in ("capacity.access_points", "capacity.reception_points") and (m := _POINT.match(place.after(normal))):
        return "capacity.access_points" if m["access"] else "capacity.reception_points"
    return metric


def _staff(metric: str, unit: str | None, place: Place, normal: str) -> str:
    """24名专、兼职人员: both kinds together."""
    return "capacity.staff" if metric.startswith("capacity.staff") and _BOTH_KINDS.match(place.after(normal)) else metric


def _rules(metric: str, unit: str | None, place: Place, normal: str) -> str:
    """公开政府规章13件（含新制定5件）: what is made public need not be new."""
    return "rules.published" if metric == "rules.issued" and _RULES_PUBLISHED.search(place.before(normal)) else metric


def _persons(metric: str, unit: str | None, place: Place, normal: str) -> str:
    """出席新闻发布会25人次 counts persons, not conferences."""
    known = ontology.metrics().get(metric)
    units = known.units if known else ()
    return OTHER if unit in _PERSONS and units and units[0] in _OCCASIONS and not _PERSONS & set(units) else metric
