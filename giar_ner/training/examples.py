"""Passages -> what the models learn from: candidates with their gold decisions, and encoded windows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from giar_ner.language.normal import normalise
from giar_ner.passages import Passage
from giar_ner.tagging.candidates import Candidate, propose_candidates
from giar_ner.tagging.characters import CharacterVocabulary
from giar_ner.tagging.labels import KINDS, NONE, Labels
from giar_ner.tagging.windows import make_windows

ZERO = "zero_statement"
IGNORE = -100
JOINT = re.compile(r"以及|[、，和及与或]")


@dataclass
class Example:
    """A passage in normalised form, its candidates, and for each the gold record that it overlaps most (or None)."""

    passage: Passage
    text: str
    candidates: list[Candidate]
    gold: list[dict[str, Any] | None]
    missed: list[dict[str, Any]]
    """Gold records that no candidate overlaps."""


def zero_phrases(passages: Iterable[Passage]) -> frozenset[str]:
    """Every wording (two characters and more, without white space) that a zero statement was marked on.

    A list of wordings (复议、诉讼, marked as one by mistake or for want of a verb) is none: it would hide its own items.
    """
    found = {normalise("".join(r["text"].split())) for p in passages for r in p.records if r["kind"] == ZERO}
    lists = {w for w in found if len(parts := JOINT.split(w)) > 1 and all(p in found for p in parts)}
    return frozenset(w for w in found - lists if len(w) > 1)


def make_example(passage: Passage, phrases: frozenset[str]) -> Example:
    text = normalise(passage.text)
    unsure = unsure_spans(passage)
    candidates = [c for c in propose_candidates(text, phrases) if not any(a < c.end and c.start < b for a, b in unsure)]
    gold = gold_of(passage, candidates)
    met = {id(g) for g in gold if g}
    return Example(passage, text, candidates, gold, [r for r in passage.records if id(r) not in met])


def unsure_spans(passage: Passage) -> list[tuple[int, int]]:
    """What weak labelling could not decide: neither records nor counter-examples."""
    return [(m["start"], m["end"]) for m in passage.marks if m["label"] == "unsure"]


def gold_of(passage: Passage, candidates: list[Candidate]) -> list[dict[str, Any] | None]:
    """For each candidate the record of its sort (zero statement or number) that it overlaps most."""
    numbers = [r for r in passage.records if r["kind"] != ZERO]
    zeros = [r for r in passage.records if r["kind"] == ZERO]
    return [_overlapping(zeros if c.zero else numbers, c) for c in candidates]


def _overlapping(records: list[dict[str, Any]], c: Candidate) -> dict[str, Any] | None:
    hits = [r for r in records if r["start"] < c.end and c.start < r["end"]]
    return max(hits, key=lambda r: min(c.end, r["end"]) - max(c.start, r["start"]), default=None)


def encode_example(
    example: Example, vocabulary: CharacterVocabulary, labels: Labels, window: Any, optional_weight: float
) -> list[dict[str, Any]]:
    """One row per window: `ids` and `heading` ids; spans (in tokens of `ids`) with kind, accepted metrics and weight; tags and sections."""
    text, rows = example.text, []
    tags, parts = _tags(example, labels), _sections(example, labels)
    spans = [(c.start, c.end, g) for c, g in zip(example.candidates, example.gold, strict=True)]
    spans += [(r["start"], r["end"], r) for r in example.missed]
    for w in make_windows(text, window.max_length, window.context):
        row: dict[str, Any] = {"heading": vocabulary.encode(w.heading).tolist(), "ids": vocabulary.encode(text[w.start : w.end]).tolist()}
        row |= {"span": [], "kind": [], "metrics": [], "weight": []}
        for start, end, gold in spans:
            if w.core <= start < w.end:
                row["span"].append([start - w.start, min(end, w.end) - w.start])
                row["kind"].append(KINDS.index(gold["kind"]) + 1 if gold else NONE)
                names = [gold["metric"], *gold.get("accept", ())] if gold else []
                row["metrics"].append([labels.metric_index[m] for m in names])
                row["weight"].append((optional_weight if gold and gold.get("optional") else 1.0) * (gold or {}).get("weight", 1.0))
        hidden = [IGNORE] * (w.core - w.start)
        row["tags"] = hidden + tags[w.core : w.end]
        row["sections"] = hidden + parts[w.core : w.end]
        rows.append(row)
    return rows


def _tags(example: Example, labels: Labels) -> list[int]:
    out = [0] * len(example.text)
    index = {t: i for i, t in enumerate(labels.tags)}
    for a, b in unsure_spans(example.passage):
        out[a:b] = [IGNORE] * (b - a)
    for r in example.passage.records:
        if r.get("optional"):
            out[r["start"] : r["end"]] = [IGNORE] * (r["end"] - r["start"])
        else:
            out[r["start"] : r["end"]] = [index[f"I-{r['kind']}"]] * (r["end"] - r["start"])
            out[r["start"]] = index[f"B-{r['kind']}"]
    return out


def _sections(example: Example, labels: Labels) -> list[int]:
    out = [IGNORE] * len(example.text)
    for s in example.passage.sections:
        out[s["start"] : s["end"]] = [labels.sections.index(s["type"])] * (s["end"] - s["start"])
    return out
