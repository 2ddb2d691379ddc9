"""How far a score may be trusted: bootstrap intervals over documents, seeded."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from giar_ner.evaluate.scores import Scores


def interval(
    documents: Sequence[Scores], name: str = "record", *, draws: int = 2000, level: float = 0.95, seed: int = 0
) -> tuple[float, float]:
    """Bootstrap interval of a slice's F1: documents are drawn with replacement."""
    return _percentiles(_resampled(documents, name, draws, seed), level)


def difference(
    ours: Sequence[Scores], theirs: Sequence[Scores], name: str = "record", *, draws: int = 2000, level: float = 0.95, seed: int = 0
) -> tuple[float, float]:
    """Paired bootstrap interval of F1(ours) - F1(theirs); both lists hold the same documents in the same order."""
    if len(ours) != len(theirs):
        raise ValueError("a paired bootstrap needs the same documents on both sides")
    return _percentiles(_resampled(ours, name, draws, seed) - _resampled(theirs, name, draws, seed), level)


def _resampled(documents: Sequence[Scores], name: str, draws: int, seed: int) -> np.ndarray:
    counts = np.array([(s[name].right, s[name].predicted + s[name].gold) for s in documents], float).reshape(-1, 2)
    if not len(counts):
        return np.zeros(draws)
    weights = np.random.default_rng(seed).multinomial(len(counts), np.full(len(counts), 1 / len(counts)), size=draws)
    right, total = (weights @ counts).T
    return np.divide(2 * right, total, out=np.zeros(draws), where=total > 0)  # F1 = 2 right / (predicted + gold)


def _percentiles(values: np.ndarray, level: float) -> tuple[float, float]:
    low, high = np.quantile(values, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)
