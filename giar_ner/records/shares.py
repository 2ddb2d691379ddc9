"""Whose share a share is, where nothing but 占 stands between it and a figure: both count the same thing, whatever a classifier makes of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from giar_ner.records.context import Place
from giar_ner.tagging.spans import TaggedSpan

_OF_IT = re.compile(
    r"[\s，（]*(?:约|大约)?占(?:比|到|了|去)?(?:[^，。；、\d（）]{0,10}?(?:总数|总量|全部|全年|比例|比重|总体)[^，。；、\d（）]{0,6})?(?:的|为|约|达|是)*"
)


def whole_of_share(normal: str, spans: Sequence[TaggedSpan], places: Sequence[Place]) -> dict[int, int]:
    """By the index of a share that of the figure that it is of: 已答复69件，占24%."""
    return {
        i: i - 1
        for i, (span, place) in enumerate(zip(spans, places, strict=True))
        if span.kind == "share"
        and place.previous == i - 1
        and spans[i - 1].kind == "stated"
        and _OF_IT.fullmatch(normal, place.gap, place.start)
    }


def with_metric_of_whole(spans: Sequence[TaggedSpan], wholes: dict[int, int]) -> list[TaggedSpan]:
    """The spans, each share with the metric of its figure."""
    return [replace(span, metric=spans[wholes[i]].metric) if i in wholes else span for i, span in enumerate(spans)]
