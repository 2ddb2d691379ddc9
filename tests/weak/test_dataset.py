"""Rules alone, soft-labelled passages, hard negatives."""

from __future__ import annotations

import gzip
from typing import get_args

import pytest

pytest.importorskip("spacy")

from giar_ner.errors import ConfigError, ReadError
from giar_ner.weak.aggregators import Aggregator
from giar_ner.weak.dataset import label_folder, label_texts
from giar_ner.weak.negatives import hard_negatives
from giar_ner.weak.rules import extract_rules

REPORT = (
    "二、依申请公开情况\n收到申请１２件，其中当面申请5件、网络申请7件，占58.3%。比上年减少3件。\n"
    + "四、收费情况\n未收取费用。\n五、行政复议、行政诉讼均未发生。\n"
)


def test_rules_alone_read_a_small_report():
    records = extract_rules(REPORT)
    assert all(REPORT[r["start"] : r["end"]] == r["text"] and 0 < r["confidence"] <= 1 for r in records)
    found = {(r["text"], r["kind"], r["metric"], r["value"]) for r in records}
    assert {
        ("１２件", "stated", "applications.received", 12.0),
        ("5件", "stated", "applications.channel.in_person", 5.0),
        ("7件", "stated", "applications.channel.online", 7.0),
        ("58.3%", "share", "applications.channel.online", 58.3),
    } <= found
    assert ("change", -3.0) in {(r["kind"], r["value"]) for r in records}
    assert {"fees.collected", "review.total", "litigation.total"} <= {r["metric"] for r in records if r["kind"] == "zero_statement"}


@pytest.mark.parametrize("text", ["", "\n", "2014", "没有", "𠮷￿\x00", "第12条" * 50])
def test_rules_stand_any_text(text):
    assert all(text[r["start"] : r["end"]] == r["text"] for r in extract_rules(text))


@pytest.mark.parametrize("aggregator", get_args(Aggregator))
@pytest.mark.parametrize("arithmetic", [True, False])
def test_soft_labels_have_the_form_of_passages(aggregator, arithmetic):
    (passage,) = label_texts([("r", REPORT)], aggregator, arithmetic=arithmetic)
    assert passage.text == REPORT and passage.records
    for row in (*passage.records, *passage.marks):
        assert REPORT[row["start"] : row["end"]] == row["text"]
    assert all(0.5 <= r["weight"] <= 1 for r in passage.records)


def test_sums_that_hold_make_their_parts_surer():
    plain, summed = (
        {r["text"]: r["weight"] for r in label_texts([("r", REPORT)], keep=0.0, arithmetic=on)[0].records} for on in (False, True)
    )
    assert summed["7件"] > plain["7件"] and summed["58.3%"] == plain["58.3%"]


def test_an_unknown_aggregator_is_named():
    with pytest.raises(ConfigError, match="unknown aggregator 'oracle': majority, weighted-majority, dawid-skene"):
        label_texts([("r", REPORT)], "oracle")


def test_what_is_unsure_is_marked_not_dropped():
    (passage,) = label_texts([("r", REPORT)], keep=1.01)
    assert not passage.records and len(passage.marks) == int(passage.meta["unsure"]) > 0


def test_a_folder_with_plain_and_packed_texts(tmp_path):
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(REPORT.encode()))
    assert [p.id for p in label_folder(tmp_path)] == ["a", "b"]
    (tmp_path / "c.txt").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ReadError, match="UTF-8"):
        label_folder(tmp_path)
    with pytest.raises(ReadError, match="no folder"):
        label_folder(tmp_path / "none")


def test_hard_negatives(tmp_path):
    lines = [f"第{i}条 罚款不得超过{i}00元，并在{i}日内缴纳，逾期加收滞纳金。" for i in range(2, 60)]
    (tmp_path / "law.txt").write_text(
        "\n".join([*lines, "主动公开信息120条，这一段说的是信息公开。", "没有数目的一段话，长过二十个字，但是什么也不数。"]),
        encoding="utf-8",
    )
    found = hard_negatives(tmp_path, 10, every=1)
    assert len(found) == 10 and not any(p.records for p in found)
    assert not any("公开" in p.text for p in found)
    assert (
        [p.text for p in found]
        == [p.text for p in hard_negatives(tmp_path, 10, every=1)]
        != [p.text for p in hard_negatives(tmp_path, 10, 1, every=1)]
    )
    with pytest.raises(ReadError):
        hard_negatives(tmp_path / "none", 3)
