"""The model card is filled from files; nothing is left open, and what is missing is named."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from benchmarks import model_card as card
from benchmarks.compare import compare
from benchmarks.reliability import expected_calibration_error, reliability
from benchmarks.systems import SYSTEMS, Context, Outcome


def one_in_two(gold: dict[str, Any]) -> dict[str, Any]:
    """A prediction with every second record under another metric."""
    records = [
        r | {"confidence": 0.9 - 0.4 * (i % 2), "metric": r["metric"] if i % 2 == 0 else "other"} for i, r in enumerate(gold["records"])
    ]
    return {"records": records, "sections": gold["sections"]}


@pytest.fixture
def compared(data: Path, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    def run(context: Context) -> Outcome:
        return Outcome({n: {d.id: one_in_two(d.gold) for d in docs} for n, docs in context.tests.sets.items()}, {"predict": 1.0})

    fake = dataclasses.replace(SYSTEMS["combination"], run=run, depends=lambda context: [])
    monkeypatch.setitem(SYSTEMS, "combination", fake)
    compare(
        data, shared, tmp_path, ["combination", "baseline"], tmp_path / "out", Console(quiet=True), command="python -m benchmarks.compare"
    )
    return tmp_path / "out"


@pytest.fixture
def model(tmp_path: Path) -> Path:
    folder = tmp_path / "toy"
    folder.mkdir()
    (folder / "metrics.json").write_text(
        json.dumps({"development": {"seqeval_f1": 0.98765, "curve": [1, 2]}, "epochs": 3}), encoding="utf-8"
    )
    (folder / "config.yaml").write_text("neural:\n  epochs: 3\n", encoding="utf-8")
    (folder / "combination.json").write_text(json.dumps({"sure": 0.99}), encoding="utf-8")
    return folder


def test_card(compared: Path, model: Path, tmp_path: Path) -> None:
    out = tmp_path / "model_card.md"
    assert card.main(["--compare", str(compared), "--model", str(model), "--out", str(out)]) == 0
    text = out.read_text(encoding="utf-8")
    assert "# giar-ner toy" in text and "$" not in text and "less than 0.99 sure" in text
    assert "development.seqeval_f1 | 0.9877" in text and "curve" not in text and "  epochs: 3" in text
    assert "8 errors on 16 gold records" in text and "change → " not in text
    assert "disclosure.total → other (4); fees.collected → other (4)" in text
    assert "| 0.90–0.95 | 8 | 0.900 | 1.000 |" in text and "| 0.50–0.60 | 8 | 0.500 | 0.000 |" in text
    assert f"giar-ner evaluate {compared / 'gold' / 'development'}" in text


def test_what_is_missing_is_named(compared: Path, model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert card.main(["--compare", str(tmp_path), "--model", str(model)]) == 1
    assert "python -m benchmarks.compare` writes it" in capsys.readouterr().err
    (model / "metrics.json").unlink()
    assert card.main(["--compare", str(compared), "--model", str(model), "--out", str(tmp_path / "card.md")]) == 1
    assert "python -m giar_ner.train` writes it" in capsys.readouterr().err and not (tmp_path / "card.md").exists()


def test_reliability() -> None:
    judgements = [(0.95, True)] * 9 + [(0.95, False)] + [(1.0, True)] * 2 + [(0.1, False)]
    grid = reliability(judgements)
    assert [row[:4] for row in grid.rows] == [
        ("0.00–0.30", "1", "0.100", "0.000"),
        ("0.95–0.99", "10", "0.950", "0.900"),
        ("0.99–1.00", "2", "1.000", "1.000"),
    ]
    assert expected_calibration_error(judgements) == pytest.approx((0.1 + 0.5) / 13)
    assert expected_calibration_error([]) == 0.0
