"""Pages: what is kept, what is left out, tables as grids, and soup, bombs and limits."""

from __future__ import annotations

from pathlib import Path

import pytest
from grids import check_offsets, grid
from hypothesis import given, settings
from hypothesis import strategies as st

from giar_ner.errors import GiarError, LimitError
from giar_ner.reading import Document, read


def page(body: str, head: str = "") -> Document:
    return read(f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>".encode())


TITLES = {
    "trs": "云岭县水务局2022年政府信息公开工作年度报告",
    "ucap": "青芦市教育局2021年度政府信息公开工作年度报告",
    "layout": "白杨镇2009年政府信息公开年度报告",
    "word": "临溪区统计局政府信息公开工作年度报告（2018年度）",
    "plain": None,
}
KEPT = {
    "trs": ["信息137条，其中饮水工程类信息 52 条。\n收到依申请公开4件", "行政规范性文件 | 2 | / | ", "逐月检查。"],
    "ucap": ["申请情况统计表\n", "商业企业 | 科研机构 | 社会公益组织", "四、因政府信息公开工作被提起行政复议、行政诉讼情况：无。"],
    "layout": ["86条，", "未收到公民的公开申请，未收取任何费用。", "其中：网站公开 | 条 | 40", "明年将组织两次检查。"],
    "word": ["2018年，区统计局公开统计公报6份、统计分析24篇。", "（不同渠道和方式公开相同信息计1条） | 条 | 158", "附注："],
    "plain": ["双井乡政府信息公开年报\n", "31条", "没有发生复议和诉讼。", "联系人"],
}
LEFT_OUT = {
    "trs": ["首页", "浏览次数", "字体", "分享", "打印", "扫一扫", "999", "相关链接", "备案号", "4821", "margin"],
    "ucap": ["公开指南", "法定主动公开内容", "上一篇", "版权所有"],
    "layout": ["首页", "机构职能", "版权所有"],
    "word": ["网站首页", "概况", "打印", "下一篇", "地址", "WordDocument", "encoding"],
    "plain": ["主页", "无标题文档", "技术支持"],
}


@pytest.mark.parametrize("name", TITLES)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_skeletons(pages: Path, name: str, encoding: str) -> None:
    source = (pages / f"{name}.html").read_text(encoding="utf-8")
    document = read(source.encode(encoding))
    assert document.title == TITLES[name]
    assert document.media_type == "text/html"
    assert [text for text in KEPT[name] if text not in document.text] == []
    assert [text for text in LEFT_OUT[name] if text in document.text] == []
    if document.title:
        assert document.text.count(document.title) == 1
        assert document.text.startswith(document.title)
    check_offsets(document)
    assert read(source.encode(encoding)) == document


def test_a_wrong_declaration_is_said_and_not_followed(pages: Path) -> None:
    assert any("声明的编码为gb2312" in warning for warning in read(pages / "layout.html").warnings)


def test_spans_are_expanded(pages: Path) -> None:
    document = read(pages / "ucap.html")
    rows = grid(document)
    assert {len(row) for row in rows} == {10}
    assert rows[2][3:] == ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
    assert rows[5][:4] == ["三、本年度办理结果", "（三）不予公开", "1.属于国家秘密", "0"]
    table = document.tables[0]
    assert table.rows[0][0] is table.rows[2][2]
    assert (table.rows[4][0].row_span, table.rows[4][1].column_span) == (2, 2)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>公开<span>1</span><b>2</b>条</p>", "公开12条"),
        ("<p>公开\n      信息</p><p>website\n data 3 条</p>", "公开信息\nwebsite data 3 条"),
        ("<p>　　一　概　述&nbsp;&nbsp;12&nbsp;条&ensp;</p>", "一 概 述 12 条"),
        ("甲<br>乙<br/><br/>丙", "甲\n乙\n丙"),
        ("<div>甲<div>乙</div>丙</div>", "甲\n乙\n丙"),
        ("<ul><li>甲1条<li>乙2条</ul>", "甲1条\n乙2条"),
        ("<pre>甲  1条\n乙 2条\n</pre>丙", "甲 1条\n乙 2条\n丙"),
        ("<p>A&amp;B &lt;3 &#20844;&#x5F00; &copy;</p>", "A&B <3 公开 ©"),
        ("<p>公\u200b开\ufeff12条</p>", "公开12条"),
        ("<p>甲<!-- 99条 -->乙<?php 88 ?>丙</p>", "甲乙丙"),
        ("<p>甲<script>var a='77条'</script>乙<style>p{}</style></p>", "甲乙"),
        ("<p>甲<input value=3><select><option>66条</select>乙<button>5</button></p>", "甲乙"),
        ("<p>甲</p><p hidden>5条</p><p style='color:red;DISPLAY : none'>6条</p>", "甲"),
        ("<p>甲<div style='display:inline-block'>乙</div></p>", "甲\n乙"),
        ("<div>甲<div style='display: inline'>乙</div>丙</div>", "甲乙丙"),
        ("<p>未关闭<b>12<i>条</p><p>下一段", "未关闭12条\n下一段"),
        ("<p>第一步公开，下一步：改进。</p><p>地理位置：城东</p>", "第一步公开，下一步：改进。\n地理位置：城东"),
        ("<p>甲\x00乙1条</p>", "甲乙1条"),
    ],
)
def test_inline_block_and_white_space(body: str, text: str) -> None:
    assert page(body).text == text


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("<tr><td>甲<td>1<tr><td>乙<td>", [["甲", "1"], ["乙", ""]]),
        ("<tr><td rowspan=9>甲<td>1<tr><td>2", [["甲", "1"], ["甲", "2"]]),
        ("<tr><td rowspan=0>甲<td>1<tr><td>2<tr><td>3", [["甲", "1"], ["甲", "2"], ["甲", "3"]]),
        ("<tr><td rowspan=3>甲<td>1</tr><tr></tr><tr><td>2</tr><tr><td>乙<td>3", [["甲", "1"], ["甲"], ["甲", "2"], ["乙", "3"]]),
        ("<tr><td>甲<td>1<td>2<tr><td>乙<td>3", [["甲", "1", "2"], ["乙", "3"]]),
        ("<tr><td>甲<td>1<td rowspan=2>共<tr><td>乙", [["甲", "1", "共"], ["乙", "", "共"]]),
        ("<tr><td rowspan=x colspan=-2>甲<td colspan='2 '>1<tr><td>乙<td>2<td>3", [["甲", "1", "1"], ["乙", "2", "3"]]),
        ("<tr><td>行政<br>许可<td>12<br>34<tr><td>A<br>B<td>关闭", [["行政许可", "12 34"], ["A B", "关闭"]]),
        ("<tr><td>甲<td><table><tr><td>内1</table><tr><td>乙<td>2", [["甲", "内1"], ["乙", "2"]]),
        ("<thead><tr><th>项<th>数</thead><tfoot><tr><td>计<td>3</tfoot><tbody><tr><td>甲<td>3", [["项", "数"], ["计", "3"], ["甲", "3"]]),
    ],
)
def test_grids(rows: str, expected: list[list[str]]) -> None:
    document = page(f"<p>表前</p><table>{rows}</table><p>表后</p>")
    assert grid(document) == expected
    assert document.text.startswith("表前\n")
    assert document.text.endswith("\n表后")
    check_offsets(document)


