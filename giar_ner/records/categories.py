"""The words of the class that a figure counts: 机构职能类 in `其中机构职能类3条，占5%`. Only for the metric that counts by class."""

from __future__ import annotations

import re
from collections.abc import Sequence

from giar_ner.records.context import Place
from giar_ner.records.phrases import Offsets, noun_before
from giar_ner.tagging.spans import TaggedSpan

METRIC = "disclosure.category"

# The class is the one of the figure before: `…类21条，2011年新增14条`, `…类9条，占5%`.
_SAME = re.compile(r"^[\s，,、（(]*(?:\d{4}年|本年度?|今年|年内|当年|全年)?(?:新增|新发布|新公开)$")
_SHARE = re.compile(
    r"^[\s，,、（(^]*(?:约|大约|分别|各)?(?:[（(]约?$|占|佔|比例|比重|同比|比上年|较上年|比去年|较去年|增|减|多|少|环比|上升|下降)"
)


def categories(normal: str, spans: Sequence[TaggedSpan], places: Sequence[Place]) -> list[Offsets | None]:
    """For every span the offsets of its class's words, or None. A share or change takes the class of the figure before it."""
    out: list[Offsets | None] = []
    for span, place in zip(spans, places, strict=True):
        found: Offsets | None = None
        if span.metric == METRIC:
            before = out[place.previous] if place.previous is not None else None
            words = place.before(normal)
            if before and (_SHARE.match(words) if span.kind in ("share", "change") else _SAME.match(words)):
                found = before
            elif span.kind == "zero_statement":
                found = place.start, place.end
            else:
                found = noun_before(normal, place.gap, place.start)
        out.append(found)
    return out
