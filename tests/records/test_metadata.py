"""Title, organisation, year and period of invented reports of fictional places."""

from __future__ import annotations

from datetime import date

import pytest

from giar_ner.language.normal import normalise
from giar_ner.records import Metadata, find_leftovers, is_excerpt, is_report, read_metadata
from giar_ner.schema import Period

BODY = "\n一、概述\n2015年，我局重视政府信息公开。\n"


def meta(text: str) -> Metadata:
    return read_metadata(text, normalise(text))


@pytest.mark.parametrize(
    ("text", "title", "organization", "year"),
    [
        ("青溪县水务局2015年政府信息公开工作年度报告" + BODY, "青溪县水务局2015年政府信息公开工作年度报告", "青溪县水务局", 2015),
        ("2015年度青溪县水务局政府信息公开年报" + BODY, "2015年度青溪县水务局政府信息公开年报", "青溪县水务局", 2015),
        ("渚泉县教育局二OO九年政府信息公开工作年度报告\n", "渚泉县教育局二OO九年政府信息公开工作年度报告", "渚泉县教育局", 2009),
        ("渚泉县海洋局2008年（5—12月）政府信息公开年报\n", "渚泉县海洋局2008年（5—12月）政府信息公开年报", "渚泉县海洋局", 2008),
        ("青溪縣水務局二〇一五年政府信息公開年度報告\n", "青溪縣水務局二〇一五年政府信息公開年度報告", "青溪縣水務局", 2015),
        ("青溪县人民政府\n2015年政府信息公开工作年度报告" + BODY, "青溪县人民政府2015年政府信息公开工作年度报告", "青溪县人民政府", 2015),
        ("标题：青溪县2015年政府信息公开工作年度报告\n发布时间：2016-03-01" + BODY, "青溪县2015年政府信息公开工作年度报告", "青溪县", 2015),
        ("青溪县人民政府信息公开年度报告（2015年度）" + BODY, "青溪县人民政府信息公开年度报告", "青溪县人民政府", 2015),
        ("云台大学2014—2015学年信息公开年度报告" + BODY, "云台大学2014—2015学年信息公开年度报告", "云台大学", 2015),
        ("发布日期：2016-02-03\n本报告由青溪县水务局根据条例编制，2015年各项工作如下。" + BODY, None, "青溪县水务局", 2015),
        ("发布机构：青溪县财政局\n以下是有关情况。" + BODY, None, "青溪县财政局", 2015),
        ("发布单位: | 青溪镇 |\n本年情况如下。" + BODY, None, "青溪镇", 2015),
        ("现将2015年青溪县教育局政府信息公开工作情况报告如下。" + BODY, None, "青溪县教育局", 2015),
        ("本年报由青溪县人民政府信息公开工作领导小组办公室根据条例编制。" + BODY, None, "青溪县人民政府", 2015),
        ("如有疑问，请与青溪县经济和信息化局办公室联系（地址：青溪路1号）。" + BODY, None, "青溪县经济和信息化局", 2015),
        ("如有疑问，请与青溪县人民政府办公室政府信息公开中心联系。" + BODY, None, "青溪县人民政府", 2015),
        ("如有疑问，请与我局办公室联系。" + BODY, None, None, 2015),
        ("如有疑问，请与镇党政办公室联系。" + BODY, None, None, 2015),
        ("青溪县教育局 | |||\n市府办文件下发后自查如下。" + BODY, None, "青溪县教育局", 2015),
        ("分 类 | 政府信息公开年报 其他 |\n发布机构 | 青溪县财政局 |" + BODY, None, "青溪县财政局", 2015),
        ("2015年青溪县政府信息公开\n\n工作年度报告" + BODY, "2015年青溪县政府信息公开工作年度报告", "青溪县", 2015),
        ("一、政府信息公开\n工作报告" + BODY, None, None, 2015),
        ("青溪县教育局关于印发 2015年政府信息公开工作年度报告的通知\n各股室：" + BODY, None, "青溪县教育局", 2015),
        ("一、总体情况\n2015年，青溪县水务局深入推进公开工作，取得新的成效。", None, "青溪县水务局", 2015),
        ("一、总体情况\n2015年，紧扣中心以公开促落实，工作取得新的成效。", None, None, 2015),
        ("青溪县水务局\n2015\n年政府信息公开\n年度报告" + BODY, "2015年政府信息公开年度报告", "青溪县水务局", 2015),
        ("青溪县水务局\n2015\n年政府信息公开年度报告" + BODY, "2015年政府信息公开年度报告", "青溪县水务局", 2015),
        (
            "首页\n依申请公开\n年度报告\n2015年政府信息公开工作年度报告\n青溪县教育局根据《条例》编制本报告。",
            "2015年政府信息公开工作年度报告",
            "青溪县教育局",
            2015,
        ),
        ("政府信息公开\n年报" + BODY, None, None, 2015),
        ("七里坪镇人民政府根据条例编制本报告。" + BODY, None, "七里坪镇人民政府", 2015),
        (
            "青溪县财政局关于公布2014年政府信息公开年度报告的通知\n青溪县教育局根据《条例》编制本报告。" + BODY,
            None,
            "青溪县教育局",
            2015,
        ),
        ("青溪省水务总署发布2015年政府信息公开年度报告" + BODY, "青溪省水务总署发布2015年政府信息公开年度报告", "青溪省水务总署", 2015),
        ("青溪发布2015年政府信息公开年度报告" + BODY, "青溪发布2015年政府信息公开年度报告", "青溪发布", 2015),
        ("如有疑问，请与青溪县政府长滩街道办事处信息公开办公室联系。" + BODY, None, "青溪县政府长滩街道办事处", 2015),
        ("请联系：青溪县人民政府长滩街道办事处；联系电话：8。" + BODY, None, "青溪县人民政府长滩街道办事处", 2015),
        ("请联系长滩街道政务公开办，地址：长滩路1号。" + BODY, None, "长滩街道", 2015),
        ("2015年召开新闻发布会公开信息3场。2015年成立领导小组办公室，积极推进。", None, None, 2015),
        ("青溪县水务局 2015年政府信息公开工作年度报告" + BODY, "青溪县水务局2015年政府信息公开工作年度报告", "青溪县水务局", 2015),
        ("首页 2015年政府信息公开工作年度报告" + BODY, "2015年政府信息公开工作年度报告", None, 2015),
        ("2014-2015学年，学校公开信息12条。下一步，2016年改进栏目。", None, None, 2015),
        ("2015年，工作有序。2016年再建两处公开角。", None, None, 2015),
        ("按《关于做好2014年工作的通知》要求，2015年有序推进。", None, None, 2015),
        ("2016年2月，按要求编制并公布了青溪县水务局2015年政府信息公开工作年度报告。", None, "青溪县水务局", 2015),
        ("今天天气很好。", None, None, None),
        ("", None, None, None),
    ],
)
def test_title_organization_year(text: str, title: str | None, organization: str | None, year: int | None) -> None:
    found = meta(text)
    assert (found.title, found.organization, found.year) == (title, organization, year)


