"""The figures on weak supervision: how labels are judged, and a run on the toy passages."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("spacy")

from benchmarks import weak
from giar_ner.passages import parse
from giar_ner.weak.aggregate import Posterior

SOURCE = "=== X-1\nkind: passage\n---\n收到申请⟦3件|applications.received⟧，行政复议⟦1件|review.total⟧，另有2018年的旧文。\n"


def votes() -> weak.Votes:
    return weak.Votes.of(list(parse(SOURCE, "X")))


def test_judging_right_wrong_and_unsure_labels():
    found = votes()
    truth = [next(iter(g)) for g in found.gold]
    assert [found.matrix.labels[i].metric for i in truth if i] == ["applications.received", "review.total"] and found.asked == 2
    support = np.array(truth)[:, None]
    perfect = weak.judge(Posterior(support, np.ones(support.shape)), found)
    assert (perfect["accuracy"], perfect["precision"], perfect["recall"], perfect["ece"]) == (1, 1, 1, 0)
    unsure = np.where(support == truth[-1], 1.0, 0.4)
    half = weak.judge(Posterior(support, unsure), found)
    assert half["accuracy"] == 1 and half["unsure"] > 0 and half["recall"] < 1 and half["ece"] > 0
    wrong = weak.judge(Posterior(np.full(support.shape, max(truth) + 1), np.ones(support.shape)), found)
    assert wrong["f1"] == 0 and wrong["precision at recall"] == {"0.4": None, "0.5": None, "0.6": None}


def test_a_run_on_the_toy(data: Path, tmp_path: Path):
    assert weak.main(["--data", str(data), "--out", str(tmp_path), "--no-skweak"]) == 0
    kept = json.loads((tmp_path / "weak.json").read_text(encoding="utf-8"))
    assert kept["passages"] == 4 and kept["records"] == 16
    assert {"majority", "log-linear", "log-linear + arithmetic"} <= set(kept["aggregators"])
    assert all(0 <= row["f1"] <= kept["ceiling"] + 1e-9 for row in kept["aggregators"].values() if row["precision"] == 1)
    text = (tmp_path / "weak.md").read_text(encoding="utf-8")
    assert "| word_before |" in text and "| dawid-skene |" in text


def test_skweak_aggregates_our_votes(monkeypatch: pytest.MonkeyPatch):
    pytest.importorskip("skweak", reason="skweak's aggregators are compared where it is installed")
    from rich.console import Console

    from benchmarks import weak_skweak

    monkeypatch.setattr(weak_skweak, "HMM_RARE", 1)
    found = votes()
    sizes = [len(c) for c in found.candidates]
    posteriors = weak_skweak.posteriors(found.matrix, sizes, Console(quiet=True))
    assert len(posteriors) == 4
    for posterior in posteriors.values():
        assert ((posterior.probability >= 0) & (posterior.probability <= 1)).all()
        best, _ = posterior.best()
        spoken = (found.matrix.votes >= 0).sum(1) > 0
        assert all(int(label) in found.matrix.votes[i] for i, label in enumerate(best) if spoken[i])
