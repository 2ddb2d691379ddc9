"""The pages of a PDF to lines and grids: page numbers and running heads out, paragraphs and tables that pages cut made whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from giar_ner.reading.blocks import MAX_CELL, Block, Grid, join_split
from giar_ner.reading.pdf.columns import Columns, unruled_tables
from giar_ner.reading.pdf.grids import Ruled, ruled_tables
from giar_ner.reading.pdf.lines import Line, lines_of
from giar_ner.reading.pdf.page import Glyph, Page
from giar_ner.reading.pdf.paragraphs import Margins, margins, paragraphs
from giar_ner.reading.pdf.spread import grid_of, joined
from giar_ner.reading.pdf.wide import Wide, continued, head_left_behind

_EDGE = 0.13  # of the page's height above and below, where running heads and page numbers stand
_PAGE_NUMBER = re.compile(
    r"[\s\-—–－·•]*(?:第\s*)?(?:[0-9]{1,4}|[０-９]{1,4}|[一二三四五六七八九十]{1,3}|[ivxlIVX]{1,5})\s*页?"
    r"(?:\s*[,，/／]?\s*(?:共|of)?\s*[0-9]{1,4}\s*页?)?[\s\-—–－·•]*"
)
_DIGITS = re.compile(r"[0-9]+")
_REPEATED = 3  # pages on which a line at the edge is a running head

Item = Line | Ruled | Columns


@dataclass(slots=True)
class _Sheet:
    """A page's lines outside its tables, its tables and its size."""

    lines: list[Line]
    tables: list[Ruled]
    page: Page


def lay_out(pages: Sequence[Page]) -> tuple[list[Block], list[str]]:
    """The blocks of a document and what was left out of them."""
    sheets = [_sheet(page) for page in pages]
    heads = _drop_furniture(sheets)
    for above, below in pairwise(sheets):
        _move_head(above, below)
    margin = margins([(sheet.page.width, sheet.lines) for sheet in sheets])
    items: list[tuple[int, Item]] = []
    for number, sheet in enumerate(sheets):
        items += [(number, item) for item in _ordered(sheet, items[-1][1] if items else None)]
    warnings = [f"各页页眉或页脚重复的文字未采用：{text[:60]}" for text in heads]
    return join_split(_blocks(items, [sheet.page for sheet in sheets], margin)), warnings


def _sheet(page: Page) -> _Sheet:
    tables, rest = ruled_tables(page)
    kept = [table for table in tables if _is_grid(table)]
    loose: list[Glyph] = [glyph for table in tables if not _is_grid(table) for glyph in table.glyphs]
    return _Sheet(lines_of([*rest, *loose]), kept, page)


def _is_grid(table: Ruled) -> bool:
    """Whether a frame holds data: more than one cell with text, and no running prose."""
    return sum(1 for box in table.boxes if box.text) > 1 and all(len(box.text) <= MAX_CELL for box in table.boxes)


def _drop_furniture(sheets: Sequence[_Sheet]) -> list[str]:
    """Take page numbers and running heads out of the pages; the heads that were taken out."""
    edges = [_edge_lines(sheet) for sheet in sheets]
    masked = [{_mask(line) for line in lines} for lines in edges]
    counts = Counter(text for texts in masked for text in texts)
    repeated = {text for text, count in counts.items() if count >= _REPEATED and count > len(sheets) / 2 and text.strip("#")}
    heads: dict[str, str] = {}  # by what they have in common the first of each
    for sheet, lines in zip(sheets, edges, strict=True):
        # What stands there twice is once the running head and once the title that it repeats, farther from the edge.
        at_edge = {
            _mask(line): line for line in sorted(lines, key=lambda line: min(line.top, sheet.page.height - line.bottom), reverse=True)
        }
        running = [line for text, line in at_edge.items() if text in repeated]
        outer = (line for line in lines if line in (sheet.lines[0], sheet.lines[-1]))
        numbers = [line for line in outer if _PAGE_NUMBER.fullmatch(line.text) and _stands_apart(line, sheet.lines)]
        for line in running:
            if line not in numbers:
                heads.setdefault(_mask(line), line.text)
        sheet.lines = [line for line in sheet.lines if line not in running and line not in numbers]
    return list(heads.values())


