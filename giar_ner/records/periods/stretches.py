"""Stretches of a year and its months: 1—11月, 上半年, 二季度, 12月收到16件."""

from __future__ import annotations

import calendar
import datetime
import re

from giar_ner.schema import Period

MONTH = r"(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])"
_QUARTER = "[一二三四1-4]"
_STRETCH = re.compile(
    rf"(?:(?P<named>20\d\d)年(?:度?的?)?[（(]?)?(?:"
    r"(?P<half>[上下头前后])半年|(?:(?<![\u4e00-\u9fff])|(?<=[年的局]))(?P<side>[前头后])(?P<some>[二两三四五六七八九十]|1[01]|[2-9])个月"
    rf"|(?P<head>[前头])(?P<quarters>[两二三23])个?季度|(?P<quarter_from>{_QUARTER})(?:季度)?[—\-－–~至到、和](?P<quarter_to>{_QUARTER})季度"
    rf"|第?(?P<quarter>{_QUARTER})季度|(?<![\u4e00-\u9fff第])(?P<season>{_QUARTER})季(?![度\u4e00-\u9fff])"
    rf"|(?:从|自)?(?P<first>{MONTH})(?:月份?)?(?:(?<=月)(?P<first_day>\d{{1,2}})日)?(?:起|开始)?[—\-－–~至到]{{1,2}}(?:同年|当年|(?P<until>20\d\d)年)?"
    rf"(?P<last>{MONTH})月份?(?:(?<=月)(?P<last_day>\d{{1,2}})日)?"
    r")"
)
_GOVERNS = re.compile(
    r"^(?!末|初|起|以来|底)[^，。；：]{0,10}$|^[，：](?:全?[省市县区]?|本?[局机关]*)?(?:共|累计|主动)?[^，。；：\d]{0,6}$"
)
_AT_ITS_HEAD = re.compile(r"^，[^，。；：、\d（]{0,18}(?:公开|发布|收到|受理|收件|接听|推送|访问|制发|印发|产生)[^，。；：、\d（]{0,8}$")
_OF_MONTH = re.compile(
    rf"(?:(?<![\d一二三四五六七八九十至到—\-－–~、和起年])|(?<=今年)|(?<=本年))(?P<month>{MONTH})月份?(?:又|就|还|共|只|仅|则|一个月)*"
    r"(?:收到|接到|接听|接了|收件|公开(?:信息)?|发布(?:信息)?|推送|挂了|补录|最多|最少|为|是|有|即有)?[，：]?$"
)
_UNTIL = re.compile(
    r"(?:截[至止]到?|[到至](?=[\d年]{1,7}月[底末份]?为?止))(?:(?P<named>20\d\d)年)?"
    r"(?P<month>1[01]|[1-9])月(?:底|末|份)?(?:为?止)?，?(?:(?!累计|共有|现有)[^，。；\d]){0,8}$"
)
_COUNTED_FROM = re.compile(rf"(?P<named>20\d\d)年（从(?P<month>{MONTH})月(?:份)?(?:算起?|起)）[^，。；、\d]{{0,8}}$")
_AT_A_DATE = re.compile(r"capacity\.|reach\.followers|\.in_force$|carried|other$")  # what stands at a date, not what came in until then
_OF_REPORTS = ((5, 12), (9, 8))  # the months of 2008's first reports and of a school's: what begins a sentence may be the report's own
_MARGIN = " \u3000\n，"
_BESIDE = re.compile("[、和]")
_BOTH_HALVES = re.compile(r"上半年[、和与及]下半年[^，。；]{0,4}各")


def small(numeral: str) -> int:
    """1 to 12, in digits or 一 to 十二."""
    return int(numeral) if numeral.isascii() else ("一二三四五六七八九十".find(numeral) + 1 or 10 + "一二".find(numeral[-1]) + 1)


def months(year: int, first: int, until: int, last: int) -> Period:
    """From the first day of a month to the last one of another."""
    return Period(start=datetime.date(year, first, 1), end=datetime.date(until, last, calendar.monthrange(until, last)[1]))


def stretch(words: str, year: int) -> Period | None:
    """1—11月, 上半年, 二季度, 1月1日至5月14日 directly before the number."""
    found = list(_STRETCH.finditer(words))
    if not found or _BOTH_HALVES.search(words):
        return None
    m = found[-1]
    direct = _GOVERNS.match(words[m.end() :]) is not None
    if not direct and (words[: m.start()].strip(_MARGIN) or not _AT_ITS_HEAD.match(words[m.end() :])):
        return None
    year = int(m["named"] or year)
    until = int(m["until"] or year)
    first, last = _first_and_last(m)
    if m["quarter_from"] and _BESIDE.search(m.group()) and last - first != 5:
        return None  # 一、三季度: two quarters, but no stretch
    if not direct and (first, last) in _OF_REPORTS:
        return None
    if (year, first) > (until, last):
        return None
    try:
        period = months(year, first, until, last)
        start = period.start.replace(day=int(m["first_day"] or 1))
        end = period.end.replace(day=int(m["last_day"])) if m["last_day"] else period.end
    except ValueError:
        return None
    if (start, end) == (datetime.date(2008, 5, 1), datetime.date(2008, 12, 31)) and m["last_day"] and year == 2008:
        return None  # the first reports are on these months
    whole = (start, end) == (datetime.date(until, 1, 1), datetime.date(until, 12, 31))
    return None if whole or start > end else Period(start=start, end=end)


def month(metric: str, words: str, year: int) -> Period | None:
    """12月收到16件, and what came in from January until 截至11月."""
    if (m := _COUNTED_FROM.search(words)) and int(m["named"]) <= year:
        return months(int(m["named"]), small(m["month"]), int(m["named"]), 12)
    if m := _OF_MONTH.search(words):
        return months(year, small(m["month"]), year, small(m["month"]))
    if (m := _UNTIL.search(words)) and not _AT_A_DATE.search(metric) and int(m["named"] or year) == year:
        return months(year, 1, year, int(m["month"]))
    return None


def _first_and_last(m: re.Match[str]) -> tuple[int, int]:
    """The months that a stretch begins and ends with."""
    if m["half"]:
        return (1, 6) if m["half"] in "上头前" else (7, 12)
    if m["side"]:
        some = 2 if m["some"] == "两" else small(m["some"])
        return (13 - some, 12) if m["side"] == "后" else (1, some)
    if m["season"]:
        first = 3 * ("一二三四1234".index(m["season"]) % 4) + 1
        return first, first + 2
    if m["head"]:
        return 1, 9 if m["quarters"] in "三3" else 6
    if m["quarter"] or m["quarter_from"]:
        first, last = ("一二三四1234".index(q) % 4 for q in (m["quarter_from"] or m["quarter"], m["quarter_to"] or m["quarter"]))
        return 3 * first + 1, 3 * last + 3
    return small(m["first"]), small(m["last"])
