"""Period, scope, category and applicant: what the words around a span add to it, on invented sentences."""

from __future__ import annotations

from calendar import monthrange
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
        # blanks in and around a date
        ("2016 年，我局共收到<30件|applications.received>。", Year(year=2016)),
        ("2016 年度 收到<30件|applications.received>。", Year(year=2016)),
        ("2017 年，收到<30件|applications.received>。", None),
        ("2016年，我局没有<收到申请|zero:applications.received>。", Year(year=2016)),
        ("2017年，我局没有<收到申请|zero:applications.received>。", None),
        ("一、三季度培训<2场|training.sessions>。", None),
        ("二、三季度培训<2场|training.sessions>。", Period(start=date(2017, 4, 1), end=date(2017, 9, 30))),
        ("上半年，全县各单位制发公文<70件|information.produced>。", Period(start=date(2017, 1, 1), end=date(2017, 6, 30))),
        ("1 月至 11 月收到<30件|applications.received>。", Period(start=date(2017, 1, 1), end=date(2017, 11, 30))),
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
        ("到2017年底累计公开<600条|disclosure.total>，其中2017年公开40条。", "cumulative"),
        ("截至2017年底，本局累计公开<600条|disclosure.total>，电子化率达100%。2017年新增40条。", "cumulative"),
        ("截至2017年底，本局累计公开<600条|disclosure.total>，电子化率达100%。", None),
        ("截至2017年底，本局累计公开<600条|disclosure.total>。今年新增政务微博1个。", None),
        ("累计公开<600条|disclosure.total>，其中2017年一季度公开120条。", None),
        (
            "2016年9月至2017年8月，公开<600条|disclosure.total>。",
            Period(start=date(2016, 9, 1), end=date(2017, 8, 31)),
        ),
        ("截至2017年底累计公开<600条|disclosure.total>，其中机构类4条；人事类6条。2017年新增信息40条。", "cumulative"),
        ("自《条例》施行以来，截至2017年底，公开<930条|disclosure.total>。", "cumulative"),
        ("全年累计公开<600条|disclosure.total>。", None),
        ("全年累计公开<600条|disclosure.total>。2017年新增法规类40条。", None),
        ("本局累计公开<600条|disclosure.total>。2017年新增主动公开政府信息40条。", "cumulative"),
        ("至目前为止，网上有信息<182条|disclosure.total>（2017年新增34条）。", "cumulative"),
        ("自2008年《条例》施行以来，我局共主动公开政府信息<930条|disclosure.total>。", "cumulative"),
        ("2016年收到政府信息公开申请<25件|applications.received>。", Year(year=2016)),
        ("2016年以来收到政府信息公开申请<25件|applications.received>。", None),
        ("2016年，青岚镇人民政府共制定规范性文件<3件|normative_documents.issued>。", Year(year=2016)),
        ("2016年条例施行以来公开信息<1200条|disclosure.total>。", "cumulative"),
        ("2012年开通的官方微博发布信息<560条|disclosure.channel.weibo>。", None),
        ("2017年，全县累计公开政府信息<5600条|disclosure.total>。本年度新增主动公开目录28条。", None),
        ("条例施行以来，我局今年通过门户网站主动公开信息<930条|disclosure.total>。", None),
        ("专职人员<5名|capacity.staff_full_time>（其中2017年新增1名）。", None),
        ("2016年以来，我局共公开信息<3件|disclosure.total>。", None),
        ("2016年发布的办法第<25条|other>。", None),
    ],
)
def test_period(source: str, period: object) -> None:
    assert only(source).period == period


