"""Sections three and four in a PDF without rules: columns by the numbers, heads over several lines, rows over pages, broken numbers."""

from __future__ import annotations

import cProfile
import pstats
from dataclasses import replace

import pytest
from grids import check_offsets, grid

pytest.importorskip("reportlab")
pytest.importorskip("pypdfium2")

from giar_ner.reading import Document, read
from giar_ner.reading.pdf.lines import Line, Segment
from giar_ner.reading.pdf.wide import head_left_behind, wide_tables
from giar_ner.synthesis.forms import generate_form

COLUMNS = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
RESULTS = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]


def found(form: str, seed: int, *defects: str) -> Document:
    document = read(generate_form(form, seed=seed, defects=defects).pdf(ruled=False))
    check_offsets(document)
    return document


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_each_number_stands_under_its_header(form: str) -> None:
    source = generate_form(form, seed=2)
    tables = [grid(read(source.pdf(ruled=False)), i) for i in range(len(found(form, 2).tables))]
    applications = next(rows for rows in tables if any("自然人" in row for row in rows))
    assert next(row for row in applications if "自然人" in row)[-7:] == COLUMNS
    received = next(row for row in applications if row[0].startswith("一、"))
    keys = ["natural_person", "commercial_enterprise", "research_institution", "social_organization", "legal_service", "other", "total"]
    assert [float(cell) for cell in received[-7:]] == [source.figures["applications.received", key] for key in keys]
    assert applications[-1][0].startswith("四、")  # the rows of the second page go on in the same table
    review = next(rows for rows in tables if any("结果维持" in row for row in rows))
    assert next(row for row in review if "结果维持" in row) == RESULTS * 3


def test_a_head_that_ends_a_page_belongs_to_the_rows_of_the_next() -> None:
    document = found("2019", 10, "repeated_header")
    heads = [row[-7:] for i in range(len(document.tables)) for row in grid(document, i) if "自然人" in row]
    assert heads
    assert all(head == COLUMNS for head in heads)


def line(top: float, *words: tuple[str, float]) -> Line:
    segments = [Segment(text, x, x + 8 * len(text), [(c, x + 8 * i, x + 8 * i + 8) for i, c in enumerate(text)]) for text, x in words]
    return Line(segments, top, top + 8)


def row(top: float, label: str, numbers: str) -> Line:
    return line(top, (label, 60.0), *((number, 300.0 + 40 * i) for i, number in enumerate(numbers.split()) if number != "_"))


def test_halves_of_a_broken_number_belong_to_their_row() -> None:
    lines = [row(100, "甲", "1 2 3 4 5 6 7"), line(114, ("9", 380.0)), row(120, "乙", "1 2 _ 4 5 6 7"), line(126, ("6", 380.0))]
    lines.append(row(140, "丙", "1 2 3 4 5 6 7"))
    rows = wide_tables(lines)[0].grid.rows
    assert [[piece.text for piece in pieces] for pieces in rows][1] == ["乙", "1", "2", "9 6", "4", "5", "6", "7"]


def test_a_row_with_few_numbers_is_a_row() -> None:
    lines = [row(100, "甲", "1 2 3 4 5 6 7"), row(114, "乙", "_ _ 3 _ _ _ 3"), row(128, "丙", "1 2 3 4 5 6 7")]
    rows = wide_tables(lines)[0].grid.rows
    assert [[piece.text for piece in pieces] for pieces in rows][1] == ["乙", "", "", "3", "", "", "", "3"]


def test_rows_that_are_not_full_belong_to_the_table() -> None:
    lines = [row(100, "甲", "1 _ 3 _ 5 _ 7"), row(114, "乙", "1 2 3 4 5 6 7"), row(128, "丙", "_ _ 3 _ _ _ 3")]
    rows = wide_tables(lines)[0].grid.rows
    assert [piece.text for piece in rows[0]] == ["甲", "1", "", "3", "", "5", "", "7"]


