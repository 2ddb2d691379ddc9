"""What a reader gives: the text that every offset counts in, and the tables that lie in it.

Offsets are code points of `Document.text`, half-open `[start, end)`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from giar_ner.errors import ReadError

MAX_BYTES = 32 * 1024 * 1024  # a report has tens of kilobytes; a scan with its text layer a few megabytes


@dataclass(slots=True)
class Cell:
    """A table cell: its own characters (`text == Document.text[start:end]`), its upper left position and its extent in the grid."""

    start: int
    end: int
    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(slots=True)
class Table:
    """A table as a grid: `rows[r][c]` is the cell that covers row r, column c.

    A cell that spans several positions stands at each of them as the same object, and once in the text. A row may be shorter than its
    neighbours, or empty: a position that the source does not have is not the same as an empty cell. `flattened` says that the grid was made
    again from plain text: then a row that is shorter than its header lost cells, and which ones is not known.
    """

    start: int
    end: int
    rows: list[list[Cell]]
    flattened: bool = False

    def cells(self) -> list[Cell]:
        """Each cell once, in the order of the text."""
        once = [cell for r, row in enumerate(self.rows) for c, cell in enumerate(row) if (cell.row, cell.column) == (r, c)]
        return sorted(once, key=lambda cell: cell.start)


@dataclass(slots=True)
class Document:
    """A report as read. `sha256` is that of the source's bytes, so that a result can be tied to the file that it came from."""

    text: str
    uri: str | None
    sha256: str
    media_type: str
    title: str | None = None
    tables: list[Table] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def digest(text: str) -> str:
    """The SHA-256 of a text that has no bytes of its own: that of its UTF-8. A lone surrogate, which no file can hold, is refused."""
    try:
        return hashlib.sha256(text.encode()).hexdigest()
    except UnicodeEncodeError as error:
        raise ReadError(f"the text holds half of a surrogate pair at character {error.start}, which is no character") from None
