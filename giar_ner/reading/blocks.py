"""What a reader finds, in its order, lines and grids of cells, and how they become one text with tables in it.

Every kind of file goes through `compose`, so that a table of a PDF lies in the text as one of a page does: a row is a line, its cells are
joined by " | ", a cell that spans rows or columns is printed once. The text grows at its end only: an offset, once given, never moves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from giar_ner.errors import LimitError
from giar_ner.reading.document import Cell, Table

SEPARATOR = " | "
MAX_POSITIONS = 200_000  # of all grids of a document, spans expanded: the longest official form has 500
MAX_CELL = 500  # characters: more than this in a cell is prose that a table arranges
MAX_COLUMN_SPAN = 1000  # as in browsers
_TOO_MANY = f"the tables have more than {MAX_POSITIONS:,} cells, those that span rows and columns expanded"
_HEAD = 20  # rows of a table that may be its head

_VALUE = re.compile(r"[-+－＋—]?[\d０-９][\d０-９,，.．\s]*[^\d\s]{0,3}|[/／\\]|[-—－–]{1,2}|无|")


@dataclass(slots=True)
class Piece:
    """A cell of a source: its text on one line and the positions that it covers; `column` where the source says it, else the first free."""

    text: str
    row_span: int = 1
    column_span: int = 1
    column: int | None = None


@dataclass(slots=True)
class Grid:
    """The rows of a source's table. `alone` forbids joining it with the grid before or after it."""

    rows: list[list[Piece]]
    alone: bool = False


class Limit:
    """The positions of all grids of a document, counted."""

    def __init__(self) -> None:
        self._left = MAX_POSITIONS

    def check(self, count: int) -> None:
        """Raises `LimitError` where there are more positions than are left."""
        if count > self._left:
            raise LimitError(_TOO_MANY)

    def counted(self, table: Table) -> Table:
        """The same table, its positions taken from those that are left."""
        count = sum(map(len, table.rows))
        self.check(count)
        self._left -= count
        return table


Block = str | Grid
Placed = list[dict[int, Piece]]
_Head = tuple[Placed, int]  # the first rows of a table and the columns of all


def compose(blocks: Iterable[Block]) -> tuple[str, list[Table]]:
    """The text, without a line end at its end, and its tables."""
    lines: list[str] = []
    tables: list[Table] = []
    length = positions = 0
    for block in blocks:
        if isinstance(block, str):
            lines.append(block)
            length += len(block) + 1
            continue
        placed = place(block.rows, MAX_POSITIONS - positions)
        positions += sum(map(len, placed))
        table, printed = _laid_out(block.rows, placed, length)
        lines += printed
        length += sum(len(line) + 1 for line in printed)
        tables.append(table)
    return "\n".join(lines), tables


def place(rows: Sequence[Sequence[Piece]], most: int = MAX_POSITIONS) -> Placed:
    """For each row the piece at each column, spans expanded: a cell takes the first free column and every free position that it covers."""
    placed: Placed = [{} for _ in rows]
    count = 0
    for r, row in enumerate(rows):
        column = 0
        for piece in row:
            column = piece.column if piece.column is not None else column
            while column in placed[r]:
                column += 1
            span = min(piece.column_span, MAX_COLUMN_SPAN)
            count += min(piece.row_span, len(rows) - r) * span
            if count > most:
                raise LimitError(_TOO_MANY)
            for below in placed[r : r + piece.row_span]:
                for c in range(column, column + span):
                    below.setdefault(c, piece)
    return placed


def join_split(blocks: Iterable[Block]) -> list[Block]:
    """Grids that follow each other and are one table: the second repeats the head of the first, or goes on without one."""
    joined: list[Block] = []
    first: _Head | None = None  # of the table that may go on: of its first part alone, so that many parts cost no more than their rows
    positions = 0
    for block in blocks:
        if isinstance(block, str):
            joined.append(block)
            first = None
            continue
        placed = place(block.rows, MAX_POSITIONS - positions)
        positions += sum(map(len, placed))
        last = joined[-1] if joined else None
        repeated = _continues(first, placed) if first is not None and not block.alone else None
        if repeated is not None and isinstance(last, Grid):
            last.rows.extend(block.rows[repeated:])
        else:
            joined.append(Grid(list(block.rows), block.alone))
            first = None if block.alone else (placed[:_HEAD], _width(placed))
    return joined


def continues(first: Grid, second: Grid) -> int | None:
    """How many rows of `second` repeat the head of `first`, where the two are parts of one table; None where they are not."""
    above = place(first.rows)
    return _continues((above[:_HEAD], _width(above)), place(second.rows))


def _continues(first: _Head, below: Placed) -> int | None:
    head, width = first
    if not head or not below or width < 2 or _width(below) != width:
        return None
    repeated = 0
    for one, other in zip(head, below, strict=False):
        if not _is_head(other, blanks=True) or _texts(one) != _texts(other):
            break
        repeated += 1
    if repeated:
        return repeated
    return 0 if not _is_head(below[0]) and width > 2 else None


def is_value(text: str) -> bool:
    """Whether a cell holds what a form's value cell may hold: a number, perhaps with its unit, a stroke, or nothing."""
    return len(text) <= 30 and _VALUE.fullmatch(text) is not None


def _is_head(row: dict[int, Piece], *, blanks: bool = False) -> bool:
    """A row without a value: words in all its cells, or, with `blanks`, in those that are not empty."""
    texts = [piece.text for piece in row.values() if piece.text or not blanks]
    return bool(texts) and not any(map(is_value, texts))


def _texts(row: dict[int, Piece]) -> dict[int, str]:
    return {column: "".join(piece.text.split()) for column, piece in row.items()}


def _width(placed: Placed) -> int:
    return max((max(row, default=-1) for row in placed), default=-1) + 1


def _laid_out(rows: Sequence[Sequence[Piece]], placed: Placed, start: int) -> tuple[Table, list[str]]:
    """A table whose text begins at `start`, and the lines of that text."""
    lines: list[str] = []
    grid: list[list[Cell]] = []
    cells: dict[int, Cell] = {}  # by the identity of their pieces
    end = at = start
    for r, row in enumerate(rows):
        columns = {id(piece): c for c, piece in reversed(placed[r].items())}
        for piece in row:
            column = columns.get(id(piece), 0)
            span = min(piece.column_span, MAX_COLUMN_SPAN)
            cells[id(piece)] = Cell(at, at + len(piece.text), piece.text, r, column, min(piece.row_span, len(rows) - r), span)
            end = at + len(piece.text)
            at = end + len(SEPARATOR)
        if row:
            lines.append(SEPARATOR.join(piece.text for piece in row))
            at = end + 1
        # A hole, which overlapping spans or a row that begins further right leave, is an empty cell at the end of the line.
        last = max(placed[r], default=-1)
        grid.append([cells[id(placed[r][c])] if c in placed[r] else Cell(end, end, "", r, c) for c in range(last + 1)])
    return Table(start, end, grid), lines
