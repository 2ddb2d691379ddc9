"""Figures -> records of kind `table_cell`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from giar_ner import ontology
from giar_ner.records.tables.output import Reading
from giar_ner.schema import Record, Span
from giar_ner.tagging.spans import TaggedSection


def table_records(text: str, reading: Reading, sections: Sequence[TaggedSection]) -> list[Record]:
    """The records of a reading, in document order; `section` is the part of the report in which the cell stands."""
    starts = [section.start for section in sections]
    records = []
    for figure in sorted(reading.figures, key=lambda f: f.cell.start):
        start, end = figure.cell.start, figure.cell.end
        inside = bisect_right(starts, start) - 1
        records.append(
            Record(
                start=start,
                end=end,
                text=text[start:end],
                metric=figure.metric,
                name=ontology.metrics()[figure.metric].zh,
                kind="table_cell",
                value=figure.value,
                unit=figure.unit,
                bound="exact",
                evidence=Span(start=figure.evidence[0], end=figure.evidence[1]),
                section=sections[inside].type if inside >= 0 and start < sections[inside].end else None,
                period="cumulative" if figure.cumulative else None,
                dimensions={"applicant": figure.applicant} if figure.applicant else {},
                confidence=figure.confidence,
            )
        )
    return records
