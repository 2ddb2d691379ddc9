"""Worker processes: the same results as one process, and what happens when they die, hang, or never start."""

from __future__ import annotations

import os
from collections import deque
from pathlib import Path
from typing import Any

import pytest
from batch_jobs import errors, go, reports, snapshot
from inline_engine import InlineEngine

from giar_ner.batch import BatchError, Settings
from giar_ner.batch import pool as pool_module
from giar_ner.batch.chunk import Chunk, cut
from giar_ner.batch.documents import Item, Task
from giar_ner.batch.engines import PoolEngine
from giar_ner.batch.ledger import DIED
from giar_ner.batch.outcome import Outcome
from giar_ner.batch.pool import Gone, Pool
from giar_ner.errors import ModelError

FAKE = {"extractor": "batch_fakes:Fake"}


def test_workers_make_what_one_process_makes(inputs: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    inputs(*reports(9, "slow "), "bug")
    with monkeypatch.context() as patch:
        patch.setattr("giar_ner.batch.job.open_engine", InlineEngine)
        go(out="inline")
    go(out="pool", workers=2)
    assert snapshot("pool") == snapshot("inline")
    assert errors("pool") == {"in/r09.txt": "internal error (KeyError: '<object object at 0x…>')"}


def test_worker_that_dies_is_tried_once_more(inputs: Any, tmp_path: Path) -> None:
    inputs(*reports(4), f"die-once {tmp_path / 'died'}", *reports(2), "die", *reports(2))
    done = go(workers=2)
    assert (tmp_path / "died").exists()
    assert (done.documents, done.errors, done.complete) == (10, 1, True)
    assert errors() == {"in/r07.txt": DIED}


def test_document_that_takes_too_long(inputs: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "TICK", 0.05)
    inputs("hang", *reports(2))
    assert go(timeout=0.5).complete
    assert errors() == {"in/r00.txt": "reading it took longer than 0.5 s"}


def test_extractor_that_cannot_be_made() -> None:
    with (
        pytest.raises(ModelError, match="ModuleNotFoundError: No module named 'nothing'"),
        PoolEngine(Settings(extractor="nothing:Here"), 1, 60),
    ):
        pass


def test_workers_that_cannot_start() -> None:
    with (
        pytest.raises(BatchError, match=r"die before they have loaded the model \(exit code 7\)"),
        PoolEngine(Settings(**FAKE, model="broken"), 1, 60),
    ):
        pass


def test_no_process_can_be_had(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise BlockingIOError(11, os.strerror(11))

    monkeypatch.setattr("subprocess.Popen", refuse)
    with pytest.raises(BatchError, match="no worker process can be started"), PoolEngine(Settings(**FAKE), 1, 60):
        pass


class Forgetful:
    """A worker far away: when it dies over a document named `die`, the answers that it has already given are lost on their way."""

    def __init__(self) -> None:
        self.ready = False
        self.chunks: deque[Chunk] = deque()

    def give(self, chunk: Chunk) -> None:
        self.chunks.append(chunk)

    def hear(self) -> tuple[str, Any]:
        if not self.ready:
            return "ready", {}
        if any("die" in chunk.names for chunk in self.chunks):
            raise Gone
        return "done", [Outcome(name, error=f"with {len(self.chunks[0])}") for name in self.chunks[0].names]

    def late(self, seconds: float) -> bool:
        return False

    def kill(self) -> None:
        pass

    def end(self) -> str:
        return "ended"


def test_who_is_behind_takes_no_neighbour_along() -> None:
    """The chunk before a fatal one is made as it is, however often the answers to it are lost."""
    chunks = cut([[Task(Item(name, "file", name, "")) for name in part] for part in (("a", "b"), ("die", "c"))], 9)
    with Pool(lambda _: Forgetful(), lambda workers, _: [one for one in workers if one.chunks or not one.ready], 1, 60) as pool:
        made = [(outcome.document, outcome.error) for chunk in pool.answers(chunks) for outcome in chunk.given]
    assert made == [("a", "with 2"), ("b", "with 2"), ("die", DIED), ("c", "with 1")]
