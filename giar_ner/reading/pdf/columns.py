"""Tables without rules: lines that wide gaps cut into the same columns, most of them holding values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from giar_ner.reading.blocks import Grid, Piece, is_value
from giar_ner.reading.labels import ARTICLE
from giar_ner.reading.lines import one_line
from giar_ner.reading.pdf.lines import Line, Segment
from giar_ner.reading.pdf.wide import Wide, wide_tables

_FEWEST = 3  # lines that make a table; two where they have four columns
_VALUES = 0.5  # of the cells behind the first column that must be values
_NEAR = 1.6  # heights between the middles of a row and of a line that belongs to it
_HALF = 0.95  # heights between the middles of the halves of a broken number and of its row, at most
_LONGEST = 60  # characters of a cell


@dataclass(slots=True)
class Columns:
    """A table that its columns show, and where on the page it begins."""

    grid: Grid
    top: float
    bottom: float
    wide: Wide | None = None  # of sections three and four, which may go on over the page


@dataclass(slots=True)
class _Band:
    x0: float
    x1: float


def unruled_tables(lines: Sequence[Line]) -> list[Line | Columns]:
    """The lines of a page with the tables among them, in order: the wide ones of the forms, and what gaps divide into columns."""
    found: list[Line | Columns] = []
    at = 0
    for table in wide_tables(lines):
        own = lines[table.start : table.end]
        found += _narrow(lines[at : table.start])
        found.append(Columns(table.grid, min(line.top for line in own), max(line.bottom for line in own), table))
        at = table.end
    return found + _narrow(lines[at:])


def _narrow(lines: Sequence[Line]) -> list[Line | Columns]:
    found: list[Line | Columns] = []
    at = 0
    while at < len(lines):
        end = _run(lines, at)
        table = _table(lines[at:end]) if end > at else None
        if table is None:
            # What a run that is no table began with may still begin no other: each line is looked at in one run only.
            found += lines[at : max(end, at + 1)]
        else:
            found.append(table)
        at = max(end, at + 1)
    return found


def _run(lines: Sequence[Line], at: int) -> int:
    """The end of a run of lines from `at` on that are cut into columns, single lines of broken labels among them; `at` where there is none."""
    first = at + (len(lines[at].segments) < 2 and at + 1 < len(lines) and _is_half(lines, at))
    if len(lines[first].segments) < 2:
        return at
    end = first + 1
    second = lines[first].segments[1].x0
    for i in range(first + 1, len(lines)):
        line = lines[i]
        if line.top - lines[i - 1].bottom > 2 * line.height:
            break
        if len(line.segments) > 1:
            if i + 1 - end > 3:
                break
            end, second = i + 1, max(second, line.segments[1].x0)
        elif _is_half(lines, i):
            end = i + 1 if end == i else end
        elif line.x1 > second or len(line.text) > _LONGEST:
            break
    return end


def _is_half(lines: Sequence[Line], i: int) -> bool:
    """Whether a line is half of a number that its cell broke: it stands too near another to be a row of its own."""
    line = lines[i]
    near = (abs(line.top + line.bottom - other.top - other.bottom) / 2 for other in (*lines[i - 1 : i], *lines[i + 1 : i + 2]))
    return is_value(line.text) and line.text[:1].isdigit() and min(near, default=line.height) < _HALF * line.height


def _table(lines: Sequence[Line]) -> Columns | None:
    rows = [line for line in lines if _is_row(line)]
    bodies = [row for row in rows if any(is_value(segment.text) for segment in row.segments[1:])]
    widest = max(len(row.segments) for row in rows)
    if len(bodies) < (2 if widest > 3 else _FEWEST) or any(len(s.text) > _LONGEST for row in rows for s in row.segments):
        return None
    cells = [segment.text for row in bodies for segment in row.segments[1:]]
    bands = _bands(bodies)
    if len(bands) < 2 or sum(map(is_value, cells)) < _VALUES * len(cells):
        return None
    # Both lines of a broken label stand a little above and below the middle of their row.
    parts: list[list[Line]] = [[row] for row in rows]
    middles = [(row.top + row.bottom) / 2 for row in rows]
    nearest = 0
    for line in lines:
        if not _is_row(line):
            own = (line.top + line.bottom) / 2
            while nearest + 1 < len(rows) and abs(middles[nearest + 1] - own) <= abs(middles[nearest] - own):
                nearest += 1
            parts[nearest].append(line)
    grid = [_row(sorted(part, key=lambda line: line.top), bands) for part in parts]
    return Columns(Grid(grid), min(line.top for line in lines), max(line.bottom for line in lines))


def _is_row(line: Line) -> bool:
    """Whether a line is a row of its own, not the rest of a label: it has several cells, or names the article that the rows below report on."""
    return len(line.segments) > 1 or ARTICLE.fullmatch("".join(line.text.split())) is not None


def _bands(rows: Iterable[Line]) -> list[_Band]:
    """The columns: where cells of different rows overlap."""
    bands: list[_Band] = []
    for segment in sorted((s for row in rows for s in row.segments), key=lambda s: s.x0):
        if bands and segment.x0 < bands[-1].x1:
            bands[-1].x1 = max(bands[-1].x1, segment.x1)
        else:
            bands.append(_Band(segment.x0, segment.x1))
    return bands


def _row(lines: Sequence[Line], bands: Sequence[_Band]) -> list[Piece]:
    texts: dict[tuple[int, int], list[str]] = {}
    for line in lines:
        for segment in line.segments:
            texts.setdefault(_place(segment, bands), []).append(segment.text)
    pieces: list[Piece] = []
    column = 0
    for (first, last), parts in sorted(texts.items()):
        pieces += [Piece("", column=c) for c in range(column, first)]  # nothing is printed there: an empty cell
        pieces.append(Piece(one_line(parts), column_span=max(last, column) - max(first, column) + 1, column=max(first, column)))
        column = max(last, column) + 1
    return pieces + [Piece("", column=c) for c in range(column, len(bands))]


def _place(segment: Segment, bands: Sequence[_Band]) -> tuple[int, int]:
    """The first and last column that a cell stands in: those whose middle it covers, else the nearest."""
    middle = (segment.x0 + segment.x1) / 2
    covered = [i for i, band in enumerate(bands) if segment.x0 <= (band.x0 + band.x1) / 2 <= segment.x1]
    if len(covered) > 1:
        return covered[0], covered[-1]
    nearest = min(range(len(bands)), key=lambda i: max(bands[i].x0 - middle, middle - bands[i].x1, 0.0))
    return nearest, nearest
