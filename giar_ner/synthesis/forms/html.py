"""The report as a web page: the form as the circular merges it, without merged cells, cut in several tables, in tables, or out of Word."""

from __future__ import annotations

import html
import random
from itertools import pairwise
from typing import TYPE_CHECKING

from giar_ner.synthesis.forms.grid import Cell, Matrix, Table, anchors

if TYPE_CHECKING:
    from giar_ner.synthesis.forms.document import FormDocument

LAYOUTS = ("merged", "unmerged", "split", "nested", "word")
_WORD_HEAD = (
    "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View><w:Zoom>0</w:Zoom></w:WordDocument></xml><![endif]-->"
    "<style><!-- p.MsoNormal, td.MsoNormal {mso-style-parent:''; margin:0cm; font-size:10.5pt; mso-font-kerning:1.0pt;} "
    "@page Section1 {size:595.3pt 841.9pt;} div.Section1 {page:Section1;} --></style>"
)


def render(document: FormDocument, layout: str) -> str:
    """The page in a layout of `LAYOUTS`."""
    if layout not in LAYOUTS:
        raise ValueError(f"no layout {layout!r}; there are {', '.join(LAYOUTS)}")
    rng = document.rng(f"html-{layout}")
    body = []
    for block in document.blocks():
        if block.table is not None:
            body.append(_table(block.table, layout, rng))
        else:
            body.append(_words(block.kind, block.text, layout))
    inner = "\n".join(body)
    if layout == "nested":  # a site of the time when pages were tables
        inner = f'<table width="960" align="center"><tr><td class="left"></td><td>\n{inner}\n</td></tr></table>'
    if layout == "word":
        inner = f'<div class="Section1" style="layout-grid:15.6pt">{_WORD_HEAD}\n{inner}\n</div>'
    title = html.escape(document.prose.title.text)
    return f'<!DOCTYPE html>\n<html lang="zh"><head><meta charset="utf-8"><title>{title}</title></head>\n<body>\n{inner}\n</body></html>\n'


def _words(kind: str, text: str, layout: str) -> str:
    words = html.escape(text, quote=False)
    if layout == "word":
        return f"<p class=MsoNormal style='text-indent:32.0pt;line-height:28.0pt'>{_runs(words)}<o:p></o:p></p>"
    tag = {"title": "h1", "heading": "h2"}.get(kind, "p")
    return f"<{tag}>{words}</{tag}>" if tag != "p" else f"<p>\u3000\u3000{words}</p>"


def _table(table: Table, layout: str, rng: random.Random) -> str:
    pieces = [part for piece in table.pieces() for part in (_parts(piece, table) if layout == "split" else [piece])]
    # A merged cell's words at each of its positions, or at the first; never a header that stands over one wide value.
    repeat = layout == "unmerged" and table.head > 0 and rng.random() < 0.6
    written = [_matrix(piece, layout, rng, repeat) for piece in pieces]
    if layout == "nested":  # the form in a cell of a frame of its own
        frame = "<table><tr><td><table><tr><td>\n{}\n</td></tr></table></td></tr></table>"
        return "\n".join(frame.format(w) for w in written)
    return "\n".join(written)


def _parts(rows: Matrix, table: Table) -> list[Matrix]:
    """A table as several: section two at its articles, section four at its groups."""
    if table.head == 0:
        starts = [r for r, row in enumerate(rows) if row[0].role == "head" and row[0] is row[-1]] or [0]
        bounds = [0, *(s for s in starts if s), len(rows)]
        return [rows[a:b] for a, b in pairwise(bounds)]
    if table.labels == 0 and all(len(row) == 15 for row in rows):
        return [[row[:5] for row in rows], [row[5:] for row in rows]]
    return [rows]


def _matrix(rows: Matrix, layout: str, rng: random.Random, repeat: bool) -> str:
    word = (
        " border=1 cellspacing=0 cellpadding=0 class=MsoNormalTable style='border-collapse:collapse;mso-border-alt:solid windowtext .5pt'"
    )
    out = [f"<table{word}>" if layout == "word" else '<table border="1">']
    placed = {(r, c): (down, across) for r, c, down, across, _ in anchors(rows)}
    for r, row in enumerate(rows):
        cells = []
        for c, cell in enumerate(row):
            if cell.role == "gone":
                continue
            if layout == "unmerged":
                shown = (r, c) in placed or (repeat and cell.role != "value")
                cells.append(_cell(cell if shown else Cell("", "blank"), "", layout, rng))
            elif (r, c) in placed:
                down, across = placed[r, c]
                spans = (f' rowspan="{down}"' if down > 1 else "") + (f' colspan="{across}"' if across > 1 else "")
                cells.append(_cell(cell, spans, layout, rng))
        out.append(f"<tr>{''.join(cells)}</tr>")
    return "\n".join([*out, "</table>"])


def _cell(cell: Cell, spans: str, layout: str, rng: random.Random) -> str:
    words = html.escape(cell.text, quote=False)
    if layout == "word":
        lines = words.split("\n") if words else ["&nbsp;"]
        paragraphs = "".join(
            f"<p class=MsoNormal align=center style='text-align:center'>{_runs(line)}<span lang=EN-US><o:p></o:p></span></p>"
            for line in lines
        )
        return (
            f"<td width=52 valign=center{spans} style='width:39.0pt;border:solid windowtext 1.0pt;padding:0cm 5.4pt'>\n{paragraphs}\n</td>"
        )
    if layout == "nested" and rng.random() < 0.3:
        words = f"<p>\n  <span>{words}</span>\n</p>"
    tag = "th" if cell.role == "head" and layout != "unmerged" else "td"
    return f"<{tag}{spans}>{words.replace(chr(10), '<br>') or ('&nbsp;' if rng.random() < 0.5 else '')}</{tag}>"


def _runs(words: str) -> str:
    """Words as Word writes them: every change between Chinese and Latin in a span of its own, a number in two."""
    out: list[str] = []
    latin = ""

    def close() -> None:
        nonlocal latin
        if latin:
            half = len(latin) // 2 if latin.isdigit() else 0
            out.extend(f'<span lang=EN-US style="font-family:仿宋_GB2312">{part}</span>' for part in (latin[:half], latin[half:]) if part)
            latin = ""

    inside = False
    for c in words:
        if c.isascii() and c.isdigit() and not inside:
            latin += c
            continue
        close()
        inside = c == "&" or (inside and c != ";")  # a character reference is one character
        out.append(c)
    close()
    return "".join(out)