def test_layout_tables_are_blocks_and_inner_grids_survive() -> None:
    inner = "<table><tr><td>指标<td>数<tr><td>公开<td>5</table>"
    document = page(f"<table><tr><td>左栏<td>右栏3条<td><p>正文一。</p>{inner}<p>正文二。</p></table>")
    assert document.text == "左栏\n右栏3条\n正文一。\n指标 | 数\n公开 | 5\n正文二。"
    assert grid(document) == [["指标", "数"], ["公开", "5"]]
    prose = "本镇公开信息。" * 100
    assert page(f"<table><tr><td>概述<td>{prose}</table>").tables == []


def test_a_grid_in_a_cell_of_a_grid_follows_it() -> None:
    inner = "<table><tr><td>结果维持<td>结果纠正<tr><td>1<td>2</table>"
    document = page(f"<table><tr><td>项目<td>数<tr><td>受理<td>7<tr><td>复议<td>见{inner}表</table><p>完")
    assert grid(document) == [["项目", "数"], ["受理", "7"], ["复议", "见表"]]
    assert grid(document, 1) == [["结果维持", "结果纠正"], ["1", "2"]]
    assert document.text == "项目 | 数\n受理 | 7\n复议 | 见表\n结果维持 | 结果纠正\n1 | 2\n完"
    check_offsets(document)


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ("<tr><td>指标<td>自然人<td>总计<tr><td>结转<td>3<td>4", [["指标", "自然人", "总计"], ["新收", "1", "2"], ["结转", "3", "4"]]),
        ("<tr><td>结转<td>3<td>/", [["指标", "自然人", "总计"], ["新收", "1", "2"], ["结转", "3", "/"]]),
        ("<tr><td>项目<td>企业<td>合计<tr><td>结转<td>3<td>4", None),
        ("<tr><td>结转<td>3", None),
    ],
)
def test_a_table_in_two_parts_is_one(second: str, expected: list[list[str]] | None) -> None:
    first = "<tr><td>指标<td>自然人<td>总计<tr><td>新收<td>1<td>2"
    document = page(f"<table>{first}</table>\n<table>{second}</table>")
    if expected is None:
        assert len(document.tables) == 2
    else:
        assert grid(document) == expected
        assert document.text.count("自然人") == 1
    assert len(page(f"<table>{first}</table><p>又</p><table>{second}</table>").tables) == 2
    check_offsets(document)


