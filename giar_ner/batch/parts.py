"""A part of the output: the files of some hundred documents, which appear together when all of them are done."""

from __future__ import annotations

import json
from contextlib import ExitStack
from types import TracebackType
from typing import Any, BinaryIO

from giar_ner.batch.disk import Folder
from giar_ner.batch.errors import needed
from giar_ner.batch.outcome import Outcome
from giar_ner.batch.output import RECORDS, REPORTS, part_name, schema
from giar_ner.batch.settings import Settings

GROUP = 4_000_000  # characters of reports in a row group: so much of a part is in memory


def part_files(number: int, settings: Settings) -> tuple[str, str, str]:
    """The files that every part has, in the opposite order of their appearance."""
    name = part_name(number)
    return f"reports/{name}.{settings.reports}", f"figures/{name}.jsonl", f"records/{name}.parquet"


def is_done(folder: Folder, number: int, settings: Settings) -> bool:
    """Whether a part is there. A file of it appears whole or not at all, so that it need not be looked into."""
    return all(folder.has(name) for name in part_files(number, settings))


class Rows:
    """A Parquet file, written row group by row group. Where a group ends must depend on the rows alone, so that the bytes do."""

    def __init__(self, file: BinaryIO, columns: dict[str, str]) -> None:
        self._schema = schema(columns)
        self._writer = needed("pyarrow.parquet").ParquetWriter(file, self._schema, compression="zstd")
        self._columns: dict[str, list[Any]] = {name: [] for name in columns}

    def add(self, rows: dict[str, list[Any]]) -> None:
        """Rows as columns of equal length."""
        for name, column in self._columns.items():
            column.extend(rows[name])

    def end_group(self) -> None:
        if any(self._columns.values()):
            self._writer.write_table(needed("pyarrow").table(self._columns, schema=self._schema))
            self._columns = {name: [] for name in self._columns}

    def close(self) -> None:
        self.end_group()
        self._writer.close()


class PartWriter:
    """Takes the outcomes of a part one by one; when its context ends without an error, the part is there."""

    def __init__(self, folder: Folder, number: int, settings: Settings) -> None:
        self._folder, self._number, self._settings = folder, number, settings
        self._errors: list[str] = []
        self._reports: Rows | None = None
        self._pending = 0

    def __enter__(self) -> PartWriter:
        with ExitStack() as files:  # they take their places in the opposite order
            opened = [files.enter_context(self._folder.write(name)) for name in part_files(self._number, self._settings)]
            self._lines, self._figures, records = opened
            self._records = Rows(records, RECORDS)
            if self._settings.reports == "parquet":
                self._reports = Rows(self._lines, REPORTS)
            self._files = files.pop_all()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind is not None:
            self._files.__exit__(kind, error, trace)
            return
        with self._files:
            self._end_group()
            for rows in (self._records, self._reports):
                if rows is not None:
                    rows.close()
            self._write_errors()

    def add(self, outcome: Outcome) -> None:
        """The next document of the part."""
        if outcome.error is not None:
            self._errors.append(json.dumps({"document": outcome.document, "reason": outcome.error}, ensure_ascii=False) + "\n")
            return
        self._figures.write(outcome.figures.encode())
        self._records.add(outcome.records)
        if self._reports is None:
            self._lines.write(outcome.report.encode() + b"\n")
        else:
            row = {"document": outcome.document, **outcome.head, "report": outcome.report}
            self._reports.add({name: [row[name]] for name in REPORTS})
        self._pending += len(outcome.report)
        if self._pending > GROUP:
            self._end_group()

    def _end_group(self) -> None:
        self._pending = 0
        self._records.end_group()
        if self._reports is not None:
            self._reports.end_group()

    def _write_errors(self) -> None:
        """Before the files by which the part is done. An attempt that was killed may have left errors that are none any more."""
        name = f"errors/{part_name(self._number)}.jsonl"
        if not self._errors:
            self._folder.remove(name)
            return
        with self._folder.write(name) as file:
            file.write("".join(self._errors).encode("utf-8", "backslashreplace"))
