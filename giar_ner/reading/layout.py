"""A cleaned HTML tree to text: blocks to lines, `<br>` to a line end, inline elements joined as they stand, tables to grids.

Tables that only arrange the page (one column, running prose in a cell, little but another table inside) are laid out as blocks. A grid in
a cell of a grid follows it as a table of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from giar_ner.language.controls import is_control
from giar_ner.reading.blocks import MAX_CELL, MAX_COLUMN_SPAN, Block, Grid, Piece, compose, join_split
from giar_ner.reading.content import own_text
from giar_ner.reading.lines import collapse, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.html import HtmlElement

    from giar_ner.reading.document import Table

    _Rows = list[list[tuple[HtmlElement, str]]]  # by row the cells of a grid and their texts

# fmt: off
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt",
    "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main",
    "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))
# fmt: on
_INLINE_STYLE = re.compile(r"display\s*:\s*inline", re.I)


class Layout:
    """What has been laid out so far, and the line under construction."""

    def __init__(self, *, keep_controls: bool = False, grids: Mapping[HtmlElement, _Rows] | None = None) -> None:
        self._keep_controls = keep_controls
        self._blocks: list[Block] = []
        self._open: list[str] = []  # source text of the line under construction
        self._grids: dict[HtmlElement, _Rows] = {}
        self._elsewhere = grids or {}  # tables that are laid out by another, not here

    def result(self) -> tuple[str, list[Table]]:
        """The text, without a line end at its end, and its tables."""
        self._break()
        return compose(join_split(self._blocks))

    def lines(self) -> list[str]:
        """The lines alone."""
        self._break()
        return [block for block in self._blocks if isinstance(block, str)]

    def line(self, text: str) -> None:
        """A line of its own."""
        self._break()
        self._blocks.append(text)

    def block(self, element: HtmlElement) -> None:
        """Lay out an element and all that is in it."""
        for table in reversed(list(element.iter("table"))):  # inner tables before the outer: what surrounds a grid is mostly no grid
            if (rows := self._grid_rows(table)) is not None:
                self._grids[table] = rows
        self._walk(element, False)
        self._break()

    def _walk(self, element: HtmlElement, preformatted: bool) -> None:
        if element.tag == "br":
            self._break()
            return
        if element in self._elsewhere:
            return
        if element in self._grids:
            self._break()
            self._table(element)
            return
        block = element.tag in _BLOCKS and not _INLINE_STYLE.search(element.get("style") or "")
        preformatted = preformatted or element.tag == "pre"
        if block:
            self._break()
        self._inside(element, preformatted)
        if block:
            self._break()

    def _inside(self, element: HtmlElement, preformatted: bool) -> None:
        self._text(element.text, preformatted)
        for child in element:
            self._walk(child, preformatted)
            self._text(child.tail, preformatted)

    def _text(self, text: str | None, preformatted: bool) -> None:
        if not text:
            return
        if preformatted:
            first, *rest = text.splitlines() or [""]
            self._open.append(first)
            for line in rest:
                self._break()
                self._open.append(line)
            if text[-1] in "\r\n":
                self._break()
        else:
            self._open.append(text)

    def _break(self) -> None:
        """End the line under construction; an empty line and one that only serves the reader leave no trace."""
        if self._open:
            line = collapse("".join(self._open))
            self._open.clear()
            if line and (self._keep_controls or not is_control(line)):
                self._blocks.append(line)

    def _grid_rows(self, table: HtmlElement) -> _Rows | None:
        """The rows of a table that is a grid of data; None for one that arranges the page, or has cells outside its rows."""
        parts = list(_own(table, ("tr", "td", "th")))
        if any(part.tag != "tr" for part in parts):
            return None
        around = {cell for inner in table.iter("table") if inner in self._grids for cell in inner.iterancestors("td", "th")}
        rows = [list(_own(row, ("td", "th"))) for row in parts if not _is_ruler(row)]
        if max(map(len, rows), default=0) < 2:
            return None
        # Weighed before it is laid out: in nested tables of long text each level would lay out all the levels below it again.
        if any(len("".join(own_text(cell).split())) > MAX_CELL for row in rows for cell in row if cell not in around):
            return None
        if around and sum(sum(1 for cell in row if cell not in around and cell_text(cell)) > 1 for row in rows) < max(2, len(rows) / 2):
            return None
        texts = [[(cell, cell_text(cell, self._grids)) for cell in row] for row in rows]
        longest = max(len(text) for row in texts for _, text in row)
        return texts if 0 < longest <= MAX_CELL else None

    def _table(self, table: HtmlElement) -> None:
        """A grid, and after it the grids in its cells."""
        for stray in _outside_cells(table):  # a caption, or text that a careless editor put between rows
            self.line(stray)
        rows = self._grids[table]
        inner = [found for cell in (cell for row in rows for cell, _ in row) for found in _outermost(cell, self._grids)]
        pieces = [[Piece(text, _row_span(cell, len(rows) - r), _column_span(cell)) for cell, text in row] for r, row in enumerate(rows)]
        self._blocks.append(Grid(pieces, alone=bool(inner)))
        for found in inner:
            self._table(found)


def cell_text(cell: HtmlElement, grids: Mapping[HtmlElement, _Rows] | None = None) -> str:
    """A cell on one line, without the `grids` in it. Its lines are joined as in `one_line`."""
    inner = Layout(keep_controls=True, grids=grids)
    inner._inside(cell, False)
    return one_line(inner.lines())


def _outermost(cell: HtmlElement, grids: Mapping[HtmlElement, _Rows]) -> Iterator[HtmlElement]:
    for child in cell:
        if child in grids:
            yield child
        else:
            yield from _outermost(child, grids)


def _is_ruler(row: HtmlElement) -> bool:
    """The row without height and text by which Word fixes the widths of the columns that other rows share."""
    return (row.get("height") or "").strip() in ("0", "0px") and not own_text(row).strip()


def _own(element: HtmlElement, tags: tuple[str, ...]) -> Iterator[HtmlElement]:
    """The rows of a table or the cells of a row, through any wrappers, but not those of tables inside."""
    for child in element:
        if child.tag in tags:
            yield child
        elif child.tag not in ("table", "caption", "td", "th"):
            yield from _own(child, tags)


def _outside_cells(table: HtmlElement) -> Iterator[str]:
    """Text of a table that stands in none of its cells."""
    for child in table:
        if child.tag not in ("td", "th"):
            text = collapse("".join(child.itertext())) if child.tag == "caption" else collapse(child.text or "")
            if text:
                yield text
            if child.tag != "caption":
                yield from _outside_cells(child)
        if tail := collapse(child.tail or ""):
            yield tail


def _row_span(cell: HtmlElement, most: int) -> int:
    """The rows that a cell covers, no more than the table has (as in browsers); 0 means down to the last."""
    span = _number(cell.get("rowspan"))
    return most if span == 0 else min(span or 1, most)


def _column_span(cell: HtmlElement) -> int:
    return min(_number(cell.get("colspan")) or 1, MAX_COLUMN_SPAN)


def _number(value: str | None) -> int | None:
    digits = re.match(r"\s*(\d{1,9})", value or "", re.A)
    return int(digits.group(1)) if digits else None
