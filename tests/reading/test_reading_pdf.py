"""PDF: lines to paragraphs, tables with and without rules and over pages, pages turned, what is left out, and bombs."""

from __future__ import annotations

import importlib.util
import os
import time
import zlib
from collections.abc import Callable
from typing import Any

import pytest

pytest.importorskip("pypdfium2")
pytest.importorskip("pdfplumber")
pytest.importorskip("reportlab")
from grids import check_offsets, grid
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pdf_files import FONT, drawn, flowed, one_page, paragraph, raw, stream, table
from reportlab.lib import colors, pdfencrypt
from reportlab.pdfgen.canvas import Canvas

from giar_ner.errors import GiarError, LimitError, ReadError, UnsupportedInputError
from giar_ner.reading import Document, pdf, read
from giar_ner.reading.blocks import compose
from giar_ner.reading.pdf import worker
from giar_ner.reading.pdf.glyphs import written
from giar_ner.reading.pdf.layout import lay_out

SENTENCE = "本镇全年主动公开各类信息238条，其中规范性文件6件、民生实事进展41条；受理公开申请9件，均在法定期限内答复。"
HEAD = ["指标", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]


def within(data: bytes, *, fallback: bool = False) -> Document:
    """Read in this process, so that a test is fast and may choose the library."""
    pages, title = worker.read_pages(data, fallback=fallback)
    blocks, warnings = lay_out(pages)
    text, tables = compose(blocks)
    document = Document(text, None, "", "application/pdf", title, tables, warnings)
    check_offsets(document)
    return document


def test_a_pdf_is_read_like_any_other_file() -> None:
    rows = [["指标", "件数", "备注"], ["公开", "12", "无"], ["申请", "3", ""]]
    data = flowed(
        [paragraph("一、总体情况"), paragraph(SENTENCE * 2), table(rows, [120, 60, 60])], title="柳塘镇2022年政府信息公开工作年度报告"
    )
    document = read(data)
    assert document.text == f"一、总体情况\n{SENTENCE * 2}\n指标 | 件数 | 备注\n公开 | 12 | 无\n申请 | 3 | "
    assert grid(document) == rows
    assert document.title == "柳塘镇2022年政府信息公开工作年度报告"
    assert document.media_type == "application/pdf"
    assert document.warnings == []
    check_offsets(document)
    assert read(data) == document


@pytest.mark.parametrize("fallback", [False, True])
def test_both_libraries_give_the_same(fallback: bool) -> None:
    data = flowed(
        [paragraph(SENTENCE * 6), paragraph("二、主动公开 English words 12.5%"), table([["甲乙", "丙丁"], ["10", "20"]], [80, 80])]
    )
    pages, _ = worker.read_pages(data, fallback=fallback)
    assert "".join(glyph.char for glyph in pages[0].glyphs if glyph.char != " ").startswith(SENTENCE)
    assert within(data, fallback=fallback).text == f"{SENTENCE * 6}\n二、主动公开 English words 12.5%\n甲乙 | 丙丁\n10 | 20"


def test_a_wrapped_line_is_one_paragraph_and_goes_on_over_the_page() -> None:
    story = [paragraph(f"第{i}段。{SENTENCE * 5}") for i in range(9)]
    document = within(flowed(story))
    assert document.text.split("\n") == [f"第{i}段。{SENTENCE * 5}" for i in range(9)]


def test_lines_that_end_early_are_not_joined() -> None:
    def draw(canvas: Canvas) -> None:
        for i, line in enumerate(("柳塘镇人民政府", "2022年度报告", "一、概述", SENTENCE[:36], "二、公开", SENTENCE[:36], "联系人：某某")):
            canvas.drawString(72 if len(line) > 12 else 250 if i < 2 else 96, 780 - 20 * i, line)

    assert within(drawn(draw)).text.count("\n") == 6


