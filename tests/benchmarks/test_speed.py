"""The speed benchmark: the figures of the tables, the floor, the grouping of a profile, and one real run of the cheapest systems."""

from __future__ import annotations

import cProfile
import json
import pstats
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("psutil", reason="the speed benchmark needs psutil (the dev extra)")

from benchmarks import speed, speed_floor, speed_tables
from benchmarks.profiling import by_module, module_of
from benchmarks.testsets import Document

CONFIG: dict[str, Any] = {
    "hidden_size": 4,
    "intermediate_size": 16,
    "num_hidden_layers": 2,
    "id2label": {"0": "O", "1": "B-stated"},
    "giar_ner": {"window": {"max_length": 160, "context": 16, "batch_tokens": 512}},
}


def runs(*warm: float) -> list[dict[str, Any]]:
    return [{"cold": 2 * w, "warm": w, "peak": 5e8, "records": 3, "latencies": []} for w in warm]


def results(**systems: list[dict[str, Any]]) -> dict[str, Any]:
    machine = {"cpu": "x", "python": "3", "load": 0.5}
    head = {"machine": machine, "documents": 10, "characters": 1000, "cores": 2, "repeats": 3, "batch sizes": {1: 5.0, 8: 9.0}}
    return head | {"scores": {"crf": {"record": 0.75, "kind": 0.9}}, "runs": systems, "floor": {}}


def test_ratios_are_taken_within_a_repeat():
    row = speed_tables.rows(results(pipeline=runs(10, 20, 40), crf=runs(5, 5, 5)))["crf"]
    assert row["characters/s"] == [200, 200, 200] and row["reports/s"] == [2, 2, 2]
    assert row["ratio"] == [4, 2, 8] and row["cold ratio"] == [0.25, 0.125, 0.5]
    assert row["peak"] == [500, 500, 500]


def test_tables_name_what_is_missing():
    found = results(pipeline=runs(10), rules=runs(5), crf=runs(4))
    table, ratios = speed_tables.grids(found)
    assert [r[0] for r in table.rows] == ["transformers pipeline", "rules alone", "CRF"]
    assert table.rows[2][-2:] == ("0.750", "0.900") and table.rows[1][-2:] == ("", "")
    assert [r[0] for r in ratios.rows] == ["rules alone", "CRF"]
    said = " ".join(speed_tables.notes(found))
    assert "no F1, of: rules alone" in said and "8: 9" in said


def test_flops_of_a_small_encoder():
    one = speed_floor.encoder_flops(CONFIG, [1])
    assert one == 2 * (2 * (4 * 16 + 2 * 4 * 16) + 4 * 4) + 2 * 4 * 2
    assert speed_floor.encoder_flops(CONFIG, [3, 3]) == 2 * speed_floor.encoder_flops(CONFIG, [3])


def test_windows_with_context_are_longer_than_the_characters_alone():
    text = "二、依申请公开情况\n" + "全年收到申请3件，均已答复。" * 40
    bare = speed_floor.window_lengths(CONFIG, [text], bare=True)
    assert sum(bare) == len(text) and max(bare) == 160
    assert sum(speed_floor.window_lengths(CONFIG, [text], bare=False)) > len(text)


def test_kind_scores_ignore_the_metric():
    record = {"start": 0, "end": 2, "text": "3件", "kind": "stated", "metric": "applications.received", "value": 3.0, "accept": ["other"]}
    gold = [Document("a", "3件", {"records": [record], "sections": []})]
    predicted = {"a": {"records": [record | {"metric": "review.total"}], "sections": []}}
    assert speed.scores(gold, predicted) == {"record": 0.0, "kind": 1.0}
    changed = {"a": {"records": [record | {"kind": "share"}], "sections": []}}
    assert speed.scores(gold, changed, metrics=False) == {"record": None, "kind": 0.0}


def test_functions_in_c_count_for_their_callers():
    from giar_ner.language.quantities import propose

    profiler = cProfile.Profile()
    profiler.enable()
    propose("收到申请3件。" * 200)
    profiler.disable()
    found = by_module(pstats.Stats(profiler))
    assert found["giar_ner.language.quantities"] > 0 and "~" not in found
    assert list(found.values()) == sorted(found.values(), reverse=True)
    assert module_of(("/x/site-packages/numpy/core.py", 1, "f")) == "numpy" and module_of(("~", 0, "<len>")) == "python"
    assert module_of(("/giar_ner/giar_ner/tagging/__init__.py", 1, "f")) == "giar_ner.tagging"


def test_documents_come_from_three_sources(tmp_path: Path):
    (tmp_path / "x.txt").write_text("甲", encoding="utf-8")
    gold = [Document(n, "乙", {"meta": {"kind": kind}}) for n, kind in (("A-1", "report"), ("A-2", "passage"), ("A-3", "report"))]
    found = speed.documents(gold, tmp_path, 2, None)
    assert list(found)[:3] == ["A-1", "A-3", "example-x"] and len(found) == 5
    assert list(speed.documents(gold, tmp_path, 0, 1)) == ["A-1", "example-x"]
    folder = speed.write({"b": "丙\r\n"}, tmp_path / "new")
    assert (folder / "b.txt").read_bytes() == "丙\r\n".encode()


def test_the_rules_are_measured_in_a_process_of_their_own(data: Path, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    pytest.importorskip("spacy")
    (tmp_path / "examples").mkdir()
    (tmp_path / "examples" / "e.txt").write_text("二、依申请公开\n收到申请3件。\n", encoding="utf-8")
    monkeypatch.setattr(speed, "floor", lambda *_: {})
    arguments = ["--data", str(data), "--shared", str(shared), "--examples", str(tmp_path / "examples"), "--out", str(tmp_path / "out")]
    assert speed.main([*arguments, "--systems", "rules", "--generated", "1", "--repeats", "2", "--cores", "1"]) == 0
    kept = json.loads((tmp_path / "out" / "speed.json").read_text(encoding="utf-8"))
    assert kept["documents"] == 2 and len(kept["runs"]["rules"]) == 2
    first = kept["runs"]["rules"][0]
    assert first["cold"] > 0 and first["warm"] > 0 and first["peak"] > 2e7 and first["records"] >= 1
    assert "rules alone" in (tmp_path / "out" / "speed.md").read_text(encoding="utf-8")


def test_a_system_that_fails_is_one_sentence(tmp_path: Path):
    from giar_ner.errors import GiarError

    speed.write({"a": "甲"}, tmp_path / "documents")
    job = speed.Job("crf", str(tmp_path / "documents"), "", "", str(tmp_path / "none"), "", 1, 1)
    with pytest.raises(GiarError, match="CRF ended with status 1: FileNotFoundError"):
        speed.run(job)
