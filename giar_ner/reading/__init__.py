"""A path or bytes to a `Document`: the text that offsets count in, its tables as grids, and what went wrong on the way.

    document = read("report.html")
    document.text, document.title, document.tables, document.warnings

Plain text and HTML are read, in UTF-8, GB18030 (with GBK and GB 2312), Big5 and UTF-16, Word files (.docx) and, with the extra `pdf`, PDF
with a text layer. Nothing is fetched: a URL is refused.
"""

from __future__ import annotations

import hashlib
import os
import re

from giar_ner.errors import LimitError, ReadError
from giar_ner.reading.decode import declared_charset
from giar_ner.reading.decode import decode as _decode  # `reading.decode` stays the module
from giar_ner.reading.document import MAX_BYTES, Cell, Document, Table, digest
from giar_ner.reading.flattened import with_flattened
from giar_ner.reading.sniff import looks_like_html, sniff
from giar_ner.reading.text import read_text, refuse_binary

__all__ = ["Cell", "Document", "Table", "from_text", "read"]

_URL = re.compile(r"[a-z][a-z0-9+.-]+://", re.I)


def read(source: str | os.PathLike[str] | bytes, *, uri: str | None = None) -> Document:
    """The document in a file (a path) or in its bytes.

    For plain text `Document.text` is the decoded source itself, without a byte order mark and with its own line ends; for a page it is the
    text that `reading.html` extracts. `uri` names the source in the result; by default the path as given. Raises `ReadError`,
    `UnsupportedInputError` or `LimitError`, each a sentence that names the source and says what to do.
    """
    data = source if isinstance(source, bytes) else _file(source)
    name = uri if uri is not None or isinstance(source, bytes) else os.fspath(source)
    try:
        return with_flattened(_document(data, name))
    except ReadError as error:
        if name is None:
            raise
        raise type(error)(f"{_short(name)}: {error}") from None


def from_text(text: str, *, uri: str | None = None) -> Document:
    """A document of a text that is in memory already: offsets count in exactly this string."""
    if len(text) > MAX_BYTES:
        raise LimitError(f"the text has {len(text):,} characters; the limit is {MAX_BYTES:,}")
    return with_flattened(read_text(text, uri=uri, sha256=digest(text)))


def _document(data: bytes, uri: str | None) -> Document:
    if len(data) > MAX_BYTES:
        raise LimitError(f"the input is larger than {MAX_BYTES // 1024 // 1024} MB; no report is that large")
    kind = sniff(data)
    sha256 = hashlib.sha256(data).hexdigest()
    # Each of these readers is loaded when its first file is read: a text needs none of them.
    if kind == "pdf":
        from giar_ner.reading.pdf import read_pdf

        return read_pdf(data, uri=uri, sha256=sha256)
    if kind == "docx":
        from giar_ner.reading.docx import read_docx

        return read_docx(data, uri=uri, sha256=sha256)
    text, _, warnings = _decode(data, declared_charset(data))
    if looks_like_html(text):
        from giar_ner.reading.html import read_html

        document = read_html(text, uri=uri, sha256=sha256)
    else:
        refuse_binary(text)
        document = read_text(text, uri=uri, sha256=sha256)
        warnings = []  # a charset that a plain text mentions is not a declaration
    document.warnings[:0] = warnings
    return document


def _file(path: str | os.PathLike[str]) -> bytes:
    """A file's bytes, no more than the limit and one; every way in which that fails as one sentence."""
    name = os.fspath(path)
    if _URL.match(name):
        raise ReadError(f"{name}: a URL is not fetched (nothing here uses the network); download the page and give the file")
    try:
        with open(name, "rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise ReadError(f"{_short(name)}: there is no such file") from None
    except IsADirectoryError:
        raise ReadError(f"{_short(name)}: this is a directory; give the files in it") from None
    except PermissionError:
        raise ReadError(f"{_short(name)}: no permission to read this file") from None
    except ValueError:  # a NUL in the name
        raise ReadError(f"{_short(name)!r}: this is no file name; a text goes to from_text") from None
    except OSError as error:
        raise ReadError(f"{_short(name)}: it cannot be read ({error.strerror or error})") from None


def _short(name: str) -> str:
    return name if len(name) <= 200 else name[:200] + "…"
