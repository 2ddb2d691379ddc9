"""Distillation (Hinton et al. 2015): a student learns from what trained classifiers say of every character, beside the gold.

Several teachers are one whose probabilities are their mean: so an ensemble becomes one model. They read what the student reads, but see the
characters that are masked for the student.
"""

from __future__ import annotations

from pathlib import Path

import torch
import torch.nn.functional as F
from transformers import AutoModelForTokenClassification

from giar_ner.errors import ConfigError, ModelError
from giar_ner.tagging.characters import CharacterVocabulary
from giar_ner.tagging.labels import NONE, Labels
from giar_ner.training.examples import IGNORE

Probabilities = dict[str, torch.Tensor]
"""By head (`tag`, `metric`, `section`), fp32 [batch, length, labels of that head]."""


def _heads(logits: torch.Tensor, labels: Labels) -> dict[str, torch.Tensor]:
    return {
        "tag": logits[..., : len(labels.tags)],
        "metric": logits[..., labels.metric_slice],
        "section": logits[..., labels.section_slice],
    }


class Teachers:
    """Model folders that `giar_ner.train` wrote, on `device`. Raises ConfigError where one has other labels or characters than the student."""

    def __init__(self, folders: list[str], labels: Labels, vocabulary: CharacterVocabulary, device: torch.device):
        self._labels, self._models = labels, []
        for folder in map(Path, folders):
            try:
                model = AutoModelForTokenClassification.from_pretrained(folder, local_files_only=True, dtype=torch.float32)
                same = (
                    Labels.of_config(model.config.id2label) == labels
                    and CharacterVocabulary.load(folder).vocabulary == vocabulary.vocabulary
                )
            except (OSError, ValueError, ModelError) as error:
                raise ConfigError(f"neural.teachers: cannot load {folder}: {str(error).splitlines()[0]}") from error
            if not same:
                raise ConfigError(f"neural.teachers: {folder} has other labels or other characters than the encoder")
            self._models.append(model.eval().to(device))

    @torch.no_grad()
    def probabilities(self, batch: dict[str, torch.Tensor]) -> Probabilities:
        """What the teachers say of a batch of `network.collate`, in the mean."""
        out: Probabilities = {}
        for model in self._models:
            logits = model(input_ids=batch["whole"], attention_mask=batch["mask"], token_type_ids=batch["types"]).logits.float()
            for head, part in _heads(logits, self._labels).items():
                out[head] = out.get(head, 0) + F.softmax(part, -1) / len(self._models)
        return out


def soft_losses(logits: torch.Tensor, taught: Probabilities, batch: dict[str, torch.Tensor], labels: Labels) -> dict[str, torch.Tensor]:
    """Cross-entropies of logits [batch, length, labels] with the teachers' probabilities, each the mean over the tokens that it is about.

    `tag` and `section`: the tokens of the core whose tag is known; `metric`: those of the records.
    """
    core = batch["tags"].view(-1) != IGNORE
    inside = batch["token"][batch["kind"][batch["owner"]] != NONE]
    out = {}
    for head, part in _heads(logits, labels).items():
        log_p, p = (x.reshape(-1, x.shape[-1]) for x in (F.log_softmax(part, -1), taught[head]))
        chosen = inside if head == "metric" else core
        if len(log_p[chosen]):
            out[head] = -(p[chosen] * log_p[chosen]).sum(-1).mean()
    return out
