"""A plain text to the pieces that would be the cells of its tables: at bars, tabs, wide gaps, and single blanks around labels and values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from giar_ner.reading.labels import GLUED, Kind, Part, classify, is_number

_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_BAR = re.compile(r"[|｜│┃¦\t]")
_WIDE = re.compile(r"[ \u3000\xa0]{2,}")
_TOKEN = re.compile(r"\S+")
_RULING = re.compile(r"[\s|｜│┃¦:+\-=─━┌┐└┘├┤┬┴┼]+")  # the line under a heading in Markdown, the border of a drawn table
_OPEN, _SHUT = "（(", "）)"
_MOST_PARTS = 3  # of a label that blanks broke
_LONG = 40  # characters of a token that belongs to no broken label


@dataclass(slots=True)
class CellPiece:
    """A piece of the text, `[start, end)`, in a line; `barred` where bars or wide gaps part it from the others."""

    start: int
    end: int
    line: int
    barred: bool
    kind: Kind
    parts: frozenset[Part]


def split(text: str) -> list[CellPiece]:
    """The pieces of a normalised text, in order. Each is looked at a fixed number of times, so that the cost grows with the text alone."""
    found: list[CellPiece] = []
    for number, line in enumerate(_LINE.finditer(text)):
        if text.find("|", line.start(), line.end()) >= 0 and _RULING.fullmatch(text, line.start(), line.end()):
            continue
        found += _line(text, line.start(), line.end(), number)
    return _mended(text, found)


def _mended(text: str, pieces: list[CellPiece]) -> list[CellPiece]:
    """The pieces with those made one that are a label together: its number on a line of its own, or its words on two."""
    mended: list[CellPiece] = []
    for piece in pieces:
        before = mended[-1] if mended else None
        if (
            before is not None
            and before.kind is Kind.TEXT
            and piece.kind in (Kind.TEXT, Kind.ROW, Kind.HEADER)
            and piece.end - before.start < 3 * _LONG
            and text[before.end : piece.start].isspace()
        ):
            kind, parts = classify(text[before.start : piece.end])
            if kind in (Kind.HEADER, Kind.ROW):
                mended[-1] = CellPiece(before.start, piece.end, before.line, before.barred, kind, parts)
                continue
        mended.append(piece)
    return mended


def strong_cells(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The cells of a line between bars, tabs and wide gaps, empty ones included; no empty cell outside the first and last bar."""
    cells: list[tuple[int, int]] = []
    at = start
    bars = list(_BAR.finditer(text, start, end))
    for bar in [*bars, None]:
        stop = bar.start() if bar else end
        cell = _trimmed(text, at, stop)
        outer = at == start or bar is None
        if cell[0] < cell[1]:
            cells += _wide(text, *cell)
        elif not (outer and bars):
            cells.append(cell)
        at = bar.end() if bar else end
    return cells


def _line(text: str, start: int, end: int, number: int) -> list[CellPiece]:
    cells = strong_cells(text, start, end)
    filled = sum(a < b for a, b in cells)
    pieces: list[CellPiece] = []
    for a, b in cells:
        if a < b:
            pieces += (CellPiece(c, d, number, len(cells) > 1, kind, parts) for c, d, kind, parts in _tokens(text, a, b))
        else:
            pieces.append(CellPiece(a, b, number, True, Kind.VALUE, frozenset()))
    if filled < 2 and not any(piece.kind is Kind.ROW for piece in pieces):  # bars behind a cell that stands alone mark no empty cells
        pieces = [piece for piece in pieces if piece.start < piece.end]
    return pieces


def _wide(text: str, start: int, end: int) -> list[tuple[int, int]]:
    cells: list[tuple[int, int]] = []
    at = start
    for gap in _WIDE.finditer(text, start, end):
        cells.append((at, gap.start()))
        at = gap.end()
    return [*cells, (at, end)]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


Token = tuple[int, int, Kind, frozenset[Part]]


def _tokens(text: str, start: int, end: int) -> Iterator[Token]:
    """The cells of a stretch whose blanks may part cells or words: labels and values stand alone, what is between them is one."""
    words = [span for match in _TOKEN.finditer(text, start, end) for span in _unglued(text, *match.span())]
    kind, parts = classify(text[start:end])
    if len(words) == 1 or kind in (Kind.HEADER, Kind.ROW):
        yield start, end, kind, parts
        return
    loose: tuple[int, int] | None = None
    i = 0
    while i < len(words):
        token, used = _label_or_value(text, words, i)
        if token is None:
            loose = (loose[0] if loose else words[i][0], words[i][1])
        else:
            if loose:
                yield *loose, *classify(text[slice(*loose)])
                loose = None
            yield token
        i += used
    if loose:
        yield *loose, *classify(text[slice(*loose)])


def _unglued(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A word, or the label and the value that are one word."""
    glued = GLUED.fullmatch(text, start, end) if end - start <= _LONG else None
    return [glued.span(1), glued.span(2)] if glued else [(start, end)]


def _label_or_value(text: str, words: list[tuple[int, int]], i: int) -> tuple[Token | None, int]:
    """The label or value that begins at word `i` and how many words it takes; None and 1 where that word is neither."""
    start, end = words[i]
    kind, parts = classify(text[start:end])
    number = is_number(text[start:end])
    if kind is Kind.VALUE or (kind is Kind.UNIT and not number):
        return (start, end, kind, parts), 1
    used = 1
    if kind not in (Kind.HEADER, Kind.ROW):
        if end - start > _LONG:
            return None, 1
        for used in range(2, _MOST_PARTS + 1):
            if i + used > len(words) or words[i + used - 1][1] - start > 3 * _LONG:
                return None, 1
            kind, parts = classify(text[start : words[i + used - 1][1]])
            if kind in (Kind.HEADER, Kind.ROW):
                break
        else:
            return None, 1
    # A note in parentheses belongs to the label before it, blanks in it or not.
    stop = i + used
    if (
        stop < len(words)
        and text[words[stop][0]] in _OPEN
        and not is_number(text[slice(*words[stop])])
        and not _starts_label(text, words[stop])
    ):
        for j in range(stop, min(stop + 8, len(words))):
            if text[words[j][1] - 1] in _SHUT:
                stop = j + 1
                break
    return (start, words[stop - 1][1], kind, parts), stop - i


def _starts_label(text: str, word: tuple[int, int]) -> bool:
    return classify(text[slice(*word)])[0] in (Kind.HEADER, Kind.ROW)
