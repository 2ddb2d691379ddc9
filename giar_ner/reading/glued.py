"""Rows of a form whose label and numbers ran together, as where a site drops the ends of its cells: 规章000, （一）予以公开2000002.

Which digits are of which column nobody can say where there are several. They are made rows of a table and no prose; its reader takes them
where the head above has one column, and says that it cannot where there is none or more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from giar_ner.forms.labels import segments
from giar_ner.reading.document import Cell, Table
from giar_ner.reading.kinds import Kind, Part
from giar_ner.reading.official import exactly
from giar_ner.reading.pieces import TextLine

Row = tuple[tuple[int, int], tuple[int, int]]

_GLUED = re.compile(r"\s*(?P<label>[^\n]{0,90}?[\u4e00-\u9fff）)])(?P<digits>[0-9]{2,14})\s*")
_LEAST = 3  # such rows in a text: one may be a heading with a year or a page behind it


def glued_rows(normal: str, lines: Sequence[TextLine]) -> Iterator[tuple[int, Row]]:
    """The number of each such line, with where its label and its digits stand."""
    matches = ((line.number, _GLUED.fullmatch(normal, line.start, line.end)) for line in lines)
    found = [(number, (m.span("label"), m.span("digits"))) for number, m in matches if m and _names_row(m["label"])]
    yield from found if len(found) >= _LEAST else ()


def glued_tables(text: str, rows: Mapping[int, Row]) -> Iterator[Table]:
    """A table for each run of such lines."""
    for _, run in groupby(enumerate(rows), key=lambda item: item[1] - item[0]):
        spans = [rows[number] for _, number in run]
        grid = [[Cell(a, b, text[a:b], r, c) for c, (a, b) in enumerate(row)] for r, row in enumerate(spans)]
        yield Table(grid[0][0].start, grid[-1][-1].end, grid, flattened=True)


def _names_row(label: str) -> bool:
    known = exactly(segments(label)[-1].core)
    return known is not None and known.kind is Kind.ROW and Part.SHEET not in known.parts
