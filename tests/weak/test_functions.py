"""Each labelling function on small invented sentences."""

from __future__ import annotations

import pytest

pytest.importorskip("spacy")

from giar_ner.weak.candidates import observe
from giar_ner.weak.functions import FUNCTIONS, NOTHING, Vote
from giar_ner.weak.lexicon import alternatives, default, unit_fits


def votes(text: str, words: str) -> dict[str, Vote]:
    """What each function says about the candidate whose characters are `words`; earlier candidates are given no guess."""
    candidate = next(c for c in observe(text, default()).candidates if c.words == words)
    return {name: vote for name, function in FUNCTIONS.items() if (vote := function(candidate)) is not None}


def stated(metric: str) -> Vote:
    return Vote("stated", metric)


@pytest.mark.parametrize(
    ("function", "text", "words", "expected"),
    [
        ("word_before", "二、依申请公开\n其中当面申请12件。", "12件", stated("applications.channel.in_person")),
        ("word_before", "行政复议3件，维持2件。", "2件", stated("review.upheld")),
        ("word_before", "行政诉讼3件，败诉1件。", "1件", stated("litigation.corrected")),
        ("word_before", "未经复议直接起诉3件，结果维持2件。", "2件", stated("litigation.direct.upheld")),
        ("word_before", "收取复制费25元。", "25元", stated("fees.collected")),
        ("word_after", "全年办了3期培训班。", "3期", stated("training.sessions")),
        ("word_in_clause", "公开栏张贴公告、表格40张。", "40张", stated("disclosure.channel.noticeboard")),
        ("word_in_sentence", "主动公开信息的情况，今年有300条。", "300条", stated("disclosure.total")),
        ("heading_and_unit", "三、依申请公开情况\n今年7件。", "7件", stated("applications.received")),
        ("unit_evidence", "举办培训，来了80人次。", "80人次", stated("training.participants")),
        ("foreign_unit", "改造农田1200亩。", "1200亩", stated("other")),
        ("other_work", "开展专项整治，清出42处。", "42处", stated("other")),
        ("audience", "“渡云发布”粉丝3.9万。", "3.9万", stated("reach.followers")),
        ("daily_mean", "热线日均接听40个。", "40个", stated("other")),
        ("class_of_items", "主动公开信息情况：林木采伐类12条。", "12条", stated("disclosure.category")),
        ("date", "网站停了3天。", "3天", NOTHING),
        ("listing", "主要有以下4个方面。", "4个", NOTHING),
        ("plan", "下一步争取培训5次。", "5次", NOTHING),
        ("rule", "每月至少更新3次。", "3次", NOTHING),
        ("idle_one", "多了一项便利。", "一项", NOTHING),
        ("negated_before", "全年未发生行政复议。", "行政复议", Vote("zero_statement", "review.total")),
        ("negated_after", "行政诉讼均未发生。", "行政诉讼", Vote("zero_statement", "litigation.total")),
        ("not_negated", "行政复议2件，没有行政诉讼。", "行政复议", NOTHING),
        ("idle_zero", "无偿提供，不收费。", "收费", NOTHING),
        ("zero_by_heading", "四、收费情况\n没有减免。", "减免", Vote("zero_statement", "fees.waived")),
        ("rate", "三、依申请公开\n按时答复率98%。", "98%", Vote("share", "applications.completed_on_time")),
    ],
)
def test_function(function, text, words, expected):
    assert votes(text, words).get(function) == expected, votes(text, words)


@pytest.mark.parametrize("text", ["截至2014年12月31日。", "按第12条办理。", "文号为〔2014〕8号。", "电话0571-8812345。", "一、概述"])
def test_dates_ordinals_and_codes_are_no_records(text):
    """Where the grammar proposes them at all, a function says that they are nothing."""
    for c in observe(text, default()).candidates:
        assert NOTHING in [vote for function in FUNCTIONS.values() if (vote := function(c))]


def test_a_function_that_knows_nothing_abstains():
    assert "word_before" not in votes("这里有18颗。", "18颗")


def test_elided_shares_and_years_take_the_metric_before():
    candidates = observe("三、依申请公开\n当面申请5件，占16%；2013年收到申请40件，2012年30件。", default()).candidates
    numbers = {c.words: c for c in candidates if c.quantity}
    numbers["5件"].guess = "applications.channel.in_person"
    assert FUNCTIONS["elided"](numbers["16%"]) == ("share", "applications.channel.in_person")
    numbers["40件"].guess = "applications.received"
    assert FUNCTIONS["same_in_another_year"](numbers["30件"]) == ("stated", "applications.received")


def test_list_items_and_bare_items_go_on():
    candidates = observe("主动公开信息：机构职能20条，防汛15条；水利系188条，土木系174。", default()).candidates
    numbers = {c.words: c for c in candidates if c.quantity}
    numbers["20条"].guess = "disclosure.category"
    assert FUNCTIONS["list_item"](numbers["15条"]) == ("stated", "disclosure.category")
    numbers["188条"].guess = "disclosure.subordinate"
    assert FUNCTIONS["bare_item"](numbers["174"]) == ("stated", "disclosure.subordinate")


def test_change_share_and_stated_are_told_apart():
    from giar_ner.weak.voting import kind_of

    kinds = {
        c.words: kind_of(c)
        for c in observe("公开12条，同比增长16%，占30%，全文电子化率98%，由9条增至11条。", default()).candidates
        if c.quantity
    }
    assert kinds == {"12条": "stated", "16%": "change", "30%": "share", "98%": "stated", "9条": "stated", "11条": "stated"}


def test_every_function_has_a_docstring_and_the_lexicon_names_known_metrics():
    assert all(f.__doc__ for f in FUNCTIONS.values())
    assert len(FUNCTIONS) >= 30 and default().zero_phrases


def test_pattern_notation():
    assert sorted(alternatives("公开(政府|)信息(数|量)")) == ["公开信息数", "公开信息量", "公开政府信息数", "公开政府信息量"]


def test_tokens_are_characters():
    text = "共 12件\n𠮷"
    assert [t.text for t in default().tokenise(text)] == list(text)


def test_units():
    assert unit_fits("fees.collected", "元") and not unit_fits("fees.collected", "件")
    assert not unit_fits("disclosure.total", "人次") and unit_fits("other", "人次")


def test_offsets_are_those_of_the_text():
    text = "收到申请１２件，無行政復議。"
    for c in observe(text, default()).candidates:
        assert 0 <= c.start < c.end <= len(text)
