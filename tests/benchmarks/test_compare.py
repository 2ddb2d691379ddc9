"""The comparison on a handful of passages: systems run, skip with a sentence, and come from the cache."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from rich.console import Console

from benchmarks import compare as command
from benchmarks.systems import SYSTEMS, Context, Outcome
from benchmarks.testsets import INVENTED, RETOLD, load, write_packs
from giar_ner.passages import HEADER


@pytest.fixture
def quiet() -> Console:
    return Console(quiet=True)


def test_load_and_families(data: Path, shared: Path) -> None:
    tests = load(data, shared)
    assert len(tests.training) == 20 and [d.id for d in tests.sets["development"]] == ["A-001", "A-002", "RA-001", "RA-002"]
    assert {d.gold["meta"]["family"] for d in tests.sets["development"]} == {INVENTED, RETOLD}
    assert tests.sets["seeds"][0].text.endswith("\r\n")
    assert "The seeds are skipped" in load(data, data).skipped["seeds"]


def test_packs_are_copied_with_their_marks(data: Path, tmp_path: Path) -> None:
    packs = write_packs(data, tmp_path / "packs", {"one": ["A-001", "RA-011"], "none": []})
    assert [p.name for p in packs["one"]] == ["A.txt", "RA.txt"] and not packs["none"]
    source = (data / "RA.txt").read_text(encoding="utf-8")
    copied = packs["one"][1].read_text(encoding="utf-8")
    assert copied in source and HEADER.findall(copied) == ["RA-011"]


def test_crf_learns_the_toy_and_baseline_runs(
    data: Path, shared: Path, tmp_path: Path, quiet: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("sklearn_crfsuite", reason="the CRF comparator needs sklearn-crfsuite (the dev extra)")
    monkeypatch.setattr("benchmarks.crf.RARE", 1)
    out = tmp_path / "out"
    results = command.compare(data, shared, tmp_path, ["baseline", "crf"], out, quiet)
    crf = results["systems"]["crf"]["sets"]["development"]
    assert crf["record"]["f1"] == 1.0 and crf["zero"]["f1"] == 1.0 and crf["section"]["accuracy"] == 1.0
    assert set(crf["families"]) == {INVENTED, RETOLD}
    assert results["systems"]["baseline"]["sets"]["seeds"]["record"] == results["systems"]["baseline"]["sets"]["seeds"]["span"]
    assert results["ahead of baseline"]["crf"]["development"]["record"] == 1.0
    assert json.loads((out / "compare.json").read_text(encoding="utf-8"))["skipped"] == {}
    text = (out / "compare.md").read_text(encoding="utf-8")
    assert "| CRF | 1.000 |" in text and "seeds: 1 documents" in text
    predicted = json.loads((out / "crf" / "seeds" / "000_x.json").read_text(encoding="utf-8"))
    assert predicted["records"][0]["text"] == "3件" and 0 < predicted["records"][0]["confidence"] <= 1


def test_cache_is_used_until_what_it_follows_from_changes(
    data: Path, shared: Path, tmp_path: Path, quiet: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []
    source = tmp_path / "weights.onnx"
    source.write_bytes(b"1")

    def run(context: Context) -> Outcome:
        calls.append(1)
        return Outcome({n: {d.id: {"records": [], "sections": []} for d in docs} for n, docs in context.tests.sets.items()})

    fake = dataclasses.replace(SYSTEMS["combination"], run=run, depends=lambda context: [source])
    monkeypatch.setitem(SYSTEMS, "combination", fake)

    def again(names: list[str], rerun: tuple[str, ...] = ()) -> set[str]:
        return set(command.compare(data, shared, tmp_path, names, tmp_path / "out", quiet, rerun)["systems"])

    assert again(["combination"]) == {"combination"} and again(["combination"]) == {"combination"}
    assert again([]) == {"combination"} and len(calls) == 1  # shown from the cache although not asked for
    again(["combination"], ("combination",))
    assert len(calls) == 2
    source.write_bytes(b"2")
    assert again([]) == set() and len(calls) == 2  # stale and not asked for: not shown
    again(["combination"])
    assert len(calls) == 3


def test_what_cannot_run_is_said(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--data", str(data), "--shared", str(tmp_path / "none"), "--out", str(tmp_path / "out"), "--systems", "baseline"]
    assert command.main(arguments) == 0
    printed = capsys.readouterr().out
    assert "The seeds are skipped" in printed and "baseline.py is skipped" in printed
    assert command.main(["--data", str(tmp_path / "nowhere"), "--out", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err.startswith("benchmarks.compare: ")
    with pytest.raises(SystemExit):
        command.main(["--systems", "oracle"])


def test_a_baseline_that_fails_is_skipped_with_its_last_words(data: Path, shared: Path, tmp_path: Path, quiet: Console) -> None:
    (shared / "tools" / "baseline.py").write_text("raise SystemExit('no opencc')", encoding="utf-8")
    results = command.compare(data, shared, tmp_path, ["baseline"], tmp_path / "out", quiet)
    assert "no opencc" in results["skipped"]["baseline"] and not results["systems"]
