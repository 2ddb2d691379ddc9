"""The documents of a job in their order, on disk: a million of them need no memory, and a run that goes on has the same list."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from giar_ner.batch.disk import Folder
from giar_ner.batch.documents import MISSING, Item
from giar_ner.batch.errors import BatchError

NAME = "documents.jsonl"


class Plan:
    """The list of a folder, cut into parts of `size` documents."""

    def __init__(self, out: Path, size: int) -> None:
        self._path, self._size = out / NAME, size
        self._starts: list[int] = []  # where each part begins in the file
        self.documents = 0
        digest, at = hashlib.sha256(), 0
        try:
            with open(self._path, "rb") as lines:
                for line in lines:
                    if self.documents % size == 0:
                        self._starts.append(at)
                    self.documents += 1
                    at += len(line)
                    digest.update(line)
        except OSError as error:
            raise BatchError(f"{self._path}: the list of the documents cannot be read ({error.strerror or error})") from None
        self.fingerprint = digest.hexdigest()

    @property
    def parts(self) -> int:
        return len(self._starts)

    def part(self, number: int) -> Iterator[Item]:
        """The documents of one part."""
        with open(self._path, "rb") as lines:
            lines.seek(self._starts[number])
            for _, line in zip(range(self._size), lines, strict=False):
                yield Item.from_line(line)

    def size(self, number: int) -> int:
        return min(self._size, self.documents - number * self._size)

    def compare(self, items: Iterable[Item]) -> int:
        """How many of the documents are gone. Raises BatchError when the inputs have others than when the job began, or changed ones.

        A document that is gone is still in its part, as an error if the part is yet to be made.
        """
        given = (item for item in items if item.fingerprint != MISSING)
        now, gone = next(given, None), 0
        with open(self._path, "rb") as lines:
            for item in map(Item.from_line, lines):
                if now is None or now.id != item.id:
                    gone += item.fingerprint != MISSING
                elif now.fingerprint != item.fingerprint:
                    raise _mixed(f"{item.id} was changed since this job began")
                else:
                    now = next(given, None)
        if now is not None:
            raise _mixed(f"{now.id} is not among the documents that this job began with, or not in that order")
        return gone


def write_plan(folder: Folder, items: Iterable[Item]) -> None:
    """List the documents of a new job. Raises BatchError where there are none."""
    with folder.write(NAME) as file:
        empty = True
        for item in items:
            file.write(item.to_line().encode())
            empty = False
        if empty:
            raise BatchError("the inputs hold no documents")


def _mixed(what: str) -> BatchError:
    return BatchError(f"{what}, and results must not be mixed: give another output folder, or the inputs as they were")
