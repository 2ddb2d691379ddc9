"""Lexical features of candidates: hashed character n-grams of clause, sentence, heading and neighbours, all hashes of a text at once."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from giar_ner.language.sentences import headings
from giar_ner.tagging.candidates import Candidate
from giar_ner.tagging.hashing import code_points, ngram_hashes, salt_of, salted

NUMERAL = re.compile(r"[0-9.,]+(?: +[0-9.,]+)*|[〇零一二三四五六七八九十百千万亿两]+")
SENTENCE = "。；;\n！？"
CLAUSE = SENTENCE + "，：:（）()、"
NEGATION = re.compile(r"没有|不存在|没|未|无|零|不|尚|从")
SIZES = (1, 2, 3, 4, 6)
BLOCK = 256
"""Candidates whose features are joined at once: most reports have fewer."""


@dataclass(frozen=True, slots=True)
class Place:
    """Boundaries around a candidate, all in the masked text."""

    start: int
    end: int
    clause: int
    after: int
    sentence: int
    sentence_end: int


class Gram(NamedTuple):
    """A slice of the hashes of all n-grams of `size`, and the salt of the slot that it fills."""

    size: int
    start: int
    stop: int
    salt: int


class MaskedText:
    """A normalised text in which every numeral is one `#`, with the n-gram hashes of all its positions."""

    def __init__(self, text: str):
        pieces, self._starts, self._shift = ["\n"], [0], [1]
        last = 0
        size = 1
        for m in NUMERAL.finditer(text):
            pieces += [text[last : m.start()], "#"]
            size += m.start() - last + 1
            self._starts.append(m.start() + 1)  # a position inside the numeral maps to the end of its #
            self._shift.append(size - m.start() - 1)
            self._starts.append(m.end())
            self._shift.append(size - m.end())
            last = m.end()
        pieces += [text[last:], "\n"]
        self.text = "".join(pieces)
        self._boundaries = np.array(self._starts)
        self._shifts = np.array(self._shift)
        points = code_points(self.text)
        self.hashes = {n: ngram_hashes(points, n) for n in SIZES}
        self.sentence_breaks = _positions(points, SENTENCE)
        self.clause_breaks = _positions(points, CLAUSE)
        self.line_breaks = _positions(points, "\n")

    def locate(self, positions: np.ndarray) -> np.ndarray:
        """Positions of the text in the masked text (inside a numeral: at its end)."""
        at = np.searchsorted(self._boundaries, positions, "right") - 1
        shift = self._shifts[at]
        inside = (at % 2 == 1) & (positions > self._boundaries[at] - 1)
        return np.where(inside, self._boundaries[at] + shift, positions + shift)


def _positions(points: np.ndarray, marks: str) -> np.ndarray:
    return np.flatnonzero(np.isin(points, code_points(marks)))


def _before(breaks: np.ndarray, at: np.ndarray) -> np.ndarray:
    """The last break before each position (0 where there is none: the text starts with a line break)."""
    return breaks[np.maximum(np.searchsorted(breaks, at, "left") - 1, 0)]


def _behind(breaks: np.ndarray, at: np.ndarray, size: int) -> np.ndarray:
    """The first break at or after each position."""
    index = np.searchsorted(breaks, at, "left")
    return np.where(index < len(breaks), breaks[np.minimum(index, len(breaks) - 1)], size - 1)


class FeatureExtractor:
    """Features of all candidates of one text. One array of distinct uint32 feature ids per candidate."""

    def __init__(self, text: str, candidates: list[Candidate]):
        self.source, self.candidates = text, candidates
        self.masked = MaskedText(text)

    @cached_property
    def places(self) -> list[Place]:
        m, size = self.masked, len(self.masked.text)
        start = m.locate(np.array([c.start for c in self.candidates]))
        end = m.locate(np.array([c.end for c in self.candidates]))
        # a numeral that opens the candidate is one #, located at its end: step back over it
        start = np.array([s - 1 if m.text[s - 1] == "#" and s > 0 and s >= e - 0 else s for s, e in zip(start, end, strict=True)])
        clause, sentence = _before(m.clause_breaks, start), _before(m.sentence_breaks, start)
        after, sentence_end = _behind(m.clause_breaks, end, size), _behind(m.sentence_breaks, end, size)
        return [Place(*map(int, row)) for row in zip(start, end, clause, after, sentence, sentence_end, strict=True)]

    def rows(self) -> list[np.ndarray]:
        """The features of every candidate."""
        return [row for block in self.blocks() for row in block]

    def blocks(self) -> Iterator[list[np.ndarray]]:
        """As `rows`, some candidates at a time: a long document needs little memory for it."""
        known = headings(self.source)
        starts = [h.start for h in known]
        above = [known[i - 1] if i else None for i in np.searchsorted(starts, [c.start for c in self.candidates], "right")]
        located = {
            h.start: m for h, m in zip(known, self.masked.locate(np.array([(h.start, h.end) for h in known] or [(0, 0)])), strict=False)
        }
        index_in_sentence: dict[int, int] = {}
        previous: Place | None = None
        for first in range(0, len(self.candidates), BLOCK):
            grams: list[Gram] = []
            flags: list[int] = []
            gram_counts, flag_counts = [], []
            block = slice(first, first + BLOCK)
            for candidate, place, heading in zip(self.candidates[block], self.places[block], above[block], strict=True):
                nth = index_in_sentence[place.sentence] = index_in_sentence.get(place.sentence, -1) + 1
                found = self._words(place, None if heading is None else located[heading.start], previous)
                grams += found
                gram_counts.append(len(found))
                marks = self._flags(candidate, place, nth)
                flags += [zlib.crc32(mark.encode("utf-8", "surrogatepass")) for mark in marks]
                flag_counts.append(len(marks))
                previous = place
            yield self._join(grams, gram_counts, flags, flag_counts)

    def _join(self, grams: list[Gram], gram_counts: list[int], flags: list[int], flag_counts: list[int]) -> list[np.ndarray]:
        """All slices salted at once, then distinct ids per candidate."""
        owners = np.arange(len(gram_counts), dtype=np.uint64)
        sizes = [g.stop - g.start for g in grams]
        flat = np.concatenate([self.masked.hashes[g.size][g.start : g.stop] for g in grams])
        flat = salted(flat, np.repeat(np.array([g.salt for g in grams], np.uint64), sizes))
        owner = np.repeat(np.repeat(owners, gram_counts), sizes)
        extra = salted(np.array(flags, np.uint64), salt_of("flag"))
        key = np.concatenate([flat, extra]) & np.uint64(0xFFFFFFFF)
        key |= np.concatenate([owner, np.repeat(owners, flag_counts)]) << np.uint64(32)
        key.sort()
        first = np.ones(len(key), bool)  # not np.unique, which loads numpy.ma for a check: a twentieth of the cold start
        first[1:] = key[1:] != key[:-1]
        key = key[first]
        bounds = np.searchsorted(key >> np.uint64(32), owners[1:])
        return np.split((key & np.uint64(0xFFFFFFFF)).astype(np.uint32), bounds)

    @staticmethod
    def _grams(name: str, start: int, end: int, sizes: tuple[int, ...]) -> list[Gram]:
        start, salt = max(0, start), salt_of(name)
        return [Gram(n, start, max(start, end - n + 1), salt) for n in sizes]

    def _words(self, p: Place, heading: np.ndarray | None, previous: Place | None) -> list[Gram]:
        left = max(p.sentence, p.start - 60)
        out = self._grams("clause", p.clause, p.start, (1, 2, 3, 4))
        out += self._grams("after", p.end, min(p.after + 1, p.end + 20), (1, 2, 3))
        out += self._grams("left", left, p.start, (2, 3))
        out += self._grams("right", p.end, min(p.sentence_end, p.end + 30), (2, 3))
        out += self._grams("span", p.start, p.end, (1, 2, 3))
        paragraph = max(_before_one(self.masked.line_breaks, p.sentence), p.sentence - 150)
        out += self._grams("paragrap", paragraph, p.sentence, (2,))
        out += self._grams("opening", p.sentence, min(p.sentence + 30, p.start), (2, 3))
        if heading is not None:
            out += self._grams("heading", int(heading[0]), int(heading[1]), (2, 3))
        out += [Gram(n, p.start - n, p.start - n + 1, salt_of(f"suffix{n}")) for n in SIZES if p.start >= n]
        if previous is not None and previous.sentence == p.sentence:
            out += self._grams("between", previous.end, p.start, (2, 3, 4))
            out += self._grams("lastclau", previous.clause, previous.start, (2, 3))
        return out

    def _flags(self, c: Candidate, p: Place, nth: int) -> list[str]:
        words = self.masked.text
        span, left, right = self.source[c.start : c.end], words[p.sentence : p.start], words[p.end : p.sentence_end]
        flags = [f"nth{min(nth, 4)}", f"phrase{words[p.start : p.end]}", f"digits{_magnitude(span)}", f"zero{c.zero}"]
        flags.append(f"bracket{left.count('（') > left.count('）')}")
        flags.append(f"part{'其中' in left}")
        if c.zero:
            flags += [f"next{right[:1]}", f"next2{right[:2]}", f"next4{right[:4]}", f"number{'#' in left or '#' in right}"]
            found = list(NEGATION.finditer(left))
            if found:
                gap = left[found[-1].end() :]
                flags += [f"not{found[-1].group()}{min(12, len(gap))}", f"gap{gap if len(gap) < 7 else '~'}", f"commas{gap.count('，')}"]
            behind = NEGATION.search(right)
            if behind:
                flags += [f"behind{behind.group()}{min(12, behind.start())}", f"bgap{right[: behind.start()][:6]}"]
        return flags


def _before_one(breaks: np.ndarray, at: int) -> int:
    return int(breaks[max(int(np.searchsorted(breaks, at, "right")) - 1, 0)]) if len(breaks) else 0


def _magnitude(span: str) -> str:
    digits = re.sub(r"[^0-9]", "", span.split(".")[0])
    return f"{min(len(digits), 6)}{'.' in span}{'%' in span}" if digits else "written"
