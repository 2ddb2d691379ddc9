"""Jobs with an extractor without a model, in this process (fast) or in worker processes as in earnest."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

for _module in ("pyarrow", "fsspec"):
    pytest.importorskip(_module)

from inline_engine import InlineEngine

from giar_ner.batch import job, manifest


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
    monkeypatch.setattr(job, "open_engine", InlineEngine)
