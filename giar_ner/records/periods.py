"""The time of a figure where it is not the report's own: an earlier year, a stretch of it, or a stock that has grown since before.

Precise before complete: a year counts only where it directly governs the number, and 累计 alone mostly means this year.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Sequence
from typing import Literal

from giar_ner.language.numerals import NumeralError
from giar_ner.language.quantities import read_quantity
from giar_ner.language.respective import listed_years
from giar_ner.ontology import OTHER
from giar_ner.records.context import REACH, Place
from giar_ner.schema import Period, Year
from giar_ner.tagging.spans import TaggedSpan

When = Period | Year | Literal["cumulative"] | None

# These say the earlier year in their own name.
_OWN = re.compile(r"_previous$|carried_in$")
_YEAR = r"(?:(?P<year>(?:19|20)\d\d)年度?|(?P<last>上一?年度?|去年度?|前一年度?|上学年)|(?P<before>前年))"
_LINK = (
    r"(?:同期|同口径|全年|底|末|的?(?:基数|总量|数量|数据))?[\s，：（“]*(?:则|也|还|又|只|仅|才)*(?:的|之|为|是|有|共|公开|收到?|受理|出版|合计|申请|承办|没有|未|无|分别为|分别是|数为)?"
    r"[\s，：（“]*约?"
)
_EARLIER = re.compile(rf"{_YEAR}{_LINK}$")
_AT_HEAD = re.compile(
    rf"(?:^|[，；])(?:其中|而)?[，：]?{_YEAR}，?(?:(?!以来|起|至今|开始|累计|的)[^，。；、（）“”《》\d年月日]){{0,12}}?"
    r"(?:收到|受理|公开|发布|答复|办理|办结|新增|接待|公布|制定|印发|制发)(?:(?!累计|的)[^，。；、（）“”《》\d年月日]){0,16}$"
)
_FROM = re.compile(rf"(?:由|从)(?:{_YEAR}的?)?约?$")
_TO = re.compile(r"^[（(]?[^，。；\d]{0,8}?(?:至|到|为|成)")
_NOT_FROM = re.compile(r"(?:年初|月|成立|开通|清理前)")
_BETWEEN = re.compile(r"^[、和及与]+$")
_PART = re.compile(r"^（其中")
_LISTED = re.compile(r"^[、和及与]+[\u4e00-\u9fff]{2,8}$")
_STRETCH = re.compile(
    r"(?P<half>[上下])半年|第?(?P<quarter>[一二三四1-4])季度|(?:(?P<year>20\d\d)年)?(?P<first>1[0-2]|[1-9])(?:月份?)?[—\-－–~至到]{1,2}(?:(?P<until>20\d\d)年)?(?P<last>1[0-2]|[1-9])月份?"
)
_GOVERNS = re.compile(
    r"^(?!末|初|起|以来|底)[^，。；：]{0,10}$|^[，：](?:全?[省市县区]?|本?[局机关]*)?(?:共|累计|主动)?[^，。；：\d]{0,6}$"
)
_SINCE = re.compile(
    r"(?:(?<!今年)(?<!本年)(?<!年初)(?<!年)以来|(?:19|20)\d\d年[^，。；]{0,10}(?:以来|起)|(?:建网|开通|创刊|建馆|成立|施行|实施|运行)(?:以来|至今|起)|历年|至今|滚存)"
)
_NEW = re.compile(
    r"^[，、（]*(?:其中)?(?:本年度?|今年|当年|年内)|(?:本年度?|今年|当年|年内|20\d\d年度?)(?:新增|新公开|新发布)"
    r"|，20\d\d年度?(?:分别)?[为是]|^[^，。；]{0,6}[，、（]其中[，：]?20\d\d年(?!第?[一二三四1-4]季度|[上下]半年|1?\d月)"
)
_NEW_IN_BRACKETS = re.compile(r"^（(?:其中)?[，：]?(?:20\d\d年度?|本年度?|今年|当年|年内)(?:全年)?新增")
# 累计公开1620条，全文电子化率100%。2011年新增530条: the new ones in the sentence behind it.
_THIS_YEARS = re.compile(r"(?:全年|今年|本年度?|年内|当年|(?<!截至)(?<!截止)(?<!至)(?<!到)20\d\d年度?)，?[^，。；底末日]{0,8}$")
_NEW_BEHIND = re.compile(
    r"^[^\n]{0,110}?[。；，](?:其中)?[，：]?(?:20\d\d年度?|本年度?|今年|当年)(?:全年)?(?:新增|新公开|新发布)[^，。；\d]{0,12}[\d,.]+万?(?P<unit>.)"
)
# Counted since the beginning even without 累计: 创刊至今共出版84期, 条例施行以来公开930条.
_EVER = re.compile(
    r"(?:建网|创刊|建馆|开通|成立|运行)(?:以来|至今)[^，。；\d]{0,4}共[^，。；\d]{0,6}$"
    r"|条例》?(?:施行|实施)以来(?:，截[至止][^，。；]{4,14})?，?(?:(?![今本全当]年)[^，。；\d]){0,18}$"
)
_YEAR_START = re.compile(r"年初的?(?:是|为|有)?约?$")
_TIME = re.compile(r"年|月|日|季度|同期|累计|新增|目前|至今|共计|合计|总计|全部|合起来")
_AND_ALL = re.compile(
    r"[^\n]{0,40}?[，；。（](?:[到至截止底末年月日\d]{0,14}[，]?)[^，。；、（\d今全本当]{0,6}(?:累计|历年(?=[合总共]计|累积|存量|的?(?:主动)?公开)|总计已)[^，。；\d]{0,10}"
)
_OF_A_MONTH = re.compile(r"\d月份?[^，。；\d]{0,12}$")
_NEAR = 3  # figures before one that may be the year's own
_CLASS = "disclosure.category"
_STOCK = "reach.followers"


def periods(normal: str, spans: Sequence[TaggedSpan], places: Sequence[Place], year: int | None) -> list[When]:
    """For every span its own period, or None where it is the report's. Without the report's year nothing but stocks can be told."""
    out: list[When] = []
    listed = listed_years(normal, year) if year is not None else {}
    for i, (span, place) in enumerate(zip(spans, places, strict=True)):
        if year is not None and span.kind != "change" and (told := listed.get(span.start)) is not None:
            out.append(Year(year=told) if told < year else None)
            continue
        earlier = out[place.previous] if place.previous is not None else None
        following = places[i + 1] if i + 1 < len(places) and places[i + 1].previous == i else None
        own = _period(normal, span, place, following, earlier, year)
        if own is None and _goes_on(normal, earlier, spans[i - 1], span, place):
            own = earlier
        if own is None and _adds_up(normal, [spans[j] for j in range(max(0, i - _NEAR), i) if out[j] is None], span):
            own = "cumulative"
        out.append(own)
    return out


def _adds_up(normal: str, before: Sequence[TaggedSpan], span: TaggedSpan) -> bool:
    """Whether a figure is the stock beside the year's own: 本年新增612条，累计4208条."""
    own = next((s for s in reversed(before) if s.metric == span.metric and s.kind == span.kind == "stated"), None)
    if own is None or normal[own.end - 1] != normal[span.end - 1] or _OF_A_MONTH.search(normal, max(0, own.start - 24), own.start):
        return False
    if not _AND_ALL.fullmatch(normal, own.end, span.start):
        return False
    try:
        return read_quantity(normal[own.start : own.end]).value < read_quantity(normal[span.start : span.end]).value
    except NumeralError:  # what has no value is told where values are read
        return False


