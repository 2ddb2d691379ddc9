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


WORDS = PHRASES | {
    "收到",
    "接到",
    "接到依申请公开",
    "收取",
    "信息",
    "公开",
    "请求",
    "费用",
    "收费",
    "政府信息公开申请",
    "依申请公开信息",
    "书面申请",
}
WORDS |= {
    "收到书面申请",
    "收到申请公开政府信息",
    "信函",
    "传真",
    "要求公开政府信息",
    "电子邮件",
    "网上申请",
    "不予公开",
    "不公开",
    "减免费用",
}
WORDS |= {"信息公开申请", "依申请公开", "信息处理费", "举报"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the verb, what the noun is about and the noun are one name
        ("未收到信息公开的申请。", ["收到信息公开的申请"]),
        ("没有收到过政府信息公开的书面申请。", ["收到过政府信息公开的书面申请"]),
        ("未收到信息\n公开的申请。", ["收到信息\n公开的申请"]),
        ("没有接到依申请公开政府信息的请求。", ["接到依申请公开政府信息的请求"]),
        ("未收取政府信息公开申请费用。", ["收取政府信息公开申请费用"]),
        ("未收取依申请公开信息处理费。", ["收取依申请公开信息处理费"]),
        ("（六）费用收取\n收费没有发生。", ["费用", "收取", "收费"]),
        # a verb alone names nothing where its noun follows, with who asks between them
        ("未收到公民、法人的政府信息公开申请。", ["政府信息公开申请"]),
        ("未收到群众举报。", ["举报"]),
        ("没有收取或减免费用。", ["收取", "减免费用"]),
        ("信息公开申请没有收到，没有收费。", ["信息公开申请", "收到", "收费"]),
        # what a fee or a dispute is about
        ("未发生依申请公开信息收费和费用减免。", ["收费", "费用", "减免"]),
        ("没有依申请公开信息，因此未发生依申请公开信息收费。", ["依申请公开信息", "收费"]),
        ("无依申请公开的收费。", ["收费"]),
        ("没有政府信息公开申请行政复议。", ["行政复议"]),
        ("没有政府信息公开申请、收费、行政复议。", ["政府信息公开申请", "收费", "行政复议"]),
        # what should be public and was not
        ("无应公开而不予公开的政府信息。", []),
        ("不存在应当主动公开而没有公开的信息，无不予公开。", ["不予公开"]),
        ("没有该公开不公开的情况。", []),
        ("应公开的都已公开，没有不予公开。", ["公开", "公开", "不予公开"]),
        # each named way once
        ("未收到信函、传真等形式申请要求公开政府信息。", ["信函", "传真"]),
        ("未收到申请公开政府信息的电子邮件及网上申请。", ["电子邮件", "网上申请"]),
        ("信函、传真等各种形式的信息公开申请均未收到。", ["信函", "传真", "信息公开申请", "收到"]),
    ],
)
def test_one_zero_for_one_name(text: str, expected: list[str]) -> None:
    found = [text[a:b] for a, b in propose_zeros(text, WORDS)]
    assert [words for words in found if words != "信息"] == expected


def test_no_phrases() -> None:
    assert propose_zeros("未收到申请。", frozenset()) == []


@given(st.text(alphabet="未没无收费减免行政复议诉讼申请。；\n 一、：0", max_size=80))
def test_spans_are_ordered(text: str) -> None:
    end = 0
    for a, b in propose_zeros(text, PHRASES):
        assert end <= a < b <= len(text)
        assert "".join(text[a:b].split()) in PHRASES
        end = b


