"""Dawid-Skene recovers planted accuracies and beats the majority; sums are evidence."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("spacy")

from giar_ner.passages import parse
from giar_ner.weak.aggregate import DawidSkene, Posterior, majority
from giar_ner.weak.apply import ABSTAIN, Matrix, apply
from giar_ner.weak.arithmetic import fits, strengthen, sums
from giar_ner.weak.functions import FUNCTIONS, Vote
from giar_ner.weak.gold import gold_labels
from giar_ner.weak.loglinear import BIASES, LogLinear
from giar_ner.weak.report import summarise, table

ACCURACY = np.array([0.95, 0.9, 0.55, 0.5, 0.5, 0.45])


@pytest.fixture(scope="module")
def simulated() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(3)
    truth = rng.integers(0, 6, 4000)
    votes = np.full((len(truth), len(ACCURACY)), ABSTAIN, np.int32)
    for j, accuracy in enumerate(ACCURACY):
        spoke = rng.random(len(truth)) < 0.75
        right = rng.random(len(truth)) < accuracy
        wrong = (truth + rng.integers(1, 6, len(truth))) % 6
        votes[:, j] = np.where(spoke, np.where(right, truth, wrong), ABSTAIN)
    return truth, votes


def test_dawid_skene_recovers_planted_accuracies(simulated):
    _, votes = simulated
    model, _ = DawidSkene.fit(votes, 6)
    assert np.abs(model.accuracy - ACCURACY).max() < 0.05
    assert np.abs(model.propensity - 0.75).max() < 0.03


def test_dawid_skene_beats_the_majority(simulated):
    truth, votes = simulated
    plain = (majority(votes).best()[0] == truth).mean()
    learned = (DawidSkene.fit(votes, 6)[1].best()[0] == truth).mean()
    assert learned > plain + 0.03


def test_posteriors_are_distributions_over_what_was_said(simulated):
    _, votes = simulated
    for posterior in (majority(votes), DawidSkene.fit(votes, 6, rounds=3)[1]):
        assert np.allclose(posterior.probability.sum(1), 1)
        assert (posterior.probability[posterior.support < 0] == 0).all()
        assert set(posterior.of(0)) <= set(votes[0]) | {0}


def test_silence_is_nothing():
    votes = np.full((3, 2), ABSTAIN, np.int32)
    assert majority(votes).best()[0].tolist() == [0, 0, 0]
    assert DawidSkene.fit(votes, 2)[1].best()[0].tolist() == [0, 0, 0]


def test_strengths_decide_a_tie():
    votes = np.array([[1, 2]], np.int32)
    assert majority(votes, np.array([1.0, 2.0])).best()[0].tolist() == [2]


def test_fit_is_deterministic(simulated):
    _, votes = simulated
    first, second = (DawidSkene.fit(votes, 6, rounds=4)[1].probability for _ in range(2))
    assert (first == second).all()


def test_sums_are_found_and_strengthen_the_parts():
    matrix, found = apply(["三、依申请公开\n收到申请23件，其中当面12件、网上11件。"])
    (total, parts), *_ = sums(found[0])
    values = [found[0][i].quantity.value for i in (total, *parts)]
    assert values == [23, 12, 11]
    assert fits("applications.channel.online", "applications.received") and not fits("review.upheld", "applications.received")
    number, doubt = (matrix.number(Vote("stated", m)) for m in ("applications.channel.in_person", "review.upheld"))
    before = majority(np.column_stack([matrix.votes, np.full(len(matrix.votes), doubt)]))
    after = strengthen(before, found, matrix.labels)
    row = parts[0]
    assert after.of(row)[number] > before.of(row)[number]
    assert np.allclose(after.probability.sum(1), 1)


def test_report_counts_coverage_overlap_and_conflict():
    matrix = Matrix(["a", "b"])
    one, two = matrix.number(Vote("stated", "other")), matrix.number(Vote("stated", "review.total"))
    matrix.rows = [[one, one], [one, two], [one, ABSTAIN], [ABSTAIN, ABSTAIN]]
    first, second = summarise(matrix, gold=[frozenset({one})] * 4)
    assert (first.coverage, first.overlap, first.conflict, first.true) == (0.75, 0.5, 0.25, 1.0)
    assert (second.coverage, second.true) == (0.5, 0.5)
    assert table([first, second]).row_count == 2


def test_log_linear_learns_whom_to_trust_and_is_calibrated(simulated):
    truth, votes = simulated
    matrix = Matrix([f"f{j}" for j in range(len(ACCURACY))], [Vote("stated", str(k)) for k in range(6)], votes.tolist())
    gold, numbers = [frozenset({int(t)}) for t in truth], np.ones(len(truth), bool)
    model = LogLinear.fit(matrix, numbers, gold)
    weights = [model.weights[f"f{j}"] for j in range(len(ACCURACY))]
    assert weights[0] > weights[1] > max(weights[2:]) + 1
    best, probability = model.posterior(matrix, numbers).best()
    assert (best == truth).mean() > (majority(votes).best()[0] == truth).mean() + 0.03
    assert abs(probability.mean() - (best == truth).mean()) < 0.02


def test_log_linear_keeps_a_share_for_labels_that_nobody_named():
    matrix = Matrix(["a"], [Vote("none", ""), Vote("stated", "x"), Vote("stated", "y")], [[1]] * 40)
    numbers, gold = np.ones(40, bool), [frozenset({1})] * 24 + [frozenset({2})] * 16
    model = LogLinear.fit(matrix, numbers, gold, ridge=0.1)
    posterior = model.posterior(matrix, numbers)
    assert posterior.of(0)[1] == pytest.approx(0.6, abs=0.05) and posterior.probability.sum(1).max() < 0.7
    assert model.posterior(Matrix(["a"], matrix.labels, [[ABSTAIN]]), np.ones(1, bool)).best()[0].tolist() == [0]


def test_arithmetic_keeps_the_share_of_unnamed_labels():
    matrix, found = apply(["三、依申请公开\n收到申请23件，其中当面12件、网上11件。"])
    votes = majority(matrix.votes)
    halved = Posterior(votes.support, votes.probability / 2)
    after = strengthen(halved, found, matrix.labels)
    assert (after.probability.sum(1) < 1).all() and (after.probability.sum(1) >= 0.5 - 1e-9).all()


def test_shipped_weights_know_every_function_and_survive_saving(tmp_path):
    model = LogLinear.load()
    assert set(model.weights) == {*FUNCTIONS, *BIASES}
    model.save(tmp_path / "w.yaml", "fitted\nhere")
    assert LogLinear.load(tmp_path / "w.yaml") == model and (tmp_path / "w.yaml").read_text().startswith("# fitted\n# here\n")


def test_gold_labels_of_candidates():
    source = (
        "=== A-1\nkind: passage\n---\n收到申请⟦3件|applications.received;accept=other⟧，行政复议⟦1件|review.total;optional⟧，共5人参加。\n"
    )
    passages = list(parse(source, "A"))
    matrix, found = apply(p.text for p in passages)
    gold = [{tuple(matrix.labels[i]) for i in g} for g in gold_labels(passages, found, matrix)]
    first, second, third = (g for g, c in zip(gold, found[0], strict=True) if c.quantity is not None)
    assert ("stated", "applications.received") in first and ("none", "") not in first
    assert {("stated", "review.total"), ("none", "")} <= second and third == {("none", "")}
