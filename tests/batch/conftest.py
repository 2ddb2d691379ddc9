"""Jobs with an extractor without a model, in this process (fast) or in worker processes as in earnest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

for _module in ("pyarrow", "fsspec"):
    pytest.importorskip(_module)

from giar_ner.batch import Settings, job, manifest
from giar_ner.batch.outcome import Outcome
from giar_ner.batch.worker import answer, make_extractor, model_of


class InlinePool:
    """The pool's part without processes."""

    def __init__(self, settings: Settings, workers: int, timeout: float) -> None:
        self.settings, self.extractor = settings, make_extractor(settings)
        self.model = model_of(self.extractor)

    def __enter__(self) -> InlinePool:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def outcomes(self, tasks: Iterable[Any]) -> Iterator[Outcome]:
        for task in tasks:
            yield Outcome(task.item.id, error=task.failure) if task.failure else answer(self.extractor, task, self.settings)


@pytest.fixture
def inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """A folder `in` of the given texts, and the working directory beside it, so that documents have the same names everywhere."""
    monkeypatch.chdir(tmp_path)
    folder = Path("in")

    def make(*texts: str, **named: str | bytes) -> Path:
        folder.mkdir(exist_ok=True)
        for name, text in {**{f"r{i:02}.txt": text for i, text in enumerate(texts)}, **named}.items():
            (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return folder

    return make


@pytest.fixture(autouse=True)
def same_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """Someone may be editing the sources while the tests run; a job would refuse to go on."""
    monkeypatch.setattr(manifest, "code", lambda: {"version": "test"})


@pytest.fixture
def inline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job, "Pool", InlinePool)