@pytest.mark.parametrize(
    ("source", "periods"),
    [
        ("新增<612条|disclosure.total>，累计<4208条|disclosure.total>。", [None, "cumulative"]),
        (
            "新增<612条|disclosure.total>，电子化率<100%|disclosure.full_text_rate>；累计<4208条|disclosure.total>。",
            [None, None, "cumulative"],
        ),
        ("上半年<12条|disclosure.total>，累计<10条|disclosure.total>。", [Period(start=date(2017, 1, 1), end=date(2017, 6, 30)), None]),
        (
            "1月公开信息<20条|disclosure.total>，截至年底累计公开信息<500条|disclosure.total>。",
            [Period(start=date(2017, 1, 1), end=date(2017, 1, 31)), None],
        ),
        (
            "上半年公开信息<200条|disclosure.total>，至12月底累计公开信息<500条|disclosure.total>。",
            [Period(start=date(2017, 1, 1), end=date(2017, 6, 30)), None],
        ),
        ("网站<612条|disclosure.channel.website>，累计<4208条|disclosure.total>。", [None, None]),
        # the year's own total at its last day beside parts of it
        ("对收到的<3件|applications.received>申请会商。截至12月31日，共收到申请<12件|applications.received>。", [None, None]),
        (
            "今年收到申请<3件|applications.received>，今年又收到<9件|applications.received>。截至年底，共收到<12件|applications.received>。",
            [None] * 3,
        ),
        ("截至年底，共公开信息<90条|disclosure.total>。其中，今年汛期期间公开信息<32条|disclosure.total>。", [None, None]),
        (
            "1—11月收到<40件|applications.received>，当面<30件|applications.channel.in_person>。",
            [Period(start=date(2017, 1, 1), end=date(2017, 11, 30))] * 2,
        ),
        ("历年累计公开<40条|disclosure.total>，机构类<30条|disclosure.category>。", ["cumulative", "cumulative"]),
        (
            "历年累计公开<40条|disclosure.total>，机构类<30条|disclosure.category>，占全部的<75%|share:disclosure.category>；"
            "人事类<9条|disclosure.category>；其他<1条|disclosure.category>。今年新增业务类<6条|disclosure.category>；其他<2条|disclosure.category>。",
            ["cumulative"] * 5 + [None] * 2,
        ),
        (
            "机构类<3条|disclosure.category>，累计<16条|disclosure.category>；人事类<2条|disclosure.category>。",
            [None, "cumulative", None],
        ),
        ("历年累计公开<40条|disclosure.total>，网站<30条|disclosure.channel.website>。", ["cumulative", None]),
    ],
)
def test_periods_of_neighbours(source: str, periods: list[object]) -> None:
    assert [record.period for record in build(source)[0]] == periods


def stretch(first: int, last: int, year: int = 2017) -> Period:
    """From the first day of a month to the last of another."""
    return Period(start=date(year, first, 1), end=date(year, last, monthrange(year, last)[1]))


