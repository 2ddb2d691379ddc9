"""parse_numeral: every numeral gives a value or NumeralError."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giar_ner.language.numerals import NumeralError, parse_numeral

DIGITS = "零一二三四五六七八九"
FINANCIAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")


def chinese(number: int) -> str:
    """An integer below 10^12 in Chinese, as a small reference renderer."""
    if number < 10:
        return DIGITS[number]
    for size, name in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= size:
            head, rest = divmod(number, size)
            zero = "零" if rest and rest < size // 10 else ""
            return chinese(head) + name + zero + (chinese(rest) if rest else "")
    raise AssertionError


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234", 1234), ("１２３", 123), ("0", 0), ("007", 7), ("3.5", 3.5), ("1.8万", 18000), ("2100万", 2.1e7),
        ("3亿5千万", 3.5e8), ("0.94亿", 9.4e7), ("1万亿", 1e12), ("1亿零30万", 100300000), ("93万4千", 934000), ("3百零7", 307),
        ("2百6十", 260), ("1千万", 1e7), ("16.42万", 164200), ("2.60E+02", 260), ("1.060.000", 1060000), ("二十五", 25),
        ("一百零三", 103), ("十", 10), ("一十二", 12), ("两", 2), ("兩", 2), ("俩", 2), ("廿", 20), ("廿三万", 230000),
        ("一百卅五", 135), ("半", 0.5), ("十余", 10), ("三百多", 300), ("几十", 10), ("数百", 100), ("上千", 1000), ("十几", 10),
        ("二十来", 20), ("百余", 100), ("千", 1000), ("千万", 1e7), ("一点五", 1.5), ("十一点三万", 113000), ("二〇一四", 2014),
        ("一五九", 159), ("五六", 5), ("四五十", 40), ("一百三四十", 130), ("十七八", 17), ("两千一", 2100), ("壹贰叁", 123),
        ("叁佰壹拾伍", 315), ("百分之二十五", 25), ("百分之七点五", 7.5), ("三分之一", 33.3), ("六成", 60), ("八成五", 85),
        ("两成半", 25), ("六成几", 60), ("七百有三", 703), ("五百多万", 5e6), ("一千零八十余万", 1.08e7), ("12 0", 120),
        ("3 .5", 3.5), ("1\n45", 145), ("2？3", 23), ("三\n百\n一", 310), ("l0O", 100), ("-12", -12), ("负3", -3), ("99.8%", 99.8),
        ("⑩", 10), ("Ⅳ", 4), ("½", 0.5),
    ],
)  # fmt: skip
def test_values(text: str, value: float) -> None:
    assert parse_numeral(text) == pytest.approx(value)


@pytest.mark.parametrize(
    "text",
    ["", " ", "条", "近", "点", "一点", "12条", "一二四三十", "9" * 60, "1万" * 200, "--1", "\0", "😀", "分之", "成", "1.2.3", "\ud800"],
)
def test_errors(text: str) -> None:
    with pytest.raises(NumeralError):
        parse_numeral(text)


@given(st.integers(0, 10**12 - 1))
def test_round_trip(number: int) -> None:
    words = chinese(number)
    # A last digit straight after a magnitude is colloquial (两千一 is 2100), which the renderer's 零 tells apart.
    assert parse_numeral(words) == number
    assert parse_numeral(words.translate(FINANCIAL)) == number
    assert parse_numeral(f"{number:,}") == number
    assert parse_numeral(str(number)) == number


@given(st.text(alphabet="0123456789.,，+-eE零〇一二三四五六七八九十百千万亿两半余多几数点成分之% \n？", max_size=30))
def test_nothing_but_a_finite_value_or_the_error(text: str) -> None:
    try:
        value = parse_numeral(text)
    except NumeralError:
        return
    assert math.isfinite(value)
