"""A document as windows that the encoder can read: whole sentences, with the headings above and what comes before as context."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from giar_ner.language.sentences import Heading, heading_path, headings, sentences
from giar_ner.tagging.characters import CharacterVocabulary

HEADING_CHARACTERS = 40


@dataclass(frozen=True, slots=True)
class Window:
    """`[CLS] heading [SEP] text[start:end] [SEP]`; decisions are taken for the core `text[core:end]` alone."""

    heading: str
    start: int
    core: int
    end: int

    @property
    def offset(self) -> int:
        """Token index of text[start]."""
        return len(self.heading) + 2

    def __len__(self) -> int:
        return self.offset + self.end - self.start + 1


def make_windows(text: str, max_length: int, context: int) -> list[Window]:
    """Windows whose cores tile `text` (normalised). A core is a run of whole sentences, cut only where one sentence is too long by itself.

    max_length counts tokens with [CLS], heading and [SEP]s; `context` characters at most come before the core.
    """
    room = max_length - 3 - HEADING_CHARACTERS - context
    if room < 16:
        raise ValueError(f"max_length {max_length} leaves no room beside {context} characters of context")
    pieces: list[tuple[int, int]] = []
    for a, b in sentences(text):
        pieces += [(i, min(i + room, b)) for i in range(a, b, room)]
    known = headings(text)
    cores: list[tuple[int, int]] = []
    for a, b in pieces:
        if cores and a - cores[-1][1] <= context and b - cores[-1][0] <= room:
            cores[-1] = (cores[-1][0], b)
        else:
            cores.append((a, b))
    return [Window(_above(text, known, a), max(0, a - context), a, b) for a, b in cores]


def _above(text: str, known: list[Heading], position: int) -> str:
    path = heading_path(known, position)
    return "／".join(text[h.start : h.end].strip()[:HEADING_CHARACTERS] for h in path)[-HEADING_CHARACTERS:]


def encode_windows(
    text: str, windows: list[Window], vocabulary: CharacterVocabulary, length: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """ids, attention mask and token types, each int64 [windows, length]; the heading is segment 0, the text segment 1."""
    ids = np.full((len(windows), length), vocabulary.pad, np.int64)
    mask, types = np.zeros_like(ids), np.zeros_like(ids)
    for row, w in enumerate(windows):
        ids[row, 0] = vocabulary.begin
        ids[row, 1 : w.offset - 1] = vocabulary.encode(w.heading)
        ids[row, w.offset - 1] = vocabulary.separator
        ids[row, w.offset : len(w) - 1] = vocabulary.encode(text[w.start : w.end])
        ids[row, len(w) - 1] = vocabulary.separator
        mask[row, : len(w)] = 1
        types[row, w.offset : len(w)] = 1
    return ids, mask, types
