"""The lexical memory at run time: sparse linear models over hashed n-grams, pruned and quantised, in plain numpy.

A head is a table feature -> a few (label, weight) pairs; a candidate's logits are the sum over its features, divided by the root of their
number (unit-length binary vectors), plus a bias.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from giar_ner.errors import ModelError
from giar_ner.tagging.arrays import load_arrays


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
        if not rows or not len(self.keys):
            return out
        sizes = np.array([len(r) for r in rows])
        features, owner = np.concatenate(rows), np.repeat(np.arange(len(rows)), sizes)
        at = np.searchsorted(self.keys, features)
        at[at == len(self.keys)] = 0
        known = self.keys[at] == features
        at, owner = at[known], owner[known]
        counts = self.counts[at].astype(np.int64)
        total = int(counts.sum())
        if total:
            pair = np.repeat(self._first[at] - np.concatenate([[0], np.cumsum(counts)[:-1]]), counts) + np.arange(total)
            cell = np.repeat(owner, counts) * len(self.names) + self.labels[pair]
            sums = np.bincount(cell, self.weights[pair], minlength=out.size).reshape(out.shape)
            out += (sums * self.scale / np.sqrt(np.maximum(sizes, 1))[:, None]).astype(np.float32)
        return out

    def arrays(self, prefix: str) -> dict[str, np.ndarray]:
        return {
            f"{prefix}.names": np.array(self.names),
            f"{prefix}.keys": np.diff(self.keys, prepend=np.uint32(0)).astype(np.uint32),  # differences compress better
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
        np.savez_compressed(folder / "lexical.npz", phrases=np.array(sorted(self.phrases)), **arrays)  # type: ignore[arg-type]

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
