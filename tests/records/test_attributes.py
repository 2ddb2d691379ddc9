"""Period, scope, category and applicant: what the words around a span add to it, on invented sentences."""

from __future__ import annotations

from datetime import date

import pytest
from marked_spans import build, only

from giar_ner.schema import Period, Year

SCOPED = "全市收到申请<90件|applications.received>，其中市本级<12件|applications.received>。"


@pytest.mark.parametrize(
    ("source", "period"),
    [
        ("今年收到<30件|applications.received>。", None),
        ("2017年收到<30件|applications.received>。", None),
        ("收到30件（2016年<28件|applications.received>）。", Year(year=2016)),
        ("比2014年的<28件|applications.received>多两件。", Year(year=2014)),
        ("上年为<28件|applications.received>。", Year(year=2016)),
        ("前年只有<8件|applications.received>。", Year(year=2015)),
        ("上年结转<2件|applications.carried_in>。", None),
        ("行政许可上一年<9项|licensing.items_previous>。", None),
        ("与上年相比增长<9%|change:applications.received>。", None),
        ("上半年公开<40条|disclosure.total>。", Period(start=date(2017, 1, 1), end=date(2017, 6, 30))),
        ("二季度<40条|disclosure.total>。", Period(start=date(2017, 4, 1), end=date(2017, 6, 30))),
        ("1—11月收到申请<40件|applications.received>。", Period(start=date(2017, 1, 1), end=date(2017, 11, 30))),
        ("1—12月收到申请<40件|applications.received>。", None),
        ("公众号粉丝<3.2万人|reach.followers>。", "cumulative"),
        ("自2008年以来累计公开<6000条|disclosure.total>。", "cumulative"),
        ("累计公开<600条|disclosure.total>，今年新增40条。", "cumulative"),
        ("全年累计公开<600条|disclosure.total>。", None),
    ],
)
def test_period(source: str, period: object) -> None:
    assert only(source).period == period


def test_from_to_gives_the_first_figure_the_earlier_year() -> None:
    first, second = build("公开量由<900条|disclosure.total>增至<1500条|disclosure.total>。")[0]
    assert (first.period, second.period) == (Year(year=2016), None)


def test_without_the_reports_year_no_year_is_told() -> None:
    assert only("上年为<28件|applications.received>。", year=None).period is None


def test_scope_where_bodies_are_told_apart() -> None:
    whole, part = build(SCOPED)[0]
    assert (whole.scope, part.scope) == (None, "市本级")


@pytest.mark.parametrize(
    ("source", "scope"),
    [
        ("市本级收到申请<12件|applications.received>。", None),  # nobody else's figure stands beside it
        ("我局收到申请<12件|applications.received>。", None),
        ("各乡镇公开<310条|disclosure.subordinate>。", "各乡镇"),
        ("其中县（市、区）公开<310条|disclosure.subordinate>。", "县（市、区）"),
        ("石桥镇<310条|disclosure.subordinate>，占<12%|share:disclosure.subordinate>。", "石桥镇"),
    ],
)
def test_scope(source: str, scope: str | None) -> None:
    assert only(source).scope == scope


@pytest.mark.parametrize(
    ("source", "category"),
    [
        ("其中：机构职能类<3条|disclosure.category>。", "机构职能类"),
        ("按内容分，公开机构职能类<3条|disclosure.category>、规划计划类信息<6条|disclosure.category>。", "规划计划类信息"),
        ("机构职能类<3条|disclosure.category>，占<5%|share:disclosure.category>。", "机构职能类"),
        ("欠税公告累计<9条|disclosure.category>，今年新增<2条|disclosure.category>。", "欠税公告"),
        ("人事任免（含招聘）<7条|disclosure.category>。", "人事任免"),
        ("财务与审计<7条|disclosure.category>。", "财务与审计"),
        ("一年<7条|disclosure.category>。", None),
        ("公开<7条|disclosure.total>。", None),
    ],
)
def test_category(source: str, category: str | None) -> None:
    assert only(source).dimensions.get("category") == category


def test_category_is_told_in_the_characters_of_the_original() -> None:
    assert only("機構職能類<3條|disclosure.category>。").dimensions == {"category": "機構職能類"}


@pytest.mark.parametrize(
    ("source", "applicant"),
    [
        ("其中自然人<9件|applications.received>。", "natural_person"),
        ("公民个人<9件|applications.received>，律师事务所<2件|applications.received>。", "legal_service"),
        ("企业提出的<4件|applications.received>，占<20%|share:applications.received>。", "commercial_enterprise"),
        ("收到公民、法人和其他组织申请<9件|applications.received>。", None),
        ("自然人<9件|other>。", None),
    ],
)
def test_applicant(source: str, applicant: str | None) -> None:
    assert only(source).dimensions.get("applicant") == applicant


def test_evidence_is_the_sentence_and_the_section_is_the_tagged_one() -> None:
    records, _ = build("第一句。 青溪县收到申请<3件|applications.received>，均已答复；别的。", section="applications")
    text = "第一句。 青溪县收到申请3件，均已答复；别的。"
    assert text[records[0].evidence.start : records[0].evidence.end] == "青溪县收到申请3件，均已答复"
    assert (records[0].section, records[0].name, records[0].confidence) == ("applications", "收到申请数", 0.9)