@pytest.mark.parametrize(
    ("stated", "period", "warned"),
    [
        ("", (date(2015, 1, 1), date(2015, 12, 31)), None),
        ("统计期限为2015年1月1日至12月31日。", (date(2015, 1, 1), date(2015, 12, 31)), None),
        ("数据自2015年1月1日起至2015年11月30日止。", (date(2015, 1, 1), date(2015, 11, 30)), None),
        ("统计期限为\n2015\n年\n1\n月\n1\n日至\n2015\n年\n11\n月\n30\n日。", (date(2015, 1, 1), date(2015, 11, 30)), None),
        ("统计期限：2015年1月—12月\n1.主动公开情况\n", (date(2015, 1, 1), date(2015, 12, 31)), None),
        ("统计期限：2014.12.1—2015.11.30。", (date(2014, 12, 1), date(2015, 11, 30)), None),
        ("统计期限为2015年2月31日至12月31日。", None, "不存在的日期"),
        ("统计期限为2015年1月1日至2016年12月31日。", (date(2015, 1, 1), date(2016, 12, 31)), "长于一年"),
        (
            "统计期限为2014年1月1日至12月31日。",
            (date(2014, 1, 1), date(2014, 12, 31)),
            "标题所写为2015年，统计期限却为2014年，以2015年为准",
        ),
        ("统计期限为2015年9月1日至2015年3月1日。", None, "止日早于起日"),
    ],
)
def test_period(stated: str, period: tuple[date, date] | None, warned: str | None) -> None:
    found = meta(f"青溪县水务局2015年政府信息公开年度报告\n{stated}{BODY}")
    assert found.period == (Period(start=period[0], end=period[1]) if period else None)
    assert (warned is None) == (not found.warnings) and (warned is None or warned in found.warnings[0])
    assert found.year == 2015


