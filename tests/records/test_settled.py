"""Metrics and kinds that the words at a number settle, on invented sentences."""

from __future__ import annotations

import pytest
from marked_spans import build, only


@pytest.mark.parametrize(
    ("source", "metric"),
    [
        ("设受理点2个和<3个|capacity.reception_points>公共查阅点。", "capacity.access_points"),
        ("设<2个|capacity.access_points>申请受理窗口。", "capacity.reception_points"),
        ("设<2个|capacity.access_points>，另有受理点。", "capacity.access_points"),
        ("配备<24名|capacity.staff_full_time>专、兼职工作人员。", "capacity.staff"),
        ("配备<24名|capacity.staff_full_time>专职人员。", "capacity.staff_full_time"),
        ("公开政府规章<9件|rules.issued>。", "rules.published"),
        ("制定政府规章<9件|rules.issued>。", "rules.issued"),
        ("领导出席新闻发布会<18人次|responses.press_conferences>。", "other"),
        ("通过新闻发布会公开信息<18条|responses.press_conferences>。", "disclosure.channel.other"),
        ("举办新闻发布会<18场|responses.press_conferences>。", "responses.press_conferences"),
        ("接待群众<18人次|reach.readers>。", "reach.readers"),
        ("设申请受理点1个和<1个|capacity.reception_points>电子查阅室。", "capacity.access_points"),
        ("上年结转政府信息公开申请数量<2件|applications.received>。", "applications.carried_in"),
        ("转办上一年度申请公开<2件|applications.received>。", "applications.carried_in"),
        ("上年度收到申请<2件|applications.received>。", "applications.received"),
        ("就<37份|applications.received>政府信息公开申请依法作出答复。", "applications.replied"),
        ("对<142件|applications.received>申请作出答复139件。", "applications.received"),
        ("主动公开信息874条，依申请公开信息<163条|applications.received>。", "other"),
        ("主动公开信息456条，受理依申请公开信息<4条|applications.received>。", "applications.received"),
        ("上年无结转、本年新收申请<8件|applications.received>。", "applications.received"),
        ("除上年结转申请外新收到申请<5件|applications.received>。", "applications.received"),
        ("主动公开信息874条，收到公开申请<163件|applications.received>。", "applications.received"),
        ("行政处罚事项新增<7项|penalties.items_previous>，总计52项。", "penalties.items_delta"),
        ("行政处罚事项新增7项，总计<52项|penalties.items_delta>。", "other"),
        ("在“青溪水务”微信号上公开信息<512条|disclosure.total>。", "disclosure.channel.wechat"),
        ("通过“掌上青溪”APP发布信息共<47条|disclosure.total>。", "disclosure.channel.new_media"),
        ("在局网站和政务微博公开信息<47条|disclosure.total>。", "disclosure.total"),
        ("在微信公众号和微博公开信息<47条|disclosure.total>。", "disclosure.total"),
        ("行政处罚事项上年<45项|penalties.items_previous>。", "penalties.items_previous"),
        ("12345热线受理咨询<860人次|consultations.total>。", "reach.hotline_calls"),
        ("窗口接待咨询<860人次|consultations.total>。", "consultations.total"),
        ("日均接待来访和咨询电话<6人次|consultations.total>。", "other"),
        ("全年接待来访<96人次|consultations.total>，日均不足1人次。", "consultations.total"),
    ],
)
def test_metric(source: str, metric: str) -> None:
    assert only(source).metric == metric


def test_a_percentage_of_a_count_is_a_share() -> None:
    assert only("动态类占<13%|disclosure.category>。").kind == "share"
    assert only("全文电子化率<98%|disclosure.electronic_fulltext_rate>。").kind == "stated"


def test_the_city_itself_beside_its_counties() -> None:
    own, counties = build("其中，市本级公开<3100条|disclosure.total>，各县区公开<3300条|disclosure.subordinate>。")[0]
    assert (own.scope, counties.scope) == ("市本级", "各县区")
    assert only("各学院发布9条，通过学校微博发布<8条|disclosure.subordinate>。").scope is None


def test_no_change_has_no_sign() -> None:
    assert str(only("申请减少<0件|change:applications.received>。").value) == "0.0"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("全年没有<发生收费|zero:fees.collected>。", "收费"),
        ("未<提起行政诉讼|zero:litigation.total>。", "行政诉讼"),
        ("也无<减免情况|zero:fees.waived>。", "减免"),
        ("未<收取费用|zero:fees.collected>。", "收取费用"),
        ("没有<发生|zero:fees.collected>。", "发生"),
    ],
)
def test_a_zero_statement_is_the_name_alone(source: str, words: str) -> None:
    assert [record.text for record in build(source)[0]] == [words]
