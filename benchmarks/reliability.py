"""Is a record at confidence 0.9 right nine times in ten? Bins of confidence against accuracy."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from benchmarks.grids import Grid, bar, figure

EDGES = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0)
Judgement = tuple[float, bool]  # a record's confidence, and whether the record is right


def reliability(judgements: Sequence[Judgement]) -> Grid:
    """One row per bin `[low, high)` (the last one closed) that holds a record."""
    grid = Grid("confidence and accuracy of predicted records", ("confidence", "records", "mean confidence", "accuracy", ""), left=(0, 4))
    for low, high, inside in bins(judgements):
        accuracy = sum(right for _, right in inside) / len(inside)
        mean = sum(c for c, _ in inside) / len(inside)
        grid.rows.append((f"{low:.2f}–{high:.2f}", str(len(inside)), figure(mean), figure(accuracy), bar(accuracy)))
    return grid


def expected_calibration_error(judgements: Sequence[Judgement]) -> float:
    """Mean distance of confidence and accuracy over the bins, weighted by their records."""
    gaps = [abs(sum(c for c, _ in inside) - sum(right for _, right in inside)) for _, _, inside in bins(judgements)]
    return sum(gaps) / len(judgements) if judgements else 0.0


def bins(judgements: Sequence[Judgement]) -> list[tuple[float, float, list[Judgement]]]:
    out = []
    for low, high in pairwise(EDGES):
        inside = [j for j in judgements if low <= j[0] < high or (high == 1.0 and j[0] >= 1.0)]
        if inside:
            out.append((low, high, inside))
    return out
