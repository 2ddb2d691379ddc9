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
_GAP = re.compile(r"[ \t\r\u3000]{0,2}\n?[ \t\u3000]{0,2}")
_BLANK = frozenset(" \t\r\n\u3000")
_SHORT = 16  # characters: a sentence as short as that which names no metric speaks about the one before it
_LONGEST = 160  # characters: where a flattened table has no sentence breaks, a group ends at a line end all the same


@lru_cache(maxsize=8)
def _trie(phrases: frozenset[str]) -> dict[str, Any]:
    """Nested dicts by character; "" marks the end of a phrase. (One regex of a thousand phrases takes a second to compile.)"""
    trie: dict[str, Any] = {}
    for phrase in phrases:
        node = trie
        for character in "".join(phrase.split()):
            node = node.setdefault(character, {})
        node[""] = {}
    trie.pop("", None)  # a phrase of blanks alone
    return trie


def _find(text: str, start: int, end: int, trie: dict[str, Any]) -> list[tuple[int, int]]:
    """The longest phrase at each place in `[start, end)`, left to right, none overlapping."""
    out, at = [], start
    while at < end:
        node, i, longest = trie.get(text[at]), at + 1, 0
        while node:
            if "" in node:
                longest = i
            if i < end and text[i] in _BLANK and (match := _GAP.match(text, i, end)):
                i = match.end()
            if i < end and text[i] == "过" and "过" not in node:  # 未收到过申请 as 未收到申请
                i += 1
            node = node.get(text[i]) if i < end else None
            i += 1
        if longest:
            out.append((at, longest))
        at = longest or at + 1
    return out


def propose_zeros(text: str, phrases: frozenset[str]) -> list[tuple[int, int]]:
    """In every group of clauses of the normalised `text` with a negation: the longest of `phrases` at each place, in order.

    A short negation that names nothing itself (无。 均未发生。) speaks about the group before it, a heading: its phrases are proposed.
    """
    trie = _trie(phrases)
    out: list[tuple[int, int]] = []
    before: list[tuple[int, int]] | None = None  # the group before, while it is not yet proposed
    for start, end in _groups(text):
        here = None
        if _NEGATION.search(text, start, end):
            here = _find(text, start, end, trie)
            if not here and end - start <= _SHORT and before is not None:
                out += before
            out += here
            before = None
        elif text[start:end].strip():
            before = _find(text, start, end, trie) if end - start <= 60 else None
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
