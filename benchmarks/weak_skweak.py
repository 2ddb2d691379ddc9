"""skweak's aggregators on our votes: its documents are runs of candidates, a token each, and a function's votes are spans of one token.

Its HMM has a state per label and its cost grows with their square, so it gets the labels that were named at least HMM_RARE times. The
candidates of many texts share a document: nothing else differs for the majority and naive Bayes, and of the HMM's transitions one in thirty
crosses a border.
"""

from __future__ import annotations

import contextlib
import io
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from rich.console import Console
from skweak.generative import HMM, NaiveBayes
from skweak.voting import MajorityVoter
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from giar_ner.weak.aggregate import Posterior, support_of
from giar_ner.weak.apply import ABSTAIN, Matrix

HMM_RARE = 30
TOGETHER = 600  # candidates per document
_NAME = "aggregated"


def posteriors(matrix: Matrix, sizes: Sequence[int], console: Console) -> dict[str, Posterior]:
    """The probabilities by each of skweak's aggregators, fitted on these votes. `sizes`: candidates of each text, in order."""
    names = ["|".join(vote) for vote in matrix.labels]
    seen = Counter(matrix.votes[matrix.votes != ABSTAIN].tolist())
    voted = [names[label] for label in sorted(seen)]
    often = [names[label] for label in sorted(seen) if seen[label] >= HMM_RARE]
    makers = {
        "skweak majority": lambda: MajorityVoter(_NAME, voted),
        "skweak naive Bayes": lambda: NaiveBayes(_NAME, voted),
        "skweak naive Bayes, our strengths": lambda: NaiveBayes(_NAME, voted, initial_weights=_weights(matrix)),
        f"skweak HMM ({len(often)} labels)": lambda: HMM(_NAME, often, prefixes="IO"),
    }
    out = {}
    for name, make in makers.items():
        console.print(f"{name} …")
        with contextlib.redirect_stdout(io.StringIO()):
            out[name] = _posterior(make(), matrix, names, _borders(sizes))
    return out


def _weights(matrix: Matrix) -> dict[str, float]:
    """Our strengths as the exponents that skweak takes, 1 on average."""
    return dict(zip(matrix.functions, map(float, matrix.strengths / matrix.strengths.mean()), strict=True))


def _borders(sizes: Sequence[int]) -> list[tuple[int, int]]:
    """Runs of whole texts with about TOGETHER candidates each."""
    out: list[tuple[int, int]] = []
    start = end = 0
    for size in sizes:
        end += size
        if end - start >= TOGETHER:
            out.append((start, end))
            start = end
    return [*out, (start, end)] if end > start else out


def _posterior(aggregator: Any, matrix: Matrix, names: list[str], borders: list[tuple[int, int]]) -> Posterior:
    votes, vocab = matrix.votes, Vocab()
    number = {name: i for i, name in enumerate(names)}
    docs = []
    for start, end in borders:
        doc = Doc(vocab, words=["x"] * (end - start))
        for j, function in enumerate(matrix.functions):
            rows = np.flatnonzero(votes[start:end, j] != ABSTAIN)
            doc.spans[function] = [Span(doc, int(i), int(i) + 1, label=names[votes[start + i, j]]) for i in rows]
        docs.append(doc)
    support = support_of(votes)
    probability = np.zeros(support.shape)
    for (start, _), doc in zip(borders, aggregator.fit_and_aggregate(docs), strict=True):
        for place, distribution in doc.spans[_NAME].attrs["probs"].items():
            row = start + int(place[0] if isinstance(place, tuple) else place)
            for label, p in distribution.items():
                probability[row, support[row] == number[label.removeprefix("I-")]] = p
    silent = (votes == ABSTAIN).all(1)
    probability[silent, 0] = 1.0  # as ours: what nobody speaks about is nothing
    return Posterior(support, probability)
