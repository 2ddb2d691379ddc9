"""The wide tables of the forms without rules (sections three and four): their columns are known by the numbers, which stand under each other.

Their headers are broken over lines, run into each other and stand above several columns, so that no gap divides them; the columns of the
numbers below do, glyph by glyph. What stands left of the numbers is labels: each belongs to the row that is nearest to its middle.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from giar_ner.reading.blocks import Grid, Piece, is_value
from giar_ner.reading.labels import APPLICANTS, GROUPS, LEGAL_PERSONS, RESULTS, meaning
from giar_ner.reading.lines import one_line
from giar_ner.reading.pdf.lines import Line, Segment

_FEWEST = 6  # numbers in a row
_NUMBER = re.compile(r"[-+－＋]?[0-9０-９]+(?:[,，.．][0-9０-９]+)*(?![0-9０-９]|[.．、])|[/／\-—－–]")  # 3.其他 is none
_GAP = 0.6  # of a letter between two words
_APART = 5.0  # heights between two rows of a table; a label of several lines stands between them
_ABOVE = 2.0  # heights between two lines of a head
_HEAD = 9  # lines of a head
_NEAR = 0.95  # heights between the halves of a broken number and the rest of its row
_SIZE = 0.2  # by which the height of a line of the head may differ
_EDGE = 0.35  # of the distance of two columns that a number may stand off the middle of its own
_COLUMNS = frozenset((*APPLICANTS, *RESULTS))
_SPANNING = frozenset(("申请人情况", LEGAL_PERSONS, *GROUPS))


@dataclass(slots=True)
class Wide:
    """A table among the lines `[start, end)` of a page: its rows, how many of them are its head, its columns of labels, the middles of the others."""

    start: int
    end: int
    grid: Grid
    head: int
    labels: int
    middles: list[float]


def wide_tables(lines: Sequence[Line]) -> list[Wide]:
    """The wide tables of a page, in order."""
    numbers = [_numbers(line) for line in lines]
    found: list[Wide] = []
    at = 0
    while at < len(lines):
        if len(numbers[at]) < _FEWEST:
            at += 1
            continue
        end = _end(lines, numbers, at)
        middles = _middles(numbers[at:end])
        if middles:
            first = _first(lines, at, found[-1].end if found else 0, middles)
            start = _head(lines, first, found[-1].end if found else 0)
            found.append(Wide(start, end, *_grid(lines[start:first], lines[first:end], middles), middles))
        at = end
    if found and (head := _head_alone(lines, found[-1])):
        found.append(head)
    return found


def _head_alone(lines: Sequence[Line], table: Wide) -> Wide | None:
    """The head of the next page's rows, repeated where this page had no room for one of them."""
    end = table.end
    while end < min(len(lines), table.end + _HEAD) and lines[end].top - lines[end - 1].bottom <= _ABOVE * lines[end].height:
        if _numbers(lines[end]) or not _same_size(lines[end - 1], lines[end]):
            break
        end += 1
    rows = _head_rows(lines[table.end : end], _bounds(table.middles), table.labels) if end == len(lines) else []
    known = sum(meaning(piece.text) in _COLUMNS for piece in rows[-1]) if rows else 0
    return replace(table, start=table.end, end=end, grid=Grid(rows), head=len(rows)) if 2 * known > len(table.middles) else None


def continued(first: Wide, second: Wide) -> Wide | None:
    """The two as one table, where the second has no head of its own and its numbers stand in the columns of the first; else None."""
    if second.head or len(first.middles) != len(second.middles):
        return None
    apart = _EDGE * min(b - a for a, b in pairwise(first.middles))
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


def _numbers(line: Line) -> list[Segment]:
    """The numbers that end a line; two in neighbouring columns are two, though the gap between them is no wider than a letter."""
    found: list[Segment] = []
    for segment in reversed(line.segments):
        words = _words(segment) if " " in segment.text else [segment]
        own = list(itertools.takewhile(lambda word: _NUMBER.match(word.text) and is_value(word.text), reversed(words)))
        found += own
        if len(own) < len(words):
            break
    return found[::-1]


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
    while end < len(lines) and lines[end].x1 < left and _middle(lines[end]) - _middle(lines[last]) < 1.6 * lines[at].height:
        end += 1
    return end


def _middles(rows: Iterable[list[Segment]]) -> list[float]:
    """Where the columns have their middles: where numbers of different rows stand under each other; none where they do not."""
    full = [[_centre(number) for number in row] for row in rows if len(row) >= _FEWEST]
    if not full or (len(full) == 1 and len(full[0]) <= _FEWEST):
        return []
    apart = _EDGE * min(b - a for row in full for a, b in pairwise(row))
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
    left = _bounds(middles)[0]
    first = at
    while first > since and (lines[first - 1].x1 < left or _numbers(lines[first - 1])) and _same_size(lines[at], lines[first - 1]):
        if _middle(lines[at]) - _middle(lines[first - 1]) > _NEAR * lines[at].height:
            break
        first -= 1
    return first


def _head(lines: Sequence[Line], first: int, since: int) -> int:
    """The first line of the head above the rows."""
    start = first
    while start > since and first - start < _HEAD:
        line, below = lines[start - 1], lines[start]
        if below.top - line.bottom > _ABOVE * line.height or not _same_size(below, line) or _numbers(line):
            break
        start -= 1
    return start


def _same_size(line: Line, other: Line) -> bool:
    return abs(_size(line) - _size(other)) <= _SIZE * _size(line)


