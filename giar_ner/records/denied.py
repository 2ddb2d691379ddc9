"""The words of a zero statement: the name of what did not occur, as the guide marks it.

Without the verb that only says that it would have (发生, 提起), without 情况 and the negation itself; with the verb that tells what one did with
it (收到, 收取) where that stands right before it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from giar_ner.tagging.spans import TaggedSpan

_DISPUTE = r"(?:行政)?(?:复议|诉讼)"
_OCCURS = re.compile(
    r"向(?:任何)?(?:申请人|群众|公民|个人|人)(?=收)|(?:政府|政务)?信息公开的?(?=收费)|"
    rf"(?:发生|产生|出现|提起|召开)过?(?=[^的].)|被?(?:(?:提起|提出|申请)过?)?(?={_DISPUTE})|被(?=举报|投诉|申诉)",
    re.S,
)
_DENIES = re.compile(r"(?:无人?|没有人?|零)(?=申请|收|减|公开|投诉|举报|申诉|行政|复议|诉讼|接到|受理)")
_CASE = re.compile(r"(?<=..)的?情况$|(?<=减免)事项$|(?<=收费)事项$", re.S)
_CUT_SHORT = re.compile(r"案$")  # 申诉案件 is marked 申诉, 复议案 as it stands
_ITEM = re.compile(r"(?<!依)申请$")  # 申请件
_REACH = 8
_RECEIVES = re.compile(r"(?:接?收到|接到|受理)过?$")
_TAKES = re.compile(r"收取过?(?:任何)?$")
_VERB = re.compile(r"收|接到|受理|征收|要")
_BY_FAMILY = {
    "fees": _TAKES,
    "charges": _TAKES,
    "applications": _RECEIVES,
    "complaints": _RECEIVES,
    "appeals": _RECEIVES,
    "review": _RECEIVES,
    "litigation": _RECEIVES,
}


def name_alone(normal: str, span: TaggedSpan) -> TaggedSpan:
    """没有[发生收费], 未[提起行政诉讼], 被[申请行政复议], [无申请], 无[减免情况]: the guide marks the noun. 收到 and 收取 are part of the name."""
    if span.kind != "zero_statement":
        return span
    denial = _DENIES.match(normal, span.start, span.end)
    start = denial.end() if denial else span.start
    verb = _OCCURS.match(normal, start, span.end)
    start = verb.end() if verb else start
    case = _CASE.search(normal[start : span.end])
    end = start + case.start() if case else _whole_words(normal, start, span)
    return replace(span, start=_with_verb(normal, start, end, span.metric), end=end)


def _whole_words(normal: str, start: int, span: TaggedSpan) -> int:
    """Where a name from `start` ends that the span cuts in a word."""
    if not normal.startswith("件", span.end):
        return span.end
    if _CUT_SHORT.search(normal, start + 1, span.end):
        return span.end - 1
    return span.end + (span.metric.startswith("applications.") and _ITEM.search(normal, start, span.end) is not None)


def _with_verb(normal: str, start: int, end: int, metric: str) -> int:
    """Where the name `[start, end)` starts with the verb right before it: 未收取任何[费用]."""
    pattern = _BY_FAMILY.get(metric.partition(".")[0])
    if normal.startswith("接收到", start - 1):
        return start - 1
    if pattern is None or _VERB.match(normal, start, end):
        return start
    verb = pattern.search(normal, max(0, start - _REACH), start)
    return verb.start() if verb else start
