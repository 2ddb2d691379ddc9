"""A page of a PDF through pdfplumber, which is ten times slower than pdfium and needs no font of the machine's: see `page`."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any

from giar_ner.errors import LimitError
from giar_ner.reading.pdf.page import MAX_OBJECTS, Page, add_glyph, add_rules, turned


def read_page(page: Any) -> Page:
    """What is on a page that pdfplumber has loaded; the same as `page.read_page` gives."""
    if sum(map(len, page.objects.values())) > MAX_OBJECTS:
        raise LimitError(f"a page of the PDF draws more than {MAX_OBJECTS:,} objects; no report does")
    angles = Counter(round(math.atan2(char["matrix"][1], char["matrix"][0]) / (math.pi / 2)) % 4 for char in page.chars)
    x0, y0, x1, y1 = page.bbox  # upright as displayed, and y grows downward
    turn, width, height = turned((x0, y0, x1, y1), angles.most_common(1)[0][0] if angles else 0)

    def place(x: float, y: float) -> tuple[float, float]:
        return turn(x, y1 - y + y0)

    found = Page(width, height, pictures=len(page.images))
    drawn: set[tuple[str, int, int]] = set()
    for char in page.chars:
        (xa, ya), (xb, yb) = place(char["x0"], char["top"]), place(char["x1"], char["bottom"])
        text = char["text"]
        for one in text if len(text) == 1 or not text.startswith("(cid:") else "\ufffd":
            if one.isprintable() or one.isspace():
                add_glyph(found, drawn, one, (xa, xb), (ya, yb))
    for line in [*page.lines, *page.curves]:
        add_rules(found, [place(x, y) for x, y in line["pts"]], stroked=bool(line["stroke"]))
    for rect in page.rects:
        corners = [(rect["x0"], rect["top"]), (rect["x1"], rect["top"]), (rect["x1"], rect["bottom"]), (rect["x0"], rect["bottom"])]
        add_rules(found, [place(x, y) for x, y in [*corners, corners[0]]], stroked=bool(rect["stroke"]))
    return found
