"""Train the section segmenter: a conditional random field over the atoms of each document, by AdaGrad on mini-batches.

    python -m giar_ner.training.sections [--data data/passages] [--output giar_ner/models/default] [--seed 0]

writes `sections.npz` alone: after a change of section marks or features, a model folder needs no whole training run.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from giar_ner import ontology
from giar_ner.language.normal import normalise
from giar_ner.passages import Passage, read, split
from giar_ner.tagging.section_candidates import Candidates, candidates
from giar_ner.tagging.section_chain import Beliefs, Lattice, Scores
from giar_ner.tagging.section_features import BITS, Features, Skeleton, content_features, start_features
from giar_ner.tagging.section_headings import govern
from giar_ner.tagging.section_model import HashedWeights, SectionModel
from giar_ner.training.section_augment import Labelled, augmented


@dataclass(frozen=True)
class SectionTraining:
    """How the segmenter is trained."""

    epochs: int = 8
    batch: int = 48
    rate: float = 0.15
    decay: float = 2e-2  # L2 on the weights that a batch touches
    rows: int = 24_000  # hash buckets kept in each of the two matrices
    seen: int = 2  # buckets seen in fewer atoms than this are left out
    polish: int = 2  # epochs after the small rows are gone
    drop: float = 0.1  # probability of hiding a feature: no single n-gram may carry a decision
    augment: bool = True  # add the documents that section_augment makes


def train_sections(passages: list[Passage], seed: int, how: SectionTraining | None = None) -> SectionModel:
    """A segmenter of the ontology's section types, from passages with gold sections. The same input gives the same model."""
    how = how or SectionTraining()
    rng = np.random.default_rng(seed)
    types = list(ontology.section_types())
    whole = [Labelled(normalise(p.text), [(s["start"], s["end"], s["type"]) for s in p.sections]) for p in passages if p.sections]
    field = _Field([*whole, *(augmented(whole, rng) if how.augment else [])], types, how)
    for epoch in range(how.epochs):
        field.epoch(rng, how.rate * (1 - epoch / (how.epochs + how.polish)))
    field.prune()
    for epoch in range(how.polish):
        field.epoch(rng, how.rate * (how.polish - epoch) / (how.epochs + how.polish))
    return field.model()


def gold_types(atoms: Candidates, sections: list[tuple[int, int, str]], types: list[str]) -> np.ndarray:
    """The type of each atom: that of the section which holds its middle."""
    starts = np.array([s[0] for s in sections])
    names = np.array([types.index(s[2]) for s in sections])
    middle = (np.maximum(atoms.start, np.minimum(atoms.head, atoms.end - 1)) + atoms.end - 1) // 2
    return names[np.maximum(np.searchsorted(starts, middle, "right") - 1, 0)]


def calibrated(model: SectionModel, passages: list[Passage]) -> SectionModel:
    """The same model, its confidence fitted to `passages` it has not seen: logistic regression, parts weighted by length."""
    raw = replace(model, slope=1.0, shift=0.0)
    rows = []
    for p in passages:
        for part in raw.predict(normalise(p.text)) if p.sections else ():
            inside = [min(part.end, s["end"]) - max(part.start, s["start"]) for s in p.sections if s["type"] == part.type]
            right = sum(x for x in inside if x > 0)
            rows.append((part.confidence, right, part.end - part.start - right))
    sure, right, wrong = np.array(rows, np.float64).T
    sure = np.clip(sure, 1e-6, 1 - 1e-6)
    logit = np.log(sure / (1 - sure))
    fit = LogisticRegression(C=1e6).fit(
        np.concatenate([logit, logit])[:, None],
        np.repeat([1, 0], len(logit)),
        sample_weight=np.concatenate([right, wrong]) / (right + wrong).mean(),
    )
    return replace(model, slope=float(fit.coef_[0, 0]), shift=float(fit.intercept_[0]))


