"""A spare column between the labels and the values of a form between bars: an empty cell in the same place of every row.

Where each row has one cell more than the form has columns, and the first behind its labels is empty in all of them, that cell is no value.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from giar_ner.reading.kinds import Kind, Part
from giar_ner.reading.pieces import CellPiece

_COLUMNS = {Part.APPLICATIONS: 7, Part.SHEET: 2}
_MOST = 0.8  # of the rows that must have just that one cell more


def without_spare(part: Part, cells: list[CellPiece]) -> list[CellPiece]:
    """The pieces of a form without those of its spare column, if it has one."""
    lines = [list(line) for _, line in groupby(cells, key=lambda cell: cell.line)]
    if part is Part.REVIEW or not _has_spare(part, lines):
        return cells
    return [cell for line in lines for cell in _dropped(line)]


def _has_spare(part: Part, lines: Sequence[list[CellPiece]]) -> bool:
    columns = _COLUMNS.get(part)
    rows = fitting = 0
    for line in lines:
        behind = _behind_labels(line)
        if not behind:
            continue
        header = not any(_is_value(cell) for cell in line)
        if header and part is Part.DISCLOSURE and len(behind) < len(line):
            columns = sum(cell.kind is Kind.HEADER for cell in behind)
        elif header:
            continue
        if not _is_blank(behind[0]):
            return False
        if not header:
            rows += 1
            fitting += len(behind) - 1 == columns
    return rows > 0 and fitting >= _MOST * rows


def _behind_labels(line: Sequence[CellPiece]) -> Sequence[CellPiece]:
    """The cells of a row behind its labels: from the first empty one, or the first that is no label."""
    if len(line) < 2 or not all(cell.barred for cell in line):
        return ()
    at = next((i for i, cell in enumerate(line) if cell.kind not in (Kind.ROW, Kind.TEXT, Kind.HEADER)), len(line))
    return line[at:] if at else ()


def _dropped(line: list[CellPiece]) -> Iterator[CellPiece]:
    """A row without the first empty cell behind its labels; without any where it is part of the head."""
    header = not any(_is_value(cell) for cell in line)
    found = False
    for cell in line:
        if _is_blank(cell) and (header or not found):
            found = True
        else:
            yield cell


def _is_blank(cell: CellPiece) -> bool:
    return cell.kind is Kind.VALUE and cell.start == cell.end


def _is_value(cell: CellPiece) -> bool:
    return cell.kind is Kind.VALUE and cell.start < cell.end
