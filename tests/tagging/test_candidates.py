"""What is proposed to the classifier, and what is not."""

from __future__ import annotations

import pytest

from giar_ner.tagging.candidates import propose_candidates
from giar_ner.tagging.section_candidates import candidates

PHRASES = frozenset({"政府信息公开申请", "行政复议", "诉讼", "收费"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("解读《2025年12件实事》3次。", ["3次"]),
        ("《12件实事》和《5项计划》公开8条。", ["8条"]),
        ("没有因政府信息公开申请引发的行政复议、诉讼。", ["行政复议", "诉讼"]),
        ("没有政府信息公开申请方面的诉讼。", ["诉讼"]),
        ("未收到政府信息公开申请、未提起行政复议。", ["政府信息公开申请", "行政复议"]),
        ("没有政府信息公开申请和提起行政复议的情况。", ["政府信息公开申请", "行政复议"]),
        ("无上年结转政府信息公开申请。", []),
        ("没有收到政府信息公开申请，没有行政复议。", ["政府信息公开申请", "行政复议"]),
    ],
)
def test_candidates(text: str, expected: list[str]) -> None:
    assert [text[c.start : c.end] for c in propose_candidates(text, PHRASES)] == expected


def test_no_part_begins_with_a_line_of_one_character() -> None:
    text = "截至\n2016\n年\n底。\n一、概述\n公开\n3\n条\n。\n"
    starts = [text[a:].split("\n")[0] for a in candidates(text).start]
    assert "一、概述" in starts and not {"年", "。", "3", "条"} & set(starts)
    feed = "一、概述\n公开。\n\x0c二、依申请公开情况\n无。\n"
    assert feed.index("\x0c") in candidates(feed).start
