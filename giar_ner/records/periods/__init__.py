"""The time of a figure where it is not the report's own: an earlier year, a stretch of it, or a stock that has grown since before.

Precise before complete: a year counts only where it directly governs the number, and 累计 alone mostly means this year.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from giar_ner.ontology import OTHER
from giar_ner.records.context import Place
from giar_ner.records.periods.dates import closed_up
from giar_ner.records.periods.rows import BRACKET_YEAR, listed
from giar_ner.records.periods.stocks import NEW, accrued, adds_up, before, beside_the_years
from giar_ner.records.periods.stretches import month, stretch
from giar_ner.records.periods.years import TIME, earlier_year, resolved
from giar_ner.schema import Period, Year
from giar_ner.tagging.spans import TaggedSpan

When = Period | Year | Literal["cumulative"] | None

# These say the earlier year in their own name.
_PREVIOUS = "_previous"
_OWN = re.compile(r"_previous$|carried_in$")
_BETWEEN = re.compile(r"^[、和及与]+[\u4e00-\u9fff]{0,8}?(?:为|是)?$")
_PART = re.compile(r"^（其中")
_BESIDE = re.compile(r"^[，、][^，。；）\d]{0,6}$")
_NOW = re.compile(r"今|[本当]年|本[学期月]|新|末|底")
_YEAR_START = re.compile(r"年初的?还?(?:只|仅)?(?:是|为|有)?约?$")
_NO_STOCK = re.compile(r"(?:取关|取消关注|到访|来访|访问|常住|人口|全[乡镇村县]|辖区|净增|新增|涨|增)(?:了|约|者|用户|人口|人数|常住)*$")
_GROWN = re.compile(r"[涨增]了?[\d.,]+万?人?[、和]$")  # 各涨4.1万、6.2万
_SEMICOLON = re.compile("[^。！？!?；;\n]{0,4}[；;][^。！？!?；;\n]{2,24}")
_OF_ALL = re.compile("占[^，。；]{0,4}(?:全部|总计|合计|总数|总量)")
_LISTED = re.compile(r"^[、和及与]+[\u4e00-\u9fff]{2,8}$")
_NEAR = 6  # figures before one that may be the year's own
_CLASSES = ("disclosure.category", "disclosure.normative_documents")
_RATE = "disclosure.electronic_fulltext_rate"
_STOCK = "reach.followers"


def periods(normal: str, spans: Sequence[TaggedSpan], places: Sequence[Place], year: int | None) -> list[When]:
    """For every span its own period, or None where it is the report's. Without the report's year nothing but stocks can be told."""
    normal = closed_up(normal, spans)
    out: list[When] = []
    told: Mapping[int, When] = listed(normal, spans, places, year) if year is not None else {}
    for i, (span, place) in enumerate(zip(spans, places, strict=True)):
        if i in told and span.kind != "change" and not span.metric.endswith(_PREVIOUS):
            out.append(told[i])
            continue
        earlier = _of_before(out, spans, places, place.previous)
        if earlier is None and i and out[i - 1] == "cumulative" and _next_class(normal, spans, places, i):
            earlier = "cumulative"
        following = spans[i + 1] if i + 1 < len(places) and places[i + 1].previous == i else None
        own = _period(normal, span, place, following, earlier, year)
        if own is None and _goes_on(normal, earlier, spans[i - 1], span, place):
            own = earlier
        if own is None and adds_up(normal, [spans[j] for j in range(max(0, i - _NEAR), i) if out[j] is None], span):
            own = "cumulative"
        if own is None and beside_the_years(normal, spans, i, out, year):
            own = "cumulative"
        out.append(own)
    return out


def _of_before(out: Sequence[When], spans: Sequence[TaggedSpan], places: Sequence[Place], previous: int | None) -> When:
    """The period of the figure before, past a rate that stands between a stock and its classes."""
    while previous is not None and out[previous] is None and spans[previous].metric == _RATE:
        previous = places[previous].previous
    return out[previous] if previous is not None else None


def _next_class(normal: str, spans: Sequence[TaggedSpan], places: Sequence[Place], i: int) -> bool:
    """Whether a figure is the next part of a whole in the same sentence, behind a semicolon: 累计公开320条，其中机构类16条；政策类32条.

    Where the class before has a 累计 of its own, `机构类3条，累计16条；政策类2条`, the next begins with the year's.
    """
    former = i - 2 if i > 1 and spans[i - 1].kind == "share" else i - 1
    of_classes = all(spans[k].metric in _CLASSES and spans[k].kind in ("stated", "share") for k in (former, i - 1, i))
    behind = of_classes and _SEMICOLON.fullmatch(normal, spans[i - 1].end, spans[i].start)
    return bool(behind) and not TIME.search(places[former].before(normal))


def _goes_on(normal: str, earlier: When, former: TaggedSpan, span: TaggedSpan, place: Place) -> bool:
    """Whether a figure without words of time splits the one before it in its sentence: 1—11月收到申请40件，当面申请30件、信函申请10件.

    What is read of a stock are often other figures of the year; only its classes, and what 、 joins to it, are surely parts of it.
    """
    words = place.before(normal)
    if earlier is None or isinstance(earlier, Year) or span.kind not in ("stated", "share"):
        return False
    if TIME.search(_OF_ALL.sub("", words) if span.kind == "share" else words):
        return False
    if earlier == "cumulative":
        return span.metric in _CLASSES or (former.metric != _STOCK and span.kind == former.kind and _BETWEEN.match(words) is not None)
    if not words and span.kind == former.kind:
        return True
    family = span.metric.partition(".")[0]
    return family == former.metric.partition(".")[0] != OTHER


def _period(normal: str, span: TaggedSpan, place: Place, following: TaggedSpan | None, earlier: When, year: int | None) -> When:
    words = place.before(normal)
    if _OWN.search(span.metric):
        m = BRACKET_YEAR.fullmatch(words.strip()) if year is not None and not span.metric.endswith(_PREVIOUS) else None
        return resolved(m, year) if m and year is not None else None
    if year is not None and span.kind != "change":
        if told := earlier_year(normal, words, span, place, following, year):
            return told
        if part := stretch(words, year) or month(span.metric, words, year):
            return part
        if isinstance(earlier, Year) and not _NOW.search(words) and _belongs(normal, place, words):
            return earlier
    if earlier == "cumulative" and span.kind == "stated" and _LISTED.match(words) and NEW.search(place.after(normal, 24)):
        return earlier
    if span.metric == _STOCK and span.kind == "stated":
        if year is not None and _YEAR_START.search(words):
            return Year(year=year - 1)
        return None if _NO_STOCK.search(words) or _GROWN.search(normal, *before(place)) else "cumulative"
    return "cumulative" if span.kind == "stated" and accrued(normal, span.metric, place, words, year) else None


def _belongs(normal: str, place: Place, words: str) -> bool:
    """Whether a figure is said in one breath with that of an earlier year: 2014年的2批95人, （上年复议9件、诉讼3件）, 上年为3件和2件."""
    if not words.strip() or _PART.match(words) or _BETWEEN.match(words):
        return True
    left, _ = before(place)
    return normal.rfind("（", left, place.gap) > normal.rfind("）", left, place.gap) and _BESIDE.match(words) is not None
