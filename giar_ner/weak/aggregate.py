"""From votes to probabilities: the (weighted) majority, and Dawid-Skene by EM with abstention as a vote.

Dawid-Skene with one full confusion matrix per function cannot be estimated for hundreds of labels, most of them rare. Here a function j has,
for each true label c, a rate of speaking `rho[j, c]` and an accuracy `alpha[j, c]`, both drawn towards the function's own mean; a wrong vote
falls on the other labels as often as the function names them at all:

    P(j abstains | c) = 1 - rho[j, c]          P(j says c | c) = rho[j, c] alpha[j, c]
    P(j says l | c)   = rho[j, c] (1 - alpha[j, c]) q[j, l] / (1 - q[j, c])

The posterior of a candidate is kept over the labels that some function named (NOTHING where none spoke): nothing else can win, memory stays
small, and NOTHING cannot draw in by its prior what no function doubts. EM runs over the distinct rows of votes, each with its count.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from giar_ner.weak.apply import ABSTAIN

_TINY = 1e-9


@dataclass
class Posterior:
    """`probability[i, k]` belongs to label `support[i, k]`; unused places have support -1 and probability 0.

    A row may add up to less than 1: the rest belongs to labels that are not in it.
    """

    support: np.ndarray
    probability: np.ndarray

    def best(self) -> tuple[np.ndarray, np.ndarray]:
        """The most probable label of each candidate and its probability."""
        k = self.probability.argmax(1)
        rows = np.arange(len(k))
        return self.support[rows, k], self.probability[rows, k]

    def of(self, row: int) -> dict[int, float]:
        """The distribution of one candidate."""
        pairs = zip(self.support[row], self.probability[row], strict=True)
        return {int(label): float(p) for label, p in pairs if label >= 0}


def support_of(votes: np.ndarray) -> np.ndarray:
    """The distinct labels named for each candidate (NOTHING, 0, where none is), padded with -1."""
    ordered = -np.sort(-votes, 1)
    ordered[:, 1:][ordered[:, 1:] == ordered[:, :-1]] = ABSTAIN
    ordered = -np.sort(-ordered, 1)
    ordered[ordered[:, 0] < 0, 0] = 0
    return ordered[:, : max(1, int((ordered >= 0).sum(1).max(initial=1)))]


def majority(votes: np.ndarray, strengths: np.ndarray | None = None) -> Posterior:
    """Shares of the votes, each counted with its function's strength (1 without `strengths`); all abstaining is NOTHING."""
    weights = np.ones(votes.shape[1]) if strengths is None else np.asarray(strengths, float)
    support = support_of(votes)
    scores = np.zeros(support.shape)
    for j, weight in enumerate(weights):
        scores += weight * ((support == votes[:, j : j + 1]) & (support >= 0))
    silent = scores.sum(1) == 0
    scores[silent] = support[silent] == 0
    return Posterior(support, scores / scores.sum(1, keepdims=True))


@dataclass
class DawidSkene:
    """The fitted model. `accuracy[j]` and `propensity[j]` are the means over the labels, as estimated without gold."""

    accuracy: np.ndarray
    propensity: np.ndarray
    alpha: np.ndarray
    rho: np.ndarray
    noise: np.ndarray
    prior: np.ndarray
    rounds: int = 0

    @classmethod
    def fit(
        cls,
        votes: np.ndarray,
        labels: int,
        strengths: np.ndarray | None = None,
        *,
        rounds: int = 30,
        tolerance: float = 1e-4,
        pull: float = 20.0,
        anchor: float = 1.0,
    ) -> tuple[DawidSkene, Posterior]:
        """Fit by EM from the majority's shares. `pull` is how many votes the function's mean weighs against a label's own.

        With `strengths` a function's accuracy is drawn towards what its author thought of it, `anchor` times as heavily as towards the
        estimate: functions that repeat each other otherwise vouch for each other.
        """
        every, (votes, back, times) = votes, np.unique(votes, axis=0, return_inverse=True, return_counts=True)
        posterior = majority(votes, strengths)
        count = votes.shape[1]
        noise = np.stack([np.bincount(every[every[:, j] >= 0, j], minlength=labels) + 0.5 for j in range(count)])
        noise = noise / noise.sum(1, keepdims=True)
        trust = None if strengths is None else np.asarray(strengths, float) / (np.asarray(strengths, float) + 1)
        model = cls(np.zeros(count), np.zeros(count), np.zeros((count, labels)), np.zeros((count, labels)), noise, np.zeros(labels))
        for model.rounds in range(1, rounds + 1):
            model._maximise(votes, Posterior(posterior.support, posterior.probability * times[:, None]), labels, pull, trust, anchor)
            updated = model.posterior(votes)
            moved = float(np.abs(updated.probability - posterior.probability).max(initial=0.0))
            posterior = updated
            if moved < tolerance:
                break
        back = back.ravel()
        return model, Posterior(posterior.support[back], posterior.probability[back])

    def _maximise(self, votes: np.ndarray, posterior: Posterior, labels: int, pull: float, trust: np.ndarray | None, anchor: float) -> None:
        support, p = posterior.support, posterior.probability
        flat = np.where(support >= 0, support, 0)
        mass = np.bincount(flat.ravel(), p.ravel(), labels)
        self.prior = (mass + 0.5) / (mass.sum() + 0.5 * labels)
        for j in range(votes.shape[1]):
            said = votes[:, j : j + 1]
            spoke = np.bincount(flat.ravel(), (p * (said >= 0)).ravel(), labels)
            right = np.bincount(flat.ravel(), (p * (said == support)).ravel(), labels)
            self.propensity[j] = (spoke.sum() + 1) / (mass.sum() + 2)
            weight = anchor * spoke.sum() if trust is not None else 0.0
            self.accuracy[j] = (right.sum() + 2 + weight * (trust[j] if trust is not None else 0.0)) / (spoke.sum() + 3 + weight)
            self.rho[j] = (spoke + pull * self.propensity[j]) / (mass + pull)
            self.alpha[j] = (right + pull * self.accuracy[j]) / (spoke + pull)

    def posterior(self, votes: np.ndarray) -> Posterior:
        """The probabilities of the labels given the votes of new candidates (the same functions and label numbers)."""
        support = support_of(votes)
        label = np.where(support >= 0, support, 0)
        score = np.log(self.prior[label])
        for j in range(votes.shape[1]):
            said = votes[:, j : j + 1]
            rho, alpha, noise = self.rho[j][label], np.clip(self.alpha[j][label], 1e-3, 1 - 1e-3), self.noise[j]
            wrong = (1 - alpha) * noise[np.where(said >= 0, said, 0)] / np.maximum(1 - noise[label], _TINY)
            spoken = np.log(np.clip(rho, _TINY, 1)) + np.log(np.where(said == support, alpha, np.maximum(wrong, _TINY)))
            score += np.where(said >= 0, spoken, np.log(np.clip(1 - rho, 1e-6, 1)))
        score[support < 0] = -np.inf
        score -= score.max(1, keepdims=True)
        probability = np.exp(score)
        return Posterior(support, probability / probability.sum(1, keepdims=True))