class _Matrix:
    """Hashed features of all atoms in a row, reduced to the buckets that are seen often enough; AdaGrad weights over them."""

    def __init__(self, parts: list[Features], columns: int, seen: int) -> None:
        buckets = np.concatenate([p.buckets for p in parts])
        count = np.bincount(buckets, minlength=1 << BITS)
        self.buckets = np.flatnonzero(count >= seen)
        place = np.full(1 << BITS, -1, np.int32)
        place[self.buckets] = np.arange(len(self.buckets), dtype=np.int32)
        column = place[buckets]
        known = column >= 0
        sizes = np.concatenate([np.diff(p.offsets) for p in parts])
        row_of = np.repeat(np.arange(len(sizes)), sizes)[known]
        offsets = np.concatenate([[0], np.cumsum(np.bincount(row_of, minlength=len(sizes)))])
        values = np.concatenate([p.values for p in parts])[known].astype(np.float32)
        self.x = sparse.csr_matrix((values, column[known], offsets), (len(sizes), len(self.buckets)))
        self.w = np.zeros((len(self.buckets), columns), np.float32)
        self.squares = np.full(len(self.buckets), 1e-3, np.float32)[:, None].repeat(columns, 1)

    def batch(self, rows: np.ndarray, rng: np.random.Generator, drop: float) -> sparse.csr_matrix:
        x = self.x[rows]
        if drop:
            x.data = x.data * (rng.random(len(x.data), np.float32) >= drop) / np.float32(1 - drop)
        return x

    def step(self, x: sparse.csr_matrix, gradient: np.ndarray, rate: float, decay: float) -> None:
        touched, inverse = np.unique(x.indices, return_inverse=True)
        small = sparse.csr_matrix((x.data, inverse.astype(np.int32), x.indptr), (x.shape[0], len(touched)))
        g = small.T @ gradient.astype(np.float32) + decay * self.w[touched]
        self.squares[touched] += g * g
        self.w[touched] -= rate * g / np.sqrt(self.squares[touched])

    def prune(self, rows: int) -> None:
        """Keep the rows that move the scores most: their length times how often they occur."""
        often = np.sqrt(np.bincount(self.x.indices, minlength=len(self.buckets)))
        weight = np.linalg.norm(self.w, axis=1) * often
        kept = np.sort(np.argsort(-weight, kind="stable")[:rows])
        self.x = self.x.tocsc()[:, kept].tocsr()
        self.buckets, self.w, self.squares = self.buckets[kept], self.w[kept], self.squares[kept]

    def weights(self) -> HashedWeights:
        scale = np.maximum(np.abs(self.w).max(0), 1e-6) / 127
        return HashedWeights(self.buckets.astype(np.int32), np.round(self.w / scale).astype(np.int8), scale.astype(np.float32))


