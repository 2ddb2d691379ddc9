"""The section benchmark: how two tilings are laid on each other, and its tables."""

from __future__ import annotations

import pytest

from benchmarks.sections import Run, accuracy, by_group, confusions, runs


def part(start: int, end: int, kind: str) -> dict[str, int | str]:
    return {"start": start, "end": end, "type": kind}


GOLD = [part(0, 4, "title"), part(4, 10, "overview")]


def test_runs() -> None:
    predicted = [part(0, 6, "title"), part(6, 10, "overview")]
    found = runs(GOLD, predicted, 12)
    assert found == [Run(0, 4, "title", "title"), Run(4, 2, "overview", "title"), Run(6, 4, "overview", "overview")]
    assert accuracy(found) == pytest.approx(0.8)


def test_nothing_predicted_is_wrong() -> None:
    assert accuracy(runs(GOLD, [], 10)) == 0
    assert accuracy([]) is None


def test_tables() -> None:
    found = [Run(0, 4, "title", "title"), Run(4, 2, "overview", "title")]
    rows = by_group({"development": [("A", found), ("R", found[:1])]}).rows
    assert [(r[1], r[4]) for r in rows if len(r[1]) < 4] == [("all", "0.800"), ("A", "0.667"), ("R", "1.000")]
    assert confusions("x", found, 5).rows == [("overview", "title", "2", "100.0 %")]
