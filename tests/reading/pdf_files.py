"""PDF files for the tests: set by reportlab in a font of Adobe's Chinese collection, which needs no font file, or written by hand."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table, TableStyle

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
BODY = ParagraphStyle("body", fontName=FONT, fontSize=12, leading=20, firstLineIndent=24, wordWrap="CJK")
CELL = ParagraphStyle("cell", fontName=FONT, fontSize=9, leading=11, wordWrap="CJK")


def flowed(story: Sequence[Flowable], furniture: Callable[[Canvas, object], None] | None = None, **options: object) -> bytes:
    """A PDF of flowing paragraphs and tables; `furniture` draws on every page."""
    buffer = io.BytesIO()
    made = SimpleDocTemplate(buffer, pagesize=A4, **options)
    made.build(list(story), *([furniture] * 2 if furniture else []))
    return buffer.getvalue()


def paragraph(text: str) -> Paragraph:
    return Paragraph(text, BODY)


def table(
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    *,
    spans: Sequence[tuple[tuple[int, int], tuple[int, int]]] = (),
    style: Sequence[tuple[object, ...]] | None = None,
    repeat: int = 0,
) -> Table:
    """A table with all its rules, or with those that `style` draws."""
    made = Table([[Paragraph(text, CELL) for text in row] for row in rows], colWidths=list(widths), repeatRows=repeat)
    ruled = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)] if style is None else list(style)
    made.setStyle(TableStyle([*ruled, *(("SPAN", start, end) for start, end in spans)]))
    return made


def drawn(draw: Callable[[Canvas], object], **options: object) -> bytes:
    """A PDF that `draw` has drawn, in the Chinese font at 12 points."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, **options)
    canvas.setFont(FONT, 12)
    draw(canvas)
    canvas.save()
    return buffer.getvalue()


def raw(objects: Sequence[bytes]) -> bytes:
    """A PDF of objects written by hand, the first its root."""
    out = b"%PDF-1.7\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    at = len(out)
    entries = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, entries)
    return out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, at)


def stream(entries: bytes, data: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(data), data)


def one_page(content: bytes, more: Sequence[bytes] = (), resources: bytes = b"") -> bytes:
    """A page of one content stream; `more` objects are numbered from 6."""
    return raw(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> %s >> >>" % resources,
            content,
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            *more,
        ]
    )