def told(source: str) -> list[object]:
    """The periods of `source`, whose short marks `<3条|T>` are written out."""
    shorts = {"T": "disclosure.total", "W": "disclosure.channel.website", "P": "disclosure.channel.press", "R": "applications.received"}
    shorts |= {"F": "reach.followers", "A": "archives.documents", "V": "review.total", "L": "litigation.total", "O": "other"}
    for short, metric in shorts.items():
        source = source.replace(f"|{short}>", f"|{metric}>").replace(f":{short}>", f":{metric}>")
    return [record.period for record in build(source)[0]]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("收费<6元|fees.collected>（历年<52元|fees.collected>）。", [None, "cumulative"]),
        ("收到<8件|R>（累计<61件|R>）。", [None, "cumulative"]),
        ("复议<0件|V>，累计<0件|V>。", [None, "cumulative"]),
        ("复议、诉讼：本年<1件|V>、<0件|L>；累计<1件|V>、<0件|L>。", [None, None, "cumulative", "cumulative"]),
        ("到年底平台上挂着<77条|T>。", ["cumulative"]),
        ("咨询台边上挂着<2块|O>牌子。", [None]),
        ("目录里共有<1.9万条|T>。", ["cumulative"]),
        ("开办以来<12件|R>。", ["cumulative"]),
        ("公开信息的总数已是<719条|T>；今年新增<84条|T>。公开<9条|T>；今年新增<4条|T>。", ["cumulative", None, None, None]),
        ("建站以来共<340份|T>。", ["cumulative"]),
        ("今年以来共收到<12件|R>。", [None]),
        ("总量累计达<2,160条|T>。", ["cumulative"]),
        ("全年累计达<2,160条|T>，今年累计下载<300次|O>。", [None, None]),
        ("五年来最多<60件|R>。", [None]),
        ("历年存量<3,300份|A>，库存滚到<3,400份|A>。", ["cumulative", "cumulative"]),
        ("清理历年文件<330件|O>，收回存量<2万元|O>。", [None, None]),
        ("血液库存<4件|O>。", [None]),
        ("自2009年3月算起共<720条|T>。", ["cumulative"]),
        ("五年合计<45件|R>。", ["cumulative"]),
        ("目录收录<1,020条|T>，今年新编307条。", ["cumulative"]),
        ("目录收录<1,020条|T>，今年新编3册。", [None]),
        (
            "历年累计公开<612条|T>，电子化率<100%|disclosure.electronic_fulltext_rate>，机构类<6条|disclosure.category>。",
            ["cumulative", None, "cumulative"],
        ),
        ("门户累计访问<5,210万次|reach.site_visits>，2016年占1,683万次。", ["cumulative"]),
        ("门户累计访问<5,210万次|reach.site_visits>。", [None]),
        ("创刊以来出版<118期|O>，自2012年开播累计<43期|O>。", ["cumulative", "cumulative"]),
        ("四年来<41件|R>，一年来<6件|R>。", ["cumulative", None]),
        ("诉讼<0件|L>、累计<0件|L>。", [None, "cumulative"]),
        ("馆藏现行文件<2.2万件|A>，新收<900件|A>。", ["cumulative", None]),
        ("粉丝<3万|F>，取关<120人|F>；各涨<4万|F>、<5万|F>；全乡<8,100人|F>。", ["cumulative", None, None, None, None]),
    ],
)
def test_a_stock_and_what_is_none(source: str, expected: list[object]) -> None:
    assert told(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("上年三处分别用了<4条|P>、<6条|P>和<9条|P>，今年<30条|P>。", [Year(year=2016)] * 3 + [None]),
        ("2015年上述各数依次为复议<2件|V>、诉讼<0件|L>。", [Year(year=2015)] * 2),
        ("上年许可<20件|O>，本年<30件|O>。", [Year(year=2016), None]),
        ("前年有过<2份|R>。", [Year(year=2015)]),
        ("去年等来过<2件|R>，今年没有。", [Year(year=2016)]),
        ("去年等来过<2件|R>。", [None]),  # who writes in January may mean the report's year
        ("比二〇一六年的<31条|T>少四条。", [Year(year=2016)]),
        ("2016年的公开数是<41条|T>。", [Year(year=2016)]),
        ("2016年的目录<41条|T>。", [None]),
        ("比去年移送的<50件|A>多，比上年新增数（<9件|A>）少。", [Year(year=2016)] * 2),
        ("与2015年的<2批|O><95人|O>相比，今年<3批|O>。", [Year(year=2015)] * 2 + [None]),
        ("与上年（复议<4件|V>、诉讼<1件|L>）相比，复议<6件|V>。", [Year(year=2016)] * 2 + [None]),
        ("2015年的举报、复议、诉讼依次是<6件|O>、<9件|V>、<2件|L>。", [Year(year=2015)] * 3),
        ("与2015年收的<61件|R>相比，少了一半。", [Year(year=2015)]),
        ("与2015年成立的服务中心合办<3场|O>。", [None]),
        ("上年这一比例是<30%|share:R>。", [Year(year=2016)]),
        ("结转<37件|applications.carried_in>（上年<29件|applications.carried_in>）。", [None, Year(year=2016)]),
        # from ... to
        ("查阅点由<5个|O>扩到<7个|O>。", [Year(year=2016), None]),
        ("由双月刊改月刊，期数由<6期|O>变<12期|O>。", [Year(year=2016), None]),
        ("由2013年的<9条|T>升到<12条|T>。", [Year(year=2013), None]),
        ("由原来的<3件|R>增加到现在的<6件|R>，环节由原来的<7个|O>压缩到<4个|O>。", [Year(year=2016), None, None, None]),
        ("公开信息由过去的<15条|T>扩大到<21条|T>。上年结转公开申请数量<2件|R>。", [Year(year=2016), None, None]),
        ("申请<26件|R>到<19件|R>，粉丝由<1万|F>升到<2万|F>。", [Year(year=2016), None, Year(year=2016), "cumulative"]),
        ("自5月开通，由<6条|W>起步，到年底<9条|W>。", [None, None]),
        # brackets hold the year that one of them names
        ("公开<300条|T>（2016年<280条|T>），登报<20条|P>（<18条|P>）。", [None, Year(year=2016)] * 2),
        ("登报<20条|P>（<18条|P>）。", [None, None]),
        ("本年与上年（括号内）对照：收件<5件|R>（<4件|R>）。", [None, Year(year=2016)]),
        ("网站<20条|W>（<18条|W>）。括号内为上年数。", [None, Year(year=2016)]),
        ("公开<300条|T>（2016年<280条|T>），其中网站<90条|W>（占<30%|share:W>）。", [None, Year(year=2016), None, None]),
        ("清单较上年（<14项|licensing.items_previous>）少<2项|licensing.items_delta>。", [None, None]),
        # rows
        (
            "2015、2016、2017三年，总量为<8条|T>、<9条|T>、<10条|T>，网站<6条|W>、<7条|W>、<8条|W>。",
            [Year(year=2015), Year(year=2016), None] * 2,
        ),
        ("三年走势，公开<8条|T>、<9条|T>、<10条|T>。", [Year(year=2015), Year(year=2016), None]),
        ("前两年分别公开<8条|T>、<9条|T>。", [Year(year=2015), Year(year=2016)]),
        ("公开<8条|T>、<9条|T>、<10条|T>。", [None] * 3),
    ],
)
def test_an_earlier_year_of_neighbours(source: str, expected: list[object]) -> None:
    assert told(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("一至四季度分别收件<2件|R>、<3件|R>、<5件|R>、<4件|R>。", [stretch(1, 3), stretch(4, 6), stretch(7, 9), stretch(10, 12)]),
        ("四个季度收件<2件|R>、<3件|R>。", [None, None]),
        ("5月到7月依次公开<2条|T>、<3条|T>、<5条|T>。", [stretch(5, 5), stretch(6, 6), stretch(7, 7)]),
        ("头半年<40件|R>，后半年<53件|R>。", [stretch(1, 6), stretch(7, 12)]),
        ("2014年下半年<40件|R>，2015年上半年<53件|R>。", [stretch(7, 12, 2014), stretch(1, 6, 2015)]),
        ("上半年、下半年各公开<1次|T>。", [None]),
        ("2008年（从五月算）<40条|T>。", [stretch(5, 12, 2008)]),
        ("2014年（5月至12月）<40条|T>。", [stretch(5, 12, 2014)]),
        ("前三季度推送<40篇|O>，二至四季度<3期|O>。", [stretch(1, 9), stretch(4, 12)]),
        ("3月11日至4月30日发布<40篇|O>。", [Period(start=date(2017, 3, 11), end=date(2017, 4, 30))]),
        ("1月1日至12月31日发布<40篇|O>。", [None]),
        ("2月31日至4月30日发布<40篇|O>。", [None]),
        ("12月收到<6件|R>，截至11月<16件|R>。", [stretch(12, 12), stretch(1, 11)]),
        ("到7月为止登出<40条|T>；到7月登出<40条|T>。", [stretch(1, 7), None]),
        ("前八个月<40条|T>，后四个月<6条|T>。", [stretch(1, 8), stretch(9, 12)]),
        ("并号后三个月<40条|T>。", [None]),
        ("一季<20条|T>、二季<31条|T>。", [stretch(1, 3), stretch(4, 6)]),
        ("四季如春，公开<20条|T>。", [None]),
        ("1月至6月，在青溪教育网发布<920条|T>。", [stretch(1, 6)]),
        ("2016年9月1日至2017年8月31日，校长办公室登记信息公开<920条|T>。", [None]),
        ("上半年公布<8期|O><340批|O>。", [stretch(1, 6)] * 2),
        ("10月派<6人|training.participants>，截至11月底有专职<2人|capacity.staff>。", [None, None]),
    ],
)
def test_a_stretch_of_neighbours(source: str, expected: list[object]) -> None:
    assert told(source) == expected


