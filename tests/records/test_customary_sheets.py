"""The sheets of 2008 to 2013, which no order prescribed: their common labels are read, in a page and in a text, and the rest is named."""

from __future__ import annotations

import pytest

from giar_ner.reading import Document, from_text, read
from giar_ner.records.tables import read_tables, table_records

ROWS = [
    ["指 标 名 称", "单位", "本年度", "历年累计"],
    ["主动公开信息数", "条", "73", "210"],
    ["其中：全文电子化的主动公开信息数", "条", "70", "200"],
    ["新增的行政规范性文件数", "条", "2", "6"],
    ["申请总数", "条", "5", "9"],
    ["其中：1.当面申请数", "条", "2", "3"],
    ["3.电子邮件申请数", "条", "1", "1"],
    ["对申请的答复总数", "条", "5", "9"],
    ["3.否决公开答复总数", "条", "1", "1"],
    ["行政申诉数", "件", "0", "0"],
]
THIS_YEAR = {
    "disclosure.total": 73,
    "normative_documents.issued": 2,
    "applications.received": 5,
    "applications.channel.in_person": 2,
    "applications.channel.email": 1,
    "applications.replied": 5,
    "applications.outcome.refused": 1,
    "appeals.total": 0,
}


def told(document: Document, period: str | None = None) -> tuple[dict[str, float], list[str]]:
    reading = read_tables(document.tables)
    return {r.metric: r.value for r in table_records(document.text, reading, []) if r.period == period}, reading.warnings


def test_the_column_of_the_year_counts_not_that_of_all_years() -> None:
    page = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    found, warnings = told(read(f"<p>附表</p><table>{page}</table>".encode()))
    assert found == THIS_YEAR
    assert any("全文电子化" in warning for warning in warnings)
    assert not any("缺少" in warning for warning in warnings)
    all_years, _ = told(read(f"<p>附表</p><table>{page}</table>".encode()), "cumulative")
    assert all_years == {"disclosure.total": 210, "normative_documents.issued": 6, "applications.received": 9} | {
        "applications.channel.in_person": 3, "applications.channel.email": 1, "applications.replied": 9,
        "applications.outcome.refused": 1, "appeals.total": 0,
    }  # fmt: skip


@pytest.mark.parametrize(
    "head",
    [["指标名称", "计量单位", "2011年度", "历年累计"], ["指标", "单位", "2011 年", "累计"], ["指标名称", "单位", "本年累计", "本期实际"]],
)
def test_the_column_of_the_year_may_name_it(head: list[str]) -> None:
    page = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in [head, *ROWS[1:]])
    assert told(read(f"<p>附表</p><table>{page}</table>".encode()))[0] == THIS_YEAR


@pytest.mark.parametrize("head", [["指标", "单位", "当年", "历年累计"], ["指标", "单位", "本年", "历年累计"]])
def test_the_column_of_all_years_is_never_that_of_the_year(head: list[str]) -> None:
    page = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in [head, *ROWS[1:]])
    assert told(read(f"<p>附表</p><table>{page}</table>".encode()))[0] in ({}, THIS_YEAR)


def test_a_number_of_all_years_alone_is_one() -> None:
    rows = [ROWS[0], *([a, b, "—", c] for a, b, _, c in ROWS[1:])]
    page = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    document = read(f"<p>附表</p><table>{page}</table>".encode())
    assert told(document)[0] == {}
    assert told(document, "cumulative")[0]["applications.received"] == 9


def test_a_number_of_last_year_alone_is_not_that_of_the_year() -> None:
    rows = [["指标名称", "单位", "上年数", "本年度"], *([a, b, c, "—"] for a, b, c, _ in ROWS[1:])]
    page = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    assert told(read(f"<p>附表</p><table>{page}</table>".encode()))[0] == {}


def test_two_years_beside_each_other_are_left_out() -> None:
    page = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in [["指标", "单位", "2010年", "2011年"], *ROWS[1:]]
    )
    found, warnings = told(read(f"<p>附表</p><table>{page}</table>".encode()))
    assert found == {}
    assert any("无法确定哪个是统计数" in warning for warning in warnings)


def test_a_sheet_that_was_flattened() -> None:
    found, _ = told(from_text("附表\n" + "\n".join(" | ".join(row[:3]) for row in ROWS) + "\n"))
    assert found == THIS_YEAR


CODED = [
    ["指标名称", "计量单位", "代码", "本期实际", "本年累计"],
    *([a, b, f"{10 + i}", "0", c] for i, (a, b, c, _) in enumerate(ROWS[1:])),
]


@pytest.mark.parametrize("between", ["\n", "\n\n", "\n| ", " | "])
@pytest.mark.parametrize(
    "rows",
    [
        [["指标名称", "计量单位", "2011年度", "历年累计"], *ROWS[1:]],
        [["指标名称", "2011年度", "历年累计"], *([a, b, c] for a, _, b, c in ROWS[1:])],
        [["指标名称", "计量单位", "2011 年度", "历年累计"], *ROWS[1:]],
        [["指标名称", "计量单位", "2011 年", "历年 累计"], *ROWS[1:]],
        CODED,
    ],
)
def test_a_flattened_sheet_with_several_columns(rows: list[list[str]], between: str) -> None:
    found, _ = told(from_text("附表\n" + "\n".join(between.join(row) for row in rows) + "\n"))
    assert found == THIS_YEAR


def test_two_numbers_without_a_head_are_left_out() -> None:
    page = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS[1:])
    found, warnings = told(read(f"<table>{page}</table>".encode()))
    assert found == {}
    assert any("无法确定哪个是统计数" in warning for warning in warnings)


def test_a_year_among_blanks_is_one_header() -> None:
    lines = ["指标名称 计量单位 2011 年度 历年累计", *(" ".join(row) for row in ROWS[1:])]
    assert told(from_text("附表\n" + "\n".join(lines) + "\n"))[0] == THIS_YEAR


@pytest.mark.parametrize("between", ["\n", " | "])
def test_the_channels_of_a_sheet(between: str) -> None:
    rows = [*ROWS[:2], ["其中：1.政府网站", "条", "41", "120"], ["2.政府公报", "条", "6", "19"], *ROWS[2:]]
    wanted = THIS_YEAR | {"disclosure.channel.website": 41, "disclosure.channel.gazette": 6}
    page = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    assert told(read(f"<p>附表</p><table>{page}</table>".encode()))[0] == wanted
    assert told(from_text("附表\n" + "\n".join(between.join(row) for row in rows) + "\n"))[0] == wanted


def test_websites_are_not_what_they_published() -> None:
    page = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in [*ROWS, ["政府网站", "个", "3", "3"]])
    _, warnings = told(read(f"<table>{page}</table>".encode()))
    assert any("单位“个”" in warning for warning in warnings)
    rows = [["指标", "单位", "数量"], ["政府网站", "个", "3"], ["政府公报", "期", "12"]]  # no sheet
    page = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    assert told(read(f"<table>{page}</table>".encode()))[0] == {}
    assert from_text("其中：\n政府网站\n12\n政府公报\n3\n").tables == []
