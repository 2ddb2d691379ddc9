"""Whose figure it is, where the words say so: 市本级 in `全市12件，其中市本级3件`.

A body's name alone is no scope: `我局收到申请3件` in that office's report is the report's own figure, and so is the whole (全市). A word
for a level or a part counts only where the same metric is given for another body too; a row of a split by body always names its body.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from giar_ner.records.context import Place
from giar_ner.records.phrases import Offsets, noun_before
from giar_ner.tagging.spans import TaggedSpan

TOTAL, SUBORDINATE = "disclosure.total", "disclosure.subordinate"

_AREA = "省|市|县|区|州|旗|镇|乡|街道|盟"
_WHOLE = rf"全(?:{_AREA}|系统|辖|院|校|局)"
_PART = (
    rf"(?:{_AREA}|厅|局|委|管委会)(?:人民)?(?:政府)?(?:本级|机关本级|机关)(?!事务)"
    rf"|(?:{_AREA})(?:直属?|级)(?:各?部门|机关|各?单位|层面)?(?!医院)"
    r"|(?:省|市|州|总|厅)局(?:机关)?"
    r"|(?:省|市|县|区|州)(?:人民)?政府(?:及?其?办公[厅室]|及(?:省|市|县|区)政府办公[厅室]|办公[厅室])?(?![\u4e00-\u9fff]{0,2}(?:网|门户|公报|信息|法制|新闻|常务|令|文件|规章|部门))"
    r"|各?(?:乡镇|镇街|街镇|县区|区县|市县|县市区|市县区|市州|部门|委办局|所属单位|直属单位|县（市、区）|乡镇（街道）|镇（街道）)(?:一级|层面)?"
    r"|各(?:分局|支局|二级单位)"
)
_BODY = re.compile(rf"(?P<whole>{_WHOLE})|{_PART}")
_HEAD = re.compile(
    r"^(?:[\s。、（“]|其中|而|由|经|另外?|同期|包括|即|以及|和|及|仅|\d{4}年度?|本?年度?内?|全年|一年来?|今年|截至[^，]{0,12}|共)+"
)
_SEGMENT = re.compile(r"[，：（）\n、]")
_VERB = re.compile(
    r"(?:自行|另行|自身|主动|共|分别|全年|合计|占|以|仅)+$|(?:自行|另行|主动|共|全年)?(?:公布|披露|提供|上报|报来).*$"
    r"|(?:主动|年内|全年|累计|共)*(?:公开|发布)(?:各类)?(?:政府|政务)?信息$"
)

# 县（市、区）, 镇（街道）及部门: the brackets belong to the name.
_SEVERAL = re.compile(
    r"(各?[县市区镇乡村州街道]{1,3}（[^（）]{1,6}）(?:政府|及其?部门|部门|级|局)?)(?:共|合计|主动|自行)*(?:公开|发布|占|为|有)?$"
)
# A figure of a body's part by subject or channel: its noun names what is published, not who publishes.
_THING = re.compile(
    r"(?:信息|公示|平台|网页|网站|栏|号|公告|数据|情况|事务|村务|党务|财务|指南|文件|月报|通告|名单|张贴|更新|最多|最少|由上年|不足)$"
)

_WAY = re.compile("通过|利用|依托")  # how, not who


def scopes(normal: str, spans: Sequence[TaggedSpan], places: Sequence[Place]) -> list[Offsets | None]:
    """For every span the offsets of the words that name whose figure it is, or None."""
    bodies = [_body(normal, place) if _counts(span) else None for span, place in zip(spans, places, strict=True)]
    words: defaultdict[str, set[str]] = defaultdict(set)
    for span, body in zip(spans, bodies, strict=True):
        if body:
            words[_counted(span.metric)].add(body[0])
    out: list[Offsets | None] = []
    for span, place, body in zip(spans, places, bodies, strict=True):
        if span.metric == SUBORDINATE:
            out.append(_row(normal, span, place, out))
        else:
            out.append(body[1] if body and body[1] and len(words[_counted(span.metric)]) > 1 else None)
    return out


def _counted(metric: str) -> str:
    """What a split by body divides: its rows may be read as parts of the whole or as the whole of a part."""
    return TOTAL if metric == SUBORDINATE else metric


def _counts(span: TaggedSpan) -> bool:
    return span.kind in ("stated", "zero_statement") and span.metric != "other"


def _body(normal: str, place: Place) -> tuple[str, Offsets | None] | None:
    """The body that the last part of the words before the span begins with, and its offsets; no offsets for the whole (全市)."""
    starts = [place.gap, *(m.end() for m in _SEGMENT.finditer(normal, place.gap, place.start))]
    for start in reversed(starts):
        if head := _HEAD.match(normal[start : place.start]):
            start += head.end()
        if m := _BODY.match(normal, start, place.start):
            return m.group(), None if m["whole"] else m.span()
    return None


def _row(normal: str, span: TaggedSpan, place: Place, earlier: Sequence[Offsets | None]) -> Offsets | None:
    """The body of a row of a split by body; a share or a change is its figure's."""
    if span.kind in ("share", "change"):
        return earlier[place.previous] if place.previous is not None else None
    if span.kind == "zero_statement":
        return None
    if several := _SEVERAL.search(normal, place.gap, place.start):
        return several.span(1)
    if not (found := noun_before(normal, place.gap, place.start)):
        return None
    start, end = found
    if verb := _VERB.search(normal[start:end]):
        end = start + verb.start()
    return (start, end) if end - start > 1 and not _WAY.match(normal, start) and not _THING.search(normal[start:end]) else None
