"""A run of digits as the numbers that it holds: damage puts blanks, line breaks and stray marks inside a number, tables between two."""

from __future__ import annotations

import re

from giar_ner.language.numerals import NumeralError, parse_numeral

CN = "〇零一二三四五六七八九十百千万亿两俩廿卅卌壹贰叁肆伍陆柒捌玖拾佰仟"
# Digits with what may stand between two of them: a point or comma, and the blanks and marks of damage. l and O are 1 and 0 to a scanner.
ARABIC = (
    r"[0-9lO](?:[ ？□…]?(?:\r?\n)?[ ]?[.,，]?[ ？□]?(?:\r?\n)?[ ]?[0-9lO○])*+"
    r"(?:E[+-]?[0-9]{1,2})?"
)
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
# 占17，6%: a comma for the point.
COMMA_FOR_POINT = re.compile(r"[0-9]{1,2}，[0-9]{1,2}")
_PLAIN = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")
_ATOM = re.compile(r"[^ \r\n？□…，]+")
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_SPACED = re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3})+")
_WHOLE = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_DECIMAL = re.compile(r"[0-9]+\.[0-9]+")
_BLANKS = re.compile(r"[\s？□…]")
_SCANNED = str.maketrans("，lO", ",10")
_MOST_ATOMS = 12  # more parts are a table's row and no damaged number


def pieces(text: str, start: int, end: int, unit: str | None) -> list[tuple[int, int]]:
    """The numbers in the run `[start, end)`, which `unit` follows: one, unless blanks, marks or commas divide it into several."""
    run = text[start:end]
    if run.isdecimal() or _PLAIN.fullmatch(run):
        return [(start, end)]
    atoms = [match.span() for match in _ATOM.finditer(run)]
    if not atoms:
        return [(start, end)]
    keep = len(atoms) - 1
    for first in range(max(0, len(atoms) - _MOST_ATOMS), len(atoms) - 1):
        if _joins(run[atoms[first][0] :], run[slice(*atoms[first])], run[slice(*atoms[-1])], len(atoms) - first, unit):
            keep = first
            break
    return [(start + a, start + b) for a, b in atoms[:keep]] + [(start + atoms[keep][0], end)]


def _joins(run: str, first: str, last: str, count: int, unit: str | None) -> bool:
    """Whether the parts of a run are one number: 12 0条, 1 340人次, 4⏎2,968条; not 2014 120条 and not the cells of a table."""
    if first[0] in CN:
        joined = re.sub(r"\s", "", run)
        if not unit and not (count > 2 and count == len(joined)):
            return False
        try:
            return parse_numeral(joined) > 9
        except NumeralError:
            return False
    if "  " in run:
        return False
    joined = _BLANKS.sub("", run).translate(_SCANNED)
    if _THOUSANDS.fullmatch(joined):
        return "," in run or "，" in run or unit is not None
    if unit == "%" and COMMA_FOR_POINT.fullmatch(run):
        return True
    if not unit or unit[0] == "年" or not _WHOLE.fullmatch(joined):
        return False
    if _SPACED.fullmatch(run):
        return True
    if _DECIMAL.fullmatch(last):  # 138 46.94%: a count and its share, two cells of a table
        return False
    return sum(c.isdigit() for c in joined) <= 7 and len(first.removeprefix("0.")) < 4 and not YEAR.fullmatch(last)
