"""The chain over a document's atoms: each has a section type, and a part starts where the type changes.

Scores of a labelling y_0 ... y_n-1, with `emit[i, t]` how well atom i's text fits type t:

    sum of emit[i, y_i]
    + where the type changes, and at atom 0:  begin[i, y_i] + jump[y_i-1, y_i]      (row T of `jump`: nothing before)
    + where it stays:                         keep[i] + stay[y_i]

What is asked of it is the posterior probability of each type at each atom: the likeliest type atom by atom is the reading with the most
characters right on average, and measured better than the likeliest labelling of the whole (Viterbi).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass
class Scores:
    """One document, or a padded batch with a leading axis and `length` atoms in each."""

    emit: np.ndarray  # (..., n, T)
    begin: np.ndarray  # (..., n, T)
    keep: np.ndarray  # (..., n)


@dataclass
class Beliefs:
    """Posterior probabilities of a padded batch."""

    log_z: np.ndarray  # (B,)
    node: np.ndarray  # (B, n, T): atom i has type t
    start: np.ndarray  # (B, n, T): a part of type t starts at atom i
    jumps: np.ndarray  # (T + 1, T): expected number of changes, summed over the batch
    stays: np.ndarray  # (T,)


class Lattice:
    """Forward-backward over documents of `length` atoms each, in scaled probabilities: no logarithm inside the loops."""

    def __init__(self, scores: Scores, length: np.ndarray, jump: np.ndarray, stay: np.ndarray) -> None:
        batch, n, types = scores.emit.shape
        self.off = np.exp(jump[:types])
        np.fill_diagonal(self.off, 0.0)
        self.first = np.exp(jump[types])
        self.inside = np.arange(n)[None, :] < length[:, None]
        self.emit = np.exp(scores.emit - scores.emit.max(2, keepdims=True))
        level = np.maximum(scores.begin.max(2), scores.keep)
        self.peak = level + scores.emit.max(2)
        self.begin = np.exp(scores.begin - level[:, :, None]) * self.emit
        self.held = np.exp(scores.keep - level)[:, :, None] * np.exp(stay) * self.emit
        self.alpha = np.zeros((batch, n, types))
        self.scale = np.ones((batch, n))
        self._forward()
        self.beta = np.ones((batch, n, types))
        self._backward()

    def _forward(self) -> None:
        for i in range(self.alpha.shape[1]):
            before = self.alpha[:, i - 1]
            now = (before @ self.off) * self.begin[:, i] + before * self.held[:, i] if i else self.begin[:, 0] * self.first
            self.scale[:, i] = total = np.maximum(now.sum(1), 1e-280)
            self.alpha[:, i] = now / total[:, None]

    def _backward(self) -> None:
        back = np.ascontiguousarray(self.off.T)
        ragged = not self.inside.all()
        for i in range(self.alpha.shape[1] - 2, -1, -1):
            ahead = self.beta[:, i + 1]
            now = ((self.begin[:, i + 1] * ahead) @ back + self.held[:, i + 1] * ahead) / self.scale[:, i + 1 : i + 2]
            self.beta[:, i] = np.where(self.inside[:, i + 1 : i + 2], now, 1.0) if ragged else now

    def node(self) -> np.ndarray:
        """(B, n, T): the probability that atom i has type t."""
        return self.alpha * self.beta * self.inside[:, :, None]

    def beliefs(self) -> Beliefs:
        """All that training asks for."""
        types = self.alpha.shape[2]
        node = self.node()
        start = np.zeros_like(node)
        start[:, 0] = node[:, 0]
        jumps = np.zeros((types + 1, types))
        jumps[types] = node[:, 0].sum(0)
        ahead = (self.beta * (self.inside / self.scale)[:, :, None])[:, 1:]
        goal = self.begin[:, 1:] * ahead
        start[:, 1:] = (self.alpha[:, :-1] @ self.off) * goal
        stays = (self.alpha[:, :-1] * self.held[:, 1:] * ahead).sum((0, 1))
        jumps[:types] = self.off * (self.alpha[:, :-1].reshape(-1, types).T @ goal.reshape(-1, types))
        log_z = ((np.log(self.scale) + self.peak) * self.inside).sum(1)
        return Beliefs(log_z, node, start, jumps, stays)
