"""Layouts of the forms that pages have and no generator made: bars that fill a row, signs in words, heads in other words, numbered rows."""

from __future__ import annotations

import pytest

from giar_ner import Extractor
from giar_ner.reading import from_text
from giar_ner.reading import read as read_bytes
from giar_ner.records import read_tables, table_records

HEADS = ["自然人", "法人或其他组织", "总计", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
RECEIVED = "一、本年新收政府信息公开申请数量"
VALUES = [6, 1, 0, 2, 0, 0, 9]


def read(lines: list[str]) -> tuple[dict[tuple[str, str | None], float], list[str]]:
    """The cells of a report with these lines, by metric and applicant, and the warnings but that about rows of the form that are not there."""
    document = from_text("\n".join(["云陂市水务局2022年政府信息公开工作年度报告", *lines, ""]))
    reading = read_tables(document.tables)
    cells = {(r.metric, r.dimensions.get("applicant")): r.value for r in table_records(document.text, reading, [])}
    return cells, [w for w in reading.warnings if "缺少" not in w]


def section_three(heads: list[str], *rows: str) -> list[str]:
    return ["三、收到和处理政府信息公开申请情况", "申请人情况", *heads, *rows]


def received(cells: dict[tuple[str, str | None], float]) -> list[float]:
    return [value for (metric, _), value in cells.items() if metric == "applications.received"]


def test_bars_behind_the_last_value_fill_the_row() -> None:
    rows = [line for label, last in ((RECEIVED, 9), ("二、上年结转政府信息公开申请数量", 9)) for line in
            (f"{label} |", *(f"{v} |" for v in VALUES[:-1]), f"{last} | ||")]  # fmt: skip
    heads = [f"{head} |" for head in HEADS[:-1]] + ["其他 | |||||"]
    cells, warnings = read(section_three(heads, *rows))
    assert received(cells) == VALUES and len(cells) == 14 and not warnings
    cells, _ = read(["二、主动公开政府信息情况", "信息内容 |", "上一年项目数量 |", "本年增/减 | ||", "行政事业性收费 |", "4 |", "-2 | ||"])
    assert cells == {("charges.items_previous", None): 4, ("charges.items_delta", None): -2}


def test_bars_behind_a_row_whose_heads_are_packed_to_the_left() -> None:
    heads = ["自然人 | 法人或其他组织 | 总计 | |||||||", "商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | |||||"]
    row = f"{RECEIVED} |  |  |  |  |  |  | 4 | ||"
    cells, _ = read(
        [
            "三、收到和处理政府信息公开申请情况",
            "项目 | 申请人情况 | ||||||||",
            *heads,
            row,
            row.replace(RECEIVED, "二、上年结转政府信息公开申请数量"),
        ]
    )
    assert cells == {("applications.received", "total"): 4, ("applications.carried_in", "total"): 4}


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("增10", 10),
        ("减2", -2),
        ("增加10件", 10),
        ("减少2", -2),
        ("新增3", 3),
        ("−2", -2),
        ("—2", -2),
        ("↑10", 10),
        ("↓2", -2),
        ("增：10", 10),
    ],
)
def test_a_change_in_words(cell: str, value: float) -> None:
    lines = ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量", "行政许可", "8", cell, "18"]
    cells, warnings = read(["二、主动公开政府信息情况", *lines])
    assert list(cells.values()) == [8, value, 18] and not warnings


def test_two_numbers_in_a_cell_leave_out_that_cell_alone() -> None:
    lines = ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量", "行政许可", "8", "10/0", "18"]
    cells, warnings = read(["二、主动公开政府信息情况", *lines])
    assert list(cells.values()) == [8, 18] and "10/0" in warnings[0]


def test_heads_in_other_words_between_their_neighbours() -> None:
    rows = [RECEIVED, *map(str, VALUES)]
    cells, warnings = read(section_three([*HEADS[:2], "合计", *HEADS[3:]], *rows))
    assert received(cells) == VALUES and not warnings
    for own, official in (("科研企业", "科研机构"), ("律师事务所", "法律服务机构")):
        cells, warnings = read(section_three([own if head == official else head for head in HEADS], *rows))
        assert received(cells) == VALUES and own in warnings[0], "read, and a person is asked to look"
    strange = [{"科研机构": "甲类", "社会公益组织": "乙类"}.get(head, head) for head in HEADS]
    cells, warnings = read(section_three(strange, *rows))
    assert not received(cells) and warnings, "of two strange heads nobody can say which is which"


