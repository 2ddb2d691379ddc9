"""Neural and lexical evidence added up: a weighted sum of logits per decision, fitted on held-out text, which also calibrates it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np

from giar_ner.errors import ModelError

PARTS = ("all", "neural", "lexical")


def log_softmax(x: np.ndarray) -> np.ndarray:
    """Along the last axis."""
    x = x - x.max(-1, keepdims=True)
    return x - np.log(np.exp(x).sum(-1, keepdims=True))


@dataclass
class Mixture:
    """logits = neural * log-probabilities + lexical * margins, plus `none` on the first label (where that label means "no record")."""

    neural: float = 1.0
    lexical: float = 1.0
    none: float = 0.0

    def log_probabilities(self, neural: np.ndarray | None, lexical: np.ndarray | None) -> np.ndarray:
        total = np.zeros(1)
        if neural is not None:
            total = total + self.neural * log_softmax(neural.astype(np.float64))
        if lexical is not None:
            total = total + self.lexical * lexical.astype(np.float64)
        if self.none:
            total = total.copy()
            total[..., 0] += self.none
        return log_softmax(total)


@dataclass
class Combination:
    """One mixture per decision and per way of deciding (all, neural alone, lexical alone), the strength of the list context, and of sections."""

    mixtures: dict[str, dict[str, Mixture]] = field(
        default_factory=lambda: {p: {h: Mixture() for h in ("kind", "metric", "zero")} for p in PARTS}
    )
    strength: dict[str, float] = field(default_factory=lambda: dict.fromkeys(PARTS, 0.5))
    section: dict[str, float] = field(default_factory=lambda: dict.fromkeys(PARTS, 0.0))
    """Weight of the encoder's section log-probabilities beside the segmenter's."""
    sure: float = 1.0
    """Probability from which the lexical memory's decision stands in a cascade, and the encoder is not asked."""

    def save(self, folder: Path) -> None:
        (folder / "combination.json").write_text(json.dumps(asdict(self), indent=1), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Combination:
        """Raises ModelError when `combination.json` is missing or damaged."""
        try:
            raw = json.loads((folder / "combination.json").read_text(encoding="utf-8"))
            mixtures = {p: {h: Mixture(**m) for h, m in heads.items()} for p, heads in raw["mixtures"].items()}
            strength, section = ({p: float(raw[name][p]) for p in PARTS} for name in ("strength", "section"))
            return cls(mixtures, strength, section, float(raw["sure"]))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ModelError(f"combination.json in {folder} is missing or damaged") from error
