"""Rows of the ablation in which the encoder changes: each is trained from a fresh head for the same number of steps on the same passages.

Lexical memory, sections and transitions are the shipped model's, the combination is fitted on the calibration split for each row. A few hundred
steps tell what an encoder starts with, not how far it gets: the shipped model has had many times as many (configs/refine.yaml).
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from giar_ner.evaluate import Scores, score_document
from giar_ner.language.normal import normalise
from giar_ner.passages import Passage, Splits
from giar_ner.records import build_records
from giar_ner.tagging.combine import Combination
from giar_ner.tagging.confidence import Confidence
from giar_ner.tagging.decisions import decide
from giar_ner.tagging.decode import Transitions
from giar_ner.tagging.evidence import Evidence
from giar_ner.tagging.labels import Labels
from giar_ner.tagging.tagger import Tagger
from giar_ner.training.combination import fit_combination, restrict
from giar_ner.training.config import TrainConfig, load_config
from giar_ner.training.data import training_set
from giar_ner.training.examples import make_example, zero_phrases
from giar_ner.training.run import sign, train_classifier

RUNS = Path("runs/ablation")
SHIPPED = Path("giar_ner/models/default")
SHARED_PARTS = ("lexical.npz", "sections.npz", "transitions.npz")
ENCODERS: dict[str, list[str]] = {
    "random weights, 6 × 384": ["random_weights=true"],
    "gov-zh, 6 × 256": ["encoder={others}/gov-zh-6x256"],
    "e5-zh as it came, 6 × 384": ["encoder={others}/e5-zh-12x384", "layers=6"],
    "e5-zh as it came, 12 × 384": ["encoder={others}/e5-zh-12x384"],
    "e5-zh adapted, 2 layers": ["layers=2"],
    "e5-zh adapted, 3 layers": ["layers=3"],
    "e5-zh adapted, 3 layers, distilled from the shipped model": [
        "layers=3",
        "neural.teachers=[giar_ner/models/default]",
        "neural.teacher_weight=0.7",
    ],
    "e5-zh adapted, 4 layers": ["layers=4"],
    "e5-zh adapted, 6 layers (of which the shipped one was made)": [],
    "the same + synthesis (a quarter more)": ["data.synthetic=1300"],
    "the same + noisy copies (a quarter more)": ["data.augmented=0.25"],
}
"""Overrides of configs/default.yaml; {others} is the folder of the encoders that are not in the repository."""


def encoder_row(overrides: Sequence[str], out: Path, splits: Splits, steps: int, console: Console) -> dict[str, Any]:
    """Train for `steps` batches (0: all epochs of the configuration) and score the classifier alone and with the lexical memory.

    `milliseconds`: of the processor for a thousand characters of the development split, evidence of both models included.
    """
    wanted = [*overrides, *([f"neural.steps={steps}"] if steps else []), f"output={out}"]
    config = load_config(TrainConfig, Path("configs/default.yaml"), wanted)
    labels, folder = Labels.of_ontology(), out / "model"
    folder.mkdir(parents=True, exist_ok=True)
    phrases = zero_phrases(splits.train)
    examples = [make_example(p, phrases) for p in training_set(splits.train, config, console)]
    history = train_classifier(config, examples, labels, folder, out, console)
    sign(config, folder)
    for name in SHARED_PARTS:
        shutil.copy(SHIPPED / name, folder / name)
    Combination().save(folder)
    Confidence().save(folder)
    tagger = Tagger(folder, threads=1)
    calibration = [tagger.evidence(normalise(p.text)) for p in splits.calibration]
    combination = fit_combination(splits.calibration, calibration, labels, tagger.transitions)
    begin = time.process_time()
    evidence = [tagger.evidence(normalise(p.text)) for p in splits.development]
    spent = time.process_time() - begin
    size = (folder / "model.safetensors").stat().st_size
    shutil.rmtree(folder)
    return {
        "steps": history["steps"],
        "megabytes": size / 1e6,
        "milliseconds": 1e6 * spent / sum(len(p.text) for p in splits.development),
        **{
            part: scored(splits.development, evidence, combination, tagger.transitions, labels, part)["record"].f1
            for part in ("neural", "all")
        },
    }


def scored(
    passages: Sequence[Passage],
    evidence: Sequence[Evidence],
    combination: Combination,
    transitions: Transitions,
    labels: Labels,
    parts: str,
) -> Scores:
    """The scores of what is decided by `parts` of the evidence about each passage."""
    scores = Scores()
    for p, e in zip(passages, evidence, strict=True):
        spans = decide(restrict(e, parts), combination, transitions, labels, parts)
        records, _ = build_records(p.text, normalise(p.text), spans, [], int(p.meta.get("year") or 0) or None)
        scores += score_document({"records": p.records}, {"records": [r.model_dump(mode="json") for r in records]})
    return scores