OFFICES = [
    "青溪县扶贫办",
    "青溪县水利处",
    "柳坪乡农技站",
    "柳坪镇财政所",
    "青溪县政务服务中心",
    "青溪县消防救援支队",
    "青溪县城管执法队",
    "青溪县中医院",
    "青溪县检察院",
    "青溪县博物馆",
    "青溪水务公司",
    "青溪城投集团",
    "青溪农商银行",
    "柳坪第一学校",
    "青溪县人民医院",
    "青溪经济技术开发区管委会",
    "青溪县防汛抗旱指挥部",
    "柳坪实验中学",
    "柳坪中心小学",
    "柳坪镇中心幼儿园",
    "青溪广播电视台",
    "青溪海关",
    "青溪国有林场",
    "青溪县机构编制委员会办公室",
    "青溪县新闻发布中心",
    "将乐县水务局",
    "对外贸易局",
]


@pytest.mark.parametrize(
    "place",
    [
        "{}2015年政府信息公开工作年度报告",
        "{}\n2015年政府信息公开工作年度报告",
        "{}\n发布时间：2016-01-10\n2015年政府信息公开工作年度报告",
        "2015年政府信息公开工作年度报告\n\n{}",
        "2015年政府信息公开工作年度报告\n2016年1月10日\n（{}）",
        "2015年政府信息公开工作年度报告（{}）",
        "标题{}2015年政府信息公开工作年度报告",
        "依法按时完成{}2015年政府信息公开工作年度报告",
        "依法按时完成{}2015年政府信息公开工作年度报告。",
        "本报告由{}结合本地实际编制。",
        "本年报由{}（以下简称“本单位”）依照《条例》编制。",
        "发布机构：{}",
    ],
)
def test_an_office_of_any_kind_is_found_where_reports_name_it(place: str) -> None:
    found = {office: meta(place.format(office) + BODY).organization for office in OFFICES}
    assert found == {office: office for office in OFFICES}


@pytest.mark.parametrize(
    "label",
    [
        "标题",
        "标题：",
        "题目",
        "题目 ",
        "名称",
        "名称：",
        "信息名称",
        "信息名称：",
        "文件名称",
        "标 题",
        "标 题：",
        "【标题】",
        "标题\n",
        "名称 | ",
        "标题名称",
        "公报标题",
    ],
)
def test_a_label_is_no_part_of_the_title(label: str) -> None:
    found = meta(f"{label}青溪县柳坪乡2015年政府信息公开工作年度报告{BODY}")
    assert (found.title, found.organization) == ("青溪县柳坪乡2015年政府信息公开工作年度报告", "青溪县柳坪乡")


@pytest.mark.parametrize(
    ("name", "organization"),
    [
        ("水务总署（本级机关）", "水务总署（本级机关）"),
        ("水务总署(本级机关)", "水务总署(本级机关)"),
        ("青溪县档案局（馆）", "青溪县档案局（馆）"),
        ("青溪矿业（集团）公司", "青溪矿业（集团）公司"),
        ("（文字版）青溪县", "青溪县"),
        ("青溪县水务局（2016年并入农业局）", "青溪县水务局"),
        ("水务总署【本级】", "水务总署【本级】"),
        ("【图文】青溪县水务局", "青溪县水务局"),
        ("青溪县水务局（", "青溪县水务局"),
    ],
)
def test_a_bracket_in_a_name_keeps_its_other_half(name: str, organization: str) -> None:
    assert meta(f"{name}2015年政府信息公开工作年度报告{BODY}").organization == organization


