"""The whole list at once: what a candidate counts depends on what the record before it counted.

A chain over the candidates whose state is the metric of the last record; "no record" leaves the state as it is. Marginals by
forward-backward (Rabiner 1989), so that a decision comes with its probability.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from giar_ner.errors import ModelError
from giar_ner.tagging.arrays import load_arrays

RELATIONS = 4
"""A link is one of four: the record before stands in the same sentence or not; this candidate is an amount (or a zero), or a change or share."""


@dataclass
class Transitions:
    """`pmi` float32 [RELATIONS, 1 + metrics, metrics]: log of how much likelier a metric becomes after another (row 0: no record before)."""

    pmi: np.ndarray
    strength: float
    _boosts: dict[float, np.ndarray] = field(default_factory=dict, repr=False, compare=False)
    """By strength, shared by all that `replace` makes of this."""

    @classmethod
    def count(cls, links: list[tuple[int, int, int]], metrics: int, shrink: float = 20.0) -> Transitions:
        """From (relation, metric before + 1 or 0, metric) triples of the training lists; rare rows shrink to no effect."""
        counts = np.zeros((RELATIONS, metrics + 1, metrics))
        for link in links:
            counts[link] += 1
        prior = (counts.sum(1, keepdims=True) + 0.5) / (counts.sum((1, 2), keepdims=True) + 0.5 * metrics)
        seen = (counts + shrink * prior) / (counts.sum(2, keepdims=True) + shrink)
        return cls(np.log(seen / prior).astype(np.float32), 1.0)

    @classmethod
    def load(cls, folder: Path, metrics: int) -> Transitions:
        """Raises ModelError when `transitions.npz` is missing, damaged or of another label set."""
        pmi = load_arrays(folder, "transitions.npz").get("pmi", np.empty(0)).astype(np.float32)
        if pmi.shape[1:] != (metrics + 1, metrics):
            raise ModelError(f"transitions.npz in {folder} is of another label set")
        return cls(pmi, 1.0)

    def boosts(self) -> np.ndarray:
        """How many times likelier each metric becomes, at this strength."""
        if self.strength not in self._boosts:
            self._boosts[self.strength] = np.exp(self.strength * self.pmi.astype(np.float64))
        return self._boosts[self.strength]


def marginals(none: np.ndarray, metric: np.ndarray, relation: np.ndarray, transitions: Transitions) -> tuple[np.ndarray, np.ndarray]:
    """Posterior of "no record" [n] and of each metric [n, metrics] (rows sum to 1 with it), given the whole list.

    none: probability of "no record" by the candidate alone [n]; metric: its metric distribution if it is a record [n, metrics];
    relation [n]: the kind of link to the record before. Linear in n.
    """
    n, size = metric.shape
    boosts = transitions.boosts()
    emit = np.concatenate([none[:, None], (1 - none)[:, None] * metric], 1)
    forward = np.zeros((n + 1, size + 1))
    forward[0, 0] = 1
    for i in range(n):
        onward = forward[i] @ boosts[relation[i]]
        forward[i + 1] = forward[i] * emit[i, 0]
        forward[i + 1, 1:] += onward * emit[i, 1:]
        forward[i + 1] /= forward[i + 1].sum() or 1.0
    post_none, post_metric = np.empty(n), np.empty((n, size))
    backward = np.ones(size + 1)
    for i in range(n - 1, -1, -1):
        arrive = emit[i, 1:] * backward[1:]
        joint_none = float((forward[i] * emit[i, 0] * backward).sum())
        joint = (forward[i] @ boosts[relation[i]]) * arrive
        total = joint_none + joint.sum() or 1.0
        post_none[i], post_metric[i] = joint_none / total, joint / total
        backward = emit[i, 0] * backward + boosts[relation[i]] @ arrive
        backward /= backward.max() or 1.0
    return post_none, post_metric
