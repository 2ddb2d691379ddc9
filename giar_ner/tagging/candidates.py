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
    The cells of flattened tables are no candidates: a form's figures are not what its prose states; nor are the numbers of a document's name.
    """
    tables, titles = flattened_tables(text), [match.span() for match in _TITLE.finditer(text)]
    numbers = [Candidate(q.start, q.end, False) for q in propose(text) if not _inside(q.start, tables) and not _inside(q.start, titles)]
    taken = [(c.start, c.end) for c in numbers]
    out, i = list(numbers), 0
    for a, b in sorted(propose_zeros(text, phrases)):
        while i < len(taken) and taken[i][1] <= a:
            i += 1
        if (_CAUSE.match(text, b) and not _REVIEW.search(text, a, b)) or _CARRIED.search(text, max(0, a - 4), a):
            continue
        if not (i and _counts(text, *taken[i - 1], a)) and (i == len(taken) or b <= taken[i][0]):
            out.append(Candidate(a, b, True))
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


def _counts(text: str, start: int, end: int, noun: int) -> bool:
    """Whether the number `[start, end)` counts the noun that begins at `noun`: 2件申请, 2份书面申请; not 一, since 没有一起诉讼 denies."""
    if text[start] not in "123456789":
        return False
    return noun == end or (text[end - 1] in _MEASURES and _ATTRIBUTE.fullmatch(text, end, noun) is not None)


def _inside(position: int, ranges: list[tuple[int, int]]) -> bool:
    """Whether one of the ranges, which are in order and apart, has the position."""
    i = bisect_right(ranges, position, key=itemgetter(1))
    return i < len(ranges) and ranges[i][0] <= position
