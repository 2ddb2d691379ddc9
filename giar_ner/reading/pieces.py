"""A plain text to the pieces that would be the cells of its tables: at bars, tabs, wide gaps, and single blanks around labels and values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from giar_ner.forms.cut import cut_columns
from giar_ner.reading.kinds import Kind, Part
from giar_ner.reading.labels import COUNTED, GLUED, classify, halved, is_number, level, meaning, nearest
from giar_ner.reading.official import beginnings, exactly
from giar_ner.reading.wording import APPLICANTS, EITHER, OTHER_WORDS, SPANS

_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_NUMBERED = re.compile(r"[0-9]{1,2}[.、．)）]\s{0,4}[\u4e00-\u9fff]")
"""A label with its number, which is not the rest of a number above."""
_BAR = re.compile(r"[|｜│┃¦\t]")
_WIDE = re.compile(r"(?<![ \u3000\xa0])(?:(?<!20[0-9][0-9])[ \u3000\xa0]{2,}|(?<=20[0-9][0-9])[ \u3000\xa0]{2,}(?![ \u3000\xa0年]))")
"""A gap that parts cells; none does in 2009  年度."""
_TOKEN = re.compile(r"\S+")
_RULING = re.compile(r"[\s|｜│┃¦:+\-=─━┌┐└┘├┤┬┴┼]+")  # the line under a heading in Markdown, the border of a drawn table
_STRUCK = re.compile(r"[-=─━]{1,2}\s*\|")  # a stroke instead of a number, on a line of its own
_PAGE = re.compile(
    r"[-—–―]\s*[0-9]{1,3}\s*[-—–―]|第\s*[0-9]{1,3}\s*页(?:[，,/\s]*共\s*[0-9]{1,3}\s*页)?|(?P<page>[0-9]{1,3})\s*/\s*(?P<all>[0-9]{1,3})"
)
"""Its number at the foot of a page."""
_NEXT_VALUE = re.compile(r"\s{0,20}[0-9/]+\s{0,4}(?:\n|$)")
_OPEN, _SHUT = "（(", "）)"
_MOST_LINES = 3  # that the cells of one row between bars are broken over, beside the first
_MOST_PARTS = 3  # of a label that blanks broke
_VOUCHING = 2  # headers on a line that make a half one believed
_WORDS = 12  # characters of a header that stands in other words between its neighbours
_LONG = 40  # characters of a token that belongs to no broken label
_YEAR = re.compile(r"2\s*0\s*[0-9]\s*[0-9]\s*年(?:\s*度)?")
"""The header of a column of a sheet, whose blanks part no cells."""
_TITLED = re.compile(r"([0-9][0-9,.]*)([一二三四五六七八]、[\u4e00-\u9fff].*)")
_TITLE = re.compile("[一二三四五六七八]、")
_DATED = re.compile(r"[年月日](?=[度份底末初起前后，。：0-9]|$)|、")
"""What begins the word behind a number that is a year, a month, a day, or counts a list: such a number is no value."""
_SYLLABLES = 2  # characters of a piece that may be one line of a label set downwards
_SPELLED = 12  # lines that such a label has at most


@dataclass(slots=True)
class CellPiece:
    """A piece of the text, `[start, end)`, in a line; `barred` where bars or wide gaps part it from the others.

    `exact` is False where it is a damaged label: such a one stands for itself among others, and makes no table.
    """

    start: int
    end: int
    line: int
    barred: bool
    kind: Kind
    parts: frozenset[Part]
    exact: bool = True


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of the text, `[start, end)`; a row between bars whose cell was broken over lines is one. Rulings are not counted, but for one bar
    alone below another, or below a line that ends with its only bar: an empty cell."""

    number: int
    start: int
    end: int


def text_lines(text: str) -> list[TextLine]:
    """The lines of a text, in order."""
    spans: list[tuple[int, int]] = []
    open_bar = 0  # lines that the last row has, where it began with a bar and has not ended with one
    parted = False  # whether the line before is a bar alone
    for line in _LINE.finditer(text):
        start, end = _trimmed(text, *line.span())
        if _is_page_number(text, start, end) and not (spans and classify(text[slice(*spans[-1])])[0] is Kind.ROW):
            continue
        if text.find("|", start, end) >= 0 and _RULING.fullmatch(text, start, end) and not _STRUCK.fullmatch(text, start, end):
            alone = end - start == 1
            if alone and spans and (parted or _ends_with_only_bar(text, *spans[-1])):
                spans.append(line.span())
            parted = alone
            continue
        parted = False
        goes_on = open_bar and start < end and text[start].isdigit() and text[spans[-1][1] - 1].isdigit()
        goes_on = goes_on and _NUMBERED.match(text, start, end) is None
        if goes_on:
            spans[-1] = spans[-1][0], line.end()
        else:
            spans.append(line.span())
            open_bar = 0 if start < end and text[start] in "|｜" else -1
        ends = start < end and text[end - 1] in "|｜"
        open_bar = 0 if ends or open_bar < 0 or open_bar >= _MOST_LINES else open_bar + 1
    return [TextLine(number, start, end) for number, (start, end) in enumerate(spans)]


