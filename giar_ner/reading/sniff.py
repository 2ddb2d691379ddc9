"""What kind of input some bytes are, by their content: file names lie, and many reports are saved without an extension."""

from __future__ import annotations

import re
from typing import Literal, NoReturn

from giar_ner.errors import UnsupportedInputError

Kind = Literal["pdf", "docx"]

_OLE = "an old Office file (.doc, .xls, .wps): open it in an office program and save it as .docx or PDF"
_DOC = "an old Word or WPS file (.doc, .wps): open it in Word or WPS and save it as .docx"
_LOCKED = "an Office file that is protected by a password: open it and save it without one"
_IMAGE = "an image: run optical character recognition on it and give the text"
_ARCHIVE = "a compressed archive: unpack it and give the files in it"
_PROGRAM = "a program or a database, not a report"
_MHTML = "a web archive (.mht): save the page as HTML instead"

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "a rich text file (.rtf): open it in Word or WPS and save it as .docx"),
    (b"\x89PNG\r\n\x1a\n", _IMAGE),
    (b"\xff\xd8\xff", _IMAGE),
    (b"GIF87a", _IMAGE),
    (b"GIF89a", _IMAGE),
    (b"II*\x00", _IMAGE),
    (b"MM\x00*", _IMAGE),
    (b"\x1f\x8b\x08", _ARCHIVE),
    (b"BZh", _ARCHIVE),
    (b"\xfd7zXZ\x00", _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (b"Rar!\x1a\x07", _ARCHIVE),
    (b"\x28\xb5\x2f\xfd", _ARCHIVE),
    (b"\x7fELF", _PROGRAM),
    (b"SQLite format 3\x00", _PROGRAM),
)
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names of the streams in such a file, which say what it is; a file encrypted by Word of today is one, too.
_OLE_STREAMS = (("EncryptedPackage".encode("utf-16-le"), _LOCKED), ("WordDocument".encode("utf-16-le"), _DOC))
_DOCX_PART = b"word/"
_ZIPPED = (
    (b"xl/", "a workbook (.xlsx): save the sheet as plain text or HTML"),
    (b"ppt/", "a presentation (.pptx): save it as plain text"),
    (b"OFD.xml", "an OFD file: convert it to text first (most OFD viewers can export plain text)"),
    (b"opendocument", "an OpenDocument file: save it as plain text or HTML"),
)
_PDF_HEAD = 1024  # readers accept a PDF whose mark stands this late, behind mail headers or stray bytes
_HTML_HEAD = 4096

_PAGE = re.compile(r"<!doctype\s+html|<html[\s>]|<body[\s>]", re.I)
_ELEMENT = re.compile(
    r"</?(?:html|head|body|meta|title|script|style|link|base|div|p|table|tbody|tr|td|span|font|center|article|section|main|header|h[1-6]|[uo]l|li|br|a|b|strong)"
    r"(?:\s[^<>]*)?/?>",
    re.I,
)


def sniff(data: bytes) -> Kind | None:
    """The kind of a file that is no text; None for what may be one. Raises `UnsupportedInputError`, with what to do, for other kinds."""
    head = data[:_PDF_HEAD]
    if head.startswith(b"%PDF-") or (b"%PDF-" in head and b"\x00" in data[:65536]):
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        # The member names stand in the local headers and again in the directory at the end.
        names = data[:65536] + data[-65536:]
        if _DOCX_PART in names:
            return "docx"
        _refuse(next((kind for mark, kind in _ZIPPED if mark in names), _ARCHIVE))
    if head.startswith(_OLE_MAGIC):
        _refuse(next((kind for name, kind in _OLE_STREAMS if name in data), _OLE))
    _refuse_others(data, head)
    return None


def _refuse_others(data: bytes, head: bytes) -> None:
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        _refuse(_IMAGE)
    if head.startswith(b"BM") and len(data) > 26 and int.from_bytes(data[2:6], "little") == len(data):
        _refuse(_IMAGE)
    if head.startswith(b"MZ") and b"\x00" in head:
        _refuse(_PROGRAM)
    if re.match(rb"(?:From:|MIME-Version:)", head, re.I) and b"multipart/related" in data[:_HTML_HEAD]:
        _refuse(_MHTML)
    for mark, kind in _MAGIC:
        if head.startswith(mark):
            _refuse(kind)


def looks_like_html(text: str) -> bool:
    """Whether a decoded text is a page or a fragment of one. A text that merely mentions a tag in its prose is not."""
    head = text[:_HTML_HEAD].lstrip("\ufeff\x00 \t\r\n\f\u3000")
    page = _PAGE.search(head)
    if head.startswith("<"):
        return page is not None or _ELEMENT.search(head) is not None
    return page is not None and page.start() < 1000 and "</" in text


def _refuse(kind: str) -> NoReturn:
    raise UnsupportedInputError(f"the input is {kind}")
