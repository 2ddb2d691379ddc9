"""A page of a PDF through pdfium: its glyphs, its rules and how many pictures, upright and with the origin at the upper left.

A page is turned so that most of its text stands upright, whatever its /Rotate says, because the wide form of section three is often printed
sideways. pdfium has one gap: it gives no text whose glyphs have no extent, as of a character alone in a font that neither the file nor the
machine has. Such a page says so in `lost`, and `fallback` reads the document.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from ctypes import byref, c_float, c_int
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from giar_ner.errors import LimitError
from giar_ner.reading.pdf.glyphs import written

MAX_OBJECTS = 200_000  # drawn on one page, those in forms included
_MAX_SEGMENTS = 400  # of one path: more is a drawing, and a rule has four
_MAX_DEPTH = 12  # of forms in forms
_SAMPLE = 300  # glyphs whose angle is asked
_THIN = 3.0  # points: a filled box no thicker than this is a rule
_NO_EXTENT = 0.01
_STRAIGHT = 0.7  # points that the ends of a rule may differ


class Glyph(NamedTuple):
    """A character and the box of its line in it, in points from the upper left corner of the upright page."""

    char: str
    x0: float
    x1: float
    top: float
    bottom: float


class Rule(NamedTuple):
    """A straight line: `at` is its y (or x, where it is vertical), `start` to `end` its extent along the other axis."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Page:
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    horizontal: list[Rule] = field(default_factory=list)
    vertical: list[Rule] = field(default_factory=list)
    pictures: int = 0
    unmapped: int = 0  # glyphs for which the font names no character
    lost: int = 0  # pieces of text that pdfium does not give


Turn = Callable[[float, float], tuple[float, float]]


def read_page(page: Any) -> Page:
    """What is on a page that pypdfium2 has loaded."""
    text = page.get_textpage()
    count = pdfium.FPDFText_CountChars(text)
    quarter = _quarter(text, count)
    turn, width, height = turned(page.get_bbox(), quarter)
    found = Page(width, height)
    _read_glyphs(text, count, turn, found)
    text.close()
    _read_objects(page, turn, found)
    return found


