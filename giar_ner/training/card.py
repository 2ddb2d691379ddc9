"""The card beside the weights: what the model is, how it was made and what it scored. Every figure comes from the run itself."""

from __future__ import annotations

import platform
from importlib.metadata import version
from pathlib import Path
from typing import Any

from giar_ner.training.config import TrainConfig

TEMPLATE = """---
language: zh
license: mit
library_name: giar_ner
pipeline_tag: token-classification
---
# {name} {version}

Reads Chinese government information disclosure annual reports (政府信息公开工作年度报告). A character BERT (`model.safetensors`, run by
`model.onnx` or by transformers), a lexical memory (`lexical.npz`), a segmenter (`sections.npz`) and how they are combined. Use it with
`giar_ner.Extractor(folder)`.

Made by `python -m giar_ner.train` with the `config.yaml` beside this file: encoder `{encoder}`, seed {seed}, {steps} steps in {precision},
with torch {torch} and transformers {transformers} on Python {python}.

Passages: {train} authored ones to train on ({total} with generated, damaged and weakly labelled ones), {calibration} to fit the combination,
{development} for the figures below, which no part was trained on.

| development | record F1 | official F1 | zero F1 | span F1 | sections | seqeval strict F1 |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
{rows}
"""
NAMES = {
    "all": "combination",
    "fast": "combination, as batch jobs have it",
    "neural": "token classifier alone",
    "lexical": "lexical memory alone",
}


def write_card(folder: Path, config: TrainConfig, metrics: dict[str, Any]) -> None:
    """Write `README.md` in the model folder."""
    rows = []
    for part, scores in metrics["development"].items():
        figures = [scores[n]["f1"] for n in ("record", "official", "zero", "span")]
        figures += [scores["section_accuracy"], scores["seqeval_strict_f1"]]
        rows.append(f"| {NAMES[part]} | " + " | ".join(f"{x:.3f}" for x in figures) + " |")
    counts, training = metrics["counts"], metrics["training"]
    text = TEMPLATE.format(
        name=config.name, version=config.version, encoder=config.encoder, seed=config.seed, steps=training["steps"], precision=training["precision"],
        torch=version("torch"), transformers=version("transformers"), python=platform.python_version(), train=counts["train"],
        total=counts["with_synthesis_and_weak"], calibration=counts["calibration"], development=counts["development"], rows="\n".join(rows),
    )  # fmt: skip
    (folder / "README.md").write_text(text, encoding="utf-8")
