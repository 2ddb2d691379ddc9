"""Plain text to a Document: the text is the decoded source itself, character for character, so that offsets hold in the user's own file."""

from __future__ import annotations

import re

from giar_ner.errors import UnsupportedInputError
from giar_ner.reading.document import Document

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_BINARY_SHARE = 0.3  # of control characters: a stray NUL or a form feed does not make a text a binary


def read_text(text: str, *, uri: str | None, sha256: str) -> Document:
    """A Document of a plain text. No newline is translated and no character dropped; what looks wrong is said in the warnings."""
    return Document(text=text, uri=uri, sha256=sha256, media_type="text/plain", warnings=text_warnings(text))


def refuse_binary(text: str) -> None:
    """Bytes that decode, but to control characters, are no text. (A string that a caller hands over is text by definition.)"""
    controls = len(_CONTROL.findall(text))
    if controls > _BINARY_SHARE * len(text):
        raise UnsupportedInputError(f"the input is no text: {controls} of its {len(text)} characters are control characters")


def text_warnings(text: str) -> list[str]:
    """What a reader of the records should know about the text: nothing in it, or characters lost before it reached us."""
    if not text.strip():
        return ["没有读到文字"]
    lost = text.count("\ufffd")
    return [f"文中有{lost}个替换字符（U+FFFD），原有的字在保存之前已丢失"] if lost else []