def _goes_on(normal: str, earlier: When, before: TaggedSpan, span: TaggedSpan, place: Place) -> bool:
    """Whether a figure without words of time splits the one before it in its sentence: 1—11月收到申请40件，当面申请30件、信函申请10件.

    What is read of a stock are often other figures of the year; only its classes are surely parts of it.
    """
    if earlier is None or isinstance(earlier, Year) or span.kind not in ("stated", "share") or _TIME.search(place.before(normal)):
        return False
    if earlier == "cumulative":
        return span.metric == _CLASS
    family = span.metric.partition(".")[0]
    return family == before.metric.partition(".")[0] != OTHER


def _period(normal: str, span: TaggedSpan, place: Place, following: Place | None, earlier: When, year: int | None) -> When:
    words = place.before(normal)
    if _OWN.search(span.metric):
        return None
    if year is not None and span.kind != "change" and (told := _earlier_year(words, following.before(normal) if following else None, year)):
        return told
    if year is not None and span.kind != "change" and (stretch := _stretch(words, year)):
        return stretch
    if isinstance(earlier, Year) and span.kind != "change" and (_BETWEEN.match(words) or _PART.match(words)):
        return earlier
    if earlier == "cumulative" and span.kind == "stated" and _LISTED.match(words) and _NEW.search(place.after(normal, 24)):
        return earlier
    if span.metric == _STOCK and span.kind == "stated":
        if year is not None and _YEAR_START.search(words):
            return Year(year=year - 1)
        return "cumulative"
    return "cumulative" if span.kind == "stated" and _accrued(normal, span.metric, place, words) else None


