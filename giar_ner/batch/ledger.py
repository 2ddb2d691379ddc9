"""What of a job is where: which chunk is next, which are being made, what happens to one whose worker died, what is complete and in order."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from giar_ner.batch.chunk import Chunk
from giar_ner.batch.outcome import Outcome

DIED = "the process that read it died, twice: there was too little memory for it, or a library has a fault"
"""How it died (which signal, on which machine) is not said, for it may be another on the next run."""

_Key = tuple[int, int, int]


class Ledger:
    """Takes the chunks from `source` as they are asked for; at most `most` of them are begun and not yet given back, in memory."""

    def __init__(self, source: Iterable[Chunk], most: int) -> None:
        self._source, self._most = iter(source), most
        self._more = True
        self._begun: deque[Chunk] = deque()
        self._answers: dict[int, list[Any]] = {}
        self._again: deque[Chunk] = deque()
        self._deaths: Counter[_Key] = Counter()

    @property
    def finished(self) -> bool:
        return not (self._more or self._begun)

    def next(self, *, idle: bool = True) -> Chunk | None:
        """A chunk to be made, None when there is none for now, or none for a worker that is not `idle`."""
        if self._again:
            return self._again.popleft() if idle or not self.suspected(self._again[0]) else None
        if not self._more or len(self._begun) >= self._most:
            return None
        chunk = next(self._source, None)
        if chunk is None:
            self._more = False
            return None
        self._begun.append(chunk)
        self._answers[chunk.number] = [None] * len(chunk)
        return chunk

    def suspected(self, chunk: Chunk) -> bool:
        """Whether a worker died over it: perhaps over the one behind it, before its answers had left the machine. It is given alone now."""
        return _key(chunk) in self._deaths

    def back(self, chunk: Chunk) -> None:
        """A chunk that its worker had not begun."""
        self._again.appendleft(chunk)

    def done(self, chunk: Chunk, answers: list[Any]) -> None:
        self._answers[chunk.number][chunk.first : chunk.first + len(chunk)] = answers

    def died(self, chunk: Chunk) -> None:
        """It is tried once more as it is, for chance has killed the worker most of the time; then each document by itself, once more, too."""
        self._deaths[_key(chunk)] += 1
        if self._deaths[_key(chunk)] == 1:
            self.back(chunk)
        else:
            self._apart(chunk, DIED)

    def late(self, chunk: Chunk, seconds: float) -> None:
        """It took longer than a single document may."""
        self._apart(chunk, f"reading it took longer than {seconds:g} s")

    def ready(self) -> Iterator[Chunk]:
        """The chunks that are complete, in the order of the source, with what was made of each document."""
        while self._begun and None not in self._answers[self._begun[0].number]:
            chunk = self._begun.popleft()
            yield replace(chunk, given=tuple(self._answers.pop(chunk.number)))

    def _apart(self, chunk: Chunk, error: str) -> None:
        if len(chunk) == 1:
            self.done(chunk, [Outcome(chunk.names[0], error=error)])
        else:
            self._again.extendleft(reversed([*chunk.apart()]))


def _key(chunk: Chunk) -> _Key:
    return chunk.number, chunk.first, len(chunk)
