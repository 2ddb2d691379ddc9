"""Whose figure it is and of which class, where the words are tangled: columns, rows behind 分别, stray marks, bodies and their parts."""

from __future__ import annotations

import pytest
from marked_spans import build

CLASS, SUB, TOTAL, POINTS = "disclosure.category", "disclosure.subordinate", "disclosure.total", "capacity.access_points"


def marked(source: str) -> str:
    """The short marks of this file, `<3条|C>`, written out."""
    for short, metric in (("C", CLASS), ("S", SUB), ("T", TOTAL), ("P", POINTS), ("R", "applications.received")):
        source = source.replace(f"|{short}>", f"|{metric}>").replace(f":{short}>", f":{metric}>")
    return source


def classes(source: str) -> list[str | None]:
    return [record.dimensions.get("category") for record in build(marked(source))[0]]


def bodies(source: str) -> list[str | None]:
    return [record.scope for record in build(marked(source))[0]]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # columns of a site name the class
        ("其中：“政策法规”栏目发布信息<14条|C>，“新闻发布会”栏目发布信息<6条|C>。", ["政策法规", "新闻发布会"]),
        ("机构职能栏目<13条|C>，其他栏目<4条|C>。", ["机构职能", "其他栏目"]),
        ("“规划计划”<14条|C>,“人事信息”<6条|C>。", ["规划计划", "人事信息"]),
        ("“三公”<14条|C>。", ["“三公”"]),
        # the verb in a quoted name is none
        ("在“水务公示”栏目中发布监督信息<13条|C>。", ["监督信息"]),
        ("全方位新增公开了机构设置<5条|C>。", ["机构设置"]),
        # nor is that of the rest, or one within the name of a class
        (
            "共98条，其中其他主动公开内容<45条|C>，法定公开事项<22条|C>，公告发布类<31条|C>。",
            ["其他主动公开内容", "法定公开事项", "公告发布类"],
        ),
        # tails that say how many there are, and brackets within a name
        ("财政信息数<30条|C>，概况类信息更新量<60篇|C>，交易类信息均为<0条|C>。", ["财政信息", "概况类信息", "交易类信息"]),
        ("政务（工作）动态类信息<41条|C>，市（州）局信息<12条|C>。", ["政务（工作）动态类信息", "市（州）局信息"]),
        ("重点聚焦防汛抗旱动态<30条|C>。", ["防汛抗旱动态"]),
        # the name is behind the figure
        ("推出7大类<96项|C>“最多跑一次”清单。", ["“最多跑一次”清单"]),
        # a share of the whole behind its parts, told by the sum
        (
            "规划类信息<6条|C>，其中年度计划<4条|C>，其它<2条|C>，占总体的比例为<0.4%|share:C>。",
            ["规划类信息", "年度计划", "其它", "规划类信息"],
        ),
        ("规划类信息<9条|C>，其中年度计划<4条|C>，其它<2条|C>，占<0.4%|share:C>。", ["规划类信息", "年度计划", "其它", "其它"]),
        # rows behind the row of their names
        ("政务动态和村务公开两项所占比例最大，分别占总数的<31%|share:C>和<22%|share:C>。", ["政务动态", "村务公开"]),
        ("其中环评、验收、处罚信息分别为<3条|C>、<4条|C>、<5条|C>。", ["环评", "验收", "处罚信息"]),
        ("环评<3条|C>、验收<9条|C>，分别占<25%|share:C>、<75%|share:C>。", ["环评", "验收", "环评", "验收"]),
        # stray marks
        ("机构概况?<2条|C>；工作信息?<19条|C>。", ["机构概况", "工作信息"]),
        ("机构概况 <2条|C>。", ["机构概况"]),
        ("A.村镇概况<2条|C>；③ 规划计划类<4条|C>。", ["村镇概况", "规划计划类"]),
        # hinges
        ("招拍挂出让公告<2条|C>，在信息公开专栏公开<3条|C>。", ["招拍挂出让公告", None]),
        ("处罚决定上网<2条|C>，收费方面<3条|C>，里面工作信息<4条|C>。", ["处罚决定", "收费", "工作信息"]),
        ("有序用电<2条|C>，有招生考试<3条|C>。", ["有序用电", "招生考试"]),
        ("工作动态由<6条|C>增至<9条|C>。", ["工作动态", "工作动态"]),
        # each of a row its own
        ("低保、救灾、优抚三类依次为<3条|C>、<4条|C>、<5条|C>。", ["低保", "救灾", "优抚"]),
        ("征收、保障房两项共<9条|T>，分别为<3条|C>、<6条|C>。", [None, "征收", "保障房"]),
        ("有<14条|C>是招标公示，有<8条|C>是人事，<6条|C>讲低保。", ["招标公示", "人事", "低保"]),
    ],
)
def test_classes(source: str, expected: list[str | None]) -> None:
    assert classes(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "查阅场所<640个|P>。其中，市政府及部门<52个|P>，占总数的<8%|share:P>；乡镇、街道<88个|P>，占总数的<14%|share:P>。",
            [None, "市政府及部门", "市政府及部门", "乡镇、街道", "乡镇、街道"],
        ),
        ("公开<190条|T>。其中，局机关发布信息<81条|T>，下属单位发布信息<109条|S>。", [None, "局机关", "下属单位"]),
        ("部门动态<210条|C>，县市区要闻<95条|C>。", [None, None]),
        ("市级部门<210条|C>，县区<95条|C>。", ["市级部门", "县区"]),
        (
            "市水务局发布<88条|T>，市河道处公开信息<310条|S>，市节水办主动公开政府信息<45条|T>。",
            ["市水务局", "市河道处", "市节水办"],
        ),
        ("县国土局<96件|R>、县征收办<71件|R>、自然人<3件|R>。", ["县国土局", "县征收办", None]),
        ("县国土局<96件|R>、商业企业<71件|R>、律师事务所<3件|R>。", [None, None, None]),  # applicants, and nobody beside the office
        ("青溪县公开<96条|T>，县水务局公开<3条|T>。", [None, None]),  # the place is the whole's
        ("按层级分，市级<49条|S>，县级<97条|S>。", ["市级", "县级"]),
        ("<12个|other>街镇公开<310条|S>。", [None, "12个街镇"]),
        ("部门（<38个|other>）<310条|S>。", [None, "部门"]),
        ("最多的白鹭镇<310条|S>，最少的街道<3条|S>。", ["白鹭镇", "最少的街道"]),
        ("各企业自行在官网披露信息<310条|S>。", ["各企业"]),
        ("县水务局网站信息<310条|S>。", ["县水务局"]),
        ("所属事业单位全年共主动公开各类信息<310条|S>。", ["所属事业单位"]),
        ("镇（街道）、市直部门公开信息<310条|S>。", ["镇（街道）、市直部门"]),
        ("各学院发布9条，通过学校微博发布<8条|S>。", [None]),
        ("供水公司：停水通告<3次|S>、水质月报<12份|S>。", ["供水公司", "供水公司"]),
        ("镇、村两级会议分别为<3次|training.meetings>、<22次|training.meetings>。", ["镇", "村"]),
        ("县本级、乡镇、部门依次收件<3件|R>、<4件|R>、<5件|R>。", ["县本级", "乡镇", "部门"]),
        ("国土、林业分别是<9件|R>、<4件|R>。", ["国土", "林业"]),
        ("公民、法人分别是<9件|R>、<4件|R>。", [None, None]),
        ("县级部门包揽<310条|S>。", ["县级部门"]),
        ("局机关公开<90条|T>，各学校公开<310条|S>。", ["局机关", "各学校"]),
        ("我县水务局公开<90条|T>，各学校公开<310条|S>。", [None, "各学校"]),
        ("石桥镇公开<310条|S>，比上年的<280条|S>多。", ["石桥镇", "石桥镇"]),
        ("石桥镇由上年的<280条|S>升到<310条|S>。", ["石桥镇", "石桥镇"]),
        ("农场出稿<310条|S>。", ["农场"]),
        ("部门中以教育局最多，<310条|S>。", ["教育局"]),
        ("部门中以教育局<310条|S>居首。", ["教育局"]),
        ("不计入局机关<310条|S>。", ["局机关"]),
        ("县均<6,300条|S>。", [None]),
        ("清水村最勤快，<80张|S>。", ["清水村"]),
        ("省直单位、县（区）政府、街道分别公开<8条|S>、<9条|S>和<7条|S>。", ["省直单位", "县（区）政府", "街道"]),
        (
            "县政府办公室<8条|T>、县直部门<9条|S>，占比分别为<47%|share:T>、<53%|share:S>。",
            ["县政府办公室", "县直部门", "县政府办公室", "县直部门"],
        ),
        (
            "全市收到<58件|R>。市本级<46件|R>：当面<6件|applications.channel.in_person>、信函<40件|applications.channel.letter>。",
            [None, "市本级", "市本级", "市本级"],
        ),
    ],
)
def test_bodies(source: str, expected: list[str | None]) -> None:
    assert bodies(source) == expected
