"""Word files: order, tables, numbers of lists, what is left out and said, and bombs."""

from __future__ import annotations

import io
import sys
import zipfile

import pytest

pytest.importorskip("docx")
from docx.document import Document as Word
from grids import check_offsets, grid
from hypothesis import given, settings
from hypothesis import strategies as st
from word_files import W, body, fill, replaced, word

from giar_ner.errors import GiarError, LimitError, ReadError, UnsupportedInputError
from giar_ner.reading import Document, read
from giar_ner.reading.docx import package
from giar_ner.reading.docx.numbering import chinese


def docx_of(xml: str) -> Document:
    document = read(body(xml))
    check_offsets(document)
    return document


def p(text: str, properties: str = "") -> str:
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def table(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def test_paragraphs_and_tables_in_their_order() -> None:
    def write(file: Word) -> None:
        file.core_properties.title = "柳塘镇2022年政府信息公开工作年度报告"
        file.add_paragraph("一、总体情况")
        paragraph = file.add_paragraph("公开")
        paragraph.add_run("12").bold = True
        paragraph.add_run("条。")
        fill(file.add_table(2, 3), [["项", "甲", "乙"], ["数", "1", "2"]])
        file.add_paragraph("表后\t一段\n换行")
        file.sections[0].header.paragraphs[0].text = "页眉"

    document = read(word(write))
    assert document.text == "一、总体情况\n公开12条。\n项 | 甲 | 乙\n数 | 1 | 2\n表后 一段\n换行"
    assert grid(document) == [["项", "甲", "乙"], ["数", "1", "2"]]
    assert document.title == "柳塘镇2022年政府信息公开工作年度报告"
    assert document.media_type.endswith("wordprocessingml.document")
    assert document.warnings == []
    check_offsets(document)


def test_merged_cells_are_spans() -> None:
    def write(file: Word) -> None:
        made = file.add_table(4, 4)
        fill(made, [[f"{r}{c}" for c in range(4)] for r in range(4)])
        made.cell(0, 0).merge(made.cell(1, 1)).text = "合并"
        made.cell(2, 3).merge(made.cell(3, 3)).text = "下"

    document = read(word(write))
    assert grid(document) == [
        ["合并", "合并", "02", "03"],
        ["合并", "合并", "12", "13"],
        ["20", "21", "22", "下"],
        ["30", "31", "32", "下"],
    ]
    assert document.text.count("合并") == 1
    cell = document.tables[0].rows[1][1]
    assert (cell.row_span, cell.column_span) == (2, 2)
    check_offsets(document)


def test_rows_that_begin_further_right_and_old_merges() -> None:
    shifted = f'<w:trPr><w:gridBefore w:val="1"/></w:trPr>{tc("乙")}{tc("2")}'
    assert grid(docx_of(table(tc("项") + tc("甲") + tc("数"), shifted))) == [["项", "甲", "数"], ["", "乙", "2"]]
    merged = tc("头", '<w:hMerge w:val="restart"/>') + tc("", "<w:hMerge/>") + tc("尾")
    assert grid(docx_of(table(merged, tc("1") + tc("2") + tc("3")))) == [["头", "头", "尾"], ["1", "2", "3"]]


def test_tables_in_tables() -> None:
    inner = table(tc("内甲") + tc("1"), tc("内乙") + tc("2"))
    cell = f"<w:tc>{p('旁注')}{inner}{p('')}</w:tc>"
    document = docx_of(table(tc("项") + tc("数"), tc("甲") + tc("5"), tc("乙") + cell))
    assert grid(document) == [["项", "数"], ["甲", "5"], ["乙", "旁注"]]
    assert grid(document, 1) == [["内甲", "1"], ["内乙", "2"]]
    framed = docx_of(table(f"<w:tc>{p('一、情况')}{inner}{p('完')}</w:tc>" + tc("右栏")))
    assert framed.text == "一、情况\n内甲 | 1\n内乙 | 2\n完\n右栏"
    prose = docx_of(table(tc("概述") + tc("本镇公开信息。" * 100)))
    assert prose.tables == []
    assert prose.text.startswith("概述\n本镇")


def test_a_table_in_two_parts_is_one() -> None:
    head = tc("指标") + tc("自然人") + tc("总计")
    parts = table(head, tc("新收") + tc("1") + tc("2")) + table(head, tc("结转") + tc("3") + tc("4"))
    assert grid(docx_of(parts)) == [["指标", "自然人", "总计"], ["新收", "1", "2"], ["结转", "3", "4"]]
    apart = parts.replace("</w:tbl>", f"</w:tbl>{p('又')}", 1)
    assert len(docx_of(apart).tables) == 2


def test_changes_are_read_as_accepted() -> None:
    document = docx_of(
        '<w:p><w:r><w:t>公开</w:t></w:r><w:del w:id="1"><w:r><w:delText>99</w:delText></w:r></w:del>'
        '<w:ins w:id="2"><w:r><w:t>12</w:t></w:r></w:ins><w:r><w:t>条</w:t></w:r></w:p>'
        + p("前半", '<w:rPr><w:del w:id="3"/></w:rPr>')
        + p("后半")
        + table(tc("甲") + tc("1"), f'<w:trPr><w:del w:id="4"/></w:trPr>{tc("删")}{tc("8")}', tc("乙") + tc("2"))
    )
    assert document.text == "公开12条\n前半后半\n甲 | 1\n乙 | 2"
    assert any("修订" in warning for warning in document.warnings)


def test_what_is_not_text_of_the_report_is_left_out_and_said() -> None:
    box = f"<w:txbxContent>{p('联系人 8号')}</w:txbxContent>"
    variants = f"<mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
    run = f"<mc:AlternateContent>{variants}</mc:AlternateContent>"
    document = docx_of(
        f"<w:p><w:r><w:t>公开3条</w:t></w:r><w:r>{run}</w:r><w:r><w:commentReference w:id='1'/></w:r><w:r><w:object/></w:r></w:p>"
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏9条</w:t></w:r><w:r><w:t>显</w:t></w:r></w:p>"
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
        f"<w:sdtContent>{p('一、情况 1')}</w:sdtContent></w:sdt>"
        f"<w:sdt><w:sdtContent>{p('控件内公开4条')}</w:sdtContent></w:sdt>"
        "<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>单击此处</w:t></w:r></w:sdtContent></w:sdt></w:p>"
        "<w:p><w:r><w:instrText>PAGE 7</w:instrText></w:r><w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink></w:p>"
    )
    assert document.text == "公开3条\n显\n控件内公开4条\n链接"
    said = "\n".join(document.warnings)
    assert "有1个文本框未采用，第一个的文字为：联系人 8号" in said
    assert "1条批注" in said
    assert "1个嵌入的对象" in said


def test_numbers_of_lists_are_printed() -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, form, text in (
            (0, "chineseCountingThousand", "%1、"),
            (1, "chineseCounting", "（%2）"),
            (2, "decimal", "%1.%3."),
            (3, "bullet", ""),
        )
    )

    def write(file: Word) -> None:
        from docx.oxml import parse_xml

        numbering = file.part.numbering_part.element
        numbering.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="90">{levels}</w:abstractNum>'))
        numbering.append(parse_xml(f'<w:num {W} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
        for level, text in ((0, "总体情况"), (1, "主动公开"), (1, "依申请公开"), (2, "收到"), (0, "主动公开情况"), (1, "规章"), (3, "点")):
            numbered = file.add_paragraph(text)
            numbered._p.get_or_add_pPr().append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>'))

    assert read(word(write)).text.split("\n") == [
        "一、总体情况",
        "（一）主动公开",
        "（二）依申请公开",
        "一.1.收到",
        "二、主动公开情况",
        "（一）规章",
        "点",
    ]


@pytest.mark.parametrize(
    ("number", "text"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (103, "一百零三"), (110, "一百一十"), (2005, "二千零五")]
)
def test_chinese_numbers(number: int, text: str) -> None:
    assert chinese(number) == text


def test_notes_stand_behind_the_text() -> None:
    text = '<w:p><w:r><w:t>公开12条</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>' + p("申请3件")
    data = body(text)
    notes = "".join(f'<w:footnote w:id="{i}">{p(note)}</w:footnote>' for i, note in enumerate(("分隔", "含转载"), 1))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        relations = archive.read("word/_rels/document.xml.rels").decode()
    related = relations.replace("</Relationships>", f'<Relationship Id="n" Type="{kind}" Target="notes.xml"/></Relationships>')
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/_rels/document.xml.rels", related)
        archive.writestr("word/notes.xml", f"<w:footnotes {W}>{notes}</w:footnotes>")
    assert read(buffer.getvalue()).text == "公开12条\n申请3件\n含转载"


def test_a_package_that_lacks_parts_it_refers_to() -> None:
    # A relationship to a part that is not there, as WPS writes it.
    data = replaced(word(lambda file: file.add_paragraph("公开12条")), word_styles=None, word_numbering=None)
    assert read(data).text == "公开12条"


def test_damaged_files() -> None:
    data = word(lambda file: file.add_paragraph("公开12条" * 50))
    for cut in (len(data) // 2, len(data) - 10):
        with pytest.raises(ReadError, match="damaged or cut off"):
            read(data[:cut])
    with pytest.raises(ReadError, match="damaged or cut off"):
        read(replaced(data, word_document=b"<w:document"))
    with pytest.raises(ReadError, match="holds no document"):
        read(replaced(data, word_document=None))
    flipped = bytearray(data)
    at = data.index(b"word/document.xml") + 60
    flipped[at : at + 40] = bytes(40)
    with pytest.raises(ReadError, match="damaged or cut off"):
        read(bytes(flipped))


def laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY l0 "哈">{entities}]><l>&l9;</l>'.encode()


@pytest.mark.parametrize(
    "xml",
    [
        laughs(),
        laughs().decode().encode("utf-16"),
        b"<d>" * 400 + b"</d>" * 400,
        b"<d>" + b"<p/>" * 1_000_001 + b"</d>",
        b"<d>" + b" " * (33 * 1024 * 1024) + b"</d>",
    ],
    ids=["laughs", "laughs in UTF-16", "depth", "tags", "zip bomb"],
)
def test_limits(xml: bytes) -> None:
    with pytest.raises(LimitError):
        read(replaced(word(lambda file: None), word_document=xml))


def test_a_member_that_is_larger_than_its_directory_says() -> None:
    data = replaced(word(lambda file: None), word_document=b"<d>" + b" " * 5_000_000 + b"</d>")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo("word/document.xml").file_size
    lying = data.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    with pytest.raises(ReadError):
        read(lying)


def test_an_archive_of_too_many_members(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_DIRECTORY", 500)
    with pytest.raises(LimitError, match="members"):
        read(word(lambda file: None))


def test_a_password() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    with pytest.raises(UnsupportedInputError, match="password"):
        read(ole + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(UnsupportedInputError, match=r"\.docx"):
        read(ole + "WordDocument".encode("utf-16-le"))


def test_a_word_file_needs_no_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    data = word(lambda file: file.add_paragraph("公开12条"))
    monkeypatch.setitem(sys.modules, "docx", None)
    assert read(data).text == "公开12条"


# fmt: off
PARTS = st.recursive(
    st.sampled_from([p("公开5条"), p("12"), p(""), "<w:p/>", p("甲", "<w:rPr><w:del/></w:rPr>"), "<w:bookmarkStart/>"]),
    lambda inner: st.one_of(
        st.lists(
            st.lists(st.tuples(st.sampled_from(["", '<w:gridSpan w:val="2"/>', "<w:vMerge/>", '<w:vMerge w:val="restart"/>', "<w:hMerge/>"]), inner),
                     max_size=3), min_size=1, max_size=3,
        ).map(lambda rows: "<w:tbl>" + "".join(
            "<w:tr>" + "".join(f"<w:tc><w:tcPr>{a}</w:tcPr>{b}</w:tc>" for a, b in row) + "</w:tr>" for row in rows) + "</w:tbl>"),
        inner.map(lambda x: f"<w:sdt><w:sdtContent>{x}</w:sdtContent></w:sdt>"),
        st.lists(inner, max_size=3).map("".join),
    ),
    max_leaves=12,
)
# fmt: on
EMPTY = word(lambda file: None)


@settings(max_examples=60)
@given(PARTS)
def test_any_body_keeps_its_offsets(xml: str) -> None:
    data = replaced(EMPTY, word_document=f"<w:document {W}><w:body>{xml}</w:body></w:document>".encode())
    check_offsets(read(data))


@settings(max_examples=60)
@given(st.binary(max_size=300), st.integers(0, 2**16))
def test_damage_gives_a_document_or_an_error(noise: bytes, at: int) -> None:
    data = bytearray(EMPTY)
    at %= len(data)
    data[at : at + len(noise)] = noise
    try:
        check_offsets(read(bytes(data)))
    except GiarError as error:
        assert str(error)
