"""An engine without processes: what the workers do, in this one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from giar_ner.batch import Settings
from giar_ner.batch.answer import answer_chunk, make_extractor, model_of
from giar_ner.batch.chunk import Chunk
from giar_ner.batch.outcome import Outcome


class InlineEngine:
    """Called as `open_engine`."""

    def __init__(self, name: Any, settings: Settings, workers: Any, timeout: float, chunks: int) -> None:
        self.settings, self.extractor = settings, make_extractor(settings)
        self.model = model_of(self.extractor)

    def __enter__(self) -> InlineEngine:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def outcomes(self, chunks: Iterable[Chunk]) -> Iterator[Outcome]:
        for chunk in chunks:
            yield from answer_chunk(self.extractor, chunk, self.settings)