def test_a_list_of_years_gives_each_figure_its_own() -> None:
    records = build("2015年、2016年、2017年分别公开<900条|disclosure.total>、<950条|disclosure.total>和<990条|disclosure.total>。")[0]
    assert [record.period for record in records] == [Year(year=2015), Year(year=2016), None]


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
        # 公开 that belongs to the name, and the verb
        ("信息公开指南<2条|disclosure.category>。", "信息公开指南"),
        ("其中公开年报<1条|disclosure.category>。", "公开年报"),
        ("2015年信息公开年报<1条|disclosure.category>。", "信息公开年报"),
        ("政务公开<31条|disclosure.category>，其他信息公开<15条|disclosure.category>。", "其他信息公开"),
        ("党务公开共<4条|disclosure.category>。", "党务公开"),
        ("双随机、一公开<8条|disclosure.category>。", "双随机、一公开"),
        ("决策公开<3条|disclosure.category>、执行和结果公开<8条|disclosure.category>。", "执行和结果公开"),
        ("其中法定主动公开<13条|disclosure.category>。", "法定主动公开"),
        ("政府信息公开工作推进情况<6条|disclosure.category>。", "政府信息公开工作推进情况"),
        ("重大决策预公开、规划信息<3条|disclosure.category>。", "重大决策预公开、规划信息"),
        ("事业单位公开招聘<3批|disclosure.category>。", "事业单位公开招聘"),
        ("其他应当公开的信息<3条|disclosure.category>。", "其他应当公开的信息"),
        ("批前公示类信息<3条|disclosure.category>。", "批前公示类信息"),
        ("处罚结果公开<3条|disclosure.category>。", "处罚结果"),
        ("网站公开工作动态<3条|disclosure.category>。", "工作动态"),
        ("发布招聘信息<3条|disclosure.category>。", "招聘信息"),
        # verbs and hinges before the name
        ("涵盖惠农政策<14条|disclosure.category>。", "惠农政策"),
        ("内容包括便民服务<5条|disclosure.category>。", "便民服务"),
        ("分为机构信息<5条|disclosure.category>。", "机构信息"),
        ("在政务信息公开网主动公开发布基本信息<9条|disclosure.category>。", "基本信息"),
        ("主动公开发布水利工程信息<9条|disclosure.category>。", "水利工程信息"),
        ("公开的政府信息中养老服务信息<6条|disclosure.category>。", "养老服务信息"),
        ("与市民互动信息<4条|disclosure.category>。", "与市民互动信息"),
        ("与公众利益密切相关的事项<4条|disclosure.category>。", "与公众利益密切相关的事项"),
        ("机构职能类<3条|disclosure.category>与规划类<4条|disclosure.category>。", "规划类"),
        # brackets
        ("对口支援（东西协作）<2条|disclosure.category>。", "对口支援（东西协作）"),
        ("公共资源交易类（工程招标）<2条|disclosure.category>。", "公共资源交易类"),
        # shares
        (
            "机构职能类<16条|disclosure.category>，主要为领导、科室等，占总体的比例为<17.8%|share:disclosure.category>。",
            "机构职能类",
        ),
        ("处罚结果<40条|disclosure.category>，公开率<95%|share:disclosure.category>。", "处罚结果"),
        (
            "动态类最多，占<58%|share:disclosure.category>，其次是财务类，占<23%|share:disclosure.category>。",
            "财务类",
        ),
        ("村务公开占了总数的<31%|share:disclosure.category>。", "村务公开"),
        ("林地征占<6条|disclosure.category>。", "林地征占"),
        # how, how often and where
        ("疫情月报发了<12回|disclosure.category>。", "疫情月报"),
        ("企业名册换了<3版|disclosure.category>。", "企业名册"),
        ("审批结果按旬公布<36期|disclosure.category>。", "审批结果"),
        ("验收结论见网<15项|disclosure.category>。", "验收结论"),
        ("许可公示占了大头，<71条|disclosure.category>。", "许可公示"),
        ("政务信息合并<48条|disclosure.category>。", "政务信息"),
        ("惠农补贴一类就有<88条|disclosure.category>。", "惠农补贴"),
        ("再就是通知<45条|disclosure.category>。", "通知"),
        ("集中在采伐审批<21条|disclosure.category>。", "采伐审批"),
        ("本门户自己发的政务要闻<21条|disclosure.category>。", "政务要闻"),
        ("讲农资打假的<11条|disclosure.category>。", "农资打假"),
        ("讲座预告<11条|disclosure.category>。", "讲座预告"),
        ("曝光骗保案例<9例|disclosure.category>。", "骗保案例"),
        ("曝光台<9期|disclosure.category>。", "曝光台"),
        # words that name nothing
        ("名单公示，分作<6批|disclosure.category>。", None),
        ("扣去重复<6条|disclosure.category>。", None),
        # behind the number
        ("<86条|disclosure.category>讲低保。", "低保"),
        ("动态3条，其余<60条|disclosure.category>为通知公告。", "通知公告"),
        ("其余<60条|disclosure.category>。", "其余"),
        ("<60条|disclosure.category>是去年的。", None),
        # done, and of that made public
        ("广告许可<44件|other>，公布<40件|disclosure.category>。", "广告许可"),
        # beside the figure of the class
        ("办事指南　<14条|disclosure.category>　<17.07%|share:disclosure.category>", "办事指南"),
        ("欠税公告<4期|disclosure.category>、<117条|disclosure.category>。", "欠税公告"),
        ("预决算<96条|disclosure.category>（去年<82条|disclosure.category>）。", "预决算"),
        ("环保类由<60条|disclosure.category>增至<78条|disclosure.category>。", "环保类"),
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
        ("<2件|applications.received>为村民申请。", "natural_person"),
        ("30件为自然人申请，<2件|applications.received>来自律师事务所。", "legal_service"),
        ("其余<5件|applications.received>由企业提出，另有说明。", "commercial_enterprise"),
        ("<30件|applications.received>为自然人申请，占<60%|share:applications.received>。", "natural_person"),
        ("<2件|applications.received>为法人申请。", None),
        ("<2件|applications.received>由律师、企业等提出。", None),
        ("收到申请<2件|applications.received>为自然人申请。", None),
        ("受理自然人政府信息公开申请<2件|applications.received>。", "natural_person"),
        ("收到居民申请<2件|applications.received>。", None),
    ],
)
def test_applicant(source: str, applicant: str | None) -> None:
    assert only(source).dimensions.get("applicant") == applicant