def _is_page_number(text: str, start: int, end: int) -> bool:
    """Whether a line says which page it ends. 5/9 with a number on the next line is a cell with two numbers."""
    page = _PAGE.fullmatch(text, start, end)
    if page is None or page["page"] is None:
        return page is not None
    return 0 < int(page["page"]) <= int(page["all"]) > 1 and not _NEXT_VALUE.match(text, end)


def _ends_with_only_bar(text: str, start: int, end: int) -> bool:
    start, end = _trimmed(text, start, end)
    return text.count("|", start, end) == 1 and text[end - 1] == "|"


def split(text: str, lines: Sequence[TextLine]) -> list[CellPiece]:
    """The pieces of a normalised text, in order. Each is looked at a fixed number of times, so that the cost grows with the text alone."""
    found: list[CellPiece] = []
    for line in lines:
        found += _line(text, line, found[-1] if found else None)
    found = _mended(text, list(_spelled(text, found)))
    _uncut(text, found)
    for piece in found:
        if piece.kind in (Kind.TEXT, Kind.PROSE) and (near := nearest(text[piece.start : piece.end])):
            piece.kind, piece.parts = near
            piece.exact = False
    for _, pieces in groupby(found, key=lambda piece: piece.line):
        _complete(text, list(pieces))
    _frame(text, found)
    return found


def _complete(text: str, pieces: Sequence[CellPiece]) -> None:
    """Make headers of the beginnings of such, among headers of section three."""
    heads = sum(piece.kind is Kind.HEADER and Part.APPLICATIONS in piece.parts for piece in pieces)
    for piece in pieces if heads >= _VOUCHING else ():
        if piece.kind is Kind.TEXT and halved(text[piece.start : piece.end]):
            piece.kind, piece.parts, piece.exact = Kind.HEADER, frozenset((Part.APPLICATIONS,)), False


def _frame(text: str, pieces: Sequence[CellPiece]) -> None:
    """Make a header of a short piece between two headers of section three: a column in other words (合计, 科研企业)."""
    for before, piece, after in zip(pieces, pieces[1:], pieces[2:], strict=False):
        if piece.kind is not Kind.TEXT or piece.end - piece.start > _WORDS or not (before.kind is after.kind is Kind.HEADER):
            continue
        left, own, right = (meaning(text[cell.start : cell.end]) for cell in (before, piece, after))
        known = own in OTHER_WORDS and left in SPANS and right in APPLICANTS
        between = left in APPLICANTS and right in APPLICANTS and not EITHER.issuperset((left, right))
        if (known or between) and level(text[piece.start : piece.end]) is None:
            piece.kind, piece.parts, piece.exact = Kind.HEADER, frozenset((Part.APPLICATIONS,)), False


def _uncut(text: str, pieces: Sequence[CellPiece]) -> None:
    """Make headers of equal labels that were cut where they differ, before the column of section two that the form has behind them."""
    equal: list[CellPiece] = []
    for piece in pieces:
        own = text[piece.start : piece.end].split()
        if piece.kind is Kind.HEADER and Part.DISCLOSURE in piece.parts and len(equal) > 1:
            texts = [text[cut.start : cut.end] for cut in equal]
            for cut in equal if cut_columns("disclosure", texts, text[piece.start : piece.end]) else ():
                cut.kind, cut.parts, cut.exact = Kind.HEADER, frozenset((Part.DISCLOSURE,)), False
        if piece.kind is not Kind.TEXT or (equal and text[equal[-1].start : equal[-1].end].split() != own):
            equal = []
        if piece.kind is Kind.TEXT:
            equal.append(piece)


def _spelled(text: str, pieces: Sequence[CellPiece]) -> Iterator[CellPiece]:
    """The pieces with those made one that are a label set downwards, a character or two on each line."""
    i = 0
    while i < len(pieces):
        used = _downwards(text, pieces, i)
        first, last = pieces[i], pieces[i + used - 1]
        kind, parts = classify(text[first.start : last.end]) if used > 1 else (first.kind, first.parts)
        yield first if used == 1 else CellPiece(first.start, last.end, first.line, first.barred, kind, parts)
        i += used


