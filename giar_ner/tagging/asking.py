"""Asking the encoder: windows of one or of many texts in, its evidence about their candidates and sections out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from giar_ner.language.numerals import NumeralError
from giar_ner.language.quantities import read_quantity
from giar_ner.tagging.backends import Backend
from giar_ner.tagging.candidates import Candidate, may_be_zero, outside
from giar_ner.tagging.characters import CharacterVocabulary
from giar_ner.tagging.combine import log_softmax
from giar_ner.tagging.evidence import ZERO, Evidence
from giar_ner.tagging.labels import KINDS, Labels
from giar_ner.tagging.section_candidates import candidates as section_candidates
from giar_ner.tagging.windows import Window, encode_windows, make_windows

HAN = re.compile(r"[\u3400-\u9fff]")
SURE_TAG = 0.9
"""Probability that each tag of a span needs which only the encoder proposes: the least that pays on the calibration passages."""


@dataclass(frozen=True)
class WindowSize:
    """Tokens per window, characters of context before its core, and padded tokens per call on a GPU."""

    max_length: int = 320
    context: int = 64
    batch_tokens: int = 8192


@dataclass
class Question:
    """A text with what is known of it, and where the encoder is to look: at the windows of the candidates that are `unsure` [n], or everywhere."""

    text: str
    tables: Sequence[tuple[int, int]]
    evidence: Evidence
    unsure: np.ndarray | None = None


@dataclass
class _Answer:
    """What the windows of one text have said so far."""

    question: Question
    windows: list[Window]
    owner: np.ndarray
    """The window that decides about each candidate."""
    sections: np.ndarray
    """Log-probabilities [atoms, section types], summed over the characters that were read."""
    read: np.ndarray
    """How many characters of each atom were read."""
    starts: np.ndarray
    pooled: dict[Candidate, tuple[np.ndarray, np.ndarray]] = field(default_factory=dict)


class Encoder:
    """The token classifier over windows. `batch_tokens`: padded tokens per call; 0 is one window at a time.

    One window at a time costs a CPU nothing, wastes none of its work on padding, and gives the same numbers whatever else is read.
    """

    def __init__(self, backend: Backend, vocabulary: CharacterVocabulary, labels: Labels, size: WindowSize, batch_tokens: int = 0):
        self.backend, self.vocabulary, self.labels, self.size, self.batch_tokens = backend, vocabulary, labels, size, batch_tokens

    def ask(self, questions: Sequence[Question]) -> None:
        """Fill the neural evidence of each question, and add the spans that the encoder tags where nothing was proposed."""
        answers = [self._prepare(q) for q in questions]
        chosen = [(len(a.windows[w]), i, w) for i, a in enumerate(answers) for w in _worth(a)]
        for batch in _batches(sorted(chosen), self.batch_tokens):
            ids, mask, types = (
                np.concatenate(x) for x in zip(*(self._encoded(answers[i], w, batch[-1][0]) for _, i, w in batch), strict=True)
            )
            logits = self.backend.logits(ids, mask, types)
            for row, (_, i, w) in enumerate(batch):
                self._take(answers[i], w, logits[row])
        for answer in answers:
            self._fill(answer)

    def _prepare(self, q: Question) -> _Answer:
        windows, atoms = make_windows(q.text, self.size.max_length, self.size.context), section_candidates(q.text)
        owner = np.searchsorted([w.core for w in windows], [c.start for c in q.evidence.candidates], "right") - 1
        return _Answer(
            q, windows, owner, np.zeros((len(atoms), len(self.labels.sections))), np.zeros(len(atoms), int), np.asarray(atoms.start)
        )

    def _encoded(self, answer: _Answer, w: int, length: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        return encode_windows(answer.question.text, [answer.windows[w]], self.vocabulary, length)

    def _take(self, answer: _Answer, w: int, logits: np.ndarray) -> None:
        """Note what the logits [length, labels] of a window say of the candidates and atoms in its core."""
        window, q = answer.windows[w], answer.question
        first = window.offset + window.core - window.start
        core = logits[first : first + window.end - window.core]
        known = [q.evidence.candidates[c] for c in np.flatnonzero(answer.owner == w)]
        for c in known + outside(self._tagged(q.text, core, window, known), q.tables):
            answer.pooled[c] = self.labels.pool(core[c.start - window.core : max(c.end - window.core, c.start - window.core + 1)])
        atom = np.searchsorted(answer.starts, np.arange(window.core, window.end), "right") - 1
        np.add.at(answer.sections, atom, log_softmax(core[:, self.labels.section_slice].astype(np.float64)))
        np.add.at(answer.read, atom, 1)

    def _fill(self, answer: _Answer) -> None:
        e, pooled = answer.question.evidence, answer.pooled
        e.candidates = sorted({*e.candidates, *pooled}, key=lambda c: (c.start, c.end))
        unasked = np.zeros(1 + len(KINDS), np.float32), np.zeros(len(self.labels.metrics), np.float32)
        rows = [pooled.get(c, unasked) for c in e.candidates]
        e.neural_kind = np.array([kind for kind, _ in rows], np.float32).reshape(-1, 1 + len(KINDS))
        e.neural_metric = np.array([metric for _, metric in rows], np.float32).reshape(-1, len(self.labels.metrics))
        e.asked = np.array([c in pooled for c in e.candidates], bool)
        e.neural_section = answer.sections / np.maximum(answer.read, 1)[:, None]

    def _tagged(self, text: str, core: np.ndarray, window: Window, known: list[Candidate]) -> list[Candidate]:
        """Runs of one kind's tags in a core [characters, labels] that touch no candidate: damaged numbers, new names of metrics."""
        probability = np.exp(log_softmax(core[:, : len(self.labels.tags)].astype(np.float64)))
        tags, sure = probability.argmax(1), probability.max(1) >= SURE_TAG
        taken = np.zeros(len(tags) + 2, bool)  # shifted by one: a run may not even stand beside a candidate, it would be its rest
        for c in known:
            taken[c.start - window.core + 1 : min(c.end, window.end) - window.core + 1] = True
        tags[taken[1:-1]] = 0
        kind = (tags + 1) // 2  # 0 is O
        begins = np.flatnonzero((kind > 0) & ((tags % 2 == 1) | (np.concatenate([[0], kind[:-1]]) != kind)))
        numbers = [(c.start, c.end) for c in known if not c.zero]
        out = []
        for a in begins.tolist():
            b = a + 1
            while b < len(kind) and kind[b] == kind[a] and tags[b] % 2 == 0:
                b += 1
            zero = bool(kind[a] == ZERO + 1)
            if taken[a] or taken[b + 1] or not sure[a:b].all():
                continue
            start, end = window.core + a, window.core + b
            if may_be_zero(text, start, end, numbers) if zero else _has_numeral(text[start:end]):
                out.append(Candidate(start, end, zero))
        return out


def _worth(answer: _Answer) -> list[int]:
    """Those of the unsure candidates; where all are asked about, all with a word in them, for the sections: a megabyte of digits costs nothing."""
    unsure, text = answer.question.unsure, answer.question.text
    if unsure is not None:
        return sorted(set(answer.owner[unsure].tolist()))
    asked = set(answer.owner.tolist())
    return [i for i, w in enumerate(answer.windows) if i in asked or HAN.search(text, w.core, w.end)]


def _batches(chosen: list[tuple[int, int, int]], budget: int) -> Iterator[list[tuple[int, int, int]]]:
    """Runs of `chosen` (length first, ascending) whose padded size stays within the budget of tokens; at least one window each."""
    batch: list[tuple[int, int, int]] = []
    for item in chosen:
        if batch and item[0] * (len(batch) + 1) > budget:
            yield batch
            batch = []
        batch.append(item)
    if batch:
        yield batch


def _has_numeral(words: str) -> bool:
    try:
        read_quantity(words)
    except NumeralError:
        return False
    return True
