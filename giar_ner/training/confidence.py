"""Fitting how sure a decision is, on the calibration passages: logistic regression over the signals, then the curve of precision."""

from __future__ import annotations

import numpy as np
from sklearn.linear_model import LogisticRegression

from giar_ner.evaluate import judged
from giar_ner.language.normal import normalise
from giar_ner.passages import Passage
from giar_ner.records import build_records, name_alone
from giar_ner.tagging.combine import PARTS
from giar_ner.tagging.confidence import Confidence
from giar_ner.tagging.decisions import decide
from giar_ner.tagging.evidence import Evidence
from giar_ner.tagging.tagger import Tagger
from giar_ner.training.combination import restrict

POINTS = 400
"""Points of a curve at most."""


def fit_confidence(passages: list[Passage], evidence: list[Evidence], tagger: Tagger) -> Confidence:
    """Signals of the records of the calibration passages against whether each is right, by way of deciding."""
    out = Confidence()
    for part in PARTS:
        signals, right = _judgements(passages, [restrict(e, part) for e in evidence], tagger, part)
        if right.all() or not right.any():
            continue  # a smoke run: nothing to tell apart
        model = LogisticRegression(C=1.0, fit_intercept=False, max_iter=1000).fit(signals, right)
        out.weights[part] = [round(float(w), 6) for w in model.coef_[0]]
        out.curve[part] = precision_curve(out.of(signals, part), right)
    return out


def precision_curve(confidence: np.ndarray, right: np.ndarray) -> list[tuple[float, float, float]]:
    """(confidence, precision at it and above, share kept), by falling confidence; the precision of a lower bar is never above a higher one's.

    That envelope keeps a run of luck at the very top or bottom from setting a bar.
    """
    order = np.argsort(-confidence, kind="stable")
    kept = np.arange(1, len(order) + 1)
    precision = np.cumsum(right[order]) / kept
    # The first records are few: a bar needs a hundred behind it (or all there are).
    first = min(100, len(order)) - 1
    precision = np.minimum.accumulate(np.maximum(precision[first:], 0))
    at = np.unique(np.linspace(0, len(precision) - 1, POINTS).astype(int))
    sorted_confidence = confidence[order]
    points = [(sorted_confidence[first + i], precision[i], (first + 1 + i) / len(order)) for i in at.tolist()]
    return [(round(float(c), 5), round(float(p), 5), round(float(share), 5)) for c, p, share in points]


def _judgements(passages: list[Passage], evidence: list[Evidence], tagger: Tagger, part: str) -> tuple[np.ndarray, np.ndarray]:
    """Signals [n, SIGNALS] of every record that counts, and whether it agrees with the gold."""
    rows, right = [], []
    for passage, e in zip(passages, evidence, strict=True):
        normal = normalise(passage.text)
        spans = decide(e, tagger.combination, tagger.transitions, tagger.labels, part)
        by_place = {(s.start, s.end): s for s in (name_alone(normal, span) for span in spans)}
        records, _ = build_records(passage.text, normal, spans, [], int(passage.meta.get("year") or 0) or None)
        predicted = {"records": [r.model_dump(mode="json") for r in records]}
        for record, agrees in judged({"records": passage.records}, predicted):
            rows.append(by_place[record["start"], record["end"]].signals)
            right.append(agrees)
    return np.array(rows, float), np.array(right, bool)
