"""The inputs that fuzzing starts from: generated forms with and without defects in every kind of file, and the example reports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from giar_ner.synthesis.forms import DEFECTS, FORMS, LAYOUTS, TEXT_STYLES, FormDocument, generate_form

ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be", "big5")
_EXAMPLES = Path(__file__).parents[2] / "data" / "examples"


def seeds(kind: str) -> Iterator[bytes]:
    """The starting inputs of one kind of reader."""
    examples = [path.read_text() for path in sorted(_EXAMPLES.glob("*.txt"))]
    if kind == "html":
        yield from (document.html(layout).encode() for document in _documents() for layout in LAYOUTS)
        yield from (f"<html><body><p>{'</p><p>'.join(text.splitlines())}</p></body></html>".encode() for text in examples)
    elif kind == "docx":
        yield from (document.docx() for document in _documents())
    elif kind == "pdf":
        yield from _pdfs()
    elif kind in ("text", "records"):
        yield from (document.text(style).encode() for document in _documents() for style in TEXT_STYLES)
        yield from (text.encode() for text in examples)
    else:
        for text in (*examples, *(text[:n] for text in examples for n in (8, 60, 400))):
            yield from (text.encode(encoding, "ignore") for encoding in ENCODINGS)


def _documents() -> Iterator[FormDocument]:
    """A clean one of each form, and one with a third of the defects: few, because a fuzzer reads each before it begins."""
    for n, form in enumerate(FORMS):
        yield generate_form(form, seed=1)
        yield generate_form(form, seed=2, defects=set(sorted(DEFECTS)[n::3]))


def _pdfs() -> Iterator[bytes]:
    """Uncompressed, so that a changed byte changes what the page draws."""
    from reportlab import rl_config

    rl_config.pageCompression = 0
    for form in FORMS:
        yield from (generate_form(form, seed=1).pdf(ruled=ruled) for ruled in (True, False))
        yield generate_form(form, seed=2, defects={"repeated_header"} & set(DEFECTS)).pdf()