def test_merged_cells_of_section_three() -> None:
    rows = [
        ["（本列数据的勾稽关系）", "", *["申请人情况"] * 7],
        ["", "", "自然人", *["法人或其他组织"] * 5, "总计"],
        ["", "", "", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", ""],
        ["一、本年新收政府信息公开申请数量", "", *"1200003"],
        ["三、本年度办理结果", "（一）予以公开", *"1000001"],
        ["", "（二）部分公开（区分处理的，只计这一情形）", *"0200002"],
    ]
    spans = [((0, 0), (1, 2)), ((2, 0), (8, 0)), ((2, 1), (2, 2)), ((3, 1), (7, 1)), ((8, 1), (8, 2)), ((0, 3), (1, 3)), ((0, 4), (0, 5))]
    document = within(flowed([table(rows, [60, 90, *[44] * 7], spans=spans)]))
    found = grid(document)
    assert found[2] == ["（本列数据的勾稽关系）"] * 2 + ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
    assert found[3] == ["一、本年新收政府信息公开申请数量"] * 2 + list("1200003")
    assert found[5] == ["三、本年度办理结果", "（二）部分公开（区分处理的，只计这一情形）", *"0200002"]
    cell = document.tables[0].rows[0][0]
    assert (cell.row_span, cell.column_span) == (3, 2)


def test_a_table_over_pages_is_one_and_its_head_stands_once() -> None:
    rows = [[f"第{i}项信息数量", *(str(i * 10 + c) for c in range(7))] for i in range(90)]

    def furniture(canvas: Canvas, page: Any) -> None:
        canvas.setFont(FONT, 9)
        canvas.drawCentredString(297, 810, "柳塘镇人民政府信息公开办公室编印")
        canvas.drawCentredString(297, 30, f"— {page.page} —")

    data = flowed([paragraph("三、申请情况"), table([HEAD, *rows], [100, *[48] * 7], repeat=1), paragraph("四、复议情况")], furniture)
    document = within(data)
    assert grid(document) == [HEAD, *rows]
    assert document.text.count("社会公益组织") == 1
    assert document.text.endswith("\n四、复议情况")
    assert "— 2 —" not in document.text
    assert document.warnings == ["各页页眉或页脚重复的文字未采用：柳塘镇人民政府信息公开办公室编印"]


def test_a_title_that_the_running_head_repeats_stays() -> None:
    title = "柳塘镇2022年政府信息公开工作年度报告"

    def draw(canvas: Canvas) -> None:
        for page in range(3):
            canvas.setFont(FONT, 12)
            canvas.drawString(72, 805, title)
            if not page:
                canvas.drawCentredString(297, 770, title)
            for i in range(20):
                canvas.drawString(72, 700 - 20 * i, f"第{page}页第{i}行，{SENTENCE[:20]}。")
            canvas.showPage()

    document = within(drawn(draw))
    assert document.text.count(title) == 1 and document.text.startswith(title)
    assert document.warnings == [f"各页页眉或页脚重复的文字未采用：{title}"]


def test_a_label_that_spans_rows_goes_on_over_the_page() -> None:
    rows = [["办理结果" if i == 0 else "", f"情形{i}", str(i)] for i in range(60)]
    spans = [((0, i), (0, i)) for i in ()]
    style = [("BOX", (0, 0), (0, -1), 0.5, colors.black), ("GRID", (1, 0), (-1, -1), 0.5, colors.black)]
    document = within(flowed([table(rows, [100, 120, 60], spans=spans, style=style)]))
    assert len(document.tables) == 1
    assert grid(document) == [["办理结果", f"情形{i}", str(i)] for i in range(60)]


def test_a_row_that_the_page_cut() -> None:
    def draw(canvas: Canvas) -> None:
        for page, rows in enumerate(([("指标名称", "数量"), ("其他法律行政", "12")], [("法规禁止公开", ""), ("重复申请事项", "34")])):
            for r, row in enumerate(rows):
                for x, text in zip((100, 300), row, strict=True):
                    canvas.rect(x, 700 - 30 * r, 200, 30)
                    canvas.drawString(x + 10, 710 - 30 * r, text)
            if page == 0:
                canvas.showPage()
                canvas.setFont(FONT, 12)

    assert grid(within(drawn(draw))) == [["指标名称", "数量"], ["其他法律行政法规禁止公开", "12"], ["重复申请事项", "34"]]


def test_tables_of_different_columns_stay_apart() -> None:
    story = [table([["甲项", "10"], ["乙项", "20"]], [100, 60]), paragraph("又："), table([["丙项", "30", "40"]], [60, 50, 50])]
    assert [grid(within(flowed(story)), n) for n in (0, 1)] == [[["甲项", "10"], ["乙项", "20"]], [["丙项", "30", "40"]]]


@pytest.mark.parametrize(
    "style",
    [
        [("GRID", (0, 0), (-1, -1), 2.5, colors.black)],
        [
            ("INNERGRID", (0, 0), (-1, -1), 0.5, colors.black),
            ("LINEABOVE", (0, 0), (-1, 0), 1, colors.black),
            ("LINEBELOW", (0, -1), (-1, -1), 1, colors.black),
        ],
        [("GRID", (0, 0), (-1, -1), 0.5, colors.black, 0, (1, 2))],
    ],
    ids=["thick", "open sides", "dashes"],
)
def test_other_rules(style: list[tuple[object, ...]]) -> None:
    rows = [["指标", "本年", "上年"], ["公开", "12", "10"], ["申请", "", "7"]]
    assert grid(within(flowed([table(rows, [100, 60, 60], style=style)]))) == rows


@pytest.mark.parametrize(
    "style", [[], [("LINEABOVE", (0, 0), (-1, 1), 1, colors.black), ("LINEBELOW", (0, -1), (-1, -1), 1, colors.black)]]
)
def test_tables_without_rules_or_with_three(style: list[tuple[object, ...]]) -> None:
    rows = [
        ["指标", "本年", "上年"],
        ["公开信息", "120", "1,010"],
        ["收到的政府信息公开申请", "33", "7"],
        ["答复", "", "2"],
        ["诉讼", "0", "/"],
    ]
    document = within(flowed([paragraph(SENTENCE), table(rows, [100, 90, 90], style=style), paragraph(SENTENCE)]))
    assert grid(document) == rows
    assert document.text.startswith(SENTENCE)
    assert document.text.endswith(SENTENCE)


def test_a_row_alone_goes_on_in_the_columns_of_the_page_before() -> None:
    def draw(canvas: Canvas) -> None:
        for i, row in enumerate((("公开数", "条", "12"), ("申请数", "件", "3"), ("答复数", "件", "3"), ("诉讼数", "件", "0"))):
            for x, text in zip((72, 300, 420), row, strict=True):
                canvas.drawString(x, 120 - 20 * i, text)
        canvas.showPage()
        canvas.setFont(FONT, 12)
        for x, text in zip((72, 300, 420), ("复议数", "件", "1"), strict=True):
            canvas.drawString(x, 760, text)
        canvas.drawString(72, 700, SENTENCE[:30])

    document = within(drawn(draw))
    assert grid(document)[-2:] == [["诉讼数", "件", "0"], ["复议数", "件", "1"]]
    assert document.text.endswith(SENTENCE[:30])


def test_half_of_a_number_at_the_edge_is_no_page_number() -> None:
    def draw(canvas: Canvas) -> None:
        for y, text in ((790, "3"), (782, "公开数"), (774, "6"), (740, "申请数"), (720, "答复数"), (700, "诉讼数")):
            canvas.drawString(72 if len(text) > 1 else 300, y, text)
            if len(text) > 1 and y != 782:
                canvas.drawString(300, y, "5")
        canvas.drawString(290, 30, "2")

    document = within(drawn(draw))
    assert "3" in document.text
    assert "2" not in document.text


def test_broken_cells_of_one_row_are_no_rows() -> None:
    def draw(canvas: Canvas) -> None:
        for y, *row in (
            (760, (72, "公开数"), (300, "条"), (420, "12")),
            (741, (72, "回应公众关注热点或重大"), (420, "47")),
            (734, (300, "次")),
            (727, (72, "舆情数"), (420, "7")),
            (708, (72, "申请数"), (300, "件"), (420, "3")),
            (688, (72, "答复数"), (300, "件"), (420, "3")),
            (668, (72, "诉讼数"), (300, "件"), (420, "0")),
        ):
            for x, text in row:
                canvas.drawString(x, y, text)

    assert grid(within(drawn(draw)))[:3] == [["公开数", "条", "12"], ["回应公众关注热点或重大舆情数", "次", "47 7"], ["申请数", "件", "3"]]


def test_a_label_alone_between_the_halves_of_its_number_is_a_row() -> None:
    def draw(canvas: Canvas) -> None:
        for i, (label, number) in enumerate((("公开数", "12"), ("申请数", "3"), ("答复数", "4"), ("诉讼数", "0"))):
            canvas.drawString(72, 760 - 20 * i, label)
            canvas.drawString(300, 760 - 20 * i, number)
        for y, x, text in ((681, 300, "1"), (674, 72, "收费金额"), (667, 300, "066.01")):
            canvas.drawString(x, y, text)

    assert grid(within(drawn(draw)))[-2:] == [["诉讼数", "0"], ["收费金额", "1 066.01"]]


def test_headers_without_a_gap_are_cut_above_the_numbers() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 760, "信息内容")
        canvas.drawString(198, 760, "本年制发件数本年制发本年废止件数本年废止现行有效件数现行有效")
        for y, label, numbers in ((740, "规章", "123"), (720, "规范性文件", "456"), (700, "文件", "789")):
            canvas.drawString(72, y, label)
            for i, number in enumerate(numbers):
                canvas.drawString(255 + 120 * i, y, number)

    rows = grid(within(drawn(draw)))
    assert rows[0] == ["信息内容", "本年制发件数本年制发", "本年废止件数本年废止", "现行有效件数现行有效"]
    assert rows[1] == ["规章", "1", "2", "3"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("云岫县市场监督管理局柳塘镇分局", "2022年政府信息公开工作年度报告"), 1),
        (("柳塘镇2022年政府信息公开工作年度报告", "（2022年1月1日至12月31日）"), 2),
    ],
)
def test_a_title_of_two_lines_is_one(lines: tuple[str, ...], expected: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(FONT, 20)
        for i, line in enumerate(lines):
            canvas.drawCentredString(297, 780 - 28 * i, line)
        canvas.setFont(FONT, 12)
        full = "".join(c for c in SENTENCE * 2 if not c.isdigit())  # the width of a digit depends on the fonts of the system
        for i in range(6):
            canvas.drawString(72 + 24 * (i % 3 == 0), 700 - 20 * i, full[: 37 - 2 * (i % 3 == 0)])

    text = within(drawn(draw)).text.split("\n")
    assert text[:expected] == (["".join(lines)] if expected == 1 else list(lines))


def test_prose_with_gaps_is_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        for i, line in enumerate(("单位：某局          日期：某日", "负责人：某某        审核人：某某", "填报人：某某        电话：某号")):
            canvas.drawString(72, 700 - 20 * i, line)

    assert within(drawn(draw)).tables == []


def test_a_frame_around_prose_is_no_table() -> None:
    document = within(flowed([table([["概述", SENTENCE * 12]], [60, 380])]))
    assert document.tables == []
    assert within(flowed([table([[SENTENCE]], [300])])).text == SENTENCE


@pytest.mark.parametrize("turn", ["page", "text"])
def test_a_page_on_its_side(turn: str) -> None:
    def draw(canvas: Canvas) -> None:
        if turn == "page":
            canvas.setPageRotation(90)
        canvas.rotate(90)
        for r, row in enumerate((("指标名称", "数量合计"), ("公开信息", "1234"))):
            for c, text in enumerate(row):
                canvas.rect(100 + 150 * c, -200 - 30 * r, 150, 30)
                canvas.drawString(110 + 150 * c, -190 - 30 * r, text)

    for fallback in (False, True):
        assert grid(within(drawn(draw), fallback=fallback)) == [["指标名称", "数量合计"], ["公开信息", "1234"]]


def test_poor_mans_bold_is_read_once() -> None:
    def draw(canvas: Canvas) -> None:
        for shift in (0, 0.3, 0.6):
            canvas.drawString(72 + shift, 700, "一、总体情况100条")

    assert within(drawn(draw)).text == "一、总体情况100条"


def test_glyphs_are_the_characters_that_were_written() -> None:
    assert "".join(map(written, "⼀⻓⻚⾯豈①㈠１，（ﬁ︵")) == "一长页面豈①㈠１，（fi("
    data = drawn(lambda canvas: canvas.drawString(72, 700, "公开①12条"))
    assert within(data).text == "公开①12条"


def test_text_that_pdfium_loses_is_read_by_the_other_library() -> None:
    # A character alone in a font that neither the file nor this machine has; where the machine has one, pdfium reads it.
    data = drawn(lambda canvas: [canvas.drawString(72 + 100 * i, 700, char) for i, char in enumerate("条件次")])
    assert within(data).text.replace(" ", "") == "条件次"


def picture(canvas: Canvas) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(Image.new("L", (50, 50), 200)), 0, 0, 500, 700)


