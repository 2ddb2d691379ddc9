"""A worker that is a process on this machine."""

from __future__ import annotations

import os
import pickle
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import Any

from giar_ner.batch.chunk import Chunk
from giar_ner.batch.errors import BatchError
from giar_ner.batch.pool import Gone
from giar_ner.batch.worker import Role

_START = "import sys; from giar_ner.batch.worker import main; main(int(sys.argv[1]))"
# One thread each, and nothing on the terminal beside the job's own progress: transformers shows a bar while it loads weights.
_ENVIRONMENT = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "HF_HUB_DISABLE_PROGRESS_BARS"), "1")


class Process:
    """A fresh interpreter, so that neither threads nor locks of the caller's come along and a script needs no `if __name__` around its job.

    It is in a process group of its own, which the terminal's Ctrl-C does not reach, and ends by itself when the job is gone: its pipe ends.
    """

    def __init__(self, role: Role) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-c", _START, str(theirs.fileno())]
            paths = {"PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))}
            try:
                self.process = subprocess.Popen(
                    command,
                    pass_fds=[theirs.fileno()],
                    process_group=0,
                    env=os.environ | _ENVIRONMENT | paths,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                )
            except OSError as error:
                ours.close()
                raise BatchError(f"no worker process can be started ({error.strerror or error}): take fewer workers") from None
        self.pipe = Connection(ours.detach())
        self.ready = False
        self.chunks: deque[Chunk] = deque()
        self._since = 0.0
        self._send(role)

    def give(self, chunk: Chunk) -> None:
        """The worker takes from its pipe at any time, so that this does not block."""
        if not self.chunks:
            self._since = time.monotonic()
        self.chunks.append(chunk)
        self._send(chunk)

    def hear(self) -> tuple[str, Any]:
        try:
            kind, what = self.pipe.recv()
        except (EOFError, OSError, pickle.UnpicklingError):
            raise Gone from None
        self._since = time.monotonic()
        return kind, what

    def late(self, seconds: float) -> bool:
        return time.monotonic() - self._since > seconds

    def kill(self) -> None:
        self.process.kill()

    def end(self) -> str:
        self.pipe.close()
        try:
            code = self.process.wait(2)  # it may be ending by itself, and then how is worth knowing
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = self.process.wait()
        return f"killed by {_signal_name(-code)}" if code < 0 else f"exit code {code}"

    def _send(self, what: Any) -> None:
        with suppress(OSError):  # it is dead already: reading from it will say so
            self.pipe.send(what)


def listen(workers: Sequence[Process], seconds: float) -> list[Process]:
    """Those that have something to say, or have ended; empty when none has within that time."""
    heard = set(map(id, wait([worker.pipe for worker in workers], seconds)))
    return [worker for worker in workers if id(worker.pipe) in heard]


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