def _size(line: Line) -> float:
    """The height of the glyphs of a line, whose own height is larger where they do not stand level."""
    widths = sorted(x1 - x0 for segment in line.segments for _, x0, x1 in segment.glyphs)
    return max(widths[-1], 1.0) if any(not is_value(s.text) for s in line.segments) else line.height


def _grid(head: Sequence[Line], body: Sequence[Line], middles: Sequence[float]) -> tuple[Grid, int, int]:
    bounds = _bounds(middles)
    rows = _rows(body, middles, bounds)
    width = max((len(labels) for labels, _ in rows), default=0)
    width = max(width, 1) if any(labels for labels, _ in rows) else 0
    grid = _head_rows(head, bounds, width)
    heads = len(grid)
    for labels, values in rows:
        pieces = [Piece(text, column=c) for c, text in enumerate(labels)]
        pieces += [Piece("", column=c) for c in range(len(labels), width)]
        grid.append(pieces + [replace(piece, column=width + (piece.column or 0)) for piece in values])
    return Grid(grid), heads, width


def _bounds(middles: Sequence[float]) -> list[float]:
    """The left edge of each column."""
    inner = [(a + b) / 2 for a, b in pairwise(middles)]
    return [middles[0] - (inner[0] - middles[0]), *inner]


def _column(x: float, bounds: Sequence[float]) -> int:
    """The column that a place is in; -1 for the labels."""
    return sum(x >= bound for bound in bounds) - 1


def _rows(body: Sequence[Line], middles: Sequence[float], bounds: Sequence[float]) -> list[tuple[list[str], list[Piece]]]:
    """The labels and the numbers of each row; a line of few numbers close to a row that has none in their columns is the rest of that one."""
    numbers = [_numbers(line) for line in body]
    full = sorted((line for line, own in zip(body, numbers, strict=True) if 2 * len(own) > len(middles)), key=_middle)
    mains, loose = list(full), list[Line]()
    for line, own in zip(body, numbers, strict=True):
        if 2 * len(own) > len(middles):
            continue
        near = [main for main in _around(full, line) if abs(_middle(main) - _middle(line)) <= _NEAR * main.height]
        taken = {_column(_centre(number), bounds) for main in near for number in _numbers(main)}
        rest = bool(near) and not any(_column(_centre(number), bounds) in taken for number in own)
        (loose if rest or not own else mains).append(line)
    mains.sort(key=_middle)
    parts: dict[int, list[Line]] = {id(main): [main] for main in mains}
    for line in loose:
        nearest = min(_around(mains, line), key=lambda main: abs(_middle(main) - _middle(line)))
        parts[id(nearest)].append(line)
    return [_row(sorted(part, key=_middle), middles, bounds) for part in parts.values()]


def _around(rows: Sequence[Line], line: Line) -> Sequence[Line]:
    """The rows next to a line, of rows in the order of their middles."""
    i = bisect_left(rows, _middle(line), key=_middle)
    return rows[max(0, i - 1) : i + 1]


def _row(lines: Sequence[Line], middles: Sequence[float], bounds: Sequence[float]) -> tuple[list[str], list[Piece]]:
    values: dict[tuple[int, int], list[str]] = {}
    labels: list[tuple[float, float, list[str]]] = []  # from where to where the lines of a label reach, and their words
    for word in (word for line in lines for segment in line.segments for word in _words(segment)):
        if word.x1 >= bounds[0] and _centre(word) >= bounds[0]:
            covered = [i for i, middle in enumerate(middles) if word.x0 <= middle <= word.x1] or [_column(_centre(word), bounds)]
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


def _words(segment: Segment) -> list[Segment]:
    """The parts of a segment between gaps."""
    height = max((x1 - x0 for _, x0, x1 in segment.glyphs), default=1.0)
    parts: list[list[tuple[str, float, float]]] = []
    for glyph in segment.glyphs:
        if parts and glyph[1] - parts[-1][-1][2] <= _GAP * height:
            parts[-1].append(glyph)
        else:
            parts.append([glyph])
    return [Segment("".join(char for char, _, _ in part), part[0][1], part[-1][2], part) for part in parts]


def _centre(segment: Segment) -> float:
    return (segment.x0 + segment.x1) / 2


def _head_rows(head: Sequence[Line], bounds: Sequence[float], width: int) -> list[list[Piece]]:
    """The headers above several columns, line by line, then those of the columns in one row, with what stands above the labels."""
    rows: list[list[Piece]] = []
    texts: list[list[str]] = [[] for _ in range(len(bounds) + 1)]  # the first for the labels
    for line in head:
        spanning: dict[int, str] = {}
        for segment in line.segments:
            if meaning(segment.text) in _SPANNING:
                spanning[_column(_centre(segment), bounds)] = segment.text
                continue
            for word in _words(segment):
                cut: dict[int, str] = {}
                for char, x0, x1 in word.glyphs:
                    column = -1 if _centre(word) < bounds[0] else _column((x0 + x1) / 2, bounds)
                    cut[column] = cut.get(column, "") + char
                for column, words in cut.items():
                    texts[column + 1].append(words)
        if spanning:
            rows.append([Piece(spanning.get(c - width, ""), column=c) for c in range(width + len(bounds))])
    if any(texts):
        above = [Piece(one_line(texts[0]), column_span=width, column=0)] if width else []
        rows.append(above + [Piece(one_line(words), column=width + c) for c, words in enumerate(texts[1:])])
    return rows


def _middle(line: Line) -> float:
    return (line.top + line.bottom) / 2
