"""Candidates for zero statements: in a clause group with a negation, the phrases that name a metric.

The phrases are learnt from training data and passed in; blanks and line breaks inside them (`行 政复议`, `减\\n免`) are let pass.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

# Words that deny. 不 alone is left out (不予公开, 不断): only with what makes it a statement about what was done.
_NEGATION = re.compile(
    r"[未没无零尚冇]|从[不来无未]|不(?:存在|涉及|曾|收|再|向|设|办|发生|制发|取)|[概都皆还]不|空[白缺]|[阙缺]如|为空|暂缺|同上|够不着|停用|全免"
)
# Where a group of clauses ends: a sentence break; a line end unless the line simply goes on (a damaged line break, or a heading with its
# 无。 below): then the two lines are one group, so that the heading is seen with the negation that speaks about it.
_END = re.compile(
    r"[。；;！？!?]|(?<=[：，,、）])\n|\n(?=[ \t\r\u3000]{0,40}(?:\n|$|第?[一二三四五六七八九十]{1,3}[、.．部章 ]|"
    r"[（(][一二三四五六七八九十0-9]{1,2}[）)]|[㈠-㈩]|[0-9]{1,2}[、.．]))"
)
_BLANK = r"[ \t\r\u3000]{0,2}\n?[ \t\u3000]{0,2}"
_SHORT = 16  # characters: a sentence as short as that which names no metric speaks about the one before it
_LONGEST = 160  # characters: where a flattened table has no sentence breaks, a group ends at a line end all the same


@lru_cache(maxsize=8)
def _alternation(phrases: frozenset[str]) -> re.Pattern[str]:
    """One regex that finds the longest phrase at a place, built as a trie so that no character is compared twice."""
    trie: dict[str, Any] = {}
    for phrase in phrases:
        node = trie
        for character in "".join(phrase.split()):
            node = node.setdefault(character, {})
        node[""] = {}
    return re.compile(_pattern(trie) or r"(?!)")


def _pattern(trie: dict[str, Any], gap: str = "") -> str:
    branches = [gap + re.escape(character) + _pattern(node, _BLANK) for character, node in sorted(trie.items()) if character]
    if not branches:
        return ""
    return f"(?:{'|'.join(branches)})" + ("?" if "" in trie else "")


def propose_zeros(text: str, phrases: frozenset[str]) -> list[tuple[int, int]]:
    """In every group of clauses of the normalised `text` with a negation: the longest of `phrases` at each place, in order.

    A short negation that names nothing itself (无。 均未发生。) speaks about the group before it, a heading: its phrases are proposed.
    """
    finditer = _alternation(frozenset(filter(None, phrases))).finditer
    out: list[tuple[int, int]] = []
    before: list[tuple[int, int]] | None = None  # the group before, while it is not yet proposed
    for start, end in _groups(text):
        here = None
        if _NEGATION.search(text, start, end):
            here = [match.span() for match in finditer(text, start, end)]
            if not here and end - start <= _SHORT and before is not None:
                out += before
            out += here
            before = None
        elif text[start:end].strip():
            before = [match.span() for match in finditer(text, start, end)] if end - start <= 60 else None
    return out


def _groups(text: str) -> list[tuple[int, int]]:
    out, start = [], 0
    for end in [match.end() for match in _END.finditer(text)] + [len(text)]:
        while end - start > _LONGEST:
            cut = text.find("\n", start + _LONGEST // 2, end - 1) + 1 or end
            out.append((start, cut))
            start = cut
        if end > start:
            out.append((start, end))
        start = end
    return out
