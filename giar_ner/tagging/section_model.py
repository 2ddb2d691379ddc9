"""The section segmenter: text -> parts that tile it. Linear scores of hashed features, decoded over the whole document; numpy only."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from giar_ner.errors import ModelError
from giar_ner.tagging.arrays import load_arrays, save_arrays
from giar_ner.tagging.section_candidates import Candidates, candidates
from giar_ner.tagging.section_chain import Lattice, Scores
from giar_ner.tagging.section_features import BITS, Features, Skeleton, content_features, start_features
from giar_ner.tagging.section_headings import govern
from giar_ner.tagging.spans import TaggedSection

_CHUNK = 1 << 20  # features scored at once: bounds the memory that a long document takes


@dataclass
class HashedWeights:
    """A weight matrix over hash buckets of which few rows are kept: `rows[k]` belongs to bucket `buckets[k]`."""

    buckets: np.ndarray  # int32, ascending
    rows: np.ndarray  # int8 (K, columns)
    scale: np.ndarray  # float32 (columns)

    def __post_init__(self) -> None:
        self._row = np.zeros(1 << BITS, np.int32)
        self._row[self.buckets] = np.arange(1, len(self.buckets) + 1, dtype=np.int32)
        self._table = np.vstack([np.zeros((1, self.rows.shape[1]), np.float32), self.rows * self.scale]).astype(np.float32)

    def __call__(self, features: Features) -> np.ndarray:
        """(rows, columns): the sum of each row's weights times values."""
        offsets = features.offsets
        out = np.zeros((len(offsets) - 1, self.rows.shape[1]), np.float32)
        first = 0
        while first < len(out):
            last = max(first + 1, int(np.searchsorted(offsets, offsets[first] + _CHUNK, "right")) - 1)
            a, b = offsets[first], offsets[last]
            found = self._row[features.buckets[a:b]]
            known = np.flatnonzero(found)
            products = self._table[found[known]] * features.values[a:b][known, None]
            edges = np.searchsorted(known, offsets[first : last + 1] - a)
            filled = np.flatnonzero(edges[1:] > edges[:-1])
            if len(filled):
                out[first + filled] = np.add.reduceat(products, edges[filled], axis=0)
            first = last
        return out


@dataclass
class SectionModel:
    """Finds the parts of a report. Predict takes the normalised text (`language.normal.normalise`)."""

    types: list[str]
    start: HashedWeights  # columns: a part of each type starts here, and last: no part starts here
    content: HashedWeights  # columns: the types
    jump: np.ndarray  # (T + 1, T), see section_chain
    stay: np.ndarray  # (T,)
    slope: float = 1.0  # of the confidence, on the logit scale
    shift: float = 0.0

    def predict(self, text: str, extra: np.ndarray | None = None) -> list[TaggedSection]:
        """The parts in order; they tile `text`. Empty text has none.

        extra: further logits, one row per atom of `section_candidates.candidates(text)` and one column per type, added to those of
        the atom's own text.
        """
        if not text:
            return []
        atoms = candidates(text)
        scores = self.scores(text, atoms)
        if extra is not None:
            scores.emit = scores.emit + extra
        return self._sections(text, atoms, self.marginals(scores))

    def scores(self, text: str, atoms: Candidates) -> Scores:
        """What the chain weighs for one document."""
        skeleton, headings = Skeleton(text), govern(text, atoms)
        starting = self.start(start_features(atoms, skeleton, headings)).astype(np.float64)
        emit = self.content(content_features(atoms, skeleton, headings)).astype(np.float64)
        return Scores(emit, starting[:, :-1], starting[:, -1])

    def marginals(self, scores: Scores) -> np.ndarray:
        """(n, T): the probability of each type at each atom."""
        batch = Scores(scores.emit[None], scores.begin[None], scores.keep[None])
        return Lattice(batch, np.array([len(scores.keep)]), self.jump, self.stay).node()[0]

    def confidence(self, mean: np.ndarray) -> np.ndarray:
        """The share of a part's characters that is right, from the mean posterior of its characters."""
        mean = np.clip(mean, 1e-6, 1 - 1e-6)
        return 1 / (1 + np.exp(-self.slope * np.log(mean / (1 - mean)) - self.shift))

    def _sections(self, text: str, atoms: Candidates, posterior: np.ndarray) -> list[TaggedSection]:
        path = posterior.argmax(1)
        first = np.flatnonzero(np.concatenate([[True], path[1:] != path[:-1]]))
        sizes = (atoms.end - atoms.start).astype(np.float64)
        sure = self.confidence(np.add.reduceat(posterior.max(1) * sizes, first) / np.add.reduceat(sizes, first))
        bounds = [*atoms.start[first].tolist(), len(text)]
        out = []
        for k, i in enumerate(first.tolist()):
            a, b = atoms.heading[i]
            out.append(TaggedSection(bounds[k], bounds[k + 1], self.types[path[i]], text[a:b].strip(), float(sure[k])))
        return out

    def save(self, folder: Path) -> None:
        """Write `sections.npz`."""
        folder.mkdir(parents=True, exist_ok=True)
        arrays: dict[str, Any] = {"types": np.array(self.types), "jump": self.jump.astype(np.float32), "stay": self.stay.astype(np.float32)}
        for name, weights in (("start", self.start), ("content", self.content)):
            arrays |= {f"{name}_buckets": weights.buckets, f"{name}_rows": weights.rows, f"{name}_scale": weights.scale}
        save_arrays(folder, "sections.npz", confidence=np.array([self.slope, self.shift]), **arrays)

    @classmethod
    def load(cls, folder: Path) -> SectionModel:
        """Read `sections.npz`. Raises ModelError when it is missing or damaged."""
        f = load_arrays(folder, "sections.npz")
        try:
            start, content = (HashedWeights(f[f"{n}_buckets"], f[f"{n}_rows"], f[f"{n}_scale"]) for n in ("start", "content"))
            jump, stay = f["jump"].astype(np.float64), f["stay"].astype(np.float64)
            return cls([str(t) for t in f["types"]], start, content, jump, stay, *f["confidence"].tolist())
        except KeyError as error:
            raise ModelError(f"sections.npz in {folder} lacks {error}") from error
