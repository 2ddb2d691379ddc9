"""Which official label a damaged one is: the nearest by edit distance, where it is near for its length and clearly nearer than any other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from giar_ner.forms.labels import Label, distance, read_label

SHARE = 0.3  # of a label's characters may be wrong
OTHER_NUMBER = 0.5  # a printed number that is not the official one weighs as half a wrong character
CLEARLY = 1.0  # by how much the second must be farther away
LONGEST = 120  # characters of a label with its note
REMEMBERED = 4096
PREFIX = 3  # characters of a label that was cut
CLOSED_PREFIX = 2  # where it is known to stand among such labels


@dataclass(frozen=True, slots=True)
class Match:
    """The keys whose label this is (several where the form has one label twice) and how sure that is."""

    keys: tuple[str, ...]
    confidence: float
    exact: bool


class Matcher:
    """Labels by key. Two keys may have the same label."""

    def __init__(self, labels: Mapping[str, Iterable[str]]) -> None:
        self._labels = {key: tuple(map(read_label, texts)) for key, texts in labels.items()}
        self._near = _Near(self._labels)
        self._known: dict[tuple[Label, bool], Match | None] = {}
        self._exact: dict[str, list[str]] = {}
        for key, forms in self._labels.items():
            for form in dict.fromkeys(form.core for form in forms):
                self._exact.setdefault(form, []).append(key)

    def exact(self, label: Label) -> Match | None:
        """The keys with exactly this label; None also where its number says that a character is missing or too many."""
        keys = self._exact.get(label.core)
        if not keys or not label.core:
            return None
        if label.number and not any(self._numbered(key, label) for key in keys):
            rival = self._nearest(label, frozenset(keys))
            if rival and rival[0][0] - OTHER_NUMBER < CLEARLY:
                return None
        return Match(tuple(keys), 1.0, True)

    def match(self, label: Label, taken: Collection[str] = (), *, closed: bool = False) -> Match | None:
        """The keys of the official label that `label` is; those `taken` were matched exactly elsewhere and are no candidates.

        `closed`: what is matched is known to stand among such labels, so that one wrong character of two may be forgiven.
        """
        if taken:
            return self._match(label, taken, closed)
        if (label, closed) not in self._known:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[label, closed] = self._match(label, (), closed)
        return self._known[label, closed]

    def _match(self, label: Label, taken: Collection[str], closed: bool) -> Match | None:
        if found := self.exact(label):
            return found
        if not 2 <= len(label.core) <= LONGEST:
            return None
        ranked = self._nearest(label, frozenset(taken), closed)
        if not ranked:
            return None
        score, wrong, length, key = ranked[0]
        same = set(self._cores(key))
        keys = tuple(k for k in self._labels if k not in taken and same & set(self._cores(k)))
        second = next((s for s, _, _, k in ranked[1:] if k not in keys), None)
        if wrong > _allowed(length, closed) or (second is not None and (second - score < CLEARLY or second < 1.5 * score)):
            return None
        return Match(keys, round(max(0.5, 1 - wrong / length), 4), False)

    def _nearest(self, label: Label, taken: frozenset[str], closed: bool = False) -> list[tuple[float, float, int, str]]:
        """For every key not `taken` that may be near: its score, the wrong characters, the length compared; the nearest first."""
        ranked = []
        for key in self._near.keys(label):
            if key not in taken:
                best = min(self._scores(key, label, closed), key=lambda s: (s[1] > _allowed(s[2], False), s))
                if best[1] <= _most(best[2]):  # a label of which more than half would be wrong is no rival of a long one with a few slips
                    ranked.append((*best, key))
        return sorted(ranked, key=lambda r: r[0])

    def _scores(self, key: str, label: Label, closed: bool) -> Iterable[tuple[float, float, int]]:
        for form in self._labels[key]:
            other = OTHER_NUMBER if label.number and form.number and form.number != label.number else 0.0
            pairs = {(form.core, label.core), (form.whole, label.whole)} if label.whole != label.core else {(form.core, label.core)}
            for official, printed in pairs:
                length = max(len(official), len(printed))
                wrong: float = distance(official, printed, _most(length))
                if wrong > 1 and len(printed) >= (CLOSED_PREFIX if closed else PREFIX) and official.startswith(printed):
                    wrong = 1.0  # the rest of the label was cut
                yield wrong + other, wrong, length

    def _cores(self, key: str) -> Iterable[str]:
        return (form.core for form in self._labels[key])

    def _numbered(self, key: str, label: Label) -> bool:
        return any(form.number == label.number for form in self._labels[key] if form.core == label.core)


class _Near:
    """Which keys have a label that shares enough characters with another: the others need no edit distance, they are too far by far."""

    def __init__(self, labels: Mapping[str, tuple[Label, ...]]) -> None:
        forms = [(key, form) for key, known in labels.items() for form in known]
        self._keys = [key for key, _ in forms]
        self._lengths = np.array([(len(form.core), len(form.whole)) for _, form in forms]).reshape(-1, 2)
        characters = sorted({c for _, form in forms for c in form.core + form.whole})
        self._row = {c: i for i, c in enumerate(characters)}
        self._holds = np.array([[c in form.core or c in form.whole for _, form in forms] for c in characters], np.int16)

    def keys(self, label: Label) -> list[str]:
        """In the order of the labels."""
        near = np.zeros(len(self._keys), bool)
        for printed, lengths in ((label.core, self._lengths[:, 0]), (label.whole, self._lengths[:, 1])):
            rows = [self._row[c] for c in printed if c in self._row]
            strange = len(printed) - self._holds[rows].sum(0)  # characters that cannot be right
            near |= strange <= np.maximum(2, np.maximum(lengths, len(printed)) // 2)
        return list(dict.fromkeys(self._keys[i] for i in np.flatnonzero(near)))


def _most(length: int) -> int:
    """How many wrong characters are counted; what has more is too far for anything."""
    return max(2, length // 2)


def _allowed(length: int, closed: bool) -> float:
    if length <= 2:
        return 1 if closed else 0
    return max(1, int(SHARE * length))
