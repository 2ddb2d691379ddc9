"""Every labelling function on every candidate of a text: the matrix that is aggregated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from giar_ner.weak.candidates import Candidate, observe
from giar_ner.weak.functions import FUNCTIONS, NOTHING, STRENGTH, Function, Vote
from giar_ner.weak.lexicon import Lexicon, default

ABSTAIN = -1


@dataclass
class Matrix:
    """`votes[i, j]` is the index in `labels` of what function j says about candidate i, ABSTAIN (-1) where it says nothing."""

    functions: list[str]
    labels: list[Vote] = field(default_factory=lambda: [NOTHING])
    rows: list[list[int]] = field(default_factory=list)

    @property
    def votes(self) -> np.ndarray:
        return np.asarray(self.rows, np.int32).reshape(-1, len(self.functions))

    @cached_property
    def strengths(self) -> np.ndarray:
        """How much each function's vote counts in the majority."""
        return np.asarray([STRENGTH.get(name, 1.0) for name in self.functions])

    def number(self, vote: Vote) -> int:
        """The index of a label, new ones appended."""
        known = self._known
        if vote not in known:
            known[vote] = len(self.labels)
            self.labels.append(vote)
        return known[vote]

    def __post_init__(self) -> None:
        self._known = {vote: i for i, vote in enumerate(self.labels)}


def weighted_choice(row: list[int], strengths: np.ndarray) -> tuple[int, float]:
    """The label with the greatest sum of strengths and its share of all that was said; NOTHING (0) when every function abstains."""
    sums: dict[int, float] = {}
    for label, strength in zip(row, strengths, strict=True):
        if label != ABSTAIN:
            sums[label] = sums.get(label, 0.0) + float(strength)
    if not sums:
        return 0, 0.5
    best = max(sums, key=lambda k: (sums[k], -k))
    return best, sums[best] / sum(sums.values())


def apply(
    texts: Iterable[str], lexicon: Lexicon | None = None, functions: Mapping[str, Function] | None = None
) -> tuple[Matrix, list[list[Candidate]]]:
    """The votes on all candidates of all texts, in order, and the candidates of each text.

    A number hands its weighted choice on to the next one as its `guess`, which is what `elided` votes for.
    """
    lexicon, functions = lexicon or default(), functions or FUNCTIONS
    matrix, found = Matrix(list(functions)), []
    for text in texts:
        candidates = observe(text, lexicon).candidates
        for candidate in candidates:
            votes = [function(candidate) for function in functions.values()]
            row = [ABSTAIN if vote is None else matrix.number(vote) for vote in votes]
            matrix.rows.append(row)
            if candidate.quantity is not None:
                choice, _ = weighted_choice(row, matrix.strengths)
                inherited = candidate.previous.guess if candidate.previous and candidate.previous.sentence == candidate.sentence else None
                candidate.guess = matrix.labels[choice].metric or inherited
        found.append(candidates)
    return matrix, found
