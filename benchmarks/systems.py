"""The systems that are compared: each a function from the benchmark's context to predictions for every test document."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.testsets import TestSets, write_packs
from giar_ner.errors import GiarError
from giar_ner.evaluate.scores import Json


class Unavailable(GiarError):
    """A system that cannot run here; the message says why, in a sentence."""


@dataclass(frozen=True)
class Context:
    """Where things are. `work` is a folder that the running system may fill."""

    data: Path
    shared: Path
    model: Path
    work: Path
    tests: TestSets


@dataclass
class Outcome:
    """Predictions by test set and document id, and the CPU seconds (this process and its children) of training and prediction."""

    predictions: dict[str, dict[str, Json]]
    seconds: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class System:
    """`depends` names the files that the predictions follow from, beside the texts and the training passages."""

    name: str
    label: str
    run: Callable[[Context], Outcome]
    depends: Callable[[Context], Sequence[Path]]


def _rules(context: Context) -> Outcome:
    try:
        from giar_ner.weak.rules import extract_rules
    except ImportError as error:
        raise Unavailable(f"The rules alone are skipped: {error}.") from error
    return _predict(context, lambda texts: [extract_rules(t) for t in texts])


def _baseline(context: Context) -> Outcome:
    """`SHARED/tools/baseline.py` as it is, on pack files with the same passages; values are its own."""
    script = context.shared / "tools" / "baseline.py"
    if not script.exists():
        raise Unavailable(f"baseline.py is skipped: {script} does not exist (name the folder with --shared).")
    sets = context.tests.sets
    groups = {
        "train": [p.id for p in context.tests.training],
        "test": [d.id for name, docs in sets.items() if name != "seeds" for d in docs],
    }
    packs = write_packs(context.data, context.work / "packs", groups)
    tests = [*packs["test"], *([context.shared / "gold"] if "seeds" in sets else [])]
    command = [sys.executable, script, context.work / "run", "--train", *packs["train"], "--test", *tests]
    begin = _cpu()
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise Unavailable(f"baseline.py is skipped: it ended with status {done.returncode} ({last}).")
    seconds = {"train and predict": _cpu() - begin}
    found = context.work / "run" / "pred"
    return Outcome(
        {n: {d.id: json.loads((found / f"{d.id}.json").read_text(encoding="utf-8")) for d in docs} for n, docs in sets.items()}, seconds
    )


def _crf(context: Context) -> Outcome:
    try:
        from benchmarks.crf import trained
    except ImportError as error:
        raise Unavailable(f"The CRF is skipped: {error} (pip install sklearn-crfsuite).") from error
    begin = _cpu()
    crf = trained(context.tests.training, context.work / "model")
    seconds = {"train": _cpu() - begin}
    outcome = _predict(context, lambda texts: [crf.predict(t) for t in texts])
    return Outcome(outcome.predictions, seconds | outcome.seconds)


def _spacy(context: Context) -> Outcome:
    """The pipeline is kept in the work folder: it is trained once for the same training passages."""
    try:
        from benchmarks.spacy_ner import trained
    except ImportError as error:
        raise Unavailable(f"spaCy's NER is skipped: {error} (pip install 'giar-ner[train]').") from error
    begin = _cpu()
    ner = trained(context.tests.training, context.work / "model")
    seconds = {"train": _cpu() - begin}
    outcome = _predict(context, lambda texts: [ner.predict(t) for t in texts])
    return Outcome(outcome.predictions, seconds | outcome.seconds)


def _extractor(**how: Any) -> Callable[[Context], Outcome]:
    """The shipped model with all of its tagger, or so that it decides in another way. The one place that knows the extractor's interface."""

    def run(context: Context) -> Outcome:
        try:
            from giar_ner.extractor import Extractor

            extractor = Extractor(model=context.model, **how)
        except (ImportError, GiarError) as error:
            raise Unavailable(f"The model ({how or 'whole'}) is skipped: {error}") from error
        return _predict(context, lambda texts: list(extractor.extract_many(texts)))

    return run


def _predict(context: Context, extract: Callable[[list[str]], Sequence[Any]]) -> Outcome:
    predictions: dict[str, dict[str, Json]] = {}
    begin = _cpu()
    for name, documents in context.tests.sets.items():
        reports = extract([d.text for d in documents])
        predictions[name] = {d.id: _plain(d.id, d.text, r) for d, r in zip(documents, reports, strict=True)}
    return Outcome(predictions, {"predict": _cpu() - begin})


def _plain(name: str, text: str, report: Any) -> Json:
    """A report (or a dict, or a list of records) as the JSON that is scored, without its text. Offsets must point at their characters."""
    plain: Json = {"records": report, "sections": []} if isinstance(report, list) else _json(report)
    for r in plain["records"]:
        if text[r["start"] : r["end"]] != r["text"]:
            raise GiarError(f"{name}: the text at [{r['start']}, {r['end']}) is not {r['text']!r}")
    return {key: value for key, value in plain.items() if key != "text"}


def _cpu() -> float:
    """CPU seconds so far, children included: unlike the wall clock the same on a busy machine."""
    return sum(os.times()[:4])


def _json(report: Any) -> Json:
    return report if isinstance(report, dict) else report.model_dump(mode="json")


_PACKAGE = Path(__file__).parents[1] / "giar_ner"
_HERE = Path(__file__).parent


def _package(context: Context) -> list[Path]:
    return [_PACKAGE]


def _shared(context: Context) -> list[Path]:
    """What the comparators that are trained here have in common."""
    return [_HERE / "predicted.py", _PACKAGE / "language"]


SYSTEMS = {
    s.name: s
    for s in (
        System("rules", "rules alone", _rules, _package),
        System("baseline", "baseline.py", _baseline, lambda c: [c.shared / "tools"]),
        System("crf", "CRF", _crf, lambda c: [*_shared(c), _HERE / "crf.py", _HERE / "crf_features.py"]),
        System("spacy", "spaCy NER", _spacy, lambda c: [*_shared(c), _HERE / "spacy_ner.py"]),
        System("lexical", "lexical memory alone", _extractor(parts="lexical"), lambda c: [*_package(c), c.model]),
        System("classifier", "token classifier alone", _extractor(parts="neural"), lambda c: [*_package(c), c.model]),
        System("fast", "combination, as batch jobs have it", _extractor(cascade=True, precision="int8"), lambda c: [*_package(c), c.model]),
        System("combination", "combination (shipped)", _extractor(), lambda c: [*_package(c), c.model]),
    )
}
