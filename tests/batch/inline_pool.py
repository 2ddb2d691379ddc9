"""The pool of a job without processes: what the workers do, in this one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from giar_ner.batch import Settings
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
