"""The pieces of a flattened form to its grid: labels to the left, values in the form's columns, headers above the columns that they name."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from giar_ner.reading.blocks import Limit
from giar_ner.reading.document import Cell, Table
from giar_ner.reading.kinds import Kind, Part
from giar_ner.reading.labels import level, meaning
from giar_ner.reading.pieces import CellPiece
from giar_ner.reading.wording import ABOVE_LABELS, APPLICANTS, ARTICLE, CORNER, EITHER, GROUPS, OTHER_WORDS, RESULTS, SPANS, UNIT

_MOST_LABELS = 3  # in a row: the group, its part, the reason
_FEWEST_PAIRS = 3  # of a result and its value that show section four to be set in pairs
_UNIT, _NUMBER = 0, 1  # the sheet's columns behind the label
_MORE = re.compile(r"20[0-9]{2}年.{0,5}|.{0,4}累计.{0,3}|代码|代号|序号|本期.{0,4}|上年.{0,4}|去年.{0,4}|上期.{0,4}")
"""Headers of further columns of numbers, as the sheets by custom had them; that of 2014 has none."""


@dataclass(slots=True)
class _Row:
    """A row under construction: cells by their columns, those of the labels counted from the left, those of the values behind them."""

    labels: list[CellPiece] = field(default_factory=list)
    values: list[tuple[int, int, CellPiece]] = field(default_factory=list)  # the first column, how many, the cell
    header: bool = False

    @property
    def next(self) -> int:
        return max((column + span for column, span, _ in self.values), default=0)


def form_grid(text: str, normal: str, part: Part, cells: Sequence[CellPiece]) -> Table:
    """The table of a form, its cells with offsets into `text`; `normal` is the normalised text that the cells were found in."""
    builder = _Review(normal, cells) if part is Part.REVIEW else _Matrix(normal, part)
    for cell, following in zip(cells, [*cells[1:], None], strict=True):
        builder.add(cell, following)
    rows = builder.rows if part is not Part.APPLICATIONS else _overfull(builder.rows)
    return _table(text, [row for row in rows if row.labels or row.values], cells)


def _overfull(rows: Sequence[_Row]) -> list[_Row]:
    """The rows with what is too much for one, and too little for a row of its own, in that one.

    A number that was broken over lines is two values: the row must not be read as if it had as many as the form has columns.
    """
    joined: list[_Row] = []
    for row in rows:
        before = joined[-1] if joined else None
        rest = before is not None and not (row.labels or row.header or before.header) and len(row.values) < len(APPLICANTS) <= before.next
        if rest and before is not None and _fills(row) and not _is_blank(before.values[-1][2]):
            continue  # behind the last of seven cells: bars that fill the row
        if rest and before is not None:
            before.values += [(before.next + i, 1, piece) for i, (_, _, piece) in enumerate(row.values)]
        else:
            joined.append(row)
    return joined


def _fills(row: _Row) -> bool:
    """Whether a row holds nothing but empty cells."""
    return all(_is_blank(piece) for _, _, piece in row.values)


def _is_blank(piece: CellPiece) -> bool:
    return piece.start == piece.end


class _Matrix:
    """Rows of labels and values under headers: section two, section three, the sheet of 2014."""

    def __init__(self, normal: str, part: Part) -> None:
        self.rows: list[_Row] = []
        self._normal = normal
        self._part = part
        self._columns = {Part.APPLICATIONS: len(APPLICANTS), Part.SHEET: 2}.get(part, 0)  # of values; 0 where unknown
        self._pending: int | None = None  # the column that a label beside the value has named
        self._line = -1

    def add(self, cell: CellPiece, following: CellPiece | None) -> None:
        """Put the next piece where it belongs."""
        label = meaning(self._normal[cell.start : cell.end])
        if cell.kind is Kind.HEADER and not self._is_row(label, following):
            self._header(cell, label, following)
        elif cell.kind in (Kind.VALUE, Kind.UNIT):
            self._value(cell)
        elif self._is_head(cell, following):
            if self._part is not Part.APPLICATIONS:  # there the headers do not stand in the order of their columns
                row = self.rows[-1]
                row.values.append((max(_NUMBER, row.next) if self._part is Part.SHEET else row.next, 1, cell))
                if self._part is Part.DISCLOSURE:
                    self._columns = row.next
        else:
            self._label(cell)
        self._line = cell.line

    def _is_row(self, label: str, following: CellPiece | None) -> bool:
        """Whether 其他 or 总计 is no column but a row that lost its number: it follows a row that has all its values, and has its own behind it."""
        row = self.rows[-1] if self.rows else None
        if label not in EITHER or row is None or row.header or following is None or following.kind is not Kind.VALUE:
            return False
        return self._part is Part.APPLICATIONS and row.next >= self._columns and self._pending is None

    def _is_head(self, cell: CellPiece, following: CellPiece | None) -> bool:
        """Whether an unknown piece is one of the headers before it, damaged: no value follows and no number stands before it.

        The first of them has no other before it, but one of the columns behind it.
        """
        if cell.kind is not Kind.TEXT or not self.rows or not self.rows[-1].header:
            return False
        squeezed = "".join(self._normal[cell.start : cell.end].split())
        more = self._part is Part.SHEET and _MORE.fullmatch(squeezed) is not None
        if not self.rows[-1].values and not self._is_column(following) and not more:
            return False
        return (following is None or following.kind is not Kind.VALUE) and level(self._normal[cell.start : cell.end]) is None

    def _is_column(self, cell: CellPiece | None) -> bool:
        """Whether a piece is the header of a column of section two."""
        if cell is None or cell.kind is not Kind.HEADER or self._part is not Part.DISCLOSURE:
            return False
        return self._place(cell, meaning(self._normal[cell.start : cell.end]))[0] >= 0

    def _header(self, cell: CellPiece, label: str, following: CellPiece | None) -> None:
        column, span = self._place(cell, label, following)
        row = self.rows[-1] if self.rows else None
        named = label in APPLICANTS and following is not None and following.kind is Kind.VALUE
        if (
            named and row is not None and row.labels and not row.header
        ):  # 一、本年新收 自然人 3 商业企业 1: each value has its label beside it
            self._pending = column
            if not row.values or len(self.rows) < 2 or not self.rows[-2].header:
                self.rows.insert(len(self.rows) - 1, _Row(header=True))
            self.rows[-2].values.append((column, span, cell))
            return
        if row is None or not row.header or column < row.next:
            row = _Row(header=True)
            self.rows.append(row)
        if column < 0:
            row.labels.append(cell)
        else:
            row.values.append((column, span, cell))
        if self._part is Part.DISCLOSURE:
            self._columns = row.next

    def _place(self, cell: CellPiece, label: str, following: CellPiece | None = None) -> tuple[int, int]:
        """The first column of a header and how many it spans; -1 for one above the labels."""
        squeezed = "".join(self._normal[cell.start : cell.end].split())
        if CORNER.fullmatch(squeezed) or label in ABOVE_LABELS or ARTICLE.match(squeezed):
            return -1, 1
        if self._part is Part.SHEET:
            row = self.rows[-1] if self.rows and self.rows[-1].header else None
            return (_UNIT if label == UNIT else max(_NUMBER, row.next if row is not None else 0)), 1
        label = OTHER_WORDS.get(label, label)
        if label in APPLICANTS:
            return APPLICANTS.index(label), 1
        if self._part is Part.APPLICATIONS:
            gap = self._gap(following) if label not in SPANS else None
            return (gap, 1) if gap is not None else SPANS.get(label, (0, len(APPLICANTS)))
        row = self.rows[-1] if self.rows and self.rows[-1].header else None
        return (row.next if row is not None else 0), 1

    def _gap(self, following: CellPiece | None) -> int | None:
        """The one applicant between the header before and the one behind, None where there is not just one."""
        row = self.rows[-1] if self.rows and self.rows[-1].header else None
        behind = meaning(self._normal[following.start : following.end]) if following is not None else ""
        alone = row is not None and behind in APPLICANTS and APPLICANTS.index(behind) == row.next + 1
        return row.next if row is not None and alone else None

    def _label(self, cell: CellPiece) -> None:
        row = self.rows[-1] if self.rows else None
        if row is not None and row.header and self._part is Part.SHEET:
            texts = ("".join(self._normal[piece.start : piece.end].split()) for _, _, piece in row.values)
            self._columns = max(2, row.next) if any(map(_MORE.fullmatch, texts)) else 2
        if row is None or row.header or row.values or len(row.labels) >= _MOST_LABELS or not self._goes_on(row.labels[-1], cell):
            self.rows.append(_Row([cell]))
        else:
            row.labels.append(cell)
        self._pending = None

    def _goes_on(self, before: CellPiece, cell: CellPiece) -> bool:
        """Whether a label stands in one row with the label before it: a note on it, a part of its group, the rest of its words."""
        text = self._normal[cell.start : cell.end]
        above, own = level(self._normal[before.start : before.end]), level(text)
        if own is not None:
            return self._part is Part.APPLICATIONS and above is not None and own > above
        return cell.kind is Kind.TEXT and (self._part is Part.APPLICATIONS or text.startswith("（"))

    def _value(self, cell: CellPiece) -> None:
        row = self.rows[-1] if self.rows else None
        begins_line = cell.barred and cell.line != self._line
        full = self._columns and row is not None and row.next >= self._columns and self._pending is None
        if row is None or row.header or full or (begins_line and (row.values or row.labels) and not self._label_alone(row, cell)):
            row = _Row()  # its label is lost
            self.rows.append(row)
        column = row.next if self._pending is None else self._pending
        if self._part is Part.SHEET:
            dash = not any(c.isdigit() for c in self._normal[cell.start : cell.end])
            column = _UNIT if not row.values and (cell.kind is Kind.UNIT or dash) else max(row.next, _NUMBER)
        if self._pending is not None:  # a value before it without a label of its own stands in no column that anybody knows
            row.values = [value for value in row.values if value[0] != column]
        row.values.append((column, 1, cell))
        self._pending = None

    def _label_alone(self, row: _Row, cell: CellPiece) -> bool:
        """Whether the row has had nothing but its label yet, on the line before: its cells were set on a line of their own."""
        return bool(row.labels) and not row.values


class _Review:
    """Section four: headers of two or three levels, and one row of fifteen values."""

    def __init__(self, normal: str, cells: Sequence[CellPiece]) -> None:
        self.rows: list[_Row] = []
        self._normal = normal
        self._group = 0  # the first column of the group that results are named for
        self._last = -1  # the column of the last result
        # Whether each value stands behind the label of its result. The last header before a row of values has one behind it, too.
        beside = sum(
            after.kind is Kind.VALUE and meaning(normal[cell.start : cell.end]) in RESULTS for cell, after in itertools.pairwise(cells)
        )
        self._paired = beside >= _FEWEST_PAIRS
        if self._paired:
            self.rows += (_Row(header=True), _Row(header=True))  # the groups and the results, which values stand between

    def add(self, cell: CellPiece, _: CellPiece | None) -> None:
        """Put the next piece where it belongs."""
        label = meaning(self._normal[cell.start : cell.end])
        if cell.kind in (Kind.VALUE, Kind.UNIT):
            self._value(cell)
            return
        if label in GROUPS:
            column, span = GROUPS[label]
            self._group = column
            if span == len(RESULTS) and self._paired:
                self._last = column - 1
        elif label in RESULTS:
            column, span = self._result(RESULTS.index(label)), 1
            self._last = column
        else:
            return  # nobody can say which column it is above
        self._header_row(column, label in GROUPS).values.append((column, span, cell))

    def _header_row(self, column: int, is_group: bool) -> _Row:
        """The row of headers that one at `column` goes into, made where it is not there."""
        if self._paired:
            return self.rows[0 if is_group else 1]
        heads = [row for row in self.rows if row.header]
        if not heads or column < heads[-1].next:
            self.rows.insert(len(heads), _Row(header=True))
            return self.rows[len(heads)]
        return heads[-1]

    def _result(self, index: int) -> int:
        """The column of a result: behind the last one, in its own group or the next."""
        group = max(self._last, 0) // len(RESULTS) * len(RESULTS)
        column = group + index
        if column <= self._last:
            column += len(RESULTS)
        return max(column, self._group + index) if self._paired else min(column, 2 * len(RESULTS) + index)

    def _values_follow(self) -> bool:
        return bool(self.rows) and not self.rows[-1].header

    def _value(self, cell: CellPiece) -> None:
        if not self._values_follow() or self.rows[-1].next >= 3 * len(RESULTS):
            self.rows.append(_Row())
        row = self.rows[-1]
        row.values.append((max(self._last, row.next) if self._paired else row.next, 1, cell))


def _table(text: str, rows: Sequence[_Row], cells: Sequence[CellPiece]) -> Table:
    """The rows with the labels in as many columns as the row with most of them has."""
    width = max((len(row.labels) for row in rows), default=0)
    width = max(width, 1) if any(row.labels for row in rows) else 0
    Limit().check(sum(width + row.next for row in rows))  # before the holes are filled: a few long lines may make many
    grid: list[dict[int, Cell]] = []
    for r, row in enumerate(rows):
        placed: dict[int, Cell] = {}
        labels = row.labels if not row.header else row.labels[-1:]
        for i, piece in enumerate(labels):
            span = width - i if i == len(labels) - 1 else 1
            _put(placed, Cell(piece.start, piece.end, text[piece.start : piece.end], r, i, 1, span))
        for column, span, piece in sorted(row.values, key=lambda value: value[0]):
            _put(placed, Cell(piece.start, piece.end, text[piece.start : piece.end], r, width + column, 1, span))
        grid.append(placed)
    _extend_heads(grid, rows)
    start, end = min(cell.start for cell in cells), max(cell.end for cell in cells)
    return Table(start, end, [_filled(row, r) for r, row in enumerate(grid)], flattened=True)


def _put(placed: dict[int, Cell], cell: Cell) -> None:
    for column in range(cell.column, cell.column + cell.column_span):
        placed.setdefault(column, cell)


def _extend_heads(grid: list[dict[int, Cell]], rows: Sequence[_Row]) -> None:
    """Let the headers that have none below them reach down to the last row of headers."""
    for r in range(1, len(rows)):
        if not (rows[r].header and rows[r - 1].header) or len(grid[r - 1]) < 2:
            continue
        for cell in {id(cell): cell for cell in grid[r - 1].values()}.values():
            columns = range(cell.column, cell.column + cell.column_span)
            if not any(column in grid[r] for column in columns) and cell.row + cell.row_span == r:
                cell.row_span += 1
                for column in columns:
                    grid[r][column] = cell


def _filled(row: dict[int, Cell], r: int) -> list[Cell]:
    """A row up to its last cell; a hole is an empty cell where the next cell begins."""
    filled: list[Cell] = []
    for column in range(max(row, default=-1), -1, -1):
        after = filled[-1].start if filled else 0
        filled.append(row.get(column) or Cell(after, after, "", r, column))
    return filled[::-1]
