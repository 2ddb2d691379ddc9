"""Which row of the form a row of a table is: by its last label that the form knows, with the labels before it as context."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from giar_ner.forms.labels import Label, read_label
from giar_ner.forms.match import Match
from giar_ner.records.tables.damaged import likely
from giar_ner.records.tables.grid import Line, Spot
from giar_ner.records.tables.numbers import CellKind
from giar_ner.records.tables.vocabulary import GROUP, Vocabulary, characters

ROUNDS = 3
MOST_DAMAGED = 300
"""Labels that no form has: a table with more of them is not a damaged form, and they are not compared."""


@dataclass(slots=True)
class RowLabel:
    """The cell that names the row and the keys it may stand for; what stands behind it are values."""

    spot: Spot
    match: Match
    position: int
    """Index in the line of the last label: values stand behind it."""


class RowNames:
    """The labels of rows in one table. A row of the form that stands in it undamaged is no candidate for a damaged label.

    Undamaged labels come first, then, round by round, those that have but one row left that they may be.
    """

    def __init__(self, words: Vocabulary, lines: Sequence[Line]) -> None:
        self._words = words
        self._found: dict[Label, Match] = {}
        self._taken: set[str] = set()
        labels = dict.fromkeys(label for line in lines for spot in line.words() for label in [read_label(spot.text)])
        for label in labels:
            self._keep(label, words.row_labels.exact(label))
        for _ in range(ROUNDS):
            left = [label for label in labels if label not in self._found]
            if len(left) > MOST_DAMAGED:
                break
            for label in left:
                self._keep(label, words.row_labels.match(label, self._taken))
            if all(label not in self._found for label in left):
                break
        damaged = [label for label in labels if label not in self._found]
        for label in damaged if len(damaged) <= MOST_DAMAGED else ():
            self._keep(label, likely(label, words.left(self._taken), characters()))

    def _keep(self, label: Label, match: Match | None) -> None:
        if match is not None:
            self._found[label] = match
            self._taken |= set(match.keys if len(match.keys) == 1 else ())

    def of(self, spot: Spot) -> Match | None:
        """What row a cell names, or None."""
        return self._found.get(read_label(spot.text)) if spot.kind is CellKind.WORDS else None

    def of_line(self, line: Line) -> RowLabel | None:
        """The last cell of the line that is a label of a row; a group's only where there is no other.

        A group that reaches too far down, since a row of it was lost, may stand behind the row's own label.
        """
        found = None
        for i, spot in enumerate(line.spots):
            if match := self.of(spot):
                keep = found is not None and all(map(is_group, match.keys)) and not all(map(is_group, found.match.keys))
                found = RowLabel(found.spot, found.match, i) if keep and found is not None else RowLabel(spot, match, i)
            elif spot.kind is CellKind.NUMBER and found is not None:
                break
        return found

    def joined(self, above: str, spot: Spot) -> Match | None:
        """What row the words of the row above and this cell name together: a label broken over two rows."""
        return self._words.row_labels.match(read_label(above + spot.text), self._taken)


def choose(words: Vocabulary, match: Match, under: str | None, last: str | None) -> str | None:
    """The one key of a match: a label that the form has twice belongs to the part that the rows above opened."""
    order = list(words.rows)
    if len(match.keys) > 1:
        fitting = [key for key in match.keys if key in words.rows and words.rows[key].under == under]
        return fitting[0] if len(fitting) == 1 else None
    key = match.keys[0]
    row = words.rows.get(key)
    # The part cannot be left backwards: this label means another row here.
    backwards = row is not None and row.under not in (None, under) and last in words.rows and order.index(key) < order.index(last or "")
    return None if backwards else key


def is_group(key: str) -> bool:
    return key.startswith(GROUP)