def test_rows_of_the_next_page_stand_in_the_columns_of_the_page_before() -> None:
    above = wide_tables([row(700, "甲", "1 2 3 4 5 6 7"), row(714, "乙", "1 2 3 4 5 6 7")])[0]
    lines = [line(80, ("9", 300.0)), row(86, "丙", "_ 2 _ _ 5 _ 7"), line(92, ("8", 300.0)), row(106, "丁", "_ 2 _ _ _ _ 2")]
    (table,) = wide_tables(lines, above)
    assert [[piece.text for piece in pieces] for pieces in table.grid.rows] == [
        ["丙", "9 8", "2", "", "", "5", "", "7"],
        ["丁", "", "2", "", "", "", "", "2"],
    ]
    assert wide_tables([row(86, "丙", "_ 2 _ _ 5 _ 7")]) == []
    assert wide_tables([line(60, ("一行文字，自页边至页边，说明别的事情，不是表格的行，只是段落", 60.0)), *lines], above) == []


HEAD = line(
    714,
    *((name, 300.0 + 40 * i - 4 * len(name)) for i, name in enumerate(["自然人", "企业", "其他", "总计", "结果维持", "其他结果", "总计"])),
)


def test_a_head_at_the_foot_of_a_page_is_known_by_the_columns_below() -> None:
    rows = [row(80, "甲", "1 2 3 4 5 6 7"), row(94, "乙", "1 2 3 4 5 6 7")]
    prose = line(690, ("本节说明三件事。", 60.0))
    assert head_left_behind([prose, HEAD], rows) == 1
    assert head_left_behind([prose], rows) == 0  # prose is none
    assert head_left_behind([prose, HEAD], [replace(HEAD, top=66, bottom=74), *rows]) == 0  # the rows have their own


@pytest.mark.parametrize("seed", [46, 117])
def test_a_head_without_a_row_on_its_page_is_read(seed: int) -> None:
    document = found("2019", seed, "header_doubled")
    applications = next(rows for i in range(len(document.tables)) if (rows := grid(document, i))[-1][0].startswith("四、"))
    assert next(r for r in applications if r[0].startswith("一、")) in applications[1:]  # below its head, in one table


def test_headers_tell_of_columns_that_have_no_number() -> None:
    head = [
        line(100, *((word, 290.0 + 40 * i) for i, word in enumerate(("自然人", "商业企", "科研机", "社会公", "法律服", "其他", "总计"))))
    ]
    (table,) = wide_tables([*head, row(114, "一、本年新收", "1 _ 3 _ 5 _ 9"), row(128, "二、上年结转", "1 _ _ _ 5 _ 6")])
    assert [piece.text for piece in table.grid.rows[-1]] == ["二、上年结转", "1", "", "", "", "5", "", "6"]


def test_the_first_lines_of_a_long_label_are_no_head() -> None:
    lines = [
        line(100, ("2.申请人逾期未按收费", 60.0)),
        row(110, "通知要求缴纳费用、行", "1 2 3 4 5 6 7"),
        line(120, ("政机关不再处理", 60.0)),
        row(134, "3.其他", "1 2 3 4 5 6 7"),
    ]
    (table,) = wide_tables(lines)
    assert table.head == 0
    assert table.grid.rows[0][0].text == "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理"


def test_numbers_that_do_not_stand_under_each_other_are_no_table() -> None:
    lines = [line(100 + 14 * i, *((str(n), 100.0 + 30 * n + 11 * i) for n in range(7))) for i in range(6)]
    assert wide_tables(lines) == []


def test_the_cost_is_linear() -> None:
    def cost(count: int) -> int:
        lines = [row(100 + 14 * i, "甲", "1 2 3 4 5 6 7" if i % 2 else "_ _ 3 _ _ _ _") for i in range(count)]
        profile = cProfile.Profile()
        profile.runcall(wide_tables, lines)
        return pstats.Stats(profile).total_calls  # type: ignore[attr-defined]  # calls, not seconds: the same on a busy machine

    assert cost(2_000) < 6 * cost(500)
