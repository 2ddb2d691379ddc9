"""What the comparator CRFs see: candidates with character n-grams of their surroundings, and the lines of a document.

Both read the normalised text, with every numeral written `#`, as the linear baseline does; the CRFs add the sequence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from giar_ner.language.negation import propose_zeros
from giar_ner.language.quantities import propose
from giar_ner.language.sentences import headings

_DIGITS = re.compile(r"[0-9.,一二三四五六七八九十百千万亿]+")
_BREAK = re.compile(r"[。；\n！？]")
_CLAUSE = re.compile(r"[，：；（）]")
_NEGATION = re.compile(r"未|没有|没|无|不存在|零|不|0")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A numeral expression with its value, or (value None) a phrase that may be a zero statement."""

    start: int
    end: int
    value: float | None


def numbers(text: str) -> list[Candidate]:
    """Every numeral expression of the normalised `text`, in order."""
    return [Candidate(q.start, q.end, q.value) for q in propose(text)]


def zeros(text: str, phrases: frozenset[str]) -> list[Candidate]:
    """Every phrase that may be a zero statement, in order."""
    return [Candidate(start, end, None) for start, end in propose_zeros(text, phrases)]


def _grams(name: str, words: str, *sizes: int) -> list[str]:
    words = _DIGITS.sub("#", words)
    return [f"{name}|{words[i : i + n]}" for n in sizes for i in range(len(words) - n + 1)]


def candidate_features(text: str, found: list[Candidate]) -> list[list[str]]:
    """One list of features per candidate of `text`."""
    heads = headings(text)
    out = []
    at = -1
    for i, c in enumerate(found):
        while at + 1 < len(heads) and heads[at + 1].start <= c.start:
            at += 1
        heading = text[heads[at].start : heads[at].end] if at >= 0 else ""
        begin = max([m.end() for m in _BREAK.finditer(text, max(0, c.start - 300), c.start)][-1:] or [max(0, c.start - 300)])
        stop = _BREAK.search(text, c.end, c.end + 100)
        left, right = text[begin : c.start], text[c.end : stop.start() if stop else c.end + 100]
        previous = found[i - 1].end if i else 0
        features = [
            "bias",
            *_grams("clause", f"^{_CLAUSE.split(left)[-1]}$", 1, 2, 3),
            *_grams("after", f"^{_CLAUSE.split(right)[0][:16]}$", 1, 2, 3),
            *_grams("left", left[-50:], 2),
            *_grams("right", right[:20], 2),
            *_grams("heading", heading[:24], 2),
            *_grams("span", f"^{text[c.start : c.end]}$", 1, 2),
            *_grams("between", text[max(previous, c.start - 20) : c.start], 2),
            *(f"suffix|{_DIGITS.sub('#', left)[-n:]}" for n in (1, 2, 3, 4, 6)),
            f"break|{bool(_BREAK.search(text, previous, c.start))}",
        ]
        if c.value is None:
            features += _negation_features(text[c.start : c.end], left, right)
        out.append(list(dict.fromkeys(features)))
    return out


def _negation_features(phrase: str, left: str, right: str) -> list[str]:
    """Where the negation stands, and what lies between it and the phrase."""
    out = [f"phrase|{phrase}", *(f"next|{right[:n]}" for n in (1, 2, 4))]
    before = [*_NEGATION.finditer(left)]
    if before:
        gap = left[before[-1].end() :]
        out += [f"not|{before[-1].group()}|{min(12, len(gap))}", f"gap|{gap[:6]}|{len(gap) > 6}", f"commas|{gap.count('，')}"]
    behind = _NEGATION.search(right)
    return [*out, f"behind|{behind.group()}|{min(12, behind.start())}"] if behind else out


def lines(text: str) -> list[tuple[int, int]]:
    """Units that tile `text`: its lines, cut again where a heading starts inside one."""
    starts = {0, *(m.end() for m in re.finditer(r"\n", text)), *(h.start for h in headings(text))} - {len(text)}
    ordered = sorted(starts)
    return list(zip(ordered, [*ordered[1:], len(text)], strict=True)) if text else []


def line_features(text: str, units: list[tuple[int, int]]) -> list[list[str]]:
    """One list of features per unit: its first characters, what it says, and the beginnings of its neighbours."""
    marked = {h.start: h.level for h in headings(text)}
    heads = [_DIGITS.sub("#", text[a:b].strip()[:30]) for a, b in units]
    out = []
    for i, (a, b) in enumerate(units):
        level = next((marked[p] for p in range(a, min(b, a + 8)) if p in marked), None)
        features = [
            "bias",
            f"level|{level}",
            f"length|{min(8, (b - a).bit_length())}",
            f"first|{i < 3}",
            f"place|{5 * a // len(text)}",
            f"last|{i >= len(units) - 2}",
            *_grams("head", heads[i], 1, 2, 3),
            *_grams("body", text[a:b][30:160], 2),
            *_grams("before", heads[i - 1][:15] if i else "^", 2),
            *_grams("after", heads[i + 1][:15] if i + 1 < len(units) else "$", 2),
        ]
        out.append(list(dict.fromkeys(features)))
    return out