def test_scans_are_refused_and_scanned_pages_are_said() -> None:
    with pytest.raises(UnsupportedInputError, match=r"scanned PDF without a text layer.*character recognition"):
        read(drawn(picture))

    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, SENTENCE)
        canvas.showPage()
        picture(canvas)

    assert read(drawn(draw)).warnings == ["第2页只有图片，没有文字，未读取"]


def test_passwords() -> None:
    locked = drawn(lambda canvas: canvas.drawString(72, 700, SENTENCE), encrypt=pdfencrypt.StandardEncryption("user", "owner"))
    with pytest.raises(UnsupportedInputError, match="password"):
        read(locked)
    # A password for editing alone keeps nobody from reading.
    assert (
        read(drawn(lambda c: c.drawString(72, 700, SENTENCE), encrypt=pdfencrypt.StandardEncryption("", "owner", canModify=0))).text
        == SENTENCE
    )


def test_damaged_files() -> None:
    data = flowed([paragraph(SENTENCE * 40)])
    for cut in (20, len(data) // 2, len(data) - 200):
        with pytest.raises(ReadError, match="damaged or cut off"):
            read(data[:cut])
    assert any("结束标记" in warning for warning in read(data.replace(b"%%EOF", b"")).warnings)
    with pytest.raises(ReadError, match=r"^报告: the PDF is damaged"):
        read(b"%PDF-1.7\n", uri="报告")


def test_an_empty_page_is_an_empty_text() -> None:
    assert "没有读到文字" in read(one_page(stream(b"", b""))).warnings


def bomb(times: int) -> bytes:
    """A form that draws the next one `times` times, and so on."""
    forms = [
        stream(b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >>" % (6 + k + 1), b"/X Do " * times)
        for k in range(12)
    ]
    return one_page(
        stream(b"", b"/X Do"),
        [*forms, stream(b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]", b"0 0 m 9 9 l S")],
        b"/XObject << /X 6 0 R >>",
    )


def pages(count: int) -> bytes:
    kids = b"3 0 R " * count
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] >>"
    return raw([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count), page])


def packed(content: bytes) -> bytes:
    return one_page(stream(b"/Filter /FlateDecode", zlib.compress(content)))


@pytest.mark.skipif(os.name != "posix", reason="the system bounds no memory")
@pytest.mark.parametrize(
    "make",
    [lambda: bomb(10), lambda: pages(10_000), lambda: packed(b"0 0 m 9 9 l S\n" * 9_000_000)],
    ids=["forms", "10,000 pages", "operators"],
)
def test_bombs_end_in_an_error(make: Callable[[], bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        pdf, "_COMMAND", "from giar_ner.reading.pdf import worker; worker.MAX_MEMORY //= 3; worker.MAX_CPU_SECONDS = 10; worker.main()"
    )
    data = make()
    before = time.monotonic()
    with pytest.raises(LimitError):
        read(data)
    assert time.monotonic() - before < 60  # by the clock of a machine that may be busy


def test_limits_of_pages_and_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "MAX_GLYPHS", 100)
    with pytest.raises(LimitError, match="characters"):
        within(flowed([paragraph(SENTENCE * 3)]))
    monkeypatch.setattr(worker, "MAX_PAGES", 2)
    with pytest.raises(LimitError, match="3 pages"):
        within(pages(3))


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ReadError, match=r"pip install 'giar-ner\[pdf\]'"):
        read(pages(1))


