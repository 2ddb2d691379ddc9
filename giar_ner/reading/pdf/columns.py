"""Tables without rules: lines that wide gaps cut into the same columns, most of them holding values."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from giar_ner.reading.blocks import Grid, Piece, is_value
from giar_ner.reading.labels import ARTICLE
from giar_ner.reading.lines import one_line
from giar_ner.reading.pdf.lines import Line, Segment
from giar_ner.reading.pdf.wide import Wide, wide_tables

_FEWEST = 3  # lines that make a table; two where they have four columns
_VALUES = 0.5  # of the cells behind the first column that must be values
_NEAR = 1.6  # heights between the middles of a row and of a line that belongs to it
_HALF = 0.95  # heights between the middles of the halves of a broken number and of its row, at most
_LEVEL = 0.15  # heights by which lines that belong together may be off
_NEARER = 0.85  # of the distance of most rows that two lines of one row have
_FILLED = 0.35  # of the distance of two columns that a header reaches beyond the middle of its column where it fills it
_LONGEST = 60  # characters of a cell


@dataclass(slots=True)
class Columns:
    """A table that its columns show, and where on the page it begins."""

    grid: Grid
    top: float
    bottom: float
    wide: Wide | None = None  # of sections three and four, which may go on over the page
    bands: list[_Band] = field(default_factory=list)  # of another, which may, too


@dataclass(slots=True)
class _Band:
    x0: float
    x1: float


def unruled_tables(lines: Sequence[Line], above: Columns | None = None) -> list[Line | Columns]:
    """The lines of a page with the tables among them, in order: the wide ones of the forms, and what gaps divide into columns.

    `above` is the table that ended the page before: it may go on here.
    """
    found: list[Line | Columns] = []
    at = 0
    bands = above.bands if above is not None else []
    for table in wide_tables(lines, above.wide if above is not None else None):
        own = lines[table.start : table.end]
        found += _narrow(lines[at : table.start], bands)
        bands = []
        found.append(Columns(table.grid, min(line.top for line in own), max(line.bottom for line in own), table))
        at = table.end
    return found + _narrow(lines[at:], bands)


def _narrow(lines: Sequence[Line], above: Sequence[_Band]) -> list[Line | Columns]:
    found: list[Line | Columns] = []
    at = 0
    while at < len(lines):
        end = _run(lines, at)
        table = _table(lines[at:end], above if at == 0 else ()) if end > at else None
        if table is None:
            # What a run that is no table began with may still begin no other: each line is looked at in one run only.
            found += lines[at : max(end, at + 1)]
        else:
            found.append(table)
        at = max(end, at + 1)
    return found


def _run(lines: Sequence[Line], at: int) -> int:
    """The end of a run of lines from `at` on that are cut into columns, single lines of broken labels among them; `at` where there is none."""
    first = _first(lines, at)
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
            touching = all(_overlap(a, b) for a, b in pairwise(lines[end : i + 1]))  # the halves, or a label between them
            end = i + 1 if touching else end
        elif not _is_row(line) and (line.x1 > second or len(line.text) > _LONGEST):
            break
    return end


def _is_half(lines: Sequence[Line], i: int) -> bool:
    """Whether a line is half of a number that its cell broke: it stands too near another to be a row of its own."""
    line = lines[i]
    near = (abs(line.top + line.bottom - other.top - other.bottom) / 2 for other in (*lines[i - 1 : i], *lines[i + 1 : i + 2]))
    return is_value(line.text) and line.text[:1].isdigit() and min(near, default=line.height) < _HALF * line.height


def _first(lines: Sequence[Line], at: int) -> int:
    """The first line with several cells of the table that begins at `at`, perhaps with lines of broken cells; `at` where none begins."""
    first = at
    while first + 1 < len(lines) and len(lines[first].segments) < 2 and _overlap(lines[first], lines[first + 1]):
        first += 1  # lines of two cells: those of one cell stand below each other
    if len(lines[first].segments) > 1:
        return first
    return at + (at + 1 < len(lines) and len(lines[at + 1].segments) > 1 and (_is_half(lines, at) or _begins_label(lines, at)))


def _overlap(line: Line, below: Line) -> bool:
    height = min(line.height, below.height)
    return below.top < line.bottom - _LEVEL * height and abs(line.height - below.height) <= _LEVEL * height and len(line.text) <= _LONGEST


def _begins_label(lines: Sequence[Line], i: int) -> bool:
    """Whether a line is the first of a label of three in a table without a head: its row is the middle one."""
    line, row = lines[i], lines[i + 1]
    below = lines[i + 2] if i + 2 < len(lines) else None
    if below is None or len(below.segments) > 1 or max(line.x1, below.x1) >= row.segments[-1].x0:
        return False
    up, down = ((other.top + other.bottom - line.top - line.bottom) / 2 for other in (row, below))
    return up < _NEAR * line.height and abs(down - 2 * up) < _LEVEL * line.height and abs(line.height - row.height) < _LEVEL * line.height


def _table(lines: Sequence[Line], above: Sequence[_Band] = ()) -> Columns | None:
    rows = _rows(lines)
    bodies = [row for row in rows if any(is_value(segment.text) for segment in row.segments[1:])]
    widest = max(len(row.segments) for row in rows)
    if any(len(s.text) > _LONGEST for row in rows for s in row.segments):
        return None
    cells = [segment.text for row in bodies for segment in row.segments[1:]]
    if bodies and all(_goes_on(row, above) for row in bodies):  # the last rows of the table on the page before
        bands = _bands(bodies, above)
    elif len(bodies) < (2 if widest > 3 else _FEWEST):
        return None
    else:
        bands = _bands(bodies)
        if len(bands) < 2 or sum(map(is_value, cells)) < _VALUES * len(cells):
            return None
    # Both lines of a broken label stand a little above and below the middle of their row.
    parts: list[list[Line]] = [[row] for row in rows]
    middles = [(row.top + row.bottom) / 2 for row in rows]
    nearest = 0
    known = set(map(id, rows))
    for line in lines:
        if id(line) not in known:
            own = (line.top + line.bottom) / 2
            while nearest + 1 < len(rows) and abs(middles[nearest + 1] - own) <= abs(middles[nearest] - own):
                nearest += 1
            parts[nearest].append(line)
    grid = []
    below: Line | None = None  # the row of values under a head
    values = set(map(id, bodies))
    for row, part in zip(reversed(rows), reversed(parts), strict=True):
        below = row if id(row) in values else below
        grid.append(_row(sorted(part, key=lambda line: line.top), bands, below if id(row) not in values else None))
    grid.reverse()
    return Columns(Grid(grid), min(line.top for line in lines), max(line.bottom for line in lines), bands=bands)


def _goes_on(row: Line, above: Sequence[_Band]) -> bool:
    """Whether each cell of a row stands in a column of its own of the table above."""
    places = [[i for i, band in enumerate(above) if segment.x0 < band.x1 and band.x0 < segment.x1] for segment in row.segments]
    return all(len(place) == 1 for place in places) and len({place[0] for place in places}) == len(places)


def _rows(lines: Sequence[Line]) -> list[Line]:
    """The lines of which each is a row of its own, in the middle of its broken cells.

    Where two cells of a row are broken, its outer lines have several cells as well: they stand nearer to each other than rows do.
    """
    rows = [line for line in lines if _is_row(line)]
    pitches = sorted(b.top - a.top for a, b in pairwise(rows))
    pitch = pitches[len(pitches) // 2] if pitches else 0.0
    for first, middle, last in zip(lines, lines[1:], lines[2:], strict=False):
        near = last.top - first.top < _NEARER * pitch and _overlap(first, middle) and _overlap(middle, last)
        if near and first in rows and last in rows:
            rows[rows.index(first) : rows.index(last) + 1] = [middle]
        elif near and not is_value(middle.text) and all(len(line.segments) == 1 and is_value(line.text) for line in (first, last)):
            rows.append(middle)  # a label alone between the halves of its number
    return sorted(rows, key=lambda row: row.top)


def _is_row(line: Line) -> bool:
    """Whether a line is a row of its own, not the rest of a label: it has several cells, or names the article that the rows below report on."""
    return len(line.segments) > 1 or ARTICLE.fullmatch("".join(line.text.split())) is not None


def _bands(rows: Iterable[Line], above: Sequence[_Band] = ()) -> list[_Band]:
    """The columns: where cells of different rows overlap, and those of the table that goes on."""
    bands: list[_Band] = []
    stretches = [(s.x0, s.x1) for row in rows for s in row.segments] + [(band.x0, band.x1) for band in above]
    for x0, x1 in sorted(stretches):
        if bands and x0 < bands[-1].x1:
            bands[-1].x1 = max(bands[-1].x1, x1)
        else:
            bands.append(_Band(x0, x1))
    return bands


def _row(lines: Sequence[Line], bands: Sequence[_Band], below: Line | None) -> list[Piece]:
    texts: dict[tuple[int, int], list[str]] = {}
    for line in lines:
        for segment in (part for whole in line.segments for part in (_cut(whole, below.segments[1:]) if below else [whole])):
            texts.setdefault(_place(segment, bands), []).append(segment.text)
    pieces: list[Piece] = []
    column = 0
    for (first, last), parts in sorted(texts.items()):
        pieces += [Piece("", column=c) for c in range(column, first)]  # nothing is printed there: an empty cell
        pieces.append(Piece(one_line(parts), column_span=max(last, column) - max(first, column) + 1, column=max(first, column)))
        column = max(last, column) + 1
    return pieces + [Piece("", column=c) for c in range(column, len(bands))]


def _cut(segment: Segment, values: Sequence[Segment]) -> list[Segment]:
    """The headers above several values that fill their columns so that no gap divides them; one that stands over several leaves room beside it."""
    covered = [centre for centre in ((value.x0 + value.x1) / 2 for value in values) if segment.x0 <= centre <= segment.x1]
    if len(covered) < 2:
        return [segment]
    room = _FILLED * (covered[-1] - covered[0]) / (len(covered) - 1)
    if segment.x0 > covered[0] - room or segment.x1 < covered[-1] + room:
        return [segment]
    inner = [(a + b) / 2 for a, b in pairwise(covered)]
    parts: list[list[tuple[str, float, float]]] = [[] for _ in covered]
    for glyph in segment.glyphs:
        parts[bisect(inner, (glyph[1] + glyph[2]) / 2)].append(glyph)
    return [Segment("".join(char for char, _, _ in part), part[0][1], part[-1][2], part) for part in parts if part]


def _place(segment: Segment, bands: Sequence[_Band]) -> tuple[int, int]:
    """The first and last column that a cell stands in: those whose middle it covers, else the nearest."""
    middle = (segment.x0 + segment.x1) / 2
    covered = [i for i, band in enumerate(bands) if segment.x0 <= (band.x0 + band.x1) / 2 <= segment.x1]
    if len(covered) > 1:
        return covered[0], covered[-1]
    nearest = min(range(len(bands)), key=lambda i: max(bands[i].x0 - middle, middle - bands[i].x1, 0.0))
    return nearest, nearest
