"""One predicted span as the record that is scored: what the comparators share, so that they differ in their spans and labels alone."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable

from giar_ner.evaluate.scores import Json
from giar_ner.language.numerals import NumeralError
from giar_ner.language.quantities import read_quantity
from giar_ner.passages import Passage

NONE = "none"
ZERO = "zero_statement"
_DECLINE = re.compile(r"减|降|下滑|回落|少")


def label_of(record: Json) -> str:
    """`kind|metric` of a gold record."""
    return f"{record['kind']}|{record['metric']}"


def common_labels(labels: Iterable[str], rare: int) -> frozenset[str]:
    """The labels that occur at least `rare` times; `none` among them or not does not matter."""
    return frozenset(label for label, n in Counter(labels).items() if n >= rare)


def folded(label: str, common: frozenset[str]) -> str:
    """A label that is too rare to be learned becomes the `other` of its kind."""
    return label if label in common or label == NONE else f"{label.partition('|')[0]}|other"


def fingerprint(passages: Iterable[Passage], settings: str) -> str:
    """What a comparator that is trained on these passages with these settings follows from, as a hash."""
    digest = hashlib.sha256(f"{settings}\n".encode())
    for p in passages:
        records = [(r["start"], r["end"], label_of(r)) for r in p.records]
        digest.update(f"{p.id}\n{p.text}\n{records}\n{p.sections}\n".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def predicted_record(text: str, words: str, start: int, end: int, label: str, value: float | None) -> Json:
    """The record of the characters `[start, end)` of `text`, whose normalised form is `words`; a change beside a word of decline is negative."""
    kind, _, metric = label.partition("|")
    number = value or 0.0
    if kind == "change" and _DECLINE.search(words, max(0, start - 6), end + 2):
        number = -abs(number)
    return {"start": start, "end": end, "text": text[start:end], "kind": kind, "metric": metric, "value": number}


def value_in(words: str) -> float | None:
    """The value of the numeral in the characters of a span, None where there is none."""
    try:
        return read_quantity(words).value
    except NumeralError:
        return None
