"""The official labels as `giar_ner.forms` has them, for a piece of text that the patterns of `labels` do not know: numbered in another way,
with a 的 too many, printed twice, or damaged by a scanner. The matcher is that of the tables, so that both read the same labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
    """A label of the forms: its words, what it stands above or before, in which tables, and how deep its number is (None without one)."""

    core: str
    kind: Kind
    parts: frozenset[Part]
    level: int | None


def exactly(text: str) -> Official | None:
    """The label that `text` is, whatever its number, its blanks and its 的."""
    if not _SHORTEST <= len(text) <= _LONGEST or _strange(text):
        return None
    labels = segments(text)
    return _labels().get(labels[0].core) if len(labels) == 1 and len(labels[0].core) >= _SHORTEST else None


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
    for words, kind, part in _listed():
        label = read_label(words)
        level = label.number[0] if label.number else None
        before = found.get(label.core)
        if before is None:
            found[label.core] = Official(label.core, kind, frozenset((part,)), level)
        elif before.kind is kind:
            found[label.core] = Official(label.core, kind, before.parts | {part}, before.level if before.level is not None else level)
    return found


@cache
def _matcher() -> Matcher:
    words: dict[str, list[str]] = {}
    for text, _, _ in _listed():
        words.setdefault(read_label(text).core, []).append(text)
    return Matcher(words)


@cache
def _characters() -> frozenset[str]:
    return frozenset("".join(text for text, _, _ in _listed()))


def _listed() -> Iterator[tuple[str, Kind, Part]]:
    """Every label of every form, the latest form first."""
    for form in reversed(forms.forms().values()):
        for table in form.tables:
            part = _PARTS[table.part]
            groups = Kind.HEADER if part is Part.REVIEW else Kind.ROW
            for labels, kind in (
                *((column.labels, Kind.HEADER) for column in table.columns),
                *((row.labels, Kind.ROW) for row in table.rows),
                *((group.labels, groups) for group in table.groups),
                ((head for head in table.heads if part is not Part.SHEET), Kind.HEADER),  # the sheet's is its title
            ):
                yield from ((label, kind, part) for label in labels)
