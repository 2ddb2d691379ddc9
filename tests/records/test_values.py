"""Value, unit and bound of a span: on invented sentences."""

from __future__ import annotations

import pytest
from marked_spans import build, only

CHANGE = "change:applications.received"


@pytest.mark.parametrize(
    ("source", "value", "unit", "bound"),
    [
        ("青溪县主动公开<1,386条|disclosure.total>。", 1386, "条", "exact"),
        ("网站访问<1.8万余次|reach.site_visits>。", 18000, "次", "at_least"),
        ("访问量约为<12.5万次|reach.site_visits>。", 125000, "次", "approx"),
        ("访问量（万次）：<12.5|reach.site_visits>。", 125000, "人次", "exact"),
        ("关注者<3.17万|reach.followers>。", 31700, "人", "exact"),
        ("经费<约1609万元|capacity.budget>。", 16090000, "元", "approx"),
        ("开会<两次|training.meetings>。", 2, "次", "exact"),
        ("收費：<零|fees.collected>。", 0, "元", "exact"),
        ("未<收到申请|zero:applications.received>。", 0, None, "exact"),
        # a bare number: the unit of the figure it splits, else the metric's own
        ("共公开<14.1万个|disclosure.total>（网站<10119|disclosure.channel.website>）。", 10119, "个", "exact"),
        ("收到申请<30宗|applications.received>，其中当面<4|applications.channel.in_person>。", 4, "宗", "exact"),
        ("收到申请<18份|applications.received>（网上<12|applications.received>、信函<6|applications.channel.fax>）。", 6, "份", "exact"),
        ("收到复议<3条|review.total>，其中<2|review.corrected>撤销。", 2, "条", "exact"),
        ("印发文件<30份|other>，答复<9|applications.replied>。", 9, "件", "exact"),
        ("召开会议<3次|training.meetings>，收到申请<10|applications.received>。", 10, "件", "exact"),
        ("收到申请<30份|applications.received>，其中本人<4|applications.received>。", 4, "份", "exact"),
        ("专项经费（万元）：<2.5|capacity.budget>", 25000, "元", "exact"),
        ("办了<7|other>。", 7, None, "exact"),
        # shares
        ("占<16%|share:applications.received>。", 16, "%", "exact"),
        ("占<六成五|share:applications.received>。", 65, "%", "exact"),
        ("占<近两成半|share:applications.received>。", 25, "%", "approx"),
        ("占<超过一半|share:applications.received>。", 50, "%", "at_least"),
        ("占<百分之八十|share:applications.received>。", 80, "%", "exact"),
        ("占<三分之一|share:applications.received>。", 33.3, "%", "exact"),
        ("占<半成|share:applications.received>。", 5, "%", "exact"),
        # 半个月 is no ratio
        ("跟班学习<半个月|other>。", 0.5, "个月", "exact"),
    ],
)
def test_value(source: str, value: float, unit: str | None, bound: str) -> None:
    record = only(source)
    assert (record.value, record.unit, record.bound) == (pytest.approx(value), unit, bound)


@pytest.mark.parametrize(
    ("source", "value", "unit"),
    [
        (f"同比增长<16%|{CHANGE}>。", 16, "%"),
        (f"比上年减少<12件|{CHANGE}>。", -12, "件"),
        (f"同比下降<3.1%|{CHANGE}>。", -3.1, "%"),
        (f"较2015年回落<两成六|{CHANGE}>。", -26, "%"),
        (f"同比<-3件|{CHANGE}>。", -3, "件"),
        (f"增减<+15件|{CHANGE}>。", 15, "件"),
        (f"比上年少<5件|{CHANGE}>，降幅<20%|{CHANGE}>。", -20, "%"),
        (f"分别下降<3%|{CHANGE}>和<5%|{CHANGE}>。", -5, "%"),
        (f"有<8%|{CHANGE}>的降幅。", -8, "%"),
        (f"占比提高<2.5个百分点|{CHANGE}>。", 2.5, "百分点"),
        (f"增长<1.5倍|{CHANGE}>。", 150, "%"),
        (f"是上年的<1.5倍|{CHANGE}>。", 50, "%"),
        (f"是2015年<20件|applications.received>的<1.5倍|{CHANGE}>。", 50, "%"),
        (f"相当于上年（40件）的<75%|{CHANGE}>。", -25, "%"),
        (f"只有上年的<四分之一|{CHANGE}>。", -75, "%"),
        (f"<2.2倍|{CHANGE}>于上年。", 120, "%"),
        (f"复议、诉讼分别是上年的<3倍|{CHANGE}>和<2.5倍|{CHANGE}>。", 150, "%"),
        (f"翻<一番|{CHANGE}>。", 100, "%"),
        (f"是上年44份的<两倍半|{CHANGE}>。", 150, "%"),
        (f"增长<一倍半|{CHANGE}>。", 150, "%"),
        (f"降了<半成|{CHANGE}>。", -5, "%"),
        # a sign in figures is its own figure's, a word is that of the list
        (f"分别为<8%|{CHANGE}>、<-22%|{CHANGE}>、<0.5%|{CHANGE}>。", 0.5, "%"),
        (f"同比<-3件|{CHANGE}>、<7件|{CHANGE}>。", 7, "件"),
        (f"翻了<两番|{CHANGE}>。", 300, "%"),
        (f"翻了<一番半|{CHANGE}>。", 150, "%"),
        (f"增幅由22%回落到<5.4%|{CHANGE}>。", 5.4, "%"),
        (f"减少了<一半|{CHANGE}>。", -50, "%"),
        (f"较上年增加（减少）<12件|{CHANGE}>。", 12, "件"),
        (f"较上年减少（增加）<12件|{CHANGE}>。", -12, "件"),
    ],
)
def test_change(source: str, value: float, unit: str) -> None:
    record = only(source)
    assert (record.value, record.unit) == (pytest.approx(value), unit)


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("行政许可上年9项，减少<3项|licensing.items_delta>。", -3),
        ("许可事项取消<2项|licensing.items_delta>。", -2),
        ("行政许可新增<4项|licensing.items_delta>。", 4),
        ("许可划走<11项|licensing.items_delta>。", -11),
        ("许可合并<5项|licensing.items_delta>。", -5),
        ("两局合并，并入<5项|licensing.items_delta>。", 5),
        ("许可合并后新增<5项|licensing.items_delta>。", 5),
        ("行政许可上年9项，增减<-3项|licensing.items_delta>。", -3),
        ("行政许可上年9项，增减<+3项|licensing.items_delta>。", 3),
        ("行政许可上年9项，增减<0项|licensing.items_delta>。", 0),
    ],
)
def test_item_deltas_are_stated_and_signed(source: str, value: float) -> None:
    assert only(source).value == value


def test_a_span_without_a_numeral_gives_a_warning_and_no_record() -> None:
    records, warnings = build("收到申请<若干件|applications.received>，答复<3件|applications.replied>。")
    assert [r.text for r in records] == ["3件"]
    assert len(warnings) == 1 and "若干件" in warnings[0] and "[4, 7)" in warnings[0]


def test_a_count_is_no_fraction() -> None:
    records, warnings = build("关注者<31.7|reach.followers>，日均公开<3.5条|other>。")
    assert [r.text for r in records] == ["3.5条"]
    assert len(warnings) == 1 and "31.7" in warnings[0]
