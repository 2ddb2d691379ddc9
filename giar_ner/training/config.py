"""The configuration of a training run: plain nested dataclasses, read from YAML, unknown keys refused."""

from __future__ import annotations

import dataclasses
import types
import typing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from giar_ner.errors import ConfigError
from giar_ner.tagging.asking import WindowSize

Config = typing.TypeVar("Config")


@dataclass
class DataConfig:
    """What the model learns from. Shares are of the authored training passages."""

    passages: str = "data/passages"
    limit: int | None = None
    """At most so many passages of each split, evenly picked (smoke runs)."""
    new: list[str] = field(default_factory=list)
    """Packs that `encoder` has not seen, where it is a classifier trained before: all of them are shown, of the others a share."""
    rehearsed: float = 1.0
    """That share, of the authored passages of older packs (rehearsal, Robins 1995). The lexical memory always learns from all."""
    synthetic: int = 0
    """Generated passages added to the training set."""
    noise: float = 0.3
    augmented: float = 0.0
    """Noisy copies of authored passages, as a share of them."""
    reports: str | None = None
    """A folder of unlabelled plain-text reports, labelled by the labelling functions."""
    reports_weight: float = 0.5
    reports_aggregator: str = "log-linear"
    """How the votes about one candidate become a label: majority | weighted-majority | dawid-skene | log-linear."""
    negatives: str | None = None
    """A folder of plain text without disclosure metrics (laws, work reports): hard negatives."""
    negatives_count: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.rehearsed <= 1:
            raise ConfigError(f"data.rehearsed is a share between 0 and 1, not {self.rehearsed}")


@dataclass
class NeuralConfig:
    """Fine-tuning of the token classifier."""

    epochs: int = 5
    steps: int | None = None
    """At most so many batches in all, with the schedule of the learning rate to their end (comparisons at equal cost)."""
    learning_rate: float = 3e-4
    head_learning_rate: float = 1e-3
    warmup: float = 0.06
    weight_decay: float = 0.01
    dropout: float = 0.1
    batch_tokens: int = 4096
    precision: str = "auto"
    """auto | fp32 | bf16; auto measures a matrix product."""
    tag_loss: float = 0.5
    section_loss: float = 0.2
    optional_weight: float = 0.3
    heading_dropout: float = 0.1
    """Share of the windows that are shown without the headings above them."""
    masked: float = 0.0
    """Share of the characters that are shown as [MASK]: no decision may hang on one character, and real texts lose some."""
    smoothing: float = 0.0
    """Share of a metric's target spread over all metrics: one gold label in twenty is open to another reading."""
    kept: float = 0.0
    """Share of the weights of `encoder`, a classifier trained before, in the result: a pass over new text then forgets less of the old.

    Interpolation of both, as in Wortsman et al. 2022 (arXiv:2109.01903)."""
    teachers: list[str] = field(default_factory=list)
    """Model folders to distil: of other sizes or runs, with the encoder's own characters."""
    teacher_weight: float = 0.5
    """Share of the loss that is agreement with the teachers."""
    checkpoint_steps: int = 300

    def __post_init__(self) -> None:
        if not 0 <= self.kept <= 1:
            raise ConfigError(f"neural.kept is a share between 0 and 1, not {self.kept}")


@dataclass
class LexicalConfig:
    """The sparse linear models."""

    kind_cost: float = 0.5
    metric_cost: float = 1.0
    zero_cost: float = 1.0
    minimum_count: int = 2
    optional_weight: float = 0.3
    iterations: int = 300
    kept_pairs: dict[str, int] = field(default_factory=lambda: {"kind": 400_000, "metric": 3_000_000, "zero": 500_000})
    """(feature, label) weights that survive pruning, by head."""


@dataclass
class TrainConfig:
    """One run. `encoder` is a folder or hub name of any BERT checkpoint, or `tiny` for one built on the spot."""

    name: str = "giar-ner-default"
    version: str = "0.1.0"
    seed: int = 13
    encoder: str = "encoders/e5-zh-6x384"
    layers: int | None = None
    random_weights: bool = False
    """Only the encoder's shape and vocabulary, for comparison."""
    output: str = "runs/default"
    data: DataConfig = field(default_factory=DataConfig)
    window: WindowSize = field(default_factory=WindowSize)
    neural: NeuralConfig = field(default_factory=NeuralConfig)
    lexical: LexicalConfig = field(default_factory=LexicalConfig)


def load_config(cls: type[Config], path: Path | None, overrides: list[str] | None = None) -> Config:
    """A `cls` from a YAML file and `key.subkey=value` overrides (values are YAML). Raises ConfigError on unknown keys or wrong types."""
    raw: dict[str, Any] = {}
    if path is not None:
        try:
            raw = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"cannot read the configuration {path}: {error}") from error
        except yaml.YAMLError as error:
            raise ConfigError(f"{path} is no valid YAML: {error}") from error
        if not isinstance(raw, dict):
            raise ConfigError(f"{path} holds no mapping")
    for override in overrides or []:
        dotted, found, value = override.partition("=")
        if not found:
            raise ConfigError(f"--set wants key=value, not {override!r}")
        at = raw
        *parents, last = dotted.strip().split(".")
        for key in parents:
            at = at.setdefault(key, {})
            if not isinstance(at, dict):
                raise ConfigError(f"--set {dotted}: {key} holds no keys")
        at[last] = yaml.safe_load(value)
    return _build(cls, raw, "")


def _build(cls: type, raw: Any, prefix: str) -> Any:
    if not isinstance(raw, dict):
        raise ConfigError(f"{prefix or 'the configuration'} wants keys, not {raw!r}")
    hints = typing.get_type_hints(cls)
    unknown = sorted(set(raw) - set(hints))
    if unknown:
        raise ConfigError(f"unknown key {prefix}{unknown[0]}; known here: {', '.join(hints)}")
    values = {}
    for key, value in raw.items():
        hint = hints[key]
        if dataclasses.is_dataclass(hint):
            values[key] = _build(typing.cast(type, hint), value, f"{prefix}{key}.")
        else:
            values[key] = _checked(value, hint, f"{prefix}{key}")
    return cls(**values)


def _checked(value: Any, hint: Any, name: str) -> Any:
    options = typing.get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
    for option in options:
        plain = typing.get_origin(option) or option
        if plain is float and isinstance(value, str):  # YAML reads 3e-4 as a string
            try:
                return float(value)
            except ValueError:
                continue
        if plain is float and isinstance(value, int) and not isinstance(value, bool):
            return float(value)
        if isinstance(value, plain) and not (plain is int and isinstance(value, bool)):
            return value
    raise ConfigError(f"{name} wants {' or '.join(getattr(o, '__name__', str(o)) for o in options)}, not {value!r}")
