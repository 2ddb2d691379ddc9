"""Forms with one cell a line and a bar behind each: which bars alone on a line are empty cells, and which fill a row."""

from __future__ import annotations

from giar_ner.reading import from_text
from giar_ner.records import read_tables, table_records

COLUMNS = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
HEAD = (
    ["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "申请人情况"],
    ["自然人", "法人或其他组织", "总计"],
    COLUMNS[1:-1],
)
RECEIVED, CARRIED, GRANTED = "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "（一）予以公开"
Cells = list[tuple[str, str | None, float]]


def barred(*rows: list[str], width: int = 10) -> str:
    """Each cell on its line with a bar behind it; a short row ends in as many bars as it lacks."""
    lines = []
    for row in rows:
        lines += [f"{cell} |" if cell else "|" for cell in row]
        lines += ["|" * (width - len(row))] if len(row) < width else []
    return "\n".join(lines) + "\n"


def cells(text: str) -> tuple[Cells, list[str]]:
    document = from_text(text)
    reading = read_tables(document.tables)
    found = [(r.metric, r.dimensions.get("applicant"), r.value) for r in table_records(document.text, reading, [])]
    return found, reading.warnings


def test_empty_cells_keep_the_others_in_their_columns() -> None:
    found, _ = cells(
        barred(
            *HEAD,
            [RECEIVED, "4", "", "1", "", "", "", "5"],
            [CARRIED, *[""] * 6, "0"],
            ["三、本年度办理结果", GRANTED, "", "3", "", "", "", "", "3"],
        )
    )
    assert found == [
        ("applications.received", "natural_person", 4),
        ("applications.received", "research_institution", 1),
        ("applications.received", "total", 5),
        ("applications.carried_in", "total", 0),
        ("applications.outcome.granted", "commercial_enterprise", 3),
        ("applications.outcome.granted", "total", 3),
    ]


def test_one_bar_that_fills_a_row_is_no_cell() -> None:
    rows = [RECEIVED, *"4010005"], ["三、本年度办理结果", GRANTED, *"4010005"]
    found, _ = cells(barred(*HEAD, *rows, width=9))  # the first row ends in a bar of its own
    assert [value for *_, value in found] == [4, 0, 1, 0, 0, 0, 5] * 2


def test_bars_that_stand_between_label_and_values_leave_the_rows_out() -> None:
    shifted = [RECEIVED, "", "", "4", "", "1", "", "", "", "5"]
    found, warnings = cells(barred(*HEAD, shifted, [CARRIED, "", "", *"0000000"]))
    assert {metric for metric, *_ in found} <= {"applications.carried_in"}
    assert any("本年新收" in warning for warning in warnings)


def test_bars_between_the_lines_of_a_form_are_no_cells() -> None:
    rows = [*HEAD, [RECEIVED, *"4010005"], [CARRIED, *"0000000"]]
    found, _ = cells("\n|\n".join(cell for row in rows for cell in row))
    assert [value for *_, value in found] == [4, 0, 1, 0, 0, 0, 5, *[0] * 7]


def test_section_two_and_section_four() -> None:
    results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    two = barred(
        ["第二十条第（一）项"],
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", "", "", "2"],
        ["行政规范性文件", "3", "0", "10"],
        width=4,
    )
    four = barred(
        ["行政复议", "行政诉讼"],
        [*results, "未经复议直接起诉", "复议后起诉"],
        [*results, *results],
        ["", "", "", "", "0", "1", "", "", "", "1", "", "", "", "", "0"],
        width=15,
    )
    assert cells(two)[0] == [
        ("rules.in_force", None, 2),
        ("normative_documents.issued", None, 3),
        ("normative_documents.repealed", None, 0),
        ("normative_documents.in_force", None, 10),
    ]
    assert cells(four)[0] == [
        ("review.total", None, 0),
        ("litigation.direct.upheld", None, 1),
        ("litigation.direct.total", None, 1),
        ("litigation.after_review.total", None, 0),
    ]


def test_labels_of_columns_that_stand_in_two_rows() -> None:
    found, _ = cells(
        "\n".join(
            " | ".join(row) + " |"
            for row in (
                HEAD[0],
                HEAD[1],
                ["商业", "科研", *COLUMNS[3:-1]],
                ["企业", "机构"],
                [RECEIVED, *"4010005"],
                [CARRIED, "", "1", *[""] * 4, "1"],
            )
        )
    )
    assert [value for *_, value in found] == [4, 0, 1, 0, 0, 0, 5, 1, 1]
    assert found[-2] == ("applications.carried_in", "commercial_enterprise", 1)


def test_a_stroke_on_a_line_of_its_own_is_a_cell() -> None:
    found, warnings = cells(barred(*HEAD, [RECEIVED, "4", "-", "1", "-", "-", "-", "5"], [CARRIED, *"0000000"]))
    assert [(applicant, value) for _, applicant, value in found][:3] == [("natural_person", 4), ("research_institution", 1), ("total", 5)]
    assert not any("无法确定" in warning for warning in warnings)
