"""Pinyin glosses are taken out before a text is read; offsets find their way back."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giar_ner import Extractor
from giar_ner.language.gaps import Gaps
from giar_ner.reading import from_text, read
from giar_ner.reading.glosses import without_glosses

PAGE = """\
青溪縣水務(wù)局2016年政府信息公開工作年度報(bào)告
一、主動(dòng)公開情況
全年主動(dòng)公開政府信息108條(tiáo)，其中業(yè)務(wù)動(dòng)態(tài)類64條(tiáo)。
二、依申請(qǐng)公開情況
全年收到申請(qǐng)12件，未發(fā)生收費(fèi)。
"""
PLAIN = re.sub(r"\([^)]*\)", "", PAGE)


@pytest.mark.parametrize("text", ["政府信息公开(gōng)", "开（kāi）放", "旅(lǚ)游"])
def test_a_gloss_is_one_toned_syllable_behind_a_character(text: str) -> None:
    assert len(without_glosses(from_text(text))[1]) == 1


@pytest.mark.parametrize(
    "text", ["公开（一）", "微信(wechat)", "公开(kai)", "(kāi)放", "a(kāi)", "公开(kāi fàng)", "平方米(m)", "公开( kāi)"]
)
def test_other_brackets_stay(text: str) -> None:
    document = from_text(text)
    assert without_glosses(document)[0] is document


def test_many_syllables_without_tones_are_glosses() -> None:
    glossed = "2013年政(zheng)(zheng)府信(xin)息(xi)公(gong)開(kai)年度報(bao)(bao)告(gao)：主動公開信息108條(tiao)，平方米(m)。"
    assert without_glosses(from_text(glossed))[0].text == "2013年政府信息公開年度報告：主動公開信息108條，平方米(m)。"
    few = "公開(kai)信息(xi)108條。"
    assert without_glosses(from_text(few))[0].text == few


def test_a_text_with_glosses_gives_the_records_of_the_text_without() -> None:
    extractor = Extractor()
    report, plain = extractor.extract(PAGE), extractor.extract(PLAIN)
    assert report.text == PAGE
    assert [(r.metric, r.value, r.dimensions, r.confidence) for r in report.records] == [
        (r.metric, r.value, r.dimensions, r.confidence) for r in plain.records
    ]
    assert [r.text for r in report.records][:2] == ["108條", "64條"]
    assert [re.sub(r"\([^)]*\)", "", r.text) for r in report.records] == [r.text for r in plain.records]
    assert report.title == plain.title and report.organization == plain.organization == "青溪縣水務局"
    assert [s.type for s in report.sections] == [s.type for s in plain.sections]
    assert any("拼音" in w for w in report.warnings) and not any("拼音" in w for w in plain.warnings)


def test_tables_of_a_page_are_read_without_them_too() -> None:
    page = (
        "<p>政府信息公開(kāi)年度報(bào)告</p><table><tr><td>信息內(nèi)容</td><td>本年新制作數(shù)量</td><td>本年新公開(kāi)數(shù)量</td>"
        "<td>對(duì)外公開(kāi)總數(shù)量</td></tr><tr><td>規(guī)章</td><td>1</td><td>2</td><td>3</td></tr></table>"
    )
    clean, gaps = without_glosses(read(page.encode()))
    cells = [cell for table in clean.tables for cell in table.cells()]
    assert [c.text for c in cells][:4] == ["信息內容", "本年新制作數量", "本年新公開數量", "對外公開總數量"]
    assert all(clean.text[c.start : c.end] == c.text for c in cells)
    assert len(gaps) == 10


@given(st.lists(st.tuples(st.text("公开信息", min_size=1, max_size=5), st.booleans()), min_size=1, max_size=8))
def test_offsets_go_there_and_back(pieces: list[tuple[str, bool]]) -> None:
    whole, short, cut = "", "", []
    for words, glossed in pieces:
        whole, short = whole + words, short + words
        if glossed:
            cut.append((len(whole), len(whole) + 5))
            whole += "(kāi)"
    gaps = Gaps(cut)
    for a in range(len(short)):
        start, end = gaps.opening(a), gaps.closing(a + 1)
        assert whole[start:end] == short[a]
        assert gaps.shortened(start) == a and gaps.shortened(end) == a + 1
    assert gaps.opening(len(short)) == len(whole)
    for start, end in cut:
        assert len({gaps.shortened(i) for i in range(start, end + 1)}) == 1