@pytest.mark.parametrize(
    ("sentence", "organization"),
    [
        ("依法按时完成2015年政府信息公开工作年度报告", None),
        ("请各单位认真编制2015年政府信息公开工作年度报告", None),
        ("我局2015年政府信息公开工作年度报告", None),
        ("青溪县水务局按时完成2015年政府信息公开工作年度报告", "青溪县水务局"),
        ("青溪县水务局编制的2015年政府信息公开工作年度报告", "青溪县水务局"),
        ("青溪县水务局关于报送2015年政府信息公开工作年度报告", "青溪县水务局"),
        ("青溪县人民政府办公室发布柳坪镇2015年政府信息公开工作年度报告", "柳坪镇"),
        ("本报告由局办公室结合实际编制，2015年政府信息公开工作年度报告如下", None),
        ("青溪县水务局完成上报2015年政府信息公开工作年度报告", "青溪县水务局"),
        ("2015年政府信息公开工作年度报告 柳坪实验中学", "柳坪实验中学"),
        ("2015年政府信息公开工作年度报告\n青溪水务（集团）有限公司", "青溪水务（集团）有限公司"),
        ("办事大厅\n2015年政府信息公开工作年度报告", None),
        ("青溪县水务局\n办公室\n2015年政府信息公开工作年度报告", "青溪县水务局"),
        ("2015年政府信息公开工作年度报告\n总体部署", None),
        ("2015年政府信息公开工作年度报告\n新闻中心", None),
    ],
)
def test_only_an_office_is_the_organization(sentence: str, organization: str | None) -> None:
    assert meta(sentence + BODY).organization == organization


@pytest.mark.parametrize(
    ("title", "period", "body", "year", "warned"),
    [
        (2016, "2015年1月1日至2015年12月31日", "", 2015, True),  # the title has the year in which the report came out
        (2014, "2015年1月1日至12月31日", "", 2015, True),  # the title is last year's
        (
            2016,
            "2015年1月1日至2015年12月31日",
            "现公布2016年政府信息公开工作年度报告。",
            2015,
            True,
        ),  # the title again is no second witness
        (2016, "2015年1月1日至2015年12月31日", "2015年，我局公开12条。2016年，我局将改进。", 2015, True),
        (2015, "2014年1月1日至2014年12月31日", "2015年，我局公开12条。", 2015, True),  # the period is last year's
        (2015, "2015年3月1日至2016年2月29日", "", 2015, False),  # a period that reaches into the title's year contradicts nothing
        (2015, "2014年12月1日至2015年11月30日", "", 2015, False),
    ],
)
def test_year_of_title_and_period(title: int, period: str, body: str, year: int, warned: bool) -> None:
    found = meta(f"青溪县水务局{title}年政府信息公开年度报告\n数据统计期限为{period}。{body}\n")
    assert (found.year, any("标题所写为" in warning for warning in found.warnings)) == (year, warned)


def test_a_calendar_year_from_day_to_day_is_the_period() -> None:
    assert meta("各项工作如下。\n2015年1月1日至2015年12月31日。").year == 2015


def test_no_calendar_year_without_a_year() -> None:
    assert meta("青溪县水务局政府信息公开年度报告\n").period is None


@pytest.mark.parametrize(
    ("text", "report"),
    [
        ("青溪县水务局2015年政府信息公开工作年度报告。主动公开12条。", True),
        ("乡里今年公开信息40条，没人申请，没有复议和诉讼，没有收费。", True),
        ("今年全县粮食总产12万吨，增长3%。", False),
        ("", False),
    ],
)
def test_is_report(text: str, report: bool) -> None:
    assert is_report(normalise(text)) is report


@pytest.mark.parametrize(
    ("text", "excerpt"),
    [
        ("收到申请3件。", True),
        ("青菜500克，蒜3瓣。", False),
        ("", False),
        ("本院认为，原告所求有据，判决如下：货款3200元，诉讼费50元由对方承担。", False),
        ("原告不服主动公开的答复，本院受理行政诉讼1件。", True),
    ],
)
def test_is_excerpt(text: str, excerpt: bool) -> None:
    assert is_excerpt(normalise(text)) is excerpt


