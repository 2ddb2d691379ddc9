"""How sure a decision is: what it is fitted on, and the curve of precision."""

import numpy as np
import pytest

pytest.importorskip("sklearn", reason="training needs the extra: pip install 'giar-ner[train]'")

from giar_ner.extractor import default_model
from giar_ner.language.normal import normalise
from giar_ner.passages import parse
from giar_ner.tagging.tagger import Tagger
from giar_ner.training.confidence import fit_confidence, precision_curve

ZERO = """=== T-1
kind: passage
year: 2016
---
本局收到申请⟦7件|other⟧，均已答复⟦7件|applications.outcome.total⟧，全年没有发生⟦收费|zero:fees.collected⟧。
"""


def test_a_zero_statement_of_which_the_name_alone_is_kept_counts_as_well() -> None:
    tagger = Tagger(default_model(), threads=1)
    (passage,) = parse(ZERO, "T")
    evidence = tagger.evidence(normalise(passage.text))
    assert any(c.zero and passage.text[c.start : c.end] == "发生收费" for c in evidence.candidates)
    assert fit_confidence([passage], [evidence], tagger).curve["all"]


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
