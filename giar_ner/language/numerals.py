"""The value of a numeral: Arabic, Chinese, financial and mixed, with the marks that real reports leave inside them.

cn2an was tried: it raises ValueError on 1,234 · 十余 · 几十 · 百分之二十五 · 六成 · 半 and reads 五六 as 56, so the few rules stand here.
"""

from __future__ import annotations

import re
import unicodedata

_DIGITS = {c: i % 10 for i, c in enumerate("〇一二三四五六七八九零壹贰叁肆伍陆柒捌玖")} | {"○": 0, "两": 2, "俩": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
_OLD = {"兩": "两", "倆": "俩", "萬": "万", "億": "亿", "貳": "贰", "陸": "陆", "點": "点", "幾": "几", "數": "数", "餘": "余", "佘": "余"}
_TENS = {"廿": "二十", "卅": "三十", "卌": "四十"}
_TABLE = str.maketrans(_OLD | _TENS)
# White space and the stray marks that damage leaves inside a number; a comma between groups says nothing about the value.
_NOISE = re.compile(r"[\s?？□…,，+]+")
_AND = re.compile(r"(?<=[十百千万])有(?=[一二三四五六七八九])")  # 七百有三: 703
_VAGUE = re.compile(r"[余多来把]|几(?=$|[万亿])")
_PREFIX = re.compile(r"^(?:[数几上](?=[十百千万亿]))")
_FRACTION = re.compile(r"(.+)分之(.+)")
_TENTHS = re.compile(r"(.+?)成(.*)")
_MIXED = re.compile(
    r"(?P<number>[0-9]+(?:\.[0-9]+)?)(?:[eE](?P<exponent>[+-]?[0-9]{1,2}))?(?P<rest>(?:[十百千万亿]+(?:零*[0-9]+(?:\.[0-9]+)?)?)*)"
)
_PART = re.compile(r"零*([0-9]+(?:\.[0-9]+)?)?([十百千万亿]*)")
_LONGEST = 40  # digits: a longer run is no number of a report, and a value must never become infinite


class NumeralError(ValueError):
    """A text that is no numeral, or one too long to have a value."""


def parse_numeral(text: str) -> float:
    """The value of the numeral `text`: 1,234 · 1.8万 · 3亿5千万 · 一百零三 · 二〇一四 · 壹贰叁 · 十余 (10) · 半 (0.5) · 六成 (60).

    White space, line breaks and stray marks inside are passed over. A vague numeral has its lowest value: 五六十 is 50, 数百 is 100.
    Raises NumeralError for everything else.
    """
    if text.isdecimal() and text.isascii() and len(text) <= _LONGEST:
        return float(text)
    if len(text) > 100:
        raise NumeralError(f"a numeral of {len(text)} characters")
    numeral = _AND.sub("零", _NOISE.sub("", _plain(text)).translate(_TABLE))
    if not numeral:
        raise NumeralError(f"no numeral: {text!r}")
    value = _signed(numeral)
    if value is None or not abs(value) < 1e30:
        raise NumeralError(f"no numeral: {text!r}")
    return float(value)


def _plain(text: str) -> str:
    """Full-width and circled forms as digits (⑩ is 10, Ⅳ is 4)."""
    if text.isascii():
        return text
    return "".join(map(_plain_character, text))


def _plain_character(character: str) -> str:
    if unicodedata.category(character) in ("No", "Nl") and character != "〇":
        return f"{unicodedata.numeric(character):g}"
    form = unicodedata.normalize("NFKC", character)
    return form if len(form) == 1 else character


def _signed(numeral: str) -> float | None:
    if numeral[0] in "-−－负":
        value = _signed(numeral[1:]) if len(numeral) > 1 and numeral[1] not in "-−－负" else None
        return None if value is None else -value
    numeral = numeral.removeprefix("±")
    numeral = numeral.removesuffix("%").removesuffix("％")
    if match := _FRACTION.fullmatch(numeral):
        below, above = _unsigned(match[1]), _unsigned(match[2])
        return None if not below or above is None else round(100 * above / below, 1) if match[1] != "百" else above
    if match := _TENTHS.fullmatch(numeral):
        digit = _VAGUE.sub("", match[2])
        tenths, rest = _unsigned(match[1]), _unsigned(digit) if digit else 0.0
        return None if tenths is None or rest is None else 10 * tenths + (5 if digit == "半" else rest)
    return _unsigned(numeral)


def _unsigned(numeral: str) -> float | None:
    numeral = _PREFIX.sub("", _VAGUE.sub("", numeral))
    if not numeral:
        return None
    if numeral == "半":
        return 0.5
    if numeral[0].isascii():
        return _mixed(numeral.translate(str.maketrans("lOIo○", "10100")))
    if any(c.isascii() for c in numeral):
        return None
    whole, point, decimals = numeral.partition("点")
    if point:
        scale = decimals[-1] if decimals and decimals[-1] in _LARGE else ""
        decimals = decimals.removesuffix(scale)
        value = _chinese(whole)
        if value is None or not decimals or any(c not in _DIGITS for c in decimals):
            return None
        return round(float(f"{value}.{''.join(str(_DIGITS[c]) for c in decimals)}") * _LARGE.get(scale, 1), 6)
    return _chinese(numeral)


def _mixed(numeral: str) -> float | None:
    """Arabic digits, alone or with Chinese magnitudes: 1.8万, 3亿5千万, 2百6十, 3百零7, 2.60E+02, and 1.060.000 with points for commas."""
    if re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}", numeral):
        numeral = numeral.replace(".", "")
    match = _MIXED.fullmatch(numeral)
    if not match or len(match["number"]) > _LONGEST:
        return None
    number = match["number"] + (f"e{match['exponent']}" if match["exponent"] else "")
    rest = match["rest"]
    if not rest:
        return float(number)
    # Below: integers where possible, so that 16.42万 is 164200 and not 164200.00000000003.
    total = section = 0.0
    position = 0
    for part in _PART.finditer(number + rest) if not match["exponent"] else ():
        if not part.group():
            continue
        if part.start() != position:
            return None
        position = part.end()
        value = float(part[1]) if part[1] else 1.0 if not section else 0.0
        for magnitude in part[2]:
            if magnitude in _LARGE:
                # 1万亿: the second magnitude multiplies what the first gave
                total = total + (section + value) * _LARGE[magnitude] if section + value or not total else total * _LARGE[magnitude]
                section = value = 0.0
            else:
                value *= _SMALL[magnitude]
        section += value
    return round(total + section, 4) if position == len(number + rest) else None


