"""Fitting the combination on the calibration split: mixtures by maximum likelihood, the strength of the list context by record accuracy."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from scipy.optimize import minimize

from giar_ner.language.normal import normalise
from giar_ner.passages import Passage
from giar_ner.tagging.combine import PARTS, Combination, Mixture
from giar_ner.tagging.decisions import local_probabilities, neural_zero, relations, whole_list
from giar_ner.tagging.decode import Transitions, marginals
from giar_ner.tagging.evidence import Evidence, sentence_of
from giar_ner.tagging.labels import KINDS, NONE, Labels
from giar_ner.tagging.tagger import Tagger
from giar_ner.training.examples import Example, gold_of

Golds = list[list[dict[str, Any] | None]]
"""For each passage the gold record of each candidate, or None."""
LOSS, DRAWS = 0.002, 1000
"""Record F1 that a cascade may cost, and bootstraps of the calibration passages by which that is judged."""


def count_transitions(examples: list[Example], labels: Labels) -> Transitions:
    """How metrics follow each other in the gold lists of the training examples."""
    links = []
    for example in examples:
        kind = np.array([KINDS.index(g["kind"]) if g else 0 for g in example.gold], int)
        if not len(kind):
            continue
        before = 0
        for g, relation in zip(example.gold, relations(sentence_of(example.text, example.candidates), kind), strict=True):
            if g:
                metric = labels.metric_index[g["metric"]]
                links.append((int(relation), before, metric))
                before = metric + 1
    return Transitions.count(links, len(labels.metrics))


def fit_combination(passages: list[Passage], evidence: list[Evidence], labels: Labels, transitions: Transitions) -> Combination:
    """Evidence of the calibration passages, which neither model was trained on, -> mixtures and strengths."""
    out = Combination()
    golds = [gold_of(p, e.candidates) for p, e in zip(passages, evidence, strict=True)]
    data = {h: _stack(h, golds, evidence, labels) for h in ("kind", "metric", "zero")}
    for part in PARTS:
        for head, (neural, lexical, accepted) in data.items():
            if len(accepted):
                out.mixtures[part][head] = _fit(
                    neural if part != "lexical" else None, lexical if part != "neural" else None, accepted, head
                )
        out.strength[part] = _strength(golds, [restrict(e, part) for e in evidence], labels, transitions, out, part)
    return out


def fit_sections(combination: Combination, tagger: Tagger, passages: list[Passage], evidence: list[Evidence]) -> None:
    """Choose the weight of the encoder's section evidence by the share of characters in the right section.

    The smallest that is not worse than the best by more than one standard error of the difference over the passages (Breiman et al. 1984):
    the best of many on few passages is often luck.
    """
    weights = (0.0, 0.1, 0.2, 0.35, 0.5, 0.75, 1.0, 1.5, 2.5)
    right = np.zeros((len(weights), len(passages)))
    for i, weight in enumerate(weights):
        for j, (passage, e) in enumerate(zip(passages, evidence, strict=True)):
            found = tagger.segment(normalise(passage.text), e, weight)
            for s in passage.sections:
                right[i, j] += sum(max(0, min(s["end"], f.end) - max(s["start"], f.start)) for f in found if f.type == s["type"])
    behind = right[right.sum(1).argmax()] - right
    error = behind.std(1) * np.sqrt(len(passages))
    chosen = weights[int(np.flatnonzero(behind.sum(1) <= error)[0])]
    combination.section |= {"all": chosen, "neural": chosen}  # the lexical memory alone has nobody to ask


def fit_cascade(combination: Combination, tagger: Tagger, passages: list[Passage], evidence: list[Evidence]) -> None:
    """Set the probability from which the lexical memory's decision stands: the lowest that surely costs no more than LOSS in record F1.

    Surely: in 95 of 100 bootstraps over the passages, which are asked about again at each bar, since the encoder also proposes candidates in
    what it reads. Every higher bar has to keep to it as well. `tagger` decides by `combination`; `evidence` is what it says without a cascade.
    """
    draws = np.random.default_rng(0).multinomial(len(passages), np.full(len(passages), 1 / len(passages)), size=DRAWS)

    def f1(known: list[Evidence]) -> np.ndarray:
        """Of the decisions about the candidates, in each bootstrap."""
        right, total = (draws @ np.array([_counts(p, e, combination, tagger) for p, e in zip(passages, known, strict=True)])).T
        return 2 * right / np.maximum(total, 1)

    whole, chosen = f1(evidence), 1.0
    tagger.cascade = True
    for bar in (0.995, 0.99, 0.98, 0.97, 0.95, 0.9, 0.85, 0.8):
        combination.sure = bar
        cost = whole - f1([tagger.evidence(normalise(p.text)) for p in passages])
        if np.quantile(cost, 0.95) > LOSS:
            break
        chosen = bar
    combination.sure, tagger.cascade = chosen, False


def _counts(passage: Passage, e: Evidence, combination: Combination, tagger: Tagger) -> tuple[int, int]:
    """Right decisions about a passage's candidates, and how many records it has and is said to have together."""
    right, total = 0, sum(not r.get("optional") for r in passage.records)
    if not e.candidates:
        return right, total
    none, kind, metric = whole_list(e, combination, tagger.transitions, "all")
    for i, g in enumerate(gold_of(passage, e.candidates)):
        if (g and g.get("optional")) or none[i] >= 0.5:
            continue
        total += 1
        if g and g["kind"] == KINDS[kind[i].argmax()]:
            right += tagger.labels.metrics[metric[i].argmax()] in (g["metric"], *g.get("accept", ()))
    return right, total


