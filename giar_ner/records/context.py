"""Where a span stands: its sentence, and the words between it and the span before it. The attribute rules read nothing else.

Everything counts in the normalised text, which has the offsets of the original.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from giar_ner.language.numerals import NumeralError
from giar_ner.language.quantities import read_quantity

# A semicolon ends the evidence too: the items of a list are facts of their own. A line break inside a span does not count.
BREAK = re.compile(r"[。；;！？!?\n]")
REACH = 160  # words farther away than this do not govern a number; it also keeps the rules linear on texts without a break
MARGIN = " \t\r\n\u3000\xa0"


class Range(Protocol):
    """Anything with offsets: a tagged span, a record, a section."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Place:
    """A span `[start, end)` in its sentence `[left, right)`; `gap` is where the words of its own begin.

    `previous` is the index of the span before it in the same sentence, or None.
    """

    start: int
    end: int
    left: int
    right: int
    gap: int
    previous: int | None

    def before(self, normal: str) -> str:
        """The words between the span before (or the sentence's start) and this span."""
        return normal[self.gap : self.start]

    def after(self, normal: str, reach: int = 16) -> str:
        """The words that follow in the sentence, `reach` characters at most."""
        return normal[self.end : min(self.right, self.end + reach)]


def places(normal: str, spans: Sequence[Range]) -> list[Place]:
    """The place of every span; spans are in document order and may touch but not overlap."""
    breaks = [m.start() for m in BREAK.finditer(normal)]
    out: list[Place] = []
    for i, span in enumerate(spans):
        before, after = bisect_left(breaks, span.start), bisect_left(breaks, span.end)
        left = breaks[before - 1] + 1 if before else 0
        right = breaks[after] if after < len(breaks) else len(normal)
        together = i > 0 and spans[i - 1].start >= left
        gap = max(left, span.start - REACH, spans[i - 1].end if i else 0)
        out.append(Place(span.start, span.end, left, right, min(gap, span.start), i - 1 if together else None))
    return out


def number(normal: str, span: Range) -> float | None:
    """The number of a figure, or None where its characters give none: that is told where values are read."""
    return _number(normal[span.start : span.end])


@lru_cache(maxsize=4096)  # the figures around a figure are read again and again
def _number(words: str) -> float | None:
    try:
        return read_quantity(words).value
    except NumeralError:
        return None


def exceeds(normal: str, whole: Range, part: Range) -> bool:
    """Whether a figure is larger than another of its measure word."""
    if normal[whole.end - 1] != normal[part.end - 1]:
        return False
    large, small = number(normal, whole), number(normal, part)
    return large is not None and small is not None and large > small


def trimmed(normal: str, start: int, end: int, keep: Range) -> tuple[int, int]:
    """`[start, end)` without white space at its margins, never cutting into `keep`."""
    while start < keep.start and normal[start] in MARGIN:
        start += 1
    while end > keep.end and normal[end - 1] in MARGIN:
        end -= 1
    return start, end
