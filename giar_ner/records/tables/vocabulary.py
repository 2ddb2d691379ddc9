"""The labels of one table of a report over all forms in force: a report may mix them, so each cell is looked up by its words alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeVar

from giar_ner import forms
from giar_ner.forms import Column, Group, Part, Row
from giar_ner.forms.labels import read_label
from giar_ner.forms.match import Matcher

GROUP = "group:"
Entry = TypeVar("Entry", Column, Row, Group)


@dataclass(frozen=True)
class Vocabulary:
    """What may stand in the table `part`. Keys of groups begin with `group:`."""

    part: Part
    columns: dict[str, Column]
    rows: dict[str, Row]
    groups: dict[str, Group]
    heads: frozenset[str]
    dimension: str | None
    column_labels: Matcher
    row_labels: Matcher

    def known(self) -> set[str]:
        """The cores of all labels and other words of the head."""
        labels = (
            [c.labels for c in self.columns.values()] + [r.labels for r in self.rows.values()] + [g.labels for g in self.groups.values()]
        )
        return {read_label(text).core for texts in labels for text in texts} | self.heads

    def left(self, taken: Iterable[str], *, columns: bool = False) -> dict[str, tuple[str, ...]]:
        """The labels of the rows and groups (or of the columns) that are not `taken`."""
        entries: dict[str, tuple[str, ...]]
        if columns:
            entries = {key: column.labels for key, column in self.columns.items()}
        else:
            entries = {key: row.labels for key, row in self.rows.items()} | {key: group.labels for key, group in self.groups.items()}
        out = set(taken)
        return {key: labels for key, labels in entries.items() if key not in out}

    def is_head(self, text: str) -> bool:
        """Whether a cell of the head names no column of its own."""
        return read_label(text).core in self.heads

    def children(self, group: str) -> list[str]:
        """The rows under the group, in the order of the form."""
        official = self.groups[group].labels[0]
        return [key for key, row in self.rows.items() if row.group == official]


@cache
def vocabulary(part: Part) -> Vocabulary:
    """The words of `part`, those of the latest form first."""
    tables = list(forms.tables(part))
    columns = _merged(column for table in tables for column in table.columns)
    groups = {GROUP + key: group for key, group in _merged(group for table in tables for group in table.groups).items()}
    summed = {group.metric for group in groups.values() if group.metric}
    rows = {key: row for key, row in _merged(row for table in tables for row in table.rows).items() if row.metric not in summed}
    heads = frozenset(read_label(text).core for table in tables for text in table.heads)
    labels = {key: row.labels for key, row in rows.items()} | {key: group.labels for key, group in groups.items()}
    return Vocabulary(
        part=part,
        columns=columns,
        rows=rows,
        groups=groups,
        heads=heads,
        dimension=next((table.dimension for table in tables), None),
        column_labels=Matcher({key: column.labels for key, column in columns.items()}),
        row_labels=Matcher(labels),
    )


@cache
def parts_of_label() -> dict[str, frozenset[Part]]:
    """For the core of every label the tables that have it."""
    found: defaultdict[str, set[Part]] = defaultdict(set)
    for part in forms.PARTS:
        for core in vocabulary(part).known():
            found[core].add(part)
    return {core: frozenset(parts) for core, parts in found.items() if core}


@cache
def characters() -> frozenset[str]:
    """Every character of a label of any form."""
    return frozenset("".join(parts_of_label()))


def _merged(entries: Iterable[Entry]) -> dict[str, Entry]:
    """One entry an id, with the labels and cells of all."""
    merged: dict[str, Entry] = {}
    for entry in entries:
        before = merged.get(entry.id)
        merged[entry.id] = entry if before is None else _both(before, entry)
    return merged


def _both(before: Entry, entry: Entry) -> Entry:
    both = replace(before, labels=tuple(dict.fromkeys((*before.labels, *entry.labels))))
    if isinstance(both, Row) and isinstance(entry, Row) and both.cells is not None:
        object.__setattr__(both, "cells", {**(entry.cells or {}), **both.cells})  # a fresh copy, which nobody else holds
    return both
