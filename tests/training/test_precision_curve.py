"""The curve of precision."""

import numpy as np
import pytest

pytest.importorskip("sklearn", reason="training needs the extra: pip install 'giar-ner[train]'")

from giar_ner.training.confidence import precision_curve


def test_the_curve_falls_and_ends_with_everything() -> None:
    rng = np.random.default_rng(0)
    confidence = rng.random(3000)
    curve = precision_curve(confidence, rng.random(3000) < confidence)
    bars, precision, share = map(np.array, zip(*curve, strict=True))
    assert (np.diff(bars) <= 0).all() and (np.diff(precision) <= 0).all() and (np.diff(share) > 0).all()
    assert share[-1] == 1 and precision[-1] == pytest.approx(0.5, abs=0.04)


def test_luck_at_the_top_sets_no_bar() -> None:
    right = np.array([True] * 5 + [False] * 100)
    assert max(p for _, p, _ in precision_curve(np.linspace(1, 0, 105), right)) < 0.06
