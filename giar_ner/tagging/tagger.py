"""The tagger: propose candidates, ask the encoder and the lexical memory, decide over the whole list."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from giar_ner.errors import ModelError
from giar_ner.language.numerals import NumeralError
from giar_ner.language.quantities import read_quantity
from giar_ner.language.sentences import sentences
from giar_ner.tagging.arrays import load_arrays
from giar_ner.tagging.backends import Backend, BackendName, load_backend
from giar_ner.tagging.candidates import Candidate, outside, propose_candidates
from giar_ner.tagging.characters import CharacterVocabulary
from giar_ner.tagging.combine import PARTS, Combination, log_softmax
from giar_ner.tagging.confidence import LIMIT, OPEN, SIGNALS, Confidence, log_odds
from giar_ner.tagging.decode import Transitions, marginals
from giar_ner.tagging.features import FeatureExtractor
from giar_ner.tagging.labels import KINDS, NONE, Labels
from giar_ner.tagging.lexical import LexicalMemory
from giar_ner.tagging.section_candidates import candidates as section_candidates
from giar_ner.tagging.section_model import SectionModel
from giar_ner.tagging.spans import TaggedSection, TaggedSpan, Tagging
from giar_ner.tagging.windows import Window, encode_windows, make_windows

ZERO = KINDS.index("zero_statement")
NUMBER_KINDS = KINDS[:ZERO]
HAN = re.compile(r"[\u3400-\u9fff]")
SURE_TAG = 0.9
"""Probability that each tag of a span needs which only the encoder proposes: the least that pays on the calibration passages."""


@dataclass(frozen=True)
class WindowSize:
    """Tokens per window and characters of context before its core."""

    max_length: int = 320
    context: int = 64
    batch_tokens: int = 8192


@dataclass
class Evidence:
    """What both models say of one text's candidates, before any decision.

    neural_kind [n, 1 + KINDS] and neural_metric [n, metrics] are pooled logits; lexical_* are margins: kind [n, 4], metric [n, metrics],
    zero [n, 1 + metrics]. A part that was not asked is None.
    """

    candidates: list[Candidate]
    sentence: np.ndarray = field(default_factory=lambda: np.empty(0, int))
    """Which sentence each candidate stands in."""
    neural_kind: np.ndarray | None = None
    neural_metric: np.ndarray | None = None
    lexical_kind: np.ndarray | None = None
    lexical_metric: np.ndarray | None = None
    lexical_zero: np.ndarray | None = None
    neural_section: np.ndarray | None = None
    """[atoms, section types]: mean log-probabilities over the characters of each atom of `section_candidates.candidates(text)`."""


def spread(margins: np.ndarray, names: list[str], onto: list[str], floor: float = -1.5) -> np.ndarray:
    """Margins of a head's own labels laid out over `onto`; labels that it never saw get `floor`."""
    out = np.full((len(margins), len(onto)), floor, np.float32)
    index = {n: i for i, n in enumerate(onto)}
    out[:, [index[n] for n in names]] = margins
    return out


class Tagger:
    """Loads a model folder and tags texts. `parts` chooses who decides: `all`, `neural` or `lexical` alone."""

    def __init__(self, folder: Path, backend: BackendName = "onnx", device: str = "cpu", parts: str = "all"):
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
        self.transitions = load_transitions(folder, len(self.labels.metrics))
        self.sections = SectionModel.load(folder)
        self.backend: Backend | None = None if parts == "lexical" else load_backend(folder, backend, device)

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


def ask_lexical(out: Evidence, lexical: LexicalMemory, labels: Labels, text: str) -> None:
    """Fill the lexical margins of `out`."""
    rows = FeatureExtractor(text, out.candidates).rows()
    metrics = list(labels.metrics)
    for name, onto in (("kind", ["none", *NUMBER_KINDS]), ("metric", metrics), ("zero", ["none", *metrics])):
        head = lexical.heads[name]
        setattr(out, f"lexical_{name}", spread(head.logits(rows), head.names, onto))


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


