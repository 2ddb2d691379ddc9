"""The growth benchmark: what it measures with, and that it goes on from what was measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.growth import Results, form_texts, long_text, main, sentence, sizes, slope, texts
from benchmarks.usage import measure
from giar_ner.errors import GiarError

pytest.importorskip("psutil")


def test_texts_are_whole_reports_that_differ() -> None:
    found = texts(5)
    assert len(set(found)) == 5
    assert all("政府信息公开" in text and len(text) > 300 for text in found)
    assert any(" | " in text for text in found) and not all(" | " in text for text in found)


def test_long_text_has_its_size() -> None:
    for size in (1, 1_000, 100_000):
        raw = long_text(["甲乙丙\n丁", "戊"], size).encode()
        assert size - 3 < len(raw) <= size
    assert long_text(["甲乙丙\n丁", "戊"], 21) == "甲乙丙\n丁\n戊\n甲"  # 10, 4, 4 bytes, and the first 3 of the next line


def test_slope_of_known_growth() -> None:
    rows = [(n, {"processor": 0.5 * n, "seconds": float(n) ** 2, "peak": 7}) for n in (10, 100, 1000)]
    assert slope(rows, "processor") == pytest.approx(1)
    assert slope(rows, "seconds") == pytest.approx(2)
    assert slope(rows[:1], "seconds") is None
    assert sentence(rows).startswith("Slope of processor time 1.000 (linear within 10 %), of the wall clock 2.000")


def test_results_are_kept_for_the_same_basis_alone(tmp_path: Path) -> None:
    path = tmp_path / "growth.json"
    Results(path, {"workers": 1}).add("documents", 1000, {"seconds": 1.0})
    again = Results(path, {"workers": 1})
    assert again.has("documents", 1000) and not again.has("bytes", 1000) and not again.outdated
    other = Results(path, {"workers": 2})
    assert other.outdated and not other.has("documents", 1000)


def test_usage_counts_time_and_memory_of_children() -> None:
    child = "x = bytearray(60_000_000)\nimport time\nfor _ in range(3): sum(range(2_000_000))\ntime.sleep(0.5)"
    usage, printed = measure(["-c", f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {child!r}])\nprint('done')"])
    assert printed == "done\n"
    assert usage.seconds > 0.5 and usage.processor > 0.05 and usage.peak > 60_000_000
    with pytest.raises(GiarError, match="status 3"):
        measure(["-c", "raise SystemExit(3)"])


def test_forms_alone_have_a_title_and_rows() -> None:
    for text in form_texts(3):
        title, *lines = text.splitlines()
        assert "年度报告" in title and len(lines) > 10 and all("|" in line for line in lines)


def test_sizes() -> None:
    assert sizes("1e3,20000, ") == [1000, 20000] and sizes("") == []


def test_nothing_to_measure_shows_what_is_there(tmp_path: Path) -> None:
    out = tmp_path / "growth.md"
    assert main(["--documents", "", "--forms", "", "--bytes", "", "--out", str(out)]) == 0
    assert out.read_text(encoding="utf-8").startswith("# Growth")
    assert [path.name for path in tmp_path.iterdir()] == ["growth.md"]
