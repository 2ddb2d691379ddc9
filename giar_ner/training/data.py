"""The training set: authored passages, noisy copies and generated ones, weakly labelled reports, hard negatives."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from rich.console import Console

from giar_ner.errors import ConfigError
from giar_ner.passages import Passage
from giar_ner.training.config import TrainConfig


def training_set(authored: list[Passage], config: TrainConfig, console: Console) -> list[Passage]:
    """Everything that `config.data` asks for, the authored passages first."""
    data, out = config.data, list(authored)
    if data.augmented:
        from giar_ner.synthesis.corrupt import augment

        rng = random.Random(config.seed)
        out += [augment(p, rng) for p in rng.choices(authored, k=int(data.augmented * len(authored)))]
    if data.synthetic:
        from giar_ner.synthesis import generate

        out += generate(data.synthetic, config.seed, data.noise)
    if data.reports:
        from giar_ner.weak.dataset import label_folder

        aggregator: Any = data.reports_aggregator  # which refuses a name that it does not know
        weak = label_folder(_folder(data.reports, "data.reports"), aggregator, show=console.print)
        for p in weak:
            for r in p.records:
                r["weight"] = r.get("weight", 1.0) * data.reports_weight
        console.print(f"weak labels: {len(weak)} reports, {sum(len(p.records) for p in weak)} records")
        out += weak
    if data.negatives:
        from giar_ner.weak.negatives import hard_negatives

        out += hard_negatives(_folder(data.negatives, "data.negatives"), data.negatives_count, config.seed)
    return out


def rehearsal(passages: list[Passage], authored: list[Passage], config: TrainConfig) -> list[Passage]:
    """What the classifier is shown of a training set: everything but most of the `authored` passages that it knows from before."""
    known = [p for p in authored if p.pack not in config.data.new]
    again = random.Random(config.seed).sample(known, round(config.data.rehearsed * len(known)))
    left_out = {p.id for p in known} - {p.id for p in again}
    return [p for p in passages if p.id not in left_out]


def _folder(path: str, key: str) -> Path:
    if not Path(path).is_dir():
        raise ConfigError(f"{key}: no folder at {path}")
    return Path(path)
