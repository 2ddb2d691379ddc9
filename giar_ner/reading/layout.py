"""A cleaned HTML tree to text: blocks to lines, `<br>` to a line end, inline elements joined as they stand, tables to grids.

A table row is one line, its cells joined by " | "; a cell that spans rows or columns is printed once. Tables that only arrange the page
(another table inside, one column, running prose in a cell) are laid out as blocks. The text grows at its end only, so that an offset, once
given, never moves.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from giar_ner.errors import LimitError
from giar_ner.reading.content import own_text
from giar_ner.reading.document import Cell, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

# fmt: off
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt",
    "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main",
    "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))
# fmt: on
_INLINE_STYLE = re.compile(r"display\s*:\s*inline", re.I)
_SEPARATOR = " | "
MAX_POSITIONS = 200_000  # of all grids of a page, spans expanded: the longest official form has 500
_MAX_COLUMN_SPAN = 1000  # as in browsers
_MAX_CELL = 500  # characters: more than this in a cell is prose that a table arranges

_ZERO_WIDTH = re.compile("[\u200b\u200c\u2060\ufeff\u00ad]")
_SPACE = re.compile(r"\s+")  # also no-break and full-width spaces
_CJK = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff“”‘’…—]")
# Lines by which a page serves its reader; they are dropped where nothing else stands in the line.
_CONTROL = re.compile(
    r"[\[【(（\s]*(?:"
    r"(?:字体|字号|字體)(?:大小)?\s*[:：]?[\s\[\]【】()（）|大中小特默认+\-AaＡ]*"
    r"|(?:打印|关闭|收藏|返回|列印|關閉)(?:本页|此页|本文|窗口|顶部|网页|本頁|視窗)?"
    r"|分享(?:到|至)?\s*[:：]?[\s微信博朋友圈空间QqＱ人网、|]*"
    r"|扫一扫[^。]{0,20}|用微信[“\"]?扫一扫[^。]{0,20}|微信扫[^。]{0,20}"
    r"|(?:您|你|您现在|你现在|当前|所在|您当前|您所在)的?(?:所在)?的?位置\s*[:：].{0,80}"
    r"|(?:浏览|点击|阅读|访问)(?:次数|量|数)?\s*[:：]\s*\d*\s*次?"
    r"|(?:上|下)一(?:篇|条|页)\s*[:：].{0,80}|(?:上|下)一(?:篇|页)"
    r"|[|\s]*(?:打印|关闭|收藏|分享|大|中|小)(?:[\s|\[\]【】]+(?:打印|关闭|收藏|分享|大|中|小))+"
    r")[\]】)）\s]*"
)
_CONTROL_LENGTH = 100


class Layout:
    """The text under construction, line by line, with the tables laid out so far."""

    def __init__(self, *, keep_controls: bool = False) -> None:
        self._keep_controls = keep_controls
        self._lines: list[str] = []
        self._length = 0
        self._open: list[str] = []  # source text of the line under construction
        self._tables: list[Table] = []
        self._grids: dict[HtmlElement, list[list[tuple[HtmlElement, str]]]] = {}  # by row its cells and their texts
        self._positions = 0

    def result(self) -> tuple[str, list[Table]]:
        """The text, without a line end at its end, and its tables."""
        self._break()
        return "\n".join(self._lines), self._tables

    def line(self, text: str) -> None:
        """A line of its own."""
        self._break()
        self._put(text)

    def block(self, element: HtmlElement) -> None:
        """Lay out an element and all that is in it."""
        for table in reversed(list(element.iter("table"))):  # inner tables before the outer: a table around a grid is no grid
            if (rows := self._grid_rows(table)) is not None:
                self._grids[table] = rows
        self._walk(element, False)
        self._break()

    def _walk(self, element: HtmlElement, preformatted: bool) -> None:
        if element.tag == "br":
            self._break()
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
            if line and (self._keep_controls or not (len(line) <= _CONTROL_LENGTH and _CONTROL.fullmatch(line))):
                self._put(line)

    def _put(self, line: str) -> int:
        """Append a finished line and give the offset of its first character."""
        start = self._length
        self._lines.append(line)
        self._length += len(line) + 1
        return start

    def _grid_rows(self, table: HtmlElement) -> list[list[tuple[HtmlElement, str]]] | None:
        """The rows of a table that is a grid of data; None for one that arranges the page, or has cells outside its rows."""
        parts = list(_own(table, ("tr", "td", "th")))
        if any(part.tag != "tr" for part in parts) or any(inner in self._grids for inner in table.iter("table") if inner is not table):
            return None
        rows = [list(_own(row, ("td", "th"))) for row in parts]
        if max(map(len, rows), default=0) < 2:
            return None
        # Weighed before it is laid out: in nested tables of long text each level would lay out all the levels below it again.
        if any(len("".join(own_text(cell).split())) > _MAX_CELL for row in rows for cell in row):
            return None
        texts = [[(cell, cell_text(cell)) for cell in row] for row in rows]
        longest = max(len(text) for row in texts for _, text in row)
        return texts if longest else None

    def _table(self, table: HtmlElement) -> None:
        for stray in _outside_cells(table):  # a caption, or text that a careless editor put between rows
            self.line(stray)
        sources = self._grids[table]
        grid: list[dict[int, Cell]] = [{} for _ in sources]
        start = end = self._length
        line_ends: list[int] = []
        for r, row in enumerate(sources):
            at = self._put(_SEPARATOR.join(text for _, text in row)) if row else end
            column = 0
            for source, text in row:
                while column in grid[r]:
                    column += 1
                cell = Cell(at, at + len(text), text, r, column, _row_span(source, len(sources) - r), _column_span(source))
                self._cover(grid, cell)
                end = at + len(text)
                at = end + len(_SEPARATOR)
            line_ends.append(end)
        self._tables.append(Table(start, end, [_filled(row, r, line_ends[r]) for r, row in enumerate(grid)]))

    def _cover(self, grid: list[dict[int, Cell]], cell: Cell) -> None:
        """Put a cell at every position that it covers and that is free."""
        self._positions += cell.row_span * cell.column_span
        if self._positions > MAX_POSITIONS:
            raise LimitError(f"the page's tables have more than {MAX_POSITIONS:,} cells, those that span rows and columns expanded")
        for row in grid[cell.row : cell.row + cell.row_span]:
            for column in range(cell.column, cell.column + cell.column_span):
                row.setdefault(column, cell)


def collapse(text: str) -> str:
    """A line's white space as it is shown: one space for a run, none for a line end in the source between Chinese characters."""
    text = _ZERO_WIDTH.sub("", text)
    parts: list[str] = []
    last = 0
    for run in _SPACE.finditer(text):
        before, after = text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1]
        wrapped = "\n" in run.group() and run.group().strip(" \t\r\n\f") == "" and _CJK.match(before) and _CJK.match(after)
        parts += (text[last : run.start()], "" if wrapped else " ")
        last = run.end()
    return "".join([*parts, text[last:]]).strip()


def cell_text(cell: HtmlElement) -> str:
    """A cell on one line. Its lines are joined by a space, between Chinese characters by nothing: heads are broken inside words."""
    inner = Layout(keep_controls=True)
    inner._inside(cell, False)
    lines = inner.result()[0].split("\n")
    joined = lines[0]
    for line in lines[1:]:
        joined += line if _CJK.match(joined[-1:]) and _CJK.match(line[:1]) else f" {line}"
    return joined


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
    return min(_number(cell.get("colspan")) or 1, _MAX_COLUMN_SPAN)


def _number(value: str | None) -> int | None:
    digits = re.match(r"\s*(\d{1,9})", value or "", re.A)
    return int(digits.group(1)) if digits else None


def _filled(row: dict[int, Cell], r: int, end: int) -> list[Cell]:
    """A grid row up to its last cell; a hole, which only overlapping spans leave, is an empty cell at the end of the line."""
    return [row.get(c) or Cell(end, end, "", r, c) for c in range(max(row, default=-1) + 1)]
