"""What a worker makes of a chunk: documents read, reports extracted, errors whatever goes wrong with one of them."""

from __future__ import annotations

import os
import re
import traceback
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any

from giar_ner.batch.chunk import Chunk
from giar_ner.batch.documents import Task, open_document
from giar_ner.batch.outcome import Outcome, outcome
from giar_ner.batch.settings import REAL, Settings
from giar_ner.errors import GiarError

if TYPE_CHECKING:
    from giar_ner.reading import Document

CHARACTERS = 1_000_000  # of documents that are extracted together: so much text of a chunk is in memory with all that is made of it
TRACEBACK = "GIAR_NER_TRACEBACK"  # set it to see where an internal error happened
_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{4,}")


def make_extractor(settings: Settings) -> Any:
    """The extractor that the settings name. One thread each: there are as many workers as cores."""
    module, _, name = settings.extractor.partition(":")
    threads = {"threads": 1} if settings.extractor == REAL else {}
    return getattr(import_module(module), name)(**settings.for_extractor(), **threads)


def model_of(extractor: Any) -> dict[str, str]:
    """Name, version and fingerprint of the model, as it writes them into every report."""
    from giar_ner.reading import from_text

    return extractor.extract_document(from_text("")).model.model_dump()


def refusal(error: Exception) -> str:
    """Why no extractor could be made."""
    return str(error) if isinstance(error, GiarError) else f"{type(error).__name__}: {error}"


def read_chunk(chunk: Chunk, settings: Settings) -> list[Document | Outcome]:
    """The documents of a chunk, or why one cannot be read."""
    return [_opened(name, thing, settings) for name, thing in zip(chunk.names, chunk.given, strict=True)]


def answer_chunk(extractor: Any, chunk: Chunk, settings: Settings) -> list[Outcome]:
    """The outcomes of a chunk, in its order."""
    opened = ((name, _opened(name, thing, settings)) for name, thing in zip(chunk.names, chunk.given, strict=True))
    return [outcome for group in _groups(opened) for outcome in _answers(extractor, group, settings)]


def _opened(name: str, thing: Task | Document | Outcome, settings: Settings) -> Document | Outcome:
    if not isinstance(thing, Task):
        return thing
    try:
        return open_document(thing, settings)
    except Exception as error:
        return _failed(name, error)


def _groups(opened: Iterable[tuple[str, Document | Outcome]]) -> Iterator[list[tuple[str, Document | Outcome]]]:
    """Neighbours as many as fit into memory; the characters decide and not the bytes of the files, which say little of a PDF."""
    group: list[tuple[str, Document | Outcome]] = []
    characters = 0
    for name, document in opened:
        length = 0 if isinstance(document, Outcome) else len(document.text)
        if group and characters + length > CHARACTERS:
            yield group
            group, characters = [], 0
        group.append((name, document))
        characters += length
    if group:
        yield group


def _answers(extractor: Any, group: list[tuple[str, Document | Outcome]], settings: Settings) -> list[Outcome]:
    """All of a group at once where the extractor can do that; if it fails, one by one, to know which it is."""
    documents = [(name, document) for name, document in group if not isinstance(document, Outcome)]
    if len(documents) > 1 and hasattr(extractor, "extract_documents"):
        try:
            reports = extractor.extract_documents([document for _, document in documents])
            done = [outcome(report, name, text=settings.text) for (name, _), report in zip(documents, reports, strict=True)]
            found = iter(done)
            return [document if isinstance(document, Outcome) else next(found) for _, document in group]
        except Exception:
            if os.environ.get(TRACEBACK):
                traceback.print_exc()
    return [document if isinstance(document, Outcome) else _answer(extractor, name, document, settings) for name, document in group]


def _answer(extractor: Any, name: str, document: Document, settings: Settings) -> Outcome:
    try:
        if hasattr(extractor, "extract_documents"):
            (report,) = extractor.extract_documents([document])
        else:
            report = extractor.extract_document(document)
        return outcome(report, name, text=settings.text)
    except Exception as error:
        return _failed(name, error)


def _failed(name: str, error: Exception) -> Outcome:
    if isinstance(error, GiarError):
        return Outcome(name, error=str(error).removeprefix(f"{name}: "))
    if isinstance(error, MemoryError):
        return Outcome(name, error="there is not enough memory to read this document")
    if os.environ.get(TRACEBACK):
        traceback.print_exception(error)
    # An address in the message would be another one on the next run.
    return Outcome(name, error=_ADDRESS.sub("0x…", f"internal error ({type(error).__name__}: {error})"))
