"""The wide tables of the forms without rules (sections three and four): their columns are known by the numbers, which stand under each other.

Their headers are broken over lines, run into each other and stand above several columns, so that no gap divides them; the columns of the
numbers below do, glyph by glyph. What stands left of the numbers is labels: each belongs to the row that is nearest to its middle.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from giar_ner.reading.blocks import Grid, Piece
from giar_ner.reading.labels import meaning
from giar_ner.reading.lines import one_line
from giar_ner.reading.pdf.heads import ABOVE, COLUMNS, FEWER, FEWEST, MOST_LINES, head_rows, head_start, names_columns, with_heads
from giar_ner.reading.pdf.lines import Line, Segment
from giar_ner.reading.pdf.places import EDGE, centre_of, column_at, in_columns, left_edges, middle_of, numbers_in, same_size, words_of
from giar_ner.reading.pdf.spread import NUMBERED

_APART = 5.0  # heights between two rows of a table; a label of several lines stands between them
_NEAR = 0.95  # heights between the halves of a broken number and the rest of its row
_LABEL = 3  # lines of a label above its numbers
_LEADING = 1.5  # heights between the middles of two lines of a label
_ENOUGH = 3  # times the lines of a head: so many of a table tell its columns
_AROUND = 2  # lines with numbers before and behind one that may be half of a row


@dataclass(slots=True)
class Wide:
    """A table among the lines `[start, end)` of a page: its rows, how many of them are its head, its columns of labels, the middles of the others."""

    start: int
    end: int
    grid: Grid
    head: int
    labels: int
    middles: list[float]


def wide_tables(lines: Sequence[Line], above: Wide | None = None) -> list[Wide]:
    """The wide tables of a page, in order; `above` is the one that ended the page before, which may go on with rows that are not full."""
    numbers = [numbers_in(line) for line in lines]
    found: list[Wide] = []
    at = 0
    while at < len(lines):
        goes_on = above is not None and in_columns(numbers[at], above.middles)
        headed = not goes_on and len(numbers[at]) >= FEWER and names_columns(lines, numbers, at)
        if not goes_on and not headed and len(numbers[at]) < FEWEST:
            half = above is not None and in_columns(numbers[at], above.middles, least=1)
            if above is not None and not half and lines[at].x1 >= left_edges(above.middles)[0]:
                above = None  # something else stands between
            at += 1
            continue
        since = found[-1].end if found else 0
        end = _end(lines, numbers, at)
        if table := _wide(lines, numbers, at, end, since, above.middles if goes_on and above is not None else None, headed):
            found.append(table)
        at, above = end, None
    if found and (head := _head_alone(lines, found[-1])):
        found.append(head)
    return found


def _wide(
    lines: Sequence[Line], numbers: Sequence[list[Segment]], at: int, end: int, since: int, above: Sequence[float] | None, headed: bool
) -> Wide | None:
    """The table whose first full row is `at`: with the columns of the page `above`, of its own numbers, or (`headed`) of its headers as well."""
    own = [row for row in numbers[at:end] if row]
    middles = list(above) if above and all(in_columns(row, above, least=1) for row in own) else _middles(own)
    if not middles and headed and len(numbers[at]) > 1:
        middles = [centre_of(number) for number in numbers[at]]
    if not middles:
        return None
    top = _top(lines, numbers, at, since, middles)
    start = head_start(lines, _first(lines, top, since, middles), since)
    if headed:
        middles = with_heads(lines[start:top], middles)
        if len(middles) <= FEWEST or not all(in_columns(row, middles, least=1) for row in own):
            middles = _middles(own)
    if not middles:
        return None
    first = _first(lines, top, since, middles)
    start = head_start(lines, first, since)
    return Wide(start, end, *_grid(lines[start:first], lines[first:end], middles), middles)


def _top(lines: Sequence[Line], numbers: Sequence[list[Segment]], at: int, since: int, middles: Sequence[float]) -> int:
    """The first row: those above `at` that are not full have their numbers in the same columns."""
    top = at
    if not middles:
        return top
    left = left_edges(middles)[0]
    for i in range(at - 1, since - 1, -1):
        if lines[top].top - lines[i].bottom > _APART * lines[at].height or not same_size(lines[at], lines[i]):
            break
        if in_columns(numbers[i], middles):
            top = i
        elif numbers[i] or lines[i].x1 >= left:
            break
    return top


def _head_alone(lines: Sequence[Line], table: Wide) -> Wide | None:
    """The head of the next page's rows, repeated where this page had no room for one of them."""
    end = table.end
    while end < min(len(lines), table.end + MOST_LINES) and lines[end].top - lines[end - 1].bottom <= ABOVE * lines[end].height:
        if numbers_in(lines[end]) or not same_size(lines[end - 1], lines[end]):
            break
        end += 1
    rows = head_rows(lines[table.end : end], left_edges(table.middles), table.labels) if end == len(lines) else []
    return replace(table, start=table.end, end=end, grid=Grid(rows), head=len(rows)) if _names_most(rows, table.middles) else None


