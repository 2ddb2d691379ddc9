"""Every encoding round trip, the order of evidence, and refusals that say where and what was tried."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_texts import passage

from giar_ner.errors import ReadError
from giar_ner.reading.decode import declared_charset, decode

LENGTHS = (10, 15, 20, 50, 200, 2000)
MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
ENCODINGS = ("utf-8", "gb18030", "gbk", "big5", "utf-16-le", "utf-16-be")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("length", LENGTHS)
def test_short_and_long_texts_come_back_in_every_encoding(encoding: str, length: int) -> None:
    for offset in range(0, 120, 3):
        text = passage(length, traditional=encoding == "big5", offset=offset)
        found, name, warnings = decode(text.encode(encoding))
        assert found == text
        assert name == ("gb18030" if encoding == "gbk" else encoding)
        assert warnings == []


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_characters_beyond_gbk_and_the_bmp(encoding: str) -> None:
    text = "申请件数：𠮷林镇收到3件，答复𫍯件，网站😀公开120条，其中规范性文件2件。"
    assert decode(text.encode(encoding))[0] == text


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_a_byte_order_mark_decides_and_is_no_text(mark: bytes, encoding: str) -> None:
    assert decode(mark + "公开12条\r\n".encode(encoding)) == ("公开12条\r\n", encoding, [])


@pytest.mark.parametrize("text", ["", "a", "公开12条", "公\x00开\x0012条", "\r\n公开\r12条\n", "12345", "报\ufffd告"])
def test_utf8_is_kept_character_for_character(text: str) -> None:
    assert decode(text.encode()) == (text, "utf-8", [])


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["2021 12 345\r\n", "<html><body>ok</body></html>"])
def test_utf16_of_ascii_is_not_taken_for_utf8_with_nuls(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == (text, encoding, [])


def test_a_declaration_is_verified() -> None:
    text = passage(60)
    assert decode(text.encode("gbk"), "gb2312") == (text, "gb18030", [])
    found, name, warnings = decode(text.encode(), "gb2312")
    assert (found, name) == (text, "utf-8")
    assert "声明的编码为gb2312，实际编码为UTF-8" in warnings[0]
    found, name, warnings = decode(text.encode("gbk"), "utf-8")
    assert (found, name, len(warnings)) == (text, "gb18030", 1)
    # An unknown or absurd declaration changes nothing.
    assert decode(text.encode("gbk"), "x-klingon")[0] == text


def test_a_declaration_decides_where_readings_are_equally_plausible() -> None:
    # These two bytes twice are an everyday word under either table.
    data = "登记".encode("gbk")
    assert decode(data)[1] == "gb18030"
    assert decode(data, "big5")[1] == "big5"


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        (b'<meta http-equiv="Content-Type" content="text/html; charset=gb2312" />', "gb2312"),
        (b"<META content='text/html;charset=GBK' http-equiv=x>", "GBK"),
        (b"<meta charset=utf-8>", "utf-8"),
        (b'<meta charset = "Big5">', "Big5"),
        (b'<?xml version="1.0" encoding="gb18030"?><html>', "gb18030"),
        (b"<html>charset=gbk</html>", None),
        (b"", None),
    ],
)
def test_declared_charset(data: bytes, charset: str | None) -> None:
    assert declared_charset(data) == charset


def test_refusals_say_where_and_what_was_tried() -> None:
    damaged = bytearray(passage(300).encode())
    damaged[90] = 0xFF
    with pytest.raises(ReadError, match=r"UTF-8 \(invalid at byte 90\).*GB18030") as caught:
        decode(bytes(damaged))
    assert "save the file as UTF-8" in str(caught.value)
    with pytest.raises(ReadError, match="UTF-8 byte order mark but is not valid at byte 6"):
        decode(codecs.BOM_UTF8 + b"abc\xff")
    with pytest.raises(ReadError, match="UTF-16-LE byte order mark"):
        decode(codecs.BOM_UTF16_LE + b"abc")


@pytest.mark.parametrize("cut", [1, 2])
@pytest.mark.parametrize("length", [40, 400])
def test_utf8_cut_inside_a_character_is_refused_and_not_read_as_something_else(cut: int, length: int) -> None:
    data = (passage(length).rstrip("\n") + "条").encode()[:-cut]
    with pytest.raises(ReadError, match="UTF-8"):
        decode(data)


def test_other_scripts_are_refused_with_a_hint() -> None:
    text = "Le rapport annuel présente les activités réalisées à l'échelle régionale, où l'été a été très sec. " * 8
    with pytest.raises(ReadError):
        decode(text.encode("latin-1"))


@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_a_read_error(data: bytes) -> None:
    try:
        text, encoding, _ = decode(data)
    except ReadError:
        return
    mark = next((mark for mark in MARKS if data.startswith(mark)), b"")
    assert text == data[len(mark) :].decode(encoding)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\ufeff\x00"), max_size=200))
def test_any_utf8_text_comes_back(text: str) -> None:
    assert decode(text.encode())[0] == text
