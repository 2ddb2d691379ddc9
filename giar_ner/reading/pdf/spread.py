"""A ruled table that goes on over the page: one table, its head once, the cells that the page cut made whole."""

from __future__ import annotations

import re
from dataclasses import replace

from giar_ner.reading.blocks import Grid, Piece, continues, is_value
from giar_ner.reading.lines import one_line
from giar_ner.reading.pdf.grids import Box, Ruled

_EDGE = 6.0  # points by which the outer lines of two parts may differ: landscape pages are not always set alike
_SAME = 4.0  # points by which two lines between columns may
NUMBERED = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十]{1,3}[）)]|[0-9]{1,2}[.．、])")
"""The beginning of a numbered label."""


def joined(first: Ruled, second: Ruled) -> Ruled | None:
    """The two parts as one table; None where their columns differ."""
    if abs(first.xs[0] - second.xs[0]) > _EDGE or abs(first.xs[-1] - second.xs[-1]) > _EDGE:
        return None
    xs = _union(first.xs, second.xs)
    if len(xs) > max(len(first.xs), len(second.xs)):  # neither part has all the columns: two tables of the same width
        return None
    above, below = _stretched(first, xs), _stretched(second, xs)
    repeated = continues(grid_of(first), grid_of(second)) or 0
    rows = len(first.ys) - 1
    rest = [box for box in below if box.row >= repeated]
    moved = [replace(box, row=box.row - repeated + rows, last_row=box.last_row - repeated + rows) for box in rest]
    boxes, dropped = _mended(above, moved, rows)
    ys = [*first.ys, *(first.ys[-1] + y - second.ys[repeated] for y in second.ys[repeated + 1 :])]
    if dropped:
        boxes = [replace(b, row=b.row - (b.row > rows), last_row=b.last_row - (b.last_row >= rows)) for b in boxes]
        del ys[rows + 1]
    return Ruled(xs, ys, boxes, [*first.glyphs, *second.glyphs])


def grid_of(table: Ruled) -> Grid:
    """The cells of a ruled table as rows of pieces."""
    rows: list[list[Piece]] = [[] for _ in range(len(table.ys) - 1)]
    for box in sorted(table.boxes, key=lambda box: (box.row, box.column)):
        span = box.last_row - box.row + 1
        rows[box.row].append(Piece(box.text, span, box.last_column - box.column + 1, box.column))
    return Grid(rows)


def _union(first: list[float], second: list[float]) -> list[float]:
    xs = list(first)
    for x in second[1:-1]:
        if all(abs(x - known) > _SAME for known in xs):
            xs.append(x)
    return sorted(xs)


def _stretched(table: Ruled, xs: list[float]) -> list[Box]:
    """The cells of a table with their columns counted by the lines `xs`."""
    place = [min(range(len(xs)), key=lambda i: abs(xs[i] - x)) for x in table.xs]
    place[0], place[-1] = 0, len(xs) - 1
    return [replace(box, column=place[box.column], last_column=place[box.last_column + 1] - 1) for box in table.boxes]


def _mended(above: list[Box], below: list[Box], rows: int) -> tuple[list[Box], bool]:
    """The cells of both parts with those that the page cut as one, and whether the first row of the second part went into the last before it.

    A label that spans rows goes on as an empty cell. A row that was cut has the rest of its label below and no value beside it.
    """
    last = {(box.column, box.last_column): box for box in above if box.last_row == rows - 1}
    head = [box for box in below if box.row == rows]
    halves = [box for box in head if box.text]
    cut = (
        bool(halves)
        and all(box.last_row == rows and (box.column, box.last_column) in last and not _stands_alone(box.text) for box in halves)
        and all((box.column, box.last_column) in last for box in head)
        and any(is_value(box.text) and box.text for box in last.values())
        and any(not box.text for box in head)
    )
    kept = list(below)
    for box in head:
        upper = last.get((box.column, box.last_column))
        if upper is None:
            continue
        goes_on = not box.text and upper.text and not is_value(upper.text) and (box.last_row > box.row or upper.last_row > upper.row)
        if cut or goes_on:
            upper.text = one_line((upper.text, box.text))
            upper.last_row = max(box.last_row, upper.last_row)
            kept.remove(box)
    return [*above, *kept], cut


def _stands_alone(text: str) -> bool:
    return is_value(text) or NUMBERED.match(text) is not None
