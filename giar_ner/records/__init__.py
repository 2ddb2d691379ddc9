"""Tagged spans and tables -> records, metadata, leftovers and checks. Rules only: every value is read from the characters of its span."""

from giar_ner.records.checks import YearCheck, compare_years, run_checks
from giar_ner.records.denied import name_alone
from giar_ner.records.leftovers import find_leftovers
from giar_ner.records.metadata import Metadata, is_excerpt, is_report, read_metadata
from giar_ner.records.named import Named
from giar_ner.records.offsets import restored
from giar_ner.records.prose import build_records
from giar_ner.records.tables import Reading as TableReading
from giar_ner.records.tables import read_tables, table_records
from giar_ner.records.threshold import confident

__all__ = [
    "Metadata",
    "Named",
    "TableReading",
    "YearCheck",
    "build_records",
    "compare_years",
    "confident",
    "find_leftovers",
    "is_excerpt",
    "is_report",
    "name_alone",
    "read_metadata",
    "read_tables",
    "restored",
    "run_checks",
    "table_records",
]