def test_what_word_leaves_in_a_pasted_table() -> None:
    ruler = "<![if !supportMisalignedColumns]><tr height=0><td width=74 style='border:none'></td><td width=74></td></tr><![endif]>"
    hidden = "<p style='mso-hide:all'>9条</p>"
    rows = f"<tr><td><p class=MsoNormal>指标<o:p></o:p></p></td><td>数</td></tr><tr><td>甲{hidden}</td><td>1</td></tr>{ruler}"
    document = page(f"<table class=MsoTableGrid>{rows}</table>")
    assert grid(document) == [["指标", "数"], ["甲", "1"]]


def test_a_form_in_paragraphs_is_a_table_too() -> None:
    document = page("<p>规章</p><p>0</p><p>0</p><p>0</p><p>行政规范性文件</p><p>1</p><p>2</p><p>3</p><p>以上。</p>")
    assert grid(document) == [["规章", "0", "0", "0"], ["行政规范性文件", "1", "2", "3"]]
    assert document.tables[0].flattened


def test_no_text_of_a_careless_table_is_lost() -> None:
    document = page("<table><caption>表一</caption>游离12条<tr><td>甲<td>1</tr><tr>散3件<td>乙<td>2</tr></table>")
    assert all(text in document.text for text in ("表一", "游离12条", "散3件", "甲 | 1", "乙 | 2"))


def test_content_that_only_a_script_shows_is_read_with_a_warning() -> None:
    document = page(f"<div>载入</div><div id=content style='display:none'><p>{'本局公开信息31条。' * 40}</p></div>")
    assert "公开信息31条" in document.text
    assert any("隐藏" in warning for warning in document.warnings)


def test_boilerplate_names_do_not_delete_the_report() -> None:
    assert "公开信息31条" in page(f"<div class='print share'><p>{'本局公开信息31条。' * 30}</p></div>").text


