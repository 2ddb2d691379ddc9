"""What may be a record: every number with its measure word, and the metric names of sentences with a negation."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from giar_ner.language.negation import propose_zeros
from giar_ner.language.quantities import propose
from giar_ner.language.tables import flattened_tables

_MEASURES = frozenset("件份起宗例条笔批项")
"""Measure words of what a zero phrase may name; 16个乡镇 counts something else."""
_ATTRIBUTE = re.compile(r"(?:(?![未没无零不均都皆概全而但亦也仍另])[\u4e00-\u9fff]){1,8}")
"""What may stand between a measure word and its noun: no punctuation, and nothing that begins a clause or denies."""
_CASES = frozenset("件份起宗例")
"""Those of requests and disputes alone: 复议、诉讼两项均无 says how many names there are, not how many cases."""
_DIGITS, _WRITTEN = frozenset("123456789"), frozenset("两二三四五六七八九")
"""How a number begins that counts what did occur; 一 is left out, since 没有一起诉讼 denies."""
_SAME_CLAUSE = re.compile(r"[^，。；：、（）！？.\n未没无零不均皆概]{0,40}")
"""What may stand between a measure word and its noun where all of it is said of the noun."""
_DENIED_BEHIND = re.compile(r"[^，。；：、（）！？.\n]{0,20}[未没无零不均皆]")
_DENIED = re.compile(r"[未没无零不][^，。；：！？.\n]*$")
_LINK = re.compile(r"(?:案件|事项|情况)?[共有仅为计达]{0,2}")
_COUNTER = re.compile(
    r"^[ \t\u3000]*(?:浏览(?:次数|量)|点击(?:次数|数|率|量)|阅读(?:次数|量|数)|访问次数)[：:][ \t]*[0-9]+[ \t]*(?:人?次[ \t]*)?$", re.M
)
_FOOT = 200  # characters at the end of a text in which a line so counts the readers of the page, not those of the office
_TITLE = re.compile(r"《[^《》\n]{1,60}》")
_CAUSE = re.compile(r"(?:等|事项|工作)?(?:(?:引发|引起|导致)的?|(?:提起|产生|方面)的)[^，。；、和及与未没无\n]{0,6}(?:复议|诉讼)")
"""What follows a phrase that only says what a review is about: 没有因公开申请引发的行政复议 denies the review."""
_REVIEW = re.compile("复议|诉讼")
_CARRIED = re.compile("结转的?$")  # 无上年结转申请 denies what was carried over, not what came in


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span of the normalised text that the classifier decides about."""

    start: int
    end: int
    zero: bool
    """A phrase that may be a zero statement, otherwise a number."""


def propose_candidates(text: str, phrases: frozenset[str]) -> list[Candidate]:
    """Candidates of a normalised text in document order, numbers and zero phrases never overlapping (numbers win).

    What a number counts did occur, whatever another clause denies (没有行政复议，有1起行政诉讼): no zero phrase follows on a number.
    The cells of flattened tables are no candidates: a form's figures are not what its prose states; nor are the numbers of a document's name,
    nor that of a page's readers at its foot.
    """
    tables, titles = flattened_tables(text), [match.span() for match in _TITLE.finditer(text)]
    counters = [match.span() for match in _COUNTER.finditer(text) if match.start() > len(text) - _FOOT]
    numbers = [
        Candidate(q.start, q.end, False)
        for q in propose(text)
        if not any(_inside(q.start, ranges) for ranges in (tables, titles, counters))
    ]
    taken = [(c.start, c.end) for c in numbers]
    zeros = [(a, b) for a, b in propose_zeros(text, phrases) if may_be_zero(text, a, b, taken)]
    out = numbers + [Candidate(a, b, True) for a, b in zeros]
    return sorted(out, key=lambda c: (c.start, c.end))


def outside(candidates: Iterable[Candidate], ranges: Sequence[tuple[int, int]]) -> list[Candidate]:
    """The candidates that share no character with any of `ranges`: those of tables, whose cells are not prose."""
    merged: list[tuple[int, int]] = []
    for a, b in sorted(ranges):
        if merged and a <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(b, merged[-1][1]))
        else:
            merged.append((a, b))
    ends = [b for _, b in merged]

    def free(c: Candidate) -> bool:
        i = bisect_right(ends, c.start)
        return i == len(merged) or c.end <= merged[i][0]

    return [c for c in candidates if free(c)]


def may_be_zero(text: str, start: int, end: int, numbers: Sequence[tuple[int, int]]) -> bool:
    """Whether the words `[start, end)` may name what did not occur: they touch and are counted by none of `numbers`, which are in order."""
    if end - start < 2:  # no name is of one character
        return False
    if (_CAUSE.match(text, end) and not _REVIEW.search(text, start, end)) or _CARRIED.search(text, max(0, start - 4), start):
        return False
    i = bisect_right(numbers, start, key=itemgetter(1))
    if i and _counts(text, *numbers[i - 1], start, end):
        return False
    return i == len(numbers) or (end <= numbers[i][0] and not _counted(text, start, end, *numbers[i]))


def _counts(text: str, start: int, end: int, noun: int, stop: int) -> bool:
    """Whether the number `[start, end)` counts the noun `[noun, stop)` behind it: 2件申请, 2份书面申请.

    With more between them (1件因信息公开引起的行政复议) it does where they share a clause that does not deny the noun.
    """
    if not (text[start] in _DIGITS or _written(text, start, end) or _is_one(text, start, end, stop)):
        return False
    if noun == end:
        return True
    if text[end - 1] not in _MEASURES:
        return False
    if _ATTRIBUTE.fullmatch(text, end, noun):
        return True
    return bool(_SAME_CLAUSE.fullmatch(text, end, noun)) and (text[noun - 1] == "的" or not _DENIED_BEHIND.match(text, stop))


def _written(text: str, start: int, end: int) -> bool:
    return text[start] in _WRITTEN and text[end - 1] in _CASES


def _is_one(text: str, start: int, end: int, stop: int) -> bool:
    """Whether 一起 and 一件 count what ends at `stop`: not 没有一起诉讼, nor 一起诉讼也没有, which deny."""
    one = text[start] == "一" and text[end - 1] in _CASES
    return one and not _DENIED.search(text, max(0, start - 30), start) and not _DENIED_BEHIND.match(text, stop)


def _counted(text: str, start: int, end: int, number: int, stop: int) -> bool:
    """Whether the number `[number, stop)` directly behind the words `[start, end)` counts them: 收到申请6件; not 未收到申请1件."""
    if not (text[number] in _DIGITS or _written(text, number, stop)) or text[stop - 1] not in _CASES:
        return False
    return _LINK.fullmatch(text, end, number) is not None and not _DENIED.search(text, max(0, start - 30), start)


def _inside(position: int, ranges: list[tuple[int, int]]) -> bool:
    """Whether one of the ranges, which are in order and apart, has the position."""
    i = bisect_right(ranges, position, key=itemgetter(1))
    return i < len(ranges) and ranges[i][0] <= position
