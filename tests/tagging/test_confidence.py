"""Confidence: odds that stay finite, a bar that keeps what it promises, files that are refused when they are of another make."""

import json
from pathlib import Path

import numpy as np
import pytest

from giar_ner.errors import ModelError
from giar_ner.tagging.confidence import LIMIT, SIGNALS, Confidence, log_odds


def test_log_odds_are_finite_and_rising() -> None:
    odds = log_odds(np.array([0.0, 0.2, 0.5, 0.9, 1.0]))
    assert (np.diff(odds) > 0).all() and odds[2] == 0 and abs(odds).max() == LIMIT


def test_unfitted_it_is_the_joint_probability() -> None:
    p = np.array([0.1, 0.5, 0.97])
    signals = np.zeros((3, len(SIGNALS)))
    signals[:, SIGNALS.index("joint")] = log_odds(p)
    np.testing.assert_allclose(Confidence().of(signals, "all"), p)


def test_the_bar_is_the_lowest_that_keeps_the_precision() -> None:
    confidence = Confidence(curve={"all": [(0.99, 1.0, 0.5), (0.9, 0.99, 0.7), (0.8, 0.97, 0.9)], "neural": [], "lexical": []})
    assert confidence.threshold(0.98, "all") == 0.9
    assert confidence.threshold(0.5, "all") == 0.8
    with pytest.raises(ModelError, match="without a curve"):
        confidence.threshold(0.9, "neural")
    with pytest.raises(ModelError, match="above 0 and below 1"):
        confidence.threshold(1.5, "all")


def test_a_bar_that_cannot_be_had_is_refused() -> None:
    with pytest.raises(ModelError, match=r"0\.970 at most"):
        Confidence(curve={"all": [(0.8, 0.97, 0.9)]}).threshold(0.99, "all")


def test_saved_and_loaded_it_is_the_same(tmp_path: Path) -> None:
    made = Confidence(curve={"all": [(0.9, 0.99, 0.7)], "neural": [], "lexical": []})
    made.save(tmp_path)
    assert Confidence.load(tmp_path) == made
    raw = json.loads((tmp_path / "confidence.json").read_text(encoding="utf-8"))
    (tmp_path / "confidence.json").write_text(json.dumps(raw | {"signals": ["another"]}), encoding="utf-8")
    with pytest.raises(ModelError, match=r"confidence\.json"):
        Confidence.load(tmp_path)
