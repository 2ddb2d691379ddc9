"""propose_zeros: phrases in a clause group with a negation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giar_ner.language.negation import propose_zeros

PHRASES = frozenset({"收费", "减免", "行政复议", "复议", "行政诉讼", "诉讼", "收到申请", "申请"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("今年未收到申请。", ["收到申请"]),
        ("没有发生收费及减免，有会3次。", ["收费", "减免"]),
        ("行政复议、诉讼均未发生。", ["行政复议", "诉讼"]),
        ("三、行政复议情况\n无。", ["行政复议"]),
        ("复议和诉讼情况。\n均未发生。", ["复议", "诉讼"]),
        ("未发生行 政复\n议。", ["行 政复\n议"]),
        ("收到申请5件。", []),
        ("申请：无；诉讼一件。", ["申请"]),
        ("不曾收费。", ["收费"]),
        ("未收到过申请。", ["收到过申请"]),
        ("收费不断规范。", []),
        ("申请3件。天气好。\n无。", []),
    ],
)
def test_zeros(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in propose_zeros(text, PHRASES)] == expected


def test_no_phrases() -> None:
    assert propose_zeros("未收到申请。", frozenset()) == []


@given(st.text(alphabet="未没无收费减免行政复议诉讼申请。；\n 一、：0", max_size=80))
def test_spans_are_ordered(text: str) -> None:
    end = 0
    for a, b in propose_zeros(text, PHRASES):
        assert end <= a < b <= len(text)
        assert "".join(text[a:b].split()) in PHRASES
        end = b