def _quarter(text: Any, count: int) -> int:
    """Quarter turns, clockwise, that set most of the text upright."""
    step = max(1, count // _SAMPLE)
    angles = Counter(round(pdfium.FPDFText_GetCharAngle(text, i) / (math.pi / 2)) % 4 for i in range(0, count, step))
    return -angles.most_common(1)[0][0] % 4 if angles else 0


def turned(box: tuple[float, float, float, float], quarter: int) -> tuple[Turn, float, float]:
    """From the page's own points to upright ones, and the upright page's size."""
    x0, y0, x1, y1 = box
    turns: tuple[Turn, ...] = (
        lambda x, y: (x - x0, y1 - y),
        lambda x, y: (y - y0, x - x0),
        lambda x, y: (x1 - x, y - y0),
        lambda x, y: (y1 - y, x1 - x),
    )
    width, height = x1 - x0, y1 - y0
    return turns[quarter], *((height, width) if quarter % 2 else (width, height))


def _read_glyphs(text: Any, count: int, turn: Turn, found: Page) -> None:
    box = pdfium.FS_RECTF()
    drawn: set[tuple[str, int, int]] = set()
    for i in range(count):
        if pdfium.FPDFText_IsGenerated(text, i) == 1:  # pdfium's own blanks and line ends
            continue
        code = pdfium.FPDFText_GetUnicode(text, i)
        if code in (0, 0xFFFD):
            code = 0xFFFD
        elif code in (2, 0xFFFE):  # pdfium's sign for a hyphen at the end of a line
            code = 0x2D
        elif code < 0x20 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
            continue
        if not pdfium.FPDFText_GetLooseCharBox(text, i, byref(box)):
            continue
        (xa, ya), (xb, yb) = turn(box.left, box.top), turn(box.right, box.bottom)
        add_glyph(found, drawn, chr(code), (xa, xb), (ya, yb))


def add_glyph(found: Page, drawn: set[tuple[str, int, int]], char: str, xs: tuple[float, float], ys: tuple[float, float]) -> None:
    """Add a glyph to a page, but for poor man's bold: the same character again, a hair beside the first."""
    place = (char, round(sum(xs) / 4), round(sum(ys) / 4))
    if place in drawn and char != " ":
        return
    drawn.add(place)
    found.unmapped += char == "\ufffd"
    found.glyphs.append(Glyph(written(char), min(xs), max(xs), min(ys), max(ys)))


def _read_objects(page: Any, turn: Turn, found: Page) -> None:
    for count, (thing, matrix) in enumerate(_objects(page)):
        if count > MAX_OBJECTS:
            raise LimitError(f"a page of the PDF draws more than {MAX_OBJECTS:,} objects; no report does")
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            found.pictures += 1
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            _read_path(thing, matrix, turn, found)
        elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
            found.lost += _is_lost(thing)


def _is_lost(text: Any) -> bool:
    """Whether pdfium passes over a text object because it has no extent; a blank in a font of the file has none either and is no loss."""
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    if not pdfium.FPDFPageObj_GetBounds(text, byref(left), byref(bottom), byref(right), byref(top)):
        return False
    if right.value - left.value >= _NO_EXTENT and top.value - bottom.value >= _NO_EXTENT:
        return False
    font = pdfium.FPDFTextObj_GetFont(text)
    return bool(font) and pdfium.FPDFFont_GetIsEmbedded(font) == 0


Matrix = tuple[float, float, float, float, float, float]


def _objects(page: Any) -> Iterator[tuple[Any, Matrix]]:
    """All objects of a page, those in its forms included, each with the matrix from its points to the page's."""
    for i in range(pdfium.FPDFPage_CountObjects(page)):
        yield from _object(pdfium.FPDFPage_GetObject(page, i), (1, 0, 0, 1, 0, 0), 0)


def _object(thing: Any, outer: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:
    kind = pdfium.FPDFPageObj_GetType(thing)
    own = pdfium.FS_MATRIX(1, 0, 0, 1, 0, 0)
    if kind in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_FORM):
        pdfium.FPDFPageObj_GetMatrix(thing, byref(own))
    matrix = _product((own.a, own.b, own.c, own.d, own.e, own.f), outer)
    yield thing, matrix
    if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
        for i in range(pdfium.FPDFFormObj_CountObjects(thing)):
            yield from _object(pdfium.FPDFFormObj_GetObject(thing, i), matrix, depth + 1)


def _product(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _read_path(path: Any, matrix: Matrix, turn: Turn, found: Page) -> None:
    """The rules that a path draws: its straight strokes, and thin boxes that it fills."""
    fill, stroke = c_int(), c_int()
    pdfium.FPDFPath_GetDrawMode(path, byref(fill), byref(stroke))
    count = pdfium.FPDFPath_CountSegments(path)
    if not (fill.value or stroke.value) or not 0 < count <= _MAX_SEGMENTS:
        return
    for points in _polygons(path, count, matrix, turn):
        add_rules(found, points, stroked=bool(stroke.value))


def add_rules(found: Page, points: Sequence[tuple[float, float]], *, stroked: bool) -> None:
    """Add the rules that a polygon draws to a page."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    if bottom - top <= _THIN < right - left:
        found.horizontal.append(Rule((top + bottom) / 2, left, right))
    elif right - left <= _THIN < bottom - top:
        found.vertical.append(Rule((left + right) / 2, top, bottom))
    elif stroked:
        for (xa, ya), (xb, yb) in itertools.pairwise(points):
            if abs(ya - yb) <= _STRAIGHT < abs(xa - xb):
                found.horizontal.append(Rule((ya + yb) / 2, min(xa, xb), max(xa, xb)))
            elif abs(xa - xb) <= _STRAIGHT < abs(ya - yb):
                found.vertical.append(Rule((xa + xb) / 2, min(ya, yb), max(ya, yb)))


def _polygons(path: Any, count: int, matrix: Matrix, turn: Turn) -> Iterator[list[tuple[float, float]]]:
    """The polygons of a path on the upright page; a curve ends one, for no rule is curved."""
    a, b, c, d, e, f = matrix
    x, y = c_float(), c_float()
    points: list[tuple[float, float]] = []
    for i in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, i)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        point = turn(a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if kind != pdfium.FPDF_SEGMENT_LINETO:
            if len(points) > 1:
                yield points
            points = []
        points.append(point)
        if pdfium.FPDFPathSegment_GetClose(segment) and len(points) > 1:
            points.append(points[0])
    if len(points) > 1:
        yield points
