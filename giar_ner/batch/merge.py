"""What is made once, when all parts are there: the panel, and tables of all records on request."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from giar_ner.batch.disk import Folder
from giar_ner.batch.output import RECORDS, SOURCES, panel_columns, part_name
from giar_ner.batch.panel import write_panel
from giar_ner.batch.tables import read_rows, write_csv
from giar_ner.batch.workbook import write_workbook


@dataclass(frozen=True)
class Wanted:
    """The tables that are made on request."""

    csv: bool = False
    xlsx: bool = False


# The Parquet file of the panel takes its place last of the four.
PANEL = ("panel_sources.csv", "panel_sources.parquet", "panel.csv", "panel.parquet")
ON_REQUEST = ("records.csv", "panel.xlsx", "records.xlsx")


def merge(folder: Folder, parts: int, wanted: Wanted, *, bom: bool) -> None:
    """Make what is missing of the merged files."""
    if not all(folder.has(name) for name in PANEL):
        write_panel(folder, parts, bom=bom)
    if wanted.csv and not folder.has("records.csv"):
        write_csv(folder, "records", list(RECORDS), _records(folder, parts), bom=bom)
    if wanted.xlsx and not folder.has("panel.xlsx"):
        panel, sources = list(panel_columns()), list(SOURCES)
        rows, origins = read_rows(folder, "panel.parquet"), read_rows(folder, "panel_sources.parquet")
        with folder.write("panel.xlsx") as file:
            write_workbook(file, [("panel", panel, rows), ("sources", sources, origins)])
    if wanted.xlsx and not folder.has("records.xlsx"):
        with folder.write("records.xlsx") as file:
            write_workbook(file, [("records", list(RECORDS), _records(folder, parts))])


def remove_merged(folder: Folder) -> None:
    """Before parts are made: what was merged without them is out of date."""
    for name in (*PANEL, *ON_REQUEST):
        folder.remove(name)


def _records(folder: Folder, parts: int) -> Iterator[list[Any]]:
    for part in range(parts):
        yield from read_rows(folder, f"records/{part_name(part)}.parquet")
