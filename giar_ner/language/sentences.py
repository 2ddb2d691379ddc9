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
    """A heading `[start, end)` with its mark, up to its first comma, colon or sentence break; level 1 is the highest, 5 has no number.

    A level is a numbering style and not a depth: a report that starts with （一） has only headings of level 2 and below.
    """

    start: int
    end: int
    level: int


_N = "[一二三四五六七八九十]"
_HAN = r"[\u3400-\u9fff]"
# Marks by numbering style, highest level first.
_STYLES = (
    (
        rf"第[ \t]*(?:{_N}|[0-9]){{1,3}}[ \t]*(?:部分|章|编|篇)|第{_N}{{1,2}}(?=[、， ])",
        rf"{_N}{{1,3}}[ \t]*[、.．，]|{_N}{{1,3}}(?=[ \t\u3000]+{_HAN})",
        rf"附[件表]?[ \t]*(?:{_N}{{1,2}}|[0-9]{{1,2}})?[ \t]*(?=[：\n（])|附[件表](?=[ ])",
        r"[壹贰叁肆伍陆柒捌玖拾]{1,2}[、. ]|[甲乙丙丁戊己庚辛][、.]|[Ⅰ-Ⅻⅰ-ⅻ][、. ]|—、|[A-H][.、 ](?=[\u3400-\u9fff])",
        r"【(?=[^】\n]{1,20}】)|〔(?=[^〕\n0-9]{1,20}〕)|[◆■●▲★◎□▶]",
    ),
    (rf"[（(][ \t]*{_N}{{1,3}}[ \t]*[）)]|[㈠-㈩]|第[ \t]*{_N}{{1,3}}节",),
    (
        r"[0-9]{1,2}[ \t]*[、.．](?:(?![0-9])|(?=(?:19|20)[0-9]{2}年))|[0-9]{1,2}\.[0-9]{1,2}(?=[ \t\u3400-\u9fff])",
        rf"[0-9]{{1,2}}(?=[ \u3000]{_HAN}{{2,14}}[ \t\r]{{0,9}}(?:\n|$))",
    ),
    (r"[（(][ \t]*[0-9]{1,2}[ \t]*[）)]|[⑴-⒇①-⑳⒈-⒛]|[0-9]{1,2}[）)]",),
)
_MARKS = "|".join(f"(?P<s{level}>{'|'.join(marks)})" for level, marks in enumerate(_STYLES, 1))
_LINE = re.compile(rf"^[ \t\u3000]{{0,40}}(?:{_MARKS})[^\n。；;！？!?，,：:]{{0,40}}", re.M)
# In a report on one line: 一、 and （一） after a sentence break or a space.
_INNER = re.compile(
    rf"(?<=[。；！？ \u3000\t])(?:(?P<s1>{_N}{{1,3}}、)|(?P<s2>[（(]{_N}{{1,3}}[）)]|[㈠-㈩]))"
    rf"{_HAN}[^\n。；;！？!?，,：:（(]{{1,30}}"
)
_TITLE_WORDS = (
    "概述|概况|总体|情况|公开|申请|收费|减免|复议|诉讼|问题|不足|措施|改进|打算|事项|组织|制度|机构|平台|"
    "渠道|解读|回应|监督|保障|附表|附件|说明|工作|建设|统计"
)
# A short line without digits or closing punctuation that uses a heading's words.
_PLAIN = re.compile(
    rf"^[ \t\u3000]{{0,40}}(?=[^\n]{{0,24}}?(?:{_TITLE_WORDS}))(?:{_HAN}|[、（）“”《》 \u3000]){{2,24}}"
    r"[:：]?[ \t\u3000\r]{0,40}$",
    re.M,
)


def headings(text: str) -> list[Heading]:
    """The headings of `text` in order, without overlaps: numbered ones at a line start or after a sentence, and short plain lines."""
    found: dict[int, Heading] = {}
    for pattern in (_LINE, _INNER, _PLAIN):
        for match in pattern.finditer(text):
            words = match.group().strip()
            start = match.start() + match.group().find(words)
            words = words.split("  ")[0]  # text that follows on the same line
            level = int((match.lastgroup or "s5")[1:])
            found.setdefault(start, Heading(start, start + len(words), level))
    out: list[Heading] = []
    for heading in sorted(found.values(), key=lambda h: h.start):
        if heading.end > heading.start and (not out or heading.start >= out[-1].end):
            out.append(heading)
    return out


def heading_path(headings: list[Heading], position: int) -> list[Heading]:
    """The headings that enclose `position`, highest first: the nearest one before it, then the nearest of each higher level before that."""
    path: list[Heading] = []
    for i in range(bisect_right(headings, position, key=lambda h: h.start) - 1, -1, -1):
        heading = headings[i]
        if not path or heading.level < path[-1].level:
            path.append(heading)
            if heading.level <= 1:
                break
    return path[::-1]
