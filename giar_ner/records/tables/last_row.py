"""The last row of section three alone, which a page break parted from its table: its label is no other's, and it must have all columns."""

from __future__ import annotations

from collections.abc import Sequence

from giar_ner.forms.labels import read_label
from giar_ner.records.tables.columns import SHIFTED, Head, Header
from giar_ner.records.tables.grid import Line
from giar_ner.records.tables.numbers import CellKind
from giar_ner.records.tables.vocabulary import vocabulary

CARRIED_OUT = "applications.carried_out"


def is_last_row(lines: Sequence[Line]) -> bool:
    """Whether the table is this row and no other, undamaged, with a number for each column, of which the last is the sum of the others."""
    words = vocabulary("applications")
    if len(lines) != 1 or len(labels := lines[0].words()) != 1:
        return False
    match = words.row_labels.exact(read_label(labels[0].text))
    values = [spot for spot in lines[0].spots if spot.kind not in (CellKind.EMPTY, CellKind.WORDS)]
    if match is None or match.keys != (CARRIED_OUT,) or len(values) != len(words.columns):
        return False
    *parts, total = (spot.number.value for spot in values)
    return all(spot.kind is CellKind.NUMBER for spot in values) and sum(parts) == total


def official_header(before: Header | None) -> Header:
    """The header of the table before it, where that has all columns; else the columns of the form in their order."""
    columns = vocabulary("applications").columns
    if before is not None and len(before.heads) == len(columns):
        return before
    return Header([Head(key, set(), None, SHIFTED, column.labels[0]) for key, column in columns.items()], placed=False)
