"""Every numeral that nothing accounts for: nothing is dropped in silence."""

from __future__ import annotations

from collections.abc import Sequence

from giar_ner.language.expressions import leftovers
from giar_ner.records.metadata import Metadata
from giar_ner.schema import Leftover, Record


def find_leftovers(
    text: str, normal: str, records: Sequence[Record], metadata: Metadata, labels: Sequence[tuple[int, int]] = ()
) -> list[Leftover]:
    """The numerals of `text` that no record, date, document number, name or ordinal accounts for, in document order.

    `labels` are ranges of the words of tables, whose numerals count nothing.
    """
    taken = [*((r.start, r.end) for r in records), *metadata.accounted, *labels]
    return [Leftover(start=a, end=b, text=text[a:b]) for a, b in leftovers(normal, sorted(taken))]