def restrict(e: Evidence, part: str) -> Evidence:
    """The evidence that a way of deciding has: `all`, `neural` or `lexical` alone."""
    if part == "neural":
        return replace(e, lexical_kind=None, lexical_metric=None, lexical_zero=None)
    return replace(e, neural_kind=None, neural_metric=None) if part == "lexical" else e


def _stack(head: str, golds: Golds, evidence: list[Evidence], labels: Labels) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Neural and lexical scores [n, labels] of a decision's candidates, and a 0/1 matrix of what is accepted."""
    neural, lexical, accepted = [], [], []
    size = {"kind": len(KINDS), "metric": len(labels.metrics), "zero": len(labels.metrics) + 1}[head]
    for gold, e in zip(golds, evidence, strict=True):
        if not e.candidates:
            continue
        assert e.neural_kind is not None and e.neural_metric is not None
        zero_scores = neural_zero(e)
        for i, (c, g) in enumerate(zip(e.candidates, gold, strict=True)):
            if (g and g.get("optional")) or c.zero != (head == "zero") or (head == "metric" and g is None):
                continue
            right = np.zeros(size)
            if head == "kind":
                right[KINDS.index(g["kind"]) + 1 if g else NONE] = 1
            elif g:
                right[[labels.metric_index[m] + (head == "zero") for m in (g["metric"], *g.get("accept", ()))]] = 1
            else:
                right[NONE] = 1
            neural.append({"kind": e.neural_kind[i, :-1], "metric": e.neural_metric[i], "zero": zero_scores[i]}[head])
            lexical.append({"kind": e.lexical_kind, "metric": e.lexical_metric, "zero": e.lexical_zero}[head][i])  # type: ignore[index]
            accepted.append(right)
    return np.array(neural), np.array(lexical), np.array(accepted)


def _fit(neural: np.ndarray | None, lexical: np.ndarray | None, accepted: np.ndarray, head: str) -> Mixture:
    """Three numbers by maximum likelihood; both weights stay positive."""

    def mixture(x: np.ndarray) -> Mixture:
        return Mixture(float(np.exp(x[0])), float(np.exp(x[1])), 0.0 if head == "metric" else float(x[2]))

    def loss(x: np.ndarray) -> float:
        p = np.exp(mixture(x).log_probabilities(neural, lexical))
        return float(-np.log(np.maximum((p * accepted).sum(1), 1e-12)).mean() + 1e-4 * (x**2).sum())

    found = minimize(loss, np.array([0.0, 1.0, 0.0]), method="Nelder-Mead", options={"maxiter": 200, "xatol": 1e-2, "fatol": 1e-5})
    return mixture(found.x)


def _strength(
    golds: Golds, evidence: list[Evidence], labels: Labels, transitions: Transitions, combination: Combination, part: str
) -> float:
    """The strength whose marginals give the accepted decisions the highest likelihood."""
    best, chosen = -np.inf, 0.0
    for strength in (0.0, 0.15, 0.3, 0.45, 0.6, 0.8, 1.0):
        score, count = 0.0, 0
        for gold, e in zip(golds, evidence, strict=True):
            if not e.candidates:
                continue
            none, kind, metric = local_probabilities(e, combination, part)
            none, metric = marginals(none, metric, relations(e.sentence, kind.argmax(1)), replace(transitions, strength=strength))
            for i, g in enumerate(gold):
                if g and g.get("optional"):
                    continue
                names = [labels.metric_index[m] for m in (g["metric"], *g.get("accept", ()))] if g else []
                score += float(np.log(max(1e-9, metric[i, names].sum() if g else none[i])))
                count += 1
        if score / max(count, 1) > best:
            best, chosen = score / max(count, 1), strength
    return chosen