def _names_most(rows: Sequence[Sequence[Piece]], middles: Sequence[float]) -> bool:
    """Whether the last row of a head names most of the columns."""
    return bool(rows) and 2 * sum(meaning(piece.text) in COLUMNS for piece in rows[-1]) > len(middles)


def head_left_behind(above: Sequence[Line], lines: Sequence[Line]) -> int:
    """How many of the last lines of the page `above` are the head of the table that `lines` begin with; 0 where it has its own, or none is."""
    table = next(iter(wide_tables(lines[: _ENOUGH * MOST_LINES])), None)
    if table is None or table.start or table.head:
        return 0
    start = head_start(above, len(above) - 1, 0)
    start = next((i + 1 for i in range(len(above) - 1, start - 1, -1) if above[i].text.endswith("。") or numbers_in(above[i])), start)
    rows = head_rows(above[start:], left_edges(table.middles), table.labels) if same_size(lines[0], above[-1]) else []
    return len(above) - start if _names_most(rows, table.middles) else 0


def continued(first: Wide, second: Wide) -> Wide | None:
    """The two as one table, where the second has no head of its own and its numbers stand in the columns of the first; else None."""
    if second.head or len(first.middles) != len(second.middles):
        return None
    apart = EDGE * min(b - a for a, b in pairwise(first.middles))
    if any(abs(a - b) > apart for a, b in zip(first.middles, second.middles, strict=True)):
        return None
    labels = max(first.labels, second.labels)
    rows = [*_moved(first, labels), *_moved(second, labels)]
    return replace(first, grid=Grid(rows), labels=labels)


def _moved(table: Wide, labels: int) -> list[list[Piece]]:
    """The rows of a table with as many columns of labels as `labels`."""
    more = labels - table.labels
    if not more:
        return table.grid.rows
    rows = []
    for row in table.grid.rows:
        own = [piece for piece in row if (piece.column or 0) < table.labels]
        blanks = [Piece("", column=table.labels + i) for i in range(more)]
        rows.append([*own, *blanks, *(replace(p, column=(p.column or 0) + more) for p in row if (p.column or 0) >= table.labels)])
    return rows


def _end(lines: Sequence[Line], numbers: Sequence[list[Segment]], at: int) -> int:
    """The end of the rows that begin at `at`: behind the last line with numbers that is near, and the rest of its label."""
    last = at
    left = min(segment.x0 for segment in numbers[at])
    for i in range(at + 1, len(lines)):
        line = lines[i]
        if line.top - lines[last].bottom > _APART * lines[at].height or (not numbers[i] and line.x1 > left):
            break
        if numbers[i]:
            last = i
    end = last + 1
    while end < len(lines) and lines[end].x1 < left and middle_of(lines[end]) - middle_of(lines[last]) < 1.6 * lines[at].height:
        end += 1
    return end


def _middles(rows: Iterable[list[Segment]]) -> list[float]:
    """Where the columns have their middles: where numbers of different rows stand under each other; none where they do not."""
    full = [[centre_of(number) for number in row] for row in rows if len(row) >= FEWEST]
    if not full or (len(full) == 1 and len(full[0]) <= FEWEST):
        return []
    apart = EDGE * min(b - a for row in full for a, b in pairwise(row))
    columns: list[list[float]] = []
    for place in sorted(itertools.chain(*full)):
        if columns and place - columns[-1][-1] <= apart:
            columns[-1].append(place)
        else:
            columns.append([place])
    middles = [sum(column) / len(column) for column in columns]
    # Two numbers of a row in one column, or a column that few rows have: these are no columns.
    wide = any(column[-1] - column[0] > 2 * apart for column in columns)
    return [] if wide or len(middles) < max(map(len, full)) or len(middles) > 1.5 * max(map(len, full)) else middles