def test_numbered_rows_of_a_sheet() -> None:
    rows = [
        ("一、主动公开情况", "——", "——"),
        ("（一）主动公开政府信息数", "条", "1158"),
        ("其中：主动公开规范性文件数", "条", "2"),
        ("制发规范性文件总数", "件", "4"),
    ]
    numbered = [cell for n, row in enumerate(rows, 1) for cell in (str(n), *row)]
    cells, warnings = read(["政府信息公开情况统计表", "序号", "统计指标", "单位", "统计数", *numbered])
    assert [*cells.values()] == [1158, 2, 4] and not warnings


def test_heads_of_section_four_set_downwards() -> None:
    results = [
        "结 结 其 尚",
        "果 果 他 未",
        "总计 果 果 他 未 总",
        "维 纠 结 审",
        "维 纠 结 审 计",
        "持 正 果 结",
        "持 正 果 结 持 正 果 结",
    ]
    head = ["四、政府信息公开行政复议、行政诉讼情况", "行政复议 行政诉讼", "未经复议直接起诉 复议后起诉", *results]
    cells, _ = read([*head, "1 0 2 0 3 0 1 0 0 1 4 0 0 1 5"])
    assert [*cells.values()] == [1, 0, 2, 0, 3, 0, 1, 0, 0, 1, 4, 0, 0, 1, 5]
    cells, warnings = read([*head, "1 0 2 0 4 0 1 0 0 1 4 0 0 1 5"])
    assert not cells and warnings, "nothing but the sums vouches for the places"


def test_the_number_of_a_page_is_no_cell() -> None:
    rows = [RECEIVED, *map(str, VALUES[:3]), "- 8 -", *map(str, VALUES[3:])]
    cells, warnings = read(section_three(HEADS, *rows))
    assert received(cells) == VALUES and not warnings


def disclosure(*rows: str) -> list[str]:
    return ["二、主动公开政府信息情况", *rows]


ONE_BY_ONE = ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")
BARRED = " | ".join(ONE_BY_ONE) + " |"


@pytest.mark.parametrize(
    "rows",
    [
        [BARRED, "规章 | 1 件 | 2 件 | 3 件 |", "行政规范性文件 | 0 件 | 1 件 | 5 件 |"],
        [" ".join(ONE_BY_ONE), "规章 1 件 2 件 3 件", "行政规范性文件 0 件 1 件 5 件"],
        [*ONE_BY_ONE, "规章", "1 件", "2 件", "3 件", "行政规范性文件", "0 件", "1 件", "5 件"],
        [f"{head} |" for head in ONE_BY_ONE] + ["规章 |", "1 |", "? 2 |", "3 |", "行政规范性文件 |", "0 |", "? 1 |", "5 |"],
        [BARRED, "规章 | 1； | 2； | 3。 |", "行政规范性文件 | 0 | 1 | 5 |"],
        [BARRED, "规章 | 1 | 2 | 3 |", "5/9", "行政规范性文件 | 0 | 1 | 5 |"],
    ],
)
def test_measure_words_apart_spoilt_blanks_stops_and_page_numbers(rows: list[str]) -> None:
    cells, warnings = read(disclosure(*rows))
    assert [*cells.values()] == [1, 2, 3, 0, 1, 5] and not warnings


@pytest.mark.parametrize("cell", ["暂无", "没有", "不详", "未制发", "无此项", "N/A", "null", "…", "约3"])
def test_words_instead_of_a_number_cost_their_own_cell_alone(cell: str) -> None:
    cells, _ = read(disclosure(*ONE_BY_ONE, "规章", "1", "2", "3", "行政规范性文件", cell, "4", "5"))
    assert [*cells.values()] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(("cell", "value"), [("3（件）", 3), ("0（无）", 0), ("3部", 3), ("31批次", 31), ("零", 0)])
def test_numbers_with_a_remark(cell: str, value: float) -> None:
    cells, _ = read(disclosure(*ONE_BY_ONE, "行政规范性文件", cell, "4", "5"))
    assert [*cells.values()] == [value, 4, 5]


