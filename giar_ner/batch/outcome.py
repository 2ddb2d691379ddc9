"""What a worker sends back of a document: everything that will be written, so that the job's own process has little to do."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from giar_ner.batch.figures import what_it_says
from giar_ner.batch.output import RECORDS

if TYPE_CHECKING:
    from giar_ner.schema import Report


@dataclass(slots=True)
class Outcome:
    """A report as it is written, or the reason why there is none (`error`)."""

    document: str
    error: str | None = None
    head: dict[str, Any] = field(default_factory=dict)
    report: str = ""
    figures: str = ""
    records: dict[str, list[Any]] = field(default_factory=dict)


def outcome(report: Report, document: str, *, text: bool) -> Outcome:
    """The files' share of one report."""
    rows = report.to_rows()
    records = {name: [row[name] for row in rows] for name in RECORDS if name != "document"}
    records["confidence"] = [round(value, 4) for value in records["confidence"]]
    head: dict[str, Any] = {"sha256": report.source.sha256, "media_type": report.source.media_type, "organization": report.organization}
    head |= {"year": report.year, "title": report.title, "records": len(rows)}
    return Outcome(
        document=document,
        head=head,
        report=report.to_json(text=text, indent=None),
        figures=what_it_says(report, document).to_line(),
        records={"document": [document] * len(rows), **records},
    )
