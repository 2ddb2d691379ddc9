"""Pinyin behind a character, as mirrors print it (報(bào)告 or 報(bao)(bao)告 for 报告): taken out before reading, offsets kept."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

from giar_ner.language.gaps import Gaps
from giar_ner.reading.document import Cell, Document, Table
from giar_ner.reading.flattened import with_flattened

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ"
_SYLLABLE = "(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?[aeiouü]{1,3}(?:ng?|r)?"
_BEHIND = r"(?<=[\u3400-\u9fff])"
# With its tone a syllable in brackets is a gloss, of which some mirrors print two; without one it may be a word, unless there are many.
_TONED_GLOSS = re.compile(rf"{_BEHIND}(?:[(（][a-zü]{{0,5}}[{_TONED}][a-zü]{{0,4}}[)）])+")
_GLOSS = re.compile(rf"{_BEHIND}(?:[(（](?:[a-zü]{{0,5}}[{_TONED}][a-zü]{{0,4}}|{_SYLLABLE})[)）])+")
_MANY = 8


def without_glosses(document: Document) -> tuple[Document, Gaps]:
    """The document as it reads without its glosses, and where they were; the document itself where it has none."""
    gloss = _gloss(document.text)
    cut = [match.span() for match in gloss.finditer(document.text)]
    gaps = Gaps(cut)
    if not cut:
        return document, gaps
    text = gloss.sub("", document.text)
    own = [_moved(table, text, gaps) for table in document.tables if not table.flattened]
    said = f"文中夹有{len(cut)}处拼音注音，读取时已略去"
    clean = replace(document, text=text, tables=own, warnings=[*document.warnings, said])
    return with_flattened(clean), gaps


def _gloss(text: str) -> re.Pattern[str]:
    """What a gloss is in this text."""
    return _GLOSS if sum(1 for _ in islice(_GLOSS.finditer(text), _MANY)) == _MANY else _TONED_GLOSS


def _moved(table: Table, text: str, gaps: Gaps) -> Table:
    moved: dict[int, Cell] = {}
    for cell in table.cells():
        start, end = gaps.shortened(cell.start), gaps.shortened(cell.end)
        moved[id(cell)] = replace(cell, start=start, end=end, text=text[start:end])
    rows = [[moved[id(cell)] for cell in row] for row in table.rows]
    return replace(table, start=gaps.shortened(table.start), end=gaps.shortened(table.end), rows=rows)
