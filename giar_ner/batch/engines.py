"""Where the work of a job is done: in a pool of processes, by the owners of devices, or on a Ray cluster. All give the same outcomes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from itertools import chain
from typing import Any, Literal, Protocol

from giar_ner.batch.chunk import Chunk
from giar_ner.batch.outcome import Outcome
from giar_ner.batch.pool import Pool
from giar_ner.batch.process import Process, listen
from giar_ner.batch.settings import Settings
from giar_ner.batch.worker import Role
from giar_ner.errors import ConfigError

EngineName = Literal["pool", "device", "ray"]


class Engine(Protocol):
    """A context in which chunks become outcomes. `model`: which model its workers have loaded, known once the context is entered."""

    @property
    def model(self) -> dict[str, str]: ...

    def __enter__(self) -> Engine: ...

    def __exit__(self, *error: Any) -> None: ...

    def outcomes(self, chunks: Iterable[Chunk]) -> Iterator[Outcome]:
        """The outcome of every document, in the order of the chunks, which are taken as they can be worked on."""
        ...


class PoolEngine:
    """`workers` processes, each with a model of its own; with several devices the workers are dealt over them."""

    def __init__(self, settings: Settings, workers: int, timeout: float) -> None:
        roles = [Role(one) for one in each_device(settings)]
        self._pool = Pool(lambda i: Process(roles[i % len(roles)]), listen, workers, timeout, one_first=True)

    @property
    def model(self) -> dict[str, str]:
        return self._pool.model

    def __enter__(self) -> PoolEngine:
        self._pool.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self._pool.__exit__(*error)

    def outcomes(self, chunks: Iterable[Chunk]) -> Iterator[Outcome]:
        return outcomes_of(self._pool.answers(chunks))


class DeviceEngine:
    """A process for each device in the settings, which owns the model there, and `workers` processes that read the documents for them.

    A device that is named twice has two owners: while one does what the processor must do (proposals, decisions, records), the other computes.
    """

    def __init__(self, settings: Settings, workers: int, timeout: float) -> None:
        roles = [Role(one) for one in each_device(settings)]
        self._readers = Pool(lambda _: Process(Role(settings, "read")), listen, workers, timeout)
        self._owners = Pool(lambda i: Process(roles[i]), listen, len(roles), timeout)
        self._open = ExitStack()

    @property
    def model(self) -> dict[str, str]:
        return self._owners.model

    def __enter__(self) -> DeviceEngine:
        with ExitStack() as stack:
            stack.enter_context(self._readers)
            stack.enter_context(self._owners)
            self._open = stack.pop_all()
        return self

    def __exit__(self, *error: Any) -> None:
        self._open.__exit__(*error)

    def outcomes(self, chunks: Iterable[Chunk]) -> Iterator[Outcome]:
        return outcomes_of(self._owners.answers(self._readers.answers(chunks)))


def open_engine(name: EngineName | None, settings: Settings, workers: int | None, timeout: float, chunks: int) -> Engine:
    """The engine of that name; by default `device` where the settings name one beside the CPU, else `pool`.

    `workers`: None for as many as there are cores; never more than `chunks`, of which there is nothing to give a share of.
    """
    most = max(chunks, 1)
    if name is None:
        name = "pool" if set(settings.devices) == {"cpu"} else "device"
    if name == "ray":
        from giar_ner.batch.cluster import RayEngine

        return RayEngine(settings, workers, timeout, most)
    if name == "device":
        return DeviceEngine(settings, min(workers or max(cores() - len(settings.devices), 1), most), timeout)
    if name == "pool":
        return PoolEngine(settings, min(workers or cores(), most), timeout)
    raise ConfigError(f"there is no engine {name!r}: pool, device or ray")


def each_device(settings: Settings) -> list[Settings]:
    """The settings for the one who works on each of the devices."""
    return [replace(settings, device=device) for device in settings.devices]


def outcomes_of(chunks: Iterable[Chunk]) -> Iterator[Any]:
    """What was made of each document."""
    return chain.from_iterable(chunk.given for chunk in chunks)


def cores() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
