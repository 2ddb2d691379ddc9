"""A plain-text report as what an editor would have typed: lines, and tables where the text has rows between bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Row = list[str]
Block = str | list[Row]
_BAR = " | "


@dataclass(frozen=True)
class Source:
    """A report to be rendered: the name of its file, its text and the blocks of that."""

    name: str
    text: str
    blocks: Sequence[Block]

    @property
    def title(self) -> str:
        """The first short line that speaks of a report."""
        lines = [block for block in self.blocks if isinstance(block, str)]
        titles = (line for line in lines[:20] if "报告" in line and len(line) < 60 and "。" not in line and "位置" not in line)
        return next(titles, lines[0] if lines else "")


def source(name: str, text: str) -> Source:
    """A report by its text; lines without a visible character are dropped, as every editor drops them."""
    blocks: list[Block] = []
    rows: list[Row] = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.split(_BAR)]
        if len(cells) > 1:
            rows.append(cells)
            continue
        if rows:
            blocks.append(rows)
            rows = []
        if line.strip():
            blocks.append(line.strip())
    return Source(name, text, [*blocks, rows] if rows else blocks)


def placed(rows: Sequence[Row]) -> list[list[tuple[str, int]]]:
    """The cells of a table, each with the columns that it spans, for files whose tables have as many columns in every row.

    A short row of values has a label that spans the columns of the labels; short headers stand to the left, before empty cells.
    """
    width = max(map(len, rows))
    spread: list[list[tuple[str, int]]] = []
    for row in rows:
        missing = width - len(row)
        values = any(cell.replace(".", "").isdigit() for cell in row[1:])
        first = (row[0], 1 + missing if values else 1)
        spread.append([first, *((cell, 1) for cell in row[1:]), *([] if values else [("", 1)] * missing)])
    return spread
