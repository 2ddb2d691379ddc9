"""The book-keeping of chunks, without workers."""

from __future__ import annotations

from typing import Any

import pytest

from giar_ner.batch.chunk import Chunk, cut, size_for
from giar_ner.batch.documents import Item, Task
from giar_ner.batch.ledger import DIED, Ledger
from giar_ner.batch.outcome import Outcome
from giar_ner.batch.settings import Settings


def tasks(count: int, first: int = 0) -> list[Task]:
    return [Task(Item(f"d{first + i}", "file", f"d{first + i}", "")) for i in range(count)]


def answers(chunk: Chunk) -> list[Any]:
    return [Outcome(name) for name in chunk.names]


def names(chunks: Any) -> list[str]:
    return [outcome.document for chunk in chunks for outcome in chunk.given]


def take(ledger: Ledger) -> Chunk:
    chunk = ledger.next()
    assert chunk is not None
    return chunk


def test_chunks_end_with_their_part() -> None:
    chunks = [*cut([tasks(8), tasks(2, 50), []], 5)]
    assert [(chunk.number, len(chunk), chunk.names[0]) for chunk in chunks] == [(0, 5, "d0"), (1, 3, "d5"), (2, 2, "d50")]


def test_chunks_are_larger_for_a_gpu() -> None:
    assert size_for(Settings(device="cpu,cpu")) == 16
    assert size_for(Settings(device="cuda:0,cuda:1")) == 64


def test_order_is_that_of_the_source_and_no_more_are_begun_than_allowed() -> None:
    taken = 0

    def source() -> Any:
        nonlocal taken
        for chunk in cut([tasks(2), tasks(2, 2), tasks(2, 4)], 9):
            taken += 1
            yield chunk

    ledger = Ledger(source(), 2)
    first, second = take(ledger), take(ledger)
    assert ledger.next() is None and taken == 2
    ledger.done(second, answers(second))
    assert [*ledger.ready()] == [] and not ledger.finished
    ledger.done(first, answers(first))
    assert names(ledger.ready()) == ["d0", "d1", "d2", "d3"]
    third = take(ledger)
    ledger.done(third, answers(third))
    assert names(ledger.ready()) == ["d4", "d5"]
    assert ledger.next() is None and ledger.finished


def test_chunk_whose_workers_die() -> None:
    (chunk,) = cut([tasks(3)], 9)
    ledger = Ledger([chunk], 1)
    for _ in range(2):  # as it is, both times
        again = take(ledger)
        assert again == chunk
        ledger.died(again)
    for name in ("d0", "d1", "d2"):
        one = take(ledger)
        assert one.names == (name,)
        if name == "d1":
            ledger.died(one)
            one = take(ledger)
            assert one.names == ("d1",)
            ledger.died(one)
        else:
            ledger.done(one, answers(one))
    (complete,) = ledger.ready()
    assert [(outcome.document, outcome.error) for outcome in complete.given] == [("d0", None), ("d1", DIED), ("d2", None)]


def test_late_chunk_is_taken_apart_and_a_late_document_is_an_error() -> None:
    ledger = Ledger(cut([tasks(2)], 9), 1)
    ledger.late(take(ledger), 5)
    first, second = take(ledger), take(ledger)
    ledger.late(second, 5)
    ledger.done(first, answers(first))
    (complete,) = ledger.ready()
    assert [outcome.error for outcome in complete.given] == [None, "reading it took longer than 5 s"]


@pytest.mark.parametrize("count", [0, 1])
def test_what_was_given_back_comes_next(count: int) -> None:
    ledger = Ledger(cut([tasks(1), tasks(1, 1)], 9), 2)
    chunks = [take(ledger), take(ledger)]
    ledger.back(chunks[count])
    assert ledger.next() == chunks[count]


def test_chunk_over_which_a_worker_died_waits_for_an_idle_one() -> None:
    ledger = Ledger(cut([tasks(1), tasks(1, 1)], 9), 2)
    first, second = take(ledger), take(ledger)
    ledger.back(second)
    assert not ledger.suspected(first)
    ledger.died(first)
    assert ledger.suspected(first) and not ledger.suspected(second)
    assert ledger.next(idle=False) is None
    assert ledger.next() == first
    assert ledger.next(idle=False) == second
