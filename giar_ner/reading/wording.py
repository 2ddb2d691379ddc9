"""The words of the forms whose place in a table reading must know, by what `giar_ner.forms` says of them: no label is written here."""

from __future__ import annotations

import re

from giar_ner import forms
from giar_ner.forms import FormTable, Part
from giar_ner.forms.labels import read_label

_NUMERAL = "[（(]?[一二三四五六七八九十]+[）)]?"


def _latest(part: Part) -> FormTable:
    return next(forms.tables(part))


def _columns(part: Part) -> tuple[str, ...]:
    return tuple(column.labels[0] for column in _latest(part).columns)


def _groups(table: FormTable) -> dict[str, tuple[int, int]]:
    """The first column of each label above columns, and how many it has."""
    width = len(table.columns)
    places = {group.id: n * width for n, group in enumerate(table.groups)}
    found = {group.labels[0]: (places[group.id], width) for group in table.groups}
    return found | {head: (places[ids[0]], len(ids) * width) for head, ids in table.over.items()}


def _spans(table: FormTable) -> dict[str, tuple[int, int]]:
    """The first column of each head above columns, and how many it has."""
    places = [column.id for column in table.columns]
    return {read_label(head).core: (places.index(ids[0]), len(ids)) for head, ids in table.over.items()}


def _article(heads: tuple[str, ...]) -> re.Pattern[str]:
    """第二十条第（一）项 with any numeral."""
    head = next(head for head in heads if "（" in head)
    before, after = head[: head.index("（")], head[head.index("）") + 1 :]
    return re.compile(before + _NUMERAL + after)


def _corner(heads: tuple[str, ...]) -> re.Pattern[str]:
    """The words with which the note in parentheses begins, and whatever follows in it."""
    note = next(head for head in heads if head.startswith("（"))
    return re.compile(f"[（(]?{note[1 : note.index('为')].replace('的', '的?')}[^）)]*[）)]?")


APPLICANTS = _columns("applications")
OTHER_WORDS = {read_label(also).core: column.labels[0] for column in _latest("applications").columns for also in column.labels[1:]}
"""Other words for the applicants, and what the form calls them."""
RESULTS = _columns("review")
GROUPS = _groups(_latest("review"))
"""The groups of section four: the first column of each, and how many it has."""
SPANS = _spans(_latest("applications"))
"""The heads above the applicants: the first column of each, and how many it has."""
LEGAL_PERSONS = next(head for head, ids in _latest("applications").over.items() if len(ids) < len(APPLICANTS))
UNIT, COUNT = _columns("sheet")
ARTICLE = _article(_latest("disclosure").heads)
CORNER = _corner(_latest("applications").heads)
"""The note in the upper left corner of section three, which says how its rows add up, cut or not."""
ABOVE_LABELS = frozenset(
    read_label(head).core for part in forms.PARTS for table in forms.tables(part) for head in table.heads if head not in table.over
)
"""Heads that name no column: they stand above the labels of the rows, or above all."""
EVERYDAY = frozenset(read_label(label).core for part in forms.PARTS for table in forms.tables(part) for label in table.everyday)
"""Labels that are everyday words as well: a form is not known by them alone."""
EITHER = frozenset(APPLICANTS) & {read_label(row.labels[0]).core for table in forms.tables("applications") for row in table.rows}
"""Labels of section three that are a column's or a row's."""
