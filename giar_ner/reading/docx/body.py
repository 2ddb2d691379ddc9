"""The body of a Word document to lines and grids, in the order of the document.

Read as its author would print it with all changes accepted: insertions in, deletions out, hidden text out, a field's result and not its code.
Text boxes float beside the text and mostly hold letterheads and seals: they are left out with a warning that quotes the first. Tables of
contents are left out, as the navigation of a page is. Elements are known by their local names, which both variants of the standard share.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from giar_ner.reading.blocks import MAX_CELL, Block, Grid, Piece
from giar_ner.reading.lines import collapse, one_line

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from giar_ner.reading.docx.numbering import Numbering

_WRAPPERS = frozenset(("ins", "moveTo", "hyperlink", "smartTag", "customXml", "fldSimple", "dir", "bdo", "sdtContent", "rubyBase"))
_GONE = frozenset(("del", "moveFrom"))
_TITLE, _CONTENTS = "title", "toc"  # names of styles in Word's own language, which every translation keeps
_QUOTED = 40  # characters of a text box that the warning shows
_OFF = frozenset(("0", "false", "off"))


def local(element: Element) -> str:
    """An element's name without its namespace; empty for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


class Body:
    """What has been read of a document: its blocks, and what was left out of them."""

    def __init__(self, ns: str, numbering: Numbering, styles: Mapping[str, str]) -> None:
        self.blocks: list[Block] = []
        self.title: str | None = None
        self.pictures = 0
        self._ns = f"{{{ns}}}"
        self._numbering = numbering
        self._styles = styles  # by its id a style's name
        self._carried = ""  # of a paragraph whose end mark was deleted: it goes on in the next
        self._boxes: list[str] = []
        self._notes: dict[str, list[str]] = {"footnotes": [], "endnotes": []}
        self._objects = self._comments = 0
        self._changed = False

    def read(self, root: Element) -> None:
        """Read the body of a document."""
        for body in root:
            if local(body) == "body":
                self._walk(body)
        self._end_carried()

    def has_notes(self, kind: str) -> bool:
        return bool(self._notes[kind])

    def read_notes(self, root: Element, kind: str) -> None:
        """Read the notes that the text refers to, behind the text."""
        notes = {note.get(f"{self._ns}id"): note for note in root}
        for name in self._notes[kind]:
            if name in notes:
                self._walk(notes[name])
        self._end_carried()

    def warnings(self) -> list[str]:
        """What a reader of the records should know about the reading."""
        found = []
        if self._boxes:
            first = next((text for text in self._boxes if text), "")
            shown = first if len(first) <= _QUOTED else first[:_QUOTED] + "…"
            found.append(f"有{len(self._boxes)}个文本框未采用" + (f"，第一个的文字为：{shown}" if shown else ""))
        if self._changed:
            found.append("文件含有修订，按接受全部修订读取")
        if self._comments:
            found.append(f"有{self._comments}条批注未采用")
        if self._objects:
            found.append(f"有{self._objects}个嵌入的对象或文件（如工作簿）未采用")
        return found

    def _walk(self, container: Element) -> None:
        """The paragraphs and tables of a container, in order."""
        for child in container:
            name = local(child)
            if name == "p":
                self._paragraph(child)
            elif name == "tbl":
                self._end_carried()
                self.blocks += self._table(child)
            elif name == "sdt":
                if not self._is_contents(child):
                    self._walk(child)
            elif name in _WRAPPERS:
                self._changed |= name in ("ins", "moveTo")
                self._walk(child)
            elif name in _GONE:
                self._changed = True
            elif name == "AlternateContent":
                self._walk(_alternative(child))
            elif name == "altChunk":
                self._objects += 1

    def _paragraph(self, paragraph: Element) -> None:
        style, label, mark_deleted = self._properties(paragraph)
        name = self._styles.get(style, style).lower()
        if name.startswith(_CONTENTS):
            return
        lines = [collapse(line) for line in (self._carried + "".join(self._inline(paragraph))).split("\n")]
        self._carried = ""
        if label and any(lines):
            first = next(i for i, line in enumerate(lines) if line)
            lines[first] = f"{label} {lines[first]}" if label[-1].isalnum() else label + lines[first]
        if mark_deleted:
            self._changed = True
            self._carried = "\n".join(lines)
            return
        self.blocks += filter(None, lines)
        if name == _TITLE and self.title is None and any(lines):
            self.title = one_line(lines)

    def _end_carried(self) -> None:
        self.blocks += filter(None, self._carried.split("\n"))
        self._carried = ""

    def _properties(self, paragraph: Element) -> tuple[str, str, bool]:
        """A paragraph's style, the number that Word prints before it, and whether its end mark was deleted."""
        properties = paragraph.find(f"{self._ns}pPr")
        if properties is None:
            return "", "", False
        style = self._value(properties, "pStyle") or ""
        number = properties.find(f"{self._ns}numPr")
        listed = self._numbering.of_style(style)
        if number is not None:
            level = self._value(number, "ilvl") or ""
            name = self._value(number, "numId") or (listed[0] if listed else "")
            listed = (name, int(level) if level.isascii() and level.isdigit() and len(level) == 1 else listed[1] if listed else 0)
        label = self._numbering.label(*listed) if listed else ""
        return style, label, properties.find(f"{self._ns}rPr/{self._ns}del") is not None

    def _inline(self, parent: Element) -> Iterator[str]:
        """The characters of a paragraph or of a part of one; a line break is a newline."""
        for child in parent:
            name = local(child)
            if name == "r":
                if not self._is_hidden(child):
                    yield from self._run(child)
            elif name == "sdt":
                if child.find(f"{self._ns}sdtPr/{self._ns}showingPlcHdr") is None:  # a prompt that nobody has answered
                    yield from self._inline(child)
            elif name in _WRAPPERS:
                self._changed |= name in ("ins", "moveTo")
                yield from self._inline(child)
            elif name in _GONE:
                self._changed = True
            elif name == "AlternateContent":
                yield from self._inline(_alternative(child))
            elif name in ("oMath", "oMathPara"):
                yield "".join(part.text or "" for part in child.iter() if local(part) == "t")

    def _run(self, run: Element) -> Iterator[str]:
        for child in run:
            name = local(child)
            if name == "t":
                yield child.text or ""
            elif name in ("tab", "ptab"):
                yield "\t"
            elif name in ("br", "cr"):
                yield "\n"
            elif name == "noBreakHyphen":
                yield "-"
            elif name == "sym":
                yield self._symbol(child)
            elif name == "ruby":
                yield from self._inline(child)
            elif name in ("footnoteReference", "endnoteReference"):
                self._notes["footnotes" if name[0] == "f" else "endnotes"].append(child.get(f"{self._ns}id") or "")
            elif name == "commentReference":
                self._comments += 1
            elif name in ("drawing", "pict", "object", "AlternateContent"):
                self._float(child)

    def _float(self, element: Element) -> None:
        """Count what stands beside the text: text boxes, pictures, embedded files."""
        shown = _alternative(element) if local(element) == "AlternateContent" else element
        boxes = [box for box in shown.iter() if local(box) == "txbxContent" and not _inside(box, "txbxContent", shown)]
        for box in boxes:
            paragraphs = ("".join(part.text or "" for part in p.iter() if local(part) == "t") for p in box.iter(f"{self._ns}p"))
            self._boxes.append(one_line(map(collapse, paragraphs)))
        self._objects += local(element) == "object"
        self.pictures += any(local(part) in ("blip", "imagedata") for part in shown.iter())

    def _table(self, table: Element) -> list[Block]:
        """A grid and the grids in its cells; the contents of the cells in order where the table only arranges them."""
        rows: list[list[Piece]] = []
        contents: list[list[list[Block]]] = []
        above: dict[int, Piece] = {}  # by its first column the cell that a merged one continues
        for row in self._children(table, "tr"):
            properties = row.find(f"{self._ns}trPr")
            if properties is not None and properties.find(f"{self._ns}del") is not None:
                self._changed = True
                continue
            pieces, inner, above = self._row(row, int(self._number(properties, "gridBefore", 0)), above)
            rows.append(pieces)
            contents.append(inner)
        # A grid has two cells in some row. What is long is prose, and where little stands beside the inner grids the table is their frame.
        inner_grids = [block for row in contents for cell in row for block in cell if isinstance(block, Grid)]
        plain = sum(sum(1 for cell in row if cell and not any(isinstance(b, Grid) for b in cell)) > 1 for row in contents)
        framed = inner_grids and plain < max(2, len(rows) / 2)
        long = any(len(piece.text) > MAX_CELL for row in rows for piece in row)
        if max(map(len, rows), default=0) < 2 or long or framed or not any(piece.text for row in rows for piece in row):
            return [block for row in contents for cell in row for block in cell]
        for grid in inner_grids:
            grid.alone = True
        return [Grid(rows, alone=bool(inner_grids)), *inner_grids]

    def _row(self, row: Element, column: int, above: dict[int, Piece]) -> tuple[list[Piece], list[list[Block]], dict[int, Piece]]:
        """The cells of a row from `column` on, what is in each, and the cells that the next row may continue."""
        pieces: list[Piece] = []
        contents: list[list[Block]] = []
        here: dict[int, Piece] = {}
        for cell in self._children(row, "tc"):
            properties = cell.find(f"{self._ns}tcPr")
            span = max(self._number(properties, "gridSpan", 1), 1)
            blocks = self._contents(cell)
            if self._merge(properties, "hMerge") == "continue" and pieces:
                pieces[-1].column_span += span
            elif self._merge(properties, "vMerge") == "continue" and column in above:
                here[column] = above[column]  # Word shows nothing of what may be in it
                here[column].row_span += 1
            else:
                text = one_line(block for block in blocks if isinstance(block, str))
                pieces.append(Piece(text, 1, span, column))
                contents.append(blocks)
                here[column] = pieces[-1]
            column += span
        return pieces, contents, here

    def _contents(self, cell: Element) -> list[Block]:
        """The blocks of a cell."""
        outer, self.blocks = self.blocks, []
        self._walk(cell)
        self._end_carried()
        found, self.blocks = self.blocks, outer
        return found

    def _children(self, parent: Element, name: str) -> Iterator[Element]:
        """The rows of a table or the cells of a row, through content controls and marks of insertion."""
        for child in parent:
            if local(child) == name:
                yield child
            elif local(child) in _WRAPPERS or local(child) == "sdt":
                yield from self._children(child, name)

    def _merge(self, properties: Element | None, name: str) -> str | None:
        merge = properties.find(self._ns + name) if properties is not None else None
        return None if merge is None else merge.get(f"{self._ns}val") or "continue"

    def _number(self, properties: Element | None, name: str, default: int) -> int:
        value = self._value(properties, name) or ""
        return int(value) if value.isascii() and value.isdigit() and len(value) < 5 else default

    def _value(self, parent: Element | None, name: str) -> str | None:
        child = parent.find(self._ns + name) if parent is not None else None
        return child.get(f"{self._ns}val") if child is not None else None

    def _is_hidden(self, run: Element) -> bool:
        vanish = run.find(f"{self._ns}rPr/{self._ns}vanish")
        return vanish is not None and vanish.get(f"{self._ns}val") not in _OFF

    def _is_contents(self, control: Element) -> bool:
        gallery = control.find(f"{self._ns}sdtPr/{self._ns}docPartObj/{self._ns}docPartGallery")
        return gallery is not None and gallery.get(f"{self._ns}val") == "Table of Contents"

    def _symbol(self, symbol: Element) -> str:
        """A character given by its number, mostly one of a font's own (a box, a tick)."""
        try:
            code = int(symbol.get(f"{self._ns}char") or "", 16)
        except ValueError:
            return ""
        return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE else ""


def _alternative(element: Element) -> Element:
    """Of the variants of a content the first, which the newer program would show; the element itself where it has none."""
    return next((child for child in element if local(child) in ("Choice", "Fallback")), element)


def _inside(element: Element, name: str, within: Element) -> bool:
    """Whether an element stands in another of that name, below `within`."""
    for ancestor in element.iterancestors():
        if ancestor is within:
            return False
        if local(ancestor) == name:
            return True
    return False
