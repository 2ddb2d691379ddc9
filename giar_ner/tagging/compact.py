"""A text without its layout: page, PDF and text file of one report are tagged alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from giar_ner.language.controls import is_control
from giar_ner.language.gaps import Gaps
from giar_ner.tagging.spans import TaggedSection, Tagging

BOILERPLATE = "boilerplate"
_LAYOUT = re.compile(r"(?m)^(?:[ \t\r\f\v\u3000\xa0]*\n)+[ \t\f\v\u3000\xa0]*|^[ \t\f\v\u3000\xa0]+")
_BLANK = r"[ \t\u3000\xa0]"
_BLANKS = re.compile(rf"{_BLANK}+")
_SPACED_LABEL = re.compile(rf"(?m)^{_BLANK}*[\u4e00-\u9fff](?:{_BLANK}+[\u4e00-\u9fff]){{1,4}}(?=[：:])")
_LINE = re.compile(r"(?m)^[^\n]{1,200}(?:\n|\Z)")


def compact(text: str) -> tuple[str, Gaps]:
    """The text without its layout, and what was cut out; a text of nothing else stays as it is.

    Layout is blank lines, controls, white space before a line and the blanks that justify a label (标　题：).
    """
    cut = _joined([*_controls(text), *_in_labels(text), *(match.span() for match in _LAYOUT.finditer(text))])
    cut = [(start, end) for start, end in cut if not _between_digits(text, start, end)]
    parts, last = [], 0
    for start, end in cut:
        parts.append(text[last:start])
        last = end
    short = "".join([*parts, text[last:]])
    return (short, Gaps(cut)) if short.strip() else (text, Gaps([]))


def _controls(text: str) -> Iterator[tuple[int, int]]:
    """The lines that serve the reader of a page, with their line ends. HTML readers leave them out already."""
    for match in _LINE.finditer(text):
        if is_control(" ".join(match.group().split())):
            yield match.span()


def _in_labels(text: str) -> Iterator[tuple[int, int]]:
    """The blanks that justify a label, 索 引 号：; a PDF has none there."""
    for label in _SPACED_LABEL.finditer(text):
        yield from (blanks.span() for blanks in _BLANKS.finditer(text, *label.span()))


def _joined(ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The ranges in order, those that touch or overlap as one."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _between_digits(text: str, start: int, end: int) -> bool:
    """Whether numbers stand on the lines around, that of a page perhaps, which without what is between them would be one."""
    return start > 1 and text[start - 2].isdigit() and text[end : end + 1].isdigit()


def shortened(ranges: Sequence[tuple[int, int]], gaps: Gaps) -> list[tuple[int, int]]:
    """The ranges of a text where they are in its compact form."""
    return [(gaps.shortened(start), gaps.shortened(end)) for start, end in ranges]


def restored(tagging: Tagging, text: str, gaps: Gaps) -> Tagging:
    """What was tagged in the compact form of `text`, with the offsets of `text`.

    What was cut out belongs to the section before it; controls at either end are boilerplate.
    """
    if not gaps:
        return tagging
    spans = [replace(s, start=gaps.opening(s.start), end=gaps.closing(s.end)) for s in tagging.spans]
    if not tagging.sections:
        return Tagging(spans, [])
    starts = [gaps.opening(s.start) for s in tagging.sections]
    bounds = pairwise([*starts, gaps.closing(tagging.sections[-1].end)])
    sections = [replace(s, start=a, end=b) for s, (a, b) in zip(tagging.sections, bounds, strict=True)]
    return Tagging(spans, _to_the_ends(sections, text))


def _to_the_ends(sections: list[TaggedSection], text: str) -> list[TaggedSection]:
    """The sections and what lies before and behind them: white space goes to the nearest, anything else is boilerplate of its own."""
    first, last = sections[0], sections[-1]
    before, behind = text[: first.start].strip(), text[last.end :].strip()
    if before and first.type != BOILERPLATE:
        sections = [TaggedSection(0, first.start, BOILERPLATE, "", 1.0), *sections]
    else:
        sections = [replace(first, start=0), *sections[1:]]
    last = sections[-1]
    if behind and last.type != BOILERPLATE:
        return [*sections, TaggedSection(last.end, len(text), BOILERPLATE, "", 1.0)]
    return [*sections[:-1], replace(last, end=len(text))]
