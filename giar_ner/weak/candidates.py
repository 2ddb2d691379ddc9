"""What is voted on: every numeral expression and every negated phrase of a text, each with the words around it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from giar_ner.language.negation import propose_zeros
from giar_ner.language.normal import normalise
from giar_ner.language.quantities import Quantity, propose
from giar_ner.language.sentences import headings, sentences
from giar_ner.weak.lexicon import Hit, Lexicon, unit_fits

_CLAUSE = re.compile(r"[，；。：:、（）\n！？]")
_WIDE_CLAUSE = re.compile(r"[，；。（）\n！？]")
HEADING_PENALTY = 0.5  # a word that only the heading's topic supports yields to one that the sentence supports


@dataclass
class Scene:
    """One text as the functions see it: normalised, matched, cut into sentences and parts."""

    text: str
    hits: list[Hit]
    lexicon: Lexicon
    sentences: list[tuple[int, int]]
    parts: list[tuple[int, str]]  # where a numbered part starts, the topic that its heading names
    ends: list[int]  # ends of the topic mentions
    topics: list[str]
    hit_ends: list[int]
    candidates: list[Candidate] = field(default_factory=list)

    def sentence(self, position: int) -> tuple[int, int]:
        return self.sentences[max(0, bisect_right(self.sentences, position, key=lambda s: s[0]) - 1)]

    def part(self, position: int) -> tuple[int, str]:
        i = bisect_right(self.parts, position, key=lambda p: p[0]) - 1
        return self.parts[i] if i >= 0 else (0, "")

    def topic(self, position: int) -> str:
        """What the words before `position` are about: the last topic word of the sentence, of the line, else of the heading."""
        i = bisect_right(self.ends, position) - 1
        if i >= 0 and self.ends[i] > self.sentence(position)[0]:
            return self.topics[i]
        start, heading = self.part(position)
        line = self.text.rfind("\n", 0, position) + 1
        if i >= 0 and self.ends[i] > max(line, start if not heading else line):
            return self.topics[i]
        return heading or (self.topics[i] if i >= 0 else "")

    def best(self, start: int, end: int, unit: str | None) -> Hit | None:
        """The hit inside `[start, end)` that says most: the highest rank, then the nearest to the end, then the longest."""
        found, score = None, (-9.0, 0, 0)
        for i in range(bisect_right(self.hit_ends, end) - 1, -1, -1):
            hit = self.hits[i]
            if hit.end <= start:
                break
            entry = hit.entry
            if (
                hit.start < start
                or end - hit.end > entry.near
                or (entry.units and unit not in entry.units)
                or not unit_fits(entry.metric, unit)
            ):
                continue
            rank = entry.rank
            if entry.topic and self.topic(hit.end) != entry.topic:
                if self.part(hit.end)[1] != entry.topic:
                    continue
                rank -= HEADING_PENALTY
            here = (rank, hit.end, hit.end - hit.start)
            if here > score:
                found, score = hit, here
        return found


@dataclass
class Candidate:
    """A number (`quantity` set) or a negated phrase `[start, end)` of a scene."""

    scene: Scene
    start: int
    end: int
    quantity: Quantity | None
    previous: Candidate | None = None
    following: int = 0  # where the next number starts
    guess: str | None = None  # the metric that the functions before it agreed on; `elided` hands it on

    @property
    def unit(self) -> str | None:
        return self.quantity.unit if self.quantity else None

    @cached_property
    def words(self) -> str:
        """The candidate's own characters."""
        return self.scene.text[self.start : self.end]

    @cached_property
    def sentence(self) -> tuple[int, int]:
        return self.scene.sentence(self.start)

    @cached_property
    def clause_start(self) -> int:
        """Where the words of this number alone begin: after the last break or the number before. `信函：3件` reaches over the colon."""
        low = self.sentence[0]
        end = self.start
        while end > low and self.scene.text[end - 1] in "：: \u3000、“”":
            end -= 1
        breaks = [m.end() for m in _CLAUSE.finditer(self.scene.text, low, end)]
        return max(low, breaks[-1] if breaks else low, min(self.previous.end, self.start) if self.previous else 0)

    @cached_property
    def wide_start(self) -> int:
        """Like `clause_start`, but over lists (`、`), colons and the numbers in them."""
        low = self.sentence[0]
        breaks = [m.end() for m in _WIDE_CLAUSE.finditer(self.scene.text, low, self.start)]
        return breaks[-1] if breaks else low

    @cached_property
    def before(self) -> str:
        """The words between the last break and the number."""
        return self.scene.text[self.clause_start : self.start]

    @cached_property
    def after_end(self) -> int:
        """Where the words directly after the number end: at a break or the next number."""
        stop = _CLAUSE.search(self.scene.text, self.end)
        end = stop.start() if stop else len(self.scene.text)
        return min(end, self.following) if self.following > self.end else end

    @cached_property
    def after(self) -> str:
        return self.scene.text[self.end : self.after_end]

    @cached_property
    def topic(self) -> str:
        return self.scene.topic(self.start)


def observe(text: str, lexicon: Lexicon) -> Scene:
    """The scene of a text; its candidates are in document order and have the offsets of `text` itself."""
    normal = normalise(text)
    doc = lexicon.tokenise(normal)
    hits, mentions = lexicon.hits(doc), lexicon.mentions(doc)
    parts = []
    for heading in headings(normal):
        inside = [m.topic for m in mentions if heading.start <= m.start < heading.end]
        if heading.level <= 2 or inside:
            parts.append((heading.start, inside[-1] if inside else ""))
    scene = Scene(
        normal, hits, lexicon, sentences(normal), parts, [m.end for m in mentions], [m.topic for m in mentions], [h.end for h in hits]
    )
    numbers = propose(normal)
    previous = None
    for i, quantity in enumerate(numbers):
        following = numbers[i + 1].start if i + 1 < len(numbers) else len(normal)
        candidate = Candidate(scene, quantity.start, quantity.end, quantity, previous, following)
        scene.candidates.append(candidate)
        if quantity.unit not in lexicon.words["calendar_units"]:  # 2013年388条: the year is no item of the list
            previous = candidate
    taken = [(q.start, q.end) for q in numbers]
    for start, end in propose_zeros(normal, frozenset(lexicon.zero_phrases)):
        if not any(a < end and start < b for a, b in taken):
            scene.candidates.append(Candidate(scene, start, end, None))
    scene.candidates.sort(key=lambda c: (c.start, c.end))
    return scene
