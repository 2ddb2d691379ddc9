"""Writers: reports go in one by one, a text stream comes out. One class per format."""

from __future__ import annotations

import csv
import os
import re
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Literal, TextIO

from giar_ner.render.rows import COLUMNS, csv_rows
from giar_ner.schema import Report

Format = Literal["table", "json", "jsonl", "csv"]
WIDTH = 100  # of a table that goes into a file or a pipe, unless COLUMNS says otherwise


class Writer(ABC):
    """Writes reports to a stream that the caller opened (newline="", UTF-8) and closes."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    @abstractmethod
    def add(self, name: str, report: Report) -> None:
        """Write the next report; `name` is what the user called it."""

    def close(self) -> None:  # noqa: B027  (most formats have no ending)
        """Write what ends the output. Not called when the run is broken off."""


def open_writer(format: Format, stream: TextIO, *, many: bool = False, text: bool = True, bom: bool = False) -> Writer:
    """The writer of `format`. `many`: several inputs share the stream; `text`: JSON holds the report's text; `bom`: CSV starts with one."""
    if format == "table":
        return TableWriter(stream, many)
    if format == "csv":
        return CsvWriter(stream, bom)
    return JsonLinesWriter(stream, text) if format == "jsonl" else JsonWriter(stream, text, many)


class JsonWriter(Writer):
    """One object for one input, an array for several (also when all but one failed: the shape follows the command)."""

    def __init__(self, stream: TextIO, text: bool, many: bool) -> None:
        super().__init__(stream)
        self.text, self.many, self.count = text, many, 0

    def add(self, name: str, report: Report) -> None:
        if self.many:
            self.stream.write(",\n" if self.count else "[\n")
        self.stream.write(report.to_json(text=self.text))
        self.count += 1
        if not self.many:
            self.stream.write("\n")

    def close(self) -> None:
        if self.many:
            self.stream.write("\n]\n" if self.count else "[]\n")


class JsonLinesWriter(Writer):
    """One report a line."""

    def __init__(self, stream: TextIO, text: bool) -> None:
        super().__init__(stream)
        self.text = text

    def add(self, name: str, report: Report) -> None:
        self.stream.write(report.to_json(text=self.text, indent=None) + "\n")


class CsvWriter(Writer):
    """One record a row under one header for all inputs, as in RFC 4180."""

    def __init__(self, stream: TextIO, bom: bool) -> None:
        super().__init__(stream)
        if bom:
            stream.write("\ufeff")
        self.rows = csv.DictWriter(stream, COLUMNS)
        self.rows.writeheader()

    def add(self, name: str, report: Report) -> None:
        self.rows.writerows(csv_rows(report))


class TableWriter(Writer):
    """Printed reports one after the other; a summary after several."""

    def __init__(self, stream: TextIO, many: bool) -> None:
        from rich.console import Console

        super().__init__(stream)
        columns = os.environ.get("COLUMNS", "")
        width = None if stream.isatty() else int(columns) if columns.isdecimal() and int(columns) >= 60 else WIDTH
        self.console = Console(file=stream, width=width, highlight=False, emoji=False, markup=False)
        self.many = many
        self.done: list[tuple[str, ...]] = []

    def add(self, name: str, report: Report) -> None:
        from giar_ner.render.table import print_report, summary_row

        if self.done:
            self.console.print()
        self._print(lambda: print_report(report, self.console))
        self.done.append(summary_row(name, report))  # the counts alone: a run over thousands must not hold their texts

    def close(self) -> None:
        from giar_ner.render.table import print_summary

        if self.many and self.done:
            self._print(lambda: print_summary(self.done, self.console))

    def _print(self, show: Callable[[], None]) -> None:
        if self.console.is_terminal:
            show()
            return
        with self.console.capture() as printed:
            show()
        self.stream.write(re.sub(r" +$", "", printed.get(), flags=re.M))  # rich pads every line to the width
