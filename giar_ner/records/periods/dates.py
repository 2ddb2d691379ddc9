"""Dates whose parts blanks keep apart, as in text from PDF and Word files: 2022 年 12 月 31 日."""

from __future__ import annotations

import re
from collections.abc import Sequence

from giar_ner.tagging.spans import TaggedSpan

_BLANKS = r"[ \t\u3000\xa0]*+"
_UNIT = rf"(?:(?:19|20)\d\d{_BLANKS}年度?|(?:1[0-2]|[1-9]){_BLANKS}月份?|\d{{1,2}}{_BLANKS}日)"
_DATE = re.compile(
    rf"(?<![ \t\u3000\xa0]){_BLANKS}(?<![\d.,]){_UNIT}(?:{_BLANKS}[—\-–~至到]{{0,2}}{_BLANKS}{_UNIT})*{_BLANKS}[，：（]?{_BLANKS}"
)
_BLANK = re.compile(r"[ \t\u3000\xa0]+")


def closed_up(normal: str, spans: Sequence[TaggedSpan]) -> str:
    """The text with the blanks in and around its dates behind them and what parts them from the next words: no offset of a span moves."""
    ends = sorted((span.start, span.end) for span in spans)
    parts, last, k = [], 0, 0
    for m in _DATE.finditer(normal):
        blanks = "".join(_BLANK.findall(m.group()))
        while k < len(ends) and ends[k][1] <= m.start():
            k += 1
        if not blanks or (k < len(ends) and ends[k][0] < m.end()):
            continue
        parts += [normal[last : m.start()], _BLANK.sub("", m.group()), blanks]
        last = m.end()
    return "".join([*parts, normal[last:]])
