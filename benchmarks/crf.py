"""The CRF comparator (sklearn-crfsuite): chains over the candidates of a document, and one over its lines.

A flat tag set over characters (kind x metric, BIO) has about a thousand tags and takes days to train. A chain over candidates keeps
what a CRF is good at, the sequence, and trains in minutes. An item is a candidate of the grammar; its label is `none` or `kind|metric`.
A label that occurs fewer than `RARE` times in training becomes the `other` of its kind. Numerals and the phrases of possible zero
statements have a chain each: most phrases are no records, and between two numerals they would cut off what a chain is for, the metric of
the number before. The third chain tags lines `B-section` or `I-section`.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, tee
from pathlib import Path

import sklearn_crfsuite

from benchmarks.crf_features import Candidate, candidate_features, line_features, lines, numbers, zeros
from benchmarks.predicted import NONE, ZERO, common_labels, fingerprint, folded, label_of, predicted_record
from giar_ner.evaluate.scores import Json
from giar_ner.language.normal import normalise
from giar_ner.passages import Passage

RARE = 40
FILE = "crf.pickle"


@dataclass
class Crf:
    """The trained chains and the phrases that zero candidates are looked up in. A chain is None where training had nothing for it."""

    numbers: sklearn_crfsuite.CRF | None
    zeros: sklearn_crfsuite.CRF | None
    sections: sklearn_crfsuite.CRF | None
    phrases: frozenset[str]

    @classmethod
    def load(cls, folder: Path) -> Crf:
        """What `trained` saved there. A pickle, written by ourselves: a benchmark loads no other."""
        crf: Crf = pickle.loads((folder / FILE).read_bytes())
        return crf

    def predict(self, text: str) -> Json:
        """Records and sections of one raw text, as plain dicts."""
        words = normalise(text)
        records = [
            *self._records(text, words, self.numbers, numbers(words)),
            *self._records(text, words, self.zeros, zeros(words, self.phrases)),
        ]
        return {"records": sorted(records, key=lambda r: r["start"]), "sections": self._sections(words)}

    def _records(self, text: str, words: str, crf: sklearn_crfsuite.CRF | None, found: list[Candidate]) -> Iterator[Json]:
        if crf is None or not found:
            return
        tagger = crf.tagger_
        for i, (c, label) in enumerate(zip(found, tagger.tag(candidate_features(words, found)), strict=True)):
            if label != NONE:
                record = predicted_record(text, words, c.start, c.end, label, c.value)
                yield record | {"confidence": float(tagger.marginal(label, i))}

    def _sections(self, words: str) -> list[Json]:
        units = lines(words)
        out: list[Json] = []
        if self.sections is None or not units:
            return out
        for (start, end), label in zip(units, self.sections.predict_single(line_features(words, units)), strict=True):
            mark, _, kind = label.partition("-")
            if out and out[-1]["type"] == kind and mark == "I":
                out[-1]["end"] = end
            else:
                out.append({"type": kind, "start": start, "end": end})
        return out


def trained(passages: list[Passage], folder: Path, *, iterations: int = 50) -> Crf:
    """The chains in `folder` if they were trained on these passages in this way; otherwise trains them and saves them there."""
    mark = fingerprint(passages, f"{RARE} {iterations}")
    kept = folder / "mark"
    if kept.exists() and kept.read_text(encoding="utf-8") == mark:
        return Crf.load(folder)
    crf = train(passages, iterations=iterations)
    folder.mkdir(parents=True, exist_ok=True)
    kept.unlink(missing_ok=True)
    (folder / FILE).write_bytes(pickle.dumps(crf))
    kept.write_text(mark, encoding="utf-8")
    return crf


def train(passages: list[Passage], *, iterations: int = 50) -> Crf:
    """Fit the chains with L-BFGS."""
    found = ("".join(r["text"].split()) for p in passages for r in p.records if r["kind"] == ZERO)
    phrases = frozenset(w for w in map(normalise, found) if len(w) > 1)
    texts = [(normalise(p.text), p) for p in passages]
    stated = [(w, numbers(w), [r for r in p.records if r["kind"] != ZERO]) for w, p in texts]
    denied = [(w, zeros(w, phrases), [r for r in p.records if r["kind"] == ZERO]) for w, p in texts]
    tiled = [(w, lines(w), p.sections) for w, p in texts if p.sections and p.sections[0]["start"] == 0]
    sections = ((line_features(w, units), _line_labels(units, parts)) for w, units, parts in tiled)
    return Crf(_fit(_sequences(stated), iterations), _fit(_sequences(denied), iterations), _fit(sections, iterations), phrases)


def _sequences(documents: list[tuple[str, list[Candidate], list[Json]]]) -> Iterator[tuple[list[list[str]], list[str]]]:
    """Features and labels of each document that has candidates, with rare labels folded into the `other` of their kind."""
    labelled = [(words, found, _labels(found, records)) for words, found, records in documents if found]
    common = common_labels((x for *_, labels in labelled for x in labels), RARE)
    for words, found, labels in labelled:
        yield candidate_features(words, found), [folded(x, common) for x in labels]


def _fit(sequences: Iterable[tuple[list[list[str]], list[str]]], iterations: int) -> sklearn_crfsuite.CRF | None:
    """A chain trained on (features, labels) pairs, fed one at a time: their features never lie in memory together."""
    x, y = tee(sequences)
    crf = sklearn_crfsuite.CRF(algorithm="lbfgs", c1=0.0, c2=0.5, min_freq=2, max_iterations=iterations)
    first = next(x, None)
    if first is None:
        return None
    crf.fit(chain([first[0]], (features for features, _ in x)), (labels for _, labels in y))
    return crf


def _labels(found: list[Candidate], records: Iterable[Json]) -> list[str]:
    """One label per candidate: a gold record's goes to the candidate that overlaps it longest."""
    labels = [NONE] * len(found)
    for record in records:
        best = max(
            (i for i, c in enumerate(found) if c.start < record["end"] and record["start"] < c.end),
            key=lambda i: min(found[i].end, record["end"]) - max(found[i].start, record["start"]),
            default=None,
        )
        if best is not None:
            labels[best] = label_of(record)
    return labels


def _line_labels(units: list[tuple[int, int]], sections: list[Json]) -> list[str]:
    """`B-` where a section starts in the unit, else `I-`; the type is that of the section that covers most of the unit."""
    out = []
    for start, end in units:
        part = max(sections, key=lambda s: min(s["end"], end) - max(s["start"], start))
        out.append(("B-" if start <= part["start"] < end else "I-") + part["type"])
    return out
