"""The cold-start measurement runs real processes; the figures themselves are the machine's."""

from __future__ import annotations

from pathlib import Path

import pytest

import giar_ner
from benchmarks import cold_start
from giar_ner.errors import GiarError


def test_import_is_light_and_measured() -> None:
    assert 0 < cold_start.import_seconds() < 5
    assert cold_start.heavy_modules() == []


def test_first_extract_is_measured() -> None:
    folder = Path(giar_ner.__file__).parent / "models" / "default"
    if not (folder / "config.json").exists():
        pytest.skip(f"there is no shipped model in {folder}")
    grid = cold_start.measure(1, None)
    assert [row[0] for row in grid.rows][:2] == ["import giar_ner (importtime)", "import and first extract"]


def test_a_failing_process_is_one_sentence() -> None:
    with pytest.raises(GiarError, match="ended with status 1: ValueError: no"):
        cold_start._run(["-c", "raise ValueError('no')"])
