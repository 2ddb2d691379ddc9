"""A text as it is tagged: with the names of its 分别-lists repeated at their numbers, and the way back to its own words.

Only what names a figure (metric, class, applicant, office) is taken from there. Its value, sign, bound and period stand in the words around the
number as they are: 上年分别为20件、19件.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from giar_ner.language.gaps import Gaps
from giar_ner.language.respective import Repetition, repeated
from giar_ner.records.prose import build_records
from giar_ner.schema import Record
from giar_ner.tagging.spans import TaggedSection, TaggedSpan

CATEGORY = "disclosure.category"


@dataclass(frozen=True)
class Named:
    """`text` and `normal` are with the `repetitions`; `added` is where these are."""

    text: str
    normal: str
    added: Gaps
    repetitions: list[Repetition]

    @classmethod
    def of(cls, text: str, normal: str) -> Named:
        """Of a text and its normal form."""
        return cls(*repeated(text, normal))

    def widened(self, ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """Ranges of the text's own where they are in this one."""
        return [(self.added.opening(start), self.added.closing(end)) for start, end in ranges]

    def narrowed(self, sections: Sequence[TaggedSection]) -> list[TaggedSection]:
        """The sections with the text's own offsets and headings."""
        return [self._section(s) for s in sections] if self.added else list(sections)

    def _section(self, section: TaggedSection) -> TaggedSection:
        at = self.text.find(section.heading, section.start, section.end) if section.heading else -1
        heading = self._own_words(at, at + len(section.heading)) if at >= 0 else section.heading
        return replace(section, start=self.added.shortened(section.start), end=self.added.shortened(section.end), heading=heading)

    def _own_words(self, start: int, end: int) -> str:
        """The words of the text's own in a range of this one."""
        own = (self.text[i] for i in range(start, end) if self.added.shortened(i) < self.added.shortened(i + 1))
        return "".join(own)

    def records(
        self, text: str, normal: str, spans: Sequence[TaggedSpan], sections: Sequence[TaggedSection], year: int | None
    ) -> tuple[list[Record], list[str]]:
        """As `build_records` of the text's own (`text`, `normal`, `sections`) from spans that were tagged in this one."""
        own = [replace(s, start=self.added.shortened(s.start), end=self.added.shortened(s.end)) for s in spans]
        records, warnings = build_records(text, normal, [s for s in own if s.start < s.end], sections, year)
        if not self.repetitions:
            return records, warnings
        told = {self.added.shortened(r.start): r for r in build_records(self.text, self.normal, spans, [], year)[0]}
        known = {r.start: r for r in records}
        for r in self.repetitions:
            number = next((known[i] for i in range(r.offset, r.offset + _VERB) if i in known), None)
            if number is not None and number.start in told:
                twin = None if r.twin is None else known.get(r.twin)
                known[number.start] = _told(number, told[number.start], r, twin)
        return list(known.values()), warnings


_VERB = 3  # characters that a verb may stand before a number


def _told(record: Record, named: Record, repetition: Repetition, twin: Record | None) -> Record:
    """The record with what its name says of whose it is and of which class; a share or a change is about what its twin counts."""
    if twin is not None and record.kind in ("share", "change"):
        same = {"metric": twin.metric, "name": twin.name, "dimensions": twin.dimensions, "scope": twin.scope}
        return record.model_copy(update=same)
    dimensions = record.dimensions | named.dimensions
    category = dimensions.get("category")
    if record.metric == CATEGORY and not (category and category in repetition.name):
        dimensions["category"] = repetition.name
    scope = named.scope if named.scope and named.scope in repetition.name else None
    return record.model_copy(update={"dimensions": dimensions, "scope": scope or record.scope})
