"""A label of a form reduced to what tells it from others, whatever numbering, blanks, notes and marks it was printed with."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from giar_ner.language.normal import normalise

_CHINESE = {c: i for i, c in enumerate("一二三四五六七八九十", 1)}
_CIRCLED = re.compile("[①-⑳⑴-⒇⒈-⒛]")
_NUMBER = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.，：]|（[一二三四五六七八九十]{1,3}）[、.]?|（[0-9]{1,2}）[、.]?|[0-9]{1,2}(?:[、：]|[.](?![0-9]))"
)
_BARE_NUMBER = re.compile(r"^\s*([一二三四五六七八九十]{1,3}(?=\s)|[0-9]{1,2}(?=\s*[\u4e00-\u9fff]))")
_NOTE = re.compile(r"（[^（）]*）|\[[^\[\]]*\]|【[^【】]*】")
_OPEN_NOTE = re.compile(r"(?<=.)[（\[【].*$")
_ARTICLE = re.compile(r"^第?二?十条第?（?[一二三四五六七八九十]+）?项?$")
_OF_WHICH = re.compile(r"^其中[：，、]?")
_UNIT = re.compile(r"单位[：:]?\s*(?P<said>亿元|千元|万元|元|人次|[条件份篇期次人名个项场])|[（(](?P<noted>亿元|千元|万元|元)[）)]")
_DROPPED = re.compile(r"[^0-9A-Za-z\u3400-\u9fff]|的")
_SAME = str.maketrans({"它": "他", "份": "分"})


@dataclass(frozen=True, slots=True)
class Label:
    """The words of a label and its number: how deep (1 for 一、 2 for （一） 3 for 1.) and which. `whole` has the words of its note, too."""

    core: str
    whole: str = ""
    number: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        if not self.whole:
            object.__setattr__(self, "whole", self.core)


def squeeze(text: str) -> str:
    """One form of the text, without white space."""
    return "".join(_formed(text).split())


@lru_cache(4096)
def read_label(text: str) -> Label:
    """The label in `text`; of several in one cell (三、本年度办理结果（一）予以公开) the last."""
    return segments(text)[-1]


@lru_cache(4096)
def segments(text: str) -> tuple[Label, ...]:
    """The labels in `text`, each begins with its number; at least one, which may be empty."""
    formed = _formed(text)
    if bare := _BARE_NUMBER.match(formed):
        formed = f"{bare[1]}、{formed[bare.end() :]}" if not _NUMBER.match(formed.lstrip()) else formed
    plain = "".join(formed.split())
    if len(plain) > 3 and plain[: len(plain) // 2] == plain[len(plain) // 2 :]:  # a label printed twice
        plain = plain[: len(plain) // 2]
    if _ARTICLE.match(plain):
        return (Label("第二十条"),)
    unnoted = _without_notes(plain)
    starts = list(_NUMBER.finditer(unnoted))
    if not starts:
        return (Label(_core(unnoted), _core(plain)),)
    if len(starts) == 1 and not starts[0].start():
        return (Label(_core(unnoted[starts[0].end() :]), _core(plain[starts[0].end() :]), _number(starts[0].group())),)
    found = [Label(_core(unnoted[: starts[0].start()]))] if starts[0].start() else []
    for i, m in enumerate(starts):
        end = starts[i + 1].start() if i + 1 < len(starts) else len(unnoted)
        found.append(Label(_core(unnoted[m.end() : end]), number=_number(m.group())))
    return tuple(label for label in found if label.core) or (Label(_core(unnoted)),)


def unit_in(text: str) -> str | None:
    """The unit that a label names: （单位：万元）, （万元）."""
    m = _UNIT.search(_formed(text))
    return (m["said"] or m["noted"]) if m else None


def distance(a: str, b: str, most: int) -> int:
    """Edit distance of two short texts, or `most + 1` where it is larger."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def _formed(text: str) -> str:
    """Compatibility forms resolved (㈠ is （一）, ① is 1.), traditional characters simplified."""
    text = _CIRCLED.sub(lambda m: f"{int(unicodedata.numeric(m.group()))}. ", text)
    return normalise(unicodedata.normalize("NFKC", text))


def _without_notes(text: str) -> str:
    """`text` without notes in parentheses, save those that are its number, and all of it where nothing else is left."""
    marks: list[str] = []

    def keep(m: re.Match[str]) -> str:
        if _NUMBER.fullmatch(m.group()):
            marks.append(m.group())
            return f"\x00{len(marks) - 1}\x01"
        return ""

    bare = _OPEN_NOTE.sub("", _NOTE.sub(keep, text))
    bare = re.sub("\x00([0-9]+)\x01", lambda m: marks[int(m[1])], bare)
    return bare if _DROPPED.sub("", _NUMBER.sub("", bare)) else text


def _core(text: str) -> str:
    return _DROPPED.sub("", _OF_WHICH.sub("", text)).translate(_SAME)


def _number(mark: str) -> tuple[int, int]:
    digits = re.sub(r"\D", "", mark)
    if digits:
        return 3, int(digits)
    value = 0
    for c in re.sub("[^一二三四五六七八九十]", "", mark):
        value = (value or 1) * 10 if c == "十" else value + _CHINESE[c]
    return (2 if mark.startswith("（") else 1), value
