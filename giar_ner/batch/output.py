"""The files of a job and their columns.

    manifest.json      what the results depend on: model, settings, code, inputs
    documents.jsonl    the documents in their order
    reports/           part-00000.parquet (or .jsonl) ...: a report each, as `Report.to_json`
    records/           part-00000.parquet ...: a row per record
    figures/           part-00000.jsonl ...: what each document says of each metric; the panel is merged from it
    errors/            part-00000.jsonl ...: the documents that could not be read, and why; only the parts that have some
    panel.csv, panel.parquet                   a row per organisation and year, a column per metric
    panel_sources.csv, panel_sources.parquet   where each figure of the panel stands, and every figure that contradicts it
    records.csv, panel.xlsx, records.xlsx      on request

Nothing in them tells when or where they were made: the same inputs, model and settings give the same bytes.
"""

from __future__ import annotations

from typing import Any

from giar_ner.batch.errors import needed
from giar_ner.render.rows import COLUMNS

TEXT, WHOLE, NUMBER, FLAG = "string", "int64", "float64", "bool_"

RECORDS = {
    "document": TEXT,
    **{name: WHOLE if name in ("year", "start", "end") else NUMBER if name in ("value", "confidence") else TEXT for name in COLUMNS[1:]},
}
REPORTS = {
    "document": TEXT, "sha256": TEXT, "media_type": TEXT, "organization": TEXT, "year": WHOLE, "title": TEXT, "records": WHOLE, "report": TEXT,
}  # fmt: skip
SOURCES = {
    "organization": TEXT, "year": WHOLE, "metric": TEXT, "name": TEXT, "role": TEXT, "value": NUMBER, "unit": TEXT, "bound": TEXT,
    "source": TEXT, "agrees": FLAG, "document": TEXT, "start": WHOLE, "end": WHOLE, "text": TEXT, "evidence": TEXT, "confidence": NUMBER,
}  # fmt: skip


def panel_columns() -> dict[str, str]:
    """Every metric has its column in every panel, so that panels of different years can be put together."""
    from giar_ner import ontology

    return {"organization": TEXT, "year": WHOLE, "documents": WHOLE, **dict.fromkeys(ontology.metrics(), NUMBER)}


def part_name(number: int) -> str:
    return f"part-{number:05d}"


def schema(columns: dict[str, str]) -> Any:
    """The columns as pyarrow has them."""
    arrow = needed("pyarrow")
    return arrow.schema([(name, getattr(arrow, kind)()) for name, kind in columns.items()])
