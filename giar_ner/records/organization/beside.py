"""An office that stands alone beside the title of its report."""

from __future__ import annotations

import re

from giar_ner.records.organization.names import NO_OFFICE, OFFICE, OPENING, WITH_BRACKET
from giar_ner.records.titles import Title

_LINES_BESIDE = 2  # how far from the title an office may stand alone; a date may stand between
_LINE = re.compile(r"[^\n]+")
_ALONE_BESIDE = re.compile(rf"[\s|｜]*[（(【]?(?P<office>{WITH_BRACKET})[）)】]?[\s|｜]*")
_BETWEEN = re.compile(
    r"[\s|｜]*(?:[（(]?[\d年月日号：:\-/. 度]+[）)]?|(?:发布|公开|成文|来源|索引|文号|浏览|字号|编号|责任)[^\n]*)[\s|｜]*"
)
_BEHIND_TITLE = re.compile(rf"(?:[ \t\u3000]*（|[ \t\u3000]+)(?P<office>{OFFICE})(?:）|[ \t\u3000]*$)", re.M)


def beside(normal: str, title: Title) -> tuple[int, int] | None:
    """Where an office stands alone beside the title: in brackets behind it, or on a line of its own below or above."""
    behind = _BEHIND_TITLE.match(normal, title.end)
    if behind and not NO_OFFICE.search(behind["office"]):
        return behind.span("office")
    lines = [m.span() for m in _LINE.finditer(normal[: title.end + OPENING]) if m.group().strip()]
    below = [span for span in lines if span[0] > title.end]
    above = [span for span in lines if span[1] <= title.start][::-1]
    for side in (below, above):
        for span in side[:_LINES_BESIDE]:
            alone = _ALONE_BESIDE.fullmatch(normal, *span)
            if alone and not NO_OFFICE.search(alone["office"]):
                return alone.span("office")
            if not _BETWEEN.fullmatch(normal, *span):
                break
    return None
