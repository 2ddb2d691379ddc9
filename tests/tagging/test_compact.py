"""Blank lines, indents and the lines that serve a page's reader change no record, and offsets are those of the text as it is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from giar_ner import Extractor
from giar_ner.tagging.compact import compact, restored, shortened
from giar_ner.tagging.spans import TaggedSection, TaggedSpan, Tagging

LINES = [
    "云港县2016年政府信息公开工作年度报告",
    "一、概述",
    "2016年全县主动公开政府信息1,204条，其中网站908条。",
    "二、依申请公开情况",
    "全年收到申请31件，均已答复；没有收取任何费用。",
]


def test_layout_changes_no_record() -> None:
    extractor = Extractor(threads=1)
    plain = extractor.extract("\n".join(LINES) + "\n")
    spread = extractor.extract("\n \n" + "\n\n\u3000\n".join("\u3000\u3000" + line for line in LINES) + "\n\n\n")
    assert len(plain.records) >= 3
    assert [(r.metric, r.kind, r.value, r.text, r.confidence) for r in plain.records] == [
        (r.metric, r.kind, r.value, r.text, r.confidence) for r in spread.records
    ]
    assert [(s.type, s.heading) for s in plain.sections] == [(s.type, s.heading) for s in spread.sections]
    assert spread.text[spread.sections[1].start :].startswith(LINES[1])
    assert spread.sections[-1].end == len(spread.text)


CONTROLS = ["当前位置：首页 > 政务公开 > 年度报告", "字号：大 中 小", "  打印  关闭 ", "上一篇：2015年政府信息公开工作年度报告"]


def test_lines_that_serve_a_pages_reader_change_no_record() -> None:
    extractor = Extractor(threads=1)
    plain = extractor.extract("\n".join(LINES) + "\n")
    controls = [CONTROLS[0], LINES[0], *CONTROLS[1:3], *LINES[1:], CONTROLS[3]]
    page = extractor.extract("\n".join(controls) + "\n")
    assert len(plain.records) >= 3
    assert [(r.metric, r.kind, r.value, r.text, r.confidence) for r in plain.records] == [
        (r.metric, r.kind, r.value, r.text, r.confidence) for r in page.records
    ]
    assert all(page.text[r.start : r.end] == r.text for r in page.records)
    (before, *inner, behind) = page.sections
    assert (before.type, page.text[before.start : before.end]) == ("boilerplate", CONTROLS[0] + "\n")
    assert [(s.type, s.heading) for s in inner] == [(s.type, s.heading) for s in plain.sections]
    assert (behind.type, page.text[behind.start : behind.end]) == ("boilerplate", CONTROLS[3] + "\n")


def test_a_text_of_controls_alone_stays() -> None:
    text = "\n".join(CONTROLS)
    assert compact(text)[0] == text
    assert Extractor(threads=1).extract(text).sections[-1].end == len(text)


def test_blanks_that_justify_a_label_are_layout() -> None:
    assert compact("索 引 号：0056\n标　　题： 报告\n甲 乙 丙\n")[0] == "索引号：0056\n标题： 报告\n甲 乙 丙\n"


def test_a_line_of_the_page_that_counts_something_stays() -> None:
    text = "甲县\n访问量：356231次\n扫一扫关注，粉丝5000人\n打印 关闭\n乙"
    assert compact(text)[0] == "甲县\n访问量：356231次\n扫一扫关注，粉丝5000人\n乙"


def test_numbers_of_other_lines_stay_apart() -> None:
    assert compact("网站公开\n\n3\n\n908条")[0] == "网站公开\n3\n\n908条"


@given(st.text(" \u3000\n甲乙1", max_size=40), st.data())
def test_offsets_find_their_way_back(text: str, data: st.DataObject) -> None:
    short, gaps = compact(text)
    if not text.strip():
        return
    assert compact(short)[0] == short and ("\n\n" not in short or "1" in short)
    assert [c for c in short if not c.isspace()] == [c for c in text if not c.isspace()]
    a = data.draw(st.integers(0, len(short) - 1))
    b = data.draw(st.integers(a + 1, len(short)))
    tagging = Tagging(
        [TaggedSpan(a, b, "stated", "other", 1.0)], [TaggedSection(0, a, "title", "", 1.0), TaggedSection(a, len(short), "fees", "", 1.0)]
    )
    back = restored(tagging, text, gaps)
    (span,), (first, second) = back.spans, back.sections
    assert compact(text[span.start : span.end])[0].lstrip() == short[a:b].lstrip() or short[a:b].isspace()
    assert first.start == 0 and first.end == second.start and second.end == len(text)
    assert shortened([(span.start, span.end)], gaps) == [(a, b)]
