"""A Word file (.docx) to a Document: its package within limits, its body in order, its title, and what was left out.

Headers and footers are not read: they repeat on every page what the text says once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from giar_ner.errors import LimitError
from giar_ner.reading.blocks import compose, join_split
from giar_ner.reading.document import Document
from giar_ner.reading.docx.body import Body
from giar_ner.reading.docx.numbering import read_numbering
from giar_ner.reading.docx.package import Package
from giar_ner.reading.lines import collapse
from giar_ner.reading.text import text_warnings

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LITTLE = 100  # characters: less than this beside pictures is probably not the report itself
_REPORT = re.compile(r"报告|年报|報告|年報")
_TITLE_LENGTHS = range(4, 121)


def read_docx(data: bytes, *, uri: str | None, sha256: str) -> Document:
    """A Document of the bytes of a .docx file."""
    package = Package(data)
    root = package.main()
    ns = root.tag.partition("}")[0].lstrip("{")  # transitional and strict files differ in nothing else that matters here
    styles = package.part("styles")
    body = Body(ns, read_numbering(package.part("numbering"), styles, ns), _style_names(styles, ns))
    try:
        body.read(root)
        for kind in ("footnotes", "endnotes"):
            if body.has_notes(kind) and (notes := package.part(kind)) is not None:
                body.read_notes(notes, kind)
    except RecursionError:
        raise LimitError("the Word file is nested too deeply") from None
    text, tables = compose(join_split(body.blocks))
    document = Document(text, uri, sha256, MEDIA_TYPE, _title(package.part("core-properties"), body), tables, body.warnings())
    if len(text) < _LITTLE and body.pictures:
        document.warnings.append(f"文件文字很少，但有{body.pictures}张图片，报告可能在其中")
    document.warnings += text_warnings(text)
    return document


def _style_names(styles: Element | None, ns: str) -> dict[str, str]:
    """The names of the paragraph styles by their ids, which a Chinese Word makes numbers of."""
    names: dict[str, str] = {}
    for style in styles.iter(f"{{{ns}}}style") if styles is not None else ():
        name = style.find(f"{{{ns}}}name")
        if name is not None:
            names[style.get(f"{{{ns}}}styleId") or ""] = name.get(f"{{{ns}}}val") or ""
    return names


def _title(properties: Element | None, body: Body) -> str | None:
    """The paragraph styled as the title, else the title of the file's properties where it speaks of a report (mostly it is a template's)."""
    if body.title:
        return body.title
    for element in properties.iter("{http://purl.org/dc/elements/1.1/}title") if properties is not None else ():
        title = collapse(element.text or "")
        if len(title) in _TITLE_LENGTHS and _REPORT.search(title):
            return title
    return None