def test_two_editors_side_by_side_are_both_read() -> None:
    first, second = "前半公开5条。" * 20, "后半申请3件。" * 18
    text = page(f"<div><div class=TRS_Editor>{first}</div><div class=TRS_Editor>{second}</div></div><div>页脚</div>").text
    assert "前半公开5条" in text
    assert "后半申请3件" in text


def test_what_is_left_out_at_length_is_said() -> None:
    document = page(f"<div id=zoom>{'本局公开信息31条。' * 80}</div><div class=other>{'另栏要闻若干。' * 60}</div>")
    assert "另栏" not in document.text
    assert any("正文以外的420个字符" in warning for warning in document.warnings)


def test_a_page_of_pictures_is_said() -> None:
    assert any("1张图片、1个附件" in w for w in page("<p>年报见附件</p><img src=1.jpg><a href='n.pdf'>附件</a>").warnings)


@pytest.mark.parametrize("body", ["", "   ", "<!-- x -->", "<script>1</script>"])
def test_empty_pages(body: str) -> None:
    assert page(body).text == ""
    assert "没有读到文字" in page(body).warnings


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 300 + "深处公开5条",
        "<table><tr><td>" * 200 + "x",
        "<p>" + "字" * 4_000_000,
        "<table>" + "<tr><td colspan=1000>甲<td>乙</tr>" * 300 + "</table>",
        "<p>甲</p>" * 200_001,
    ],
    ids=["depth", "nested tables", "one run of text", "span bomb", "elements"],
)
def test_limits(body: str) -> None:
    with pytest.raises(LimitError):
        page(body)


def test_a_row_span_beyond_the_table_is_what_a_browser_makes_of_it() -> None:
    assert grid(page("<table><tr><td rowspan=100000>甲<td>1<tr><td>2</table>")) == [["甲", "1"], ["甲", "2"]]


# fmt: off
TOKENS = st.sampled_from([
    "<table>", "</table>", "<tr>", "</tr>", "<td>", "<td rowspan=3>", "<td colspan=2>", "<td rowspan=0>", "</td>", "<th>", "<caption>",
    "<p>", "</p>", "<div id=zoom>", "<div class=share>", "</div>", "<br>", "<span style=display:none>", "<b>", "</b>", "<ul>", "<li>",
    "<pre>", "</pre>", "<!--", "-->", "<h1>", "</h1>", "<title>", "<script>", "</script>", "<form>", "<a href=x>", "</a>", "公开5条",
    "申请", "12", "|", "。", "&nbsp;", "&#0;", "&#", "<", ">", "\x00", "\n", "\u3000", "😀", "</body>", "</html>", "<head>", "<frameset>",
    "<select>", "<textarea>", "<svg>", "<![CDATA[", "]]>",
])
# fmt: on


@settings(max_examples=250)
@given(st.lists(TOKENS, max_size=60))
def test_soup_never_crashes_and_offsets_hold(tokens: list[str]) -> None:
    data = ("<html><body>" + "".join(tokens)).encode()
    try:
        document = read(data)
    except GiarError:
        return
    check_offsets(document)
    assert read(data) == document


@settings(max_examples=150)
@given(st.text(alphabet="<>/=\"'& abtdrhpl!-公开5条\n", max_size=200))
def test_random_markup(text: str) -> None:
    try:
        check_offsets(read(("<html>" + text).encode()))
    except GiarError:
        return


def test_control_characters_by_number_beside_what_is_dropped() -> None:
    page = "<meta charset=utf-8><body><p>收到申请&#3;12件\x03。</p><span style='display:none'>x</span>&#2;后文\ufffe。</body>"
    assert "".join(read(page.encode()).text.split()) == "收到申请12件。后文。"


def test_a_line_that_counts_something_of_the_offices_is_no_control() -> None:
    page = "<p>甲县</p><p>浏览次数：123次</p><p>访问量：356231次</p><p>扫一扫关注，粉丝5000人</p><p>打印 关闭</p>"
    assert read(page.encode()).text == "甲县\n访问量：356231次\n扫一扫关注，粉丝5000人"