def test_a_blank_in_markup_between_bars() -> None:
    cells, _ = read(disclosure(BARRED, "规章 | 1 | 2 | 3 |", "行政规范性文件 | 4 | &nbsp; | 6 |"))
    assert [*cells.values()] == [1, 2, 3, 4, 6]


def test_no_change_in_words() -> None:
    cells, _ = read(disclosure("信息内容", "上一年项目数量", "本年增/减", "处理决定数量", "行政许可", "11", "未增未减", "13"))
    assert [*cells.values()] == [11, 0, 13]


def test_the_beginning_of_the_one_label_that_is_left() -> None:
    cells, _ = read(disclosure("信息内容 | 本年新制作数量 | 本年新 | 对外公开 |", "规章 | 11 | 12 | 13 |", "规范性文件 | 14 | 15 | 16 |"))
    assert [*cells.values()] == [11, 12, 13, 14, 15, 16] and ("rules.published", None) in cells


def test_rows_that_lost_their_columns_are_told_of_once() -> None:
    cells, warnings = read(section_three(HEADS, RECEIVED, "3", "3", "二、上年结转政府信息公开申请数量", "0", "0"))
    assert not cells and len(warnings) == 1 and warnings[0].count("“") == 2


def test_a_sentence_in_a_cell_stays_prose() -> None:
    page = (
        "<meta charset=utf-8><h1>云陂市水务局2022年政府信息公开工作年度报告</h1><p>二、主动公开政府信息情况</p><table><tr><td>信息内容</td>"
        "<td>本年处理决定数量</td></tr><tr><td>行政处罚</td><td>11</td></tr><tr><td>行政强制</td><td>12</td></tr>"
        "<tr><td colspan=2>注：下属单位全年办理行政许可31件，举办培训3次。</td></tr></table>"
    )
    document = read_bytes(page.encode())
    reading = read_tables(document.tables)
    hidden = "".join(document.text[a:b] for a, b in reading.excluded)
    assert len(reading.figures) == 2 and "行政强制" in hidden and "31件" not in hidden


def test_a_large_amount_without_a_unit_is_asked_about() -> None:
    head = ["第二十条第（九）项", "信息内容 | 采购项目数量 | 采购总金额"]
    cells, warnings = read(disclosure(*head, "政府集中采购 | 3 | 375784.04"))
    assert cells["procurement.amount", None] == 3_757_840_400 and "是否以元为单位" in warnings[0]
    assert read(disclosure(*head, "政府集中采购 | 3 | 149.6739")) == (
        {("procurement.projects", None): 3, ("procurement.amount", None): 1_496_739},
        [],
    )
    cells, warnings = read(disclosure(*head, "政府集中采购 | 3 | 375784.04元"))
    assert cells["procurement.amount", None] == 375_784.04 and not warnings


def test_values_that_happen_to_run_are_no_numbers_of_rows() -> None:
    labels = [
        "（一）主动公开政府信息数",
        "其中：主动公开规范性文件数",
        "制发规范性文件总数",
        "1.政府公报公开政府信息数",
        "2.政府网站公开政府信息数",
    ]
    rows = [cell for value, label in enumerate(labels, 1) for cell in (label, "条", str(value))]
    cells, _ = read(["政府信息公开情况统计表", "统计指标", "单位", "统计数", *rows])
    assert [*cells.values()] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("cell", ["3/5", "10/12", "10/0"])
def test_two_numbers_in_a_cell_are_no_page(cell: str) -> None:
    cells, _ = read(disclosure("信息内容", "上一年项目数量", "本年增/减", "处理决定数量", "行政许可", "8", cell, "18"))
    assert [*cells.values()] == [8, 18]


def test_digits_without_end_in_a_sheet() -> None:
    rows = [cell for label in ("（一）主动公开政府信息数", "制发规范性文件总数") for cell in ("1", label, "条", "9" * 5000)]
    read(["政府信息公开情况统计表", "统计指标", "单位", "统计数", *rows])


def test_a_label_with_a_stop_in_a_row_stays_hidden_from_the_tagger() -> None:
    document = from_text(
        "统计指标 | 单位 | 统计数\n（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条。） | 条 | 7\n制发规范性文件总数 | 件 | 3\n"
    )
    reading = read_tables(document.tables)
    (table,) = document.tables
    assert len(reading.figures) == 2 and any(a <= table.start and table.end <= b for a, b in reading.excluded)


