"""Dates and periods as first and last day: what a report says about the time that its figures cover."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass

from giar_ner.language.numerals import NumeralError, parse_numeral


@dataclass(frozen=True, slots=True)
class DatedSpan:
    """A date or period at `[start, end)`: its first and last day, and the calendar year it speaks of (the last one, of several).

    `first` is None for 截至 with a date (a state at that day) and where the day does not exist (2月31日); so is `last` in the latter case.
    """

    start: int
    end: int
    first: datetime.date | None
    last: datetime.date | None
    year: int | None


_B = r"[ \t]{0,2}"
_N = r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_Y = r"(?:(?:19|20)[0-9]{2}|[一二][〇零○一二三四五六七八九]{3})"
_TO = rf"{_B}(?:起|开始)?{_B}(?:至|到|[—–―]{{1,2}}|-|~){_B}(?:截[至止])?"
_TWO = r"(?:1[0-2]|0?[1-9])"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])"
_PATTERN = re.compile(
    # both ends in full, some of 年月日 lost by damage: 201511日起至20151231日
    rf"(?P<ya>(?:19|20)[0-9]{{2}}){_B}年?{_B}(?P<ma>{_TWO}){_B}月?{_B}(?P<da>{_DAY}){_B}[日号]?{_TO}"
    rf"(?P<yb>(?:19|20)[0-9]{{2}}){_B}年?{_B}(?P<mb>{_TWO}){_B}月?{_B}(?P<db>3[01]|[12][0-9]|0?[1-9]){_B}[日号]"
    # 2016-2017学年, 2008年至2014年
    rf"|(?P<school>(?:19|20)[0-9]{{2}}){_B}年?(?:-|[—–―]{{1,2}}|~|至)(?P<school2>(?:19|20)[0-9]{{2}}){_B}学年"
    rf"|(?P<from>{_Y}){_B}年?{_TO}(?P<to>{_Y}){_B}年(?!{_B}[0-9]{{1,2}}{_B}月)"
    # 2014-01-31, 2014.1.31
    rf"|(?<![0-9.])(?P<yi>(?:19|20)[0-9]{{2}})(?P<sep>[-./])(?P<mi>[0-9]{{1,2}})(?P=sep)(?P<di>[0-9]{{1,2}})(?![0-9])"
    # 2014年, 2014年度, 2014年1-11月, 2014年1月1日至12月31日, 截至2014年12月31日
    rf"|(?P<until>截[至止]{_B}(?:到)?)?(?P<y1>{_Y}){_B}年(?:度|{_B}(?P<m1>{_N})(?:{_B}月(?:份|{_B}(?P<d1>{_N}){_B}[日号])?|(?={_TO}{_N}{_B}月)))?"
    rf"(?:{_TO}(?:(?P<y2>{_Y}){_B}年{_B}|[本同当]年)?(?P<m2>{_N}){_B}月(?:份|{_B}(?P<d2>{_N}){_B}[日号]|底)?)?"
    r"|(?P<near>今年|本年度?|去年|上年度?|上一年度?|前年)"
)
_NEAR = {"今": 0, "本": 0, "去": -1, "上": -1, "前": -2}


def find_periods(text: str, report_year: int | None = None) -> list[DatedSpan]:
    """The dates and periods of the normalised `text` in order; 今年 and 去年 are read against `report_year`. Nothing raises."""
    out = []
    for match in _PATTERN.finditer(text):
        first, last, year = _days(match, report_year)
        out.append(DatedSpan(match.start(), match.end(), first, last, year))
    return out


def _days(match: re.Match[str], report_year: int | None) -> tuple[datetime.date | None, datetime.date | None, int | None]:
    part = {name: _number(words) for name, words in match.groupdict().items() if name not in ("near", "sep", "until")}
    if near := match["near"]:
        year = None if report_year is None else report_year + _NEAR[near[0]]
        return _day(year, 1, 1), _day(year, 12, 31), year
    if part["ya"]:
        return _day(part["ya"], part["ma"], part["da"]), _day(part["yb"], part["mb"], part["db"]), part["yb"]
    if part["school"]:
        return _day(part["school"], 9, 1), _day(part["school2"], 8, 31), part["school2"]
    if part["from"]:
        return _day(part["from"], 1, 1), _day(part["to"], 12, 31), part["to"]
    if part["yi"]:
        day = _day(part["yi"], part["mi"], part["di"])
        return day, day, part["yi"]
    year, month = part["y2"] or part["y1"], part["m2"] or part["m1"]
    day_of_month = part["d2"] if part["m2"] else part["d1"]
    last = _day(year, month, day_of_month) if day_of_month else _month_end(year, month or 12)
    first = None if match["until"] else _day(part["y1"], part["m1"] or 1, part["d1"] or 1)
    return first, last, year


def _number(words: str | None) -> int | None:
    if not words:
        return None
    try:
        return int(parse_numeral("".join(words.split())))
    except NumeralError:
        return None


def _day(year: int | None, month: int | None, day: int | None) -> datetime.date | None:
    try:
        return datetime.date(year, month, day) if year and month and day else None
    except ValueError:
        return None


def _month_end(year: int | None, month: int) -> datetime.date | None:
    return _day(year, month, calendar.monthrange(year, month)[1]) if year and 1 <= month <= 12 else None