def test_evidence_is_the_sentence_and_the_section_is_the_tagged_one() -> None:
    records, _ = build("第一句。 青溪县收到申请<3件|applications.received>，均已答复；别的。", section="applications")
    text = "第一句。 青溪县收到申请3件，均已答复；别的。"
    assert text[records[0].evidence.start : records[0].evidence.end] == "青溪县收到申请3件，均已答复"
    assert (records[0].section, records[0].name, records[0].confidence) == ("applications", "收到申请数", 0.99)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("2017年我局主动公开政府信息累计达<320条|T>。", [None]),
        ("2017年以来共收到申请<12件|R>。", [None]),
        ("年初以来共收到申请<12件|R>。", [None]),
        ("二〇一七年合计公开政府信息<300条|T>。", [None]),
        ("政府网站公开政府信息总数<300条|T>，2017年6月完成改版。", [None]),
        ("2016年12月公开信息<16条|T>。", [None]),
        ("二〇一七年网站、微博、微信分别公开信息<3条|T>、<4条|T>、<5条|T>。", [None, None, None]),
    ],
)
def test_words_of_the_year_itself_make_no_stock(source: str, expected: list[object]) -> None:
    assert told(source.replace("|T>", "|disclosure.total>").replace("|R>", "|applications.received>")) == expected


