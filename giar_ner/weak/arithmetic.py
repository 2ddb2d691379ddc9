"""Parts that add up to a total are evidence for the labels of all of them: 受理23件，其中当面12件、网上11件."""

from __future__ import annotations

import numpy as np

from giar_ner import ontology
from giar_ner.weak.aggregate import Posterior
from giar_ner.weak.candidates import Candidate
from giar_ner.weak.functions import Vote

REACH = 120  # how far the parts of a total may be spread, in characters
LONGEST = 14
EVIDENCE = 4.0  # how many times likelier labels that fit the sum become


def sums(candidates: list[Candidate]) -> list[tuple[int, list[int]]]:
    """(total, parts) as indices into `candidates`: a number that the two or more numbers of its unit that follow add up to exactly."""
    numbers = [i for i, c in enumerate(candidates) if c.quantity is not None and c.unit not in ("年", "月", "日", "%", "号")]
    out = []
    for k, i in enumerate(numbers):
        quantity = candidates[i].quantity
        if quantity is None or quantity.value < 3 or quantity.value != int(quantity.value):
            continue
        rest = quantity.value
        parts: list[int] = []
        counted = 0
        for j in numbers[k + 1 : k + 1 + LONGEST]:
            part = candidates[j].quantity
            if part is None or candidates[j].start - candidates[i].end > REACH * (1 + len(parts) // 3):
                break
            if candidates[j].unit not in (candidates[i].unit, None):
                continue
            rest -= part.value
            counted += part.value > 0
            parts.append(j)
            if rest <= 0:
                break
        if rest == 0 and counted >= 2:
            out.append((i, parts))
    return out


def fits(part: str, total: str) -> bool:
    """Whether a number of the metric `part` can be a part of one of the metric `total`."""
    known = ontology.metrics()
    if part in known and known[part].total == total:
        return True
    return total == "disclosure.total" and part in ("disclosure.category", "disclosure.subordinate", "disclosure.normative_documents")


def strengthen(posterior: Posterior, texts: list[list[Candidate]], labels: list[Vote]) -> Posterior:
    """The posterior with the labels that fit a sum made likelier; candidates outside sums keep theirs."""
    probability = posterior.probability.copy()
    offset = 0
    for candidates in texts:
        for total, parts in sums(candidates):
            rows = [offset + total, *(offset + j for j in parts)]
            metrics = [[labels[k].metric if k >= 0 and labels[k].kind == "stated" else "" for k in posterior.support[row]] for row in rows]
            head, *tail = (dict(zip(m, posterior.probability[row], strict=True)) for m, row in zip(metrics, rows, strict=True))
            for k, metric in enumerate(metrics[0]):
                share = np.mean([sum(p for m, p in part.items() if m and fits(m, metric)) for part in tail]) if metric else 0.0
                probability[rows[0], k] *= 1 + (EVIDENCE - 1) * float(share)
            for row, names in zip(rows[1:], metrics[1:], strict=True):
                for k, metric in enumerate(names):
                    share = sum(p for m, p in head.items() if m and metric and fits(metric, m))
                    probability[row, k] *= 1 + (EVIDENCE - 1) * float(share)
        offset += len(candidates)
    rest = np.maximum(1 - posterior.probability.sum(1, keepdims=True), 0)
    return Posterior(posterior.support, probability / np.maximum(probability.sum(1, keepdims=True) + rest, 1e-12))
