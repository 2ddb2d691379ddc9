"""Tagged spans -> records. The tagger says which characters and which metric; everything else is read here by rules."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import cast

from giar_ner import ontology
from giar_ner.language.numerals import NumeralError
from giar_ner.records.applicants import applicants
from giar_ner.records.categories import categories
from giar_ner.records.channels import with_channels
from giar_ner.records.context import Place, places, trimmed
from giar_ner.records.denied import name_alone
from giar_ner.records.periods import periods
from giar_ner.records.scopes import scopes
from giar_ner.records.settled import settled
from giar_ner.records.shares import whole_of_share, with_metric_of_whole
from giar_ner.records.values import Value, value_of
from giar_ner.schema import Kind, Record, Span
from giar_ner.tagging.spans import TaggedSection, TaggedSpan

STATED = "stated"


def build_records(
    text: str, normal: str, spans: Sequence[TaggedSpan], sections: Sequence[TaggedSection], year: int | None
) -> tuple[list[Record], list[str]]:
    """The records of `spans`, in document order, and a warning for each span whose characters give no value.

    `normal` is the normalised `text`, `year` the year that the report is on. Offsets are half-open. Spans that are empty, reach outside the
    text or overlap an earlier span have no place in a document and are warned of as well.
    """
    kept, warnings = _orderly(text, [name_alone(normal, span) for span in spans])
    where = places(normal, kept)
    kept = with_channels(normal, kept, where)
    wholes = whole_of_share(normal, kept, where)
    kept = with_metric_of_whole(kept, wholes)
    values, unread = _values(text, normal, kept, where)
    when = periods(normal, kept, where, year)
    whose, classes, who = scopes(normal, kept, where), categories(normal, kept, where), applicants(normal, kept, where)
    starts = [s.start for s in sections]
    records: list[Record] = []
    settled_as: dict[int, str] = {}
    for i, (span, place, value) in enumerate(zip(kept, where, values, strict=True)):
        if value is None:
            continue
        scope, category, applicant = whose[i], classes[i], who[i]
        evidence = trimmed(normal, place.left, place.right, span)
        inside = bisect_right(starts, span.start) - 1
        dimensions = {"category": text[slice(*category)]} if category else {}
        if applicant:
            dimensions["applicant"] = applicant
        counted = settled(span.metric, value.unit, place, normal) if span.kind == STATED else span.metric
        counted = settled_as.get(wholes[i], counted) if i in wholes else counted
        settled_as[i] = counted
        metric = ontology.metrics().get(counted)
        shared = span.kind == STATED and value.unit == "%" and metric is not None and metric.units and "%" not in metric.units
        records.append(
            Record(
                start=span.start,
                end=span.end,
                text=text[span.start : span.end],
                metric=counted,
                name=metric.zh if metric else counted,
                kind=cast(Kind, "share" if shared else span.kind),
                value=value.value,
                unit=value.unit,
                bound=value.bound,
                evidence=Span(start=evidence[0], end=evidence[1]),
                section=sections[inside].type if inside >= 0 and span.start < sections[inside].end else None,
                period=when[i],
                scope=text[slice(*scope)] if scope else None,
                dimensions=dimensions,
                confidence=span.confidence,
            )
        )
    return records, warnings + unread


def _orderly(text: str, spans: Sequence[TaggedSpan]) -> tuple[list[TaggedSpan], list[str]]:
    """The spans in document order without overlaps, and a warning for each one left out."""
    kept: list[TaggedSpan] = []
    warnings = []
    for span in sorted(spans, key=lambda s: (s.start, -s.confidence, s.end)):
        if not 0 <= span.start < span.end <= len(text):
            warnings.append(f"有一处超出文本或为空，未采用：位置[{span.start}, {span.end})（{span.metric}）")
        elif kept and span.start < kept[-1].end:
            warnings.append(f"有两处重叠，采用{_named(text, kept[-1])}，未采用{_named(text, span)}")
        else:
            kept.append(span)
    return kept, warnings


def _values(text: str, normal: str, spans: Sequence[TaggedSpan], where: Sequence[Place]) -> tuple[list[Value | None], list[str]]:
    """The value of every span, None where its characters give none; then the warning that names it."""
    values: list[Value | None] = []
    warnings = []
    for span, place in zip(spans, where, strict=True):
        before = place.previous
        try:
            values.append(
                value_of(
                    normal, span, place, values[before] if before is not None else None, spans[before].kind if before is not None else None
                )
            )
        except NumeralError:
            values.append(None)
            warnings.append(f"有一处读不出数值，未采用：{_named(text, span)}")
    return values, warnings


def _named(text: str, span: TaggedSpan) -> str:
    words = "".join(text[span.start : span.end].split())
    return f"{words}（{span.metric}，位置[{span.start}, {span.end})）"
