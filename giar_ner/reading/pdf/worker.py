"""The process in which a PDF is parsed: bytes on its input, the blocks of the document or the reason why there are none on its output.

A process of its own because a PDF is a program: a form that draws itself ten times, ten levels deep, is a kilobyte and never ends, and no
library bounds what a stream unpacks to. The operating system bounds this process, and a crash of a native library is an error message.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import sys
from dataclasses import astuple
from typing import Any

from giar_ner.errors import GiarError, LimitError, ReadError, UnsupportedInputError
from giar_ner.reading.blocks import Block

MAX_PAGES = 500  # the longest report known, of a province with its departments, has about 200
MAX_GLYPHS = 3_000_000  # of a document: 500 full pages have a third of it
MAX_CPU_SECONDS = 30  # a page takes some hundredths
MAX_MEMORY = 768 * 1024 * 1024  # bytes of address space; a report takes about 100 MB
MEMORY_EXIT = 86

_PASSWORD = "the input is an encrypted PDF that asks for a password: save it without one (print it to a new PDF) and give that"
_SCAN = (
    "the input is a scanned PDF without a text layer ({}): run optical character recognition on it, e.g. with `ocrmypdf -l chi_sim`, and give "
    "the result"
)
_NAMELESS = "the fonts of the PDF do not say which characters they show: run optical character recognition on it"
_DAMAGED = "the PDF is damaged or cut off: copy or download it again"
_UNMAPPED = 0.3  # of the glyphs: more without a character make the text useless
_TAIL = 2048  # bytes in which a whole file has its end mark
_REPORT = re.compile(r"报告|年报|報告|年報")
_PREFIX = re.compile(r"^Microsoft Word\s*-\s*|\.(?:docx?|wps|pdf|rtf)$", re.I)


def main() -> None:
    """Read a PDF from the standard input and write its blocks, or the error, as JSON."""
    limit_resources()
    data = sys.stdin.buffer.read()
    output = io.StringIO()
    try:
        with contextlib.redirect_stdout(sys.stderr):  # libraries may print; the output is ours alone
            json.dump(parse(data), output, ensure_ascii=True)
    except MemoryError:
        sys.exit(MEMORY_EXIT)
    except RecursionError:
        output = io.StringIO(json.dumps({"error": "LimitError", "message": "the PDF is nested too deeply"}))
    except GiarError as error:
        output = io.StringIO(json.dumps({"error": type(error).__name__, "message": str(error)}))
    sys.stdout.write(output.getvalue())


def limit_resources() -> None:
    """Bound this process where the system can (Windows has no such limits; there the clock of the caller is the only one)."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in ((resource.RLIMIT_CPU, MAX_CPU_SECONDS), (resource.RLIMIT_AS, MAX_MEMORY), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(kind)
        with contextlib.suppress(ValueError, OSError):  # macOS does not bound the address space
            resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def parse(data: bytes) -> dict[str, Any]:
    """The blocks, the title and the warnings of a PDF, in types that JSON has."""
    from giar_ner.reading.pdf.layout import lay_out

    pages, title = read_pages(data)
    glyphs = sum(len(page.glyphs) for page in pages)
    unmapped = sum(page.unmapped for page in pages)
    pictures = [number for number, page in enumerate(pages, 1) if page.pictures and not page.glyphs]
    if not glyphs and pictures:
        raise UnsupportedInputError(_SCAN.format(f"{len(pages)} pages of pictures"))
    if unmapped > _UNMAPPED * glyphs:
        raise UnsupportedInputError(_NAMELESS)
    blocks, warnings = lay_out(pages)
    if pictures:
        shown = "、".join(map(str, pictures[:10])) + (f"等{len(pictures)}" if len(pictures) > 10 else "")
        warnings.append(f"第{shown}页只有图片，没有文字，未读取")
    if unmapped:
        warnings.append(f"PDF有{unmapped}个字形无对应的字符，文中以U+FFFD代替")
    if b"%%EOF" not in data[-_TAIL:]:
        warnings.append("PDF缺少结束标记，可能被截断，读取的内容可能不完整")
    return {"blocks": [_plain(block) for block in blocks], "title": title, "warnings": warnings}


def read_pages(data: bytes, *, fallback: bool = False) -> tuple[list[Any], str | None]:
    """The pages of a PDF and the title in its properties. Where pdfium loses text, or with `fallback`, pdfplumber reads all of them."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    from giar_ner.reading.pdf.page import read_page

    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise UnsupportedInputError(_PASSWORD) from None
        raise ReadError(_DAMAGED) from None
    if count > MAX_PAGES:
        raise LimitError(f"the PDF has {count:,} pages; the limit is {MAX_PAGES}: give the pages of the report alone")
    if not count:
        raise ReadError(_DAMAGED)
    pages = []
    total = 0
    for i in range(count):
        if fallback:
            break
        try:
            page = document[i]
        except pypdfium2.PdfiumError:
            raise ReadError(
                f"page {i + 1} of {count} of the PDF cannot be read: it is damaged or cut off; copy or download it again"
            ) from None
        pages.append(read_page(page))
        page.close()
        fallback = pages[-1].lost > 0
        total = _counted(total, pages[-1])
    title = _title(document.get_metadata_dict().get("Title", ""))
    document.close()
    return (_slow_pages(data) if fallback else pages), title


def _slow_pages(data: bytes) -> list[Any]:
    import pdfplumber
    from pdfplumber.utils.exceptions import PdfminerException

    from giar_ner.reading.pdf.fallback import read_page

    pages = []
    total = 0
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            for page in document.pages:
                pages.append(read_page(page))
                page.close()
                total = _counted(total, pages[-1])
    except (GiarError, MemoryError, RecursionError):
        raise
    except PdfminerException:
        raise ReadError(_DAMAGED) from None
    except Exception as error:  # pdfminer raises whatever a damaged file leads it to
        raise ReadError(f"{_DAMAGED} ({type(error).__name__})") from None
    return pages


def _counted(total: int, page: Any) -> int:
    total += len(page.glyphs)
    if total > MAX_GLYPHS:
        raise LimitError(f"the PDF has more than {MAX_GLYPHS:,} characters; no report is that long")
    return total


def _title(text: str) -> str | None:
    """The title in the properties where it speaks of a report; mostly it is a file's name or a template's."""
    text = _PREFIX.sub("", _PREFIX.sub("", " ".join(text.split())))
    return text if _REPORT.search(text) and 4 <= len(text) <= 120 else None


def _plain(block: Block) -> Any:
    return block if isinstance(block, str) else [[astuple(piece) for piece in row] for row in block.rows]


if __name__ == "__main__":
    main()
