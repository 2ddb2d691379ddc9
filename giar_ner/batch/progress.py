"""How far a job is: a bar where a person watches, a line now and then where a log is kept."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

EVERY = 30.0  # seconds between lines

Advance = Callable[[], None]


@contextmanager
def show(total: int, done: int, *, wanted: bool) -> Iterator[Advance]:
    """A function to be called for each document; `done` were done by earlier runs."""
    if not wanted or not total:
        yield lambda: None
    elif sys.stderr.isatty():
        with _bar(total, done) as advance:
            yield advance
    else:
        lines = Lines(total, done)
        yield lines.advance
        lines.say()


class Lines:
    """`1,500 of 12,000 documents, 12.3/s, 14 min left` on stderr."""

    def __init__(self, total: int, done: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._total, self._done, self._before, self._clock = total, done, done, clock
        self._began = self._said = clock()

    def advance(self) -> None:
        self._done += 1
        if self._clock() - self._said >= EVERY:
            self.say()

    def say(self) -> None:
        self._said = self._clock()
        print(f"giar-ner: {self}", file=sys.stderr, flush=True)

    def __str__(self) -> str:
        text = f"{self._done:,} of {self._total:,} documents"
        seconds, new = self._clock() - self._began, self._done - self._before
        if not new or seconds <= 0:
            return text
        return f"{text}, {new / seconds:.1f}/s" + (
            f", {duration((self._total - self._done) * seconds / new)} left" if self._done < self._total else ""
        )


def duration(seconds: float) -> str:
    """In the unit that a person would take."""
    for unit, size in (("h", 3600), ("min", 60)):
        if seconds >= size:
            return f"{seconds / size:.1f} {unit}" if unit == "h" else f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} s"


@contextmanager
def _bar(total: int, done: int) -> Iterator[Advance]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{task.finished_speed or task.speed or 0:.1f}/s")

    columns = (TextColumn("reading reports"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), redirect_stdout=False, speed_estimate_period=120) as bar:
        task = bar.add_task("", total=total, completed=done)
        yield lambda: bar.advance(task)
