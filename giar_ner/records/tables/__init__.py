"""The tables of a document -> the figures of the official forms, each anchored in the labels of its row and column.

    reading = read_tables(document.tables)
    records = table_records(text, reading, sections)

What no label explains is left out with a warning; a number is never taken by its place alone.
"""

from giar_ner.records.tables.build import table_records
from giar_ner.records.tables.output import Reading
from giar_ner.records.tables.read import read_tables

__all__ = ["Reading", "read_tables", "table_records"]
