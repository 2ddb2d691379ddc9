"""Word files for the tests: written by python-docx, and the parts that it cannot write by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
from docx.document import Document as Word
from docx.oxml import parse_xml

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(write: Callable[[Word], object]) -> bytes:
    """A Word file that `write` has written into."""
    document = docx.Document()
    write(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def body(xml: str) -> bytes:
    """A Word file whose body holds `xml` (with the prefix w)."""

    def write(document: Word) -> None:
        inserted = parse_xml(f'<w:body {W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">{xml}</w:body>')
        for element in reversed(list(inserted)):
            document.element.body.insert(0, element)

    return word(write)


def replaced(data: bytes, **parts: bytes | None) -> bytes:
    """A Word file with parts exchanged or, with None, left out; `word_document` names word/document.xml."""
    names = {name.replace("_", "/", 1) + ".xml": value for name, value in parts.items()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = names.get(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return buffer.getvalue()


def fill(table: docx.table.Table, rows: list[list[str]]) -> None:
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
