"""The numbers that Word prints before its paragraphs and no run holds: `一、`, `（二）`, `3.`; without them a report has no headings."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_LEVELS = 9
_DIGITS = "零一二三四五六七八九"
_LEGAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_PLACE = re.compile(r"%([1-9])")
_MOST = 9999  # a counter above this is damage


@dataclass(slots=True)
class Level:
    start: int = 1
    form: str = "decimal"
    pattern: str = ""
    style: str = ""


@dataclass(slots=True)
class Numbering:
    """The numbered lists of a document and how far each has counted."""

    lists: dict[str, str] = field(default_factory=dict)  # by list its definition
    levels: dict[str, dict[int, Level]] = field(default_factory=dict)  # by definition
    restarts: dict[tuple[str, int], int] = field(default_factory=dict)  # by list and level the number that it begins at anew
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)  # by paragraph style its list and level
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def label(self, number: str, level: int) -> str:
        """Count one paragraph of a list at a level, and give what stands before it; empty for a bullet or an unknown list."""
        definition = self.lists.get(number)
        levels = self.levels.get(definition or "", {})
        if definition is None or level not in levels:
            return ""
        counts = self._counts.setdefault(definition, {})
        restart = self.restarts.pop((number, level), None)
        counts[level] = restart if restart is not None else counts.get(level, levels[level].start - 1) + 1
        for deeper in [known for known in counts if known > level]:
            del counts[deeper]

        def one(match: re.Match[str]) -> str:
            at = int(match.group(1)) - 1
            own = levels.get(at, Level())
            return _formatted(counts.get(at, own.start), own.form)

        return "" if levels[level].form == "bullet" else _PLACE.sub(one, levels[level].pattern)

    def of_style(self, style: str) -> tuple[str, int] | None:
        """The list and level that a paragraph style brings."""
        return self.styles.get(style)


def read_numbering(numbering: Element | None, styles: Element | None, ns: str) -> Numbering:
    """The lists of a document from its two parts; either may be missing."""
    found = Numbering()
    if numbering is not None:
        for definition in numbering.iter(f"{{{ns}}}abstractNum"):
            found.levels[_get(definition, "abstractNumId", ns)] = {at: one for level in definition for at, one in _level(level, ns)}
        for entry in numbering.iter(f"{{{ns}}}num"):
            _add_list(found, entry, ns)
    if styles is not None:
        _add_styles(found, styles, ns)
    return found


def _add_list(found: Numbering, entry: Element, ns: str) -> None:
    number = _get(entry, "numId", ns)
    definition = _child_value(entry, "abstractNumId", ns)
    if definition is None:
        return
    found.lists[number] = definition
    for override in entry.iter(f"{{{ns}}}lvlOverride"):
        at = _whole(_get(override, "ilvl", ns), 0)
        start = _child_value(override, "startOverride", ns)
        if start is not None:
            found.restarts[number, at] = _whole(start, 1)


def _add_styles(found: Numbering, styles: Element, ns: str) -> None:
    own: dict[str, tuple[str, int]] = {}
    bases: dict[str, str] = {}
    for style in styles.iter(f"{{{ns}}}style"):
        name = _get(style, "styleId", ns)
        bases[name] = _child_value(style, "basedOn", ns) or ""
        properties = style.find(f"{{{ns}}}pPr/{{{ns}}}numPr")
        number = _child_value(properties, "numId", ns) if properties is not None else None
        if number is not None:
            linked = next((at for at, level in found.levels.get(found.lists.get(number, ""), {}).items() if level.style == name), 0)
            own[name] = (number, _whole(_child_value(properties, "ilvl", ns), linked))
    for name in bases:
        base, seen = name, set[str]()
        while base and base not in own and base not in seen:
            seen.add(base)
            base = bases.get(base, "")
        if base in own:
            found.styles[name] = own[base]


def _level(element: Element, ns: str) -> list[tuple[int, Level]]:
    if element.tag != f"{{{ns}}}lvl":
        return []
    return [
        (
            _whole(_get(element, "ilvl", ns), 0),
            Level(
                _whole(_child_value(element, "start", ns), 1),
                _child_value(element, "numFmt", ns) or "decimal",
                _child_value(element, "lvlText", ns) or "",
                _child_value(element, "pStyle", ns) or "",
            ),
        )
    ]


def _formatted(number: int, form: str) -> str:
    if not 0 < number <= _MOST:
        return str(number) if form != "none" else ""
    return _FORMS.get(form, str)(number)


def chinese(number: int) -> str:
    """1 to 9999 in Chinese numerals: 十二, 二十, 一百零三."""
    digits = str(number)
    text = ""
    for place, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True):
        text += _DIGITS[int(digit)] + (("", "十", "百", "千")[place] if digit != "0" else "")
    text = re.sub("零+", "零", text).rstrip("零")
    return text[1:] if text.startswith("一十") else text


def _letter(number: int) -> str:
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    signs = ["M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"]
    text = ""
    for value, sign in zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), signs, strict=True):
        text += sign * (number // value)
        number %= value
    return text


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if number <= 20 else str(number)


_FORMS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand"), chinese
    ),
    **dict.fromkeys(
        ("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"), lambda n: "".join(_DIGITS[int(d)] for d in str(n))
    ),
    "chineseLegalSimplified": lambda n: chinese(n).translate(_LEGAL),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _circled),
    "decimalZero": lambda n: f"{n:02}",
    "decimalFullWidth": lambda n: str(n).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    "upperLetter": _letter,
    "lowerLetter": lambda n: _letter(n).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
    "none": lambda n: "",
}


def _get(element: Element, name: str, ns: str) -> str:
    return element.get(f"{{{ns}}}{name}") or ""


def _child_value(element: Element | None, name: str, ns: str) -> str | None:
    child = element.find(f"{{{ns}}}{name}") if element is not None else None
    return child.get(f"{{{ns}}}val") if child is not None else None


def _whole(value: str | None, default: int) -> int:
    return int(value) if value is not None and value.isascii() and value.isdigit() and len(value) < 6 else default
