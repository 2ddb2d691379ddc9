"""Figures on the development passages: records as `giar_ner.evaluate` counts them, and strict IOB2 by seqeval."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track
from seqeval.metrics import f1_score
from seqeval.scheme import IOB2

from giar_ner.evaluate import iob2, score
from giar_ner.extractor import Extractor
from giar_ner.passages import Passage

WAYS: dict[str, dict[str, Any]] = {
    "all": {},
    "fast": {"cascade": True, "precision": "int8"},
    "neural": {"parts": "neural"},
    "lexical": {"parts": "lexical"},
}
"""Both models, the same as a batch job has them, and each alone."""


def evaluate_development(folder: Path, passages: list[Passage], console: Console) -> dict[str, Any]:
    """By way of deciding (WAYS): precision, recall and F1 of each slice, section accuracy, seqeval's strict F1 of the kinds."""
    out: dict[str, Any] = {}
    for way, settings in WAYS.items():
        extractor = Extractor(folder, **settings)
        pairs, gold_tags, tags = [], [], []
        for p in track(passages, f"development, {way}", console=console, disable=not console.is_terminal):
            report = extractor.extract(p.text).model_dump(mode="json")
            gold = {"records": p.records, "sections": p.sections}
            pairs.append((gold, report))
            gold_tags.append(iob2([r for r in p.records if not r.get("optional")], len(p.text)))
            tags.append(iob2(report["records"], len(p.text)))
        scores = score(pairs)
        named = {n: scores[n] for n in ("span", "record", "official", "zero")}
        out[way] = {n: {"precision": round(s.precision, 4), "recall": round(s.recall, 4), "f1": round(s.f1, 4)} for n, s in named.items()}
        out[way]["section_accuracy"] = round(scores.section, 4)
        out[way]["seqeval_strict_f1"] = round(float(f1_score(gold_tags, tags, mode="strict", scheme=IOB2)), 4)
        console.print(way, {k: v["f1"] if isinstance(v, dict) else v for k, v in out[way].items()})
    return out
