"""JSONL and Parquet: a document a row."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

from giar_ner.batch.documents import Item, open_binary, printable, reason
from giar_ner.batch.errors import BatchError, needed
from giar_ner.batch.settings import Settings
from giar_ner.errors import ReadError

AT_ONCE = 32  # rows of a Parquet file that are in memory together; a report may have megabytes


def is_table(name: str) -> bool:
    return _outer(name).endswith((".jsonl", ".ndjson", ".parquet"))


def _outer(name: str) -> str:
    """The name itself, of a URL such as `zip://rows.jsonl::file:///all.zip` the first link."""
    return name.partition("::")[0].lower()


def table_items(place: str, fingerprint: str, settings: Settings) -> Iterator[Item]:
    """The rows of a table. One that cannot be opened is a single document, which will not be readable either and so becomes an error."""
    yield from (_parquet if _outer(place).endswith(".parquet") else _jsonl)(place, fingerprint, settings)


def _jsonl(place: str, fingerprint: str, settings: Settings) -> Iterator[Item]:
    at = 0
    try:
        with open_binary(place) as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    name = _named(line, settings.id_column) or f"{place}#{number}"
                    yield Item(printable(name), "jsonl", place, f"{zlib.crc32(line):08x}", at, len(line))
                at += len(line)
    except (OSError, ValueError):
        yield Item(printable(place), "jsonl", place, fingerprint)


def _named(line: bytes, column: str | None) -> str | None:
    if column is None:
        return None
    try:
        value = json.loads(line).get(column)
    except (ValueError, AttributeError):
        return None
    return None if value is None else str(value)


def _parquet(place: str, fingerprint: str, settings: Settings) -> Iterator[Item]:
    arrow = needed("pyarrow.parquet")
    with ExitStack() as files:
        try:
            file = files.enter_context(arrow.ParquetFile(files.enter_context(open_binary(place))))
        except Exception:  # pyarrow's own errors, the store's, a file that is cut off
            yield Item(printable(place), "parquet", place, fingerprint)
            return
        columns = file.schema_arrow.names
        if settings.text_column not in columns and settings.bytes_column not in columns:
            wanted = f"{settings.text_column!r} or {settings.bytes_column!r}"
            raise BatchError(
                f"{place}: there is no column {wanted}; it has {', '.join(map(repr, columns[:20]))}: say which holds the documents"
            )
        for number, name in enumerate(_names(file, place, settings)):
            yield Item(printable(name or f"{place}#{number + 1}"), "parquet", place, fingerprint, number)


def _names(file: Any, place: str, settings: Settings) -> Iterator[str | None]:
    if settings.id_column is None:
        yield from (None for _ in range(file.metadata.num_rows))
        return
    if settings.id_column not in file.schema_arrow.names:
        raise BatchError(f"{place}: there is no column {settings.id_column!r} to take the ids from")
    for batch in file.iter_batches(columns=[settings.id_column]):
        yield from (None if value is None else str(value) for value in batch.column(0).to_pylist())


class RowReader:
    """Rows of Parquet files by number, read forward: a job asks in order, so that each row is decoded once."""

    def __init__(self, settings: Settings) -> None:
        self._wanted = (settings.text_column, settings.bytes_column)
        self._place: str | None = None
        self._next = 0
        self._rows: Iterator[str | bytes | None] = iter(())

    def get(self, item: Item) -> str | bytes | None:
        """The content of a row. Raises ReadError."""
        try:
            if item.place != self._place or item.at < self._next:
                self._rows, self._place, self._next = self._open(item.place, item.at), item.place, item.at
            for _ in range(item.at - self._next):
                next(self._rows)
            self._next = item.at + 1
            return next(self._rows)
        except StopIteration:
            self._place = None
            raise ReadError(f"{item.place}: there is no row {item.at + 1}") from None
        except Exception as error:  # pyarrow's own errors, the store's
            self._place = None
            raise ReadError(f"{item.place}: {reason(error)}") from None

    def _open(self, place: str, first: int) -> Iterator[str | bytes | None]:
        arrow = needed("pyarrow.parquet")
        with open_binary(place) as raw, arrow.ParquetFile(raw, pre_buffer=False, buffer_size=1 << 20) as file:
            columns = [name for name in self._wanted if name in file.schema_arrow.names]
            start, group = 0, 0
            while group < file.num_row_groups and start + (rows := file.metadata.row_group(group).num_rows) <= first:
                start, group = start + rows, group + 1
            skip, groups = first - start, [*range(group, file.num_row_groups)]
            for batch in file.iter_batches(batch_size=AT_ONCE, row_groups=groups, columns=columns, use_threads=False):
                for row in batch.to_pylist():
                    if skip:
                        skip -= 1
                    else:
                        yield next((row[name] for name in columns if row[name] is not None), None)
