"""A report without its doubtful records, still a valid report."""

from __future__ import annotations

from giar_ner.schema import Leftover, Report


def confident(report: Report, minimum: float) -> Report:
    """The report with the records of confidence `minimum` or more.

    What is left out is still accounted for: its numerals move to `leftovers`, a check that rests on it goes too (the result no longer holds
    what it compares), and a warning says how many records went.
    """
    kept = [i for i, record in enumerate(report.records) if record.confidence >= minimum]
    if len(kept) == len(report.records):
        return report
    place = {old: new for new, old in enumerate(kept)}
    gone = [record for i, record in enumerate(report.records) if i not in place]
    # A zero statement is words, not a numeral; it leaves nothing over.
    freed = [Leftover(start=r.start, end=r.end, text=r.text) for r in gone if r.kind != "zero_statement"]
    checks = [c for c in report.checks if place.keys() >= {*c.records}]
    return report.model_copy(
        update={
            "records": [report.records[i] for i in kept],
            "checks": [c.model_copy(update={"records": [place[i] for i in c.records]}) for c in checks],
            "leftovers": sorted([*report.leftovers, *freed], key=lambda part: (part.start, part.end)),
            "warnings": [*report.warnings, f"有{len(gone)}条记录的置信度低于{minimum:g}，未采用"],
        }
    )