def test_leftovers_are_what_nothing_accounts_for() -> None:
    text = "青溪县水务局2015年政府信息公开年度报告\n统计期限为2015年1月1日至12月31日。\n收到9999只。"
    found = find_leftovers(text, normalise(text), [], meta(text))
    assert [text[x.start : x.start + 4] for x in found] == ["9999"] and all(text[x.start : x.end] == x.text for x in found)


def test_the_year_of_an_old_file_is_not_that_of_the_report() -> None:
    text = "一、依申请公开情况\n全年收到申请12件，多数要1983年以前的档案，2件要1958年的名册。\n"
    assert read_metadata(text, normalise(text)).year is None


@pytest.mark.parametrize(
    ("text", "organization"),
    [
        ("现公布渚泉市平川区人民政府（以下简称区政府）2016年政府信息公开工作年度报告。\n", "渚泉市平川区人民政府"),
        ("本年度报告由渚泉市水产局围绕2020年度政府信息公开工作情况编制而成。请与市水产局办公室联系。\n", "渚泉市水产局"),
        ("本年报依据平川区水产局2010年政府信息公开工作情况编制。\n", "平川区水产局"),
        ("渚泉縣民政局\n關於2023年政府信息公開年度報告\n", "渚泉縣民政局"),
        ("水產資源部發佈2012年政府信息公開工作年度報告\n", "水產資源部"),
        ("一、总体情况\n2021年，渚泉市水产局结合工作实际，推进政府信息公开。\n", "渚泉市水产局"),
        ("本报告的撰写单位是丰江市水务局，电话1。\n", "丰江市水务局"),
        ("负责编制的是丰江市水务局，地址在云陂路。\n", "丰江市水务局"),
        ("2021年，丰江市水务局在市政府信息公开网上主动公开信息513条。\n", "丰江市水务局"),
        ("丰江大学学校办公室结合学校2020年信息公开工作实际情况，编制发布本报告。\n", "丰江大学"),
        (
            "本年报结合2019年高新区政府信息公开工作实际编制。\n2019年，云陂高新区（材料城）管委会主动公开9条。\n",
            "云陂高新区（材料城）管委会",
        ),
        ("编制并发布丰江市水务局政府信息公开工作2022年度报告。\n", "丰江市水务局"),
        ("现公开丰江经济开发区信息公开2018年度报告，请监督。\n", "丰江经济开发区"),
        ("特编制云陂科技产业园2018年度政府信息公开工作年度报告。\n", "云陂科技产业园"),
        ("发布单位 | 云陂科技城（大桥镇） |\n", "云陂科技城（大桥镇）"),
        ("云陂银行丰江市中心支行主动公开信息3条。\n", "云陂银行丰江市中心支行"),
        ("丰江市常乐实验小学，以美育为特色，公开信息3条。\n", "丰江市常乐实验小学"),
        ("本报告现通过丰江市水务局门户网站予以公布。\n", "丰江市水务局"),
        ("本报告现通过丰江市人民政府门户网站予以公布。\n", None),  # may be that of a department
        ("2022年，未发生涉及水务局信息公开行政复议案件。\n", None),
        ("我局认真贯彻《2012年江南省政府信息公开工作要点》，公开信息3条。\n", None),
        ("现将2013年度全州政府信息公开工作情况报告如下。\n", None),
        ("教育方面，其中办证办照须知公布3条，结果由市局发布。\n", None),
    ],
)
def test_offices_that_a_sentence_names(text: str, organization: str | None) -> None:
    assert read_metadata(text, normalise(text)).organization == organization


