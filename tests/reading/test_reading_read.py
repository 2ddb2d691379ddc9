"""The one entry: paths, bytes and strings; what is refused, in one sentence that says what to do."""

from __future__ import annotations

import gzip
import hashlib
import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_texts import SIMPLIFIED

from giar_ner import reading
from giar_ner.errors import GiarError, LimitError, ReadError, UnsupportedInputError
from giar_ner.reading import Document, flattened, from_text, read


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


def test_a_text_file(tmp_path: Path) -> None:
    path = tmp_path / "年报.txt"
    data = SIMPLIFIED.replace("\n", "\r\n").encode("gb18030")
    path.write_bytes(data)
    for source in (path, str(path)):
        document = read(source)
        assert document == Document(data.decode("gb18030"), str(path), hashlib.sha256(data).hexdigest(), "text/plain")
    assert read(path, uri="doc:1").uri == "doc:1"
    assert read(data).uri is None


@pytest.mark.parametrize("text", ["", " \r\n", "公开12条\r\n申请\r3件\n\n", "\x00公开\x0012条", "😀𠮷12", "价格<30元，见<附件>", "1" * 99])
def test_a_plain_text_is_its_own_text(text: str) -> None:
    assert read(text.encode()).text == text
    assert from_text(text).text == text
    assert from_text(text).sha256 == read(text.encode()).sha256


def test_warnings_of_texts() -> None:
    assert from_text("").warnings == ["没有读到文字"]
    assert "2个替换字符" in from_text("公\ufffd开\ufffd12条").warnings[0]
    assert read("网页写作 <meta charset=gb2312> 的公开".encode()).warnings == []


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (zipped("xl/workbook.xml"), "workbook"),
        (zipped("OFD.xml"), "OFD"),
        (zipped("a.txt"), "unpack"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Office file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), r"old Word or WPS file .*\.docx"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "character recognition"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "image"),
        (gzip.compress(b"x"), "archive"),
        (b"{\\rtf1\\ansi", "rich text"),
        (b"\x7fELF" + bytes(50), "program"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x", "web archive"),
        (b"RIFF\x00\x00\x00\x00WEBP", "image"),
        (bytes(100), "control characters"),
        (b"\x01\x02\x03\x04" * 20, "control characters"),
    ],
)
def test_unsupported_inputs_say_what_to_do(data: bytes, says: str) -> None:
    with pytest.raises(UnsupportedInputError, match=says):
        read(data)
    with pytest.raises(UnsupportedInputError, match=r"^报告: the input is "):
        read(data, uri="报告")


def test_paths_that_cannot_be_read(tmp_path: Path) -> None:
    for source, says in (
        (tmp_path / "none.txt", "no such file"),
        (tmp_path, "directory"),
        ("https://example.org/a.html", "URL is not fetched"),
        ("file:///etc/hosts", "URL is not fetched"),
        ("公\x00开", "from_text"),
        ("公开" * 5000, "cannot be read"),
    ):
        with pytest.raises(ReadError, match=says) as caught:
            read(source)
        assert len(str(caught.value)) < 400
        assert "\n" not in str(caught.value)


def test_a_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:  # root reads every file, so that the refusal is played
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(ReadError, match="no permission"):
        read(tmp_path / "a.txt")


def test_size_limits(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 1000)
    (tmp_path / "a.txt").write_bytes(b"1" * 1001)
    for call in (lambda: read(tmp_path / "a.txt"), lambda: read(b"1" * 1001), lambda: from_text("1" * 1001)):
        with pytest.raises(LimitError):
            call()
    assert len(read(b"1" * 1000).text) == 1000


def test_a_text_too_long_to_look_for_tables_in(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "规章 | 0 | 0 | 0\n行政规范性文件 | 1 | 0 | 2"
    assert len(from_text(text).tables) == 1
    monkeypatch.setattr(flattened, "MAX_SEARCHED", 10)
    document = from_text(text)
    assert document.tables == []
    assert "未查找" in document.warnings[0]


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(ReadError, match="character 2"):
        from_text("公开\ud83d")


def test_libraries_are_loaded_only_when_needed() -> None:
    code = (
        "import sys; from giar_ner.reading import read; read('公开12条'.encode('gbk')); "
        "assert not {'lxml', 'charset_normalizer', 'docx', 'pypdfium2', 'pdfplumber', 'zipfile', 'subprocess'} & set(sys.modules), 'too early'"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])


@given(st.binary(max_size=300), st.sampled_from([b"", b"<html>", b"\xef\xbb\xbf", b"\xff\xfe", b"PK\x03\x04", b"<?xml encoding='gbk'?>"]))
def test_random_bytes_give_a_document_or_a_giar_error(data: bytes, head: bytes) -> None:
    try:
        document = read(head + data)
    except GiarError as error:
        assert str(error)
        return
    document.text.encode()
