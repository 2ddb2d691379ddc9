"""Cells of the applications form: a row per metric, a column per kind of applicant, as the form itself is drawn."""

from __future__ import annotations

from collections.abc import Iterable

from rich import box
from rich.table import Table
from rich.text import Text

from giar_ner.render.phrases import APPLICANTS, metric_name
from giar_ner.render.rows import plain
from giar_ner.schema import Record

SHORT = {"商业企业": "企业", "科研机构": "科研", "公益组织": "公益", "法律服务": "法律"}  # seven columns beside a name, in 80 cells


def is_cell(record: Record) -> bool:
    """Does the record belong in the matrix?"""
    return record.kind == "table_cell" and record.dimensions.get("applicant") in APPLICANTS


def matrix(records: Iterable[Record], width: int) -> Table:
    """The cells, rows in document order: a zero is dimmed, a cell without a figure blank, two figures for one cell are both shown."""
    rows: dict[str, tuple[str, dict[str, list[float]]]] = {}
    for record in records:
        name, cells = rows.setdefault(record.metric, (metric_name(record), {}))
        values = cells.setdefault(record.dimensions["applicant"], [])
        if record.value not in values:
            values.append(record.value)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), header_style="dim")
    table.add_column("", width=max(18, min(width - 60, 76)), overflow="fold")
    for label in APPLICANTS.values():
        table.add_column(SHORT.get(label, label), justify="right", width=6)
    for metric, (name, cells) in rows.items():
        table.add_row(Text.assemble(name, "  ", (metric, "dim")), *(_cell(cells.get(key, [])) for key in APPLICANTS))
    return table


def _cell(values: list[float]) -> Text:
    style = "bold yellow" if len(values) > 1 else "bold" if any(values) else "dim"
    return Text("/".join(f"{plain(value):,}" for value in values), style=style)
