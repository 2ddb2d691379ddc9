"""find_periods: first and last day, and None for days that do not exist."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giar_ner.language.dates import find_periods


@pytest.mark.parametrize(
    ("text", "first", "last", "year"),
    [
        ("2014年1月1日至12月31日", date(2014, 1, 1), date(2014, 12, 31), 2014),
        ("2013年12月1日起至2014年11月30日", date(2013, 12, 1), date(2014, 11, 30), 2014),
        ("2014年1-11月", date(2014, 1, 1), date(2014, 11, 30), 2014),
        ("2016年2月", date(2016, 2, 1), date(2016, 2, 29), 2016),
        ("2014年度", date(2014, 1, 1), date(2014, 12, 31), 2014),
        ("二〇一四年十二月三十一日", date(2014, 12, 31), date(2014, 12, 31), 2014),
        ("截至2014年12月6日", None, date(2014, 12, 6), 2014),
        ("201511日起至20151231日", date(2015, 1, 1), date(2015, 12, 31), 2015),
        ("2014年2月31日", None, None, 2014),
        ("2014年13月", None, None, 2014),
        ("2016-2017学年", date(2016, 9, 1), date(2017, 8, 31), 2017),
        ("2008年至2014年", date(2008, 1, 1), date(2014, 12, 31), 2014),
        ("2014.03.05", date(2014, 3, 5), date(2014, 3, 5), 2014),
        ("去年", date(2013, 1, 1), date(2013, 12, 31), 2013),
        ("本年度", date(2014, 1, 1), date(2014, 12, 31), 2014),
    ],
)
def test_periods(text: str, first: date | None, last: date | None, year: int) -> None:
    (found,) = find_periods(f"灵泉局自{text}，", report_year=2014)
    assert f"灵泉局自{text}，"[found.start : found.end] == text
    assert (found.first, found.last, found.year) == (first, last, year)


def test_relative_needs_a_year() -> None:
    (found,) = find_periods("今年")
    assert (found.first, found.last, found.year) == (None, None, None)


@given(st.text(alphabet="0129年月日度至-—起截止今去上 〇一二十.学\0😀", max_size=60))
def test_nothing_raises(text: str) -> None:
    end = 0
    for found in find_periods(text, 2014):
        assert end <= found.start < found.end <= len(text)
        end = found.end