def test_nouns_right_behind_none_are_candidates_by_themselves() -> None:
    text = "全年零复议、零诉讼，行政诉讼也是零。"
    assert [text[a:b] for a, b in propose_zeros(text, frozenset())] == ["复议", "诉讼"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("未发生行政诉讼败诉的情况。", ["败诉"]),
        ("复议未出现被纠错的情况，没有诉讼。", ["诉讼"]),
        ("没有复议被纠错。", []),
        ("未收到个人、法人或者其他组织的申请。", ["申请"]),
        ("未产生检索、复印、邮递等成本费用。", ["费用"]),
        ("未复印资料，没有费用。", ["复印", "费用"]),
        ("没有收到复议、提起行政诉讼的申请。", ["复议", "行政诉讼"]),
        ("没有复议申请，也没有信息公开申请。", ["复议", "申请", "申请"]),
        ("未收到提案办理的案件，也没有别的案件。", ["提案", "案件"]),
        ("全年未收到许可申请。", []),
        ("没有收到要求公开其他信息的申请。", ["申请"]),
        ("没有要求公开的申请，要求公开未受理。", ["申请", "要求公开"]),
        ("没有按申请登记。", []),
        ("复议栏目没开，没有诉讼。", ["诉讼"]),
        ("未发生当面咨询。", ["咨询"]),
        # the costs alone are denied
        ("未发生与诉讼（复议、行政诉讼）有关的费用。", ["费用"]),
        ("与行政诉讼有关的费用未发生。", ["费用"]),
        ("没有与公开有关的行政诉讼，没有费用。", ["行政诉讼", "费用"]),
        # what was made public holds no secret, and no request was refused for one
        ("公开的信息没有涉及国家秘密的内容和个人隐私的信息。", []),
        ("未发生因国家秘密不予公开的情况。", ["国家秘密"]),
        ("公布的目录未涉及国家秘密，没有申请。", ["申请"]),
        ("未收到公开的申请和未涉及国家秘密。", ["申请", "国家秘密"]),
        ("公开的信息没有涉及费用的情况。", ["费用"]),
        ("公开的信息均未涉及复议、行政诉讼。", ["复议", "行政诉讼"]),
    ],
)
def test_what_is_only_part_of_another_name_is_not_denied(text: str, expected: list[str]) -> None:
    phrases = frozenset(("行政诉讼", "诉讼", "复议", "败诉", "收到个人", "申请", "检索", "复印", "费用"))
    phrases |= {"案件", "提案", "要求公开", "许可", "当面", "咨询", "国家秘密", "个人隐私"}
    assert [text[a:b] for a, b in propose_zeros(text, phrases)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a phrase that begins with the denial is the name alone
        ("全年无申请。", ["申请"]),
        ("无人申请复议。", ["申请复议"]),
        ("年内零复议、零诉讼。", ["复议", "诉讼"]),
        ("没有一件申请。", ["申请"]),
        ("没有被举报投诉。", ["举报投诉"]),
        ("一概不收取任何费用。", ["收取任何费用"]),
        ("收费：不收。", ["收费", "不收"]),
        # services and what is paid for them are one name
        ("未收取检索、复印、邮寄等费用。", ["收取检索、复印、邮寄等费用"]),
        ("从未收取检索费和复印费。", ["收取检索费和复印费"]),
        ("依申请公开信息处理费未予收取。", ["依申请公开信息处理费", "收取"]),
        ("未产生依申请信息检索、复印等费用。", ["费用"]),
        # what the rules permit or forbid
        ("虽可以收取检索、复印等费用，但未收费。", ["收费"]),
        ("不得收取其他费用，今年没有收费。", ["收费"]),
        ("没有可以收取的费用。", ["费用"]),
        ("可以收取的检索、复印等费用均未发生。", ["费用"]),
        ("可以收取费用，均未收取。", ["收取"]),
        ("无需要公开的重点领域信息。", []),
        ("无行政诉讼复议和行政诉讼。", ["复议", "行政诉讼"]),
        ("收费、减免均谈不上。", ["收费", "减免"]),
        ("申请皆空。", ["申请"]),
        # an explicit zero is a number
        ("收费和减免为零。", []),
        ("收费：零；减免是零。", []),
        ("收费与减免：零发生。", ["收费", "减免"]),
    ],
)
def test_names_in_other_wordings(text: str, expected: list[str]) -> None:
    words = "无申请 无人申请 申请复议 零复议 零诉讼 一件申请 被举报 举报投诉 不收 费用 任何费用 收取 收取任何费用 检索 复印 检索费 复印费 信息处理费"
    phrases = PHRASES | set(words.split()) | {"依申请", "依申请公开信息", "重点领域"}
    assert [text[a:b] for a, b in propose_zeros(text, phrases)] == expected
