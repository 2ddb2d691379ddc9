"""The engine on a Ray cluster (extra `ray`): actors that have each loaded the model once, on whichever machines the cluster has.

Every machine must have giar-ner installed and see the inputs and the model under the same paths, as on a shared file system; the outcomes come
back to the job's own process, which alone writes.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from giar_ner.batch.answer import answer_chunk, make_extractor, model_of, refusal
from giar_ner.batch.chunk import Chunk
from giar_ner.batch.engines import outcomes_of
from giar_ner.batch.errors import BatchError, needed
from giar_ner.batch.outcome import Outcome
from giar_ner.batch.pool import Gone, Pool
from giar_ner.batch.settings import Settings


class RayEngine:
    """`workers` actors, by default one for each core of the cluster as it is now, or for each GPU where the settings name one.

    Ray chooses the GPU and shows an actor that one alone; a device that the settings name twice stands for two actors on each GPU.

    The cluster is the one that the caller is connected to, that of `RAY_ADDRESS`, or else one of this machine that lasts as long as the job.
    """

    def __init__(self, settings: Settings, workers: int | None, timeout: float, most: int) -> None:
        self._settings, self._workers, self._timeout, self._most = settings, workers, timeout, most
        self._ray = needed("ray", "ray")
        self._ours = False
        self._pool: Pool | None = None

    @property
    def model(self) -> dict[str, str]:
        return self._pool.model if self._pool else {}

    def __enter__(self) -> RayEngine:
        if not self._ray.is_initialized():
            self._connect()
            self._ours = True
        try:
            self._pool = Pool(self._start, self._listen, min(self._count(), self._most), self._timeout)
            self._pool.__enter__()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _connect(self) -> None:
        where = {} if "RAY_ADDRESS" in os.environ else {"address": "local"}
        try:
            self._ray.init(log_to_driver=False, logging_level="error", **where)
        except Exception as error:  # whatever its many parts raise
            what = str(error).strip().splitlines() or [type(error).__name__]
            raise BatchError(f"no Ray cluster can be reached or started ({what[0][:200]})") from None

    def __exit__(self, *error: Any) -> None:
        if self._pool is not None:
            self._pool.__exit__(*error)
        if self._ours:
            self._ray.shutdown()

    def outcomes(self, chunks: Iterable[Chunk]) -> Iterator[Outcome]:
        assert self._pool is not None
        return outcomes_of(self._pool.answers(chunks))

    def _count(self) -> int:
        if self._workers:
            return self._workers
        there = self._ray.cluster_resources()
        return max(int(there.get("GPU", 1) / self._gpus if self._gpus else there.get("CPU", 1)), 1)

    @property
    def _gpus(self) -> float:
        """How much of a GPU an actor takes."""
        named = [device for device in self._settings.devices if device.startswith("cuda")]
        return len(set(named)) / len(named) if named else 0

    def _start(self, _: int) -> Actor:
        device = "cuda" if self._gpus else self._settings.devices[0]
        return Actor(self._ray, replace(self._settings, device=device), self._gpus)

    def _listen(self, actors: Sequence[Actor], seconds: float) -> list[Actor]:
        owner = {ref: actor for actor in actors for ref in [*actor.refs][:1]}
        if not owner:
            return []
        done, _ = self._ray.wait([*owner], num_returns=len(owner), timeout=0)
        if not done:
            done, _ = self._ray.wait([*owner], num_returns=1, timeout=seconds)
        return [owner[ref] for ref in done]


class Actor:
    """A worker on the cluster as the job sees it; `refs` are what it will say, in that order."""

    def __init__(self, ray: Any, settings: Settings, gpus: float) -> None:
        self._ray = ray
        # An actor that dies is replaced by the pool, which must know what it had. Ray gives each as many threads as it has cores: one.
        self._actor = ray.remote(Reader).options(num_cpus=1, num_gpus=gpus, max_restarts=0).remote(settings, os.getcwd())
        self._how = "ended"
        self.ready = False
        self.chunks: deque[Chunk] = deque()
        self.refs: deque[Any] = deque([self._actor.introduce.remote()])
        self._since = time.monotonic()

    def give(self, chunk: Chunk) -> None:
        if not self.chunks:
            self._since = time.monotonic()
        self.chunks.append(chunk)
        self.refs.append(self._actor.answer.remote(chunk))

    def hear(self) -> tuple[str, Any]:
        try:
            said: tuple[str, Any] = self._ray.get(self.refs.popleft())
        except self._ray.exceptions.RayError as error:
            self._how = str(error).strip().splitlines()[0][:200]
            raise Gone from None
        self._since = time.monotonic()
        return said

    def late(self, seconds: float) -> bool:
        return time.monotonic() - self._since > seconds

    def kill(self) -> None:
        with suppress(self._ray.exceptions.RayError):
            self._ray.kill(self._actor)

    def end(self) -> str:
        self.kill()
        return self._how


class Reader:
    """What runs on the cluster."""

    def __init__(self, settings: Settings, folder: str) -> None:
        self._settings = settings
        self._introduction: tuple[str, Any]
        try:
            os.chdir(folder)  # the documents are named as the job's own process sees them
        except OSError:
            here = os.uname().nodename
            self._introduction = (
                "refused",
                f"there is no {folder} on {here}: every machine needs the folder that the job runs in, at the same place",
            )
            return
        try:
            self._extractor = make_extractor(settings)
            self._introduction = "ready", model_of(self._extractor)
        except Exception as error:
            self._introduction = "refused", refusal(error)

    def introduce(self) -> tuple[str, Any]:
        return self._introduction

    def answer(self, chunk: Chunk) -> tuple[str, Any]:
        return "done", answer_chunk(self._extractor, chunk, self._settings)
