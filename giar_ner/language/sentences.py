"""Sentences that tile a text, and its headings with their levels."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

_BREAK = re.compile(r"[。；;！？!?\n]")


def sentences(text: str) -> list[tuple[int, int]]:
    """Half-open ranges that tile `text`; each ends after `。；;！？!?` or a line break, the last one at the end of the text."""
    ends = [match.end() for match in _BREAK.finditer(text)]
    if text and (not ends or ends[-1] < len(text)):
        ends.append(len(text))
    return list(zip([0, *ends], ends, strict=False))


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading `[start, end)`; level 1 is the highest. A title has level 0, an unnumbered heading the level 5."""

    start: int
    end: int
    level: int


_CHINESE = "一二三四五六七八九十"
# Marks by numbering style, highest level first. A level is a style, not a depth: a report that starts with （一） has only level-2 headings.
_STYLES = (
    (1, rf"第[ \t]*[{_CHINESE}0-9]{{1,3}}[ \t]*(?:部分|章|编|篇)"),
    (1, rf"[{_CHINESE}]{{1,3}}[ \t]*[、.．，]|[{_CHINESE}]{{1,3}}(?=[ \t\u3000]+[\u4e00-\u9fff])|[壹贰叁肆伍陆柒捌玖拾]{{1,2}}[、.．]"),
    (2, rf"[（(][ \t]*[{_CHINESE}]{{1,3}}[ \t]*[）)]|[㈠-㈩]|第[ \t]*[{_CHINESE}]{{1,3}}节"),
    (3, r"[0-9]{1,2}[ \t]*[、.．](?![0-9])|[0-9]{1,2}[ \t]*[、.．](?=(?:19|20)[0-9]{2}年)|[0-9]{1,2}\.[0-9]{1,2}(?=[ \t\u4e00-\u9fff])"),
    (4, r"[（(][ \t]*[0-9]{1,2}[ \t]*[）)]|[⑴-⒇①-⑳⒈-⒛]|[0-9]{1,2}[）)]"),
)
_MARK = "|".join(f"(?P<s{i}>{mark})" for i, (_, mark) in enumerate(_STYLES))
# What a heading may hold after its mark: no sentence break; a numbered paragraph's heading ends at its first break or after 40 characters.
_LINE = re.compile(rf"^[ \t\u3000]*(?:{_MARK})[^\n。；;！？!?]{{0,40}}", re.M)
# In a report on one line: 一、 and （一） after a sentence break or a space.
_INNER = re.compile(
    rf"(?<=[。；！？ \u3000\t])(?:(?P<s0>{_STYLES[0][1]})|(?P<s1>[{_CHINESE}]{{1,3}}、)|(?P<s2>[（(][{_CHINESE}]{{1,3}}[）)]|[㈠-㈩]))"
    r"[^\n。；;！？!?，,：:（(]{2,30}"
)
_TITLE_WORDS = "概述|概况|总体|情况|公开|申请|收费|减免|复议|诉讼|问题|措施|改进|打算|事项|组织|制度|机构|平台|渠道|解读|回应|监督|保障|附表|附件|附：|说明|工作|建设|统计"
# A short line without closing punctuation or digits that uses a heading's words.
_PLAIN = re.compile(rf"^[ \t\u3000]*(?=[^\n]{{2,24}}$)(?=[^\n]*(?:{_TITLE_WORDS}))[\u4e00-\u9fff、（）“”《》 \u3000]{{2,24}}[:：]?[ \t\u3000\r]*$", re.M)


def headings(text: str) -> list[Heading]:
    """The headings of `text` in order, without overlaps: numbered ones at a line start or, in a report on one line, after a sentence; short plain lines."""
    found: dict[int, Heading] = {}
    for pattern in (_LINE, _INNER):
        for match in pattern.finditer(text):
            level = next((level for i, (level, _) in enumerate(_STYLES) if match.groupdict().get(f"s{i}")), 5)
            start = match.end() - len(match.group().lstrip(" \t\u3000"))
            found.setdefault(start, Heading(start, start + len(match.group().strip()), level))
    for match in _PLAIN.finditer(text):
        start = match.end() - len(match.group().lstrip(" \t\u3000"))
        found.setdefault(start, Heading(start, start + len(match.group().strip()), 5))
    out: list[Heading] = []
    for heading in sorted(found.values(), key=lambda h: h.start):
        if heading.end > heading.start and (not out or heading.start >= out[-1].end):
            out.append(heading)
    return out


def heading_path(headings: list[Heading], position: int) -> list[Heading]:
    """The headings that enclose `position`, highest first: the nearest one before it, then the nearest of each higher level before that."""
    path: list[Heading] = []
    for heading in reversed(headings[: bisect_right(headings, position, key=lambda h: h.start)]):
        if not path or heading.level < path[-1].level:
            path.append(heading)
            if heading.level <= 1:
                break
    return path[::-1]
