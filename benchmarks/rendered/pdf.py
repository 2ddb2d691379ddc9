"""A report as a PDF, through reportlab, in a Chinese font that needs no file: indented paragraphs, flush ones, and pages with furniture."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial
from typing import Any
from xml.sax.saxutils import escape

from benchmarks.rendered.blocks import Source, placed

_FONT = "STSong-Light"


def pdf(source: Source, *, indent: float = 24, furniture: bool = False) -> bytes:
    """The file's bytes; lines are wrapped at the width of the page, as any program does."""
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    after = 0 if indent else 8  # paragraphs without an indent are told apart by the space between them
    body = ParagraphStyle("body", fontName=_FONT, fontSize=12, leading=20, firstLineIndent=indent, spaceAfter=after, wordWrap="CJK")
    title = ParagraphStyle("title", fontName=_FONT, fontSize=18, leading=26, alignment=1, spaceAfter=10, wordWrap="CJK")
    small = ParagraphStyle("cell", fontName=_FONT, fontSize=8, leading=10, wordWrap="CJK")
    story: list[Any] = []
    for block in source.blocks:
        if isinstance(block, str):
            story.append(Paragraph(escape(block), title if block == source.title else body))
            continue
        width = max(map(len, block))
        rows = placed(block)
        cells = [[part for text, span in row for part in (Paragraph(escape(text), small), *[""] * (span - 1))] for row in rows]
        spans = [("SPAN", (0, r), (row[0][1] - 1, r)) for r, row in enumerate(rows) if row[0][1] > 1]
        labels = 70.0 if width > 2 else 150.0
        widths = [labels, *[(470 - labels) / (width - 1)] * (width - 1)]
        story += [Table(cells, colWidths=widths, style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black), *spans]), Spacer(1, 8)]

    def decorate(canvas: Any, page: Any) -> None:
        if furniture:
            canvas.setFont(_FONT, 9)
            canvas.drawString(60, 805, source.title)
            canvas.line(60, 800, 530, 800)
            canvas.drawCentredString(297, 30, f"第 {page.page} 页")

    out = io.BytesIO()
    made = SimpleDocTemplate(out, pagesize=A4, leftMargin=60, rightMargin=60, topMargin=60, bottomMargin=60, invariant=1)
    made.build(story, onFirstPage=decorate, onLaterPages=decorate)
    return out.getvalue()


RENDERS: dict[str, Callable[[Source], bytes]] = {
    "pdf": pdf,
    "pdf-flush": partial(pdf, indent=0),
    "pdf-furniture": partial(pdf, furniture=True),
}
