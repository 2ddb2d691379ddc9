"""Where numbers and words stand in the lines of a wide table: in which column, how far apart, how large."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from itertools import pairwise

from giar_ner.reading.blocks import is_value
from giar_ner.reading.pdf.lines import Line, Segment

_NUMBER = re.compile(r"[-+－＋]?[0-9０-９]+(?:[,，.．][0-9０-９]+)*(?![0-9０-９]|[.．、])|[/／\-—－–]")  # 3.其他 is none
GAP = 0.6  # of a letter between two words
EDGE = 0.35  # of the distance of two columns that a number may stand off the middle of its own
_SIZE = 0.2  # by which the height of a line of the head may differ


def numbers_in(line: Line) -> list[Segment]:
    """The numbers that end a line; two in neighbouring columns are two, though the gap between them is no wider than a letter."""
    found: list[Segment] = []
    for segment in reversed(line.segments):
        words = words_of(segment) if " " in segment.text else [segment]
        own = list(itertools.takewhile(lambda word: _NUMBER.match(word.text) and is_value(word.text), reversed(words)))
        found += own
        if len(own) < len(words):
            break
    return found[::-1]


def words_of(segment: Segment) -> list[Segment]:
    """The parts of a segment between gaps."""
    height = max((x1 - x0 for _, x0, x1 in segment.glyphs), default=1.0)
    parts: list[list[tuple[str, float, float]]] = []
    for glyph in segment.glyphs:
        if parts and glyph[1] - parts[-1][-1][2] <= GAP * height:
            parts[-1].append(glyph)
        else:
            parts.append([glyph])
    return [Segment("".join(char for char, _, _ in part), part[0][1], part[-1][2], part) for part in parts]


def centre_of(segment: Segment) -> float:
    return (segment.x0 + segment.x1) / 2


def middle_of(line: Line) -> float:
    return (line.top + line.bottom) / 2


def left_edges(middles: Sequence[float]) -> list[float]:
    """The left edge of each column."""
    inner = [(a + b) / 2 for a, b in pairwise(middles)]
    return [middles[0] - (inner[0] - middles[0]), *inner]


def column_at(x: float, bounds: Sequence[float]) -> int:
    """The column that a place is in; -1 for the labels."""
    return sum(x >= bound for bound in bounds) - 1


def in_columns(numbers: Sequence[Segment], middles: Sequence[float], *, least: int = 2) -> bool:
    """Whether a line has at least so many numbers and each stands in a column of its own."""
    if len(numbers) < least or len(middles) < 2:
        return False
    apart = EDGE * min(b - a for a, b in pairwise(middles))
    nearest = [min(range(len(middles)), key=lambda i: abs(middles[i] - centre_of(number))) for number in numbers]
    return len(set(nearest)) == len(nearest) and all(abs(middles[i] - centre_of(n)) <= apart for i, n in zip(nearest, numbers, strict=True))


def same_size(line: Line, other: Line) -> bool:
    return abs(_size(line) - _size(other)) <= _SIZE * _size(line)


def _size(line: Line) -> float:
    """The height of the glyphs of a line, whose own height is larger where they do not stand level."""
    widths = sorted(x1 - x0 for segment in line.segments for _, x0, x1 in segment.glyphs)
    return max(widths[-1], 1.0) if any(not is_value(s.text) for s in line.segments) else line.height
