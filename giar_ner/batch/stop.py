"""Ctrl-C, and a scheduler's SIGTERM: the first asks the job to end after the parts that it is making, the second ends it at once."""

from __future__ import annotations

import signal
import sys
import threading
from types import FrameType
from typing import Any

ASKED = "finishing the parts at work and stopping then; once more stops at once (what is finished is kept either way)"


class Stop:
    """While its context lasts, `asked` says whether someone wants the job to end. Signals reach only a program's main thread."""

    def __init__(self) -> None:
        self.asked = False
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Stop:
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                self._before[number] = signal.signal(number, self._ask)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True
        print(f"giar-ner: {ASKED}", file=sys.stderr, flush=True)