CARRIED = "二、上年结转政府信息公开申请数量"


def one_a_line(label: str, values: list[int]) -> list[str]:
    return [label, *map(str, values)]


def test_a_bar_alone_parts_the_cells_and_a_second_one_is_an_empty_cell() -> None:
    heads = [line for head in HEADS for line in (head, "|")]
    rows = [line for label in (RECEIVED, CARRIED) for line in (label, "|", "5", *["|"] * 6, "5", "|")]
    cells, warnings = read(section_three(heads, *rows))
    assert cells == {
        (metric, applicant): 5
        for metric in ("applications.received", "applications.carried_in")
        for applicant in ("natural_person", "total")
    }
    assert not warnings


def test_one_number_over_the_whole_row_is_no_column_s() -> None:
    heads = ["自然人 | 法人或其他组织 | 总计 | |||||||", "商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | |||||"]
    cells, warnings = read(
        [
            "三、收到和处理政府信息公开申请情况",
            "项目 | 申请人情况 | ||||||||",
            *heads,
            f"{RECEIVED} | 5 | ||||||||",
            f"{CARRIED} | 2 | ||||||||",
        ]
    )
    assert not cells and "又无总计" in warnings[0]


def test_an_empty_cell_merged_over_columns_leaves_the_total_its_place() -> None:
    heads = "".join(f"<td>{head}</td>" for head in [*HEADS[:1], *HEADS[3:], "总计"])
    rows = "".join(f"<tr><td>{label}</td><td colspan=6></td><td>{total}</td></tr>" for label, total in ((RECEIVED, 5), (CARRIED, 2)))
    page = f"<table><tr><td>申请人情况</td>{heads}</tr>{rows}</table>"
    document = read_bytes(page.encode())
    records = table_records(document.text, read_tables(document.tables), [])
    assert {(r.metric, r.dimensions["applicant"], r.value) for r in records} == {
        ("applications.received", "total", 5),
        ("applications.carried_in", "total", 2),
    }


@pytest.mark.parametrize("page", ["3", "3 / 7", "3/7", "- 3 -"])
@pytest.mark.parametrize("mark", ["\n", " | "])
def test_the_number_of_a_page_between_two_rows_is_no_value(page: str, mark: str) -> None:
    rows = [mark.join(one_a_line(label, VALUES)) for label in (RECEIVED, CARRIED, "（一）予以公开")]
    cells, _ = read(section_three(HEADS, rows[0], page, *rows[1:]))
    assert received(cells) == VALUES and len(cells) == 21


def test_a_number_behind_a_row_that_fits_another_way_as_well_leaves_the_row_out() -> None:
    values = [0, 0, 0, 0, 0, 3, 3]
    cells, warnings = read(section_three(HEADS, *one_a_line(RECEIVED, [*values, 6]), *one_a_line(CARRIED, VALUES)))
    assert not received(cells) and len(cells) == 7 and RECEIVED in warnings[0]


def test_the_next_title_behind_the_last_value() -> None:
    charges = ["信息内容", "本年收费金额（单位：万元）", "行政事业性收费", "32三、收到和处理政府信息公开申请情况"]
    carried = [*one_a_line(CARRIED, VALUES[:-1]), "9四、政府信息公开行政复议、行政诉讼情况"]
    cells, warnings = read(["二、主动公开政府信息情况", *charges, *HEADS, *one_a_line(RECEIVED, VALUES), *carried])
    assert cells.pop(("charges.amount", None)) == 320000
    assert len(cells) == 14 and not warnings


def test_rows_whose_label_and_numbers_ran_together_are_no_prose() -> None:
    lines = [f"{RECEIVED}3100004", "三、本年度办理结果（一）予以公开2000002", "（三）不予公开1.属于国家秘密0000000", "（七）总计3100004"]
    text = "\n".join(["云陂市水务局2022年政府信息公开工作年度报告", "三、收到和处理政府信息公开申请情况", *lines, "五、问题", "还要努力。"])
    report = Extractor(threads=1, parts="lexical").extract(text)
    assert not report.records
    assert any("没有可辨认的表头" in warning and RECEIVED in warning for warning in report.warnings)


