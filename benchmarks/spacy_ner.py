"""The spaCy comparator: its own transition-based NER over a convolutional tok2vec, a token per character, an entity label per kind and metric.

A record is an entity labelled `kind|metric`, zero statements included; labels that occur fewer than `RARE` times in training become the
`other` of their kind. The text is normalised as for every comparator. Values are read from the characters of the entity.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import filter_spans
from thinc.api import NumpyOps, set_current_ops

from benchmarks.predicted import ZERO, common_labels, fingerprint, folded, label_of, predicted_record, value_in
from giar_ner.evaluate.scores import Json
from giar_ner.language.normal import normalise
from giar_ner.passages import Passage

set_current_ops(NumpyOps(use_blis=False))  # numpy's own BLAS: on processors with AVX-512 three times as fast as spaCy's

RARE = 10
SEED = 13
MODEL = {
    "@architectures": "spacy.TransitionBasedParser.v2",
    "state_type": "ner",
    "extra_state_tokens": True,
    "hidden_width": 64,
    "maxout_pieces": 2,
    "use_upper": True,
    "tok2vec": {
        "@architectures": "spacy.HashEmbedCNN.v2",
        "pretrained_vectors": None,
        "width": 96,
        "depth": 4,
        "embed_size": 8000,
        "window_size": 2,  # a token is a character: with the usual 1 it would see four on each side, so it sees eight
        "maxout_pieces": 3,
        "subword_features": False,
    },
}


@dataclass(frozen=True)
class Settings:
    """Passes over the training passages (half an hour of a core each; the loss is still falling after two) and characters per update."""

    epochs: int = 2
    batch_characters: int = 2000
    dropout: float = 0.15


@dataclass
class SpacyNer:
    """A trained pipeline. `predict` gives records alone: this comparator knows no sections."""

    nlp: Language

    @classmethod
    def load(cls, folder: Path) -> SpacyNer:
        """What `trained` saved there."""
        return cls(spacy.load(folder))

    def predict(self, text: str) -> Json:
        """Records of one raw text, as plain dicts."""
        return self.predict_many([text])[0]

    def predict_many(self, texts: Sequence[str]) -> list[Json]:
        """The same for many texts, which spaCy reads in one batch."""
        words = [normalise(t) for t in texts]
        out = []
        for text, normal, doc in zip(texts, words, self.nlp.pipe(words, batch_size=max(len(words), 1)), strict=True):
            out.append({"records": [_record(text, normal, e.start_char, e.end_char, e.label_) for e in doc.ents], "sections": []})
        return out

    def save(self, folder: Path, mark: str) -> None:
        """The pipeline in `folder`; `mark` is written last, so that a broken save is no model."""
        self.nlp.to_disk(folder)
        (folder / "mark").write_text(mark, encoding="utf-8")


def trained(passages: list[Passage], folder: Path, settings: Settings | None = None) -> SpacyNer:
    """The pipeline in `folder` if it was trained on these passages in this way; otherwise trains it and saves it there."""
    settings = settings or Settings()
    mark = fingerprint(passages, f"{spacy.__version__} {MODEL} {settings} {RARE} {SEED}")
    kept = folder / "mark"
    if kept.exists() and kept.read_text(encoding="utf-8") == mark:
        return SpacyNer.load(folder)
    kept.unlink(missing_ok=True)
    model = train(passages, settings)
    model.save(folder, mark)
    return model


def train(passages: list[Passage], settings: Settings | None = None) -> SpacyNer:
    """Fit with spaCy's default Adam and averaged weights; a line per pass on stderr."""
    settings = settings or Settings()
    spacy.util.fix_random_seed(SEED)
    rng = random.Random(SEED)
    nlp = spacy.blank("zh")
    ner = nlp.add_pipe("ner", config={"model": MODEL})
    common = common_labels((label_of(r) for p in passages for r in p.records), RARE)
    examples = [_example(nlp, p, common) for p in passages if p.text.strip()]
    for label in sorted({e.label_ for example in examples for e in example.reference.ents}):
        ner.add_label(label)  # type: ignore[attr-defined]
    optimizer = nlp.initialize(lambda: examples)
    begin = time.process_time()
    for epoch in range(1, settings.epochs + 1):
        rng.shuffle(examples)
        losses: dict[str, float] = {}
        for batch in _batches(examples, settings.batch_characters):
            nlp.update(batch, sgd=optimizer, drop=settings.dropout, losses=losses)
        told = f"spacy: pass {epoch} of {settings.epochs}, loss {losses['ner']:.0f}, {time.process_time() - begin:.0f} s of CPU"
        print(told, file=sys.stderr, flush=True)
    with nlp.use_params(optimizer.averages):
        nlp = _copy(nlp)
    return SpacyNer(nlp)


def _copy(nlp: Language) -> Language:
    """A pipeline of its own with the weights as they are now: the averages live only inside `use_params`."""
    return spacy.blank("zh", config=nlp.config).from_bytes(nlp.to_bytes())


def _example(nlp: Language, p: Passage, common: frozenset[str]) -> Example:
    """A passage as spaCy's pair of documents. A span that does not fall on tokens is left out; of overlapping ones the longest stays."""
    doc = nlp.make_doc(normalise(p.text))
    spans = [doc.char_span(r["start"], r["end"], folded(label_of(r), common)) for r in p.records]
    gold = Doc(nlp.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc])
    gold.set_ents([Span(gold, s.start, s.end, s.label_) for s in filter_spans([s for s in spans if s])])
    return Example(doc, gold)


def _batches(examples: list[Example], characters: int) -> list[list[Example]]:
    """Runs of examples with about so many characters each."""
    out: list[list[Example]] = [[]]
    size = 0
    for example in examples:
        if out[-1] and size + len(example.predicted) > characters:
            out.append([])
            size = 0
        out[-1].append(example)
        size += len(example.predicted)
    return out


def _record(text: str, words: str, start: int, end: int, label: str) -> Json:
    value = None if label.startswith(ZERO) else value_in(words[start:end])
    return predicted_record(text, words, start, end, label, value)
