"""The words of a zero statement: the name of what did not occur, without the verb that only says that it would have, and without 情况."""

from __future__ import annotations

import re
from dataclasses import replace

from giar_ner.tagging.spans import TaggedSpan

_OCCURS = re.compile(r"(?:发生|提起|召开)过?(?=[^的].)", re.S)
_CASE = re.compile(r"(?<=..)的?情况$", re.S)


def name_alone(normal: str, span: TaggedSpan) -> TaggedSpan:
    """没有[发生收费], 未[提起行政诉讼], 无[减免情况]: the guide marks the noun. 收到 and 收取 are part of the name, and stay."""
    if span.kind != "zero_statement":
        return span
    verb = _OCCURS.match(normal, span.start, span.end)
    start = verb.end() if verb else span.start
    case = _CASE.search(normal[start : span.end])
    return replace(span, start=start, end=start + case.start() if case else span.end)
