"""White space and line joins that every reader shares: a line as it is shown, and lines that are one paragraph or one cell."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ZERO_WIDTH = re.compile("[\u200b\u200c\u2060\ufeff\u00ad]")
_SPACE = re.compile(r"\s+")  # also no-break and full-width spaces
CJK = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff“”‘’…—]")


def collapse(text: str) -> str:
    """A line's white space as it is shown: one space for a run, none for a line end in the source between Chinese characters."""
    text = _ZERO_WIDTH.sub("", text)
    parts: list[str] = []
    last = 0
    for run in _SPACE.finditer(text):
        before, after = text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1]
        wrapped = "\n" in run.group() and run.group().strip(" \t\r\n\f") == "" and CJK.match(before) and CJK.match(after)
        parts += (text[last : run.start()], "" if wrapped else " ")
        last = run.end()
    return "".join([*parts, text[last:]]).strip()


def one_line(lines: Iterable[str]) -> str:
    """The lines of a cell as one: joined by a space, between Chinese characters by nothing, because heads are broken inside words."""
    joined: list[str] = []
    last = ""
    for line in lines:
        if line:
            joined += ("" if not last or (CJK.match(last) and CJK.match(line)) else " ", line)
            last = line[-1]
    return "".join(joined)
