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
        # what a number counts did occur, whatever stands between them
        ("发生1件因政府信息公开引起的行政复议，未发生诉讼。", ["1件", "诉讼"]),
        ("发生两起有关政府信息公开的诉讼，未发生行政复议。", ["两起", "行政复议"]),
        ("发生一起因信息公开引发的行政复议，未发生诉讼。", ["一起", "诉讼"]),
        ("1件涉及土地征收补偿安置事务的政府信息公开申请，未收费。", ["1件", "收费"]),
        ("因公开引起的行政复议1件，没有诉讼。", ["1件", "诉讼"]),
        ("收到政府信息公开申请共6件，未收费。", ["6件", "收费"]),
        ("行政复议两起，未发生诉讼。", ["两起", "诉讼"]),
        # but not what is denied beside a number, nor a number of names
        ("没有一起因信息公开引发的行政复议。", ["一起", "行政复议"]),
        ("一起诉讼也没有。", ["一起", "诉讼"]),
        ("解读3件没有行政复议也没有诉讼。", ["3件", "行政复议", "诉讼"]),
        ("行政复议、诉讼两项均无。", ["行政复议", "诉讼", "两项"]),
        ("未收到政府信息公开申请1件以上。", ["政府信息公开申请", "1件以上"]),
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
