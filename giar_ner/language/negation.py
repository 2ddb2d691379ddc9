"""Candidates for zero statements: in a clause group with a negation, the phrases that name a metric.

The phrases are learnt from training data and passed in; blanks and line breaks inside them (`行 政复议`, `减\\n免`) are let pass.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

Span = tuple[int, int]

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
# The words for what a request is about: none of them says who asks or in which way.
_TOPIC = r"(?:政府|政务|信息|公开|依申请|申请|请求|要求|获取|方面|工作|事项|事务|书面|正式|的|\s)"
_ABOUT = rf"(?:{_TOPIC}|任何|有关|相关|关于|涉及|针对|其[他它])"
# 收到信息公开的申请, 收取政府信息公开申请费用: the verb, what the noun is about and the noun are one name.
_ONE_NAME = re.compile(
    rf"(?:(?:收到|接到|收悉|受理)过?(?![的\s]){_TOPIC}{{0,12}}?(?:申请|请求|要求)(?!{_TOPIC}|[人表])|"
    rf"收取过?(?![的\s]){_TOPIC}{{0,12}}?(?:(?:信息)?处理费|费用|收费))"
)
_VERB = re.compile(r"(?:收到|接到|收取|受理|提起|提出)过?")
_APART = re.compile(rf"[，。；：（）.\n]|^[、或和与及]|{_NEGATION.pattern}")
"""What parts a verb from the next phrase: 收取或减免费用 denies both."""
_SUBJECT = re.compile(rf"(?:(?:接?收到|接[到获]|受理)过?)?{_ABOUT}+")
"""A phrase that may be only what another one is about: 政府信息公开申请 in 政府信息公开申请费用."""
_HEAD = re.compile(r"费|减免|复议|诉讼|投诉|举报|申诉")
_CHANNEL = re.compile(r"邮件|信函|传真|来信|来函|信件|网上|网络")
# 无应公开而不予公开的信息 says that nothing was withheld, not that nothing was refused.
_DUTY = re.compile(rf"[应该](?:当|该|予以?)?(?:主动)?公开[^，。；：、\n]{{0,4}}[未没不拒][^，。；：、\n]{{0,4}}公开{_ABOUT}*")
# 信函、传真等形式申请: the ways are named, the word behind them is no further one.
_WAYS = re.compile(rf"等(?:其[他它]|任何|各种)?(?:形式|方式|途径|渠道)(?!的){_ABOUT}+")
# 未发生诉讼败诉的情况 denies that one was lost, 未收到个人、法人的申请 not that a person asked; 检索、复印等费用 is one thing, not three.
_OF_ANOTHER = re.compile(
    r"(?:复议|诉讼)(?=(?:案件?)?[^，。；：、\n]{0,3}(?:败诉|被?纠错|被撤销|被?责令))|(?:个人|公民)(?=、法人)"
    r"|(?:检索|复制|复印|邮[寄递]|打印|扫描)(?=(?:、(?:检索|复制|复印|邮[寄递]|打印|扫描))*等(?:成本|相关|有关|各[种类项])*费)"
)
_NONE = re.compile(r"零(?P<noun>(?:行政|信息公开|公开)?(?:申请|复议|诉讼|应诉|败诉|投诉|举报|申诉|收费))")
"""零复议、零诉讼: the noun alone would be too little elsewhere."""
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


def _names(text: str, start: int, end: int, found: list[Span]) -> list[Span]:
    """The phrases of a group that are names of what is denied: pieces of one name joined, what names nothing of its own left out."""
    found = _joined(found, [match.span() for match in _ONE_NAME.finditer(text, start, end)])
    for pattern in (_DUTY, _WAYS):
        found = _without(found, [match.span() for match in pattern.finditer(text, start, end)])
    ends = {match.end() for match in _OF_ANOTHER.finditer(text, start, end)}
    found = [span for span in found if span[1] not in ends]
    return [here for here, after in zip(found, [*found[1:], None], strict=False) if after is None or not _depends(text, here, after)]


def _joined(found: list[Span], names: list[Span]) -> list[Span]:
    """`found` with what touches one of `names` as one, where its verb is a known word. Both are in order and apart."""
    out, i = [], 0
    for start, end in names:
        while i < len(found) and found[i][1] <= start:
            out.append(found[i])
            i += 1
        first = i
        while i < len(found) and found[i][0] < end:
            i += 1
        known = first < i and found[first][0] <= start
        out += [(start, max(end, found[i - 1][1]))] if known else found[first:i]
    return out + found[i:]


def _without(found: list[Span], idle: list[Span]) -> list[Span]:
    """`found` without what touches one of `idle`. Both are in order and apart."""
    out, i = [], 0
    for start, end in found:
        while i < len(idle) and idle[i][1] <= start:
            i += 1
        if i == len(idle) or end <= idle[i][0]:
            out.append((start, end))
    return out


def _depends(text: str, here: Span, after: Span) -> bool:
    """Whether a phrase is only the verb or the subject of the next one: 收到 before 信函, 政府信息公开申请 before 费用."""
    phrase, between, head = text[slice(*here)], text[here[1] : after[0]], text[slice(*after)]
    if _VERB.fullmatch(phrase):
        return not _APART.search(between)
    if not _SUBJECT.fullmatch(phrase):
        return False
    return (between in ("", "的") and bool(_HEAD.search(head))) or (between == "的" and bool(_CHANNEL.search(head)))


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
            raw = _find(text, start, end, trie)
            here = _names(text, start, end, raw)
            if not raw and end - start <= _SHORT and before is not None:
                out += before
            out += here
            before = None
        elif text[start:end].strip():
            before = _names(text, start, end, _find(text, start, end, trie)) if end - start <= 60 else None
    return _with_nones(text, out)


def _with_nones(text: str, found: list[Span]) -> list[Span]:
    """`found` with the nouns right behind 零 that it has not."""
    nones = [match.span("noun") for match in _NONE.finditer(text)]
    return sorted({*found, *(span for span in nones if not any(a < span[1] and span[0] < b for a, b in found))}) if nones else found


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
