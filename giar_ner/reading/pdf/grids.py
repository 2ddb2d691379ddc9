"""Rules to grids: the cells that a table's lines enclose, with their rows and columns.

The rules that touch each other make a frame. Its lines cut the area into elementary cells; two of them that no rule parts are one cell that
spans. That is how a merged cell shows on paper, whatever drew it: strokes, thin boxes, dashes, a border for every cell.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from giar_ner.reading.lines import one_line
from giar_ner.reading.pdf.lines import lines_of

if TYPE_CHECKING:
    from giar_ner.reading.pdf.page import Glyph, Page, Rule

SNAP = 2.5  # points: lines nearer than this are one
_REACH = 3.5  # points by which two rules may miss each other
_COVERED = 0.6  # of a side that a rule must cover to part two cells
_MARGIN = 6.0  # points by which the horizontal rules must stand out to make an open side
_MAX_CELLS = 50_000  # elementary ones of a frame: more is a drawing
_MAX_RULES = 20_000  # of a page


@dataclass(slots=True)
class Box:
    """A cell: rows `row` to `last_row`, columns `column` to `last_column`, both included."""

    row: int
    last_row: int
    column: int
    last_column: int
    text: str = ""


@dataclass(slots=True)
class Ruled:
    """A table on a page: its lines from left to right and from the top down, its cells in the order of reading."""

    xs: list[float]
    ys: list[float]
    boxes: list[Box]
    glyphs: list[Glyph] = field(default_factory=list)


@dataclass(slots=True)
class _Frame:
    horizontal: list[Rule]
    vertical: list[Rule]


def ruled_tables(page: Page) -> tuple[list[Ruled], list[Glyph]]:
    """The ruled tables of a page from the top down, and the glyphs outside them."""
    tables: list[Ruled] = []
    rest = page.glyphs
    for frame in sorted(_frames(page.horizontal, page.vertical), key=_area):  # what is inside a frame before the frame
        found = _cut(frame)
        if found is None:
            continue
        table, owners = found
        rest = _fill(table, owners, rest)
        tables.append(table)
    tables.sort(key=lambda table: (table.ys[0], table.xs[0]))
    return tables, rest


def _frames(horizontal: Sequence[Rule], vertical: Sequence[Rule]) -> list[_Frame]:
    """The rules that touch each other, directly or through others."""
    across, down = _merged(horizontal), _merged(vertical)
    if len(across) + len(down) > _MAX_RULES:
        return []
    parents = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parents[i] != i:
            parents[i] = parents[parents[i]]
            i = parents[i]
        return i

    positions = [rule.at for rule in down]
    for i, rule in enumerate(across):
        for j in range(bisect_left(positions, rule.start - _REACH), bisect_right(positions, rule.end + _REACH)):
            if down[j].start - _REACH <= rule.at <= down[j].end + _REACH:
                parents[root(i)] = root(len(across) + j)
    frames: dict[int, _Frame] = {}
    for i, rule in enumerate([*across, *down]):
        frame = frames.setdefault(root(i), _Frame([], []))
        (frame.horizontal if i < len(across) else frame.vertical).append(rule)
    return [frame for frame in frames.values() if len(frame.horizontal) > 1 and frame.vertical]


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Rules in one line that meet or nearly meet, as one; in the order of their positions."""
    merged: list[Rule] = []
    group: list[Rule] = []
    for rule in sorted(rules):
        if group and rule.at - group[0].at > SNAP:
            merged += _joined(group)
            group = []
        group.append(rule)
    return merged + _joined(group)


def _joined(group: list[Rule]) -> list[Rule]:
    joined: list[Rule] = []
    at = sum(rule.at for rule in group) / len(group) if group else 0.0
    for rule in sorted(group, key=lambda rule: rule.start):
        if joined and rule.start <= joined[-1].end + _REACH:
            joined[-1] = joined[-1]._replace(end=max(joined[-1].end, rule.end))
        else:
            joined.append(rule._replace(at=at))
    return joined


