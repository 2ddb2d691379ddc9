"""The transformers comparator: `pipeline("token-classification")` with the weights of the shipped model, as one uses it off the shelf.

The classifier's logits are [BIO of the kinds | metrics | section types], and a pipeline takes the most probable of all of them; so it is
given the rows of the BIO tags alone. Its entity groups then say where a record is and of which kind. They cannot say what it counts: only
kinds and values are scored. The windows are those of our tagger (whole sentences with some context before, no headings), the text is
normalised as for our tagger, and records whose first character is context belong to the window before.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from transformers import AutoModelForTokenClassification, AutoTokenizer, pipeline

from benchmarks.predicted import ZERO, predicted_record, value_in
from giar_ner.evaluate.scores import Json
from giar_ner.language.normal import normalise
from giar_ner.tagging.windows import Window, make_windows


class Pipeline:
    """The pipeline over the model in `folder`, on the CPU in fp32 with torch's threads; `batch_size` counts windows."""

    def __init__(self, folder: Path, batch_size: int = 8):
        model = AutoModelForTokenClassification.from_pretrained(str(folder), local_files_only=True, dtype=torch.float32)
        names = [model.config.id2label[i] for i in range(model.config.num_labels)]
        tags = [i for i, name in enumerate(names) if name == "O" or name[:2] in ("B-", "I-")]
        model.classifier = _rows(model.classifier, tags)
        model.config.id2label = {n: names[i] for n, i in enumerate(tags)}
        model.config.label2id = {name: n for n, name in model.config.id2label.items()}
        model.num_labels = len(tags)
        tokenizer = AutoTokenizer.from_pretrained(str(folder), local_files_only=True)
        self._pipeline: Any = pipeline(
            "token-classification", model=model.eval(), tokenizer=tokenizer, aggregation_strategy="simple", device="cpu"
        )
        size = json.loads((folder / "config.json").read_text(encoding="utf-8"))["giar_ner"]["window"]
        self._length, self._context = int(size["max_length"]), int(size["context"])
        self.batch_size = batch_size

    def predict(self, text: str) -> Json:
        """Records of one raw text, as plain dicts, all with the metric `other`; no sections."""
        return self.predict_many([text])[0]

    def predict_many(self, texts: Sequence[str]) -> list[Json]:
        """The same for many texts, whose windows share batches."""
        normal = [normalise(t) for t in texts]
        windows = [(d, w) for d, words in enumerate(normal) for w in (make_windows(words, self._length, self._context) if words else [])]
        groups = self._pipeline([normal[d][w.start : w.end] for d, w in windows], batch_size=self.batch_size) if windows else []
        out: list[Json] = [{"records": [], "sections": []} for _ in texts]
        for (d, window), entities in zip(windows, groups, strict=True):
            out[d]["records"] += _records(texts[d], normal[d], window, entities)
        return out


def _rows(linear: torch.nn.Linear, rows: list[int]) -> torch.nn.Linear:
    """The layer that gives these outputs of `linear` alone."""
    part = torch.nn.Linear(linear.in_features, len(rows))
    with torch.no_grad():
        part.weight.copy_(linear.weight[rows])
        part.bias.copy_(linear.bias[rows])
    return part


def _records(text: str, words: str, window: Window, entities: list[Json]) -> list[Json]:
    out = []
    for e in entities:
        start, end = window.start + int(e["start"]), window.start + int(e["end"])
        kind = e["entity_group"]
        value = None if kind == ZERO else value_in(words[start:end])
        if window.core <= start < end and (kind == ZERO or value is not None):
            out.append(predicted_record(text, words, start, end, f"{kind}|other", value) | {"confidence": float(e["score"])})
    return out
