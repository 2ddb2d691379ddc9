"""Evidence -> spans: each candidate alone, then the whole list, then how sure the decision is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from giar_ner.ontology import OPEN
from giar_ner.tagging.combine import Combination, log_softmax
from giar_ner.tagging.confidence import LIMIT, SIGNALS, Confidence, log_odds
from giar_ner.tagging.decode import Transitions, marginals
from giar_ner.tagging.evidence import ZERO, Evidence
from giar_ner.tagging.labels import KINDS, NONE, Labels
from giar_ner.tagging.spans import TaggedSpan


def decide(
    e: Evidence,
    combination: Combination,
    transitions: Transitions,
    labels: Labels,
    parts: str = "all",
    confidence: Confidence | None = None,
) -> list[TaggedSpan]:
    """The most probable decision for every candidate, given the whole list."""
    if not e.candidates:
        return []
    none, kind, metric = whole_list(e, combination, transitions, parts)
    best_kind = kind.argmax(1)
    signals = decision_signals(e, none, kind, metric, labels)
    confidence = confidence or Confidence()
    sure = confidence.of(signals, parts)
    if e.asked is not None and parts == "all":
        sure = np.where(e.asked, sure, confidence.of(signals, "lexical"))
    out: list[TaggedSpan] = []
    for i, c in enumerate(e.candidates):
        if none[i] >= 0.5:
            continue
        best = int(metric[i].argmax())
        span = TaggedSpan(c.start, c.end, KINDS[best_kind[i]], labels.metrics[best], float(sure[i]), signals[i])
        last = out[-1] if out else None
        if c.zero and last and last.kind == span.kind and last.metric == span.metric and c.start - last.end < 4:
            continue  # one name of the metric in two pieces
        out.append(span)
    return out


def unsure(e: Evidence, combination: Combination, transitions: Transitions) -> np.ndarray:
    """Of which candidates [n] the lexical memory is less sure than `combination.sure`."""
    if not e.candidates:
        return np.zeros(0, bool)
    none, kind, metric = whole_list(e, combination, transitions, "lexical")
    return np.maximum(none, metric.max(1) * kind.max(1)) < combination.sure


def whole_list(e: Evidence, combination: Combination, transitions: Transitions, parts: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Given the whole list: P(none) [n], P(kind | record) [n, KINDS], P(record of this metric) [n, metrics]."""
    none, kind, metric = local_probabilities(e, combination, parts)
    none, metric = marginals(
        none, metric, relations(e.sentence, kind.argmax(1)), replace(transitions, strength=combination.strength[parts])
    )
    return none, kind, metric


def local_probabilities(e: Evidence, combination: Combination, parts: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """By each candidate alone: P(none) [n], P(kind | record) [n, KINDS], P(metric | record) [n, metrics].

    Where the encoder was not asked, the lexical memory decides as it does alone.
    """
    if parts == "all" and e.asked is not None and not e.asked.all():
        both, alone = (_local_probabilities(e, combination, p) for p in (parts, "lexical"))
        none, kind, metric = (np.where(e.asked.reshape(-1, *[1] * (x.ndim - 1)), x, y) for x, y in zip(both, alone, strict=True))
        return none, kind, metric
    return _local_probabilities(e, combination, parts)


def _local_probabilities(e: Evidence, combination: Combination, parts: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    mixtures = combination.mixtures[parts]
    zero = np.array([c.zero for c in e.candidates])
    neural, lexical = parts != "lexical" and e.neural_kind is not None, parts != "neural" and e.lexical_kind is not None
    number_kind = mixtures["kind"].log_probabilities(e.neural_kind[:, :-1] if neural else None, e.lexical_kind if lexical else None)  # type: ignore[index]
    metric = np.exp(mixtures["metric"].log_probabilities(e.neural_metric if neural else None, e.lexical_metric if lexical else None))
    joint = np.exp(mixtures["zero"].log_probabilities(neural_zero(e) if neural else None, e.lexical_zero if lexical else None))
    none = np.where(zero, joint[:, 0], np.exp(number_kind[:, NONE]))
    kind = np.zeros((len(zero), len(KINDS)))
    number = np.exp(number_kind[:, 1:])
    kind[:, :ZERO] = number / np.maximum(number.sum(1, keepdims=True), 1e-300)
    kind[zero] = np.eye(len(KINDS))[ZERO]
    metric[zero] = joint[zero, 1:] / np.maximum(joint[zero, 1:].sum(1, keepdims=True), 1e-300)
    return none, kind, metric


def neural_zero(e: Evidence) -> np.ndarray:
    """Log-probabilities [n, 1 + metrics]: no zero statement, or one of each metric."""
    assert e.neural_kind is not None and e.neural_metric is not None
    pair = log_softmax(e.neural_kind[:, [NONE, 1 + ZERO]].astype(np.float64))
    return np.concatenate([pair[:, :1], pair[:, 1:] + log_softmax(e.neural_metric.astype(np.float64))], 1)


def relations(sentence: np.ndarray, kind: np.ndarray) -> np.ndarray:
    """The link of each candidate to the one before it (see decode.RELATIONS)."""
    elsewhere = np.concatenate([[True], sentence[1:] != sentence[:-1]])
    derived = (kind == KINDS.index("change")) | (kind == KINDS.index("share"))
    return elsewhere.astype(int) + 2 * derived.astype(int)


def decision_signals(e: Evidence, none: np.ndarray, kind: np.ndarray, metric: np.ndarray, labels: Labels) -> np.ndarray:
    """`confidence.SIGNALS` of the best decision for every candidate, [n, SIGNALS]; `metric` is joint with being a record."""
    best, rows = metric.argmax(1), np.arange(len(metric))
    top = np.sort(metric, 1)[:, -2:]
    out = dict.fromkeys(SIGNALS, np.zeros(len(metric)))
    out["bias"] = np.ones(len(metric))
    out["joint"] = log_odds(metric[rows, best] * kind.max(1))
    out["record"] = log_odds(1 - none)
    out["margin"] = log_odds(top[:, 1] / np.maximum(top.sum(1), 1e-300))
    zero = np.array([c.zero for c in e.candidates])
    if e.neural_metric is not None:
        p = np.exp(log_softmax(e.neural_metric.astype(np.float64)))
        out["neural"], out["neural_agrees"] = log_odds(p[rows, best]), (p.argmax(1) == best).astype(float)
        if e.asked is not None:
            out["neural"], out["neural_agrees"] = out["neural"] * e.asked, out["neural_agrees"] * e.asked
    if e.lexical_metric is not None and e.lexical_zero is not None:
        margins = np.where(zero[:, None], e.lexical_zero[:, 1:], e.lexical_metric).astype(np.float64)
        rest = margins.copy()
        rest[rows, best] = -np.inf
        out["lexical"] = np.clip(margins[rows, best] - rest.max(1), -LIMIT, LIMIT)
        out["lexical_agrees"] = (margins.argmax(1) == best).astype(float)
    out["open"] = np.isin(np.array(labels.metrics)[best], OPEN).astype(float)
    out["derived"] = np.isin(kind.argmax(1), [KINDS.index("change"), KINDS.index("share")]).astype(float)
    out["zero"] = zero.astype(float)
    return np.stack([out[s] for s in SIGNALS], 1)
