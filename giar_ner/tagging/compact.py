"""A text without its blank lines and indents, which are matters of layout: a page, a PDF and a text file of one report are tagged alike."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from giar_ner.language.gaps import Gaps
from giar_ner.tagging.spans import Tagging

_LAYOUT = re.compile(r"(?m)^(?:[ \t\r\f\v\u3000\xa0]*\n)+[ \t\f\v\u3000\xa0]*|^[ \t\f\v\u3000\xa0]+")


def compact(text: str) -> tuple[str, Gaps]:
    """The text without blank lines and without white space before its lines, and where they were; a text of nothing else stays as it is."""
    cut = [match.span() for match in _LAYOUT.finditer(text) if not _between_digits(text, *match.span())]
    parts, last = [], 0
    for start, end in cut:
        parts.append(text[last:start])
        last = end
    short = "".join([*parts, text[last:]])
    return (short, Gaps(cut)) if short else (text, Gaps([]))


def _between_digits(text: str, start: int, end: int) -> bool:
    """Whether numbers stand on the lines around, that of a page perhaps, which without what is between them would be one."""
    return text[start - 2 : start - 1].isdigit() and text[end : end + 1].isdigit()


def shortened(ranges: Sequence[tuple[int, int]], gaps: Gaps) -> list[tuple[int, int]]:
    """The ranges of a text where they are in its compact form."""
    return [(gaps.shortened(start), gaps.shortened(end)) for start, end in ranges]


def restored(tagging: Tagging, text: str, gaps: Gaps) -> Tagging:
    """What was tagged in the compact form of `text`, with the offsets of `text`. Blank lines belong to the section before them."""
    if not gaps:
        return tagging
    spans = [replace(s, start=gaps.opening(s.start), end=gaps.closing(s.end)) for s in tagging.spans]
    starts = [gaps.opening(s.start) for s in tagging.sections[1:]]
    bounds = zip([0, *starts], [*starts, len(text)], strict=True) if tagging.sections else ()
    sections = [replace(s, start=a, end=b) for s, (a, b) in zip(tagging.sections, bounds, strict=True)]
    return Tagging(spans, sections)
