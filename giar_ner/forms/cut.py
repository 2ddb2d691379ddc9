"""Equal labels beside each other, cut where they began to differ (本年新 | 本年新): the order of the form says which column each is."""

from __future__ import annotations

from collections.abc import Sequence

from giar_ner import forms
from giar_ner.forms import FormTable, Part
from giar_ner.forms.labels import read_label

SHORTEST = 3  # characters of such a label
_FEWEST = 2  # of them beside each other


def cut_columns(part: Part, cut: Sequence[str], following: str) -> tuple[str, ...]:
    """The columns that the equal labels `cut` before the label `following` stand for, in their order; none where another reading is possible.

    They must be as many as a form has columns that begin so, and these must stand in the form right before the column that follows.
    """
    cores = {read_label(text).core for text in cut}
    if len(cut) < _FEWEST or len(cores) != 1 or len(core := cores.pop()) < SHORTEST:
        return ()
    found = {_begun(table, core, read_label(following).core) for table in forms.tables(part)} - {()}
    columns = found.pop() if len(found) == 1 else ()
    return columns if len(columns) == len(cut) else ()


def _begun(table: FormTable, core: str, following: str) -> tuple[str, ...]:
    """The columns of the form whose labels begin with `core`, where `following` names the column behind the last of them."""
    begun = [i for i, column in enumerate(table.columns) if any(_begins(label, core) for label in column.labels)]
    behind = begun[-1] + 1 if begun else 0
    if not begun or begun != list(range(begun[0], behind)) or behind == len(table.columns):
        return ()
    named = any(read_label(label).core == following for label in table.columns[behind].labels)
    return tuple(table.columns[i].id for i in begun) if named else ()


def _begins(label: str, core: str) -> bool:
    official = read_label(label).core
    return official.startswith(core) and official != core
