"""The process that reads documents with an extractor of its own, loaded once. It is started by `pool` and ends when its pipe does."""

from __future__ import annotations

import os
import re
import traceback
from importlib import import_module
from multiprocessing.connection import Connection
from typing import Any

from giar_ner.batch.documents import Task, open_document
from giar_ner.batch.outcome import Outcome, outcome
from giar_ner.batch.settings import REAL, Settings
from giar_ner.errors import GiarError

TRACEBACK = "GIAR_NER_TRACEBACK"  # set it to see where an internal error happened
_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{4,}")


def main(handle: int) -> None:
    """Say which model there is, then answer task by task."""
    pipe = Connection(handle)
    try:
        settings: Settings = pipe.recv()
        try:
            extractor = make_extractor(settings)
            pipe.send(("ready", model_of(extractor)))
        except Exception as error:
            pipe.send(("refused", str(error) if isinstance(error, GiarError) else f"{type(error).__name__}: {error}"))
            return
        while True:
            task: Task = pipe.recv()
            pipe.send(("done", task.number, answer(extractor, task, settings)))
    except (EOFError, OSError):  # the job is over, or was killed
        return


def make_extractor(settings: Settings) -> Any:
    """The extractor that the settings name. One thread each: there are as many workers as cores."""
    module, _, name = settings.extractor.partition(":")
    threads = {"threads": 1} if settings.extractor == REAL else {}
    return getattr(import_module(module), name)(**settings.for_extractor(), **threads)


def model_of(extractor: Any) -> dict[str, str]:
    """Name, version and fingerprint of the model, as it writes them into every report."""
    from giar_ner.reading import from_text

    return extractor.extract_document(from_text("")).model.model_dump()


def answer(extractor: Any, task: Task, settings: Settings) -> Outcome:
    """The outcome of one document, an error whatever goes wrong with it."""
    name = task.item.id
    try:
        return outcome(extractor.extract_document(open_document(task, settings)), name, text=settings.text)
    except GiarError as error:
        return Outcome(name, error=str(error).removeprefix(f"{name}: "))
    except MemoryError:
        return Outcome(name, error="there is not enough memory to read this document")
    except Exception as error:
        if os.environ.get(TRACEBACK):
            traceback.print_exc()
        # An address in the message would be another one on the next run.
        return Outcome(name, error=_ADDRESS.sub("0x…", f"internal error ({type(error).__name__}: {error})"))
