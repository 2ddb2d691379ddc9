"""A text as it is tagged and read: with the names of its 分别-lists repeated at their numbers, and the way back to its own offsets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from giar_ner.language.gaps import Gaps
from giar_ner.language.respective import repeated
from giar_ner.schema import Record, Span
from giar_ner.tagging.spans import TaggedSection, TaggedSpan


@dataclass(frozen=True)
class Named:
    """`text` and `normal` are with the repetitions; `added` is where these are."""

    text: str
    normal: str
    added: Gaps

    @classmethod
    def of(cls, text: str, normal: str) -> Named:
        """Of a text and its normal form."""
        return cls(*repeated(text, normal))

    def widened(self, ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """Ranges of the text's own where they are in this one."""
        return [(self.added.opening(start), self.added.closing(end)) for start, end in ranges]

    def own(self, spans: Sequence[TaggedSpan]) -> list[TaggedSpan]:
        """The spans that are not only in repetitions."""
        return [s for s in spans if self.added.shortened(s.start) < self.added.shortened(s.end)]

    def narrowed(self, sections: Sequence[TaggedSection]) -> list[TaggedSection]:
        """The sections with the text's own offsets."""
        return [replace(s, start=self.added.shortened(s.start), end=self.added.shortened(s.end)) for s in sections]

    def quoted(self, records: Sequence[Record], text: str) -> list[Record]:
        """The records with the offsets and words of `text`, the text's own."""
        return [self._quoted(record, text) for record in records] if self.added else list(records)

    def _quoted(self, record: Record, text: str) -> Record:
        start, end = self.added.shortened(record.start), self.added.shortened(record.end)
        evidence = Span(start=self.added.shortened(record.evidence.start), end=self.added.shortened(record.evidence.end))
        return record.model_copy(update={"start": start, "end": end, "text": text[start:end], "evidence": evidence})
