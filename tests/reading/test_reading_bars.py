"""Forms between bars: where the place of a cell decides, spare columns, and labels that are doubled, damaged or numbered in another way."""

from __future__ import annotations

import pytest
from grids import check_offsets, grid

from giar_ner.reading import Document, from_text

COLUMNS = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
HEAD = [
    ["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "", "", "申请人情况", *[""] * 6],
    ["", "", "", "自然人", "法人或其他组织", "", "", "", "", "总计"],
    ["", "", "", "", *COLUMNS[1:-1], ""],
]
BODY = [
    ["一、本年新收政府信息公开申请数量", "", "", *"3120006"],
    ["二、上年结转政府信息公开申请数量", "", "", "1", "", *"00001"],
    ["三、本年度办理结果", "（一）予以公开", "", *"1000001"],
    ["", "（三）不予公开", "1.属于国家秘密", *"0010001"],
    ["", "", "2.其他法律行政法规禁止公开", *"0000000"],
    ["", "（七）总计", "", *"1010002"],
    ["四、结转下年度继续办理", "", "", *"3110005"],
]


def pipes(rows: list[list[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def found(text: str) -> Document:
    document = from_text(text)
    check_offsets(document)
    return document


def test_blanks_that_merged_cells_left_keep_each_value_in_its_column() -> None:
    rows = grid(found(pipes([*HEAD, *BODY])))
    assert rows[3:] == BODY
    assert rows[1][4:] == ["法人或其他组织"] * 5 + ["总计"]
    assert rows[2][4:] == [*COLUMNS[1:-1], ""]  # 其他 does not reach under 总计


def test_a_row_that_lost_a_cell_is_short() -> None:
    lost = [list(row) for row in BODY]
    lost[3].pop(5)
    rows = grid(found(pipes([*HEAD, *lost])))
    assert rows[6] == lost[3]
    lost[0].pop(5)  # its blanks among the labels must not pass for the lost value
    assert grid(found(pipes([*HEAD, *lost])))[3] == [lost[0][0]] * 3 + lost[0][3:]
    lost[0] = list(BODY[0])
    assert rows[3:6] + rows[7:] == lost[:3] + lost[4:]


def test_section_four_with_blanks() -> None:
    results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    head = [
        ["行政复议", *[""] * 4, "行政诉讼", *[""] * 9],
        [*results, "未经复议直接起诉", *[""] * 4, "复议后起诉", *[""] * 4],
        [*[""] * 5, *results, *results],
    ]
    rows = grid(found(pipes([*head, [str(n) for n in range(15)]])))
    assert rows[0] == ["行政复议"] * 5 + ["行政诉讼"] * 10
    assert rows[1] == [*results, *["未经复议直接起诉"] * 5, *["复议后起诉"] * 5]
    assert rows[3] == [str(n) for n in range(15)]


def test_an_empty_cell_in_the_same_place_of_every_row_is_a_spare_column() -> None:
    labels = [
        ["一、本年新收政府信息公开申请数量"],
        ["三、本年度办理结果", "（一）予以公开"],
        ["（二）部分公开"],
        ["四、结转下年度继续办理"],
    ]
    text = pipes([["项目", "", *COLUMNS], *([*label, "", *"1200003"] for label in labels)])
    assert [row[-7:] for row in grid(found(text))] == [COLUMNS, *[list("1200003")] * 4]
    sheet = pipes(
        [["统计指标", "", "单位", "统计数"], ["（一）主动公开政府信息数", "", "条", "8"], ["1.政府公报公开政府信息数", "", "条", "0"]]
    )
    assert [cell for cell in grid(found(sheet))[1] if cell] == ["（一）主动公开政府信息数", "条", "8"]


def test_an_empty_first_column_is_no_spare_one() -> None:
    rows = [["项目", *COLUMNS], *([label, "", *"200002"] for label in ("一、本年新收政府信息公开申请数量", "四、结转下年度继续办理"))]
    assert grid(found(pipes(rows))) == rows


def test_a_number_that_is_broken_over_lines_is_one_cell() -> None:
    text = "| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n| 规章 | 1\n4 | 0 | 17 |\n| 行政规范性文件 | 2 | 1 | 5 |"
    assert grid(found(text))[1] == ["规章", "1\n4", "0", "17"]


@pytest.mark.parametrize(
    "label",
    [
        "一、本年新收的政府信息公开申请数量",
        "1.本年新收政府信息公开申请数量",
        "一 本年新收政府信息公开申请数量",
        "1，本年新收政府信息公开申请数量",
        "㈠本年新收政府信息公开申请数量",
        "一、本午新收政府信息公幵申请数量",
        "本年新收政府信息公开申请数量",
    ],
)
def test_a_label_of_a_copy_is_still_one(label: str) -> None:
    lines = [*COLUMNS, label, *"3120006", "二、上年结转政府信息公开申请数量", *"1000001"]
    assert grid(found("\n".join(lines)))[-2:] == [[label, *"3120006"], ["二、上年结转政府信息公开申请数量", *"1000001"]]


def test_headers_that_are_doubled_cut_or_damaged_stand_in_their_columns() -> None:
    heads = ["自然人自然人", "商业企", "科研枫构", "社会公益组织社会公益组织", "法律服务机", "其他其他", "总计总计"]
    document = found("\n".join([*heads, "一、本年新收政府信息公开申请数量", *"3120006", "二、上年结转政府信息公开申请数量", *"1000001"]))
    assert grid(document)[0][-7:] == heads


def test_a_row_that_lost_its_number_follows_a_whole_row() -> None:
    lines = [*COLUMNS, "1.申请人无正当理由逾期不补正", *"1000001", "其他", *"0200002", "总计", *"1200003"]
    assert grid(found("\n".join(lines)))[-2:] == [["其他", *"0200002"], ["总计", *"1200003"]]


@pytest.mark.parametrize(
    "text",
    [
        "（一）主动公开的情况\n今年公开政府信息12条。\n（二）依申请公开的情况\n收到申请3件。",
        "行政许可事项\n我局有行政许可 3 项\n行政处罚 2 件",
        "信息公幵申请\n不予公幵\n部分公幵\n予以公幵",
    ],
)
def test_damaged_words_alone_make_no_table(text: str) -> None:
    assert from_text(text).tables == []
