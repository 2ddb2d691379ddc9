"""One training run, from passages to a model folder: every step writes what it made, so that a killed run goes on where it stopped."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from datasets import Dataset
from rich.console import Console

from giar_ner.errors import ConfigError
from giar_ner.export import export_onnx, save_weights
from giar_ner.language.normal import normalise
from giar_ner.passages import Passage, Splits, read, split
from giar_ner.tagging.arrays import save_arrays
from giar_ner.tagging.combine import Combination
from giar_ner.tagging.confidence import Confidence
from giar_ner.tagging.labels import Labels
from giar_ner.tagging.tagger import Tagger
from giar_ner.training.card import write_card
from giar_ner.training.combination import count_transitions, fit_cascade, fit_combination, fit_sections
from giar_ner.training.confidence import fit_confidence
from giar_ner.training.config import TrainConfig
from giar_ner.training.data import rehearsal, training_set
from giar_ner.training.development import evaluate_development
from giar_ner.training.examples import Example, encode_example, make_example, zero_phrases
from giar_ner.training.lexical import fit_lexical
from giar_ner.training.loop import fine_tune
from giar_ner.training.network import build_network, interpolate, save_tokenizer
from giar_ner.training.sections import calibrated, train_sections
from giar_ner.training.tagged_form import as_tagged


def run(config: TrainConfig, console: Console) -> Path:
    """Train, export and evaluate; returns the model folder, `config.output`/model."""
    splits = _splits(config)
    train = [as_tagged(p) for p in training_set(splits.train, config, console)]
    calibration = [as_tagged(p) for p in splits.calibration]
    output = Path(config.output)
    folder = output / "model"
    folder.mkdir(parents=True, exist_ok=True)
    (output / "config.yaml").write_text(yaml.safe_dump(asdict(config), sort_keys=False, allow_unicode=True), encoding="utf-8")
    labels = Labels.of_ontology()
    phrases = zero_phrases(splits.train)
    examples = [make_example(p, phrases) for p in train]
    counts = {
        "train": len(splits.train),
        "with_synthesis_and_weak": len(train),
        "calibration": len(splits.calibration),
        "development": len(splits.development),
    }
    console.print(f"passages: {counts}; candidates: {sum(len(e.candidates) for e in examples)}; zero phrases: {len(phrases)}")

    shown = {p.id for p in rehearsal(train, splits.train, config)}
    history = train_classifier(config, [e for e in examples if e.passage.id in shown], labels, folder, output, console)
    sign(config, folder)
    _lexical(config, examples, phrases, folder, console)
    _transitions(examples, labels, folder)
    _sections(config, [as_tagged(p) for p in splits.train], calibration, folder, output, console)
    Combination().save(folder)
    Confidence().save(folder)
    console.print("combination, on the calibration passages")
    tagger = Tagger(folder)
    evidence = [tagger.evidence(normalise(p.text)) for p in calibration]
    combination = fit_combination(calibration, evidence, labels, tagger.transitions)
    fit_sections(combination, tagger, calibration, evidence)
    tagger.combination = combination
    fit_cascade(combination, tagger, calibration, evidence)
    combination.save(folder)
    fit_confidence(calibration, evidence, tagger).save(folder)
    metrics = {"counts": counts, "training": history, "development": evaluate_development(folder, splits.development, console)}
    (folder / "metrics.json").write_text(json.dumps(metrics, ensure_ascii=False, indent=1), encoding="utf-8")
    shutil.copy(output / "config.yaml", folder / "config.yaml")
    write_card(folder, config, metrics)
    return folder


def _splits(config: TrainConfig) -> Splits:
    source = Path(config.data.passages)
    if not source.is_dir():
        raise ConfigError(f"data.passages: no folder at {source}")
    splits = split(read(source), source)
    if config.data.limit:
        splits = Splits(
            *(
                part[:: max(1, len(part) // config.data.limit)][: config.data.limit]
                for part in (splits.train, splits.calibration, splits.development)
            )
        )
    return splits


def train_classifier(
    config: TrainConfig, examples: list[Example], labels: Labels, folder: Path, output: Path, console: Console
) -> dict[str, Any]:
    """The token classifier with its tokenizer and its ONNX files in `folder`, unless `output` says that it is there already; its history."""
    done = output / "neural.json"
    fingerprint = _fingerprint(config, examples)
    if saved := _made(done, fingerprint):
        console.print("the classifier is trained already")
        return saved["history"]
    model, vocabulary = build_network(config, labels, [e.text for e in examples])
    rows = Dataset.from_list(
        [r for e in examples for r in encode_example(e, vocabulary, labels, config.window, config.neural.optional_weight)]
    )
    before = {name: weight.detach().clone() for name, weight in model.named_parameters()} if config.neural.kept else {}
    history = fine_tune(model, rows, vocabulary, labels, config.neural, config.seed, output, fingerprint, console)
    interpolate(model, before, config.neural.kept)
    save_weights(model, folder)
    save_tokenizer(vocabulary, folder)
    export_onnx(model, folder)
    done.write_text(json.dumps({"fingerprint": fingerprint, "history": history}), encoding="utf-8")
    shutil.rmtree(output / "checkpoint", ignore_errors=True)
    return history


def _made(mark: Path, fingerprint: str) -> dict[str, Any] | None:
    """What a finished step left in `mark`, if it was made from the same."""
    saved = json.loads(mark.read_text(encoding="utf-8")) if mark.exists() else {}
    return saved if saved.get("fingerprint") == fingerprint else None


def sign(config: TrainConfig, folder: Path) -> None:
    """Name, version and window size in the checkpoint's own `config.json`, where the tagger looks for them."""
    path = folder / "config.json"
    known = json.loads(path.read_text(encoding="utf-8"))
    known["giar_ner"] = {"name": config.name, "version": config.version, "window": asdict(config.window)}
    path.write_text(json.dumps(known, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _sections(config: TrainConfig, train: list[Passage], calibration: list[Passage], folder: Path, output: Path, console: Console) -> None:
    done = output / "sections.json"
    parts = [(p.text, p.sections) for p in (*train, *calibration)]
    fingerprint = sha256(json.dumps([config.seed, parts], ensure_ascii=False).encode()).hexdigest()
    if _made(done, fingerprint):
        console.print("the sections are trained already")
        return
    console.print("sections")
    calibrated(train_sections(train, config.seed), calibration).save(folder)
    done.write_text(json.dumps({"fingerprint": fingerprint}), encoding="utf-8")


def _fingerprint(config: TrainConfig, examples: list[Example]) -> str:
    """What the classifier depends on: a checkpoint is only taken up by the same run."""
    known = {k: v for k, v in asdict(config).items() if k not in ("output", "lexical", "version", "name")}
    digest = sha256(json.dumps(known, sort_keys=True).encode())
    for e in examples:
        digest.update(e.text.encode("utf-8", "surrogatepass"))
        digest.update(repr([(r["start"], r["end"], r["kind"], r["metric"]) for r in e.passage.records]).encode())
    return digest.hexdigest()


def _lexical(config: TrainConfig, examples: list[Example], phrases: frozenset[str], folder: Path, console: Console) -> None:
    console.print("lexical memory")
    memory = fit_lexical(examples, phrases, config.lexical, config.seed)
    memory.save(folder)
    console.print(f"lexical memory: {(folder / 'lexical.npz').stat().st_size / 1e6:.1f} MB")


def _transitions(examples: list[Example], labels: Labels, folder: Path) -> None:
    save_arrays(folder, "transitions.npz", pmi=count_transitions(examples, labels).pmi.astype(np.float16))
