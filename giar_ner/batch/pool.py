"""A pool of workers that survives the death of any of them.

`concurrent.futures` gives up when a worker dies, and cannot say over which document. Here each worker says for itself what it has done: when
it is gone, `Ledger` decides what becomes of the chunk that it had, and another takes its place.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Protocol

from giar_ner.batch.chunk import Chunk
from giar_ner.batch.errors import BatchError
from giar_ner.batch.ledger import Ledger
from giar_ner.errors import ModelError

AHEAD = 4  # chunks per worker that are begun: those that it has, and those that wait in memory for one that takes long
DEPTH = 2  # of them the worker has two: it goes on with the second while the job takes what it made of the first
FAILED_STARTS = 3  # in a row: then it is not the document
TICK = 1.0  # seconds between looks at the clock


class Gone(Exception):
    """A worker is no more."""


class Worker(Protocol):
    """A worker as the pool sees it. `chunks`: those that it was given and has not answered, the first of them at work."""

    ready: bool
    chunks: deque[Chunk]

    def give(self, chunk: Chunk) -> None:
        """Hand over a chunk, without waiting."""
        ...

    def hear(self) -> tuple[str, Any]:
        """What it says: "ready" and its model, "refused" and why it has none, "done" and its answers to the first of `chunks`. Raises Gone."""
        ...

    def late(self, seconds: float) -> bool:
        """Whether it has had the first of `chunks` for longer than that."""
        ...

    def kill(self) -> None:
        """End it in the middle of what it does."""
        ...

    def end(self) -> str:
        """Make sure that it is gone, and say how it went."""
        ...


class Pool:
    """`count` workers made by `start`, of which `wait` gives those that have something to say, at the latest after some seconds.

    `timeout`: seconds that a chunk may take, and each of its documents if the chunk took longer. `one_first`: start the others when the first
    has loaded its model: loading takes three times the memory that working does, and so two workers do not need it at the same time.
    """

    def __init__(
        self,
        start: Callable[[int], Worker],
        wait: Callable[[Sequence[Any], float], Sequence[Worker]],
        count: int,
        timeout: float,
        *,
        one_first: bool = False,
    ) -> None:
        self._start, self._wait, self._count, self._timeout = start, wait, count, timeout
        self._at_first = min(count, 1) if one_first else count
        self._workers: list[Worker] = []
        self._failed_starts = 0
        self._ledger = Ledger((), 0)
        self._known = False
        self.model: dict[str, str] = {}

    def __enter__(self) -> Pool:
        """Start the workers and wait until the first has loaded its model, so that `model` is known."""
        try:
            for i in range(self._at_first):
                self._workers.append(self._start(i))
            while not self._known:
                self._listen()
            for i in range(self._at_first, self._count):
                self._workers.append(self._start(i))
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: Any) -> None:
        workers, self._workers = self._workers, []
        for worker in workers:
            worker.kill()
        for worker in workers:
            worker.end()

    def answers(self, chunks: Iterable[Chunk]) -> Iterator[Chunk]:
        """The chunks with what was made of each document, in their order; they are asked for as workers become free."""
        ledger = self._ledger = Ledger(chunks, AHEAD * self._count)
        while not ledger.finished:
            while (worker := self._free()) and (chunk := ledger.next(idle=not worker.chunks)):
                worker.give(chunk)
            complete = False
            for chunk in ledger.ready():
                complete = True
                yield chunk
            if not complete and not ledger.finished:
                self._listen()

    def _free(self) -> Worker | None:
        """The ready worker that has least to do, if one may be given more: not behind a suspected chunk, so that its death says which it was."""
        ready = [one for one in self._workers if one.ready and len(one.chunks) < DEPTH and not any(map(self._ledger.suspected, one.chunks))]
        return min(ready, key=lambda worker: len(worker.chunks), default=None)

    def _listen(self) -> None:
        """Take what the workers have to say, or wait a moment."""
        heard = self._wait(self._workers, TICK)
        for i, worker in enumerate(self._workers):
            if worker in heard:
                self._hear(i, worker)
            elif worker.chunks and worker.late(self._timeout):
                late = worker.chunks.popleft()
                worker.kill()
                self._replace(i, worker)
                self._ledger.late(late, self._timeout)

    def _hear(self, i: int, worker: Worker) -> None:
        try:
            kind, what = worker.hear()
        except Gone:
            self._bury(i, worker)
            return
        if kind == "refused":
            raise ModelError(what)
        if kind == "done":
            self._ledger.done(worker.chunks.popleft(), what)
            return
        self._failed_starts = 0
        worker.ready = self._known = True
        if self.model not in ({}, what):
            raise BatchError("the model was changed while the job ran: start it again with the model that it began with")
        self.model = what

    def _bury(self, i: int, worker: Worker) -> None:
        """See that what a dead worker had is made by others."""
        died = worker.chunks.popleft() if worker.chunks else None
        how = self._replace(i, worker)
        if not worker.ready:
            self._failed_starts += 1
            if self._failed_starts >= FAILED_STARTS:
                raise BatchError(f"the worker processes die before they have loaded the model ({how}): is there enough memory for so many?")
        if died is not None:
            self._ledger.died(died)

    def _replace(self, i: int, worker: Worker) -> str:
        how = worker.end()
        for chunk in reversed(worker.chunks):
            self._ledger.back(chunk)
        self._workers[i] = self._start(i)
        return how
