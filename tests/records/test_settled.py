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
        ("复议2件，<1件|review.corrected>正在审理中。", "review.pending"),
        ("直接起诉2件，<1件|litigation.direct.upheld>尚未审结。", "litigation.direct.pending"),
        ("复议2件，<1件|review.other>在审理中由申请人撤回。", "review.other"),
        ("诉讼<1件|litigation.total>未审结。", "litigation.total"),
        ("<1件次|applications.completed_extended>未及时回复。", "other"),
        ("超期答复<2件|applications.replied>。", "other"),
        ("<1件|applications.outcome.other>逾期未补正。", "applications.outcome.other"),
        ("公开<4件|proposals.handled>人大代表建议、5件政协提案办理结果公开。", "proposals.published"),
        ("提案办理结果在网站作了公开，其中：人大建议<3条|proposals.handled>。", "proposals.published"),
        ("承办<4件|proposals.handled>人大代表建议，办理结果公开3件。", "proposals.handled"),
        ("办理<4件|proposals.handled>人大代表建议。", "proposals.handled"),
        ("行政复议数、行政诉讼数、申诉数都为<0|appeals.total>。", "review.total"),
        ("没有行政复议，行政诉讼、申诉均为<零|appeals.total>。", "litigation.total"),
        ("复议维持、纠正均为<0件|review.upheld>。", "review.upheld"),
        ("累计上报市政府门户网站新闻及公示信息<234条|disclosure.channel.website>。", "submissions.reported"),
        ("向区政务办报送信息<18篇|disclosure.total>。", "submissions.reported"),
        ("向档案馆报送纸质信息<18份|disclosure.total>。", "disclosure.total"),
        ("全年收到各股室报送的信息<18条|disclosure.total>。", "disclosure.total"),
        ("上报并公开信息<18条|disclosure.total>。", "disclosure.total"),
        ("在县政府网站上报道新闻<35条|disclosure.channel.website>。", "disclosure.channel.website"),
        ("在网站上报送动态信息<35条|disclosure.channel.website>。", "disclosure.channel.website"),
        ("受理线上信息公开申请<65件|applications.received>。", "applications.channel.online"),
        ("受理申请<65件|applications.received>，其中线上60件。", "applications.received"),
        ("网上公开申请指南后，收到申请<65件|applications.received>。", "applications.received"),
        ("按期办结政府信息公开申请<89件|applications.completed>。", "applications.completed_on_time"),
        ("收到并按时办结<16件|applications.received>申请。", "applications.received"),
        ("按时答复<16件|applications.replied>。", "applications.replied"),
        ("因不掌握相关政府信息无法提供<16件|applications.outcome.unavailable>。", "applications.unavailable.not_held"),
        ("因本机关不掌握等原因无法提供<16件|applications.outcome.unavailable>。", "applications.outcome.unavailable"),
        ("信息不存在或不掌握<16件|applications.outcome.unavailable>。", "applications.outcome.unavailable"),
        ("办理“12345”政务服务转办事项<14件|other>。", "reach.hotline_calls"),
        ("12345热线日均转办工单<14件|reach.hotline_calls>。", "other"),
        ("12345热线工单满意率<98%|other>。", "other"),
        ("结转上年度继续办理<2件|applications.carried_out>。", "applications.carried_in"),
        ("结转下年度继续办理<2件|applications.carried_out>。", "applications.carried_out"),
        ("上年结转2件，结转下年<3件|applications.carried_out>。", "applications.carried_out"),
        ("全年市政府公报出刊<24期|disclosure.total>。", "gazette.issues"),
        ("《云陂市人民政府公报》刊发<24件|gazette.documents>。", "gazette.documents"),
        ("申请行政复议、提起行政诉讼<0件|litigation.total>。", "review.total"),
        ("因公开引起的行政复议和行政诉讼案件共<5件|litigation.total>。", "review_litigation.total"),
        ("行政复议2件、行政诉讼<5件|litigation.total>。", "litigation.total"),
        ("没有行政复议，行政诉讼<5件|litigation.total>。", "litigation.total"),
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
        ("没有被<申请行政复议|zero:review.total>。", "行政复议"),
        ("因公开<被申请复议|zero:review.total>的没有。", "复议"),
        ("没有<被起诉|zero:litigation.total>。", "被起诉"),
        ("本年度<无申请|zero:applications.received>。", "申请"),
        ("<无法提供|zero:applications.outcome.unavailable>的没有。", "无法提供"),
        ("未收取任何<费用|zero:fees.collected>。", "收取任何费用"),
        ("从未收取过<检索、复制等费用|zero:fees.collected>。", "收取过检索、复制等费用"),
        ("没有接到<投诉|zero:complaints.total>。", "接到投诉"),
        ("未收到个人的<申请|zero:applications.received>。", "申请"),
        ("未接<收到请求|zero:applications.received>。", "接收到请求"),
        ("没有接到<要求公开信息的申请|zero:applications.received>件。", "要求公开信息的申请件"),
        ("没有<申诉案|zero:appeals.total>件。", "申诉"),
        ("没有<申诉案|zero:appeals.total>。", "申诉案"),
        ("无<信息公开收费|zero:fees.collected>。", "收费"),
        ("无<减免事项|zero:fees.waived>。", "减免"),
        ("未<向申请人收费|zero:fees.collected>。", "收费"),
        ("没有<许可事项|zero:licensing.decisions>。", "许可事项"),
    ],
)
def test_a_zero_statement_is_the_name_alone(source: str, words: str) -> None:
    assert [record.text for record in build(source)[0]] == [words]
