"""The tagger: propose candidates, ask the lexical memory and the encoder, decide over the whole list.

As a cascade (Viola and Jones 2001; for language models Chen et al. 2023) the encoder reads only the windows in which the lexical memory is
not sure of every decision: the windows that it would read anyway, since sentences picked out of them are read worse without their neighbours.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from giar_ner.errors import ModelError
from giar_ner.language.tables import flattened_tables
from giar_ner.tagging.asking import Encoder, Question, WindowSize
from giar_ner.tagging.backends import BackendName, Precision, load_backend, resolve
from giar_ner.tagging.candidates import outside, propose_candidates
from giar_ner.tagging.characters import CharacterVocabulary
from giar_ner.tagging.combine import PARTS, Combination
from giar_ner.tagging.compact import compact, restored, shortened
from giar_ner.tagging.confidence import Confidence
from giar_ner.tagging.decisions import decide, unsure
from giar_ner.tagging.decode import Transitions
from giar_ner.tagging.evidence import Evidence, ask_lexical, sentence_of
from giar_ner.tagging.labels import Labels
from giar_ner.tagging.lexical import LexicalMemory
from giar_ner.tagging.section_model import SectionModel
from giar_ner.tagging.spans import TaggedSection, Tagging

Ranges = Sequence[tuple[int, int]]


class Tagger:
    """Loads a model folder and tags texts. `parts` chooses who decides: `all`, `neural` or `lexical` alone.

    cascade: leave the encoder out where the lexical memory is sure (with `all` alone); precision: of the onnx backend's arithmetic.
    """

    def __init__(
        self,
        folder: Path,
        backend: BackendName = "onnx",
        device: str = "cpu",
        parts: str = "all",
        threads: int = 0,
        precision: Precision = "fp32",
        cascade: bool = False,
    ):
        if parts not in PARTS:
            raise ModelError(f"unknown parts {parts!r}: {', '.join(PARTS)}")
        self.parts, self.cascade = parts, cascade and parts == "all"
        try:
            config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
            size = WindowSize(**config["giar_ner"]["window"])
            self.labels = Labels.of_config(config["id2label"])
            self.name, self.version = str(config["giar_ner"]["name"]), str(config["giar_ner"]["version"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ModelError(f"{folder} is no giar_ner model: config.json is missing or damaged") from error
        self.lexical = LexicalMemory.load(folder)
        self.combination = Combination.load(folder)
        self.confidence = Confidence.load(folder)
        self.transitions = Transitions.load(folder, len(self.labels.metrics))
        self.sections = SectionModel.load(folder)
        self.encoder: Encoder | None = None
        self.runs_on: str = backend
        """The backend, with what tells its numbers from those of another run: its precision, and whether it is a cascade."""
        if parts != "lexical":
            vocabulary = CharacterVocabulary.load(folder)
            precision = resolve(precision) if backend == "onnx" else "fp32"
            batch_tokens = 0 if device == "cpu" else size.batch_tokens
            self.runs_on += "-int8" * (precision == "int8") + "-cascade" * self.cascade
            self.encoder = Encoder(load_backend(folder, backend, device, threads, precision), vocabulary, self.labels, size, batch_tokens)

    def tag(self, text: str, tables: Ranges = ()) -> Tagging:
        """Spans and sections of one normalised text; no span lies in one of the ranges `tables`."""
        return self.tag_many([(text, tables)])[0]

    def tag_many(self, texts: Sequence[tuple[str, Ranges]]) -> list[Tagging]:
        """As `tag`, for (text, tables) pairs whose windows share the calls of a GPU."""
        short = [compact(text) for text, _ in texts]
        asked = [(text, shortened(tables, gaps)) for (text, gaps), (_, tables) in zip(short, texts, strict=True)]
        out = []
        for (whole, _), (text, gaps), evidence in zip(texts, short, self.evidence_many(asked), strict=True):
            spans = decide(evidence, self.combination, self.transitions, self.labels, self.parts, self.confidence)
            tagging = Tagging(spans, self.segment(text, evidence, self.combination.section[self.parts]))
            out.append(restored(tagging, whole, gaps))
        return out

    def segment(self, text: str, evidence: Evidence, weight: float) -> list[TaggedSection]:
        """The sections of `text`: the segmenter's own scores and, where the encoder was asked, what it says of each atom, so weighted."""
        extra = None
        if evidence.neural_section is not None and len(evidence.neural_section):
            order = [self.labels.sections.index(t) for t in self.sections.types]
            extra = weight * evidence.neural_section[:, order]
        return self.sections.predict(text, extra)

    def evidence(self, text: str, tables: Ranges = ()) -> Evidence:
        """What both models say of one normalised text."""
        return self.evidence_many([(text, tables)])[0]

    def evidence_many(self, texts: Sequence[tuple[str, Ranges]]) -> list[Evidence]:
        """As `evidence`, for (text, tables) pairs."""
        questions = []
        for text, tables in texts:
            tables = [*tables, *flattened_tables(text)]  # their cells are no candidates; nor may the encoder tag them
            question = Question(text, tables, Evidence(outside(propose_candidates(text, self.lexical.phrases), tables)))
            if self.cascade:
                self._remember(question)
                question.unsure = unsure(question.evidence, self.combination, self.transitions)
            questions.append(question)
        if self.encoder is not None:
            self.encoder.ask([q for q in questions if q.text])
        for question in questions:
            self._remember(question)
        return [q.evidence for q in questions]

    def _remember(self, q: Question) -> None:
        """Ask the lexical memory about all candidates, if it was not asked about just these."""
        e = q.evidence
        e.sentence = sentence_of(q.text, e.candidates)
        if self.parts != "neural" and e.candidates and (e.lexical_kind is None or len(e.lexical_kind) != len(e.candidates)):
            ask_lexical(e, self.lexical, self.labels, q.text)
