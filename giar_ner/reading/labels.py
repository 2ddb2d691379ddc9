"""What kind of cell a piece of a text is that lost its tables: a header of a column, the label of a row, a value, a unit, a word.

Only enough to say where a form is and what each piece of it is; which metric a label means is for `records` to say. The labels themselves
stand in `giar_ner.forms`.
"""

from __future__ import annotations

import re

from giar_ner.reading.kinds import Kind, Part
from giar_ner.reading.official import Official, exactly, nearly
from giar_ner.reading.wording import APPLICANTS, ARTICLE, CORNER, EITHER, GROUPS, LEGAL_PERSONS, RESULTS

__all__ = [
    "APPLICANTS", "ARTICLE", "CORNER", "COUNTED", "EITHER", "GLUED", "GROUPS", "LEGAL_PERSONS", "RESULTS", "classify", "core", "halved",
    "is_number", "level", "meaning", "nearest", "official",
]  # fmt: skip

_LONGEST = 130  # characters of a label with its note
_LONGEST_TEXT = 90
_HALF = 2  # characters of a label of which the rest stands in the next row
_NUMBER = re.compile(r"[（(]?(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})(?:[）)][.、．]?|[.、．])")
_NOTE = r"(?:[（(].{0,80}[）)]?)?"
_MEASURE = "人次|场次|批次|万元|亿元|[条件份篇期次人名个项起宗场批部元户]"
_VALUE = re.compile(
    rf"(?:(?:[-+－−—–↑↓]|新增|净增|增加?|减少?)[:：]?|约)?[0-9](?:[0-9,，.]*[0-9])?(?:{_MEASURE}|%)?(?:[（(][^（()）]{{1,4}}[）)])?[；;。]?"
    r"|[0-9]+/[0-9]+|[/／\\]|[-—－–─]{1,3}|零|〇|[Nn]/?[Aa]|null|…+|\*+"
    r"|无(?:此项|变化)?|暂无|没有|不详|未(?:统计|制发|公布)|未增未减|持平"
)
"""What stands in a cell for a number, or instead of one."""
GLUED = re.compile(rf"({'|'.join(dict.fromkeys((*APPLICANTS, *RESULTS)))})[:：]?([0-9]+件?)")
"""A label of a column with its value right behind it, as texts have it that lost their blanks with their table."""
_UNIT = re.compile(rf"{_MEASURE}|单位[:：].{{1,6}}")
COUNTED = re.compile(rf"[-+－−—–]?[0-9](?:[0-9,，.]*[0-9])?[ \u3000\xa0]+(?:{_MEASURE})")
"""A number and its measure word with a blank between them."""
_PROSE = re.compile(r"[。；;!！?？]")
_SAME = str.maketrans("它", "他")
_BARE = re.compile(rf"[0-9]{{1,2}}[，：]?({'|'.join(sorted(EITHER))})")


def core(text: str) -> str:
    """A label without blanks, its number and its note."""
    squeezed = _once("".join(text.split())).translate(_SAME)
    number = _NUMBER.match(squeezed)
    squeezed = squeezed[number.end() :] if number and number.end() < len(squeezed) else squeezed
    return re.sub(rf"(?<=.){_NOTE}$", "", squeezed) if squeezed.endswith(("）", ")")) else squeezed


def meaning(text: str) -> str:
    """The official words of a label, damaged or not, where they are known; else its own without its number and note."""
    own = core(text)
    found = exactly(own) or official(text)
    return found.core if found else halved(text) or own


def halved(text: str) -> str | None:
    """The column of section three of which a text is the beginning, as where a label was set in two rows: 商业, and 企业 below it."""
    own = core(text)
    found = [label for label in APPLICANTS if label.startswith(own)] if len(own) >= _HALF else []
    return found[0] if len(found) == 1 else None


def official(text: str) -> Official | None:
    """The official label that a text is, exactly or nearly."""
    return exactly(text) or nearly(text)


def level(text: str) -> int | None:
    """How deep a label stands: 1 for 一、, 2 for （一）, 3 for 1. and None without a number. The form says so, however the copy numbers it."""
    squeezed = "".join(text.split())
    if (known := official(text)) and known.level is not None:
        return known.level
    found = _NUMBER.match(squeezed)
    if found is None:
        return None
    number = found.group()
    return 3 if re.search("[0-9]", number) else 2 if number[0] in "（(" else 1


def nearest(text: str) -> tuple[Kind, frozenset[Part]] | None:
    """What kind of cell a text is that is no label by its words, but near one."""
    found = nearly(text) if _PROSE.search(text) is None else None
    return (found.kind, found.parts) if found else None


def _once(squeezed: str) -> str:
    """A label that is printed twice in its cell, once."""
    half = len(squeezed) // 2
    twice = half > 1 and squeezed[:half] == squeezed[half:] and not any(c.isdigit() for c in squeezed)
    return squeezed[:half] if twice else squeezed


def is_number(text: str) -> bool:
    """Whether a text is the number of a label and nothing else."""
    return _NUMBER.fullmatch(text) is not None


def classify(text: str) -> tuple[Kind, frozenset[Part]]:
    """What kind of cell a text is, and the tables that it may belong to where it is a label."""
    squeezed = _once("".join(text.split()))
    if not squeezed or _VALUE.fullmatch(squeezed):
        return Kind.VALUE, frozenset()
    if len(squeezed) > _LONGEST:
        return Kind.PROSE, frozenset()
    if _UNIT.fullmatch(squeezed):
        return Kind.UNIT, frozenset()
    label, numbered = core(squeezed), _NUMBER.match(squeezed) is not None
    if bare := _BARE.fullmatch(squeezed.translate(_SAME)):  # 3其他
        label, numbered = bare[1], True
    if CORNER.fullmatch(squeezed):
        return Kind.HEADER, frozenset((Part.APPLICATIONS,))
    if label in EITHER:
        return (Kind.ROW, frozenset((Part.APPLICATIONS,))) if numbered else (Kind.HEADER, frozenset((Part.APPLICATIONS, Part.REVIEW)))
    if found := exactly(label) or exactly(text):
        return found.kind, found.parts
    # A label may have a long note of its own: 其他主动公开文件（含以本单位名义签发的、规范性文件以外的文件，不含内部文件）.
    return (Kind.PROSE if _PROSE.search(label) or len(label) > _LONGEST_TEXT or "，" in label else Kind.TEXT), frozenset()
