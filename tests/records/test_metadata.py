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


def test_a_school_year_in_passing_is_not_the_reports() -> None:
    text = "丰江市教育局政府信息公开工作年度报告\n2022年，制定《2021-2022学年校历》，2021-2022学年完成招生。"
    period = read_metadata(text, text).period
    assert period is not None and period.start == date(2022, 1, 1)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("附件\n政府信息公开情况统计表\n（2016年度）\n统计指标 单位 统计数\n", 2016),
        ("根据《关于做好2011年政府信息公开年度报告的通知》，我局报告如下。公开目录2008年5月编成。\n", 2011),
        ("根据《关于做好2011年政府信息公开年度报告的通知》，我局报告如下。2012年公开信息3条。\n", 2012),
        ("收到申请3件，其中1件2021年才能答。\n", None),
        ("现公布2016年政府信息公开年度报告。统计期限为2016年1月1日至12月31日。2017年再建。2017年扩大。\n", 2016),
    ],
)
def test_year_without_a_title(text: str, year: int | None) -> None:
    assert meta(text).year == year


@pytest.mark.parametrize("body", [2020, 2021])
def test_a_stale_period_yields_to_the_name_of_the_report_and_the_body(body: int) -> None:
    text = "我局编制了2021年政府信息公开年度报告。统计期限自2020年1月1日起至2020年12月31日止。\n"
    found = meta(text + f"{body}年，我局推进公开。{body}年公开信息168条。\n")
    assert (found.year, found.warnings) == (body, [f"文中报告名所写为2021年，统计期限却为2020年，以{body}年为准"])
