"""What a command takes: wall clock, processor time and memory of all its processes together."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

from giar_ner.errors import GiarError

EVERY = 0.1  # seconds between looks at the memory


@dataclass(frozen=True)
class Usage:
    """Seconds by the wall clock; processor seconds of the process and of those that it has waited for; the largest sum of the resident bytes of
    all its processes at one moment, in which pages that several share count for each."""

    seconds: float
    processor: float
    peak: int


def measure(arguments: Sequence[str], *, good: Sequence[int] = (0,)) -> tuple[Usage, str]:
    """Run Python with these arguments, and what it printed. Raises GiarError when it ends with another status than the `good` ones."""
    import psutil

    begin, peak = time.perf_counter(), 0
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))}
    process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout is not None
    tree = psutil.Process(process.pid)
    while not _has_ended(process.pid):
        peak = max(peak, _resident(tree))
        time.sleep(EVERY)
    seconds = time.perf_counter() - begin
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in good:
        raise GiarError(f"the measured process ended with status {process.returncode}: {' '.join(arguments[:6])} ...")
    return Usage(seconds, used.ru_utime + used.ru_stime, peak), process.stdout.read()


def _has_ended(pid: int) -> bool:
    """It is not waited for yet, so that what it used can be asked afterwards."""
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _resident(tree: object) -> int:
    import psutil

    assert isinstance(tree, psutil.Process)
    total = 0
    try:
        for process in [tree, *tree.children(recursive=True)]:
            try:
                total += process.memory_info().rss
            except psutil.NoSuchProcess:  # it has ended just now
                continue
    except psutil.NoSuchProcess:
        pass
    return total
