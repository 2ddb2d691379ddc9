"""A PDF to a Document: parsed in a process of its own (`worker`) within limits of time and memory.

Read with pdfium (pypdfium2), and with pdfplumber only where pdfium would lose text. On five pages of prose and a table of 61 rows pdfium gave
the same 4,343 glyphs in 0.07 s of CPU time that pdfplumber gave in 0.5 s. pdfplumber's own tables are not used: they know neither spans nor
pages that a table crosses.
"""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import subprocess
import sys
from typing import Any

from giar_ner.errors import LimitError, ReadError, UnsupportedInputError
from giar_ner.reading.blocks import Block, Grid, Piece, compose
from giar_ner.reading.document import Document
from giar_ner.reading.pdf.worker import MAX_CPU_SECONDS, MAX_MEMORY, MEMORY_EXIT
from giar_ner.reading.text import text_warnings

MAX_SECONDS = 300  # by the clock, for a machine that is busy: the worker's own limit counts what it computes
_COMMAND = "from giar_ner.reading.pdf.worker import main; main()"
_MISSING = "reading a PDF needs the extra: pip install 'giar-ner[pdf]'"
_TIME = f"the PDF takes more than {MAX_CPU_SECONDS} seconds to read: no report does; print it to a new PDF, or give its pages alone"
_MEMORY = (
    f"the PDF needs more than {MAX_MEMORY // 1024 // 1024:,} MB to read: no report does; print it to a new PDF, or give its pages alone"
)
_CRASHED = "the PDF cannot be read: it is damaged, or made so that it stops the parser; print it to a new PDF and give that"
_ERRORS = {error.__name__: error for error in (ReadError, UnsupportedInputError, LimitError)}


def read_pdf(data: bytes, *, uri: str | None, sha256: str) -> Document:
    """A Document of the bytes of a PDF with a text layer."""
    if any(importlib.util.find_spec(name) is None for name in ("pypdfium2", "pdfplumber")):
        raise ReadError(_MISSING)
    found = _parsed(data)
    blocks: list[Block] = [_block(block) for block in found["blocks"]]
    text, tables = compose(blocks)
    return Document(text, uri, sha256, "application/pdf", found["title"], tables, [*found["warnings"], *text_warnings(text)])


def _parsed(data: bytes) -> dict[str, Any]:
    """What the worker says of a PDF."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path or os.getcwd() for path in sys.path), "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run([sys.executable, "-c", _COMMAND], input=data, capture_output=True, timeout=MAX_SECONDS, env=environment)
    except subprocess.TimeoutExpired:
        raise LimitError(_TIME) from None
    except OSError as error:
        raise ReadError(f"the process that reads a PDF cannot be started ({error.strerror or error})") from None
    if done.returncode == MEMORY_EXIT:
        raise LimitError(_MEMORY)
    if os.name == "posix" and -done.returncode in (signal.SIGXCPU, signal.SIGKILL):
        raise LimitError(_TIME)
    if os.name == "posix" and -done.returncode in (signal.SIGABRT, signal.SIGTRAP, signal.SIGILL):
        raise LimitError(_MEMORY)  # so pdfium ends where it is given no more
    if done.returncode:
        raise ReadError(_CRASHED)
    answer: dict[str, Any] = json.loads(done.stdout)
    if "error" in answer:
        raise _ERRORS.get(answer["error"], ReadError)(answer["message"])
    return answer


def _block(block: Any) -> Block:
    return block if isinstance(block, str) else Grid([[Piece(*piece) for piece in row] for row in block])
