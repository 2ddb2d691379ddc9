"""分别-lists: each number gets its name, and offsets stay those of the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giar_ner import Extractor
from giar_ner.language.respective import listed_years, repeated, repetitions
from giar_ner.schema import Record, Year

EXTRACTOR = Extractor(threads=1)


def told(text: str) -> str:
    """The text with its insertions in brackets."""
    out, last = "", 0
    for r in repetitions(text):
        out += f"{text[last : r.offset]}〔{r.words}〕"
        last = r.offset
    return out + text[last:]


@pytest.mark.parametrize(
    "expected",
    [
        "通过网站、微信、微博分别公开〔通过网站公开〕120条、〔微信公开〕30条和〔微博公开〕5条。",
        "通过网站、微信和其他方式公开的分别为〔通过网站〕9,304条、〔微信〕418条和〔其他方式公开的〕950条。",
        "引发的复议、诉讼分别为〔引发的复议〕3件、〔诉讼〕2件，无败诉。",
        "县水务局、住建局、民政局公开信息分别为〔县水务局公开信息〕12条、〔住建局公开信息〕9条、〔民政局公开信息〕7条。",
        "公民、法人和其他组织的申请分别为〔公民〕30件、〔法人〕8件、〔其他组织的申请〕2件。",
        "公民、法人和其他组织的申请分别为〔公民〕30件、〔法人和其他组织的申请〕8件。",
        "当面申请21件、信函申请7件，分别占〔当面申请占〕75%和〔信函申请占〕25%。",
        "解读稿件64篇，访谈5场，较上年分别增长〔解读稿件较上年增长〕2.1倍和〔访谈较上年增长〕一倍。",
        "2016年办结数、答复数分别为〔办结数〕十二件、〔答复数〕十一件。",
        "甲镇、乙镇分别发布〔甲镇发布〕20条、〔乙镇发布〕30条，阅读量分别为〔甲镇阅读量〕400次、〔乙镇阅读量〕700次。",
        "其他、投诉分别为〔其他〕2件、〔投诉〕1件。",
        "三、当面申请和信函申请分别为〔当面申请〕3件、〔信函申请〕2件。",
        "受理申请、依申请答复分别为〔受理申请〕12件、〔依申请答复〕11件。",
        "共和镇和兴隆镇分别公开〔共和镇公开〕8条、〔兴隆镇公开〕9条。",
        "收到申请31件，答复30件，上年分别为〔收到申请上年〕20件、〔答复上年〕19件。",
        "举报、投诉、申诉依次是〔举报〕6件、〔投诉〕9件、〔申诉〕2件。",
        "网络、信函申请分别较上年增加〔网络较上年增加〕8件、〔信函申请〕减少3件。",
        "通过网站、微信、微博和报纸公开〔通过网站〕1300条、〔微信〕420条、〔微博〕210条和〔报纸公开〕36条。",
        # nothing to tell: no names, another number of them, years, one number alone
        "四个季度分别公开71条、64条、88条、97条。",
        "网站、微信、微博分别公开120条、30条。",
        "整合资金287万元，公告率100%，2014年、2015年分别为61%、85%。",
        "网站、微信分别发布〔网站发布〕9条、〔微信发布〕3条，2014年、2015年分别为5条、7条。",
        "公开信息120条、答复申请8件，同比和环比分别增长10%、3%。",
        "股二、股一分别收到申请一百件、三件。",
        "三个窗口分别设在一楼、二楼，受理2件。",
        "网站和微信分别发布公告12条、微信头条30条。",
    ],
)
def test_each_number_has_its_name(expected: str) -> None:
    text = "".join(part.rpartition("〕")[2] for part in expected.split("〔"))
    assert told(text) == expected


@given(st.text("网站微信、和与分别为12条，。\n", max_size=60))
def test_nothing_is_lost(text: str) -> None:
    wide, normal, added, found = repeated(text, text)
    assert wide == normal
    own = [i for i in range(len(wide)) if added.shortened(i) < added.shortened(i + 1)]
    assert "".join(wide[i] for i in own) == text
    assert len(wide) == len(text) + sum(len(r.words) for r in found)


def read(sentence: str) -> list[Record]:
    frame = (
        "云港县2016年政府信息公开工作年度报告\n一、概述\n2016年，本县继续推进公开。\n二、主动公开和依申请公开情况\n{}\n"
        "三、存在的问题\n公开内容不够全面。\n"
    )
    text = frame.format(sentence)
    report = EXTRACTOR.extract(text)
    assert all(text[r.start : r.end] == r.text for r in report.records)
    assert all(s.heading in text for s in report.sections) and report.sections[-1].end == len(text)
    return report.records


def test_what_stands_around_the_numbers_is_read_as_it_is() -> None:
    before = read("收到申请31件，答复30件，上年分别为20件、19件。")
    assert [(r.metric, r.value, r.period) for r in before[2:]] == [
        ("applications.received", 20, Year(year=2015)),
        ("applications.replied", 19, Year(year=2015)),
    ]
    change = read("全年收到申请31件，答复30件。新收申请件数和答复件数较上年分别下降10%和20%。")
    assert [(r.kind, r.value) for r in change[2:]] == [("change", -10), ("change", -20)]
    damaged = read("网站和微信分别公开12条、3条，官方微博有31.7粉丝。")
    assert len(damaged) == 2


def test_a_share_is_about_what_its_twin_counts() -> None:
    found = read("机构职能类信息7条、财政类信息13条、工作动态类信息80条，分别占7%、13%、80%。")
    assert [(r.kind, r.metric, r.dimensions) for r in found[:3]] == [
        ("stated", "disclosure.category", {"category": name}) for name in ("机构职能类信息", "财政类信息", "工作动态类信息")
    ]
    assert [(r.kind, r.metric, r.dimensions) for r in found[3:]] == [("share", r.metric, r.dimensions) for r in found[:3]]


def test_a_list_of_classes() -> None:
    classes = read("机构职能类信息、规划计划类信息、财政类信息分别公开13条、6条、22条。")
    assert [r.dimensions.get("category") for r in classes] == ["机构职能类信息", "规划计划类信息", "财政类信息"]


def test_records_of_a_list() -> None:
    text = (
        "云港县2016年政府信息公开工作年度报告\n一、概述\n2016年，本县继续推进公开。\n三、依申请公开情况\n"
        "答复中，同意公开、同意部分公开、不予公开的分别为9件、14件、2件。\n四、收费情况\n没有收费。\n"
    )
    report = EXTRACTOR.extract(text)
    found = {r.metric.rpartition(".")[2]: r.text for r in report.records}
    assert found == {"granted": "9件", "partial": "14件", "refused": "2件", "collected": "收费"}
    assert all(text[r.start : r.end] == r.text for r in report.records)
    assert report.sections[-1].end == len(text)


def test_names_in_the_clause_before() -> None:
    found = read("全年公开信息1500条，居前三位的是部门动态、通知公告、人事信息，分别为600条、400条、90条。")
    assert [r.dimensions.get("category") for r in found] == [None, "部门动态", "通知公告", "人事信息"]
    found = read("主要渠道为政府网站、微信公众号和公告栏，分别公开300条、120条、15条。")
    assert [r.metric.rpartition(".")[2] for r in found] == ["website", "wechat", "noticeboard"]


@pytest.mark.parametrize(
    ("words", "years"),
    [
        ("2014年、2015年、2016年分别公开120条、150条、180条", [2014, 2015, 2016]),
        ("2015年和2016年主动公开信息分别为120条和150条", [2015, 2016]),
        ("2014至2016年收到的申请分别为3件、4件和5件", [2014, 2015, 2016]),
        ("2015、2016两年收到的申请依次是4件、5件", [2015, 2016]),
        ("去年和今年收到申请分别为3件和5件", [2015, 2016]),
        ("2014年和2015年，网站和微信分别公开8条、9条", []),  # the other list is nearer
        ("2014年、2015年、2016年分别公开120条、150条", []),  # one number is missing
    ],
)
def test_lists_of_years(words: str, years: list[int]) -> None:
    assert [*listed_years(words, 2016).values()] == years
