"""Hashed features of the places where a part can start, and of the text between them: all n-grams of a document at once.

Texts are read through a skeleton (no white space, no pinyin glosses, every run of digits one 0), so that `主动(dòng) 公开 12条` and
`主动公开3条` share their n-grams.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from giar_ner.tagging.hashing import code_points, ngram_hashes, salt_of, salted, scramble
from giar_ner.tagging.section_candidates import Candidates
from giar_ner.tagging.section_headings import Governed

BITS = 18
_GLOSS = re.compile(r"[（(][\s]*[a-zA-Z\u00c0-\u024f]{1,7}[\s]*[)）]")
_CONTENT_CHARACTERS = 300  # of an atom's text, from its start: a flattened table says nothing new after that
_SIZES = (1, 2, 3, 4)
# White space, and the bars and stars of flattened tables and masked names.
_BLANK = np.array([9, 10, 11, 12, 13, 32, 0x85, 0xA0, 0x3000, 0x2028, 0x2029, ord("|"), ord("*")], np.uint64)


@dataclass
class Features:
    """A sparse matrix by rows: row i has `buckets[offsets[i] : offsets[i + 1]]` with these `values`."""

    offsets: np.ndarray
    buckets: np.ndarray
    values: np.ndarray


class Skeleton:
    """The characters that count, and where each character of the text lies among them."""

    def __init__(self, text: str) -> None:
        points = code_points(text)
        space = np.isin(points, _BLANK)
        digit = (points >= 48) & (points <= 57)
        keep = ~space
        keep[1:] &= ~(digit[1:] & digit[:-1])
        for m in _GLOSS.finditer(text):
            keep[m.start() : m.end()] = False
        self.place = np.concatenate([[0], np.cumsum(keep)])
        points = np.where(digit, np.uint64(48), points)[keep]
        self.hashes = {n: ngram_hashes(points, n) for n in _SIZES}
        self.length = len(points)


def start_features(c: Candidates, s: Skeleton, g: Governed) -> Features:
    """What speaks for a part of some type to start at each candidate: heading, numbering, neighbours, place."""
    n = len(c)
    head, head_end, begin = s.place[c.head], s.place[c.head_end], s.place[c.start]
    blocks: list[tuple[np.ndarray, np.ndarray, float]] = []

    def spans(
        name: str, left: np.ndarray, right: np.ndarray, sizes: tuple[int, ...], weight: float = 1.0, tag: np.ndarray | None = None
    ) -> None:
        rows, hashes = _ngrams(s, left, right, sizes, name)
        if tag is not None:
            hashes = scramble(hashes + tag.astype(np.uint64)[rows])
        blocks.append((rows, hashes, weight))

    spans("head", head, np.minimum(head_end, head + 24), (1, 2, 3), 1.5)
    spans("ranked", head, np.minimum(head_end, head + 16), (2, 3), 1.0, c.rank * 8 + c.line)
    spans("open", head, np.minimum(head + 4, s.length), (2, 3, 4), 1.0)
    spans("close", np.maximum(head, head_end - 4), head_end, (2, 3, 4), 0.7)
    spans("body", head_end, np.minimum(head_end + 40, s.length), (2,), 1.0)
    spans("before", np.maximum(begin - 24, 0), begin, (2,), 0.7)
    for name, other, weight in (("parent", c.parent, 1.0), ("sibling", c.previous, 1.0), ("next", c.following, 0.7)):
        known = other >= 0
        left = np.where(known, head[other], 0)
        right = np.where(known, np.minimum(head_end[other], left + 16), 0)
        spans(name, left, right, (2,), weight)
    blocks.append((*_layout(c), 1.0))
    blocks.append((*_turns(c, g), 1.5))
    return _join(blocks, n)


def content_features(c: Candidates, s: Skeleton, g: Governed) -> Features:
    """What each atom's text speaks of, and under which headings it stands: these speak for every sentence below them."""
    n = len(c)
    begin, end = s.place[c.start], s.place[c.end]
    blocks = [(*_ngrams(s, begin, np.minimum(end, begin + _CONTENT_CHARACTERS), (2, 3), "text"), 2.0)]
    numbered = c.rank < 7
    nearest = np.where(numbered, np.arange(n), c.parent)
    top = np.maximum.accumulate(np.where(c.rank == 0, np.arange(n), -1))
    for name, heading in (("under", nearest), ("beneath", top)):
        known = heading >= 0
        left = np.where(known, s.place[c.head[heading]], 0)
        right = np.where(known, np.minimum(s.place[c.head_end[heading]], left + 16), 0)
        blocks.append((*_ngrams(s, left, right, (2, 3), name), 1.0))
    blocks.append((*_reign(c, g), 2.0))
    return _join(blocks, n)


