"""The running numbers of a sheet's rows (序号), where a text that lost its grid has them among the cells: each before its label, one by one.

A number that is one more than the one before it, right before a label, is such; where too few labels have one, none is, and nothing is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from giar_ner.reading.kinds import Kind
from giar_ner.reading.pieces import CellPiece

_MOST = 0.8  # of the labels of rows that must have one
_FEWEST = 3  # numbers
_DIGITS = 3  # of the highest


def without_numbering(normal: str, cells: list[CellPiece]) -> list[CellPiece]:
    """The pieces of a sheet in the `normal` text without the numbers of its rows, if they have such."""
    numbers = {id(cell) for cell in _running(normal, cells)}
    rows = [i for i, cell in enumerate(cells) if cell.kind is Kind.ROW]
    first = next((i for i, cell in enumerate(cells) if id(cell) in numbers), len(cells))
    if len(numbers) < max(_FEWEST, _MOST * len(rows)) or first > rows[0]:  # values that happen to be 1, 2, 3 have a label before them
        return cells
    return [cell for cell in cells if id(cell) not in numbers]


def _running(normal: str, cells: Sequence[CellPiece]) -> Iterator[CellPiece]:
    """1, 2, 3 and so on, each before a label."""
    expected = None
    for cell, following in pairwise(cells):
        text = normal[cell.start : cell.end]
        if cell.kind is not Kind.VALUE or following.kind not in (Kind.ROW, Kind.TEXT) or not text.isdecimal() or len(text) > _DIGITS:
            continue
        if int(text) == expected or (expected is None and int(text) == 1):
            yield cell
            expected = int(text) + 1
