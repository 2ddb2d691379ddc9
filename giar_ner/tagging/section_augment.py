"""More training documents for the segmenter, made from the authored ones: real ones lose headings and lines and arrive in pieces."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

import numpy as np

_NUMBERING = re.compile(r"^\s*([一二三四五六七八九十]{1,2}、|[（(][一二三四五六七八九十]{1,2}[)）]|\d{1,2}[.、．])")
_HEADING = re.compile(r"\s*[^\n。；：]{2,30}[\n。：]")


@dataclass
class Labelled:
    """A text with its sections as (start, end, type) in order; they tile it."""

    text: str
    sections: list[tuple[int, int, str]]

    def parts(self) -> list[tuple[str, str]]:
        """(type, text) of each section."""
        return [(kind, self.text[a:b]) for a, b, kind in self.sections]


def augmented(documents: list[Labelled], rng: np.random.Generator) -> list[Labelled]:
    """Variants of `documents`: pieces of reports, reports with parts from others, headings gone, lines gone."""
    by_type: dict[str, list[str]] = defaultdict(list)
    for document in documents:
        for kind, words in document.parts():
            by_type[kind].append(words)
    out = []
    for document in documents:
        parts = document.parts()
        if len(parts) >= 4:
            if rng.random() < 0.5:
                out.append(_join(_exchanged(parts, by_type, rng)))
            if rng.random() < 0.2:
                first = int(rng.integers(0, len(parts) - 1))
                out.append(_join(parts[first : first + int(rng.integers(1, 4))]))
        if rng.random() < 0.2:
            out.append(_join([(kind, _beheaded(words) if rng.random() < 0.5 else words) for kind, words in parts]))
        if rng.random() < 0.15:
            glue = " " if rng.random() < 0.7 else ""
            out.append(_join([(kind, re.sub(r"\s*\n\s*", glue, words)) for kind, words in parts]))
    return out


def _join(parts: list[tuple[str, str]]) -> Labelled:
    sections, place = [], 0
    for kind, words in parts:
        sections.append((place, place + len(words), kind))
        place += len(words)
    return Labelled("".join(words for _, words in parts), sections)


def _exchanged(parts: list[tuple[str, str]], by_type: dict[str, list[str]], rng: np.random.Generator) -> list[tuple[str, str]]:
    """The order of this report, parts of others: a numbered part gives way, half of the time, to one of its type under its number."""
    out = []
    for kind, words in parts:
        mine = _NUMBERING.match(words)
        if mine and rng.random() < 0.5:
            other = by_type[kind][int(rng.integers(len(by_type[kind])))]
            theirs = _NUMBERING.match(other)
            if theirs:
                words = mine.group() + other[theirs.end() :]
                words = words if words.endswith("\n") else words + "\n"
        out.append((kind, words))
    return out


def _beheaded(words: str) -> str:
    """A part without its heading line, where enough is left to tell what it is."""
    heading = _HEADING.match(words)
    if not heading or len(words) - heading.end() < 20:
        return words
    return words[heading.end() :].lstrip()
