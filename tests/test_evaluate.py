"""Scores: identical to tools/score.py on any input; errors, intervals and tags on small cases worked by hand."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import os
import random
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from giar_ner import evaluate as ev
from giar_ner.errors import ReadError

METRICS = ("disclosure.total", "disclosure.category", "other", "applications.received", "review.total", "disclosure.key_areas")
SECTIONS = ("title", "overview", "disclosure", "applications")


def record(start: int, end: int, metric: str = "disclosure.total", kind: str = "stated", value: Any = 1.0, **more: Any) -> dict[str, Any]:
    return {"start": start, "end": end, "text": "x" * (end - start), "kind": kind, "metric": metric, "value": value} | more


def random_document(rng: random.Random, gold: bool) -> dict[str, Any]:
    """Records that overlap, lie outside the scored kinds, carry `accept` and `optional`, and values that are no numbers."""
    records = []
    for _ in range(rng.randrange(12)):
        start = rng.randrange(60)
        kind = rng.choice(("stated", "stated", "stated", "zero_statement", "change", "share", "table_cell"))
        one = record(start, start + rng.randrange(1, 6), rng.choice(METRICS), kind, rng.choice((0, 1.0, 1.0, 2.0, "1", None)))
        if gold and rng.random() < 0.3:
            one["accept"] = rng.sample(METRICS, 2)
        if gold and rng.random() < 0.2:
            one["optional"] = True
        records.append(one)
    cuts = [0, *sorted(rng.sample(range(1, 60), 3)), 60]
    sections = [{"type": rng.choice(SECTIONS), "start": a, "end": b} for a, b in pairwise(cuts)]
    return {"records": records, "sections": sections}


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    path = Path(os.environ.get("GIAR_SEEDS") or Path(__file__).parents[2] / "shared", "tools", "score.py")
    if not path.exists():
        pytest.skip(f"the reference scorer is not here: {path} (set GIAR_SEEDS to a folder with tools/score.py)")
    spec = importlib.util.spec_from_file_location("reference_score", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def write(folder: Path, documents: dict[str, Any]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, document in documents.items():
        (folder / f"{name}.json").write_text(json.dumps(document), encoding="utf-8")
    return folder


@pytest.mark.parametrize("seed", range(150))
def test_scores_equal_the_reference(seed: int, reference: ModuleType, tmp_path: Path) -> None:
    rng = random.Random(seed)
    gold = write(tmp_path / "gold", {f"d{i}": random_document(rng, True) for i in range(4)})
    predicted = write(tmp_path / "pred", {f"d{i}": random_document(rng, False) for i in range(4) if i != 2 or seed % 2})
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        expected = reference.score(gold, predicted)
    ours = ev.score_folders(gold, predicted)
    for name in ev.SLICES:
        s = ours[name]
        assert (s.precision, s.recall, s.f1) == expected[name]
        assert f"({s.right} of {s.predicted} predicted, {s.gold} gold)" in printed.getvalue()
    assert ours.section == expected["section"]


def test_errors_say_how_many_records_are_wrong() -> None:
    """right + errors on the gold side = gold; offered - right = errors on the predicted side (record slice)."""
    rng = random.Random(7)
    for n in range(200):
        gold, predicted = random_document(rng, True), random_document(rng, False)
        found = ev.document_errors(str(n), gold, predicted)
        s = ev.score_document(gold, predicted)["record"]
        assert sum(e.gold is not None for e in found) == s.gold - s.right
        assert sum(e.predicted is not None for e in found) == s.predicted - s.right
        assert sum(right for _, right in ev.judged(gold, predicted)) == s.right
        assert len(ev.judged(gold, predicted)) == s.predicted


def test_causes_and_context() -> None:
    text = "本年公开12件，收到申请3件，增长5%，未发生复议，另有7条。"
    at = {w: text.index(w) for w in ("12件", "3件", "5%", "复议", "7条")}
    gold = {
        "text": text,
        "sections": [],
        "records": [
            record(at["12件"], at["12件"] + 3, value=12),
            record(at["3件"], at["3件"] + 2, "applications.received", value=3),
            record(at["5%"], at["5%"] + 2, kind="change", value=5),
            record(at["复议"], at["复议"] + 2, "review.total", "zero_statement", 0),
        ],
    }
    predicted = {
        "sections": [],
        "records": [
            record(at["12件"], at["12件"] + 3, "other", value=12),
            record(at["3件"], at["3件"] + 2, "applications.received", value=30),
            record(at["5%"], at["5%"] + 2, kind="share", metric="other", value=5),
            record(at["7条"], at["7条"] + 2, "other", value=7),
        ],
    }
    found = ev.errors([("d", gold, predicted)])
    assert [(e.cause, e.detail) for e in found] == [
        ("metric", "disclosure.total → other"),
        ("value", "applications.received"),
        ("kind", "change → share"),
        ("missed", "zero_statement review.total"),
        ("spurious", "stated other"),
    ]
    assert found[0].context == "本年公开【12件】，收到申请3件，增长5%，未发生复议，另有7条。"
    assert ev.by_cause(found)["metric"] == {"disclosure.total → other": 1}


def test_intervals_are_seeded_and_hold_the_score() -> None:
    rng = random.Random(3)
    documents = []
    for _ in range(40):
        gold = random_document(rng, True)
        documents.append(ev.score_document(gold, {"records": gold["records"][::2], "sections": []}))
    total = sum(documents, ev.Scores())
    low, high = ev.interval(documents, seed=1)
    assert low < total["record"].f1 < high
    assert (low, high) == ev.interval(documents, seed=1)
    assert ev.difference(documents, documents) == (0.0, 0.0)
    assert ev.interval([]) == (0.0, 0.0)
    with pytest.raises(ValueError, match="same documents"):
        ev.difference(documents, documents[1:])


def test_breakdown_by_pack_and_era() -> None:
    gold = {"records": [record(0, 2)], "sections": [], "meta": {"era": "prose-2014"}}
    rows = [("A-001", gold, gold), ("RA-001", gold, {"records": [], "sections": []}), ("000_seed", gold | {"meta": {}}, gold)]
    assert {k: s["record"].f1 for k, s in ev.breakdown(rows, "pack").items()} == {"(none)": 1.0, "A": 1.0, "RA": 0.0}
    assert set(ev.breakdown(rows, "era")) == {"prose-2014", "(none)"}


def test_iob2() -> None:
    records = [record(1, 3), record(3, 4, kind="share"), record(2, 5), record(6, 9, kind="change"), record(5, 6, kind="table_cell")]
    assert ev.iob2(records, 8) == ["O", "B-stated", "I-stated", "B-share", "O", "O", "B-change", "I-change"]
    assert ev.iob2(records, 8, ("share",)) == ["O", "O", "O", "B-share", "O", "O", "O", "O"]


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "公开12件和3件"
    gold = {
        "text": text,
        "records": [record(2, 5), record(6, 8)],
        "sections": [{"type": "title", "start": 0, "end": 8}],
        "meta": {"pack": "A"},
    }
    predicted = gold | {"records": [record(2, 5), record(6, 8, "other")]}
    folders = [str(write(tmp_path / "g", {"a": gold})), str(write(tmp_path / "p", {"a": predicted}))]
    assert ev.main([*folders, "--errors", "--by", "pack"]) == 0
    out = capsys.readouterr().out
    assert "0.500" in out and "【3件】" in out and "disclosure.total → other" in out and "F1 by pack" in out


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "no gold file"),
        ("{", "cannot be read as JSON"),
        ("[]", "no list 'records'"),
        ('{"records": [{"start": 1}], "sections": []}', r"records\[0\] lacks end, kind, metric, value"),
        ('{"records": []}', "no list 'sections'"),
    ],
)
def test_bad_folders_give_one_sentence(content: str | None, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "g"
    folder.mkdir()
    if content is not None:
        (folder / "a.json").write_text(content, encoding="utf-8")
    with pytest.raises(ReadError, match=message):
        ev.score_folders(folder, folder)
    assert ev.main([str(folder), str(folder)]) == 1
    assert capsys.readouterr().err.startswith("giar-ner evaluate: ")


def test_missing_and_unrelated_folders(tmp_path: Path) -> None:
    document = {"records": [], "sections": []}
    gold, predicted = write(tmp_path / "g", {"a": document}), write(tmp_path / "p", {"b": document})
    with pytest.raises(ReadError, match=r"predicted folder .* does not exist"):
        ev.score_folders(gold, tmp_path / "none")
    with pytest.raises(ReadError, match="named like a gold file"):
        ev.score_folders(gold, predicted)


def test_errors_by_metric_phenomenon_and_confidence() -> None:
    meta = {"meta": {"phenomena": "zeros, shares"}}
    rows = [
        (
            "a",
            {"records": [record(0, 2), record(5, 7)], **meta},
            {"records": [record(0, 2, confidence=0.99), record(5, 7, "other", confidence=0.6)]},
        ),
        ("b", {"records": [record(0, 2)], **meta}, {"records": [record(8, 9, "review.total", confidence=1.0)]}),
        ("c", {"records": [record(0, 2)], "meta": {"phenomena": "alone"}}, {"records": []}),
    ]
    found = ev.errors(rows)
    assert ev.by_metric(found) == {"disclosure.total": {"metric": 1, "missed": 2}, "review.total": {"spurious": 1}}
    assert ev.by_phenomenon(rows, found) == {"zeros": (3, 3), "shares": (3, 3)}  # one document alone names no phenomenon
    bins = {(low, high): (count, wrong) for low, high, count, wrong in ev.by_confidence(rows)}
    assert bins[0.5, 0.7] == (1, 1) and bins[0.99, 1.0] == (2, 1) and sum(count for count, _ in bins.values()) == 3
