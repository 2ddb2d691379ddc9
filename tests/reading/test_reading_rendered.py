"""The reports that `benchmarks.rendered` renders come back, in every form, with each character and each cell."""

from __future__ import annotations

from collections import Counter

import pytest

pytest.importorskip("docx")
pytest.importorskip("reportlab")

from benchmarks.rendered.__main__ import RENDERS, compare, compare_texts, field
from benchmarks.rendered.blocks import placed, source
from giar_ner.reading import read

TITLE = "竹溪镇2022年政府信息公开工作年度报告"
TEXT = f"""{TITLE}

　　根据有关规定编制本报告。电话010-12345678，网址www.example.org/zx?a=1&b=2。

一、主动公开情况
（一）公开数量。全年主动公开政府信息1234条，其中网站986条、微信248条，比上年增长12.5%；向社会公开了《办事指南》<2022年版>等共计35件。
（二）渠道建设。维护专栏17个。
二、主动公开政府信息情况
信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数
规章 | 0 | 0 | 0
行政规范性文件 | 12 | 3 | 118
三、其他需要报告的事项
没有其他需要报告的事项。
"""


@pytest.mark.parametrize("name", RENDERS)
def test_a_report_comes_back(name: str) -> None:
    report = source("竹溪", TEXT)
    assert report.title == TITLE
    document = read(RENDERS[name](report))
    read_lines = [line for line in document.text.split("\n") if line not in ("", TITLE)]
    assert "".join("".join(read_lines).split()) == "".join(TEXT.replace(TITLE, "").split())
    assert TITLE in document.text
    assert [[cell.text for cell in row] for row in document.tables[0].rows][1:] == [
        ["规章", "0", "0", "0"],
        ["行政规范性文件", "12", "3", "118"],
    ]


def test_short_rows_span_the_labels() -> None:
    rows = [["信息", "甲"], ["一", "（一）", "3"], ["（二）", "4"]]
    assert placed(rows) == [[("信息", 1), ("甲", 1), ("", 1)], [("一", 1), ("（一）", 1), ("3", 1)], [("（二）", 2), ("4", 1)]]


def test_differences_are_counted() -> None:
    record = ("stated", "disclosure.total", 3.0, "", "3条")
    same, missing, extra = compare(Counter([record, record]), Counter([record, (*record[:4], "三条")]))
    assert (same, missing.total(), extra.total()) == (1, 1, 1) and field(same, 1, 1) == "1 -1 +1" and field(2, 0, 0) == "2"
    assert compare_texts("公 开\n12条", "公开13条") == (4, ["2"], ["3"]) and compare_texts("a b", "ab") == (2, [], [])
