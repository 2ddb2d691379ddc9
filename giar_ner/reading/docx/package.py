"""The zip package of a Word file: which part is which, and its XML, within limits that hold before anything is unpacked.

Opened by hand rather than through python-docx. What a report needs lies below python-docx's objects in any case (it gives neither the text of
tracked insertions nor content controls), and it refuses packages that Word opens: a relationship to a part that is not there, which WPS
writes, or a document with macros. Only the parts that hold text are unpacked, so that a picture costs nothing.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

from lxml import etree

from giar_ner.errors import LimitError, ReadError, UnsupportedInputError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAX_XML = 32 * 1024 * 1024  # bytes of one part, unpacked; the text of a report of 100 pages has about 2 MB
MAX_TAGS = 1_000_000  # in one part
MAX_DIRECTORY = 1024 * 1024  # bytes of the zip's directory: some ten thousand members; Word writes twenty
_DAMAGED = "the Word file is damaged or cut off ({}): copy or download it again, or open it in Word or WPS and save it anew"
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_END = b"PK\x05\x06"
_END_SIZE = 22
_ZIP64 = b"PK\x06\x07"
_ZIP64_SIZE = 20


class Package:
    """A Word file's parts by what the main part's relationships call them."""

    def __init__(self, data: bytes):
        _check_directory(data)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
            raise ReadError(_DAMAGED.format(error)) from None
        self._names = set(self._zip.namelist())
        self._root = self._targets("")
        self._main = self._root.get("officeDocument") or "word/document.xml"
        self._parts = self._targets(self._main)

    def main(self) -> Element:
        """The document itself."""
        root = self._xml(self._main) if self._main in self._names else None
        if root is None:
            raise ReadError(_DAMAGED.format("it holds no document"))
        return root

    def part(self, kind: str) -> Element | None:
        """A part by the last word of its relationship: `numbering`, `styles`, `footnotes`, `core-properties`; None where there is none."""
        name = self._parts.get(kind) or self._root.get(kind)
        return self._xml(name) if name in self._names else None

    def _targets(self, source: str) -> dict[str, str]:
        """The parts that `source` refers to, by the last word of the relationship's type, which old and new standard share."""
        folder, name = posixpath.split(source)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        root = self._xml(relations) if relations in self._names else None
        found: dict[str, str] = {}
        for relation in root if root is not None else ():
            target = relation.get("Target") or ""
            if relation.get("TargetMode") != "External" and target:
                path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                found.setdefault((relation.get("Type") or "").rpartition("/")[2], path)
        return found

    def _xml(self, name: str) -> Element:
        return parse_xml(self._read(name), name)

    def _read(self, name: str) -> bytes:
        """A member's bytes. zipfile gives no more of them than the directory says, and the directory is asked first."""
        info = self._zip.getinfo(name)
        if info.file_size > MAX_XML:
            raise LimitError(
                f"the part {name} of the Word file is larger than {MAX_XML // 1024 // 1024} MB unpacked; no report is that large"
            )
        if info.flag_bits & 1:
            raise UnsupportedInputError("the input is an encrypted Word file: save it without a password")
        try:
            return self._zip.read(info)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError, ValueError) as error:
            raise ReadError(_DAMAGED.format(error)) from None


def parse_xml(data: bytes, name: str) -> Element:
    """A part's tree. No entity is expanded and nothing is fetched; libxml2's own limits (256 levels) stay in force."""
    if any(mark in data for mark in _DOCTYPES):
        raise LimitError(f"the part {name} of the Word file declares a document type, which Word never does: it is not read")
    if data.count(b"<") > MAX_TAGS:
        raise LimitError(f"the part {name} of the Word file has more than {MAX_TAGS:,} tags")
    # Literals, because lxml's stubs know no shared options: the text is cleaned later, so that blank text is kept here.
    parser: Any = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        limits = (etree.ErrorTypes.ERR_RESOURCE_LIMIT, etree.ErrorTypes.ERR_NO_MEMORY)
        if any(entry.type in limits for entry in parser.error_log) or "depth" in str(error):
            raise LimitError(f"the part {name} of the Word file is nested too deeply or exceeds another limit of the XML parser") from None
        raise ReadError(_DAMAGED.format(f"{name} is no XML")) from None
    return root


def _check_directory(data: bytes) -> None:
    """Refuse a directory of more members than any Word file has, before a list of them is made."""
    at = data.rfind(_END, max(0, len(data) - 65_536 - _END_SIZE))
    if at < 0 or at + _END_SIZE > len(data):
        raise ReadError(_DAMAGED.format("the end of the zip archive is missing"))
    size = int.from_bytes(data[at + 12 : at + 16], "little")
    if size > MAX_DIRECTORY or data[max(0, at - _ZIP64_SIZE) : at].startswith(_ZIP64):
        raise LimitError("the zip archive of the Word file has more members than any report")
