"""A pool of worker processes that survives the death of any of them.

`concurrent.futures` gives up when a worker dies, and cannot say over which document. Here each worker has a pipe of its own and one document
at a time: when the pipe ends, that document is tried once more in a new worker, and then it is an error.
"""

from __future__ import annotations

import pickle
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from multiprocessing.connection import wait
from typing import Any

from giar_ner.batch.documents import Task
from giar_ner.batch.errors import BatchError
from giar_ner.batch.outcome import Outcome
from giar_ner.batch.process import Worker
from giar_ner.batch.settings import Settings
from giar_ner.errors import ModelError

AHEAD = 32  # documents per worker that may overtake one that takes long: their outcomes wait in memory
FAILED_STARTS = 3  # in a row: then it is not the document
TICK = 1.0  # seconds between looks at the clock


class Pool:
    """Workers that read documents with one extractor each. `timeout`: seconds that a document may take."""

    def __init__(self, settings: Settings, workers: int, timeout: float) -> None:
        self._settings, self._count, self._timeout = settings, workers, timeout
        self._workers: list[Worker] = []
        self._failed_starts = 0
        self._deaths: Counter[int] = Counter()
        self._again: deque[Task] = deque()
        self._done: dict[int, Outcome] = {}
        self.model: dict[str, str] = {}

    def __enter__(self) -> Pool:
        """Start the workers and wait until the first has loaded its model, so that `model` is known."""
        try:
            for _ in range(self._count):
                self._workers.append(Worker(self._settings))
            while not self.model:
                self._listen()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: Any) -> None:
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.end()
        self._workers = []

    def outcomes(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """The outcome of each task, in the order of the tasks, which are asked for as workers become free."""
        source, order, more = iter(tasks), deque[int](), True
        while more or order:
            while (worker := self._free()) and (self._again or (more and len(order) < AHEAD * self._count)):
                task = self._again.popleft() if self._again else next(source, None)
                if task is None:
                    more = False
                    break
                if not self._deaths[task.number]:
                    order.append(task.number)
                if task.failure is not None:
                    self._done[task.number] = Outcome(task.item.id, error=task.failure)
                else:
                    worker.give(task)
            while order and order[0] in self._done:
                yield self._done.pop(order.popleft())
            if order or (more and not self._free()):
                self._listen()

    def _free(self) -> Worker | None:
        return next((worker for worker in self._workers if worker.ready and worker.task is None), None)

    def _listen(self) -> None:
        """Take what the workers have to say, or wait a moment."""
        heard = wait([worker.pipe for worker in self._workers], TICK)
        for i, worker in enumerate(self._workers):
            if worker.pipe in heard:
                self._hear(i, worker)
            else:
                worker.stop_if_older(self._timeout)

    def _hear(self, i: int, worker: Worker) -> None:
        try:
            kind, *rest = worker.pipe.recv()
        except (EOFError, OSError, pickle.UnpicklingError):
            self._bury(worker)
            self._workers[i] = Worker(self._settings)
            return
        if kind == "refused":
            raise ModelError(rest[0])
        if kind == "ready":
            self._failed_starts = 0
            worker.ready = True
            if self.model not in ({}, rest[0]):
                raise BatchError("the model was changed while the job ran: start it again with the model that it began with")
            self.model = rest[0]
        else:
            number, result = rest
            worker.task = None
            self._done[number] = result

    def _bury(self, worker: Worker) -> None:
        """See that the document of a dead worker is tried again, or is an error."""
        how, task = worker.end(), worker.task
        if not worker.ready:
            self._failed_starts += 1
            if self._failed_starts >= FAILED_STARTS:
                raise BatchError(f"the worker processes die before they have loaded the model ({how}): is there enough memory for so many?")
        if task is None:
            return
        self._deaths[task.number] += 1
        if worker.overdue:
            self._done[task.number] = Outcome(task.item.id, error=f"reading it took longer than {self._timeout:g} s")
        elif self._deaths[task.number] > 1:
            self._done[task.number] = Outcome(task.item.id, error=f"the process that read it died, twice ({how})")
        else:
            self._again.append(task)
