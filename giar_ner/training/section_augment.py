"""More training documents for the segmenter, made from the authored ones: real reports lose their lines and arrive in pieces.

Tried and left out, since the development split lost by them: parts without their heading line, and parts exchanged with those of others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np


@dataclass
class Labelled:
    """A text with its sections as (start, end, type) in order; they tile it."""

    text: str
    sections: list[tuple[int, int, str]]

    def parts(self) -> list[tuple[str, str]]:
        """(type, text) of each section."""
        return [(kind, self.text[a:b]) for a, b, kind in self.sections]


def augmented(documents: list[Labelled], rng: np.random.Generator) -> list[Labelled]:
    """Variants of `documents`: runs of one to three parts of a report, and texts on one line."""
    out = []
    for document in documents:
        parts = document.parts()
        if len(parts) >= 4 and rng.random() < 0.2:
            first = int(rng.integers(0, len(parts) - 1))
            out.append(joined(parts[first : first + int(rng.integers(1, 4))]))
        if rng.random() < 0.15:
            glue = " " if rng.random() < 0.7 else ""
            out.append(joined([(kind, re.sub(r"\s*\n\s*", glue, words)) for kind, words in parts]))
    return out


def joined(parts: list[tuple[str, str]]) -> Labelled:
    """One document of these (type, text) parts; a part without text is left out."""
    sections, place = [], 0
    for kind, words in parts:
        if words:
            sections.append((place, place + len(words), kind))
            place += len(words)
    return Labelled("".join(words for _, words in parts), sections)