def local_probabilities(e: Evidence, combination: Combination, parts: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """By each candidate alone: P(none) [n], P(kind | record) [n, KINDS], P(metric | record) [n, metrics]."""
    mixtures = combination.mixtures[parts]
    zero = np.array([c.zero for c in e.candidates])
    neural, lexical = e.neural_kind is not None, e.lexical_kind is not None
    number_kind = mixtures["kind"].log_probabilities(e.neural_kind[:, :-1] if neural else None, e.lexical_kind)  # type: ignore[index]
    metric = np.exp(mixtures["metric"].log_probabilities(e.neural_metric, e.lexical_metric if lexical else None))
    joint = np.exp(mixtures["zero"].log_probabilities(neural_zero(e) if neural else None, e.lexical_zero))
    none = np.where(zero, joint[:, 0], np.exp(number_kind[:, NONE]))
    kind = np.zeros((len(zero), len(KINDS)))
    number = np.exp(number_kind[:, 1:])
    kind[:, :ZERO] = number / np.maximum(number.sum(1, keepdims=True), 1e-300)
    kind[zero] = np.eye(len(KINDS))[ZERO]
    metric[zero] = joint[zero, 1:] / np.maximum(joint[zero, 1:].sum(1, keepdims=True), 1e-300)
    return none, kind, metric


def neural_zero(e: Evidence) -> np.ndarray:
    """Log-probabilities [n, 1 + metrics]: no zero statement, or one of each metric."""
    assert e.neural_kind is not None and e.neural_metric is not None
    pair = log_softmax(e.neural_kind[:, [NONE, 1 + ZERO]].astype(np.float64))
    return np.concatenate([pair[:, :1], pair[:, 1:] + log_softmax(e.neural_metric.astype(np.float64))], 1)


def decide(
    e: Evidence,
    combination: Combination,
    transitions: Transitions,
    labels: Labels,
    parts: str = "all",
    confidence: Confidence | None = None,
) -> list[TaggedSpan]:
    """The most probable decision for every candidate, given the whole list."""
    if not e.candidates:
        return []
    none, kind, metric = local_probabilities(e, combination, parts)
    best_kind = kind.argmax(1)
    none, metric = marginals(none, metric, relations(e.sentence, best_kind), replace(transitions, strength=combination.strength[parts]))
    signals = decision_signals(e, none, kind, metric, labels)
    sure = (confidence or Confidence()).of(signals, parts)
    out: list[TaggedSpan] = []
    for i, c in enumerate(e.candidates):
        if none[i] >= 0.5:
            continue
        best = int(metric[i].argmax())
        span = TaggedSpan(c.start, c.end, KINDS[best_kind[i]], labels.metrics[best], float(sure[i]), signals[i])
        last = out[-1] if out else None
        if c.zero and last and last.kind == span.kind and last.metric == span.metric and c.start - last.end < 4:
            continue  # one name of the metric in two pieces
        out.append(span)
    return out


def decision_signals(e: Evidence, none: np.ndarray, kind: np.ndarray, metric: np.ndarray, labels: Labels) -> np.ndarray:
    """`confidence.SIGNALS` of the best decision for every candidate, [n, SIGNALS]; `metric` is joint with being a record."""
    best, rows = metric.argmax(1), np.arange(len(metric))
    top = np.sort(metric, 1)[:, -2:]
    out = dict.fromkeys(SIGNALS, np.zeros(len(metric)))
    out["bias"] = np.ones(len(metric))
    out["joint"] = log_odds(metric[rows, best] * kind.max(1))
    out["record"] = log_odds(1 - none)
    out["margin"] = log_odds(top[:, 1] / np.maximum(top.sum(1), 1e-300))
    zero = np.array([c.zero for c in e.candidates])
    if e.neural_metric is not None:
        p = np.exp(log_softmax(e.neural_metric.astype(np.float64)))
        out["neural"], out["neural_agrees"] = log_odds(p[rows, best]), (p.argmax(1) == best).astype(float)
    if e.lexical_metric is not None and e.lexical_zero is not None:
        margins = np.where(zero[:, None], e.lexical_zero[:, 1:], e.lexical_metric).astype(np.float64)
        rest = margins.copy()
        rest[rows, best] = -np.inf
        out["lexical"] = np.clip(margins[rows, best] - rest.max(1), -LIMIT, LIMIT)
        out["lexical_agrees"] = (margins.argmax(1) == best).astype(float)
    out["open"] = np.isin(np.array(labels.metrics)[best], OPEN).astype(float)
    out["derived"] = np.isin(kind.argmax(1), [KINDS.index("change"), KINDS.index("share")]).astype(float)
    out["zero"] = zero.astype(float)
    return np.stack([out[s] for s in SIGNALS], 1)


def sentence_of(text: str, candidates: list[Candidate]) -> np.ndarray:
    """Which sentence of `text` each candidate stands in, counted from 1."""
    return np.searchsorted([a for a, _ in sentences(text)] or [0], [c.start for c in candidates], "right")


def relations(sentence: np.ndarray, kind: np.ndarray) -> np.ndarray:
    """The link of each candidate to the one before it (see decode.RELATIONS)."""
    elsewhere = np.concatenate([[True], sentence[1:] != sentence[:-1]])
    derived = (kind == KINDS.index("change")) | (kind == KINDS.index("share"))
    return elsewhere.astype(int) + 2 * derived.astype(int)


def load_transitions(folder: Path, metrics: int) -> Transitions:
    """Raises ModelError when `transitions.npz` is missing, damaged or of another label set."""
    pmi = load_arrays(folder, "transitions.npz").get("pmi", np.empty(0)).astype(np.float32)
    if pmi.shape[1:] != (metrics + 1, metrics):
        raise ModelError(f"transitions.npz in {folder} is of another label set")
    return Transitions(pmi, 1.0)
