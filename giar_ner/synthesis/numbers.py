"""How a value is written: digits, thousands separators, full-width digits, Chinese numerals."""

from __future__ import annotations

from typing import Literal

Style = Literal["plain", "comma", "wide", "chinese"]
STYLES: tuple[Style, ...] = ("plain", "comma", "wide", "chinese")
_DIGITS = "零一二三四五六七八九"
_WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")


def chinese(value: int) -> str:
    """An integer below ten thousand in Chinese numerals: 12 十二, 105 一百零五, 2040 二千零四十."""
    if not 0 <= value < 10_000:
        raise ValueError(f"no Chinese numeral for {value}")
    if value < 10:
        return _DIGITS[value]
    out, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // unit % 10
        if digit:
            out += ("零" if gap else "") + ("" if digit == 1 and unit == 10 and not out else _DIGITS[digit]) + name
            gap = False
        elif out:
            gap = True
    return out


def write(value: float, style: Style) -> str:
    """The numeral of a value; a style that cannot write it (Chinese numerals of a fraction) gives plain digits."""
    if value != int(value):
        words = f"{value:.2f}".rstrip("0").rstrip(".")
        return words.translate(_WIDE) if style == "wide" else words
    if style == "chinese" and 0 < value < 10_000:
        return chinese(int(value))
    if style == "comma":
        return f"{int(value):,}"
    return str(int(value)).translate(_WIDE) if style == "wide" else str(int(value))