class _Field:
    """The random field, its documents, and one pass over them."""

    def __init__(self, documents: list[Labelled], types: list[str], how: SectionTraining) -> None:
        self.types, self.how = types, how
        starts: list[Features] = []
        contents: list[Features] = []
        gold: list[np.ndarray] = []
        for document in documents:
            atoms, skeleton = candidates(document.text), Skeleton(document.text)
            headings = govern(document.text, atoms)
            starts.append(start_features(atoms, skeleton, headings))
            contents.append(content_features(atoms, skeleton, headings))
            gold.append(gold_types(atoms, document.sections, types))
        self.length = np.array([len(g) for g in gold])
        self.offset = np.cumsum(self.length) - self.length
        self.gold = np.concatenate(gold)
        n = len(types)
        self.start, self.content = _Matrix(starts, n + 1, how.seen), _Matrix(contents, n, how.seen)
        self.dense = np.zeros((n + 2, n))  # jump above, stay below
        self.dense_squares = np.full((n + 2, n), 1e-3)

    def epoch(self, rng: np.random.Generator, rate: float) -> float:
        """One pass in batches of documents of like length; the mean loss per atom."""
        order = np.lexsort((rng.random(len(self.length)), self.length))
        batches = [order[i : i + self.how.batch] for i in range(0, len(order), self.how.batch)]
        loss = sum(self._batch(batches[k], rng, rate) for k in rng.permutation(len(batches)))
        return loss / len(self.gold)

    def _batch(self, documents: np.ndarray, rng: np.random.Generator, rate: float) -> float:
        length, n = self.length[documents], len(self.types)
        shape = (len(documents), int(length.max()))
        inside = np.arange(shape[1])[None, :] < length[:, None]
        rows = (self.offset[documents][:, None] + np.arange(shape[1]))[inside]
        xs, xc = self.start.batch(rows, rng, self.how.drop), self.content.batch(rows, rng, self.how.drop)
        starting, emit, gold = np.zeros((*shape, n + 1)), np.zeros((*shape, n)), np.zeros(shape, np.int64)
        starting[inside], emit[inside], gold[inside] = xs @ self.start.w, xc @ self.content.w, self.gold[rows]
        jump, stay = self.dense[:-1], self.dense[-1]
        found = Lattice(Scores(emit, starting[..., :n], starting[..., n]), length, jump, stay).beliefs()
        loss, d_start, d_emit, d_dense = _gradients(found, starting, emit, gold, inside, jump, stay)
        self.start.step(xs, d_start[inside], rate, self.how.decay)
        self.content.step(xc, d_emit[inside], rate, self.how.decay)
        d_dense = d_dense + self.how.decay * self.dense
        self.dense_squares += d_dense**2
        self.dense -= rate * d_dense / np.sqrt(self.dense_squares)
        return loss

    def prune(self) -> None:
        self.start.prune(self.how.rows)
        self.content.prune(self.how.rows)

    def _dense(self) -> tuple[np.ndarray, np.ndarray]:
        """jump and stay at the precision of the file."""
        dense = self.dense.astype(np.float32).astype(np.float64)
        return dense[:-1], dense[-1]

    def model(self) -> SectionModel:
        return SectionModel(self.types, self.start.weights(), self.content.weights(), *self._dense())


def _gradients(
    found: Beliefs, starting: np.ndarray, emit: np.ndarray, gold: np.ndarray, inside: np.ndarray, jump: np.ndarray, stay: np.ndarray
) -> tuple[float, np.ndarray, np.ndarray, np.ndarray]:
    """Loss (negative log-likelihood) and its gradients: what the field expects less what the gold says."""
    n = emit.shape[2]
    b, i = np.nonzero(inside)
    y = gold[b, i]
    d_emit = found.node.copy()
    d_emit[b, i, y] -= 1
    change = np.ones(gold.shape, bool)
    change[:, 1:] = gold[:, 1:] != gold[:, :-1]
    changes = change[b, i]
    d_start = np.zeros_like(starting)
    d_start[..., :n] = found.start
    d_start[..., n] = np.where(inside, 1 - found.start.sum(2), 0)
    d_start[:, 0, n] = 0
    d_start[b[changes], i[changes], y[changes]] -= 1
    d_start[b[~changes], i[~changes], n] -= 1
    before = np.where(i > 0, gold[b, np.maximum(i - 1, 0)], n)
    d_dense = np.vstack([found.jumps, found.stays])
    np.subtract.at(d_dense, (before[changes], y[changes]), 1)
    np.subtract.at(d_dense, (np.full((~changes).sum(), n + 1), y[~changes]), 1)
    score = emit[b, i, y].sum() + starting[b[changes], i[changes], y[changes]].sum() + starting[b[~changes], i[~changes], n].sum()
    score += jump[before[changes], y[changes]].sum() + stay[y[~changes]].sum()
    return float(found.log_z.sum() - score), d_start, d_emit, d_dense


def main(argv: Sequence[str] | None = None) -> int:
    """Entry point."""
    parser = argparse.ArgumentParser(prog="python -m giar_ner.training.sections", description="Train sections.npz of a model folder.")
    parser.add_argument("--data", type=Path, default=Path("data/passages"))
    parser.add_argument("--output", type=Path, default=Path("giar_ner/models/default"))
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args(argv)
    splits = split(read(args.data), args.data)
    calibrated(train_sections(splits.train, args.seed), splits.calibration).save(args.output)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
