"""Rows of figures with a year, quarter or month for each, and brackets that hold an earlier year's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from giar_ner.language.respective import listed_years
from giar_ner.records.context import Place
from giar_ner.records.periods.stretches import MONTH, months, small
from giar_ner.records.periods.years import YEAR, resolved
from giar_ner.schema import Period, Year
from giar_ner.tagging.spans import TaggedSpan

# 469条（2013年402条），网站391条（337条）: once a bracket names the year, or a remark says what brackets hold, the bare ones hold it too.
BRACKET_YEAR = re.compile(rf"[（\[〔]{YEAR}(?:同期)?(?:为|是)?")
_OPENED = re.compile(r"[（\[〔]")
_CLOSED = re.compile(r"(?:，下同)?[）\]〕]")
_BRACKETS_ARE = re.compile(rf"括号[内里中](?:的?(?:数字?|数据|数值))?(?:均|皆|都)?(?:为|是|系)?{YEAR}")
_ARE_IN_BRACKETS = re.compile(rf"{YEAR}(?:的?(?:数字?|数据|数值))?（括号[内里中]）")

# 2014、2015、2016三年，公开88条、130条、176条; 三年走势，…: rows of figures, one for each year.
_YEARS_OF_A_ROW = re.compile(r"20\d\d年?(?:[、和与及，]20\d\d年?)+(?:[两二三四五]年)?(?:里|间)?")
_SOME = re.compile(r"[三四五六]年")
_LAST_YEARS = re.compile(
    r"(?:(?<![第\d〇○零Oo一二])(?P<count>[三四五六])年(?:走势|来?连续|来?逐年|来?依次|来?分别|[^，。；\d]{0,8}(?:依次|分别)|走高|走低)|前两年分别)"
)
_PARAGRAPH = 300  # characters back to the years of a row that tells only how many they are
_SOME_YEARS = 24  # characters between the years and a row that is not told to be of these years
_OTHER_YEAR = re.compile(r"20\d\d年|[今去上本]年")
_QUARTERS_OF_A_ROW = re.compile(r"(?:[一1](?:季度)?[—\-－–~至到][四4]|四个)季度(?:[^，。；\d]{0,12})$")
_HALVES_OF_A_ROW = re.compile(r"上半?年?[、和与及]下半年[^，。；\d]{0,4}(?:分别|依次)[^，。；\d]{0,8}$")
_MONTHS_OF_A_ROW = re.compile(
    rf"(?<!\d)(?P<first>{MONTH})月?[—\-－–~至到](?P<last>{MONTH})月[^，。；\d]{{0,12}}(?:依次|分别|各月)[^，。；\d]{{0,6}}$"
)
_NEXT = re.compile(r"[\s、，,]*(?:和|与|及|以及)?\s*")


def listed(normal: str, spans: Sequence[TaggedSpan], places: Sequence[Place], year: int) -> dict[int, Period | Year | None]:
    """The periods that rows of figures and brackets give to their figures, by index; None where it is the report's year."""
    years = dict(_in_brackets(normal, spans, places, year))
    starts = listed_years(normal, year)
    years |= {i: starts[span.start] for i, span in enumerate(spans) if span.start in starts}
    rows = list(_rows(normal, spans, places))
    years |= {i: told for row in rows for i, told in _row_years(normal, places, row, year)}
    found: dict[int, Period | Year | None] = {i: Year(year=told) if told < year else None for i, told in years.items()}
    return found | {i: told for row in rows for i, told in _row_stretches(normal, places, row, year)}


def _in_brackets(normal: str, spans: Sequence[TaggedSpan], places: Sequence[Place], year: int) -> Iterator[tuple[int, int]]:
    """The earlier year of each figure alone in brackets behind another of its metric, once the text has said what brackets hold."""
    said = _BRACKETS_ARE.search(normal) or _ARE_IN_BRACKETS.search(normal)
    known = resolved(said, year) if said else None
    for i, (span, place) in enumerate(zip(spans, places, strict=True)):
        words = place.before(normal).strip()
        if i == 0 or not _OPENED.match(words) or not _CLOSED.match(normal, span.end) or spans[i - 1].end != place.gap:
            continue
        if m := BRACKET_YEAR.fullmatch(words):
            known = resolved(m, year)
        elif len(words) == 1 and known and (spans[i - 1].metric, spans[i - 1].kind) == (span.metric, span.kind):
            yield i, known.year


def _rows(normal: str, spans: Sequence[TaggedSpan], places: Sequence[Place]) -> Iterator[range]:
    """Two figures and more with nothing but commas between them."""
    first = 0
    for i in range(1, len(places) + 1):
        if i < len(places) and places[i].previous == i - 1 and _NEXT.fullmatch(normal, places[i].gap, places[i].start):
            continue
        if i - first > 1:
            yield range(first, i)
        first = i


def _many(count: str | None) -> int:
    """How many years: 三 is 3; without a word, the two before this one."""
    return "零一二三四五六".index(count) if count else 2


def _row_years(normal: str, places: Sequence[Place], row: range, year: int) -> Iterator[tuple[int, int]]:
    """2014、2015、2016三年，公开总量为88条、130条、176条，网站60条、101条、150条: each figure of a row has the year at its place."""
    place = places[row[0]]
    nearby = max(0, place.start - _PARAGRAPH)
    found = list(_YEARS_OF_A_ROW.finditer(normal, max(nearby, normal.rfind("\n", nearby, place.start)), place.start))
    for m in found:
        years = [int(y) for y in re.findall(r"20\d\d", m.group())]
        between = normal[m.end() : place.start]
        if len(years) != len(row) or _OTHER_YEAR.search(between):
            continue
        near = m.start() >= place.left and (len(row) > 2 or (len(between) <= _SOME_YEARS and not re.search(r"\d", between)))
        if near or _SOME.search(place.before(normal)):
            yield from zip(row, years, strict=True)
            return
    told = _LAST_YEARS.search(normal, max(place.left, nearby), place.start)
    if told and not found and _many(told["count"]) == len(row) and not _OTHER_YEAR.search(normal, told.end(), place.start):
        last = year if told["count"] else year - 1
        yield from ((i, last - len(row) + 1 + k) for k, i in enumerate(row))


def _row_stretches(normal: str, places: Sequence[Place], row: range, year: int) -> Iterator[tuple[int, Period]]:
    """一至四季度分别收件21件、34件、52件、40件: each figure of a row has the quarter, half or month at its place."""
    words = normal[max(places[row[0]].left, places[row[0]].gap) : places[row[0]].start]
    stretches: list[tuple[int, int]] = []
    if _QUARTERS_OF_A_ROW.search(words):
        stretches = [(first, first + 2) for first in (1, 4, 7, 10)]
    elif _HALVES_OF_A_ROW.search(words):
        stretches = [(1, 6), (7, 12)]
    elif m := _MONTHS_OF_A_ROW.search(words):
        stretches = [(month, month) for month in range(small(m["first"]), small(m["last"]) + 1)]
    if len(stretches) == len(row):
        yield from ((i, months(year, first, year, last)) for i, (first, last) in zip(row, stretches, strict=True))