def test_figures_of_two_measures_are_no_from_and_to() -> None:
    records, _ = build("发放补贴<4200万元|other>到<1902户|other>。")
    assert [record.period for record in records] == [None, None]


def test_what_has_accrued_of_another_class_is_no_stock_of_the_first() -> None:
    records, _ = build("公开政策文件<30条|disclosure.category>，其他类累计信息共计<60条|disclosure.category>。")
    assert [record.period for record in records] == [None, None]


@pytest.mark.parametrize(
    ("source", "metric"),
    [
        ("已公开或同意公开<69件|other>，占<24%|share:applications.outcome.granted>。", "other"),
        ("解读<3条|responses.interpretations>，占总数的<1.2%|share:disclosure.category>。", "responses.interpretations"),
        # with the figure's own metric where its words settle that
        ("通过微信公开信息<30条|disclosure.total>，占<12%|share:disclosure.total>。", "disclosure.channel.wechat"),
        # more words between them: the share may be of another thing
        ("诉至法院<16宗|litigation.total>，占复议案件<50%|share:other>。", "other"),
        (
            "网站<9条|disclosure.channel.website>、微博<3条|disclosure.channel.weibo>，占比分别为<75%|share:disclosure.channel.website>。",
            "disclosure.channel.website",
        ),
    ],
)
def test_a_share_is_of_the_figure_before_it(source: str, metric: str) -> None:
    records, _ = build(source)
    assert next(record.metric for record in records if record.kind == "share") == metric


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # a whole at a date, far behind the year's own figure and before it
        (
            "2017年公开<869条|T>，其中网站<210条|W>。收到申请<3件|R>，均已答复，答复率100%。截至2017年底，本局已公开<6427条|T>。",
            [None, None, None, "cumulative"],
        ),
        ("2017年公开<869条|T>，其中网站<869条|W>。\n到2017年年底，累计公开<6427条|T>。", [None, None, "cumulative"]),
        ("截至2017年12月31日，累计公开<170条|T>。2017年，我局公开<62条|T>。", ["cumulative", None]),
        ("2017年共公开<140条|T>。目前，网站已累计公开<1620条|W>。", [None, "cumulative"]),
        ("截至2017年底，共公开<162条|T>（其中2017年<14条|T>）。", ["cumulative", None]),
        ("上半年公开<80条|T>。截至12月底，共公开<170条|T>。", [stretch(1, 6), None]),
        ("全年累计公开<170条|T>。2017年，机关公开<62条|T>。", [None, None]),
        ("2017年，市政府办公室公开<310条|T>。截至12月31日，全市各部门共公开<12300条|T>。", [None, None]),
        ("截至2017年12月31日，我局共公开<215条|T>，其中网站<200条|W>。", [None, None]),
        # since an account was opened before the year
        ("2015年9月底开通公众号，共计发布<65篇|O>。", ["cumulative"]),
        ("2017年9月底开通公众号，共计发布<65篇|O>。", [None]),
        ("公众号2015年9月上线，今年共发布<65篇|O>。", [None]),
        ("建站以来公开信息<162条|T>。", ["cumulative"]),
        ("一年来，公开信息累计达<356条|T>。", [None]),
    ],
)
def test_a_whole_beside_the_years_own(source: str, expected: list[object]) -> None:
    assert told(source) == expected


def test_all_classes_together_may_be_a_stock() -> None:
    records, _ = build("全年公开信息<100条|disclosure.total>，各类信息累计公开<500条|disclosure.total>。")
    assert [record.period for record in records] == [None, "cumulative"]


def test_a_run_of_blanks_takes_no_longer_than_its_length() -> None:
    assert len(build("收到申请<3件|applications.received>。" + " " * 100_000)[0]) == 1
