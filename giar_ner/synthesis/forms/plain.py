"""The report as a plain text in which the tables were flattened: pipe rows, one cell per line (bare, or each with a bar behind it), both mixed,
columns of spaces."""

from __future__ import annotations

import random
import unicodedata
from typing import TYPE_CHECKING

from giar_ner.synthesis.forms.grid import Matrix, anchors

if TYPE_CHECKING:
    from giar_ner.synthesis.forms.document import FormDocument, TextStyle

_WIDEST = 24  # columns of a text; longer labels push the row along


def render(document: FormDocument, style: TextStyle) -> str:
    """The text in a style of `TEXT_STYLES`."""
    rng = document.rng(f"text-{style}")
    filled = rng.random() < 0.5  # the positions that a merged cell covers are empty cells, or are not there
    lines: list[str] = []
    for block in document.blocks():
        if block.table is None:
            lines.append(block.text)
            continue
        for piece in block.table.pieces():
            lines += _spaces(piece) if style == "spaces" else _bars(piece) if style == "bars" else _rows(piece, style, filled, rng)
    return "\n".join(lines) + "\n"


def _shown(rows: Matrix, filled: bool) -> list[list[str]]:
    """The text of each cell, row by row."""
    first = {(r, c) for r, c, *_ in anchors(rows)}
    out = []
    for r, row in enumerate(rows):
        cells = [(c, cell) for c, cell in enumerate(row) if cell.role != "gone"]
        # A value that reaches over several columns is one cell even where the covered positions of labels are empty cells.
        out.append([cell.text if (r, c) in first else "" for c, cell in cells if (r, c) in first or (filled and cell.role != "value")])
    return out


def _rows(rows: Matrix, style: str, filled: bool, rng: random.Random) -> list[str]:
    lines = []
    for cells in _shown(rows, filled and style == "pipe"):
        if style == "pipe" or (style == "mixed" and rng.random() < 0.5):
            lines.append("| " + " | ".join(cells) + " |")
        elif style == "mixed" and len(cells) > 2 and rng.random() < 0.5:  # the first cell alone, the others in a row
            lines += [cells[0], "| " + " | ".join(cells[1:]) + " |"]
        else:
            lines += [cell for cell in cells if cell]
    return lines


def _bars(rows: Matrix) -> list[str]:
    """Each cell on its line with a bar behind it, empty ones too; a row that merged cells shortened ends in as many bars as it lacks."""
    shown = _shown(rows, False)
    widest = max(map(len, shown))
    lines = []
    for cells in shown:
        lines += [f"{cell} |" if cell else "|" for cell in cells]
        lines += ["|" * (widest - len(cells))] if len(cells) < widest else []
    return lines


def _spaces(rows: Matrix) -> list[str]:
    """Cells under each other, at least two blanks apart; the rest of a broken number under its beginning."""
    first = {(r, c) for r, c, *_ in anchors(rows)}
    texts = [[cell.text if (r, c) in first and cell.role != "gone" else "" for c, cell in enumerate(row)] for r, row in enumerate(rows)]
    columns = max(len(row) for row in texts)
    narrow = {(r, c) for r, c, _, across, _ in anchors(rows) if across == 1}  # a merged cell does not widen its first column
    widths = [min(_WIDEST, max([4, *(width(texts[r][c]) for r in range(len(texts)) if (r, c) in narrow)])) for c in range(columns)]
    lines = []
    for row in texts:
        parts = [cell.split("\n") for cell in row]
        for level in range(max(len(p) for p in parts)):
            line, place = "", 0
            for column, part in enumerate(parts):
                words = part[level] if level < len(part) else ""
                if words:
                    line += " " * max(place - width(line), 2 if line.strip() else 0) + words
                place += widths[column] + 2
            lines.append(line)
    return lines


def width(text: str) -> int:
    """Columns on a screen: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
