"""Predictions on disk: `OUT/<system>/<set>/<id>.json`, with a fingerprint of what they follow from: one system can be run again alone."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable
from pathlib import Path

from benchmarks.systems import Context, Outcome, System
from giar_ner.evaluate.scores import Json

_SKIPPED = {"__pycache__"}
_SUFFIXES = {".py", ".yaml", ".txt", ".ids", ".json", ".safetensors", ".onnx", ".npz", ".npy"}


def fingerprint(system: System, context: Context) -> str:
    """A hash of the files that the predictions follow from, of the passages that comparators train on, and of the texts to be read.

    The gold of the test documents is no part of it: where it is corrected, the predictions stay and are scored again.
    """
    digest = hashlib.sha256()
    for name, d in context.tests.documents():
        digest.update(f"{name}/{d.id}\n{d.text}\n".encode("utf-8", "surrogatepass"))
    for p in context.tests.training:
        digest.update(f"{p.id}\n{p.text}\n{p.records}\n{p.sections}\n".encode("utf-8", "surrogatepass"))
    for path in _files(system.depends(context)):
        digest.update(str(path.name).encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _files(roots: Iterable[Path]) -> list[Path]:
    found: list[Path] = []
    for root in roots:
        inside = sorted(root.rglob("*")) if root.is_dir() else [root]
        found += [p for p in inside if p.is_file() and p.suffix in _SUFFIXES and not _SKIPPED & set(p.parts)]
    return found


def load(folder: Path, expected: str) -> Outcome | None:
    """The cached outcome in `folder` if its fingerprint is `expected`."""
    run = folder / "run.json"
    if not run.exists():
        return None
    state: Json = json.loads(run.read_text(encoding="utf-8"))
    if state["fingerprint"] != expected:
        return None
    predictions = {
        name: {p.stem: json.loads(p.read_text(encoding="utf-8")) for p in sorted((folder / name).glob("*.json"))} for name in state["sets"]
    }
    return Outcome(predictions, state["seconds"])


def store(folder: Path, outcome: Outcome, mark: str) -> None:
    """Write `outcome`; the old predictions of the system are removed first. `run.json` comes last: without it nothing is cached."""
    (folder / "run.json").unlink(missing_ok=True)
    for name, documents in outcome.predictions.items():
        shutil.rmtree(folder / name, ignore_errors=True)
        (folder / name).mkdir(parents=True)
        for doc_id, report in documents.items():
            (folder / name / f"{doc_id}.json").write_text(json.dumps(report, ensure_ascii=False), encoding="utf-8")
    state = {"fingerprint": mark, "sets": list(outcome.predictions), "seconds": outcome.seconds}
    (folder / "run.json").write_text(json.dumps(state, indent=1), encoding="utf-8")
