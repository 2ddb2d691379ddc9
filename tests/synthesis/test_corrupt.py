"""Damage moves offsets and never touches what a record says."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from giar_ner.language.quantities import read_quantity
from giar_ner.passages import Passage, parse
from giar_ner.synthesis.corrupt import DAMAGE, augment, edit
from giar_ner.synthesis.generate import generate

BODY = (
    "⟪title⟫⟦松蓝县水务局|@organization⟧2016年报告\n⟪applications⟫三、依申请公开\n收到申请⟦12件|applications.received⟧，其中当面⟦7件|applications.channel.in_person⟧。\n"
    "⟪fees⟫四、收费\n未⟦收取费用|zero:fees.collected⟧，没有⟦减免|zero:fees.waived⟧。\n"
)
PASSAGE = next(parse(f"=== T-1\nkind: report\n---\n{BODY}", "T"))
SYNTHETIC = generate(24, 5, 0.0)


def check(p: Passage) -> None:
    for row in (*p.records, *p.marks):
        assert p.text[row["start"] : row["end"]] == row["text"] != ""
    for a, b in zip(p.sections, p.sections[1:], strict=False):
        assert a["end"] == b["start"]
    if p.sections:
        assert p.sections[-1]["end"] == len(p.text)


@pytest.mark.parametrize("name", sorted(DAMAGE))
def test_each_damage_keeps_the_identity(name):
    for i in range(40):
        damaged = DAMAGE[name](PASSAGE, random.Random(i))
        check(damaged)
        if name != "cut_end":
            assert [(r["metric"], r["value"]) for r in damaged.records] == [(r["metric"], r["value"]) for r in PASSAGE.records]


@settings(max_examples=40)
@given(st.integers(0, 10**6), st.sampled_from(SYNTHETIC))
def test_augment_keeps_identity_and_values(seed, passage):
    damaged = augment(passage, random.Random(seed))
    check(damaged)
    known = [(r["kind"], r["metric"], r["value"]) for r in passage.records]
    left = [(r["kind"], r["metric"], r["value"]) for r in damaged.records]
    assert left == known[: len(left)]  # only the end may be cut
    for r in damaged.records:
        if r["kind"] == "stated":
            assert read_quantity(r["text"]).value == pytest.approx(r["value"])


@settings(max_examples=40)
@given(st.data())
def test_edit_on_free_places(data):
    taken = {i for r in (*PASSAGE.records, *PASSAGE.marks) for i in range(r["start"], r["end"])}
    places = data.draw(st.lists(st.sampled_from([i for i in range(len(PASSAGE.text)) if i not in taken]), unique=True, max_size=12))
    edits = [(i, i + data.draw(st.integers(0, 1)), data.draw(st.text("甲乙 ，", max_size=2))) for i in places]
    edited = edit(PASSAGE, edits)
    check(edited)
    assert [r["text"] for r in edited.records] == [r["text"] for r in PASSAGE.records]


def test_an_insertion_at_the_edge_stays_outside():
    record = PASSAGE.records[0]
    edited = edit(PASSAGE, [(record["start"], record["start"], "甲"), (record["end"], record["end"], "乙")])
    assert edited.records[0]["text"] == "12件"


def test_overlapping_edits_are_refused():
    with pytest.raises(ValueError, match="overlap"):
        edit(PASSAGE, [(0, 4, ""), (2, 6, "")])


def test_the_original_is_left_alone():
    before = PASSAGE.text, [dict(r) for r in PASSAGE.records]
    for i in range(20):
        augment(PASSAGE, random.Random(i))
    assert (PASSAGE.text, PASSAGE.records) == before


def test_a_traditional_mirror_keeps_the_length():
    damaged = DAMAGE["traditional"](PASSAGE, random.Random(0))
    assert len(damaged.text) == len(PASSAGE.text) and "申請" in damaged.text
