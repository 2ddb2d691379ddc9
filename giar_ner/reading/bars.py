"""Forms between bars whose rows all have the same number of cells: there the place of a cell says its column, and nothing need be guessed.

A merged cell that left blanks where it covered others is so read rightly: a blank among the labels is no value, and one among the values is.
Where heads stand in the place of labels, blanks only fill the rows, and the places say nothing. Rows with another number of cells are set from
the left, so that a row that lost a cell is short in the grid; headers that a merged cell spans are spread over the blanks behind them, where
each of these has a header below.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from giar_ner.reading.document import Cell, Table
from giar_ner.reading.kinds import Kind, Part
from giar_ner.reading.pieces import CellPiece, TextLine, bar_cells
from giar_ner.reading.wording import APPLICANTS

_FEWEST = 3  # cells of a row
_REGULAR = 0.7  # of the rows that must have the same number of cells
_WIDER = 0.1  # that may have more: where many do, a merged cell left no blanks, and the rows have as many labels as there are cells
_NARROWEST = {Part.APPLICATIONS: 8, Part.REVIEW: 15}  # a label and seven applicants, fifteen results

Span = tuple[int, int]
Rows = list[tuple[int, list[Span]]]  # the number of the line and its cells


def barred_forms(text: str, lines: Sequence[TextLine], pieces: Mapping[int, list[CellPiece]]) -> Iterator[tuple[Part, Rows]]:
    """The forms whose rows stand between bars, in equally many cells, in order; `pieces` are those of each line by its number."""
    for run in _runs(text, lines, pieces):
        at = since = 0  # `since`: where the headers began that lead to `at`
        while at < len(run):
            end, part = _form(text, run, at, pieces)
            if part is not None:
                yield part, run[since:end]
            since = since if part is None and _is_head(pieces[run[at][0]]) else end
            at = end


def barred_grid(text: str, rows: Rows, pieces: Mapping[int, list[CellPiece]]) -> Table:
    """The table of such rows, each cell in its own column."""
    grid = [[Cell(a, b, text[a:b], r, c) for c, (a, b) in enumerate(cells)] for r, (_, cells) in enumerate(rows)]
    heads = 0
    while heads < len(rows) and not _holds_value(pieces[rows[heads][0]]):
        heads += 1
    _spread(grid[:heads])
    usual = max((len(row) for row in grid[:heads]), default=0)
    for row, (number, _) in zip(grid[heads:], rows[heads:], strict=True):
        if len(row) < usual:
            _without_blanks(row, {piece.start for piece in pieces[number] if piece.kind is Kind.VALUE and piece.start < piece.end})
    cells = [cell for row in grid for cell in row]
    return Table(min(cell.start for cell in cells), max(cell.end for cell in cells), grid, flattened=True)


def _without_blanks(row: list[Cell], values: set[int]) -> None:
    """Let the label of a row that lost a cell span the blanks before the first value: none of them must pass for the value that is lost."""
    first = next((c for c, cell in enumerate(row) if cell.start in values and cell.text), len(row))
    label = next((c for c in range(first - 1, -1, -1) if row[c].text), None)
    if label is not None:
        row[label].column_span = first - label
        row[label:first] = [row[label]] * (first - label)


def _runs(text: str, lines: Sequence[TextLine], pieces: Mapping[int, list[CellPiece]]) -> Iterator[Rows]:
    """The rows of neighbouring lines that hold bars and no prose."""
    run: Rows = []
    for line in lines:
        cells = bar_cells(text, line.start, line.end)
        own = pieces.get(line.number, ())
        label = len(own) == 1 and own[0].kind in (Kind.HEADER, Kind.ROW)  # alone it needs no bars
        if own and (label or len(cells) > 1) and not any(piece.kind is Kind.PROSE for piece in own):
            run.append((line.number, cells))
            continue
        bare = own and all(piece.kind in (Kind.VALUE, Kind.UNIT) and not piece.barred for piece in own)  # the form goes on without bars
        if len(run) > 1 and not bare:
            yield run
        run = []
    if len(run) > 1:
        yield run


def _form(text: str, run: Rows, at: int, pieces: Mapping[int, list[CellPiece]]) -> tuple[int, Part | None]:
    """The end of the form that begins with the headers in row `at`, and which; its part is None where none begins there or its rows differ."""
    width = len(run[at][1])
    first = pieces[run[at][0]]
    if width < _FEWEST or not _is_head(first):
        return at + 1, None
    parts: frozenset[Part] = frozenset(Part)
    end = at
    while end < len(run):
        named = [piece.parts for piece in pieces[run[end][0]] if piece.kind in (Kind.HEADER, Kind.ROW)]
        left = parts.intersection(*named)
        if not left:
            break
        parts, end = left, end + 1
    part = min(parts, key=lambda part: part.value)
    counts = Counter(len(cells) for _, cells in run[at:end])
    wider = sum(n for count, n in counts.items() if count > width)
    fits = width >= _NARROWEST.get(part, 0) and counts[width] >= _REGULAR * (end - at) and wider <= _WIDER * (end - at)
    packed = part is Part.APPLICATIONS and any(text[slice(*cells[0])] in APPLICANTS for _, cells in run[at:end])
    return (end, part) if fits and end - at > 1 and not packed else (at + 1, None)


def _is_head(pieces: Sequence[CellPiece]) -> bool:
    return not _holds_value(pieces) and any(piece.kind is Kind.HEADER for piece in pieces)


def _holds_value(pieces: Sequence[CellPiece]) -> bool:
    return any(piece.kind is Kind.VALUE and piece.start < piece.end for piece in pieces)


def _spread(heads: list[list[Cell]]) -> None:
    """Let a header span the blanks behind it, where each has a header below it and none above, which would reach down."""
    for r in range(len(heads) - 2, -1, -1):
        upper, lower = heads[r : r + 2]
        above = {c for c, cell in enumerate(heads[r - 1]) if cell.text} if r else set()
        owner: Cell | None = None
        for c, cell in enumerate(upper):
            if cell.text:
                owner = cell if c < len(lower) and lower[c].text else None
            elif owner is not None and c < len(lower) and lower[c].text and c not in above:
                owner.column_span += 1
                upper[c] = owner
            else:
                owner = None
