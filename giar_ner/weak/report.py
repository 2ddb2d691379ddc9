"""What each labelling function covers, agrees with and contradicts, and how accurate the aggregation thinks it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from giar_ner.weak.aggregate import DawidSkene
from giar_ner.weak.apply import ABSTAIN, Matrix

if TYPE_CHECKING:
    from rich.table import Table


@dataclass(frozen=True)
class FunctionReport:
    """Shares of all candidates (coverage, overlap, conflict) and of the function's own votes (accuracies; `true` needs gold)."""

    name: str
    coverage: float
    overlap: float
    conflict: float
    estimated: float | None
    true: float | None


def summarise(matrix: Matrix, model: DawidSkene | None = None, gold: list[frozenset[int]] | None = None) -> list[FunctionReport]:
    """One row per function. `gold[i]` holds the labels that are right for candidate i (several where two readings are defensible)."""
    votes = matrix.votes
    spoke = votes != ABSTAIN
    out = []
    for j, name in enumerate(matrix.functions):
        mine = spoke[:, j]
        others = np.delete(votes, j, 1)
        differs = ((others != ABSTAIN) & (others != votes[:, j : j + 1])).any(1)
        rows = np.flatnonzero(mine)
        right = None if gold is None or not len(rows) else float(np.mean([int(votes[i, j]) in gold[i] for i in rows]))
        estimated = None if model is None else float(model.accuracy[j])
        out.append(FunctionReport(name, _share(mine), _share(mine & (others != ABSTAIN).any(1)), _share(mine & differs), estimated, right))
    return out


def _share(mask: np.ndarray) -> float:
    return float(mask.mean()) if len(mask) else 0.0


def table(rows: list[FunctionReport]) -> Table:
    """The rows as a rich table, the function that covers most first."""
    from rich.table import Table

    out = Table(title="labelling functions", title_justify="left")
    out.add_column("function")
    for column in ("coverage", "overlap", "conflict", "estimated accuracy", "true accuracy"):
        out.add_column(column, justify="right")
    for row in sorted(rows, key=lambda r: -r.coverage):
        shares = (row.coverage, row.overlap, row.conflict)
        accuracies = ("" if a is None else f"{a:.3f}" for a in (row.estimated, row.true))
        out.add_row(row.name, *(f"{100 * s:.1f} %" for s in shares), *accuracies)
    return out
