"""What the comparators share, spaCy's NER on the toy passages, and the pipeline over a toy model."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.predicted import common_labels, fingerprint, folded, predicted_record, value_in
from benchmarks.testsets import load


def test_rare_labels_fold_into_the_other_of_their_kind():
    common = common_labels(["share|a"] * 3 + ["share|b"], 2)
    assert [folded(x, common) for x in ("share|a", "share|b", "none")] == ["share|a", "share|other", "none"]


def test_records_of_predictions():
    text = "比上年减少３件"
    words = "比上年减少3件"
    record = predicted_record(text, words, 5, 7, "change|review.total", value_in(words[5:7]))
    assert record == {"start": 5, "end": 7, "text": "３件", "kind": "change", "metric": "review.total", "value": -3.0}
    assert predicted_record(text, words, 0, 1, "zero_statement|other", None)["value"] == 0.0
    assert value_in("没有") is None


def test_fingerprint_follows_gold_and_settings(data: Path, shared: Path):
    passages = load(data, shared).training
    first = fingerprint(passages, "a")
    assert first == fingerprint(passages, "a") != fingerprint(passages, "b")
    passages[0].records[0]["metric"] = "other"
    assert fingerprint(passages, "a") != first


def test_spacy_learns_the_toy_once(data: Path, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    pytest.importorskip("spacy")
    from benchmarks import spacy_ner

    monkeypatch.setattr(spacy_ner, "RARE", 1)
    tests = load(data, shared)
    settings = spacy_ner.Settings(epochs=25, batch_characters=200, dropout=0.0)
    ner = spacy_ner.trained(tests.training, tmp_path / "model", settings)
    text = tests.sets["development"][0].text
    found = {(r["text"], r["kind"], r["metric"], r["value"]) for r in ner.predict(text)["records"]}
    assert {("107条", "stated", "disclosure.total", 107.0), ("收费", "zero_statement", "fees.collected", 0.0)} <= found
    assert ner.predict("")["records"] == []
    monkeypatch.setattr(spacy_ner, "train", lambda *_: pytest.fail("it is trained already"))
    again = spacy_ner.trained(tests.training, tmp_path / "model", settings)
    assert again.predict_many([text, ""]) == [ner.predict(text), {"records": [], "sections": []}]


def test_crf_is_trained_once(data: Path, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    pytest.importorskip("sklearn_crfsuite")
    from benchmarks import crf

    tests = load(data, shared)
    first = crf.trained(tests.training, tmp_path / "model")
    monkeypatch.setattr(crf, "train", lambda *_, **__: pytest.fail("it is trained already"))
    text = tests.sets["development"][0].text
    assert crf.trained(tests.training, tmp_path / "model").predict(text) == first.predict(text)


def test_pipeline_gives_kinds_at_the_offsets_of_the_text():
    pytest.importorskip("transformers")
    import giar_ner
    from benchmarks.pipeline import Pipeline

    folder = Path(giar_ner.__file__).parent / "models" / "default"
    if not (folder / "config.json").exists():
        pytest.skip(f"there is no shipped model in {folder}")
    text = "二、依申请公开情况\n全年收到申请１２件，增长5%。没有收费。\n" * 9  # more than one window
    (report, empty) = Pipeline(folder, batch_size=2).predict_many([text, ""])
    assert empty["records"] == []
    assert all(text[r["start"] : r["end"]] == r["text"] and r["metric"] == "other" for r in report["records"])
    kinds = [(r["text"], r["kind"], r["value"]) for r in report["records"]]
    assert kinds.count(("１２件", "stated", 12.0)) == 9 and kinds.count(("5%", "change", 5.0)) == 9
