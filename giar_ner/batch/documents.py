"""One document of a job: what it is called, where it lies, and its content when its turn comes."""

from __future__ import annotations

import base64
import binascii
import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from giar_ner.errors import GiarError, ReadError

if TYPE_CHECKING:
    from giar_ner.batch.settings import Settings
    from giar_ner.reading import Document

MISSING = "missing"  # the fingerprint of what is not there
Kind = Literal["file", "url", "jsonl", "parquet"]


@dataclass(frozen=True, slots=True)
class Item:
    """A document to be read.

    `place` is the file or URL, which for a row is that of its table; `at` is the row's number from 0 (Parquet) or its first byte (JSONL), `size`
    a JSONL row's length in bytes. `fingerprint` changes when the input does, as far as that shows without reading it all: size and time of
    change of a file, size and tag of a URL, the checksum of a JSONL row.
    """

    id: str
    kind: Kind
    place: str
    fingerprint: str
    at: int = 0
    size: int = 0

    def to_line(self) -> str:
        """One line of JSON, as short as a million of them should be."""
        row = [self.id, self.kind, self.place, self.fingerprint, self.at, self.size]
        return json.dumps(row, ensure_ascii=not _has_utf8(self.place)) + "\n"

    @classmethod
    def from_line(cls, line: bytes) -> Item:
        return cls(*json.loads(line))


@dataclass(frozen=True, slots=True)
class Task:
    """An item with what only the job's own process can fetch: the row of a Parquet file, or why there is none."""

    item: Item
    content: str | bytes | None = None
    failure: str | None = None


def open_document(task: Task, settings: Settings) -> Document:
    """The document of a task. Raises ReadError."""
    from giar_ner.reading import from_text, read

    item = task.item
    if task.failure is not None:
        raise ReadError(task.failure)
    if item.kind == "file":
        return read(item.place, uri=item.id)
    content = task.content
    if item.kind == "url":
        content = _fetch(item.place)
    elif item.kind == "jsonl":
        content = _row_content(_line(item), settings)
    if content is None:
        raise ReadError("the row has neither text nor bytes")
    return from_text(content, uri=item.id) if isinstance(content, str) else read(content, uri=item.id)


def open_binary(place: str) -> Any:
    """A local file, or through fsspec what a URL names. A context: of a chain of URLs all links are closed at its end, and none before."""
    if "://" not in place:
        return open(place, "rb")
    from giar_ner.batch.errors import needed

    return needed("fsspec").open(place, "rb")


def reason(error: BaseException) -> str:
    """Why something could not be read, the same on every run: an error of ours is a sentence already."""
    if isinstance(error, GiarError):
        return str(error)
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, OSError) and error.strerror:
        return f"it cannot be read ({error.strerror})"
    return f"{type(error).__name__}: {error}"


def _fetch(url: str) -> bytes:
    from giar_ner.reading.document import MAX_BYTES

    try:
        with open_binary(url) as file:
            return file.read(MAX_BYTES + 1)  # one more than `read` takes, so that it refuses
    except Exception as error:  # every file system of fsspec has errors of its own
        raise ReadError(f"{url}: {reason(error)}") from None


def _line(item: Item) -> dict[str, Any]:
    try:
        with open_binary(item.place) as file:
            file.seek(item.at)
            row = json.loads(file.read(item.size))
    except ValueError as error:
        raise ReadError(f"the row is no JSON ({str(error)[:200]})") from None
    except Exception as error:
        raise ReadError(f"{item.place}: {reason(error)}") from None
    if not isinstance(row, dict):
        raise ReadError("the row is no JSON object")
    return row


def _row_content(row: dict[str, Any], settings: Settings) -> str | bytes:
    text, data = row.get(settings.text_column), row.get(settings.bytes_column)
    if isinstance(text, str):
        return text
    if isinstance(data, str):
        try:
            return base64.b64decode(data, validate=True)
        except (binascii.Error, ValueError):
            raise ReadError(f"the column {settings.bytes_column!r} of the row is not Base64") from None
    raise ReadError(f"the row has no text in the column {settings.text_column!r} and no Base64 in {settings.bytes_column!r}")


def printable(name: str) -> str:
    """A name that UTF-8 can hold: a file may be called by bytes that are none, a JSON string may hold half a character."""
    return name if _has_utf8(name) else name.encode("utf-8", "backslashreplace").decode()


def _has_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def local_path(path: str | os.PathLike[str]) -> str:
    """A path as it is called in the results: with forward slashes and without `./`."""
    return os.path.normpath(os.fspath(path)).replace(os.sep, "/")
