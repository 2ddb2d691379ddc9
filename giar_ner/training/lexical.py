"""Fitting the lexical memory: one-against-rest linear SVMs (LIBLINEAR; Fan et al. 2008) on hashed n-grams, then pruned and quantised."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from giar_ner.tagging.features import FeatureExtractor
from giar_ner.tagging.labels import KINDS
from giar_ner.tagging.lexical import LexicalHead, LexicalMemory
from giar_ner.training.config import LexicalConfig
from giar_ner.training.examples import Example


def fit_lexical(examples: list[Example], phrases: frozenset[str], config: LexicalConfig, seed: int) -> LexicalMemory:
    """The three heads from the candidates of `examples`."""
    rows: list[np.ndarray] = []
    kinds: list[str] = []
    metrics: list[str | None] = []
    is_zero: list[bool] = []
    weights: list[float] = []
    for example in examples:
        rows += FeatureExtractor(example.text, example.candidates).rows()
        for c, g in zip(example.candidates, example.gold, strict=True):
            is_zero.append(c.zero)
            kinds.append(g["kind"] if g else "none")
            metrics.append(g["metric"] if g else None)
            weights.append((config.optional_weight if g and g.get("optional") else 1.0) * (g or {}).get("weight", 1.0))
    zero, weight = np.array(is_zero), np.array(weights)
    known = np.array([m is not None for m in metrics])
    matrix, keys = _matrix(rows, config.minimum_count)
    heads = {}
    order = ["none", *KINDS]
    jobs = (
        ("kind", ~zero, kinds, config.kind_cost),
        ("metric", ~zero & known, metrics, config.metric_cost),
        ("zero", zero, [m or "none" for m in metrics], config.zero_cost),
    )
    for name, chosen, labels, cost in jobs:
        at = np.flatnonzero(chosen)
        heads[name] = _fit(matrix[at], keys, [labels[i] for i in at], weight[at], cost, config, name, seed, order)  # type: ignore[misc]
    return LexicalMemory(heads, phrases)


def _matrix(rows: list[np.ndarray], minimum: int) -> tuple[csr_matrix, np.ndarray]:
    """Unit-length binary rows over the features seen `minimum` times and more, and their sorted hashes."""
    flat = np.concatenate(rows) if rows else np.empty(0, np.uint32)
    keys, column, counts = np.unique(flat, return_inverse=True, return_counts=True)
    frequent = counts >= minimum
    sizes = np.array([len(r) for r in rows])
    value = np.repeat(1 / np.sqrt(np.maximum(sizes, 1)), sizes).astype(np.float64)
    keep = frequent[column]
    place = np.cumsum(frequent) - 1
    owner = np.repeat(np.arange(len(rows)), sizes)
    matrix = csr_matrix((value[keep], (owner[keep], place[column[keep]])), shape=(len(rows), int(frequent.sum())))
    return matrix, keys[frequent].astype(np.uint32)


def _fit(
    x: csr_matrix,
    keys: np.ndarray,
    labels: list[str],
    weight: np.ndarray,
    cost: float,
    config: LexicalConfig,
    name: str,
    seed: int,
    order: list[str],
) -> LexicalHead:
    names = sorted(set(labels), key=lambda n: (order.index(n) if n in order else len(order), n))
    index = {n: i for i, n in enumerate(names)}
    y = np.array([index[n] for n in labels])
    if len(names) < 2:  # a data set that shows one class only: always that class
        return LexicalHead(names, *_empty(), 1.0, np.zeros(len(names), np.float32))
    model = LinearSVC(C=cost, max_iter=config.iterations, random_state=seed, dual=True, tol=1e-3).fit(x, y, sample_weight=weight)
    coefficients, bias = model.coef_, model.intercept_
    if len(names) == 2:
        coefficients, bias = np.concatenate([-coefficients, coefficients]), np.concatenate([-bias, bias])
    return _prune(names, keys, coefficients, bias.astype(np.float32), config.kept_pairs[name])


def _empty() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    return np.empty(0, np.uint32), np.empty(0, np.uint8), np.empty(0, np.uint8), np.empty(0, np.int8)


def _prune(names: list[str], keys: np.ndarray, coefficients: np.ndarray, bias: np.ndarray, pairs: int) -> LexicalHead:
    """Keep the `pairs` largest weights, in eight bits, and no feature whose weights are all one step. coefficients [labels, features]."""
    size = np.abs(coefficients)
    if size.size > pairs:
        threshold = np.partition(size.ravel(), size.size - pairs)[size.size - pairs]
        coefficients = np.where(size >= threshold, coefficients, 0.0)
    scale = float(np.abs(coefficients).max() or 1.0) / 127
    quantised = np.rint(coefficients / scale).astype(np.int8).T  # [features, labels]
    quantised[(np.abs(quantised) <= 1).all(axis=1)] = 0  # a third of the features of metrics, most of those of kinds: they decide nothing
    feature, label = np.nonzero(quantised)
    counts = np.bincount(feature, minlength=len(keys))
    used = counts > 0
    narrow = np.min_scalar_type(len(names))  # one byte as long as there are no more than 255 labels
    return LexicalHead(names, keys[used], counts[used].astype(narrow), label.astype(narrow), quantised[feature, label], scale, bias)
