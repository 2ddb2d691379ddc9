"""Whose report a text is: the office beside its title or in it, else the one that the surest cue names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from giar_ner.language.normal import normalise
from giar_ner.records.organization.beside import beside
from giar_ner.records.organization.cues import BY, BY_FAR, BY_THEMSELVES
from giar_ner.records.organization.doers import named_in_passing
from giar_ner.records.organization.names import NAMED_WORK, OPENING
from giar_ner.records.organization.place import PLACELESS, abbreviates, with_place
from giar_ner.records.titles import Title
from giar_ner.tagging.spans import TaggedSection

_END = 80  # characters in which a report is signed


def reporting_office(text: str, normal: str, sections: Sequence[TaggedSection], title: Title | None) -> str | None:
    """The office whose report `text` is, in its own characters and with its place where the text has it anywhere."""
    if not title or not title.organization:
        named = _office(text, normal, sections, title)
        return named and with_place(text, normal, named)
    named = with_place(text, normal, title.organization)
    if PLACELESS.fullmatch(short := normalise(named)):
        below = normal[: title.start] + " " * (title.end - title.start) + normal[title.end :]
        told = _office(text, below, sections, title)
        return told if told and abbreviates(short, normalise(told)) else named
    return named


def _office(text: str, normal: str, sections: Sequence[TaggedSection], title: Title | None) -> str | None:
    """The office that publishes: named beside the title, by a label, as the one that acts in preamble or overview, or in the signature."""
    opening = next((s.start for s in sections if s.type not in ("title", "boilerplate", "preamble") and s.start > 0), 1200)
    told = NAMED_WORK.sub(_veiled, normal)  # a body that a plan or rule is named after does not report
    head = told[: max(200, min(opening, OPENING))]
    if title and (span := beside(normal, title)):
        return text[slice(*span)]
    if broken := _of_broken_lines(text, head):
        return broken
    areas = {"head": (0, head), "opening": (0, told[:OPENING]), "end": (max(0, len(told) - _END), told[-_END:])}
    for cue in BY_THEMSELVES:
        offset, words = areas[cue.area]
        if span := next(cue.find(words), None):
            return "".join(text[offset + span[0] : offset + span[1]].split())
    return named_in_passing(text, normal, told, head)


def _veiled(m: re.Match[str]) -> str:
    """The name of a work without its words, but that it is a report."""
    end = "报告》" if m.group().endswith("报告》") else "》"
    return "》" * (len(m.group()) - len(end)) + end


def _of_broken_lines(text: str, words: str) -> str | None:
    """The office that made the report where a break or a blank stands inside its name, without these: 由丰江区水务⏎局编制."""
    kept = [i for i, character in enumerate(words) if not character.isspace()]
    joined = "".join(words[i] for i in kept)
    for cue in (BY, BY_FAR):
        for start, end in cue.find(joined):
            if kept[end - 1] - kept[start] > end - 1 - start:
                return "".join(text[i] for i in kept[start:end])
    return None