@pytest.mark.parametrize(
    ("text", "organization"),
    [
        ("单位：丰江市水务局 2023年度\n市水务局根据条例编制本报告。\n", "丰江市水务局"),
        ("丰江市公安局以服务群众为宗旨。\n2019年，公安局主动公开信息5条。\n", "丰江市公安局"),
        ("报告内容包括市水务局2025年政府信息公开总体情况。请与丰江市水务局办公室联系。\n", "丰江市水务局"),
        ("现将2020年度县水务局政府信息公开情况报告如下。请联系云陂县水务局办公室。\n", "云陂县水务局"),
        ("今年市水务局照要点编制报告。电子版登在丰江市水务局网站。\n", "丰江市水务局"),
        ("縣水務局根據條例編制本報告。請聯繫雲陂縣水務局。\n", "雲陂縣水務局"),
        ("市水务局根据条例编制本报告。群众可向市水务局咨询，其他市水务局、目前市水务局也一样。\n", "市水务局"),
        ("水务局根据条例编制本报告。请联系人民水务局。\n", "水务局"),
        ("云陂镇根据条例编制本报告。请联系丰江县云陂镇。\n", "云陂镇"),
    ],
)
def test_a_name_without_its_place_is_completed_from_the_text(text: str, organization: str) -> None:
    assert read_metadata(text, normalise(text)).organization == organization


@pytest.mark.parametrize(
    ("text", "year", "period"),
    [
        ("收到申请12件，余10件转2022年度办理。\n", None, None),
        ("收到申请12件，余10件结转至2022年度办理。\n", None, None),
        ("2018-2019学年，学校公开信息3条。\n", 2019, (date(2018, 9, 1), date(2019, 8, 31))),
        ("丰江大学2018—2019学年信息公开年度报告\n", 2019, (date(2018, 9, 1), date(2019, 8, 31))),
        ("丰江市教育局2019年政府信息公开年度报告\n2018-2019学年招生信息8条。\n", 2019, (date(2019, 1, 1), date(2019, 12, 31))),
        ("统计期限自2003年至2008年止。\n", 2008, (date(2003, 1, 1), date(2008, 12, 31))),
        ("数据统计时间为2008年。订出2003年至2008年的目录。\n", 2008, (date(2008, 1, 1), date(2008, 12, 31))),
        ("统计期限自2008年至2003年止。\n", 2003, None),
    ],
)
def test_year_and_period_without_dates(text: str, year: int | None, period: tuple[date, date] | None) -> None:
    found = meta(text)
    assert (found.year, found.period) == (year, Period(start=period[0], end=period[1]) if period else None)


ONE = "云港县水务局2016年政府信息公开工作年度报告\n本局主动公开信息100条。收到申请3件。没有收费。\n"


def test_a_report_of_another_year_in_the_same_text_is_told_of() -> None:
    two = ONE + ONE.replace("2016", "2017")
    (warning,) = read_metadata(two, two).warnings
    assert "云港县水务局2017年政府信息公开工作年度报告" in warning


@pytest.mark.parametrize(
    "text",
    [
        ONE,
        # links to those of other years, and the foot of the page
        ONE
        + "相关信息\n云港县水务局2015年政府信息公开工作年度报告\n云港县水务局2014年政府信息公开工作年度报告\n主办：县政府。备案。依申请公开。",
        # links between the title and the report
        ONE.split("\n")[0] + "\n云港县水务局2015年政府信息公开工作年度报告\n" + ONE.partition("\n")[2],
        # the title again
        "云港县水务局2016年政府信息公开年度报告\n" + ONE,
    ],
)
def test_links_and_a_title_told_twice_are_no_other_report(text: str) -> None:
    assert not read_metadata(text, text).warnings


@pytest.mark.parametrize("before", ["加强", "不断完善", "成立", "积极配合", "加强丰江", "系对山南"])
def test_a_verb_before_an_office_without_its_place_is_no_place(before: str) -> None:
    text = f"市水务局2022年政府信息公开工作年度报告\n本局工作扎实，{before}市水务局网站建设。"
    assert read_metadata(text, text).organization == "市水务局"


def test_a_school_year_in_passing_is_not_the_reports() -> None:
    text = "丰江市教育局政府信息公开工作年度报告\n2022年，制定《2021-2022学年校历》，2021-2022学年完成招生。"
    period = read_metadata(text, text).period
    assert period is not None and period.start == date(2022, 1, 1)
