"""Glyphs to lines of text: which stand in one line, where a blank is between two, and where a gap is as wide as a column's."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from giar_ner.reading.lines import CJK, collapse

if TYPE_CHECKING:
    from giar_ner.reading.pdf.page import Glyph

_SAME_LINE = 0.5  # of the lower glyph's height that the middles of two may differ
_LEVEL = 0.12  # of the height by which the middles of glyphs on one level differ
_WORD_GAP = 0.25  # of the height, beside a character that is not Chinese
_GAP = 0.9  # of the height, between any two: justified Chinese text is wider by less
_COLUMN_GAP = 1.6  # of the height, between two columns


@dataclass(slots=True)
class Segment:
    """A stretch of a line without a gap as wide as between columns. `glyphs`: each character and from where to where it reaches."""

    text: str
    x0: float
    x1: float
    glyphs: list[tuple[str, float, float]] = field(default_factory=list)


@dataclass(slots=True)
class Line:
    segments: list[Segment]
    top: float
    bottom: float

    @property
    def text(self) -> str:
        return " ".join(segment.text for segment in self.segments)

    @property
    def x0(self) -> float:
        return self.segments[0].x0

    @property
    def x1(self) -> float:
        return self.segments[-1].x1

    @property
    def height(self) -> float:
        return self.bottom - self.top


def lines_of(glyphs: Sequence[Glyph]) -> list[Line]:
    """The lines of some glyphs, from the top down, each from left to right."""
    rows: list[list[Glyph]] = []
    middle = height = 0.0
    for level in _levels(glyphs):
        own, size = (level[0].top + level[0].bottom) / 2, min(glyph.bottom - glyph.top for glyph in level)
        if rows and own - middle <= _SAME_LINE * min(height, size):
            rows[-1] += level
        else:
            rows.append(list(level))
            middle, height = own, level[0].bottom - level[0].top
    return [_line(sorted(row, key=lambda g: (g.x0, g.x1))) for row in rows if not all(g.char.isspace() for g in row)]


def _levels(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Glyphs on one level, which no line divides, from the top down."""
    levels: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: (g.top + g.bottom, g.char.isspace())):
        first = levels[-1][0] if levels else None
        if first is not None and abs(glyph.top + glyph.bottom - first.top - first.bottom) <= 2 * _LEVEL * (first.bottom - first.top):
            levels[-1].append(glyph)
        else:
            levels.append([glyph])
    return levels


def _line(row: list[Glyph]) -> Line:
    shown = [glyph for glyph in row if not glyph.char.isspace()]
    height = sorted(g.bottom - g.top for g in shown)[len(shown) // 2] or 1.0
    blanks = iter([glyph for glyph in row if glyph.char.isspace()])
    blank = next(blanks, None)
    segments: list[Segment] = []
    parts = [shown[0].char]
    own = [shown[0][:3]]
    for before, glyph in itertools.pairwise(shown):
        blanked = False
        while blank is not None and blank.x0 < glyph.x0:
            blanked = blanked or blank.x0 > before.x0
            blank = next(blanks, None)
        gap = (glyph.x0 - before.x1) / height
        between = CJK.match(before.char) and CJK.match(glyph.char)
        if gap > _COLUMN_GAP:
            segments.append(Segment(collapse("".join(parts)), own[0][1], before.x1, own))
            parts, own = [], []
        elif gap > _GAP or (gap > _WORD_GAP and (blanked or not between)) or (blanked and not between):
            parts.append(" ")
        parts.append(glyph.char)
        own.append(glyph[:3])
    segments.append(Segment(collapse("".join(parts)), own[0][1], max(g.x1 for g in shown), own))
    return Line([s for s in segments if s.text] or segments[-1:], min(g.top for g in shown), max(g.bottom for g in shown))
