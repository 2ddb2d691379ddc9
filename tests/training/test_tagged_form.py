"""Training passages as the tagger will see texts."""

from __future__ import annotations

from giar_ner.passages import Passage, parse
from giar_ner.training.tagged_form import as_tagged

TEXT = """=== T-1
kind: passage
year: 2016
---
⟪overview⟫一、概述

　　⟦网站|@scope⟧今年很忙。

⟪disclosure⟫二、主动公开
　　全年通过网站、微信分别发布信息⟦120条|disclosure.channel.website⟧、⟦30条|disclosure.channel.wechat⟧，未⟦收取费用|zero:fees.collected⟧。
"""


def passage() -> Passage:
    (found,) = parse(TEXT, "T")
    assert not found.errors
    return found


def test_layout_is_gone_and_names_stand_at_their_numbers() -> None:
    tagged = as_tagged(passage())
    assert tagged.text == (
        "一、概述\n网站今年很忙。\n二、主动公开\n全年通过网站、微信分别发布信息全年通过网站发布信息120条、微信发布信息30条，未收取费用。\n"
    )


def test_gold_is_where_its_words_are() -> None:
    before, tagged = passage(), as_tagged(passage())
    assert [(r["metric"], r["kind"]) for r in tagged.records] == [(r["metric"], r["kind"]) for r in before.records]
    assert [tagged.text[r["start"] : r["end"]] for r in tagged.records] == ["120条", "30条", "收取费用"]
    assert [r["text"] for r in tagged.records] == ["120条", "30条", "收取费用"]
    assert [tagged.text[m["start"] : m["end"]] for m in tagged.marks] == ["网站"]


def test_sections_still_tile() -> None:
    before, tagged = passage(), as_tagged(passage())
    assert [s["type"] for s in tagged.sections] == ["overview", "disclosure"]
    assert [(s["start"], s["end"]) for s in tagged.sections] == [(0, 13), (13, len(tagged.text))]
    assert before.text[before.sections[1]["start"] :].startswith("二、") and tagged.text[13:].startswith("二、")


def test_what_needs_no_change_stays() -> None:
    (plain,) = parse("=== T-2\nyear: 2016\n---\n公开⟦3条|disclosure.total⟧。\n", "T")
    assert as_tagged(plain) == plain
