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

# A share behind an explanation, `…类16条，主要为领导信息等，占17.8%`: what follows the last comma names no class, so it is the figure's before.
_TRAILING = re.compile(
    r"^(?![\s]*[是为系]).*[，（(]\s*(?:约|大约|各|共|合计)?(?:所占|总体占|占|比例|比重|(?:公开|公示|公告)率)[^，、（）()]*$"
)

_ANOTHER = re.compile(r"其次|再次|另外|[，；][^，；]*(?:类|信息)(?=[，；（])")  # another class has been named since


def categories(normal: str, spans: Sequence[TaggedSpan], places: Sequence[Place]) -> list[Offsets | None]:
    """For every span the offsets of its class's words, or None. A share or change takes the class of the figure before it."""
    out: list[Offsets | None] = []
    for span, place in zip(spans, places, strict=True):
        found: Offsets | None = None
        if span.metric == METRIC:
            if place.previous is not None and _follows(span.kind, spans[place.previous].kind, place.before(normal)):
                found = out[place.previous]
            if not found:
                found = (place.start, place.end) if span.kind == "zero_statement" else noun_before(normal, place.gap, place.start)
        out.append(found)
    return out


def _follows(kind: str, earlier: str, words: str) -> bool:
    """Whether the words between a figure (of kind `earlier`) and the next say that both are of one class."""
    if kind == "share" and earlier != "share" and _TRAILING.search(words) and not _ANOTHER.search(words):
        return True
    return bool(_SHARE.match(words) if kind in ("share", "change") else _SAME.match(words))
