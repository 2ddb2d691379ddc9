"""The aggregators by name: what turns the votes on the candidates into probabilities of their labels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, get_args

import numpy as np

from giar_ner.errors import ConfigError
from giar_ner.weak.aggregate import DawidSkene, Posterior, majority
from giar_ner.weak.apply import Matrix
from giar_ner.weak.arithmetic import strengthen
from giar_ner.weak.candidates import Candidate
from giar_ner.weak.loglinear import LogLinear

Aggregator = Literal["majority", "weighted-majority", "dawid-skene", "log-linear"]
"""Every function counts alike; each counts with its author's strength; accuracies are estimated from the votes, drawn towards the strengths;
weights were fitted on the authored passages."""
DEFAULT: Aggregator = "log-linear"
"""Its best labels are as good as those of the weighted majority, but it alone knows how sure they are: what is trained on its labels is better
(`python -m benchmarks.weak --train 400`)."""


def aggregate(matrix: Matrix, candidates: list[list[Candidate]], aggregator: Aggregator = DEFAULT, *, arithmetic: bool = True) -> Posterior:
    """The probabilities of the labels of all candidates. With `arithmetic`, parts that add up to their total vote for each other's labels.

    Raises ConfigError for an aggregator that there is not.
    """
    if aggregator not in _MAKE:
        raise ConfigError(f"unknown aggregator {aggregator!r}: {', '.join(get_args(Aggregator))}")
    posterior = _MAKE[aggregator](matrix, numbers_among(candidates))
    return strengthen(posterior, candidates, matrix.labels) if arithmetic else posterior


def dawid_skene(matrix: Matrix) -> tuple[DawidSkene, Posterior]:
    """Stopped early: on the authored passages every further round moved the accuracies away from the true ones, because functions that read
    the same words vouch for each other."""
    return DawidSkene.fit(matrix.votes, len(matrix.labels), matrix.strengths, pull=2000.0, anchor=5.0, rounds=1)


def numbers_among(candidates: list[list[Candidate]]) -> np.ndarray:
    """bool [candidates]: a number, and not a negated phrase."""
    return np.array([c.quantity is not None for found in candidates for c in found], bool)


_MAKE: dict[str, Callable[[Matrix, np.ndarray], Posterior]] = {
    "majority": lambda matrix, numbers: majority(matrix.votes),
    "weighted-majority": lambda matrix, numbers: majority(matrix.votes, matrix.strengths),
    "dawid-skene": lambda matrix, numbers: dawid_skene(matrix)[1],
    "log-linear": lambda matrix, numbers: LogLinear.load().posterior(matrix, numbers),
}
