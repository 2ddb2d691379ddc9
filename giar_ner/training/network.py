"""The token classifier in torch: built from any BERT checkpoint, with the losses that train it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from transformers import AutoConfig, AutoModelForTokenClassification, BertConfig, PreTrainedModel
from transformers.utils import logging as transformers_logging

from giar_ner.errors import ConfigError
from giar_ner.tagging.characters import SPECIAL, CharacterVocabulary
from giar_ner.tagging.labels import Labels
from giar_ner.training.config import NeuralConfig, TrainConfig
from giar_ner.training.examples import IGNORE


def build_network(config: TrainConfig, labels: Labels, texts: list[str]) -> tuple[PreTrainedModel, CharacterVocabulary]:
    """The classifier over `config.encoder` cut to `config.layers`, with its character vocabulary. `tiny` builds both from `texts`."""
    names = dict(enumerate(labels.names))
    head: dict[str, Any] = {"num_labels": len(names), "id2label": names, "label2id": {v: k for k, v in names.items()}}
    dropout = {"hidden_dropout_prob": config.neural.dropout, "attention_probs_dropout_prob": 0.0}
    if config.encoder == "tiny":
        characters = sorted(set("".join(texts)))
        vocabulary = CharacterVocabulary({t: i for i, t in enumerate([*SPECIAL, *characters])})
        size = {"hidden_size": 48, "num_hidden_layers": config.layers or 2, "num_attention_heads": 4, "intermediate_size": 96}
        tiny = BertConfig.from_dict({"vocab_size": len(vocabulary.vocabulary), **size, **dropout, **head})
        return AutoModelForTokenClassification.from_config(tiny, attn_implementation="eager"), vocabulary
    local = Path(config.encoder).is_dir()
    try:
        bert = AutoConfig.from_pretrained(config.encoder, **dropout, **head)
        if bert.model_type != "bert":
            raise ConfigError(f"encoder {config.encoder} is a {bert.model_type}, not a BERT")
        if config.layers:
            if config.layers > bert.num_hidden_layers:
                raise ConfigError(f"encoder {config.encoder} has {bert.num_hidden_layers} layers, not {config.layers}")
            bert.num_hidden_layers = config.layers
        if config.window.max_length > bert.max_position_embeddings:
            raise ConfigError(
                f"window.max_length {config.window.max_length} exceeds the encoder's {bert.max_position_embeddings} positions"
            )
        level = transformers_logging.get_verbosity()
        transformers_logging.set_verbosity_error()  # the new head and the layers cut off are reported as problems otherwise
        model = AutoModelForTokenClassification.from_pretrained(
            config.encoder, config=bert, dtype=torch.float32, attn_implementation="eager"
        )
        transformers_logging.set_verbosity(level)
        if config.random_weights:
            model = AutoModelForTokenClassification.from_config(bert, attn_implementation="eager", dtype=torch.float32)
        folder = Path(config.encoder) if local else _vocabulary_folder(config.encoder)
    except (OSError, ValueError) as error:
        raise ConfigError(f"cannot load the encoder {config.encoder}: {str(error).splitlines()[0]}") from error
    return model, CharacterVocabulary.load(folder)


@torch.no_grad()
def interpolate(model: PreTrainedModel, before: dict[str, torch.Tensor], share: float) -> None:
    """Move the weights of `model` in place by `share` (0 to 1) of the way back to those of `before`, by name."""
    weights = dict(model.named_parameters())
    for name, weight in before.items():
        weights[name].lerp_(weight.to(weights[name]), share)


def _vocabulary_folder(name: str) -> Path:
    from huggingface_hub import snapshot_download

    return Path(snapshot_download(name, allow_patterns=["tokenizer.json", "vocab.txt"]))


def save_tokenizer(vocabulary: CharacterVocabulary, folder: Path) -> None:
    """`tokenizer.json` that gives the same ids as `CharacterVocabulary.encode`, one token per code point, for AutoTokenizer."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    known = vocabulary.characters()
    same: dict[int, list[str]] = {}
    for character in sorted(known, key=lambda c: (c not in vocabulary.vocabulary, c)):
        same.setdefault(known[character], []).append(character)
    # A tokenizer file holds one token per id: white space and upper case that share one are first turned into that token.
    turned = [normalizers.Replace(other, first) for first, *others in same.values() for other in others]
    tokenizer = Tokenizer(models.WordLevel({first: i for i, (first, *_) in same.items()}, unk_token="[UNK]"))
    if turned:
        tokenizer.normalizer = normalizers.Sequence(turned)
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex("(?m:.)"), "isolated")  # with m the dot matches line breaks too
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[(t, known[t]) for t in ("[CLS]", "[SEP]")]
    )
    tokenizer.add_special_tokens([t for t in SPECIAL if t in known])
    tokenizer.save(str(folder / "tokenizer.json"))
    settings = {f"{n}_token": f"[{n.upper()}]" for n in ("pad", "unk", "cls", "sep", "mask")}
    settings |= {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": 512, "clean_up_tokenization_spaces": False}  # type: ignore[dict-item]
    (folder / "tokenizer_config.json").write_text(json.dumps(settings, indent=1), encoding="utf-8")


def collate(
    rows: list[dict[str, Any]], vocabulary: CharacterVocabulary, config: NeuralConfig, rng: np.random.Generator
) -> dict[str, torch.Tensor]:
    """One batch. Spans become flat (token, span) pairs, so that pooling is one index_add; some headings are dropped, some characters masked.

    `whole` are the ids before masking.
    """
    headings = [[] if rng.random() < config.heading_dropout else r["heading"] for r in rows]
    length = max(len(h) + len(r["ids"]) + 3 for h, r in zip(headings, rows, strict=True))
    ids = np.full((len(rows), length), vocabulary.pad, np.int64)
    whole, mask, types = ids.copy(), np.zeros_like(ids), np.zeros_like(ids)
    tags, sections = np.full_like(ids, IGNORE), np.full_like(ids, IGNORE)
    token: list[int] = []
    owner: list[int] = []
    first: list[bool] = []
    kind: list[int] = []
    weight: list[float] = []
    accepted: list[list[int]] = []
    for i, (heading, row) in enumerate(zip(headings, rows, strict=True)):
        at, size = len(heading) + 2, len(row["ids"])
        whole[i, : at + size + 1] = [vocabulary.begin, *heading, vocabulary.separator, *row["ids"], vocabulary.separator]
        ids[i] = whole[i]
        if config.masked:
            ids[i, at : at + size][rng.random(size) < config.masked] = vocabulary.vocabulary["[MASK]"]
        mask[i, : at + size + 1] = 1
        types[i, at : at + size + 1] = 1
        tags[i, at : at + size], sections[i, at : at + size] = row["tags"], row["sections"]
        for (a, b), k, m, w in zip(row["span"], row["kind"], row["metrics"], row["weight"], strict=True):
            token += range(i * length + at + a, i * length + at + b)
            owner += [len(kind)] * (b - a)
            first += [True] + [False] * (b - a - 1)
            kind.append(k)
            weight.append(w)
            accepted.append(m)
    arrays = {"ids": ids, "whole": whole, "mask": mask, "types": types, "tags": tags, "sections": sections}
    arrays |= {"token": np.array(token, np.int64), "owner": np.array(owner, np.int64), "first": np.array(first, bool)}
    arrays |= {"kind": np.array(kind, np.int64), "weight": np.array(weight, np.float32)}
    width = max((len(m) for m in accepted), default=0) or 1
    arrays["metrics"] = np.array([m + [IGNORE] * (width - len(m)) for m in accepted], np.int64).reshape(len(accepted), width)
    return {k: torch.from_numpy(v) for k, v in arrays.items()}


def losses(logits: torch.Tensor, batch: dict[str, torch.Tensor], labels: Labels, smoothing: float = 0.0) -> dict[str, torch.Tensor]:
    """Means over spans and tokens: `kind`, `metric` (log-sum over the accepted ones), `tag`, `section`. logits fp32 [batch, length, labels].

    `smoothing` of the metric's target is spread over all metrics (Szegedy et al. 2016).
    """
    tags, flat = len(labels.tags), logits.view(-1, logits.shape[-1])
    out = {"tag": F.cross_entropy(flat[:, :tags], batch["tags"].view(-1), ignore_index=IGNORE)}
    if (batch["sections"] != IGNORE).any():
        out["section"] = F.cross_entropy(flat[:, labels.section_slice], batch["sections"].view(-1), ignore_index=IGNORE)
    if len(batch["kind"]):
        pairs, owner = flat[batch["token"]], batch["owner"]
        size = torch.zeros(len(batch["kind"])).to(flat).index_add_(0, owner, torch.ones_like(owner, dtype=flat.dtype))
        begin, inside = pairs[:, 1:tags:2], pairs[:, 2:tags:2]
        kinds = torch.cat([pairs[:, :1], torch.where(batch["first"][:, None], begin, inside)], 1)
        pooled = torch.cat([kinds, pairs[:, labels.metric_slice]], 1)
        pooled = torch.zeros(len(size), pooled.shape[1]).to(flat).index_add_(0, owner, pooled) / size[:, None]
        weight = batch["weight"]
        out["kind"] = (F.cross_entropy(pooled[:, : kinds.shape[1]], batch["kind"], reduction="none") * weight).sum() / weight.sum().clamp(
            min=1e-6
        )
        known = batch["metrics"][:, 0] != IGNORE
        if known.any():
            log_p = F.log_softmax(pooled[known][:, kinds.shape[1] :], -1)
            accepted = batch["metrics"][known]
            chosen = log_p.gather(1, accepted.clamp(min=0)).masked_fill(accepted == IGNORE, -torch.inf)
            likelihood = (1 - smoothing) * torch.logsumexp(chosen, 1) + smoothing * log_p.mean(1)
            out["metric"] = -(likelihood * weight[known]).sum() / weight[known].sum().clamp(min=1e-6)
    return out


def total(parts: dict[str, torch.Tensor], config: NeuralConfig) -> torch.Tensor:
    weights = {"tag": config.tag_loss, "section": config.section_loss}
    return torch.stack([weights.get(name, 1.0) * loss for name, loss in parts.items()]).sum()
