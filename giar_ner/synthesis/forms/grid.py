"""Tables as matrices of cells: a merged cell stands at each of its positions as the same object, so that rows can be dropped, doubled and
cut without counting spans."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

Key = tuple[str, str | None]  # a metric and its applicant; None where the form has no such columns
State = Literal["read", "optional", "absent"]
Role = Literal["head", "label", "unit", "value", "note", "blank", "gone"]


@dataclass(eq=False, slots=True)
class Cell:
    """One cell. `text` is what is printed, with line breaks inside the cell as `\\n`; a value cell knows what the office meant.

    `state`: "read" where the table says the value plainly; "optional" where it prints the value, but lost what tells which one it is;
    "absent" where no number is printed. A cell of role "gone" is a position that the row does not have, "blank" an empty cell of no column.
    """

    text: str
    role: Role = "label"
    key: Key | None = None
    value: float | None = None
    unit: str = ""
    scale: int = 1  # of the unit that the header names: 10000 for 万元
    state: State = "read"


Matrix = list[list[Cell]]


@dataclass
class Table:
    """A table with its number of header rows. `breaks` are rows at which it is cut in two (a page ends), with or without its header again."""

    name: str
    rows: Matrix
    head: int
    labels: int  # columns of labels on the left
    breaks: list[int] = field(default_factory=list)
    repeat: bool = False
    displaced: list[Cell] = field(default_factory=list)  # no longer printed, but another number may stand in its column

    def pieces(self) -> list[Matrix]:
        """The table as it is cut."""
        bounds = [0, *sorted(b for b in self.breaks if self.head < b < len(self.rows)), len(self.rows)]
        parts = [self.rows[a:b] for a, b in pairwise(bounds)]
        return [parts[0], *(([*copied(self.rows[: self.head]), *p] if self.repeat else p) for p in parts[1:])]

    def values(self) -> list[Cell]:
        return [cell for row in self.rows for cell in once(row) if cell.role == "value"]


def once(row: list[Cell]) -> list[Cell]:
    """Each cell of a row once."""
    return [cell for i, cell in enumerate(row) if i == 0 or row[i - 1] is not cell]


def anchors(rows: Matrix) -> Iterator[tuple[int, int, int, int, Cell]]:
    """Row, column, rows and columns spanned, and the cell, for each merged cell at its upper left position."""
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if (c and row[c - 1] is cell) or (r and rows[r - 1][c] is cell):
                continue
            across = next((i for i in range(c, len(row)) if row[i] is not cell), len(row)) - c
            down = next((i for i in range(r, len(rows)) if rows[i][c] is not cell), len(rows)) - r
            yield r, c, down, across, cell


def copied(rows: Matrix) -> Matrix:
    """Rows of new cells, merged like the old ones."""
    new: dict[int, Cell] = {}
    return [[new.setdefault(id(cell), replace(cell)) for cell in row] for row in rows]