def test_a_crash_of_the_worker_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_COMMAND", "import os; os.abort()")
    with pytest.raises(GiarError, match="print it to a new PDF"):
        read(pages(1))
    monkeypatch.setattr(pdf, "_COMMAND", "import sys; sys.exit(3)")
    with pytest.raises(ReadError, match="damaged"):
        read(pages(1))


CELLS = st.sampled_from(["公开", "12", "", "收到的政府信息公开申请数量", "1,234", "/", "无", "ab 3"])


QUICK = (Phase.explicit, Phase.reuse, Phase.generate)  # a page takes too long to shrink


@settings(max_examples=25, phases=QUICK)
@given(st.integers(2, 5), st.data())
def test_any_ruled_table_comes_back(columns: int, data: st.DataObject) -> None:
    rows = data.draw(st.lists(st.lists(CELLS, min_size=columns, max_size=columns), min_size=2, max_size=8))
    if sum(bool(text) for row in rows for text in row) < 2:
        return
    document = within(flowed([paragraph("表前。"), table(rows, [80] * columns), paragraph("表后。")]))
    assert grid(document) == rows


@settings(max_examples=40, phases=QUICK)
@given(
    st.lists(
        st.tuples(st.sampled_from(["公开情况12条", "数量", "3", "行政许可", "2022年"]), st.integers(0, 560), st.integers(20, 800)),
        max_size=25,
    ),
    st.lists(st.tuples(st.integers(0, 560), st.integers(20, 800), st.integers(0, 300), st.integers(0, 300)), max_size=25),
)
def test_scattered_text_and_rules_keep_their_offsets(texts: list[tuple[str, int, int]], boxes: list[tuple[int, int, int, int]]) -> None:
    def draw(canvas: Canvas) -> None:
        for text, x, y in texts:
            canvas.drawString(x, y, text)
        for box in boxes:
            canvas.rect(*box)

    data = drawn(draw)
    assert within(data) == within(data)


@settings(max_examples=12, phases=QUICK)
@given(st.binary(max_size=200), st.integers(0, 2**14))
def test_damage_gives_a_document_or_an_error(noise: bytes, at: int) -> None:
    data = bytearray(DAMAGED)
    at %= len(data)
    data[at : at + len(noise)] = noise
    try:
        check_offsets(read(bytes(data)))
    except GiarError as error:
        assert str(error)


DAMAGED = flowed([paragraph(SENTENCE), table([["甲项", "10"], ["乙项", "20"]], [100, 60])])