def _chinese(numeral: str) -> int | None:
    """Chinese characters only: 一百零三, 十二万六千, 千万, positional 二〇一四 and 一五九, colloquial 两千一, vague 五六十 (50)."""
    if not 0 < len(numeral) <= _LONGEST:
        return None
    if all(c in _DIGITS for c in numeral):
        digits = [_DIGITS[c] for c in numeral]
        if len(digits) == 2 and digits[1] == digits[0] + 1 and digits[0]:
            return digits[0]  # 五六 is "five or six"
        return int("".join(map(str, digits)))
    total = section = 0
    digit: int | None = None
    last = 1  # the magnitude before the current digit: 两千一 is 2100
    zero = False
    for c in numeral:
        if c in _DIGITS:
            if digit and _DIGITS[c] != digit + 1:
                return None
            zero = zero or not _DIGITS[c]
            digit = digit or _DIGITS[c]  # 五六十: the lower of the two stands
        elif c in _SMALL:
            section += (digit or 1) * _SMALL[c]
            digit, last, zero = None, _SMALL[c], False
        elif c in _LARGE:
            value = section + (digit or 0)
            if not value:
                value = 1 if not total else 0
            total = (total + value) * _LARGE[c] if c == "亿" and total else total + value * _LARGE[c]
            section, digit, last, zero = 0, None, _LARGE[c], False
        else:
            return None
    if digit and last >= 100 and not zero:
        digit *= last // 10
    return total + section + (digit or 0)