def _reign(c: Candidates, g: Governed) -> tuple[np.ndarray, np.ndarray]:
    """What governs each atom, and how far in the document it stands."""
    size = int(c.end[-1])
    place = np.minimum(8 * c.start // size, 7)
    scale = np.minimum(np.log2(size).astype(np.int64), 15)
    columns = {
        "rule": g.rule,
        "ruled": (g.rule * 4 + g.depth) * 2 + g.split,
        "pair": ((g.top * 32 + g.sub) * 4 + g.depth) * 2 + g.split,
        "names": g.names * 4 + g.depth,
        "outside": (place * 4 + g.depth) * 16 + scale,
        "rest": np.minimum(np.log2(np.maximum(size - c.start, 1)).astype(np.int64), 12) * 4 + g.depth,
    }
    return _categories(columns, len(c))


def _turns(c: Candidates, g: Governed) -> tuple[np.ndarray, np.ndarray]:
    """Where what governs changes, from what and to what."""
    n = len(c)

    def before(x: np.ndarray) -> np.ndarray:
        return np.concatenate([[-1], x[:-1]]) + 1

    turn = (g.rule != before(g.rule) - 1).astype(np.int64)
    columns = {
        "turn": turn,
        "to": g.rule * 2 + turn,
        "fromto": (before(g.rule) * 32 + g.rule) * 4 + g.depth,
        "toprank": (g.rule * 8 + c.rank) * 4 + c.line,
        "pair": ((g.top * 32 + g.sub) * 4 + g.depth) * 2 + g.split,
        "subturn": ((g.top * 32 + g.sub) * 2 + (g.sub != before(g.sub) - 1)) * 8 + c.rank,
    }
    return _categories(columns, n)


def _layout(c: Candidates) -> tuple[np.ndarray, np.ndarray]:
    """Numbering and shape as categories, each a hash of its name and value."""
    n = len(c)
    previous = np.where(c.previous >= 0, c.ordinal[c.previous], -1)
    step = np.clip(c.ordinal - previous, -3, 3) + 10 * (c.previous >= 0)
    shape = np.minimum(c.line_length // 6, 10) + 16 * c.stops + 32 * c.line
    own_line = (c.head_end - c.start >= c.line_length - 1).astype(np.int64)
    heads = np.minimum(c.head_end - c.head, 30) // 3
    parent_rank = np.where(c.parent >= 0, c.rank[c.parent], 8)
    has_top = int((c.rank == 0).sum() > 1)
    since = np.minimum(np.arange(n) - np.where(c.parent >= 0, c.parent, 0), 6)
    numbered = c.rank < 7
    left = np.minimum(np.arange(n)[::-1], 5)
    number_next = np.append(c.rank[1:], 9) if n else c.rank
    columns = {
        "level": c.level * 4 + c.line,
        "rank": c.rank * 8 + c.level,
        "rankline": c.rank * 4 + c.line,
        "rankone": c.rank * 4 + np.minimum(c.ordinal, 3),
        "ordinal": c.rank * 32 + np.minimum(c.ordinal, 15),
        "step": step * 8 + c.rank,
        "shape": shape * 2 + numbered,
        "ownline": own_line * 16 + c.rank * 2 + (c.line > 0),
        "heads": heads * 16 + c.rank * 2 + c.stops,
        "place": np.minimum(np.arange(n), 12) * 2 + has_top,
        "left": left * 8 + c.rank,
        "top": np.minimum(c.top_before, 10) * 2 + has_top,
        "parent": (parent_rank * 16 + c.rank) * 8 + since,
        "upto": number_next * 16 + c.rank * 2 + (c.line > 0),
        "family": (c.level[c.parent] * (c.parent >= 0)) * 8 + c.level,
        "few": np.full(n, min(n, 10) * 2 + has_top),
    }
    return _categories(columns, n)


def _categories(columns: dict[str, np.ndarray], n: int) -> tuple[np.ndarray, np.ndarray]:
    """Row numbers and hashes: one feature for each column's name and value."""
    names = np.array([salt_of(f"#{name}") for name in columns], np.uint64)
    values = np.stack([v.astype(np.uint64) for v in columns.values()], 1)
    return np.repeat(np.arange(n), len(columns)), scramble(scramble(names)[None, :] + values * np.uint64(0x9E3779B97F4A7C15)).ravel()


def _ngrams(s: Skeleton, left: np.ndarray, right: np.ndarray, sizes: tuple[int, ...], name: str) -> tuple[np.ndarray, np.ndarray]:
    """The n-grams inside each `[left, right)` of the skeleton: row numbers and hashes."""
    rows, hashes = [], []
    for size in sizes:
        count = np.maximum(0, right - left - size + 1)
        row = np.repeat(np.arange(len(left)), count)
        first = np.cumsum(count) - count
        rows.append(row)
        hashes.append(salted(s.hashes[size][left[row] + np.arange(len(row)) - first[row]], salt_of(name)))
    return np.concatenate(rows), np.concatenate(hashes)


def _join(blocks: list[tuple[np.ndarray, np.ndarray, float]], n: int) -> Features:
    """Blocks side by side; each block of a row has length `weight`, however many n-grams it holds."""
    values = []
    for rows, _, weight in blocks:
        size = np.bincount(rows, minlength=n)
        values.append((weight / np.sqrt(np.maximum(size, 1)))[rows])
    rows = np.concatenate([b[0] for b in blocks])
    order = np.argsort(rows, kind="stable")
    buckets = (np.concatenate([b[1] for b in blocks]) >> np.uint64(64 - BITS)).astype(np.int64)
    offsets = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=n))])
    return Features(offsets, buckets[order], np.concatenate(values)[order])