def _first(lines: Sequence[Line], at: int, since: int, middles: Sequence[float]) -> int:
    """The first line of the rows: a label may begin above its numbers, or one of the numbers be broken."""
    left = left_edges(middles)[0]
    first = at
    while first > since and (lines[first - 1].x1 < left or numbers_in(lines[first - 1])) and same_size(lines[at], lines[first - 1]):
        if middle_of(lines[at]) - middle_of(lines[first - 1]) > _NEAR * lines[at].height:
            break
        first -= 1
    for i in range(first - 1, max(since, first - _LABEL) - 1, -1):  # the lines of a long label, back to its number
        if lines[i].x1 >= left or middle_of(lines[i + 1]) - middle_of(lines[i]) > _LEADING * lines[at].height:
            break
        if NUMBERED.match(lines[i].text):
            return i
    return first


def _grid(head: Sequence[Line], body: Sequence[Line], middles: Sequence[float]) -> tuple[Grid, int, int]:
    bounds = left_edges(middles)
    rows = _rows(body, middles, bounds)
    width = max((len(labels) for labels, _ in rows), default=0)
    width = max(width, 1) if any(labels for labels, _ in rows) else 0
    grid = head_rows(head, bounds, width)
    heads = len(grid)
    for labels, values in rows:
        pieces = [Piece(text, column=c) for c, text in enumerate(labels)]
        pieces += [Piece("", column=c) for c in range(len(labels), width)]
        grid.append(pieces + [replace(piece, column=width + (piece.column or 0)) for piece in values])
    return Grid(grid), heads, width


def _rows(body: Sequence[Line], middles: Sequence[float], bounds: Sequence[float]) -> list[tuple[list[str], list[Piece]]]:
    """The labels and the numbers of each row; a line of few numbers close to a row that has none in their columns is the rest of that one."""
    numbered = [(line, own) for line in body if (own := numbers_in(line))]
    mains, loose = list[Line](), [line for line in body if not numbers_in(line)]
    for i, (line, own) in enumerate(numbered):
        near = [
            others
            for other, others in numbered[max(0, i - _AROUND) : i + _AROUND + 1]
            if len(others) > len(own) and abs(middle_of(other) - middle_of(line)) <= _NEAR * other.height
        ]
        taken = {column_at(centre_of(number), bounds) for others in near for number in others}
        half = bool(near) and 2 * len(own) <= len(middles) and not any(column_at(centre_of(number), bounds) in taken for number in own)
        (loose if half else mains).append(line)
    mains.sort(key=middle_of)
    parts: dict[int, list[Line]] = {id(main): [main] for main in mains}
    for line in loose:
        nearest = min(_around(mains, line), key=lambda main: abs(middle_of(main) - middle_of(line)))
        parts[id(nearest)].append(line)
    return [_row(sorted(part, key=middle_of), middles, bounds) for part in parts.values()]


def _around(rows: Sequence[Line], line: Line) -> Sequence[Line]:
    """The rows next to a line, of rows in the order of their middles."""
    i = bisect_left(rows, middle_of(line), key=middle_of)
    return rows[max(0, i - 1) : i + 1]


def _row(lines: Sequence[Line], middles: Sequence[float], bounds: Sequence[float]) -> tuple[list[str], list[Piece]]:
    values: dict[tuple[int, int], list[str]] = {}
    labels: list[tuple[float, float, list[str]]] = []  # from where to where the lines of a label reach, and their words
    for word in (word for line in lines for segment in line.segments for word in words_of(segment)):
        if word.x1 >= bounds[0] and centre_of(word) >= bounds[0]:
            covered = [i for i, middle in enumerate(middles) if word.x0 <= middle <= word.x1] or [column_at(centre_of(word), bounds)]
            values.setdefault((covered[0], covered[-1]), []).append(word.text)
            continue
        i = next((i for i, (a, b, _) in enumerate(labels) if word.x0 < b and a < word.x1), None)
        if i is None:
            labels.append((word.x0, word.x1, [word.text]))
        else:
            labels[i] = min(labels[i][0], word.x0), max(labels[i][1], word.x1), [*labels[i][2], word.text]
    labels.sort(key=lambda label: label[0])
    pieces: list[Piece] = []
    for (first, last), words in sorted(values.items()):
        pieces += [Piece("", column=c) for c in range(_next(pieces), first)]
        pieces.append(Piece(one_line(words), column_span=max(1, last - max(first, _next(pieces)) + 1), column=max(first, _next(pieces))))
    pieces += [Piece("", column=c) for c in range(_next(pieces), len(bounds))]
    return [one_line(words) for _, _, words in labels], pieces


def _next(pieces: Sequence[Piece]) -> int:
    return (pieces[-1].column or 0) + pieces[-1].column_span if pieces else 0
