"""A worker as the job sees it: a process, a pipe, and the document that it has."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from multiprocessing.connection import Connection

from giar_ner.batch.documents import Task
from giar_ner.batch.errors import BatchError
from giar_ner.batch.settings import Settings

_START = "import sys; from giar_ner.batch.worker import main; main(int(sys.argv[1]))"
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class Worker:
    """A fresh interpreter, so that neither threads nor locks of the caller's come along and a script needs no `if __name__` around its job.

    It is in a process group of its own, which the terminal's Ctrl-C does not reach, and ends by itself when the job is gone: its pipe ends.
    """

    def __init__(self, settings: Settings) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-c", _START, str(theirs.fileno())]
            paths = {"PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))}
            try:
                self.process = subprocess.Popen(
                    command,
                    pass_fds=[theirs.fileno()],
                    process_group=0,
                    env=os.environ | dict.fromkeys(_THREADS, "1") | paths,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                )
            except OSError as error:
                ours.close()
                raise BatchError(f"no worker process can be started ({error.strerror or error}): take fewer workers") from None
        self.pipe = Connection(ours.detach())
        self.ready = False
        self.overdue = False
        self.task: Task | None = None
        self._since = 0.0
        with suppress(OSError):  # it is dead already: reading from it will say so
            self.pipe.send(settings)

    def give(self, task: Task) -> None:
        """Hand over a document. The worker has none, so it is waiting for one and the pipe cannot block."""
        self.task, self._since = task, time.monotonic()
        with suppress(OSError):
            self.pipe.send(task)

    def stop_if_older(self, seconds: float) -> None:
        """Kill the process when its document takes longer than that."""
        if self.task is not None and time.monotonic() - self._since > seconds:
            self.overdue = True
            self.process.kill()

    def end(self) -> str:
        """Make sure that the process is gone, and say how it went."""
        self.pipe.close()
        try:
            code = self.process.wait(2)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = self.process.wait()
        return f"killed by {_signal_name(-code)}" if code < 0 else f"exit code {code}"


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
