"""One token per code point: encoding is one table look-up, offsets are identities, numbers are never cut."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path

import numpy as np

from giar_ner.errors import ModelError

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
CODE_POINTS = 0x110000


class CharacterVocabulary:
    """Ids of single characters, from any BERT vocabulary. `[UNK]` stands for what it lacks."""

    def __init__(self, vocabulary: dict[str, int]):
        missing = [t for t in SPECIAL[:4] if t not in vocabulary]
        if missing:
            raise ModelError(f"the vocabulary lacks {', '.join(missing)}")
        self.vocabulary = vocabulary
        self.pad, self.unknown, self.begin, self.separator = (vocabulary[t] for t in SPECIAL[:4])

    @classmethod
    def load(cls, folder: Path) -> CharacterVocabulary:
        """From `tokenizer.json` (WordLevel or WordPiece) or `vocab.txt` in a checkpoint folder."""
        try:
            if (folder / "tokenizer.json").exists():
                vocabulary = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
            else:
                lines = (folder / "vocab.txt").read_text(encoding="utf-8").split("\n")
                vocabulary = {t: i for i, t in enumerate(lines) if t}
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(f"no readable tokenizer.json or vocab.txt in {folder}") from error
        return cls(vocabulary)

    @cached_property
    def table(self) -> np.ndarray:
        """int32 [0x110000]: the id of every code point. Upper case falls back to lower, white space without a token to [unused1]."""
        table = np.full(CODE_POINTS, self.unknown, np.int32)
        blank = self.vocabulary.get("[unused1]", self.unknown)
        for c in " \t\n\r\u3000\u00a0":
            table[ord(c)] = blank
        for token, i in self.vocabulary.items():
            if len(token) == 1:
                table[ord(token)] = i
        for token, i in self.vocabulary.items():
            if len(token) == 1 and len(token.upper()) == 1 and table[ord(token.upper())] == self.unknown:
                table[ord(token.upper())] = i
        return table

    def encode(self, text: str) -> np.ndarray:
        """int32 ids, one per code point of `text`, without special tokens."""
        return self.table[np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")]

    def characters(self) -> dict[str, int]:
        """The part of the vocabulary that is ever used: specials and every character with an id of its own."""
        known = np.flatnonzero(self.table != self.unknown)
        out = {t: self.vocabulary[t] for t in SPECIAL if t in self.vocabulary}
        return out | {chr(c): int(self.table[c]) for c in known}
