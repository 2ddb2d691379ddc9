"""CSV: one row per record."""

from __future__ import annotations

from typing import Any

from giar_ner.schema import Report

# What a reader of a spreadsheet looks for first stands first; a test holds this against the keys of `Report.to_rows`.
COLUMNS = (
    "uri", "organization", "year", "title", "section", "metric", "name", "kind", "value", "unit", "bound", "period", "scope", "category",
    "applicant", "text", "evidence", "start", "end", "confidence",
)  # fmt: skip


def csv_rows(report: Report) -> list[dict[str, Any]]:
    """`Report.to_rows` with whole numbers written as such (97, not 97.0) and the confidence to four places."""
    rows = report.to_rows()
    for row in rows:
        row["value"] = plain(row["value"])
        row["confidence"] = round(row["confidence"], 4)
    return rows


def plain(value: float) -> int | float:
    """97.0 as 97; 97.5 as it is."""
    return int(value) if value.is_integer() else value
