"""Offsets of a text from which ranges were cut out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate


class Gaps:
    """Ranges that were cut out of a text, in order: how offsets before and after the cut correspond."""

    def __init__(self, cut: Sequence[tuple[int, int]]):
        self._sums = [0, *accumulate(end - start for start, end in cut)]
        self._before = [start for start, _ in cut]
        self._after = [start - gone for (start, _), gone in zip(cut, self._sums, strict=False)]

    def __len__(self) -> int:
        return len(self._before)

    def opening(self, offset: int) -> int:
        """Where in the whole text a span begins that begins at `offset` of the shortened one: behind a gap that is there."""
        return offset + self._sums[bisect_right(self._after, offset)]

    def closing(self, offset: int) -> int:
        """Where in the whole text a span ends that ends at `offset` of the shortened one: before a gap that is there."""
        return offset + self._sums[bisect_left(self._after, offset)]

    def shortened(self, offset: int) -> int:
        """Where an `offset` of the whole text is in the shortened one."""
        i = bisect_left(self._before, offset)  # gaps that begin before it, the last of which it may be inside of
        return max(self._after[i - 1], offset - self._sums[i]) if i else offset
