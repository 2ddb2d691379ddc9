"""Where a part of a report can start: line starts, sentence starts and numbered headings, with what their numbering says.

A text is cut into atoms at these places; the segmenter gives each atom a section type. The layout of a report is read here once (numbering
level and ordinal, parent and sibling headings, the shape of the line), so that the model only has to weigh it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

_CJK = "一二三四五六七八九十"
# Numbering from the outermost level inwards. `item` (一是, 首先) counts sentences, not parts.
_MARKER = re.compile(
    rf"(?P<part>第[{_CJK}百]{{1,3}}(?:部分|章|部|、|，))"
    rf"|(?P<chapter>[{_CJK}]{{1,3}}[\s]*[、.．，,：:]|[{_CJK}]{{1,3}}(?=[ \t\u3000]+\S))"
    rf"|(?P<clause>[（(][\s]*[{_CJK}]{{1,3}}[\s]*[)）]、?|[㈠-㈩])"
    r"|(?P<number>\d{1,2}[\s]*[、.．](?!\d)|\d{1,2}(?=[ \t\u3000]+\D))"
    r"|(?P<bracket>[（(][\s]*\d{1,2}[\s]*[)）]|[①-⑳⑴-⒇])"
    rf"|(?P<item>[{_CJK}][是要]|首先|其次|再次|最后|第[{_CJK}])"
)
LEVELS = ("", "part", "chapter", "clause", "number", "bracket", "item")
_LEVEL = {name: i for i, name in enumerate(LEVELS)}
_DEEPEST = _LEVEL["bracket"]
_NUMERAL = re.compile(rf"[{_CJK}]+|\d+|[㈠-㈩]")

# The start of a line of more than one character (with its indentation), a sentence start, a run of blanks before a numbering, a chapter number
# in running text.
_TOPIC = (
    "概|总|基本|主动|依|信息|政府信|申请|收费|费用|检索|复议|行政复|行政诉|因|存在|主要|问题|工作|改进|其他|其它|需要|附|组织|重点|下"
    "|监督|政务|平台|回应|政策|机构"
)
_OPENING = "根据|依据|依照|遵照|按照|照|按|本报告|本年报|本年度|引言|现将|打印|关闭|扫一扫|上一篇|附表|附件"
_STARTS = re.compile(
    r"(?:^|(?<=[\n\r]))(?=[^\S\r\n]*\S[^\n\r]*\S)"
    r"|(?<=[。；！？;!?])[”’」』）)】]*[ \t\u3000]*(?=[^\s”’」』）)】。；！？;!?])"
    rf"|(?<=[ \t\u3000])(?=第[{_CJK}]{{1,3}}(?:部分|章)|[{_CJK}]{{1,3}}[、.．，,： \u3000]|[（(][{_CJK}]{{1,3}}[)）])"
    r"|(?<=[ \t\u3000])(?=[㈠-㈩]|\d{1,2}[、.．])"
    rf"|(?<=[ \t\u3000])(?=[{_CJK}]{{1,2}}[^\x00-\u4dff{_CJK}]|{_OPENING})"
    r"|(?<=[^\s、.．])[ \t\u3000]{2,}(?=\S)"
    rf"|(?<![{_CJK}第\s、])(?=[{_CJK}]{{1,2}}、(?:{_TOPIC}))"
    rf"|(?<![{_CJK}第\s、（(])(?=[{_CJK}](?:主动公开|依申请|概述|收费|复议|行政复议|存在问题|主要问题|其他需要))"
)
_HEADING_END = re.compile(r"[。；：:;！？\n\r]|[ \t\u3000]{2,}|(?<=情况)[ \u3000]|$")
_MAX_HEADING = 40


@dataclass
class Candidates:
    """Arrays with one entry per atom; atom i is `text[start[i] : end[i]]`, and they tile the text. Indices of others: -1 for none."""

    start: np.ndarray
    end: np.ndarray
    head: np.ndarray  # first character after indentation and numbering
    head_end: np.ndarray  # where the heading, or the first clause, ends
    level: np.ndarray  # index into LEVELS
    ordinal: np.ndarray  # 一 is 1; 0 without numbering
    rank: np.ndarray  # the level among those that the document uses: 0 is the outermost; 7 without numbering
    parent: np.ndarray
    previous: np.ndarray  # the heading of the same level before, under the same parent
    following: np.ndarray  # ... and after
    top_before: np.ndarray  # how many headings of rank 0 stand before
    line: np.ndarray  # 1 at a line start, 2 after a blank line
    line_length: np.ndarray  # characters from here to the end of the line
    stops: np.ndarray  # 1 where a full stop stands on that line
    heading: list[tuple[int, int]]  # the heading line's span, empty where the atom starts without one

    def __len__(self) -> int:
        return len(self.start)


def candidates(text: str) -> Candidates:
    """The atoms of `text`, which is not empty."""
    starts = sorted({0, *(m.end() for m in _STARTS.finditer(text))} - {len(text)} or {0})
    n = len(starts)
    ends = [*starts[1:], len(text)]
    head, head_end, level, ordinal, line, length, stops = ([0] * n for _ in range(7))
    spans = [(0, 0)] * n
    line_end = stop_at = -1
    for i, (a, b) in enumerate(zip(starts, ends, strict=True)):
        first = a
        while first < b and text[first].isspace():
            first += 1
        marker = _MARKER.match(text, first, min(b, first + 12))
        head[i] = first
        if marker:
            level[i] = _LEVEL[str(marker.lastgroup)]
            ordinal[i] = _ordinal(marker.group())
            head[i] = marker.end()
            while head[i] < b and text[head[i]].isspace():
                head[i] += 1
        if line_end < first:
            newline = text.find("\n", first)
            line_end = newline if newline >= 0 else len(text)
        if stop_at < first:
            full_stop = text.find("。", first)
            stop_at = full_stop if full_stop >= 0 else len(text)
        stop = _HEADING_END.search(text, head[i], min(b, head[i] + _MAX_HEADING))
        head_end[i] = stop.start() if stop else min(b, head[i] + _MAX_HEADING)
        before = text[max(0, a - 3) : a]
        line[i] = 0 if before and before[-1] not in "\n\r" else 2 if before[-2:] in ("\n\n", "\r\n") or not before else 1
        length[i] = line_end - first
        stops[i] = int(stop_at < line_end)
        if 0 < level[i] <= _DEEPEST or (line[i] and length[i] <= _MAX_HEADING and not stops[i]):
            spans[i] = (first, max(first, head_end[i] if level[i] else line_end))
    rank, parent, previous, following, top = _relations(level)
    columns = [np.array(x, np.int64) for x in (starts, ends, head, head_end, level, ordinal, line, length, stops)]
    begin, end, head_, head_end_, level_, ordinal_, line_, length_, stops_ = columns
    return Candidates(begin, end, head_, head_end_, level_, ordinal_, rank, parent, previous, following, top, line_, length_, stops_, spans)


def _ordinal(marker: str) -> int:
    found = _NUMERAL.search(marker)
    if not found:
        return 0
    word = found.group()
    if word.isdigit() and word.isascii():
        return int(word)
    if "㈠" <= word <= "㈩":
        return ord(word) - ord("㈠") + 1
    tens, ten, ones = word.rpartition("十")
    return (_CJK.find(tens[:1]) + 1 or 1) * 10 * bool(ten) + (_CJK.find(ones[:1]) + 1 if ones else 0)


def _relations(level: list[int]) -> tuple[np.ndarray, ...]:
    """rank, parent, previous, following and top_before of each atom, from the levels alone."""
    n = len(level)
    used = sorted({x for x in level if 0 < x <= _DEEPEST})
    ranks = {x: i for i, x in enumerate(used)}
    rank = np.array([ranks.get(x, 7) for x in level], np.int64)
    parent, previous, following, top = (np.full(n, -1, np.int64) for _ in range(4))
    open_: dict[int, int] = {}
    count = 0
    for i, x in enumerate(level):
        top[i] = count
        numbered = x in ranks
        parent[i] = max((place for y, place in open_.items() if y < x or not numbered), default=-1)
        if not numbered:
            continue
        if x in open_:
            previous[i] = open_[x]
            following[open_[x]] = i
        for y in used:
            if y > x:
                open_.pop(y, None)
        open_[x] = i
        count += ranks[x] == 0
    return rank, parent, previous, following, top