def _earlier_year(words: str, after: str | None, year: int) -> Year | None:
    """上年X, （2013年X）, and the X of 由X增至Y."""
    if (m := _FROM.search(words)) and after is not None and _TO.match(after) and not _NOT_FROM.search(words[-6:]):
        return _resolved(m, year) or (Year(year=year - 1) if m["year"] is None else None)
    m = _EARLIER.search(words) or _AT_HEAD.search(words)
    return _resolved(m, year) if m else None


def _resolved(m: re.Match[str], year: int) -> Year | None:
    told = int(m["year"]) if m["year"] else year - 1 if m["last"] else year - 2 if m["before"] else year
    return Year(year=told) if told < year else None


def _stretch(words: str, year: int) -> Period | None:
    """1—11月, 上半年, 二季度 directly before the number."""
    found = list(_STRETCH.finditer(words))
    if not found or not _GOVERNS.match(words[found[-1].end() :]):
        return None
    m = found[-1]
    if m["half"]:
        first, last = (1, 6) if m["half"] == "上" else (7, 12)
    elif m["quarter"]:
        quarter = "一二三四1234".index(m["quarter"]) % 4
        first, last = 3 * quarter + 1, 3 * quarter + 3
    else:
        first, last = int(m["first"]), int(m["last"])
        year = int(m["year"] or year)
    until = int(m["until"] or year)
    if (year, first) > (until, last) or ((first, last) == (1, 12) and year == until):
        return None
    return Period(start=datetime.date(year, first, 1), end=datetime.date(until, last, calendar.monthrange(until, last)[1]))


def _accrued(normal: str, metric: str, place: Place, words: str) -> bool:
    """累计 with its beginning before this year: 自2008年以来累计, 历年累计, 累计…今年新增, or 创刊至今共."""
    if _EVER.search(words) or (not metric.startswith("capacity.") and _NEW_IN_BRACKETS.match(place.after(normal, 24))):
        return True
    counted = words.rfind("累计")
    if counted < 0 or len(words) - counted > 16:
        return False
    before = max(place.left, place.start - REACH), place.start
    if _SINCE.search(normal, *before) or _NEW.search(place.after(normal, 24)):
        return True
    behind = _NEW_BEHIND.match(normal[place.end : place.end + 170])
    return behind is not None and behind["unit"] == normal[place.end - 1] and _THIS_YEARS.search(words[:counted]) is None
