"""The words around a span, cut to a width in terminal cells, with the span marked."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from rich.cells import cell_len
from rich.text import Text

ELLIPSIS = "…"
MARKS = ("«", "»")  # around a span where there is no colour to show it
HIGHLIGHT = "black on bright_yellow"


def clean(text: str) -> str:
    """One line that is safe to print: single spaces; control and invisible characters, which could steer a terminal, are dropped."""
    spaced = "".join(" " if c.isspace() else "" if unicodedata.category(c) in ("Cc", "Cf", "Cs") else c for c in text)
    return " ".join(spaced.split())


def head(text: str, width: int) -> str:
    """The longest beginning of `text` that fits `width` cells, with an ellipsis where something was cut."""
    return text if cell_len(text) <= width else _take(text, width - 1) + ELLIPSIS


def tail(text: str, width: int) -> str:
    """The longest end of `text` that fits `width` cells, with an ellipsis where something was cut."""
    return text if cell_len(text) <= width else ELLIPSIS + _take(reversed(text), width - 1)[::-1]


def snippet(text: str, start: int, end: int, first: int, last: int, width: int, *, colour: bool = True) -> Text:
    """`text[first:last]` cut to `width` cells around the span `[start, end)`, which is highlighted."""
    opening, closing = ("", "") if colour else MARKS
    span = head(clean(text[start:end]), width - cell_len(opening + closing))
    before, after = (_edge(text[first:start], at_end=True), _edge(text[end:last], at_end=False))
    room = max(0, width - cell_len(span) - cell_len(opening + closing))
    # What leads up to a number says what it is; it gets two thirds of the room, and what the other side does not need.
    left = max(room * 2 // 3, room - cell_len(after))
    before = tail(before, left)
    after = head(after, room - cell_len(before))
    return Text.assemble(before, (f"{opening}{span}{closing}", HIGHLIGHT if colour else "bold"), after)


def fold(text: Text, width: int) -> Text:
    """`text` broken into lines of at most `width` cells at any character, as Chinese is set (rich breaks at spaces).

    A styled run (the span, a note) stays whole where it fits a line.
    """
    plain, start, breaks = text.plain, 0, []
    while cell_len(plain[start:]) > width:
        end = start + max(1, len(_take(plain[start:], width)))
        for run in text.spans:
            if start < run.start < end < run.end and cell_len(plain[run.start : run.end]) <= width:
                end = run.start
        breaks.append(end)
        start = end
    return Text("\n").join(text.divide(breaks))


def _edge(text: str, *, at_end: bool) -> str:
    """`clean`, keeping one space on the side that touches the span."""
    done = clean(text)
    if done and text[-1 if at_end else 0] in " \t\u3000":
        return f"{done} " if at_end else f" {done}"
    return done


def _take(characters: Iterable[str], width: int) -> str:
    taken, used = [], 0
    for character in characters:
        used += cell_len(character)
        if used > width:
            break
        taken.append(character)
    return "".join(taken)
