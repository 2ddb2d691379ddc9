"""sentences tile the text; headings have the level of their style."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from giar_ner.language.sentences import Heading, heading_path, headings, sentences

REPORT = """灵泉县水务局政府信息公开年度报告
一、概述
本局今年很忙。
二、主动公开情况：公开8条
（一）公开渠道
1.网站。发了5条。
2.2013年的旧文也挂上了
（二）其他
第三部分 收费情况
没收钱。
不足与打算
■ 附注
"""


def test_sentences() -> None:
    text = "甲。乙；丙！丁\n戊"
    assert [text[a:b] for a, b in sentences(text)] == ["甲。", "乙；", "丙！", "丁\n", "戊"]
    assert sentences("") == []


@given(st.text(alphabet="甲乙。；！？\n\r 1", max_size=40))
def test_sentences_tile(text: str) -> None:
    assert "".join(text[a:b] for a, b in sentences(text)) == text
    assert all(a < b for a, b in sentences(text))


def test_headings() -> None:
    found = [(REPORT[h.start : h.end], h.level) for h in headings(REPORT)]
    assert found == [
        ("灵泉县水务局政府信息公开年度报告", 5),
        ("一、概述", 1),
        ("二、主动公开情况", 1),
        ("（一）公开渠道", 2),
        ("1.网站", 3),
        ("2.2013年的旧文也挂上了", 3),
        ("（二）其他", 2),
        ("第三部分 收费情况", 1),
        ("不足与打算", 5),
        ("■ 附注", 1),
    ]


def test_heading_path() -> None:
    found = headings(REPORT)
    path = heading_path(found, REPORT.index("发了5条"))
    assert [REPORT[h.start : h.end] for h in path] == ["二、主动公开情况", "（一）公开渠道", "1.网站"]
    assert heading_path(found, REPORT.index("没收钱"))[-1].level == 1
    assert heading_path([], 3) == []


def test_one_line_report() -> None:
    text = "某局年报 一、概述 今年平稳。二、收费情况 没有。（一）检索 无。"
    assert [text[h.start : h.end][:2] for h in headings(text)] == ["一、", "二、", "（一"]


@given(st.text(alphabet="一二、（）().12 \n\t概述情况公开。：■附甲ⅠA😀\0", max_size=60))
def test_headings_are_ordered(text: str) -> None:
    end = 0
    for heading in headings(text):
        assert isinstance(heading, Heading)
        assert end <= heading.start < heading.end <= len(text)
        assert 1 <= heading.level <= 5
        end = heading.end
