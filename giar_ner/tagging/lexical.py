"""The lexical memory at run time: sparse linear models over hashed n-grams, pruned and quantised, in plain numpy.

A head is a table feature -> a few (label, weight) pairs; a candidate's logits are the sum over its features, divided by the root of their
number (unit-length binary vectors), plus a bias.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from giar_ner.errors import ModelError
from giar_ner.tagging.arrays import load_arrays, save_arrays

BLOCK = 32
"""Candidates whose features are looked up together: enough to share the calls, few enough for little memory."""


@dataclass
class LexicalHead:
    """`keys` sorted uint32 [K]; `counts` [K] pairs per key; `labels` and `weights` int8 [sum of counts]; `bias` float32 [labels].

    Weights are `weights * scale`. `names` are the labels.
    """

    names: list[str]
    keys: np.ndarray
    counts: np.ndarray
    labels: np.ndarray
    weights: np.ndarray
    scale: float
    bias: np.ndarray

    def __post_init__(self) -> None:
        self._first = np.concatenate([[0], np.cumsum(self.counts, dtype=np.int64)])

    def logits(self, rows: list[np.ndarray]) -> np.ndarray:
        """float32 [len(rows), labels] for distinct feature ids per row."""
        out = np.tile(self.bias, (len(rows), 1))
        for first in range(0, len(rows) if len(self.keys) else 0, BLOCK):
            block = rows[first : first + BLOCK]
            out[first : first + BLOCK] += self._sums(block) / np.sqrt([[max(1, len(r))] for r in block]).astype(np.float32)
        return out

    def _sums(self, rows: list[np.ndarray]) -> np.ndarray:
        """The summed weights [len(rows), labels] of the rows' features.

        Counted, not multiplied: the sums are of whole numbers, and no threads of a BLAS wait for each other on a busy machine.
        """
        features = np.concatenate(rows)
        at = np.minimum(np.searchsorted(self.keys, features), len(self.keys) - 1)
        known = np.flatnonzero(self.keys[at] == features)
        at = at[known]
        counts = self.counts[at].astype(np.int64)
        pair = np.arange(int(counts.sum())) + np.repeat(self._first[at] - np.cumsum(counts) + counts, counts)
        row = np.repeat(np.arange(len(rows)), [len(r) for r in rows])[known]
        place = np.repeat(row * len(self.names), counts) + self.labels[pair]
        sums = np.bincount(place, self.weights[pair], len(rows) * len(self.names))
        return (sums * self.scale).astype(np.float32).reshape(len(rows), len(self.names))

    def arrays(self, prefix: str) -> dict[str, np.ndarray]:
        return {
            f"{prefix}.names": np.array(self.names),
            f"{prefix}.keys": np.diff(self.keys, prepend=np.uint32(0)).astype(np.uint32),  # differences compress better in a package
            f"{prefix}.counts": self.counts,
            f"{prefix}.labels": self.labels,
            f"{prefix}.weights": self.weights,
            f"{prefix}.scale": np.array(self.scale, np.float32),
            f"{prefix}.bias": self.bias.astype(np.float32),
        }


class LexicalMemory:
    """The three decisions: `kind` of a number (none, stated, change, share), its `metric`, and `zero` (none or a metric) of a phrase."""

    HEADS = ("kind", "metric", "zero")

    def __init__(self, heads: dict[str, LexicalHead], phrases: frozenset[str]):
        self.heads, self.phrases = heads, phrases

    def save(self, folder: Path) -> None:
        arrays = {k: v for name, head in self.heads.items() for k, v in head.arrays(name).items()}
        save_arrays(folder, "lexical.npz", phrases=np.array(sorted(self.phrases)), **arrays)

    @classmethod
    def load(cls, folder: Path) -> LexicalMemory:
        """Raises ModelError when `lexical.npz` is missing or damaged."""
        f = load_arrays(folder, "lexical.npz")
        try:
            heads = {
                h: LexicalHead(
                    names=[str(n) for n in f[f"{h}.names"]],
                    keys=np.cumsum(f[f"{h}.keys"], dtype=np.uint32),
                    counts=f[f"{h}.counts"],
                    labels=f[f"{h}.labels"],
                    weights=f[f"{h}.weights"],
                    scale=float(f[f"{h}.scale"]),
                    bias=f[f"{h}.bias"],
                )
                for h in cls.HEADS
            }
            return cls(heads, frozenset(str(p) for p in f["phrases"]))
        except KeyError as error:
            raise ModelError(f"lexical.npz in {folder} lacks {error}") from error
