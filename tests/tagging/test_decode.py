"""The chain over the list of candidates, against brute force."""

from itertools import product

import numpy as np
import pytest

from giar_ner.tagging.decode import RELATIONS, Transitions, marginals


def brute_force(none: np.ndarray, metric: np.ndarray, relation: np.ndarray, boosts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    n, size = metric.shape
    post_none, post_metric = np.zeros(n), np.zeros((n, size))
    for path in product(range(size + 1), repeat=n):  # 0 is "no record"
        weight, state = 1.0, 0
        for i, choice in enumerate(path):
            if choice == 0:
                weight *= none[i]
            else:
                weight *= (1 - none[i]) * metric[i, choice - 1] * boosts[relation[i], state, choice - 1]
                state = choice
        for i, choice in enumerate(path):
            if choice == 0:
                post_none[i] += weight
            else:
                post_metric[i, choice - 1] += weight
    total = post_none[0] + post_metric[0].sum()
    return post_none / total, post_metric / total


@pytest.mark.parametrize("seed", range(5))
def test_marginals_equal_the_sum_over_all_lists(seed: int) -> None:
    rng = np.random.default_rng(seed)
    metric = rng.dirichlet(np.ones(3), size=4)
    none, relation = rng.random(4), rng.integers(0, RELATIONS, 4)
    transitions = Transitions(rng.normal(size=(RELATIONS, 4, 3)).astype(np.float32), 0.7)
    found = marginals(none, metric, relation, transitions)
    wanted = brute_force(none, metric, relation, transitions.boosts())
    np.testing.assert_allclose(found[0], wanted[0], atol=1e-9)
    np.testing.assert_allclose(found[1], wanted[1], atol=1e-9)


def test_without_strength_every_candidate_stands_alone() -> None:
    rng = np.random.default_rng(1)
    metric, none = rng.dirichlet(np.ones(5), size=6), rng.random(6)
    transitions = Transitions(rng.normal(size=(RELATIONS, 6, 5)).astype(np.float32), 0.0)
    found = marginals(none, metric, np.zeros(6, int), transitions)
    np.testing.assert_allclose(found[0], none, atol=1e-9)
    np.testing.assert_allclose(found[1], (1 - none)[:, None] * metric, atol=1e-9)


def test_a_frequent_follower_becomes_likelier() -> None:
    links = [(0, 1, 1)] * 200 + [(0, 0, 0)] * 200  # metric 1 follows metric 0; metric 0 comes first
    transitions = Transitions.count(links, 3)
    metric = np.array([[0.9, 0.05, 0.05], [0.4, 0.3, 0.3]])
    _, after = marginals(np.zeros(2), metric, np.zeros(2, int), transitions)
    assert after[1].argmax() == 1


def test_long_lists_neither_overflow_nor_vanish() -> None:
    metric = np.full((5000, 3), 1 / 3)
    transitions = Transitions(np.full((RELATIONS, 4, 3), 2.0, np.float32), 1.0)
    none, post = marginals(np.full(5000, 0.5), metric, np.zeros(5000, int), transitions)
    assert np.isfinite(none).all() and np.allclose(none + post.sum(1), 1)
