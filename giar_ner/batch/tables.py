"""The tables that are merged from the parts, each as CSV and as Parquet, and as a workbook on request."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, BinaryIO

from giar_ner.batch.disk import Folder
from giar_ner.batch.errors import needed
from giar_ner.batch.parts import Rows
from giar_ner.render.rows import plain

GROUP = 10_000  # rows


@contextmanager
def write_table(folder: Folder, name: str, columns: dict[str, str], *, bom: bool) -> Iterator[Callable[[dict[str, Any]], None]]:
    """A function that takes a table's rows; a column that a row lacks is empty. The Parquet file appears last."""
    with folder.write(f"{name}.parquet") as binary, folder.write(f"{name}.csv") as lines:
        rows, count = Rows(binary, columns), 0
        with _csv(lines, list(columns), bom) as write:

            def add(row: dict[str, Any]) -> None:
                nonlocal count
                rows.add({column: [row.get(column)] for column in columns})
                write([row.get(column) for column in columns])
                count += 1
                if count % GROUP == 0:
                    rows.end_group()

            yield add
        rows.close()


def write_csv(folder: Folder, name: str, columns: Sequence[str], rows: Iterator[list[Any]], *, bom: bool) -> None:
    """Rows as CSV alone."""
    with folder.write(f"{name}.csv") as lines, _csv(lines, columns, bom) as write:
        for row in rows:
            write(row)


def read_rows(folder: Folder, name: str) -> Iterator[list[Any]]:
    """The rows of a Parquet file of the output."""
    with needed("pyarrow.parquet").ParquetFile(folder.out / name) as file:
        for batch in file.iter_batches(batch_size=1000, use_threads=False):
            yield from (list(row) for row in zip(*(column.to_pylist() for column in batch.columns), strict=True))


@contextmanager
def _csv(binary: BinaryIO, columns: Sequence[str], bom: bool) -> Iterator[Callable[[list[Any]], Any]]:
    text = io.TextIOWrapper(binary, encoding="utf-8-sig" if bom else "utf-8", newline="")
    try:
        writer = csv.writer(text)
        writer.writerow(columns)
        yield lambda row: writer.writerow([plain(cell) if isinstance(cell, float) else cell for cell in row])
        text.flush()
    finally:
        text.detach()  # whoever opened the file closes it
