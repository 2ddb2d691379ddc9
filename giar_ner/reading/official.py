"""The official labels as `giar_ner.forms` has them, looked up by a piece of text: numbered in another way, with a 的 too many, printed twice,
or damaged by a scanner. The matcher is that of the tables, so that both read the same labels."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from giar_ner import forms
from giar_ner.forms.labels import read_label, segments
from giar_ner.forms.match import SHARE, Matcher
from giar_ner.reading.kinds import Kind, Part

_SHORTEST, _LONGEST = 4, 90  # characters of a text that is compared: two or three may be anything
_CUT = 3  # of a label that lost its end
_PARTS = {"disclosure": Part.DISCLOSURE, "applications": Part.APPLICATIONS, "review": Part.REVIEW, "sheet": Part.SHEET}
_MARKS = re.compile(r"[\s0-9A-Za-z()（）、，.：:“”\"《》/\[\]①-⑳㈠-㈩]")


@dataclass(frozen=True, slots=True)
class Official:
    """A label of the forms: its official words (also where another wording was found), what it stands above or before, in which tables.

    `level` is how deep its number is, None without one.
    """

    core: str
    kind: Kind
    parts: frozenset[Part]
    level: int | None


def exactly(text: str) -> Official | None:
    """The label that `text` is, whatever its number, its blanks and its 的."""
    if (len(text) < _SHORTEST and text not in _short()) or len(text) > _LONGEST or _strange(text):
        return None
    labels = segments(text)
    words = labels[0].core
    return _labels().get(words) if len(labels) == 1 and (len(words) >= _SHORTEST or words in _short()) else None


@lru_cache(4096)
def nearly(text: str) -> Official | None:
    """The one label that `text` may be with some characters wrong; None where it is like none, or like two."""
    if not _CUT <= len(text) <= _LONGEST or _strange(text) > SHARE * len(text):
        return None
    found = _matcher().match(read_label(text))
    return _labels()[found.keys[0]] if found and len(found.keys) == 1 else None


def _strange(text: str) -> int:
    """How many characters of a text no label has."""
    known = _characters()
    return sum(c not in known for c in _MARKS.sub("", text))


@cache
def _labels() -> dict[str, Official]:
    found: dict[str, Official] = {}
    for label in _listed():
        read = read_label(label.words)
        level = read.number[0] if read.number else None
        before = found.get(read.core)
        if before is None:
            found[read.core] = Official(read_label(label.official).core, label.kind, frozenset((label.part,)), level)
        elif before.kind is label.kind:
            parts = before.parts | {label.part}
            found[read.core] = Official(before.core, label.kind, parts, before.level if before.level is not None else level)
    return found


@cache
def beginnings() -> frozenset[str]:
    """Every beginning of a label without its number, the whole included."""
    return frozenset(words[:end] for words in _labels() for end in range(1, len(words) + 1))


@cache
def _short() -> frozenset[str]:
    """The official labels of columns and rows that are shorter than what is compared; nothing else so short is one."""
    words = (read_label(label.words).core for label in _listed() if label.words == label.official and not label.head)
    return frozenset(word for word in words if len(word) < _SHORTEST)


@cache
def _matcher() -> Matcher:
    words: dict[str, list[str]] = {}
    for label in _listed():
        words.setdefault(read_label(label.words).core, []).append(label.words)
    return Matcher(words)


@cache
def _characters() -> frozenset[str]:
    return frozenset("".join(label.words for label in _listed()))


@dataclass(frozen=True, slots=True)
class _Listed:
    """A label as a form lists it: its words, the official ones for the same, and whether it is one of the other words of a head."""

    words: str
    official: str
    kind: Kind
    part: Part
    head: bool = False


@cache
def _listed() -> tuple[_Listed, ...]:
    """Every label of every form, the latest form first."""
    found: list[_Listed] = []
    for form in reversed(forms.forms().values()):
        for table in form.tables:
            part = _PARTS[table.part]
            groups = Kind.HEADER if part is Part.REVIEW else Kind.ROW
            for entries, kind in ((table.columns, Kind.HEADER), (table.rows, Kind.ROW), (table.groups, groups)):
                found += (_Listed(words, entry.labels[0], kind, part) for entry in entries for words in entry.labels)
            found += (_Listed(head, head, Kind.HEADER, part, True) for head in table.heads if head != table.title)
    return tuple(found)
