"""The report as a Word file, through python-docx; the tables are written as Word writes them, with gridSpan and vMerge."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from giar_ner.synthesis.forms.grid import Cell, Matrix, anchors

if TYPE_CHECKING:
    from giar_ner.synthesis.forms.document import FormDocument

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_BORDERS = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
_BOX = (  # a note that somebody laid over the page: no part of the report
    f'<w:r xmlns:w="{_W}" xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape style="width:90pt;height:40pt"><v:textbox><w:txbxContent>'
    "<w:p><w:r><w:t>收到申请98765件</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)
_TWIPS = 9000  # the width of a page's text


def render(document: FormDocument) -> bytes:
    """The file's bytes."""
    import docx
    from docx.oxml import parse_xml

    word = docx.Document()
    for block in document.blocks():
        if block.table is None:
            if "text_box" in document.defects and block.kind == "heading":
                word.add_paragraph()._p.append(parse_xml(_BOX))
            if block.kind == "paragraph":
                word.add_paragraph(block.text)
            else:
                word.add_heading(block.text, 0 if block.kind == "title" else 1)
            continue
        for piece in block.table.pieces():
            end = word.add_paragraph()  # two tables without a paragraph between them are one in Word
            end._p.addprevious(parse_xml(_table(piece)))
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _table(rows: Matrix) -> str:
    columns = max(len(row) for row in rows)
    grid = "".join(f'<w:gridCol w:w="{_TWIPS // columns}"/>' for _ in range(columns))
    placed = {(r, c): (down, across, cell) for r, c, down, across, cell in anchors(rows)}
    covered: dict[tuple[int, int], int] = {}  # where a vertical merge goes on, and how many columns it has
    for (r, c), (down, across, _) in placed.items():
        covered |= {(below, c): across for below in range(r + 1, r + down)}
    lines = []
    for r, row in enumerate(rows):
        cells = []
        for c, cell in enumerate(row):
            if cell.role == "gone":
                continue
            if (r, c) in placed:
                down, across, _ = placed[r, c]
                cells.append(_cell(cell, across, "restart" if down > 1 else ""))
            elif (r, c) in covered:
                cells.append(_cell(Cell("", "blank"), covered[r, c], "continue"))
        lines.append(f"<w:tr>{''.join(cells)}</w:tr>")
    head = f'<w:tblPr><w:tblW w:w="{_TWIPS}" w:type="dxa"/><w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    return f'<w:tbl xmlns:w="{_W}">{head}{"".join(lines)}</w:tbl>'


def _cell(cell: Cell, across: int, merge: str) -> str:
    span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    down = f'<w:vMerge w:val="{merge}"/>' if merge == "restart" else "<w:vMerge/>" if merge else ""
    paragraphs = "".join(f"<w:p>{_runs(line)}</w:p>" for line in cell.text.split("\n"))
    return f"<w:tc><w:tcPr>{span}{down}</w:tcPr>{paragraphs}</w:tc>"


def _runs(line: str) -> str:
    """A number in two runs, as corrections leave it; everything else in one."""
    parts = [line[:1], line[1:]] if line.isdigit() and len(line) > 2 else [line]
    return "".join(f'<w:r><w:t xml:space="preserve">{escape(part)}</w:t></w:r>' for part in parts if part)
