"""The official statistics forms as data: which tables they have, the labels of their rows and columns, and the metric of each cell.

One YAML file for each form: 2008 (sheets by custom), 2014 (the sheet), 2019, 2021. Keys of a table:

part         which table of a report it is: disclosure (section two), applications (three), review (four), sheet (2014)
columns      id and official label; `also` are other wordings, `unit` what a bare number counts in
rows         `metric` of all its cells (the columns are then values of `dimension`), or `cells` from column to metric
groups       labels above rows (their number of a metric only where a report adds the row); in `review` the groups of columns
heads        other words of the head, which mean nothing for a value; `over` are the columns or groups that one stands above, the others stand
             above the labels
everyday     the label is an everyday word as well: by it alone nobody knows a form
under, opens a label that the form has twice is told apart by the row that opened its part
customary    made by custom, not by order: no row of it is missing where it is not there
identities   sums that must agree, beside the totals that the ontology knows; `overlapping` are totals whose parts may count twice
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pkgutil import get_data  # not importlib.resources, which loads zipfile: a reader of plain text needs these labels as well
from typing import Any, Literal

Part = Literal["disclosure", "applications", "review", "sheet"]
FORMS = ("2008", "2014", "2019", "2021")
PARTS: tuple[Part, ...] = ("disclosure", "applications", "review", "sheet")


@dataclass(frozen=True)
class Column:
    """A column; `labels[0]` is the official one."""

    id: str
    labels: tuple[str, ...]
    unit: str | None = None


@dataclass(frozen=True)
class Row:
    """A row: the metric of all its cells, or that of each column by the column's id. `group` is the label above it."""

    id: str
    labels: tuple[str, ...]
    metric: str | None = None
    cells: Mapping[str, str] | None = None
    group: str | None = None
    unit: str | None = None
    under: str | None = None
    opens: str | None = None

    def metric_at(self, column: str) -> str | None:
        """The metric of the cell in `column`, None where the form has no such cell."""
        return self.metric if self.cells is None else self.cells.get(column)


@dataclass(frozen=True)
class Group:
    """A label above rows or, in section four, above columns. `metric` is the sum of its rows."""

    id: str
    labels: tuple[str, ...]
    metric: str | None = None


@dataclass(frozen=True)
class Identity:
    """The sum of the metrics on the left is that of those on the right, in each column."""

    rule: str
    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True)
class FormTable:
    """One table of a form."""

    part: Part
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = ()
    groups: tuple[Group, ...] = ()
    heads: tuple[str, ...] = ()
    over: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by the words of a head the ids of what it stands above
    everyday: frozenset[str] = frozenset()  # official labels
    dimension: str | None = None
    identities: tuple[Identity, ...] = ()
    overlapping: frozenset[str] = frozenset()
    customary: bool = False

    def metrics(self) -> frozenset[str]:
        """Every metric that a cell of the table has."""
        if self.part == "review":
            return frozenset(f"{group.id}.{column.id}" for group in self.groups for column in self.columns)
        return frozenset(m for row in self.rows for m in ((row.metric,) if row.cells is None else row.cells.values()) if m)


@dataclass(frozen=True)
class Form:
    """A form and the years that it was in force for, both included; None where it still is."""

    id: str
    years: tuple[int, int | None]
    tables: tuple[FormTable, ...]


def _labels(entry: Mapping[str, Any]) -> tuple[str, ...]:
    return (entry["label"], *entry.get("also", ()))


def _row(entry: Mapping[str, Any]) -> Row:
    others = {key: entry.get(key) for key in ("metric", "cells", "group", "unit", "under", "opens")}
    return Row(entry.get("id") or entry["metric"], _labels(entry), **others)


def _table(entry: Mapping[str, Any]) -> FormTable:
    heads = [{"label": head} if isinstance(head, str) else head for head in entry.get("heads", ())]
    labelled = [*entry["columns"], *entry.get("rows", ()), *entry.get("groups", ()), *heads]
    return FormTable(
        part=entry["part"],
        title=entry["title"],
        columns=tuple(Column(c["id"], _labels(c), c.get("unit")) for c in entry["columns"]),
        rows=tuple(map(_row, entry.get("rows", ()))),
        groups=tuple(Group(g.get("id", g["label"]), _labels(g), g.get("metric")) for g in entry.get("groups", ())),
        heads=tuple(label for head in heads for label in _labels(head)),
        over={label: tuple(head["over"]) for head in heads if "over" in head for label in _labels(head)},
        everyday=frozenset(item["label"] for item in labelled if item.get("everyday")),
        dimension=entry.get("dimension"),
        identities=tuple(Identity(i["rule"], tuple(i["left"]), tuple(i["right"])) for i in entry.get("identities", ())),
        overlapping=frozenset(entry.get("overlapping", ())),
        customary=entry.get("customary", False),
    )


@cache
def forms() -> dict[str, Form]:
    """Every form by its id, in the order of their years."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found = {}
    for name in FORMS:
        data = yaml.load(get_data(__package__, f"{name}.yaml") or b"", Loader=loader)
        first, last = data["years"]
        found[name] = Form(data["form"], (first, last), tuple(map(_table, data["tables"])))
    return found


def tables(part: Part) -> Iterator[FormTable]:
    """The table `part` of every form that has it, the latest form first."""
    return (table for form in reversed(forms().values()) for table in form.tables if table.part == part)


def form_of(year: int) -> Form | None:
    """The form in force for the report on `year`."""
    return next((f for f in forms().values() if f.years[0] <= year <= (f.years[1] or year)), None)
