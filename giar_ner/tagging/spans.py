"""What the tagger hands on."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True, slots=True)
class TaggedSpan:
    """A span `[start, end)` that is a record of `kind` and `metric`, with the probability that it is right."""

    start: int
    end: int
    kind: str
    metric: str
    confidence: float
    signals: np.ndarray | None = field(default=None, compare=False, repr=False)
    """What the confidence was computed from (`confidence.SIGNALS`)."""


@dataclass(frozen=True, slots=True)
class TaggedSection:
    """A part `[start, end)` of the document; `heading` is its heading line, or empty."""

    start: int
    end: int
    type: str
    heading: str
    confidence: float


@dataclass
class Tagging:
    """Spans in document order, without overlaps; sections tile the text."""

    spans: list[TaggedSpan] = field(default_factory=list)
    sections: list[TaggedSection] = field(default_factory=list)
