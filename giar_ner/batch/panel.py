"""The panel: one row per organisation and year, and for each of its figures where it stands and what contradicts it."""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from giar_ner import ontology
from giar_ner.batch.disk import Folder
from giar_ner.batch.errors import BatchError
from giar_ner.batch.figures import Said, contradicts
from giar_ner.batch.output import SOURCES, panel_columns, part_name
from giar_ner.batch.tables import write_table


def write_panel(folder: Folder, parts: int, *, bom: bool) -> None:
    """Merge the figures of all parts. Documents of one organisation and year share a row; one that tells neither has a row of its own."""
    with (
        write_table(folder, "panel", panel_columns(), bom=bom) as add_row,
        write_table(folder, "panel_sources", SOURCES, bom=bom) as add_source,
    ):
        for group in _groups(folder, parts):
            row, sources = merge(group)
            add_row(row)
            for source in sources:
                add_source(source)


def merge(group: Sequence[Said]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """A row of the panel from the documents of one organisation and year, in their order, and its sources.

    A form's figure goes before one of prose, whichever document it is in; then the first document's counts.
    """
    head = {"organization": group[0].organization, "year": group[0].year}
    row: dict[str, Any] = {**head, "documents": len(group)}
    sources = []
    for metric, about in ontology.metrics().items():
        speakers = [said for said in group if metric in said.figures]
        if not speakers:
            continue
        best = min(speakers, key=lambda said: said.figures[metric][0].source != "table")
        chosen = best.figures[metric][0]
        row[metric] = chosen.value
        what = {**head, "metric": metric, "name": about.zh}
        sources.append({**what, "role": "panel", "agrees": best.agrees[metric], "document": best.document, **chosen._asdict()})
        sources += [
            {**what, "role": "conflict", "document": said.document, **statement._asdict()}
            for said in speakers
            for statement in said.figures[metric]
            if statement is not chosen and contradicts(statement, chosen)
        ]
    return row, [_rounded(source) for source in sources]


def same_organization(name: str) -> str:
    """A name without the accidents of typing, by which documents of one organisation find each other."""
    return "".join(unicodedata.normalize("NFKC", name).split())


def _rounded(source: dict[str, Any]) -> dict[str, Any]:
    return {**source, "confidence": round(source["confidence"], 4)}


def _groups(folder: Folder, parts: int) -> Iterator[list[Said]]:
    """The documents of each row, rows by organisation and year. SQLite sorts a million keys on the disk; the figures stay in their files."""
    index = sqlite3.connect("")  # a file of its own in the system's temporary folder
    try:
        index.execute("create table said (position integer primary key, key text, year integer, part integer, at integer)")
        index.executemany("insert into said (key, year, part, at) values (?, ?, ?, ?)", _keys(folder, parts))
        order = "select key, year, position, part, at from said order by key is null, key, year is null, year, position"
        rows = index.execute(order)
        for _, group in groupby(rows, lambda row: row[:2] if None not in row[:2] else row[2]):
            yield [_said(folder, part, at) for *_, part, at in group]
    except sqlite3.Error as error:
        raise BatchError(f"the panel cannot be sorted ({error}): is there room in the folder for temporary files?") from None
    finally:
        index.close()


def _keys(folder: Folder, parts: int) -> Iterator[tuple[str | None, int | None, int, int]]:
    for part in range(parts):
        at = 0
        with open(_figures(folder, part), "rb") as lines:
            for line in lines:
                said = Said.from_line(line)
                yield same_organization(said.organization) if said.organization else None, said.year, part, at
                at += len(line)


def _said(folder: Folder, part: int, at: int) -> Said:
    with open(_figures(folder, part), "rb") as lines:
        lines.seek(at)
        return Said.from_line(lines.readline())


def _figures(folder: Folder, part: int) -> str:
    return str(folder.out / "figures" / f"{part_name(part)}.jsonl")
