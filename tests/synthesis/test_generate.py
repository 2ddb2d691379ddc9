"""The grammar's gold is exact, its arithmetic adds up, and a seed gives one text."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from giar_ner import ontology
from giar_ner.synthesis.generate import generate
from giar_ner.synthesis.grammar import load
from giar_ner.synthesis.numbers import chinese, write


@pytest.fixture(scope="module")
def clean():
    return generate(160, seed=7, noise=0.0)


def test_there_are_hundreds_of_patterns_and_each_is_written_once():
    sources = [p.source for rows in load().patterns.values() for p in rows]
    assert len(sources) >= 300
    assert [s for s, n in Counter(sources).items() if n > 1] == []


def test_every_metric_has_a_pattern():
    marked = {m for rows in load().patterns.values() for p in rows for m in p.metrics}
    assert ontology.metrics().keys() - marked == set()


def test_the_gold_is_exact(clean):
    for p in clean:
        for row in (*p.records, *p.marks):
            assert p.text[row["start"] : row["end"]] == row["text"] != ""
        assert "{" not in p.text and "⟦" not in p.text and "<" not in p.text


def test_same_seed_same_passages():
    assert [(p.text, p.records) for p in generate(12, 3, 0.5)] == [(p.text, p.records) for p in generate(12, 3, 0.5)]
    assert [p.text for p in generate(12, 3)] != [p.text for p in generate(12, 4)]


def test_parts_add_up(clean):
    checked = 0
    for p in clean:
        for match in re.finditer(r"共收到申请(.+?)件，其中当面申请(.+?)件、网络申请(.+?)件、信函申请(.+?)件", p.text):
            inside = [r["value"] for r in p.records if match.start() <= r["start"] < match.end()]
            assert inside[0] == sum(inside[1:])
            checked += 1
    assert checked


def test_one_report_states_one_value(clean):
    for p in clean:
        for metric in ("disclosure.total", "applications.received", "review.total"):
            same = [
                r
                for r in p.records
                if r["metric"] == metric and r["kind"] == "stated" and not {"period", "dimensions"} & r.keys() and "万" not in r["text"]
            ]
            assert len({r["value"] for r in same}) <= 1, (p.text, same)


def test_a_zero_is_not_contradicted(clean):
    for p in clean:
        zeros = {r["metric"] for r in p.records if r["kind"] == "zero_statement"}
        stated = {r["metric"] for r in p.records if r["kind"] == "stated" and r["value"] > 0 and "period" not in r}
        assert not (zeros & stated) - {"other"}


def test_a_decline_is_negative(clean):
    changes = [(p.text[max(0, r["start"] - 6) : r["start"]], r["value"]) for p in clean for r in p.records if r["kind"] == "change"]
    assert changes
    assert all(value < 0 for before, value in changes if re.search("减少|下降|降", before))


def test_the_era_decides_the_form():
    for p in generate(60, 11, 0.0):
        if int(p.meta["year"]) < 2014:
            assert not {r["metric"] for r in p.records} & {"applications.unavailable.not_held", "rules.published", "licensing.items_delta"}


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "零"), (7, "七"), (10, "十"), (12, "十二"), (30, "三十"), (105, "一百零五"), (2040, "二千零四十"), (9999, "九千九百九十九")],
)
def test_chinese_numerals(value, words):
    assert chinese(value) == words


def test_write():
    assert [write(1234, s) for s in ("plain", "comma", "wide", "chinese")] == ["1234", "1,234", "１２３４", "一千二百三十四"]
    assert write(12.5, "chinese") == "12.5"
