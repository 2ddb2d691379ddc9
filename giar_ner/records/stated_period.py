"""The stretch that a report says its figures are for (统计期限), and what is wrong with it."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass

from giar_ner.schema import Period

_B = r"[ \t\u3000]{0,2}"
_S = rf"{_B}\n?{_B}"  # pages made from Word have each number on a line of its own
_RANGE = re.compile(
    rf"(?P<y1>(?:19|20)\d\d){_S}[年.．/]?度?{_S}(?P<m1>\d{{1,2}}){_S}(?:月份?|[.．/])(?:{_S}(?P<d1>\d{{1,2}}){_S}[日号]?)?"
    rf"{_S}(?:日?起|开始|算起|始|《条例》(?:施行|实施)(?:之日)?起?)?[，]?{_S}(?:至|到|截止到?|截至|止于|[—\-－–~～]{{1,6}}){_S}(?:同年|当年)?"
    rf"(?:(?P<y2>(?:19|20)\d\d){_S}[年.．/]?{_S})?(?P<m2>\d{{1,2}}){_S}(?:月份?|[.．/])"
    rf"(?:(?:{_B}|{_S}(?=\d{{1,2}}{_S}[日号]))(?P<d2>\d{{1,2}})(?!\d|{_B}月))?"  # not the number of a next line
)
_YEARS = re.compile(
    r"(?:统计|数据|填报)[^\n。，；]{0,8}?(?:期限|时限|时间|区间|期间)[是为：]?[自从]?(?P<years>(?P<y1>(?:19|20)\d\d)年?[度初]?(?:起|开始)?"
    r"(?:至|到|截至|[—\-－–~～]{1,2})(?P<y2>(?:19|20)\d\d)年[度底末]?)(?![\d第上下前一二三四])"
)
"""A range of whole years, as a first report that reaches back to the first rules has."""
_CUE = re.compile(r"统计|数据|期限|起止|时限|时间|期间|区间|范围|年度报告|本报告|所列|反映|学年|截至|为止|止")
_REACH = 3000  # the period is stated in the preamble, at times in the first part


@dataclass(frozen=True, slots=True)
class Stated:
    """A period that the text states at `[start, end)`; `period` is None where its dates do not exist."""

    start: int
    end: int
    year: int
    period: Period | None
    warning: str | None

    @property
    def is_calendar_year(self) -> bool:
        return self.period == Period(start=datetime.date(self.year, 1, 1), end=datetime.date(self.year, 12, 31))

    def covers(self, year: int) -> bool:
        """Does any day of the period lie in `year`? A period of 2014年12月1日至2015年11月30日 contradicts a title of neither year."""
        return self.period.start.year <= year <= self.period.end.year if self.period else year == self.year


def stated_period(normal: str) -> Stated | None:
    """The first range of dates in the opening told as the report's period, or a calendar year from day to day; else one of years."""
    for m in _RANGE.finditer(normal, 0, min(len(normal), _REACH)):
        around = normal[max(0, m.start() - 30) : m.end() + 12]
        stated = _read(m)
        if _CUE.search(around) or (m["d1"] and m["d2"] and stated.is_calendar_year):
            return stated
    years = _YEARS.search(normal, 0, _REACH)
    return _read_years(years) if years else None


def _read_years(m: re.Match[str]) -> Stated:
    first, last = int(m["y1"]), int(m["y2"])
    if last < first:
        return Stated(*m.span("years"), last, None, f"统计期限“{m['years']}”的止日早于起日")
    period = Period(start=datetime.date(first, 1, 1), end=datetime.date(last, 12, 31))
    return Stated(*m.span("years"), last, period, f"统计期限“{m['years']}”长于一年" if last > first else None)


def _read(m: re.Match[str]) -> Stated:
    y1, m1, m2 = int(m["y1"]), int(m["m1"]), int(m["m2"])
    words = "".join(m.group().split())
    y2 = int(m["y2"] or y1)
    try:
        start = datetime.date(y1, m1, int(m["d1"] or 1))
        end = datetime.date(y2, m2, int(m["d2"] or calendar.monthrange(y2, m2 if 1 <= m2 <= 12 else 1)[1]))
    except ValueError:
        return Stated(m.start(), m.end(), y2, None, f"统计期限“{words}”含有不存在的日期")
    if end < start:
        return Stated(m.start(), m.end(), y2, None, f"统计期限“{words}”的止日早于起日")
    warning = f"统计期限“{words}”长于一年" if (end - start).days > 366 else None
    return Stated(m.start(), m.end(), y1 if warning and m1 == 1 else y2, Period(start=start, end=end), warning)
