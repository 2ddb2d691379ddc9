"""The unit of work of every engine: some neighbouring documents of one part.

An extractor may put sentences of several documents into one batch, whose size can show in a figure's last digits. Where a chunk begins and ends
follows from the list of the documents and the kind of device alone: every engine makes the same batches, at any number of workers and after any
interruption.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from giar_ner.batch.documents import Task
from giar_ner.batch.outcome import Outcome
from giar_ner.batch.settings import Settings

if TYPE_CHECKING:
    from giar_ner.reading import Document

FEW = 16  # documents: so few that a job of a hundred documents keeps several workers busy
MANY = 64  # for devices that are fast only with large batches


@dataclass(frozen=True, slots=True)
class Chunk:
    """Documents by name, and for each what the next stage needs (a task, a document that a reader has opened) or gives (an outcome).

    `number` counts the chunks of a job; `first` is the place of the first document in the chunk, above 0 where one was taken apart.
    """

    number: int
    names: tuple[str, ...]
    given: tuple[Task | Document | Outcome, ...]
    first: int = 0

    def __len__(self) -> int:
        return len(self.names)

    def apart(self) -> Iterator[Chunk]:
        """Each document by itself."""
        for i, (name, thing) in enumerate(zip(self.names, self.given, strict=True)):
            yield replace(self, names=(name,), given=(thing,), first=self.first + i)


def size_for(settings: Settings) -> int:
    """How many documents a chunk of a job has, the last of a part left out."""
    return FEW if set(settings.devices) == {"cpu"} else MANY


def cut(parts: Iterable[Iterable[Task]], size: int) -> Iterator[Chunk]:
    """The tasks of each part as chunks of `size`, lazily."""
    number = 0
    for part in parts:
        tasks: list[Task] = []
        for task in part:
            tasks.append(task)
            if len(tasks) == size:
                yield _chunk(number, tasks)
                number, tasks = number + 1, []
        if tasks:
            yield _chunk(number, tasks)
            number += 1


def _chunk(number: int, tasks: list[Task]) -> Chunk:
    return Chunk(number, tuple(task.item.id for task in tasks), tuple(tasks))
