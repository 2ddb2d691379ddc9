"""Passages as the tagger reads texts: with the names of 分别-lists at their numbers, without blank lines and indents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from giar_ner.language.normal import normalise
from giar_ner.passages import Passage
from giar_ner.records import Named
from giar_ner.tagging.compact import compact

Marks = list[dict[str, Any]]


def as_tagged(passage: Passage) -> Passage:
    """The passage in that form, its gold with offsets of the new text. Sections tile it; what is marked inside a cut is empty and left out."""
    named = Named.of(passage.text, normalise(passage.text))
    short, gaps = compact(named.normal)
    text = named.text if not gaps else "".join(named.text[gaps.opening(i)] for i in range(len(short)))

    def opening(offset: int) -> int:
        return gaps.shortened(named.added.opening(offset))

    def closing(offset: int) -> int:
        return gaps.shortened(named.added.closing(offset))

    def moved(marks: Marks, opening: Callable[[int], int]) -> Marks:
        spans = [m | {"start": opening(m["start"]), "end": closing(m["end"])} for m in marks]
        return [m | {"text": text[m["start"] : m["end"]]} if "text" in m else m for m in spans if m["start"] < m["end"]]

    return replace(
        passage,
        text=text,
        records=moved(passage.records, opening),
        marks=moved(passage.marks, opening),
        sections=moved(passage.sections, closing),
    )
