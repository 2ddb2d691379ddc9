"""Lines to paragraphs: a Chinese line that reaches the right margin goes on in the next one, if that is not indented."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from giar_ner.reading.pdf.lines import Line

_FULL = 2.6  # heights that a wrapped line may end before the margin: a mark that must not begin a line takes a character with it
_CHARACTER = 0.9  # heights that a character takes at least
_FLUSH = 0.9  # heights that a line may begin behind the margin and not be indented
_INDENTED = 0.1  # of the lines: a document with more indented ones shows its paragraphs so
_APART = 1.9  # heights between two lines of a paragraph: official documents are set wide
_SAME_SIZE = 0.18
_LONG = 12  # characters of a line that says something of the margins
_SENTENCE_END = re.compile(r"[。！？；：!?][”’）)]?$")
_MARKER = re.compile(
    r"(?:第?[一二三四五六七八九十]{1,3}[、章．.]|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9]{1,2}[、．.](?![0-9])|[①-⑳])"
)
_LARGER = 1.2  # heights of the text that a title has at least
_OFF_CENTRE = 1.1  # heights that its middle may stand off the text's
_SHORT_TITLE = 4  # characters: a shorter line is no part of a title that wraps
_WHOLE_TITLE = re.compile(r"(?:报告|年报|報告|年報|[。！？；：!?])[”’）)]?$")
_NEW_LINE = re.compile(rf"{_MARKER.pattern}|第[一二三四五六七八九十]{{1,3}}部分|[（(〔]")
_RUN = re.compile(r"[0-9A-Za-z.,%/:-]+")
_LATIN = re.compile(r"[A-Za-z]")


@dataclass(slots=True)
class Margins:
    left: float
    right: float
    indented: bool
    height: float
    """Of most lines."""


def margins(pages: Sequence[tuple[float, Sequence[Line]]]) -> dict[int, Margins]:
    """The margins of the text on pages of the same width, by that width."""
    by_width: dict[int, list[Line]] = {}
    for width, lines in pages:
        by_width.setdefault(round(width), []).extend(line for line in lines if len(line.segments) == 1)
    return {width: _margins(lines) for width, lines in by_width.items() if lines}


def _margins(lines: Sequence[Line]) -> Margins:
    long = [line for line in lines if len(line.text) >= _LONG] or list(lines)
    right = sorted(line.x1 for line in long)[int(0.97 * (len(long) - 1))]
    starts = sorted(line.x0 for line in long)
    # The leftmost start that two lines share; a line alone may hang out.
    left = next((a for a, b in itertools.pairwise(starts) if b - a < 2), starts[0])
    height = sorted(line.height for line in long)[len(long) // 2]
    indents = sum(1 for line in long if 1.2 * height < line.x0 - left < 3.2 * height)
    return Margins(left, right, indents >= _INDENTED * len(long), height)


def paragraphs(lines: Sequence[tuple[int, Line]], widths: Sequence[float], margin: dict[int, Margins]) -> list[str]:
    """The paragraphs of consecutive lines, each with the number of its page."""
    found: list[str] = []
    for i, (page, line) in enumerate(lines):
        before = lines[i - 1] if i else None
        if before is not None and _goes_on(before, (page, line), margin.get(round(widths[before[0]])), margin.get(round(widths[page]))):
            found[-1] = _joined(found[-1], line.text)
        else:
            found.append(line.text)
    return found


def _goes_on(before: tuple[int, Line], after: tuple[int, Line], margin: Margins | None, own: Margins | None) -> bool:
    page, above = before
    next_page, below = after
    if margin is None or own is None or len(above.segments) > 1 or len(below.segments) > 1:
        return False
    if abs(above.height - below.height) > _SAME_SIZE * above.height:
        return False
    if next_page == page and below.top - above.bottom > _APART * above.height:
        return False
    if next_page == page and _is_heading(above, margin) and _is_heading(below, margin):
        return _WHOLE_TITLE.search(above.text) is None and _NEW_LINE.match(below.text) is None and len(above.text) >= _SHORT_TITLE
    run = _RUN.match(below.text)  # a number is not broken, so that the line before it may end early
    begin = 0.6 * len(run.group()) if run else 0.0
    room = (_FULL + begin) * above.height
    if above.x1 < margin.right - room or below.x0 > own.left + _FLUSH * below.height:
        return False
    if _SENTENCE_END.search(above.text) is None:
        return True
    if _MARKER.match(below.text) is not None:
        return False
    return own.indented or above.x1 > margin.right - (begin or _CHARACTER) * above.height  # had it ended there, more would have fitted


def _is_heading(line: Line, margin: Margins) -> bool:
    """Whether a line is part of a title: larger than the text, and in the middle of it."""
    off = abs((line.x0 + line.x1) - (margin.left + margin.right)) / 2
    return line.height > _LARGER * margin.height and off < _OFF_CENTRE * line.height


def _joined(text: str, line: str) -> str:
    """Two lines of a paragraph as one: nothing between them but where two Latin words would run together."""
    blank = _LATIN.match(text[-1:]) and _LATIN.match(line[:1])
    return f"{text} {line}" if blank else text + line