def test_a_label_and_its_number_alone_are_no_table() -> None:
    assert not from_text("云陂市水务局2022年政府信息公开工作年度报告\n行政许可124\n公开了很多信息。").tables


@pytest.mark.parametrize("separator", [" | ", " ", "\n"])
def test_a_row_of_no_form_with_a_long_gloss_is_told_of(separator: str) -> None:
    gloss = "其他主动公开文件（含以本单位名义签发的、规范性文件以外的文件，可与本单位网站“其他文件”一栏的数据相对照，不含内部文件）"
    rows = [
        ["信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"],
        ["规章", "0", "0", "0"],
        ["规范性文件", "4", "3", "17"],
        [gloss, "86", "85", "255"],
    ]
    cells, warnings = read(["二、主动公开政府信息情况", *(separator.join(row) for row in rows)])
    assert sorted(cells.values()) == [0, 0, 0, 3, 4, 17]
    assert any("3个数未采用" in warning for warning in warnings)


def test_the_last_head_in_other_words() -> None:
    heads = ["信息内容", "本年制发件数", "本年废止件数"]
    rows = ["规章", "11", "12", "13", "行政规范性文件", "14", "15", "16"]
    cells, warnings = read(["二、主动公开政府信息情况", *heads, "现行有效数量", *rows])
    assert list(cells.values()) == [11, 12, 13, 14, 15, 16] and not warnings
    cells, warnings = read(["二、主动公开政府信息情况", *heads, "有效文件数", *rows])
    assert list(cells.values()) == [11, 12, 14, 15] and "有效文件数" in warnings[0]


@pytest.mark.parametrize("behind", ["2022 年，我局的工作还有不足。", "12 月，又有改进。", "3 、继续努力。", "1 名工作人员在岗。"])
def test_a_number_that_begins_the_sentence_behind_section_four_is_none_of_its_values(behind: str) -> None:
    results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    values = [1, 2, 0, 1, 4, 3, 0, 0, 2, 5, 0, 1, 0, 0, 1]
    lines = ["行政复议", "行政诉讼", *results, "未经复议直接起诉", "复议后起诉", *results, *results, *map(str, values)]
    cells, _ = read(["四、政府信息公开行政复议、行政诉讼情况", *lines, "五、存在的主要问题及改进情况", behind])
    assert list(cells.values()) == values


def test_a_year_with_wide_blanks_heads_one_column() -> None:
    rows = ["指标名称 | 计量单位 | 2009  年度 | 历年累计", "主动公开信息数 | 条 | 41 | 97", "申请总数 | 件 | 12 | 22"]
    document = from_text("\n".join(["云陂市水务局2009年政府信息公开工作年度报告", *rows, ""]))
    records = table_records(document.text, read_tables(document.tables), [])
    assert [(r.metric, r.value, r.period) for r in records][:2] == [("disclosure.total", 41, None), ("disclosure.total", 97, "cumulative")]


def test_a_title_behind_the_last_values_does_not_make_them_a_sentence() -> None:
    results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    values = [1, 2, 0, 1, 4, 3, 0, 0, 2, 5, 0, 1, 0, 0, 1]
    heads = ["行政复议", "行政诉讼", *results, "未经复议直接起诉", "复议后起诉", *results, *results]
    row = " ".join(map(str, values)) + " 五、存在的主要问题及改进情况 2022年，我局还有不足。"
    cells, warnings = read(["四、政府信息公开行政复议、行政诉讼情况", *heads, row])
    assert list(cells.values()) == values and not warnings


def test_values_before_a_note() -> None:
    heads = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]
    cells, _ = read(["二、主动公开政府信息情况", *heads, "规章", "0 0 1", "行政规范性文件", "2 1 8 注：含以前年度，均已公开。"])
    assert list(cells.values()) == [0, 0, 1, 2, 1, 8]


def test_a_row_of_value_stroke_value_below_its_label_is_no_page_number() -> None:
    heads = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]
    cells, _ = read(["二、主动公开政府信息情况", *heads, "规章", "3 / 5", "行政规范性文件", "2 / 8", "第二十条第（五）项"])
    assert list(cells.values()) == [3, 5, 2, 8]
