"""The tagger: propose candidates, ask the encoder and the lexical memory, decide over the whole list."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from giar_ner.errors import ModelError
from giar_ner.language.numerals import NumeralError
from giar_ner.language.quantities import read_quantity
from giar_ner.language.tables import flattened_tables
from giar_ner.tagging.backends import Backend, BackendName, load_backend
from giar_ner.tagging.candidates import Candidate, outside, propose_candidates
from giar_ner.tagging.characters import CharacterVocabulary
from giar_ner.tagging.combine import PARTS, Combination, log_softmax
from giar_ner.tagging.confidence import Confidence
from giar_ner.tagging.decisions import decide
from giar_ner.tagging.decode import Transitions
from giar_ner.tagging.evidence import ZERO, Evidence, ask_lexical, sentence_of
from giar_ner.tagging.labels import KINDS, Labels
from giar_ner.tagging.lexical import LexicalMemory
from giar_ner.tagging.section_candidates import candidates as section_candidates
from giar_ner.tagging.section_model import SectionModel
from giar_ner.tagging.spans import TaggedSection, Tagging
from giar_ner.tagging.windows import Window, encode_windows, make_windows

HAN = re.compile(r"[\u3400-\u9fff]")
SURE_TAG = 0.9
"""Probability that each tag of a span needs which only the encoder proposes: the least that pays on the calibration passages."""


@dataclass(frozen=True)
class WindowSize:
    """Tokens per window and characters of context before its core."""

    max_length: int = 320
    context: int = 64
    batch_tokens: int = 8192


class Tagger:
    """Loads a model folder and tags texts. `parts` chooses who decides: `all`, `neural` or `lexical` alone."""

    def __init__(self, folder: Path, backend: BackendName = "onnx", device: str = "cpu", parts: str = "all", threads: int = 0):
        if parts not in PARTS:
            raise ModelError(f"unknown parts {parts!r}: {', '.join(PARTS)}")
        self.parts = parts
        try:
            config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
            self.size = WindowSize(**config["giar_ner"]["window"])
            self.labels = Labels.of_config(config["id2label"])
            self.name, self.version = str(config["giar_ner"]["name"]), str(config["giar_ner"]["version"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ModelError(f"{folder} is no giar_ner model: config.json is missing or damaged") from error
        self.vocabulary = CharacterVocabulary.load(folder)
        self.lexical = LexicalMemory.load(folder)
        self.combination = Combination.load(folder)
        self.confidence = Confidence.load(folder)
        self.transitions = Transitions.load(folder, len(self.labels.metrics))
        self.sections = SectionModel.load(folder)
        self.backend: Backend | None = None if parts == "lexical" else load_backend(folder, backend, device, threads)

    def tag(self, text: str, tables: Sequence[tuple[int, int]] = ()) -> Tagging:
        """Spans and sections of one normalised text; no span lies in one of the ranges `tables`."""
        evidence = self.evidence(text, tables)
        spans = decide(evidence, self.combination, self.transitions, self.labels, self.parts, self.confidence)
        return Tagging(spans, self.segment(text, evidence, self.combination.section[self.parts]))

    def segment(self, text: str, evidence: Evidence, weight: float) -> list[TaggedSection]:
        """The sections of `text`: the segmenter's own scores and, where the encoder was asked, what it says of each atom, so weighted."""
        extra = None
        if evidence.neural_section is not None and len(evidence.neural_section):
            order = [self.labels.sections.index(t) for t in self.sections.types]
            extra = weight * evidence.neural_section[:, order]
        return self.sections.predict(text, extra)

    def evidence(self, text: str, tables: Sequence[tuple[int, int]] = ()) -> Evidence:
        tables = [*tables, *flattened_tables(text)]  # their cells are no candidates; nor may the encoder tag them
        out = Evidence(outside(propose_candidates(text, self.lexical.phrases), tables))
        if self.backend is not None and text:
            self.ask_encoder(text, out, tables)
        out.sentence = sentence_of(text, out.candidates)
        if self.parts != "neural" and out.candidates:
            ask_lexical(out, self.lexical, self.labels, text)
        return out

    def ask_encoder(self, text: str, out: Evidence, tables: Sequence[tuple[int, int]] = ()) -> None:
        """Fill the neural evidence of `out`, one pass over all windows, and add the spans that the encoder tags where nothing was proposed."""
        assert self.backend is not None
        candidates, atoms = out.candidates, section_candidates(text)
        windows = make_windows(text, self.size.max_length, self.size.context)
        owner = np.searchsorted([w.core for w in windows], [c.start for c in candidates], "right") - 1
        pooled: dict[Candidate, tuple[np.ndarray, np.ndarray]] = {}
        sections = np.zeros((len(atoms), len(self.labels.sections)))
        asked = set(owner.tolist())  # and all with a word in them, for the sections; a megabyte of digits costs nothing
        order = sorted((i for i, w in enumerate(windows) if i in asked or HAN.search(text, w.core, w.end)), key=lambda i: len(windows[i]))
        for batch in _batches(order, [len(windows[i]) for i in order], self.size.batch_tokens):
            length = len(windows[batch[-1]])
            logits = self.backend.logits(*encode_windows(text, [windows[i] for i in batch], self.vocabulary, length))
            for row, w in enumerate(batch):
                window = windows[w]
                first = window.offset + window.core - window.start
                core = logits[row, first : first + window.end - window.core]
                known = [candidates[c] for c in np.flatnonzero(owner == w)]
                for c in known + outside(self._tagged(text, core, window, known), tables):
                    pooled[c] = self.labels.pool(core[c.start - window.core : max(c.end - window.core, c.start - window.core + 1)])
                atom = np.searchsorted(atoms.start, np.arange(window.core, window.end), "right") - 1
                np.add.at(sections, atom, log_softmax(core[:, self.labels.section_slice].astype(np.float64)))
        out.candidates = sorted(pooled, key=lambda c: (c.start, c.end))
        out.neural_kind = np.array([pooled[c][0] for c in out.candidates], np.float32).reshape(-1, 1 + len(KINDS))
        out.neural_metric = np.array([pooled[c][1] for c in out.candidates], np.float32).reshape(-1, len(self.labels.metrics))
        out.neural_section = sections / np.maximum(atoms.end - atoms.start, 1)[:, None]

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
        out = []
        for a in begins.tolist():
            b = a + 1
            while b < len(kind) and kind[b] == kind[a] and tags[b] % 2 == 0:
                b += 1
            zero = bool(kind[a] == ZERO + 1)
            if taken[a] or taken[b + 1] or not sure[a:b].all():
                continue
            if zero or _has_numeral(text[window.core + a : window.core + b]):
                out.append(Candidate(window.core + a, window.core + b, zero))
        return out


def _has_numeral(words: str) -> bool:
    try:
        read_quantity(words)
    except NumeralError:
        return False
    return True


def _batches(order: list[int], sizes: list[int], budget: int) -> Iterator[list[int]]:
    """Runs of `order` (ascending sizes) whose padded size stays within the budget of tokens."""
    batch: list[int] = []
    for item, size in zip(order, sizes, strict=True):
        if batch and size * (len(batch) + 1) > budget:
            yield batch
            batch = []
        batch.append(item)
    if batch:
        yield batch
