"""What both models say of a text's candidates, before any decision."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from giar_ner.language.sentences import sentences
from giar_ner.tagging.candidates import Candidate
from giar_ner.tagging.features import FeatureExtractor
from giar_ner.tagging.labels import KINDS, Labels
from giar_ner.tagging.lexical import LexicalMemory

ZERO = KINDS.index("zero_statement")
NUMBER_KINDS = KINDS[:ZERO]


@dataclass
class Evidence:
    """What was said of one text's candidates.

    neural_kind [n, 1 + KINDS] and neural_metric [n, metrics] are pooled logits; lexical_* are margins: kind [n, 4], metric [n, metrics],
    zero [n, 1 + metrics]. A part that was not asked is None.
    """

    candidates: list[Candidate]
    sentence: np.ndarray = field(default_factory=lambda: np.empty(0, int))
    """Which sentence each candidate stands in."""
    neural_kind: np.ndarray | None = None
    neural_metric: np.ndarray | None = None
    asked: np.ndarray | None = None
    """Whether the encoder read each candidate; the neural rows of the others are zeros. None where it read all or none."""
    lexical_kind: np.ndarray | None = None
    lexical_metric: np.ndarray | None = None
    lexical_zero: np.ndarray | None = None
    neural_section: np.ndarray | None = None
    """[atoms, section types]: mean log-probabilities over the characters of each atom of `section_candidates.candidates(text)`."""


def spread(margins: np.ndarray, names: list[str], onto: list[str], floor: float = -1.5) -> np.ndarray:
    """Margins of a head's own labels laid out over `onto`; labels that it never saw get `floor`."""
    out = np.full((len(margins), len(onto)), floor, np.float32)
    index = {n: i for i, n in enumerate(onto)}
    out[:, [index[n] for n in names]] = margins
    return out


def ask_lexical(out: Evidence, lexical: LexicalMemory, labels: Labels, text: str) -> None:
    """Fill the lexical margins of `out`. Each head is asked about the candidates that it decides, the others' margins are zeros."""
    zero = np.array([c.zero for c in out.candidates], bool)
    metrics = list(labels.metrics)
    heads = (("kind", ["none", *NUMBER_KINDS], ~zero), ("metric", metrics, ~zero), ("zero", ["none", *metrics], zero))
    margins = {name: np.zeros((len(zero), len(onto)), np.float32) for name, onto, _ in heads}
    first = 0
    for rows in FeatureExtractor(text, out.candidates).blocks():
        for name, onto, whose in heads:
            head, asked = lexical.heads[name], np.flatnonzero(whose[first : first + len(rows)])
            margins[name][first + asked] = spread(head.logits([rows[i] for i in asked]), head.names, onto)
        first += len(rows)
    out.lexical_kind, out.lexical_metric, out.lexical_zero = (margins[name] for name, _, _ in heads)


def sentence_of(text: str, candidates: list[Candidate]) -> np.ndarray:
    """Which sentence of `text` each candidate stands in, counted from 1."""
    return np.searchsorted([a for a, _ in sentences(text)] or [0], [c.start for c in candidates], "right")
