"""A cell's characters to its number: strictly, so that what is not plainly a number is said and not guessed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from giar_ner.language.normal import normalise


class CellKind(Enum):
    EMPTY = auto()
    STROKE = auto()
    """/ — and the like: the office says that there is nothing to state."""
    NUMBER = auto()
    ODD = auto()
    """Characters of a number that give none."""
    WORDS = auto()


@dataclass(frozen=True, slots=True)
class CellNumber:
    """What a cell holds. `doubt` says why a number that was read may be another one, `sure` is the confidence left."""

    kind: CellKind
    value: float = 0.0
    unit: str | None = None
    signed: bool = False
    sure: float = 1.0
    doubt: str | None = None


_STROKE = re.compile(
    r"[/／\\|｜]+|[-—－–─━_ー]{1,4}|无(?:此项)?|暂无|没有|不适用|不详|未(?:统计|制发|公布)|空|null|\*+|…+|\.{2,}|N/?A", re.I
)
_NONE = frozenset(("零", "〇", "未增未减", "无变化", "持平"))
_UNITS = r"亿元|千元|万元|元|人次|场次|条次|篇次|批次|[部条件份篇期次人名个家项起宗场批处户]"
_SCALE = {"万": 1e4, "亿": 1e8, "千": 1e3, "": 1.0}
_NUMBER = re.compile(
    rf"(?:(?P<sign>[-+↑↓]|新增|净增|增加?|减少?)[:：]?)?(?P<digits>[0-9][0-9,]*(?:\.[0-9]+)?)(?P<scale>万|亿)?(?P<unit>{_UNITS})?(?P<note>（[^（）]*）?|注\d?|\*+)?"
)
_PRICED = re.compile(r"[¥￥](?=[0-9０-９.,，．]{1,20}[万亿千]?元$)")
"""¥128.6万元: the sign says what the unit says. ¥128.6 alone stays unread, since the column may count in 万元."""
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_DATE = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
_DAY = re.compile(r"(?:19|20)[0-9]{2}[-./年][0-9]{1,2}[-./月][0-9]{1,2}日?")
_MARK = re.compile("[①-⑳⑴-⒇⒈-⒛❶-❿¹²³⁰-⁹₀-₉*＊※]")
_MINUS = str.maketrans(dict.fromkeys("−–—－‐‑﹣", "-") | {"＋": "+", "﹢": "+", "，": ",", "．": "."})
_LONGEST = 14  # digits: a longer run is an index number


@lru_cache(8192)
def read_cell(text: str) -> CellNumber:
    """The number in a cell of a form, with its unit where the cell names one (万元 is multiplied out to 元)."""
    squeezed = "".join(text.replace("&nbsp;", "").split()).lstrip("?？").rstrip("；;。")
    if _PRICED.match(squeezed):
        squeezed = squeezed[1:]
    if not squeezed:
        return CellNumber(CellKind.EMPTY)
    if _STROKE.fullmatch(squeezed):
        return CellNumber(CellKind.STROKE)
    if squeezed in _NONE:
        return CellNumber(CellKind.NUMBER)
    bare = _MARK.sub("", squeezed) if _MARK.search(squeezed) and re.search(r"[0-9０-９]", _MARK.sub("", squeezed)) else squeezed
    marked = bare != squeezed
    plain = normalise(unicodedata.normalize("NFKC", bare)).translate(_MINUS)
    m = _NUMBER.fullmatch(plain)
    if m is None:
        return CellNumber(CellKind.ODD if _numeric(plain) else CellKind.WORDS)
    digits = m["digits"]
    if ("," in digits and not _GROUPED.fullmatch(digits)) or len(digits) > _LONGEST or (_DATE.fullmatch(digits) and not m["unit"]):
        return CellNumber(CellKind.ODD)
    if len(digits) > 1 and digits[0] == "0" and digits[1] != ".":
        return CellNumber(CellKind.ODD)
    value = float(digits.replace(",", ""))
    unit, scale = _reduced(m["unit"], m["scale"])
    value = round(value * scale, 6)
    down = m["sign"] is not None and m["sign"][0] in "-减↓"
    broken = re.search(r"[0-9０-９]\s+[0-9０-９]", text.strip()) is not None
    doubt = "数字中间有空格或换行" if broken else "数字旁有注释" if m["note"] or marked else None
    sure = 0.8 if broken else 0.95 if doubt else 1.0
    return CellNumber(CellKind.NUMBER, -value if down else value, unit, m["sign"] is not None, sure, doubt)


def money(value: float, unit: str) -> float | None:
    """`value` of a unit of money in 元, None where `unit` is none."""
    return round(value * _SCALE[unit[:-1]], 6) if unit.endswith("元") else None


def _reduced(unit: str | None, scale: str | None) -> tuple[str | None, float]:
    """The base unit and what the number is multiplied by."""
    by = _SCALE[scale or ""]
    if unit is not None and unit.endswith("元"):
        return "元", by * _SCALE[unit[:-1]]
    return unit, by


def _numeric(plain: str) -> bool:
    """Whether the characters look like a number more than like words. A day is words."""
    plain = re.sub("（[^（）]*）", "", plain)
    if _DAY.fullmatch(plain):
        return False
    digits = sum(c.isdigit() for c in plain)
    letters = sum("\u3400" <= c <= "\u9fff" for c in plain)
    if re.fullmatch("[一二三四五六七八九十百千]{1,4}", plain):
        return True
    return digits > 0 and digits >= letters and not re.match(r"[0-9]{1,2}[.、]\D", plain)