def _downwards(text: str, pieces: Sequence[CellPiece], i: int) -> int:
    """How many short pieces on lines of their own spell a label from piece `i` on, the longest; 1 where they spell none."""
    spelt, found = "", 1
    for used, piece in enumerate(pieces[i : i + _SPELLED], 1):
        if not _is_syllable(text, piece, pieces[i + used - 2] if used > 1 else None):
            break
        spelt += "".join(text[piece.start : piece.end].split())
        if spelt not in beginnings():
            break
        found = used if exactly(spelt) else found
    return found


def _is_syllable(text: str, piece: CellPiece, before: CellPiece | None) -> bool:
    if piece.kind is not Kind.TEXT or piece.barred or piece.end - piece.start > _SYLLABLES:
        return False
    return before is None or (piece.line == before.line + 1 and text[before.end : piece.start].isspace())


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


def bar_cells(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The cells of a line between bars or tabs, empty ones included; none outside the first and the last bar where nothing is there."""
    bars = list(_BAR.finditer(text, start, end))
    bounds = [start, *(bar.end() for bar in bars)], [*(bar.start() for bar in bars), end]
    cells = [_trimmed(text, a, b) for a, b in zip(*bounds, strict=True)]
    drawn = any(bar.group() != "\t" for bar in bars)
    if drawn or not bars:
        cells = [cell for i, cell in enumerate(cells) if cell[0] < cell[1] or 0 < i < len(cells) - 1]
    return cells


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


def _line(text: str, line: TextLine, before: CellPiece | None) -> list[CellPiece]:
    start, end, number = line.start, line.end, line.number
    cells = strong_cells(text, start, end)
    if not cells and text.find("|", start, end) >= 0:  # a bar alone
        return [CellPiece(start, start, number, False, Kind.VALUE, frozenset())]
    filled = sum(a < b for a, b in cells)
    pieces: list[CellPiece] = []
    for a, b in cells:
        if a < b:
            pieces += (CellPiece(c, d, number, len(cells) > 1, kind, parts) for c, d, kind, parts in _tokens(text, a, b))
        else:
            pieces.append(CellPiece(a, b, number, True, Kind.VALUE, frozenset()))
    if filled < 2 and not any(piece.kind is Kind.ROW for piece in pieces):  # bars behind a cell that stands alone mark no empty cells
        below = before is not None and not before.barred and before.line == number - 1
        first = below and cells and cells[0][0] < cells[0][1]
        pieces = [piece for piece in pieces if piece.start < piece.end]
        for piece in pieces if first else ():  # one more cell on a line of its own, and what fills its row
            piece.barred = False
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
    # A number over two lines of its cell, or parted from its measure word.
    broken = kind is Kind.VALUE and (_LINE.fullmatch(text, start, end) is None or COUNTED.fullmatch(text, start, end) is not None)
    if len(words) == 1 or kind in (Kind.HEADER, Kind.ROW) or broken or _YEAR.fullmatch(text, start, end):
        yield start, end, kind, parts
        return
    tokens = list(_divided(text, words))
    first = [token[2] for token in tokens[:2]]
    # 1 名工作人员在岗。 is a sentence that begins with a number; a title behind a value is none.
    if first == [Kind.VALUE, Kind.PROSE] and not _TITLE.match(text, tokens[1][0]) and {token[2] for token in tokens} == set(first):
        yield start, end, Kind.PROSE, frozenset()
        return
    yield from tokens


def _divided(text: str, words: list[tuple[int, int]]) -> Iterator[Token]:
    """The labels and values among words, and what is between them."""
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
    """A word, or the label and the value that are one word, or the last value and the title of the next part."""
    glued = (GLUED.fullmatch(text, start, end) or _TITLED.fullmatch(text, start, end)) if end - start <= _LONG else None
    return [glued.span(1), glued.span(2)] if glued else [(start, end)]


def _label_or_value(text: str, words: list[tuple[int, int]], i: int) -> tuple[Token | None, int]:
    """The label or value that begins at word `i` and how many words it takes; None and 1 where that word is neither."""
    start, end = words[i]
    if i + 1 < len(words) and _YEAR.fullmatch(text, start, words[i + 1][1]):
        return (start, words[i + 1][1], Kind.TEXT, frozenset()), 2
    if i + 1 < len(words) and COUNTED.fullmatch(text, start, words[i + 1][1]):
        return (start, words[i + 1][1], Kind.VALUE, frozenset()), 2
    kind, parts = classify(text[start:end])
    number = is_number(text[start:end])
    if kind is Kind.VALUE and i + 1 < len(words) and _DATED.match(text, *words[i + 1]):
        return None, 1
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
