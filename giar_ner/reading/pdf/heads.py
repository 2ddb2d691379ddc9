"""The head of a wide table without rules: which lines it is, which columns it names, its cells glyph by glyph."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from giar_ner.reading.blocks import Piece
from giar_ner.reading.labels import APPLICANTS, GROUPS, LEGAL_PERSONS, RESULTS, meaning
from giar_ner.reading.lines import one_line
from giar_ner.reading.pdf.lines import Line, Segment
from giar_ner.reading.pdf.places import EDGE, GAP, centre_of, column_at, numbers_in, same_size, words_of

FEWEST = 6  # numbers in a row
FEWER = 2  # numbers in a row under a head that is known
ABOVE = 2.0  # heights between two lines of a head
MOST_LINES = 9  # of a head
COLUMNS = frozenset((*APPLICANTS, *RESULTS))
_SPANNING = frozenset(("申请人情况", LEGAL_PERSONS, *GROUPS))
_FEWEST_SHARED = 2  # characters of a header that was broken
_FEWEST_CUT = 3  # characters of a header above several columns that was cut


def head_start(lines: Sequence[Line], first: int, since: int) -> int:
    """The first line of the head above the rows."""
    start = first
    while start > since and first - start < MOST_LINES:
        line, below = lines[start - 1], lines[start]
        if below.top - line.bottom > ABOVE * line.height or not same_size(below, line) or numbers_in(line):
            break
        start -= 1
    return start


def names_columns(lines: Sequence[Line], numbers: Sequence[list[Segment]], at: int) -> bool:
    """Whether the lines above one name most columns of a form."""
    named = 0
    for i in range(at - 1, max(-1, at - MOST_LINES), -1):
        if lines[i + 1].top - lines[i].bottom > ABOVE * lines[i].height or len(numbers[i]) >= FEWER:
            break
        named += sum(len(_column_words(word)) for segment in lines[i].segments for word in words_of(segment))
    return named >= FEWEST


def head_rows(head: Sequence[Line], bounds: Sequence[float], width: int) -> list[list[Piece]]:
    """The headers above several columns, line by line, then those of the columns in one row, with what stands above the labels."""
    rows: list[list[Piece]] = []
    texts: list[list[str]] = [[] for _ in range(len(bounds) + 1)]  # the first for the labels
    for line in head:
        spanning: dict[int, str] = {}
        for segment in line.segments:
            if _is_spanning(segment.text):
                spanning[column_at(centre_of(segment), bounds)] = segment.text
                continue
            for word in words_of(segment):
                cut: dict[int, str] = {}
                for char, x0, x1 in word.glyphs:
                    column = -1 if centre_of(word) < bounds[0] else column_at((x0 + x1) / 2, bounds)
                    cut[column] = cut.get(column, "") + char
                for column, words in cut.items():
                    texts[column + 1].append(words)
        if spanning:
            rows.append([Piece(spanning.get(c - width, ""), column=c) for c in range(width + len(bounds))])
    if any(texts):
        above = [Piece(one_line(texts[0]), column_span=width, column=0)] if width else []
        rows.append(above + [Piece(one_line(words), column=width + c) for c, words in enumerate(texts[1:])])
    return rows


def _is_spanning(text: str) -> bool:
    """Whether a header stands above several columns; its last characters may be cut."""
    words = meaning(text)
    return words in _SPANNING or (len(words) >= _FEWEST_CUT and words not in COLUMNS and any(full.startswith(words) for full in _SPANNING))


def with_heads(head: Sequence[Line], middles: Sequence[float]) -> list[float]:
    """The middles of the columns with those that no number stands in, but a header that is known."""
    if len(middles) < 2:
        return list(middles)
    words = [word for line in head for segment in line.segments for own in words_of(segment) for word in _column_words(own)]
    places = sorted(map(centre_of, words))
    pitch = min(b - a for a, b in pairwise(middles))
    pitch = min([pitch, *(b - a for a, b in pairwise(places) if b - a > GAP * words[0].x1 - GAP * words[0].x0)])
    out = list(middles)
    for word in words:
        if all(abs(centre_of(word) - middle) > EDGE * pitch for middle in out):
            out.append(centre_of(word))
    out.sort()
    return out if all(b - a > 2 * EDGE * pitch for a, b in pairwise(out)) else list(middles)


def _column_words(word: Segment) -> list[Segment]:
    """The headers in a word, each whole or its first characters, run into each other or not; none where it holds anything else."""
    found: list[Segment] = []
    text = "".join(char for char, _, _ in word.glyphs)
    at = 0
    while at < len(text):
        end = max((at + _common(text[at:], label) for label in COLUMNS), default=at)
        if end - at < _FEWEST_SHARED:
            return []
        own = word.glyphs[at:end]
        found.append(Segment(text[at:end], own[0][1], own[-1][2], own))
        at = end
    return found


def _common(text: str, label: str) -> int:
    """How many characters two texts begin with alike."""
    return next((i for i, (a, b) in enumerate(zip(text, label, strict=False)) if a != b), min(len(text), len(label)))
