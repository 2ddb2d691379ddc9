"""The label space of the classifier: one linear layer whose logits are [BIO of the kinds | metrics | section types]."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from giar_ner import ontology
from giar_ner.errors import ModelError

KINDS = ("stated", "change", "share", "zero_statement")
NONE = 0
"""Index of "no record" in a candidate's kind logits; kind k of KINDS is k + 1."""


@dataclass(frozen=True)
class Labels:
    """Names of the logits in order. Tags are `O`, `B-kind`, `I-kind`; metrics and section types carry a prefix."""

    metrics: tuple[str, ...]
    sections: tuple[str, ...]

    @classmethod
    def of_ontology(cls) -> Labels:
        return cls(tuple(ontology.metrics()), tuple(ontology.section_types()))

    @classmethod
    def of_config(cls, id2label: Mapping[str, str] | Mapping[int, str]) -> Labels:
        """From a checkpoint's `id2label`. Raises ModelError when it is not a label space of ours or of another ontology."""
        names = [id2label[k] for k in sorted(id2label, key=int)]  # type: ignore[index]
        found = cls(
            tuple(n.removeprefix("metric:") for n in names if n.startswith("metric:")),
            tuple(n.removeprefix("section:") for n in names if n.startswith("section:")),
        )
        if tuple(names) != found.names:
            raise ModelError("the model's labels are not [BIO tags | metrics | section types]")
        unknown = sorted(set(found.metrics) - set(ontology.metrics()))
        if unknown:
            raise ModelError(f"the model knows metrics that the ontology lacks: {', '.join(unknown[:5])}")
        return found

    @cached_property
    def tags(self) -> tuple[str, ...]:
        return ("O", *(f"{p}-{k}" for k in KINDS for p in "BI"))

    @cached_property
    def names(self) -> tuple[str, ...]:
        return (*self.tags, *(f"metric:{m}" for m in self.metrics), *(f"section:{s}" for s in self.sections))

    @cached_property
    def metric_index(self) -> dict[str, int]:
        return {m: i for i, m in enumerate(self.metrics)}

    @cached_property
    def metric_slice(self) -> slice:
        return slice(len(self.tags), len(self.tags) + len(self.metrics))

    @cached_property
    def section_slice(self) -> slice:
        return slice(self.metric_slice.stop, len(self.names))

    def pool(self, logits: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Token logits [n, labels] of one candidate -> (kind logits [1 + kinds], metric logits [metrics]).

        A kind's evidence is B at the first character and I at the others, "no record" is O at all; all are means over the characters.
        """
        inside = logits[:, 2 : len(self.tags) : 2].copy()
        inside[0] = logits[0, 1 : len(self.tags) : 2]
        return np.concatenate([logits[:, :1].mean(0), inside.mean(0)]), logits[:, self.metric_slice].mean(0)
