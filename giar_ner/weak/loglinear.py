"""A log-linear aggregation: every function's vote has a weight, fitted on authored passages, and the probabilities are calibrated.

A candidate's label is one that some function named, NOTHING, or a label that nobody named. The score of the first two is the sum of the
weights of the functions that named it (and of a bias for NOTHING), that of the third a bias; probabilities are their softmax. The third
keeps its share, so the probabilities of a candidate's labels add up to less than 1: where the functions tend to miss the truth, all of
their labels are unsure. Numbers and negated phrases have biases of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from giar_ner.weak.aggregate import Posterior, support_of
from giar_ner.weak.apply import Matrix

UNNAMED = -2
_PADDING = -1
BIASES = ("nothing, number", "nothing, phrase", "unnamed, number", "unnamed, phrase")
WEIGHTS = "weights.yaml"


@dataclass(frozen=True)
class LogLinear:
    """`weights` by the names of functions and of BIASES. A function without one is not heard."""

    weights: dict[str, float]

    @classmethod
    def fit(cls, matrix: Matrix, numbers: np.ndarray, gold: list[frozenset[int]], *, ridge: float = 1.0) -> LogLinear:
        """The weights that make the right labels of the candidates most probable, drawn to 0 by `ridge`.

        numbers: bool [candidates], False for a negated phrase; gold[i]: the labels that are right for candidate i (see `gold_labels`).
        """
        from scipy.optimize import minimize

        support, features = _design(matrix.votes, numbers)
        right = np.array([[label in g for label in row] for row, g in zip(support.tolist(), gold, strict=True)])
        right[~right.any(1), -1] = True
        blocked = np.where(support == _PADDING, -np.inf, 0.0)

        def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
            p = _softmax(features @ w + blocked)
            true = (p * right).sum(1)
            slope = np.einsum("nk,nkf->f", p - p * right / true[:, None], features)
            return float(-np.log(true).sum() + 0.5 * ridge * (w @ w)), slope + ridge * w

        found = minimize(loss, np.zeros(features.shape[2]), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
        return cls({name: round(float(w), 4) for name, w in zip((*matrix.functions, *BIASES), found, strict=True)})

    @classmethod
    def load(cls, path: Path | None = None) -> LogLinear:
        """From a file that `save` wrote; by default the weights of the package."""
        return cls(yaml.safe_load(path.read_text(encoding="utf-8"))) if path else _shipped()

    def save(self, path: Path, head: str = "") -> None:
        """As YAML; the lines of `head` stand above as comments."""
        comments = "".join(f"# {line}\n" for line in head.splitlines())
        path.write_text(comments + yaml.safe_dump(self.weights, sort_keys=False), encoding="utf-8")

    def posterior(self, matrix: Matrix, numbers: np.ndarray) -> Posterior:
        """The probabilities of the labels named for each candidate and of NOTHING."""
        support, features = _design(matrix.votes, numbers)
        weights = np.array([self.weights.get(name, 0.0) for name in (*matrix.functions, *BIASES)])
        probability = _softmax(features @ weights + np.where(support == _PADDING, -np.inf, 0.0))
        return Posterior(support[:, :-1], probability[:, :-1])


@cache
def _shipped() -> LogLinear:
    weights: dict[str, Any] = yaml.safe_load(files(__package__).joinpath(WEIGHTS).read_text(encoding="utf-8"))
    return LogLinear(weights)


def _design(votes: np.ndarray, numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Labels [n, k] of each candidate (named ones, NOTHING, padding, last UNNAMED) and features [n, k, functions + BIASES]."""
    named = support_of(votes)
    nothing = np.where((named == 0).any(1), _PADDING, 0)
    support = np.concatenate([named, nothing[:, None], np.full((len(votes), 1), UNNAMED, named.dtype)], 1)
    functions = votes.shape[1]
    features = np.zeros((*support.shape, functions + len(BIASES)), np.float32)
    for j in range(functions):
        features[:, :, j] = (support == votes[:, j : j + 1]) & (support >= 0)
    number = np.asarray(numbers, bool)[:, None]
    for i, mask in enumerate(
        ((support == 0) & number, (support == 0) & ~number, (support == UNNAMED) & number, (support == UNNAMED) & ~number)
    ):
        features[:, :, functions + i] = mask
    return support, features


def _softmax(scores: np.ndarray) -> np.ndarray:
    e = np.exp(scores - scores.max(1, keepdims=True))
    return np.asarray(e / e.sum(1, keepdims=True))