def _area(frame: _Frame) -> float:
    width = max(rule.end for rule in frame.horizontal) - min(rule.start for rule in frame.horizontal)
    return width * (frame.horizontal[-1].at - frame.horizontal[0].at)


def _cut(frame: _Frame) -> tuple[Ruled, list[list[int]]] | None:
    """A frame as cells without text, and which cell each elementary one belongs to; None for what has no two columns."""
    xs, ys = _stations(frame.vertical), _stations(frame.horizontal)
    # A table without its outer lines at the sides: the lines between the rows show where they would be.
    left, right = min(rule.start for rule in frame.horizontal), max(rule.end for rule in frame.horizontal)
    xs = [*([left] if left < xs[0] - _MARGIN else []), *xs, *([right] if right > xs[-1] + _MARGIN else [])]
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 2 or rows * columns > _MAX_CELLS:
        return None
    below, beside = _by_station(frame.horizontal, ys), _by_station(frame.vertical, xs)
    owners = [[-1] * columns for _ in range(rows)]
    boxes: list[Box] = []
    for r in range(rows):
        for c in range(columns):
            if owners[r][c] < 0:
                boxes.append(_flood(owners, len(boxes), r, c, xs, ys, below, beside))
    return Ruled(xs, ys, boxes), owners


def _flood(
    owners: list[list[int]],
    name: int,
    r: int,
    c: int,
    xs: list[float],
    ys: list[float],
    below: list[list[Rule]],
    beside: list[list[Rule]],
) -> Box:
    """The cell that the elementary cell (r, c) belongs to: all that can be reached from it without crossing a rule."""
    box = Box(r, r, c, c)
    owners[r][c] = name
    stack = [(r, c)]
    while stack:
        r, c = stack.pop()
        box = Box(min(box.row, r), max(box.last_row, r), min(box.column, c), max(box.last_column, c))
        for nr, nc in ((r - 1, c), (r + 1, c), (r, c - 1), (r, c + 1)):
            if not (0 <= nr < len(owners) and 0 <= nc < len(owners[0])) or owners[nr][nc] >= 0:
                continue
            parted = _covers(below[max(r, nr)], xs[c], xs[c + 1]) if nr != r else _covers(beside[max(c, nc)], ys[r], ys[r + 1])
            if not parted:
                owners[nr][nc] = name
                stack.append((nr, nc))
    return box


def _stations(rules: Sequence[Rule]) -> list[float]:
    """The positions of some rules, in order, near ones once."""
    stations: list[float] = []
    for rule in rules:
        if not stations or rule.at - stations[-1] > SNAP:
            stations.append(rule.at)
    return stations


def _by_station(rules: Sequence[Rule], stations: Sequence[float]) -> list[list[Rule]]:
    found: list[list[Rule]] = [[] for _ in stations]
    for rule in rules:
        nearest = min(range(len(stations)), key=lambda i: abs(stations[i] - rule.at))
        found[nearest].append(rule)
    return found


def _covers(rules: Sequence[Rule], start: float, end: float) -> bool:
    covered = sum(max(0.0, min(end, rule.end) - max(start, rule.start)) for rule in rules)
    return covered >= _COVERED * (end - start)


def _fill(table: Ruled, owners: list[list[int]], glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Put the glyphs that lie in a table into its cells; those that do not are given back."""
    outside: list[Glyph] = []
    inside: list[list[Glyph]] = [[] for _ in table.boxes]
    for glyph in glyphs:
        r = bisect_right(table.ys, (glyph.top + glyph.bottom) / 2) - 1
        c = bisect_right(table.xs, (glyph.x0 + glyph.x1) / 2) - 1
        if 0 <= r < len(owners) and 0 <= c < len(owners[0]):
            inside[owners[r][c]].append(glyph)
            table.glyphs.append(glyph)
        else:
            outside.append(glyph)
    for box, own in zip(table.boxes, inside, strict=True):
        box.text = one_line(line.text for line in lines_of(own))
    return outside
