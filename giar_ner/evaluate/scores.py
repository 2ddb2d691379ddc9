"""Scores of extracted reports against gold.

span      strict: same start and end
record    spans overlap, and kind, metric and value agree (a metric in the gold record's `accept` agrees too)
official  `record` without the open classes `other`, `disclosure.category` and `disclosure.key_areas` on either side
zero      `record` of the zero statements alone
section   share of the characters that lie in a section of the right type

Table cells are scored by nobody. Gold records marked `optional` are neither asked for nor held against a prediction that overlaps them.
Everything is micro-averaged over documents; a document is a plain dict (`records`, `sections`), as its JSON file holds it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from giar_ner.ontology import OPEN

Json = dict[str, Any]
Pair = tuple[Json, Json]  # a gold document and what was predicted for it
KINDS = ("stated", "zero_statement", "change", "share")
SLICES: dict[str, Callable[[Json], bool]] = {
    "span": lambda record: True,
    "record": lambda record: True,
    "official": lambda record: record["metric"] not in OPEN,
    "zero": lambda record: record["kind"] == "zero_statement",
}


@dataclass(frozen=True)
class Score:
    """Counts of one slice, and what follows from them."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.predicted + other.predicted, self.gold + other.gold)


@dataclass(frozen=True)
class Scores:
    """All scores of one document or, added up, of many."""

    slices: Mapping[str, Score] = field(default_factory=lambda: dict.fromkeys(SLICES, Score()))
    section_right: int = 0
    section_characters: int = 0

    @property
    def section(self) -> float:
        return self.section_right / self.section_characters if self.section_characters else 0.0

    def __getitem__(self, name: str) -> Score:
        return self.slices[name]

    def __add__(self, other: Scores) -> Scores:
        slices = {name: self[name] + other[name] for name in SLICES}
        return Scores(slices, self.section_right + other.section_right, self.section_characters + other.section_characters)

    def to_dict(self) -> Json:
        """Figures and the counts they come from, for JSON."""
        rows = {
            n: {"precision": s.precision, "recall": s.recall, "f1": s.f1, "right": s.right, "predicted": s.predicted, "gold": s.gold}
            for n, s in self.slices.items()
        }
        return rows | {"section": {"accuracy": self.section, "right": self.section_right, "characters": self.section_characters}}


def agrees(gold: Json, predicted: Json) -> bool:
    """Kind, metric (or an accepted one) and value are the same."""
    return gold["kind"] == predicted["kind"] and same_metric(gold, predicted) and same_value(gold, predicted)


def same_metric(gold: Json, predicted: Json) -> bool:
    return predicted["metric"] == gold["metric"] or predicted["metric"] in (gold.get("accept") or ())


def same_value(gold: Json, predicted: Json) -> bool:
    try:
        a, b = float(gold["value"]), float(predicted["value"])
    except (TypeError, ValueError):
        return False
    return abs(a - b) <= 1e-6 * max(1.0, abs(a))


@dataclass(frozen=True)
class Match:
    """One document's scored records, paired one to one; `pairs` maps gold index to predicted index."""

    gold: list[Json]
    predicted: list[Json]
    pairs: dict[int, int]

    @property
    def asked(self) -> list[int]:
        """Gold indexes that must be found."""
        return [i for i, g in enumerate(self.gold) if not g.get("optional")]

    @property
    def offered(self) -> list[int]:
        """Predicted indexes that count: all but those paired with an optional gold record."""
        free = {j for i, j in self.pairs.items() if self.gold[i].get("optional")}
        return [j for j in range(len(self.predicted)) if j not in free]

    @property
    def partners(self) -> dict[int, int]:
        """Predicted index to gold index."""
        return {j: i for i, j in self.pairs.items()}


def match(gold: Json, predicted: Json) -> Match:
    """Pair overlapping records greedily: agreeing pairs first, then the longest overlap."""
    asked = [r for r in gold["records"] if r["kind"] in KINDS]
    found = [r for r in predicted["records"] if r.get("kind") in KINDS]
    candidates = []
    for i, g in enumerate(asked):
        for j, p in enumerate(found):
            common = min(g["end"], p["end"]) - max(g["start"], p["start"])
            if g["start"] < p["end"] and p["start"] < g["end"]:
                candidates.append((not agrees(g, p), -common, i, j))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in sorted(candidates):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return Match(asked, found, pairs)


def score_document(gold: Json, predicted: Json) -> Scores:
    """The scores of one document."""
    m = match(gold, predicted)
    slices = {name: _score_slice(name, keep, m) for name, keep in SLICES.items()}
    right = sum(
        max(0, min(s["end"], q["end"]) - max(s["start"], q["start"]))
        for s in gold.get("sections", ())
        for q in predicted.get("sections", ())
        if s["type"] == q["type"]
    )
    return Scores(slices, right, sum(s["end"] - s["start"] for s in gold.get("sections", ())))


def _score_slice(name: str, keep: Callable[[Json], bool], m: Match) -> Score:
    """Counts of one slice. An agreeing pair of which only one side lies in the slice (an accepted metric) never counts as an error."""
    asked, offered = m.asked, m.offered
    predicted = sum(keep(m.predicted[j]) for j in offered)
    right = 0
    for i in asked:
        if i in m.pairs and keep(m.gold[i]):
            g, p = m.gold[i], m.predicted[m.pairs[i]]
            if name == "span":
                right += (g["start"], g["end"]) == (p["start"], p["end"])
            elif agrees(g, p):
                right += 1
                predicted += not keep(p)
    partners = m.partners
    for j in offered:
        if keep(m.predicted[j]) and j in partners and not keep(m.gold[partners[j]]) and agrees(m.gold[partners[j]], m.predicted[j]):
            predicted -= 1
    return Score(right, predicted, sum(keep(m.gold[i]) for i in asked))


def score(pairs: Iterable[Pair]) -> Scores:
    """Micro-averaged scores over (gold, predicted) documents."""
    return sum((score_document(g, p) for g, p in pairs), Scores())
