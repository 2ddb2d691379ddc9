"""Tables in plain text: the three forms in every way of laying them out, lost cells, other tables, and what is none."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from grids import check_offsets, grid
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_texts import SIMPLIFIED

from giar_ner.errors import LimitError
from giar_ner.reading import Document, blocks, from_text
from giar_ner.reading.flattened import find_tables

Rows = list[list[str]]

DISCLOSURE: Rows = [
    ["第二十条第（一）项"],
    ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
    ["规章", "0", "0", "0"],
    ["行政规范性文件", "2", "1", "17"],
    ["第二十条第（五）项"],
    ["信息内容", "本年处理决定数量"],
    ["行政许可", "318"],
    ["第二十条第（八）项"],
    ["信息内容", "本年收费金额（单位：万元）"],
    ["行政事业性收费", "6.75"],
]
COLUMNS = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
APPLICATIONS: Rows = [
    ["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", *COLUMNS],
    ["一、本年新收政府信息公开申请数量", *"3120006"],
    ["二、上年结转政府信息公开申请数量", *"0000000"],
    ["三、本年度办理结果", "（一）予以公开", *"1000001"],
    ["（二）部分公开（区分处理的，只计这一情形，不计其他情形）", *"0100001"],
    ["（三）不予公开", "1.属于国家秘密", *"0010001"],
    ["2.其他法律行政法规禁止公开", *"0000000"],
    ["（七）总计", *"1110003"],
    ["四、结转下年度继续办理", *"2010003"],
]
REVIEW: Rows = [
    ["行政复议", "行政诉讼"],
    ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计", "未经复议直接起诉", "复议后起诉"],
    ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 2,
    [*"514010203040506"],
]
SHEET: Rows = [
    ["统计指标", "单位", "统计数"],
    ["一、主动公开情况", "——", "——"],
    ["（一）主动公开政府信息数", "条", "1158"],
    ["其中：主动公开规范性文件数", "条", "2"],
    ["1.政府公报公开政府信息数", "条", "0"],
    ["七、依申请公开信息收取的费用", "万元", "0.5"],
]
LAYOUTS: dict[str, Callable[[Rows], str]] = {
    "pipes": lambda rows: "\n".join(" | ".join(row) for row in rows),
    "markdown": lambda rows: "\n".join(f"| {' | '.join(row)} |" + ("\n| --- | --- |" if r == 0 else "") for r, row in enumerate(rows)),
    "a cell a line": lambda rows: "\n".join(cell for row in rows for cell in row),
    "a cell a line, CRLF": lambda rows: "\r\n\r\n".join(cell for row in rows for cell in row),
    "pipe and line end": lambda rows: "\n|||\n".join(" |\n".join(row) + " |" for row in rows),
    "tabs": lambda rows: "\n".join("\t".join(row) for row in rows),
    "blanks": lambda rows: "\n".join(" ".join(row) for row in rows),
    "wide gaps": lambda rows: "\n".join("    ".join(row) for row in rows),
    "one line": lambda rows: " ".join(cell for row in rows for cell in row),
    "one line of pipes": lambda rows: "|".join(cell for row in rows for cell in row),
}


def found(text: str) -> Document:
    document = from_text(text)
    check_offsets(document)
    assert all(table.flattened for table in document.tables)
    return document


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("prose", ["", "二、情况\n全年收到申请9件，均已答复。\n"])
def test_the_forms_in_every_layout(layout: str, prose: str) -> None:
    lay = LAYOUTS[layout]
    assert grid(found(prose + lay(DISCLOSURE) + "\n以上。")) == DISCLOSURE
    rows = grid(found(prose + lay(APPLICATIONS)))
    assert [row[2:] for row in rows] == [row[-7:] for row in APPLICATIONS]
    assert [list(dict.fromkeys(row[:2])) for row in rows] == [row[:-7] for row in APPLICATIONS]
    review = grid(found(lay(REVIEW)))
    assert review[0] == ["行政复议"] * 5 + ["行政诉讼"] * 10
    assert review[1][5:] == ["未经复议直接起诉"] * 5 + ["复议后起诉"] * 5
    assert review[2] == REVIEW[1][:5] * 3
    assert review[3] == REVIEW[3]
    assert grid(found(prose + lay(SHEET))) == SHEET


def test_the_three_tables_of_a_report_are_three() -> None:
    text = "\n".join(
        ("二、主动公开政府信息情况", LAYOUTS["blanks"](DISCLOSURE), "三、收到和处理政府信息公开申请情况", LAYOUTS["a cell a line"](APPLICATIONS),
         "四、政府信息公开行政复议、行政诉讼情况", LAYOUTS["pipes"](REVIEW), "五、存在的主要问题及改进情况")
    )  # fmt: skip
    document = found(text)
    assert [len(table.rows) for table in document.tables] == [10, 9, 4]
    assert "三、收到和处理" not in document.text[document.tables[0].start : document.tables[0].end]


@pytest.mark.parametrize("layout", ["pipes", "a cell a line", "blanks", "one line"])
def test_lost_cells_leave_short_rows_and_never_move_a_value_to_another_row(layout: str) -> None:
    for r in range(1, len(APPLICATIONS)):
        for c in range(len(APPLICATIONS[r])):
            damaged = [list(row) for row in APPLICATIONS]
            lost = damaged[r].pop(c)
            rows = grid(found(LAYOUTS[layout](damaged)))
            whole = {row[-8]: row[-7:] for row in rows if len(row) == 9}
            for row in APPLICATIONS[1:r] + APPLICATIONS[r + 1 :]:
                if not (lost == row[-8] or c < len(APPLICATIONS[r]) - 7):
                    assert whole[row[-8]] == row[-7:]
            if c >= len(APPLICATIONS[r]) - 7:
                assert APPLICATIONS[r][-8] not in whole


def test_explicit_blanks_are_empty_cells() -> None:
    document = found("信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数\n规章 | | / | 3\n| 行政规范性文件 | 1 | | |")
    assert grid(document)[1:] == [["规章", "", "/", "3"], ["行政规范性文件", "1", "", ""]]


def test_labels_beside_their_values() -> None:
    document = found(
        "一、本年新收政府信息公开申请数量 自然人14 商业企业5 科研机构0 社会公益组织1 法律服务机构0 其他0 总计20\n二、上年结转 2 0 0 0 0 0 2"
    )
    assert grid(document)[-2:] == [["一、本年新收政府信息公开申请数量", *"14 5 0 1 0 0 20".split()], ["二、上年结转", *"2000002"]]  # noqa: SIM905
    text = "行政复议 结果维持5 结果纠正1 其他结果0 尚未审结2 总计8\n未经复议直接起诉 结果维持1 结果纠正0 其他结果1 尚未审结0 总计2"
    assert grid(found(text))[-1] == [*"5102810102"]


def test_a_value_before_the_labels_of_the_others_stands_in_no_column() -> None:
    rows = grid(found("一、本年新收政府信息公开申请数量 6 自然人 3 商业企业 1\n二、上年结转 0 自然人 2 商业企业 1"))
    assert rows == [
        ["", "自然人", "商业企业"],
        ["一、本年新收政府信息公开申请数量", "3", "1"],
        ["", "自然人", "商业企业"],
        ["二、上年结转", "2", "1"],
    ]


def test_broken_damaged_and_traditional_labels() -> None:
    assert grid(found("信息内容\n本年新\n制作数量\n本年新\n公开数量\n规章\n0\n1"))[0] == [
        "信息内容",
        "本年新\n制作数量",
        "本年新\n公开数量",
    ]
    assert grid(found("规章 0 0 0\n行政规范牲文件 1 2 3\n行政许可 4"))[1] == ["行政规范牲文件", "1", "2", "3"]
    assert len(found("規章 | 0 | 0 | 0\n行政規範性文件 | 1 | 2 | 3").tables) == 1


def test_other_tables_between_bars_or_wide_gaps() -> None:
    text = (
        "各类如下：\n栏目　　　　数量　　　占比\n要闻　　　　146条　　35.4%\n公告　　　　121条　　29.4%\n合计　　　　267条　　100%\n以上。"
    )
    assert grid(found(text)) == [
        ["栏目", "数量", "占比"],
        ["要闻", "146条", "35.4%"],
        ["公告", "121条", "29.4%"],
        ["合计", "267条", "100%"],
    ]
    assert grid(found("渠道 | 数量\n网站 | 94条\n广播 | 39次\n短信 | —")) == [
        ["渠道", "数量"],
        ["网站", "94条"],
        ["广播", "39次"],
        ["短信", "—"],
    ]


@pytest.mark.parametrize(
    "text",
    [
        SIMPLIFIED,
        "收到申请3件，其中自然人2件，商业企业1件；予以公开2件，部分公开1件。",
        "（一）予以公开\n全年予以公开2件。\n（二）部分公开\n没有部分公开的情形。",
        "首页 | 政务公开 | 年报\n打印 | 关闭",
        "二 、 主 动 公 开 情 况\n1 . 网 上 公 开 1 8 6 条 。",
        "行政复议\n无。\n行政诉讼\n无。",
        "公开 12 条 ， 申请 3 件 。",
        "",
        "|",
    ],
)
def test_prose_is_no_table(text: str) -> None:
    assert from_text(text).tables == []


def test_known_tables_are_not_found_again() -> None:
    text = LAYOUTS["pipes"](SHEET)
    assert find_tables(text, [(0, len(text))]) == []
    assert len(find_tables(f"{text}\n{LAYOUTS['pipes'](DISCLOSURE)}", [(0, len(text))])) == 1


@pytest.mark.parametrize(
    "unit",
    [
        "0 ",
        "规章 ",
        "| ",
        "（",
        "自然人 0 ",
        "1.\n",
        "甲\n",
        "a|b\n",
        "本年 ",
        "　",
        "本年新\n",
        "统计数|1\n",
        LAYOUTS["pipes"](APPLICATIONS),
    ],
)
def test_the_cost_is_linear(unit: str) -> None:
    def cost(length: int) -> float:
        text = (unit * (length // len(unit) + 1))[:length]
        times = []
        for _ in range(2):
            before = time.process_time()
            find_tables(text)
            times.append(time.process_time() - before)
        return min(times)

    assert cost(32_000) < 12 * max(cost(8_000), 0.005)


# fmt: off
TOKENS = st.sampled_from([
    "|", " ", "\n", "\t", "　　", "\r\n", "0", "12", "/", "规章", "自然人", "总计", "其他", "结果维持", "行政复议", "统计数", "条", "1.", "（一）",
    "予以公开", "一、本年新收政府信息公开申请数量", "三、本年度办理结果", "甲", "。", "主动公开政府信息数", "法人或其他组织", "信息内容",
    "第二十条第（一）项", "😀", "\x00",
])
# fmt: on


@settings(max_examples=400)
@given(st.lists(TOKENS, max_size=80).map("".join))
def test_any_text_keeps_its_offsets(text: str) -> None:
    check_offsets(from_text(text))


@settings(max_examples=100)
@given(st.sampled_from([DISCLOSURE, APPLICATIONS, REVIEW, SHEET]), st.sampled_from(sorted(LAYOUTS)), st.data())
def test_a_damaged_form_keeps_its_offsets(form: Rows, layout: str, data: st.DataObject) -> None:
    text = LAYOUTS[layout](form)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=6)))
    damaged = "".join(text[a:b] for a, b in zip([0, *cuts[1::2]], [*cuts[::2], len(text)], strict=False))
    check_offsets(from_text(damaged))


def test_more_cells_than_a_document_may_have_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "自然人 0 商业企业 1 总计 1\n" * 50
    assert from_text(text).tables
    monkeypatch.setattr(blocks, "MAX_POSITIONS", 100)
    for flattened in (text, LAYOUTS["pipes"](APPLICATIONS * 3), "甲 | 1 | 2\n乙 | 3 | 4\n" * 20):
        with pytest.raises(LimitError, match="more than"):
            from_text(flattened)


def test_no_flattened_table_reaches_into_one_that_is_known() -> None:
    """A label that goes on in the next line, which is the first of a page's own table."""
    head = "申请人情况\n0\n0\n三、本年度办理结果（五）不予处理5.要求行政机关确认或重新出具已获取信息4300108\n"
    known = (
        "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） | 自然人 | 总计\n一、本年新收政府信息公开申请数量 | 3 | 3\n"
    )
    start, end = len(head), len(head) + len(known)
    assert all(table.end <= start or table.start >= end for table in find_tables(head + known, [(start, end)]))
    glued = "一、本年新收政府信息公开申请数量31\n（一）予以公开41\n四、结转下年度继续办理10\n"
    assert find_tables(glued) and not find_tables(glued, [(0, len(glued))])
