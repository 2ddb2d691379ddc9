"""Spans by their words: `build("收到申请<12件|applications.received>")`."""

from __future__ import annotations

import re

from giar_ner.language.normal import normalise
from giar_ner.records import build_records
from giar_ner.schema import Record
from giar_ner.tagging.spans import TaggedSection, TaggedSpan

MARK = re.compile(r"<([^<>|]+)\|([^<>|]+)>")
KINDS = {"zero": "zero_statement", "change": "change", "share": "share", "": "stated"}


def marked(source: str) -> tuple[str, list[TaggedSpan]]:
    """The text of `source` without its marks, and the spans; `change:`, `share:`, `zero:` before the metric give the kind."""
    text, spans, position = "", [], 0
    for m in MARK.finditer(source):
        text += source[position : m.start()]
        kind, _, metric = m[2].rpartition(":")
        spans.append(TaggedSpan(len(text), len(text) + len(m[1]), KINDS[kind], metric, 0.99))
        text += m[1]
        position = m.end()
    return text + source[position:], spans


def build(source: str, year: int | None = 2017, section: str = "overview") -> tuple[list[Record], list[str]]:
    text, spans = marked(source)
    return build_records(text, normalise(text), spans, [TaggedSection(0, len(text), section, "", 1.0)], year)


def only(source: str, year: int | None = 2017) -> Record:
    """The last record of `source`."""
    records, warnings = build(source, year)
    assert not warnings
    return records[-1]
