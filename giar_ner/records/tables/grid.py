"""Rows of a grid as readers see them: each cell once, what kind it is, and the row's place in the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from giar_ner.reading.document import Cell, Table
from giar_ner.records.tables.numbers import CellKind, CellNumber, read_cell

MAX_EVIDENCE = 2000


@dataclass(slots=True)
class Spot:
    """A cell where a row meets it: the first of its columns in that row, and what it holds."""

    cell: Cell
    first: int
    last: int
    number: CellNumber

    @property
    def kind(self) -> CellKind:
        return self.number.kind

    @property
    def text(self) -> str:
        return self.cell.text


@dataclass(slots=True)
class Line:
    """A row of a table."""

    row: int
    spots: list[Spot] = field(default_factory=list)
    evidence: tuple[int, int] | None = None
    """The row's span in the text, None where other rows' cells lie in it."""

    def words(self) -> list[Spot]:
        return [spot for spot in self.spots if spot.kind is CellKind.WORDS]

    def has_figures(self) -> bool:
        return any(spot.kind in (CellKind.NUMBER, CellKind.ODD) for spot in self.spots)

    def texts(self) -> tuple[str, ...]:
        return tuple("".join(spot.text.split()) for spot in self.spots)


def lines_of(table: Table) -> list[Line]:
    """The rows of the table; a cell that spans rows stands in each of them."""
    numbers: dict[int, CellNumber] = {}
    lines = [Line(r, list(_spots(row, numbers))) for r, row in enumerate(table.rows)]
    own = [[s.cell for s in line.spots if s.cell.row == line.row] for line in lines]
    spans = [(min(c.start for c in cells), max(c.end for c in cells)) if cells else None for cells in own]
    for line, span in zip(lines, spans, strict=True):
        if span is not None and span[1] - span[0] <= MAX_EVIDENCE:
            line.evidence = span
    _drop_crossing(lines)
    return lines


def _spots(row: Sequence[Cell], numbers: dict[int, CellNumber]) -> Iterator[Spot]:
    seen: dict[int, Spot] = {}
    for c, cell in enumerate(row):
        if id(cell) in seen:
            seen[id(cell)].last = c
            continue
        if id(cell) not in numbers:
            numbers[id(cell)] = read_cell(cell.text)
        seen[id(cell)] = Spot(cell, c, c, numbers[id(cell)])
    yield from seen.values()


def _drop_crossing(lines: Sequence[Line]) -> None:
    """Forget the spans of rows that do not follow each other in the text."""
    placed = sorted((line for line in lines if line.evidence), key=lambda line: line.evidence or (0, 0))
    reach, before = -1, None
    for line in placed:
        assert line.evidence is not None
        start, end = line.evidence
        if before is not None and start < reach:
            before.evidence = line.evidence = None
        if end > reach:
            reach, before = end, line
