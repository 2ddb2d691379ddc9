"""Tables that were flattened into plain text, as grids: pipe rows, one cell a line, both mixed, columns of spaces, all on one line.

    for table in find_tables(text): ...

The official forms are found by their labels, in whatever way their cells were set out: a form is a run of labels, values and short pieces
that no prose interrupts. Every other table needs lines of cells between bars, tabs or wide gaps. The offsets of the cells count in the text
as given. What a flattened table lost is lost: a row of a form may hold fewer values than the form has columns, and then nobody can say which
are missing; such a row is short in the grid, and its values must not be read by their place. The cost is linear in the length of the text.
More cells than all tables of a document may have are a `LimitError`, here as in a page.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from giar_ner.forms.labels import read_label
from giar_ner.language.normal import normalise
from giar_ner.reading.bars import barred_forms, barred_grid
from giar_ner.reading.blocks import Limit
from giar_ner.reading.document import Cell, Document, Table
from giar_ner.reading.forms import form_grid
from giar_ner.reading.glued import glued_rows, glued_tables
from giar_ner.reading.kinds import Kind, Part
from giar_ner.reading.labels import core
from giar_ner.reading.numbering import without_numbering
from giar_ner.reading.padding import without_padding
from giar_ner.reading.pieces import CellPiece, TextLine, split, text_lines
from giar_ner.reading.spare import without_spare
from giar_ner.reading.wording import EVERYDAY, RESULTS

MAX_SEARCHED = 2_000_000  # characters of a text in which flattened tables are looked for, at a second for a hundred thousand at worst

_LOOSE = 4  # pieces in a row that are neither label nor value: a form holds no more of them (a head broken over lines)
_VALUES = 0.4  # of the cells behind the first column of another table that must be values

_SPOILT = re.compile(r"&nbsp[;；]|(?:(?<=[|｜\n])|(?<=[|｜\n] ))[?？](?=[ \u3000]?[0-9])")
"""A blank that a mirror spoilt, in as many characters."""
_SCRAP = frozenset("".join(RESULTS))

Region = tuple[Part, list[CellPiece]]


def with_flattened(document: Document) -> Document:
    """Add the tables that lie flattened in the text, also of a page or a Word file that holds its form as paragraphs."""
    if len(document.text) > MAX_SEARCHED:
        document.warnings.append(f"全文超过{MAX_SEARCHED:,}个字符，未查找以文字形式排出的表格")
        return document
    found = find_tables(document.text, [(table.start, table.end) for table in document.tables])
    document.tables = sorted([*document.tables, *found], key=lambda table: table.start)
    return document


def find_tables(text: str, taken: Iterable[tuple[int, int]] = ()) -> list[Table]:
    """The flattened tables in `text`, in order. `taken` are ranges that are tables already (of a page, a Word file), in order."""
    normal = _SPOILT.sub(lambda m: " " * len(m.group()), normalise(text))
    lines = text_lines(normal)
    pieces = split(normal, lines)
    taken = list(taken)
    _block(pieces, taken)
    limit = Limit()
    tables = [limit.counted(table) for table in _barred(text, normal, lines, pieces)]
    known = sorted([*taken, *((table.start, table.end) for table in tables)])
    glued = {number: row for number, row in glued_rows(normal, lines) if not _within(row[0][0], known)}
    tables += (limit.counted(table) for table in glued_tables(text, glued))
    for piece in pieces:
        piece.kind = Kind.PROSE if piece.line in glued else piece.kind
    for part, cells in _regions(normal, pieces):
        limit.check(len(cells))  # before the grid is made, which may have some holes for each
        plain = without_numbering(normal, cells) if part is Part.SHEET else cells
        tables.append(limit.counted(form_grid(text, normal, part, without_spare(part, without_padding(normal, part, plain)))))
        for cell in cells:
            cell.kind = Kind.PROSE  # no cell is in two tables
    tables += (limit.counted(_grid(text, rows)) for rows in _runs(pieces))
    return sorted(tables, key=lambda table: table.start)


def _barred(text: str, normal: str, lines: Sequence[TextLine], pieces: Iterable[CellPiece]) -> Iterator[Table]:
    """The forms between bars that their places alone divide into columns."""
    by_line = {line[0].line: line for line in _lines(pieces)}
    for part, rows in barred_forms(normal, lines, by_line):
        cells = [piece for number, _ in rows for piece in by_line[number]]
        if _region(normal, frozenset((part,)), cells) is None:
            continue
        yield barred_grid(text, rows, by_line)
        for piece in cells:
            piece.kind = Kind.PROSE


def _block(pieces: Iterable[CellPiece], taken: Iterable[tuple[int, int]]) -> None:
    """Let pieces of tables that are known already interrupt a table, as prose does."""
    ranges = iter(taken)
    current = next(ranges, None)
    for piece in pieces:
        while current is not None and current[1] <= piece.start:
            current = next(ranges, None)
        if current is not None and current[0] < max(piece.end, piece.start + 1):  # also what reaches into one
            piece.kind = Kind.PROSE


def _within(position: int, ranges: Sequence[tuple[int, int]]) -> bool:
    """Whether a position lies in one of the ranges, which are in order and apart."""
    i = bisect_right(ranges, position, key=lambda known: known[0]) - 1
    return i >= 0 and position < ranges[i][1]


def _regions(normal: str, pieces: Sequence[CellPiece]) -> Iterator[Region]:
    """The runs of pieces that are a table of a form, in order."""
    cells: list[CellPiece] = []
    parts: frozenset[Part] = frozenset()
    loose = 0
    for i, piece in enumerate(pieces):
        if not piece.exact and cells and not parts & piece.parts and not _vouched(piece, pieces[i + 1 : i + 1 + _LOOSE]):
            piece.kind = Kind.TEXT  # no damaged label of another table
        label = piece.kind in (Kind.HEADER, Kind.ROW)
        ends = piece.kind is Kind.PROSE or (piece.kind is Kind.TEXT and loose == _LOOSE) or (label and cells and not parts & piece.parts)
        if ends:
            if region := _region(normal, parts, cells):
                yield region
            cells, loose = [], 0
        if label:
            parts = parts & piece.parts if cells else piece.parts
            cells.append(piece)
            loose = 0
        elif cells and piece.kind is not Kind.PROSE:
            cells.append(piece)
            loose = loose + 1 if piece.kind is Kind.TEXT and not (Part.REVIEW in parts and _is_scrap(normal, piece)) else 0
    if region := _region(normal, parts, cells):
        yield region


def _is_scrap(normal: str, piece: CellPiece) -> bool:
    """Whether a piece is a line across headers of section four that were set downwards: 结 结 其 尚, and 果 果 他 未 below it."""
    return _SCRAP.issuperset("".join(normal[piece.start : piece.end].split()))


def _vouched(piece: CellPiece, following: Iterable[CellPiece]) -> bool:
    """Whether the next undamaged label is of the table that a damaged one seems to begin."""
    label = next((other for other in following if other.exact and other.kind in (Kind.HEADER, Kind.ROW)), None)
    return label is not None and bool(label.parts & piece.parts)


def _region(normal: str, parts: frozenset[Part], cells: list[CellPiece]) -> Region | None:
    """A run of pieces as a table, without what follows its last label or value; None where it is too little to be one."""
    cells = list(cells)
    while cells and cells[-1].kind in (Kind.TEXT, Kind.UNIT):
        cells.pop()
    labels = [cell for cell in cells if cell.kind in (Kind.HEADER, Kind.ROW) and cell.exact]
    values = sum(cell.kind is Kind.VALUE and cell.start < cell.end for cell in cells)
    known = sum(not _is_everyday(normal[cell.start : cell.end]) for cell in labels)
    rows = sum(cell.kind is Kind.ROW for cell in cells)
    # The fewer of the labels are words that only a form has, the more values it takes.
    enough = (known >= 2 and (values or len(labels) > 3)) or (known and rows and values >= 2)
    if enough or (len(labels) > 2 and values > 2) or (len(labels) == 2 and values > 5):
        return min(parts, key=lambda part: part.value), cells
    return None


def _is_everyday(label: str) -> bool:
    """Whether a label is an everyday word as well, with 其中 before it or without."""
    return core(label) in EVERYDAY or read_label(label).core in EVERYDAY


def _runs(pieces: Sequence[CellPiece]) -> Iterator[list[list[CellPiece]]]:
    """Neighbouring lines of several cells that hold values enough to be a table."""
    run: list[list[CellPiece]] = []
    for line in [*_lines(pieces), []]:
        if (
            len(line) > 1
            and all(piece.barred and piece.kind is not Kind.PROSE for piece in line)
            and (not run or line[0].line == run[-1][0].line + 1)
        ):
            run.append(line)
            continue
        if _is_table(run):
            yield run
        run = [line] if len(line) > 1 and all(piece.barred and piece.kind is not Kind.PROSE for piece in line) else []


def _lines(pieces: Iterable[CellPiece]) -> Iterator[list[CellPiece]]:
    line: list[CellPiece] = []
    for piece in pieces:
        if line and piece.line != line[0].line:
            yield line
            line = []
        line.append(piece)
    if line:
        yield line


def _is_table(rows: Sequence[Sequence[CellPiece]]) -> bool:
    others = [piece for row in rows for piece in row[1:]]
    values = sum(piece.kind is Kind.VALUE and piece.start < piece.end for piece in others)
    return len(rows) > 1 and values >= max(2, _VALUES * len(others))


def _grid(text: str, rows: Sequence[Sequence[CellPiece]]) -> Table:
    grid = [[Cell(p.start, p.end, text[p.start : p.end], r, c) for c, p in enumerate(row)] for r, row in enumerate(rows)]
    return Table(rows[0][0].start, rows[-1][-1].end, grid, flattened=True)
