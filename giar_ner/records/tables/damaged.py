"""A label of which a scanner damaged up to half: known by its number, or by characters that no label has, where one label only is left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from giar_ner.forms.labels import Label, read_label
from giar_ner.forms.match import Match

DOUBTFUL = 0.5
"""Confidence in such a label: what it names is read, and a person is asked to look."""
_SHORTEST = 4  # characters of which two may be wrong


def likely(label: Label, left: Mapping[str, Iterable[str]], characters: frozenset[str]) -> Match | None:
    """The key of the one label among `left`, which no other row or column has, that is as long and at least half the same.

    A label without a number may be another office's own word: then no wrong character may be one of the forms' `characters`.
    """
    found = {key for key, texts in left.items() for text in texts if _alike(label, read_label(text), characters)}
    return Match((found.pop(),), DOUBTFUL, False) if len(found) == 1 else None


def _alike(label: Label, official: Label, characters: frozenset[str]) -> bool:
    if len(label.core) != len(official.core) or len(label.core) < _SHORTEST:
        return False
    wrong = [c for c, right in zip(label.core, official.core, strict=True) if c != right]
    if 2 * len(wrong) > len(label.core):
        return False
    return label.number == official.number if label.number else not any(c in characters for c in wrong)
