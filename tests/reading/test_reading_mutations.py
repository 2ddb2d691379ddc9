"""The mutations of `scripts/fuzz` reach the readers, the same ones for the same seed, and find nothing in a short run."""

from __future__ import annotations

import random
import sys
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("docx")


@pytest.fixture
def fuzz(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2] / "scripts" / "fuzz"))
    import corpus
    import mutate
    import readers

    yield corpus, mutate, readers
    for name in ("corpus", "mutate", "readers"):
        sys.modules.pop(name, None)


@pytest.mark.parametrize(
    ("kind", "name"), [("html", "page"), ("docx", "package"), ("text", "text"), ("records", "text"), ("decode", "numbers")]
)
def test_a_short_run(fuzz: Any, kind: str, name: str) -> None:
    corpus, mutate, readers = fuzz
    changed = 0
    for n, seed in enumerate(islice(corpus.seeds(kind), 4)):
        data = seed
        for step in range(5):
            before, data = data, getattr(mutate, name)(data, random.Random(10 * n + step))
            assert name == "package" or data == getattr(mutate, name)(before, random.Random(10 * n + step))
            changed += data != before
            readers.check(kind, data)
    assert changed > 5


def test_what_no_reader_may_give_is_a_finding(fuzz: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    _, _, readers = fuzz
    readers.check("html", b"\x89PNG\r\n\x1a\n")  # refused with a sentence
    from giar_ner import reading

    document = reading.from_text("规章 | 0 | 0 | 0\n行政规范性文件 | 1 | 0 | 2")
    document.tables[0].rows[0][1].end += 1
    monkeypatch.setattr(reading, "from_text", lambda _: document)
    with pytest.raises(AssertionError, match="not where it says"):
        readers.check("text", b"x")
