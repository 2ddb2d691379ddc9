"""The process that reads documents, with an extractor of its own, loaded once. It is started by `process` and ends when its pipe does."""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Thread
from typing import Any, Literal

from giar_ner.batch.answer import answer_chunk, make_extractor, model_of, read_chunk, refusal
from giar_ner.batch.chunk import Chunk
from giar_ner.batch.settings import Settings


@dataclass(frozen=True)
class Role:
    """What a worker does with a chunk: "extract" makes outcomes of tasks or packed documents, "read" packs documents and needs no model."""

    settings: Settings
    does: Literal["extract", "read"] = "extract"


def main(handle: int) -> None:
    """Say which model there is, then answer chunk by chunk."""
    pipe = Connection(handle)
    try:
        role: Role = pipe.recv()
        import_module("giar_ner.reading")  # which takes longer than reading a document, whose time is measured
        try:
            extractor = make_extractor(role.settings) if role.does == "extract" else None
            pipe.send(("ready", model_of(extractor) if extractor else {}))
        except Exception as error:
            pipe.send(("refused", refusal(error)))
            return
        inbox: SimpleQueue[Chunk] = SimpleQueue()
        Thread(target=_receive, args=(pipe, inbox), daemon=True).start()
        while True:
            chunk = inbox.get()
            answers: list[Any]
            answers = answer_chunk(extractor, chunk, role.settings) if extractor else read_chunk(chunk, role.settings)
            pipe.send(("done", answers))
    except (EOFError, OSError):  # the job is over, or was killed
        return


def _receive(pipe: Connection, inbox: SimpleQueue[Chunk]) -> None:
    """Take every chunk from the pipe at once, so that the job never has to wait for this process while this one waits for the job."""
    try:
        while True:
            inbox.put(pipe.recv())
    except (EOFError, OSError):
        os._exit(0)  # nobody is there who would take what the other thread is making
