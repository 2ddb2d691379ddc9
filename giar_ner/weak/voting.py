"""What a labelling function is: its vote, its register, and the questions about a candidate that several functions ask."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from giar_ner.weak.candidates import Candidate
from giar_ner.weak.lexicon import Hit


class Vote(NamedTuple):
    """What a candidate is: a record of `kind` and `metric`; NOTHING for no record."""

    kind: str
    metric: str


NOTHING = Vote("none", "")
Function = Callable[[Candidate], Vote | None]
FUNCTIONS: dict[str, Function] = {}
# How much a vote counts in the plain majority: a word beside the number says more than the heading above it. Not learned.
STRENGTH: dict[str, float] = {}


def labelling(strength: float = 1.0) -> Callable[[Function], Function]:
    """Register a labelling function under its own name."""

    def register(function: Function) -> Function:
        FUNCTIONS[function.__name__] = function
        STRENGTH[function.__name__] = strength
        return function

    return register


@cache
def any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)) or r"(?!)")


def listed(c: Candidate, name: str) -> re.Pattern[str]:
    return any_of(tuple(c.scene.lexicon.words[name]))


_RATE = re.compile(r"全文电子化|电子化率")


def kind_of(c: Candidate) -> str:
    """stated, change or share, from the form of the words alone."""
    text, up_down = c.scene.text, c.scene.lexicon.words["change_words"]
    changes = any_of((*up_down["up"], *up_down["down"]))
    percent = "%" in c.words or "百分" in c.words or c.unit in ("%", "个百分点", "百分点")
    near = text[max(c.sentence[0], c.start - 7) : c.start]
    last = None
    for match in changes.finditer(near):
        last = match
    if last and len(near) - last.end() <= 2 and not re.search(r"增(加|至|长)?(至|到|为)|[至到为]$", near[last.start() :]):
        compared = re.search(r"同比|环比|比|较|上年|去年|增长|下降|减少|净增|升|降", text[c.sentence[0] : c.start])
        if percent or (compared and last.group() not in ("多", "少", "新增加")) or re.search(r"[比较].{0,12}$", near):
            return "change"
    if c.unit == "倍":
        return "change"
    if percent:
        return "stated" if _RATE.search(text, max(c.sentence[0], c.start - 16), c.start) else "share"
    return "stated"


def number(c: Candidate, start: int, end: int) -> Vote | None:
    if c.quantity is None:
        return None
    kind = kind_of(c)
    hit = c.scene.best(start, end, c.unit if kind == "stated" or c.unit not in ("%", "倍", "个百分点") else None)
    return Vote(kind, hit.entry.metric) if hit else None


def own_word(c: Candidate) -> bool:
    """A metric's word stands beside the number; what is said further away is then about something else."""
    unit = c.unit if kind_of(c) == "stated" else None
    return c.scene.best(c.clause_start, c.start, unit) is not None or c.scene.best(c.end, min(c.after_end, c.end + 10), unit) is not None


def explicit(hit: Hit | None) -> bool:
    """A word that names one metric by itself, not one that only its topic makes a metric."""
    return hit is not None and hit.entry.metric != "other" and (hit.entry.rank >= 1 or hit.entry.topic is None)


def at_total(c: Candidate) -> bool:
    """A word of the total stands right at the number: 累计1876条, 新增121条."""
    hit = c.scene.best(c.clause_start, c.start, c.unit)
    return hit is not None and hit.entry.metric == "disclosure.total" and c.start - hit.end <= 2