def _move_head(above: _Sheet, below: _Sheet) -> None:
    """Put the head of an unruled table that a page break left alone at the foot of its page above its rows, on the next one."""
    lowest = max((table.ys[-1] for table in above.tables), default=0.0)
    highest = min((table.ys[0] for table in below.tables), default=below.page.height)
    last = [line for line in above.lines if line.top >= lowest]
    first = [line for line in below.lines if line.bottom <= highest]
    count = head_left_behind(last, first) if last and first else 0
    if count:
        down = first[0].top - last[-1].bottom - last[-1].height / 2  # so that the last line of the head stands just above the first row
        below.lines[:0] = [replace(line, top=line.top + down, bottom=line.bottom + down) for line in last[-count:]]
        del above.lines[-count:]


def _edge_lines(sheet: _Sheet) -> list[Line]:
    """The first two and the last two lines of a page that stand at its edge, with no table beyond them."""
    above, below = _EDGE * sheet.page.height, (1 - _EDGE) * sheet.page.height
    highest = min((table.ys[0] for table in sheet.tables), default=sheet.page.height)
    lowest = max((table.ys[-1] for table in sheet.tables), default=0.0)
    first = [line for line in sheet.lines[:2] if line.bottom <= min(above, highest)]
    last = [line for line in sheet.lines[-2:] if line.top >= max(below, lowest)]
    return [*first, *(line for line in last if line not in first)]


def _stands_apart(line: Line, lines: Sequence[Line]) -> bool:
    """Whether a line does not touch another, as half of a number in a table does that its cell broke."""
    return all(other is line or other.bottom <= line.top or line.bottom <= other.top for other in lines)


def _mask(line: Line) -> str:
    return _DIGITS.sub("#", "".join(line.text.split()))


def _ordered(sheet: _Sheet, last: Item | None) -> list[Item]:
    """The lines and tables of a page from the top down; unruled tables found among the lines between two ruled ones.

    `last` is what ended the page before.
    """
    items: list[Item] = []
    at = 0
    above = last if isinstance(last, Columns) else None
    for table in sheet.tables:
        before = at
        while at < len(sheet.lines) and sheet.lines[at].top < table.ys[0]:
            at += 1
        items += unruled_tables(sheet.lines[before:at], above)
        items.append(table)
        above = None
    return [*items, *unruled_tables(sheet.lines[at:], above)]


def _blocks(items: Iterable[tuple[int, Item]], pages: Sequence[Page], margin: dict[int, Margins]) -> list[Block]:
    blocks: list[Block] = []
    lines: list[tuple[int, Line]] = []
    open_table: tuple[int, Ruled] | None = None
    open_wide: tuple[int, Wide] | None = None  # the last block, where it is such a table

    def close() -> None:
        nonlocal open_table
        blocks.extend(paragraphs(lines, [page.width for page in pages], margin))
        lines.clear()
        if open_table is not None:
            blocks.append(grid_of(open_table[1]))
            open_table = None

    for number, item in items:
        if isinstance(item, Line | Ruled):
            open_wide = None
        if isinstance(item, Line):
            if open_table is not None:
                close()
            lines.append((number, item))
        elif isinstance(item, Ruled):
            whole = joined(open_table[1], item) if open_table is not None and open_table[0] == number - 1 else None
            if whole is not None:
                open_table = (number, whole)
            else:
                close()
                open_table = (number, item)
        else:
            follows = not lines and open_table is None and open_wide is not None and open_wide[0] == number - 1
            close()
            whole_wide = continued(open_wide[1], item.wide) if follows and open_wide is not None and item.wide is not None else None
            if whole_wide is not None:
                blocks.pop()
            blocks.append(Grid(whole_wide.grid.rows if whole_wide is not None else item.grid.rows))
            wide = whole_wide or item.wide
            open_wide = (number, wide) if wide is not None else None
    close()
    return blocks
