"""A report of a shortened text as one of the whole text: every offset moved, every quoted span taken from the source itself."""

from __future__ import annotations

from typing import TypeVar

from giar_ner.language.gaps import Gaps
from giar_ner.schema import Leftover, Record, Report, Span

_Quoted = TypeVar("_Quoted", Record, Leftover)


def restored(report: Report, text: str, gaps: Gaps) -> Report:
    """`report`, made of `text` without the `gaps`, with the offsets of `text`. Names that it gives (a scope, a category) stay without them."""
    if not gaps:
        return report
    records = [r.model_copy(update={"evidence": _moved(r.evidence, gaps)}) for r in report.records]
    known = report.model_dump(exclude={"text", "sections", "records", "leftovers"})
    sections = [s.model_copy(update={"start": gaps.opening(s.start), "end": gaps.opening(s.end)}) for s in report.sections]  # they tile
    return Report(
        **known,
        text=text,
        sections=sections,
        records=[_quoted(r, text, gaps) for r in records],
        leftovers=[_quoted(part, text, gaps) for part in report.leftovers],
    )


def _moved(span: Span, gaps: Gaps) -> Span:
    return Span(start=gaps.opening(span.start), end=gaps.closing(span.end))


def _quoted(part: _Quoted, text: str, gaps: Gaps) -> _Quoted:
    span = _moved(part, gaps)
    return part.model_copy(update={"start": span.start, "end": span.end, "text": text[span.start : span.end]})
