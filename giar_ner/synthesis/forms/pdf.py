"""The report as a PDF, through reportlab: A4 pages with their numbers, the tables with lines or without, over several pages."""

from __future__ import annotations

import io
import unicodedata
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from giar_ner.synthesis.forms.grid import Matrix, Table, anchors

if TYPE_CHECKING:
    from giar_ner.synthesis.forms.document import FormDocument

_FONT = "STSong-Light"  # of Adobe's Chinese fonts, which every viewer has: nothing to embed
_WIDTH = 470  # points between the margins


def render(document: FormDocument, *, ruled: bool) -> bytes:
    """The file's bytes, the same for the same document."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer

    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    styles = {
        "title": _style(18, alignment=1, spaceAfter=12),
        "heading": _style(13, spaceBefore=10, spaceAfter=6),
        "paragraph": _style(11, firstLineIndent=22, spaceAfter=4),
    }
    story: list[Any] = []
    for block in document.blocks():
        if block.table is None:
            story.append(Paragraph(escape(block.text), styles[block.kind]))
            continue
        pieces = block.table.pieces()
        for n, piece in enumerate(pieces):
            story += [PageBreak()] if n else []
            story += [_table(piece, block.table, ruled), Spacer(1, 8)]
    out = io.BytesIO()
    page = SimpleDocTemplate(out, pagesize=A4, leftMargin=60, rightMargin=60, topMargin=60, bottomMargin=60, invariant=1)
    page.build(story, onFirstPage=_number, onLaterPages=_number)
    return out.getvalue()


def _known(text: str) -> str:
    """The text without the radicals that the font lacks."""
    return "".join(unicodedata.normalize("NFKC", c) if "\u2f00" <= c <= "\u2fd5" else c for c in text)


def _style(size: float, **other: Any) -> Any:
    from reportlab.lib.styles import ParagraphStyle

    return ParagraphStyle(f"s{size}", fontName=_FONT, fontSize=size, leading=size * 1.4, wordWrap="CJK", **other)


def _number(canvas: Any, page: Any) -> None:
    canvas.setFont(_FONT, 9)
    canvas.drawCentredString(297, 30, f"— {page.page} —")


def _table(rows: Matrix, table: Table, ruled: bool) -> Any:
    from reportlab.lib import colors
    from reportlab.platypus import Paragraph
    from reportlab.platypus import Table as PdfTable

    style = _style(7.5 if len(rows[0]) > 4 else 9.5, alignment=1)
    columns = max(len(row) for row in rows)
    cells: list[list[Any]] = [[""] * columns for _ in rows]
    commands: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        *((side, (0, 0), (-1, -1), 2) for side in ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")),
    ]
    commands += [("GRID", (0, 0), (-1, -1), 0.5, colors.black)] if ruled else []
    for r, c, down, across, cell in anchors(rows):
        cells[r][c] = Paragraph(escape(_known(cell.text)).replace("\n", "<br/>"), style) if cell.text else ""
        if down > 1 or across > 1:
            commands.append(("SPAN", (c, r), (c + across - 1, r + down - 1)))
    repeat = 1 if table.labels == 1 and table.head == 1 and len(rows) > 40 and table.repeat else 0
    return PdfTable(cells, colWidths=_widths(columns, table), style=commands, repeatRows=repeat)


def _widths(columns: int, table: Table) -> list[float]:
    """Wide columns for the labels."""
    if table.labels == 3:
        labels = [56.0, 62.0, 110.0]
    elif table.labels == 1:
        labels = [310.0 if columns > 2 and table.name.endswith("统计表") else 170.0]
    else:
        labels = []
    return [*labels, *[(_WIDTH - sum(labels)) / (columns - len(labels))] * (columns - len(labels))]
