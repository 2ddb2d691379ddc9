"""`patterns.yaml` compiled into spaCy matchers over documents of one-character tokens, so that token offsets are text offsets."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import spacy
import yaml
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from giar_ner import ontology

GAP = 14  # how many characters a `*` may stand for
_BREAKS = frozenset("，。；：、！？\n（）")
_GROUP = re.compile(r"\(([^()]*)\)")
MONEY = frozenset({"元", "万元", "亿元", "角", "分"})
PERSONS = frozenset({"人", "名", "位", "人次", "余人"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of `metrics` in patterns.yaml."""

    metric: str
    rank: float
    topic: str | None
    units: frozenset[str]
    near: int = 99


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase `[start, end)` that names a metric."""

    start: int
    end: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase `[start, end)` that opens a topic."""

    start: int
    end: int
    topic: str


def alternatives(phrase: str) -> Iterator[str]:
    """Every phrase that the notation `(a|b|)` stands for."""
    group = _GROUP.search(phrase)
    if not group:
        yield phrase
        return
    for choice in group.group(1).split("|"):
        yield from alternatives(phrase[: group.start()] + choice + phrase[group.end() :])


def unit_fits(metric: str, unit: str | None) -> bool:
    """Whether a number with this unit can count this metric at all: money for money, persons for persons; no unit fits everything."""
    known = ontology.metrics().get(metric)
    if unit is None or known is None or not known.units:
        return True
    asks = set(known.units)
    if (unit in MONEY) != bool(asks & MONEY):
        return False
    if unit in PERSONS:
        return bool(asks & PERSONS)
    return bool(asks - PERSONS - {"个"}) or unit == "个"


class Lexicon:
    """The phrases of a patterns file and the matchers that find them. `tokenise(text)` gives the Doc that `hits` and `mentions` read.

    A phrase with a gap (`收到*申请`) is found by its pieces: spaCy's Matcher with an optional wildcard token keeps one state per pattern and
    character and was four hundred times slower on whole reports.
    """

    def __init__(self, patterns: dict[str, Any]) -> None:
        self.nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "char"}}})
        self.words: dict[str, Any] = {k: v for k, v in patterns.items() if k not in ("topics", "metrics")}
        self._matchers = {name: PhraseMatcher(self.nlp.vocab, attr="ORTH") for name in ("metrics", "topics", "pieces")}
        self._labels: dict[int, Entry | str] = {}
        self._gapped: list[tuple[tuple[int, ...], str, Entry | str]] = []  # the pieces' keys, the matcher they stand for, the label
        for row in patterns["metrics"]:
            if row["metric"] not in ontology.metrics():
                raise ValueError(f"patterns.yaml names an unknown metric: {row['metric']}")
            entry = Entry(row["metric"], float(row.get("rank", 1)), row.get("topic"), frozenset(row.get("units", ())), row.get("near", 99))
            self._add("metrics", entry, row["words"])
        for topic, words in patterns["topics"].items():
            self._add("topics", topic, words)
        self.zero_phrases: dict[str, list[str]] = {}
        for metric, words in patterns["zero_words"].items():
            for phrase in (p for word in words if "*" not in word for p in alternatives(word)):
                self.zero_phrases.setdefault(phrase, []).append(metric)

    def _add(self, name: str, label: Entry | str, words: list[str]) -> None:
        key = f"{name}{len(self._labels)}"
        self._labels[self.nlp.vocab.strings.add(key)] = label
        plain = set()
        for phrase in {p.strip("*") for word in words for p in alternatives(word)} - {""}:
            if "*" in phrase:
                self._gapped.append((tuple(self._piece(piece) for piece in phrase.split("*")), name, label))
            else:
                plain.add(phrase)
        if plain:
            self._matchers[name].add(key, [self.tokenise(p) for p in sorted(plain)])

    def _piece(self, words: str) -> int:
        if f"piece:{words}" not in self._matchers["pieces"]:
            self._matchers["pieces"].add(f"piece:{words}", [self.tokenise(words)])
        return int(self.nlp.vocab.strings.add(f"piece:{words}"))

    def tokenise(self, text: str) -> Doc:
        """One token per code point, white space included."""
        return Doc(self.nlp.vocab, words=list(text), spaces=[False] * len(text))

    def _found(self, name: str, doc: Doc) -> Iterator[tuple[int, int, Entry | str]]:
        for key, start, end in self._matchers[name](doc):
            yield start, end, self._labels[key]
        places: dict[int, list[tuple[int, int]]] = {}
        for key, start, end in self._matchers["pieces"](doc):
            places.setdefault(key, []).append((start, end))
        breaks = [i for i, token in enumerate(doc) if token.text in _BREAKS]
        for keys, owner, label in self._gapped:
            if owner != name or any(key not in places for key in keys):
                continue
            spans = places[keys[0]]
            for key in keys[1:]:
                spans = [
                    (a, f)
                    for a, b in spans
                    for e, f in places[key]
                    if 0 <= e - b <= GAP and bisect_left(breaks, b) == bisect_left(breaks, e)
                ]
            for start, end in spans:
                yield start, end, label

    def hits(self, doc: Doc) -> list[Hit]:
        """Every phrase that names a metric, ordered by where it ends."""
        found = (Hit(start, end, label) for start, end, label in self._found("metrics", doc) if isinstance(label, Entry))
        return sorted(found, key=lambda h: (h.end, -h.start))

    def mentions(self, doc: Doc) -> list[Mention]:
        """The phrases that open a topic, in order; one inside a longer one does not count (复议 in 未经复议直接起诉)."""
        found = sorted((Mention(s, e, t) for s, e, t in self._found("topics", doc) if isinstance(t, str)), key=lambda m: (m.start, -m.end))
        out: list[Mention] = []
        for mention in found:
            if not out or mention.end > out[-1].end:
                out.append(mention)
        return out


@cache
def default() -> Lexicon:
    """The lexicon of the package's own patterns.yaml, compiled once."""
    return Lexicon(yaml.safe_load(files(__package__).joinpath("patterns.yaml").read_text(encoding="utf-8")))
