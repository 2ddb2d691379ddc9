"""How sure a decision is: a small logistic model over what both models said, and the precision that a bar of confidence keeps.

Both are fitted on held-out passages (`training.confidence`). The probability of a label says little about the decision's own risk where two
models disagree; a model over a few signals ranks decisions better (selective prediction: El-Yaniv and Wiener 2010; Corbière et al. 2019).
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np

from giar_ner.errors import ModelError
from giar_ner.tagging.combine import PARTS

SIGNALS = ("bias", "joint", "record", "margin", "neural", "lexical", "neural_agrees", "lexical_agrees", "open", "derived", "zero")
"""What is known of a decision: log-odds of metric and kind, of being a record, and of the metric over the next; each model's own
log-odds of the metric, and whether it is that model's first; metric of an open class, kind change or share, zero statement (0 or 1)."""
LIMIT = 8.0


def log_odds(p: np.ndarray) -> np.ndarray:
    """Log-odds of probabilities, cut at +-LIMIT, beyond which no model is to be believed."""
    p = np.clip(p, 1e-9, 1 - 1e-9)
    return np.clip(np.log(p) - np.log1p(-p), -LIMIT, LIMIT)


@dataclass
class Confidence:
    """For each way of deciding: weights of SIGNALS, and the curve of (confidence, precision at it and above, share of records kept)."""

    weights: dict[str, list[float]] = field(default_factory=lambda: {p: [0.0, 1.0, *[0.0] * (len(SIGNALS) - 2)] for p in PARTS})
    """At first the log-odds of metric and kind as they are."""
    curve: dict[str, list[tuple[float, float, float]]] = field(default_factory=lambda: {p: [] for p in PARTS})

    def of(self, signals: np.ndarray, part: str) -> np.ndarray:
        """The probability [n] that each decision is right, from its signals [n, SIGNALS]."""
        return 1 / (1 + np.exp(-np.clip(signals @ np.array(self.weights[part]), -LIMIT, LIMIT)))

    def threshold(self, precision: float, part: str) -> float:
        """The lowest confidence at and above which at least `precision` of the records are right. Raises ModelError where none is."""
        if not 0 < precision < 1:
            raise ModelError(f"a precision is a share above 0 and below 1, not {precision:g}")
        curve = self.curve[part]
        if not curve:
            raise ModelError("this model was trained without a curve of precision: min_precision cannot be had")
        good = [confidence for confidence, right, _ in curve if right >= precision]
        if not good:
            raise ModelError(f"this model reaches a precision of {max(right for _, right, _ in curve):.3f} at most, not {precision:g}")
        return min(good)

    def save(self, folder: Path) -> None:
        (folder / "confidence.json").write_text(json.dumps({"signals": SIGNALS, **asdict(self)}, indent=1) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Confidence:
        """Raises ModelError when `confidence.json` is missing, damaged or of other signals."""
        try:
            raw = json.loads((folder / "confidence.json").read_text(encoding="utf-8"))
            weights = {p: [float(w) for w in raw["weights"][p]] for p in PARTS}
            curve = {p: [(float(a), float(b), float(c)) for a, b, c in raw["curve"][p]] for p in PARTS}
            if tuple(raw["signals"]) != SIGNALS or any(len(w) != len(SIGNALS) for w in weights.values()):
                raise ValueError("other signals")
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ModelError(f"confidence.json in {folder} is missing or damaged") from error
        return cls(weights, curve)
