"""An HTML page to a Document: parse, drop what is not shown, find the main content and the title, lay out the text.

Written on lxml rather than on a main-content library because a report is its tables: see `content.py` for the comparison.
Offsets count in the extracted text, which is a pure function of the page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree, html

from giar_ner.errors import LimitError, ReadError
from giar_ner.reading.content import clean, main_content, own_text
from giar_ner.reading.document import Document
from giar_ner.reading.layout import Layout
from giar_ner.reading.text import text_warnings
from giar_ner.reading.title import find_title, metadata, opens_the_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_ELEMENTS = 200_000  # real pages have some thousands; hostile ones cost about 0.1 ms for each
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>", re.I)
_LITTLE = 100  # characters: less than this beside pictures or attachments is probably not the report itself
_MUCH_LEFT_OUT = 300
_ATTACHMENT = re.compile(r"\.(?:pdf|docx?|wps|ofd|xlsx?)(?:$|\?)", re.I)


def read_html(source: str, *, uri: str | None, sha256: str) -> Document:
    """A Document of a page's source text (decoded; its charset declaration is no longer looked at)."""
    document = Document(text="", uri=uri, sha256=sha256, media_type="text/html")
    try:
        _fill(document, source)
    except RecursionError:
        raise LimitError("the page is nested too deeply") from None
    document.warnings += text_warnings(document.text)
    return document


def _fill(document: Document, source: str) -> None:
    root = _parse(source)
    if root is None:
        return
    pictures, attachments = _pictures_and_attachments(root)
    about = metadata(root)  # read now: cleaning drops the head
    if not clean(root):
        # Some sites keep the content hidden until a script shows it: then the hidden text is the page.
        document.warnings.append("网页的文字几乎全部隐藏，已读取隐藏的文字")
        root = _parse(source)
        assert root is not None
        clean(root, keep_hidden=True)
    main, left_out = main_content(root)
    document.title = find_title(root, about)
    layout = Layout()
    opening = "".join(own_text(main)[:400].split())
    if document.title and opens_the_text(document.title, about) and "".join(document.title.split()) not in opening:
        layout.line(document.title)
    layout.block(main)
    document.text, document.tables = layout.result()
    if left_out > max(_MUCH_LEFT_OUT, 0.2 * len(document.text)):
        document.warnings.append(f"网页正文以外的{left_out}个字符未采用")
    if len(document.text) < _LITTLE and (pictures or attachments):
        found = f"{pictures}张图片、{attachments}个附件"
        document.warnings.append(f"网页文字很少，但有{found}，报告可能在其中")


def _parse(source: str) -> HtmlElement | None:
    """The page's tree, or None where there is nothing in it. libxml2's own limits (256 levels, 10 MB in one run of text) stay in force."""
    # A fresh parser each time: its error log must be of this page. NULs end the input in older libxml2.
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    try:
        root = html.document_fromstring(_DECLARATION.sub("", source.replace("\x00", "")).encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        _refuse_cut(parser)
        if "empty" in str(error).lower():
            return None
        raise ReadError(f"the page cannot be parsed as HTML ({error})") from None
    _refuse_cut(parser)
    if sum(1 for _ in root.iter()) > MAX_ELEMENTS:
        raise LimitError(f"the page has more than {MAX_ELEMENTS:,} elements")
    return root


def _refuse_cut(parser: html.HTMLParser) -> None:
    """libxml2 stops at its limits and gives the part before them: a report cut in silence, unless its log is read."""
    for entry in parser.error_log:
        if entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT or entry.type == etree.ErrorTypes.ERR_NO_MEMORY:
            message = entry.message.split(", ")[0].strip().lower()
            raise LimitError(f"the page exceeds a limit of the HTML parser ({message}); save its text and read that")


def _pictures_and_attachments(root: HtmlElement) -> tuple[int, int]:
    attachments = sum(1 for link in root.iter("a") if _ATTACHMENT.search(link.get("href") or ""))
    return sum(1 for _ in root.iter("img")), attachments + sum(1 for _ in root.iter("iframe", "embed", "object"))
