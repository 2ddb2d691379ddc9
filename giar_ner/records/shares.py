"""Figures that count the same thing as another, whatever a classifier makes of them: its share, and the parts that a class is split into."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from giar_ner.ontology import OTHER
from giar_ner.records.context import Place, number
from giar_ner.tagging.spans import TaggedSpan

_OF_IT = re.compile(
    r"[\s，（]*(?:约|大约)?占(?:比|到|了|去)?(?:[^，。；、\d（）]{0,10}?(?:总数|总量|全部|全年|比例|比重|总体)[^，。；、\d（）]{0,6})?(?:的|为|约|达|是)*"
)


_CLASSES = "disclosure.category"
_SPLIT = re.compile(r"[，：（]?其中[，：]?|[，：（](?:包括|分别是|分为|含)|：")
_NEXT = re.compile(r"[，、；和及]|以及")
_MOST = 40  # parts of a list
_LIST = re.compile("(?:清单|目录|权力|职权)(?:事项)?[^，。；]{0,4}$")


def whole_of_share(normal: str, spans: Sequence[TaggedSpan], places: Sequence[Place]) -> dict[int, int]:
    """By the index of a share that of the figure that it is of, 已答复69件，占24%; of a part of a class, that of the class."""
    return _wholes_of_parts(normal, spans, places) | {
        i: i - 1
        for i, (span, place) in enumerate(zip(spans, places, strict=True))
        if span.kind == "share"
        and place.previous == i - 1
        and spans[i - 1].kind == "stated"
        and _OF_IT.fullmatch(normal, place.gap, place.start)
    }


def _wholes_of_parts(normal: str, spans: Sequence[TaggedSpan], places: Sequence[Place]) -> dict[int, int]:
    """公开权力清单31项，其中处罚17项、检查14项: parts that add up to a published list and are read as other work are published too."""
    out: dict[int, int] = {}
    for whole, span in enumerate(spans):
        if (span.metric, span.kind) != (_CLASSES, "stated") or not _LIST.search(places[whole].before(normal)):
            continue
        parts: list[int] = []
        sum_of = 0.0
        for k in range(whole + 1, min(len(spans), whole + 1 + _MOST)):
            hinge = (_NEXT if parts else _SPLIT).match(normal, spans[k - 1].end, spans[k].start)
            if not hinge or places[k].previous != k - 1 or spans[k].kind != "stated" or spans[k].metric not in (_CLASSES, OTHER):
                break
            parts.append(k)
            sum_of += number(normal, spans[k]) or 0
        if len(parts) > 1 and sum_of == number(normal, span):
            out |= {k: whole for k in parts if spans[k].metric == OTHER and normal[spans[k].end - 1] == normal[span.end - 1]}
    return out


def with_metric_of_whole(spans: Sequence[TaggedSpan], wholes: dict[int, int]) -> list[TaggedSpan]:
    """The spans, each share and each part of a class with the metric of its figure."""
    return [replace(span, metric=spans[wholes[i]].metric) if i in wholes else span for i, span in enumerate(spans)]
