"""The two pictures of the model card: is a confidence what it says, and how precise are the surest records?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure

from benchmarks.reliability import Judgement, bins

INK, LINE = "#444444", "#1f6f8b"


def reliability_diagram(judgements: Sequence[Judgement], path: Path) -> None:
    """Accuracy against mean confidence by bin, the area of a point by its records; the diagonal is a perfect calibration."""
    figure = Figure(figsize=(4.2, 4.0), layout="constrained")
    axes = figure.subplots()
    points = [(np.mean([c for c, _ in inside]), np.mean([r for _, r in inside]), len(inside)) for _, _, inside in bins(judgements)]
    axes.plot([0, 1], [0, 1], color=INK, linewidth=0.8, linestyle="--")
    axes.plot([p[0] for p in points], [p[1] for p in points], color=LINE, linewidth=1)
    axes.scatter([p[0] for p in points], [p[1] for p in points], s=[8 + 300 * p[2] / len(judgements) for p in points], color=LINE)
    axes.set(xlabel="confidence", ylabel="share that is right", xlim=(0, 1.02), ylim=(0, 1.02), title=f"{len(judgements):,} records")
    _save(figure, path)


def precision_coverage(judgements: Sequence[Judgement], path: Path) -> None:
    """Precision of the surest records against the share of all records that they are (one minus the risk–coverage curve)."""
    figure = Figure(figsize=(4.2, 4.0), layout="constrained")
    axes = figure.subplots()
    right = np.array([r for _, r in sorted(judgements, key=lambda j: -j[0])], float)
    share = np.arange(1, len(right) + 1) / len(right)
    axes.plot(share, np.cumsum(right) / np.arange(1, len(right) + 1), color=LINE)
    axes.axhline(0.99, color=INK, linewidth=0.8, linestyle="--")
    axes.set(
        xlabel="share of records kept, the surest first",
        ylabel="precision",
        xlim=(0, 1),
        ylim=(0.88, 1.002),
        title="precision and coverage",
    )
    _save(figure, path)


def coverage_at(judgements: Sequence[Judgement], precision: float) -> float:
    """The largest share of records, the surest first, of which `precision` is right."""
    right = np.array([r for _, r in sorted(judgements, key=lambda j: -j[0])], float)
    good = np.flatnonzero(np.cumsum(right) / np.arange(1, len(right) + 1) >= precision)
    return float(good.max() + 1) / len(right) if len(good) else 0.0


def precision_at(judgements: Sequence[Judgement], coverage: float) -> float:
    """The precision of the surest `coverage` of the records."""
    right = [r for _, r in sorted(judgements, key=lambda j: -j[0])]
    kept = right[: max(1, round(coverage * len(right)))]
    return sum(kept) / len(kept)


def _save(figure: Figure, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # No date and no random ids: the same figures give the same file.
    figure.savefig(path, format="png", dpi=110, metadata={"Software": None})
