"""Candidates for zero statements: in a clause group with a negation, the phrases that name a metric.

The phrases are learnt from training data and passed in; blanks and line breaks inside them (`行 政复议`, `减\\n免`) are let pass.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

Span = tuple[int, int]

# Words that deny. 不 alone is left out (不予公开, 不断): only with what makes it a statement about what was done. 为零 is a number, 零发生 is not.
_NEGATION = re.compile(
    r"[未没无尚冇]|(?<![为是：])零|零(?=[发报的])|从[不来无未]|不(?:存在|涉及|曾|收|再|向|设|办|发生|产生|制发|取)|[谈说]不上|[概都皆还]不|空[白缺]|[为皆均亦]空|[阙缺]如|暂缺|同上|"
    r"够不着|停用|全免"
)
_DENIES = re.compile(r"零|无人?|没有?人?|不(?=收)|一[件起宗条](?=.)|被(?=举报|投诉|申诉)")
"""What a phrase may begin with by mistake: 无申请 is the negation and the name, 一件申请 as one phrase would be the number's, and the name in
被举报投诉 is longer than 被举报."""
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
_SERVICE = r"(?:检索|复制|复印|邮[寄递]|递送|传真|打印|扫描|查询)费?"
_SUCH = r"(?:成本|工本|相关|有关|任何|各[种类项])"
# 收到信息公开的申请, 收取检索、复制等费用, 依申请公开信息处理费: the verb, what the noun is about and the noun are one name.
_ONE_NAME = re.compile(
    rf"(?:(?:接?收到|接到|收悉|受理)过?(?![的\s]){_TOPIC}{{0,12}}?(?:申请|请求|要求)(?!{_TOPIC}|[人表])|"
    rf"收取过?(?:任何)?(?![的\s])(?:{_TOPIC}{{0,12}}?|{_SERVICE}(?:[、和及或]?{_SERVICE}){{0,4}}(?:等|[三各几]项)?{_SUCH}{{0,2}})(?:(?:信息)?处理费|费用?|收费)|"
    r"(?:依申请)?(?:公开)?(?:政府)?信息(?:公开)?处理费)"
)
_VERB = re.compile(r"(?:接?收到|接到|收取|受理|提起|提出)过?")
_APART = re.compile(rf"[，。；：（）.\n]|^[、或和与及]|{_NEGATION.pattern}")
"""What parts a verb from the next phrase: 收取或减免费用 denies both."""
_SUBJECT = re.compile(rf"(?:(?:接?收到|接[到获]|受理)过?)?{_ABOUT}+")
"""A phrase that may be only what another one is about: 政府信息公开申请 in 政府信息公开申请费用."""
_HEAD = re.compile(r"费|减免|复议|诉讼|投诉|举报|申诉")
_OF_SERVICES = re.compile(rf"(?:政府|政务)?信息(?:公开)?的?{_SERVICE}(?:[、和及或]{_SERVICE}){{0,4}}等?{_SUCH}?")
"""What may stand between them: 依申请 and 费用 in 依申请信息检索、复制等费用."""
_CHANNEL = re.compile(r"邮件|信函|传真|来信|来函|信件|网上|网络")
# 无应公开而不予公开的信息 says that nothing was withheld, not that nothing was refused.
_DUTY = re.compile(rf"[应该](?:当|该|予以?)?(?:主动)?公开[^，。；：、\n]{{0,4}}[未没不拒][^，。；：、\n]{{0,4}}公开{_ABOUT}*")
# 无需要公开的信息 says that there was no need, not that nothing was made public. 没有需要回应的舆情 is a metric's zero.
_NEEDED = re.compile(r"需要?(?:回应|公开)的[^，。；：\n舆热]{0,20}信息")
# 信函、传真等形式申请: the ways are named, the word behind them is no further one.
_WAYS = re.compile(rf"等(?:其[他它]|任何|各种)?(?:形式|方式|途径|渠道)(?!的){_ABOUT}+")
# 未发生诉讼败诉的情况 denies that one was lost, 未收到个人、法人的申请 not that a person asked; 检索、复印等费用 is one thing, not three.
_OF_ANOTHER = re.compile(
    r"(?:复议|诉讼)(?=(?:案件?)?[^，。；：、\n]{0,3}(?:败诉|被?纠错|被撤销|被?责令))|(?:个人|公民)(?=、法人)"
    rf"|{_SERVICE}(?=(?:[、和及或]{_SERVICE}){{0,4}}等{_SUCH}{{0,2}}费)|诉讼(?=复议[、，和与及或](?:行政)?诉讼)"
    r"|申请(?=登记)|[\u4e00-\u9fff](?=栏目|专栏)|当面(?=咨询)"
)
# 没有收到行政复议、行政诉讼的申请, 未收到提案办理的案件: what came in is named before, the noun behind it names nothing more; 许可申请 is none
# for information; in 要求公开其他信息的申请 the noun at the end is the name. 与诉讼（行政复议、申诉）有关的费用: the costs alone are denied.
_WITHIN = re.compile(
    r"(?:(?<=[议诉讼]的)|(?<=举报的))(?:申请|请求|要求|案件)|(?<=办理的)案件|(?:行政)?许可的?申请"
    r"|要求(?:公开|提供|获取)[^，。；：、\n未没无]{0,14}的(?=申请)"
    r"|[与因由][^，。；：\n]{0,16}(?:复议|诉讼|申诉)[^，。；：\n未没无]{0,16}(?:有关|相关|产生|发生|引起)的?(?=[^，。；：、\n]{0,6}(?:费|支出|开支))"
)
# 公开的信息没有涉及国家秘密的内容: what was made public holds no secret; that is no request refused. 公开的信息未涉及收费 denies a fee.
_HOLDS = re.compile(
    r"(?:公开|发布|公布|刊登)(?:出去)?的(?:(?!申请|[和及])[^，。；：、\n]){0,12}[未没无不][^，。；：\n]{0,4}(?:涉|含|包括)"
    r"(?=[^，。；：\n]{0,16}(?:密|隐私|敏感))(?![^，。；：\n]{0,40}(?:不予|拒绝|申请))(?:(?!收|费|复议|诉讼|投诉|举报|申诉)[^，。；：\n]){0,40}"
)
# 可以收取成本费用, 不得收取其他费用: what the rules permit or forbid is no report of what was done. 没有可以收取的费用 is, and so is
# 可以收取的费用均未收取.
_RULE = re.compile(
    r"(?<![没无未有在生])(?:可以?|允许|准许|有权|不得)(?:[^，。；：、\n]{0,8}?)收(?:取|费)(?!的)(?:(?![未没无不均])[^，。；：\n]){0,30}"
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
    """The longest phrase at each place in `[start, end)`, left to right, none overlapping; its name alone where it begins with a denial."""
    out, at = [], start
    while at < end:
        longest = _longest(text, at, end, trie)
        if longest:
            name = match.end() if (match := _DENIES.match(text, at, longest)) else at
            alone = _longest(text, name, end, trie) if name > at else 0
            out.append((name, alone) if alone >= longest else (at, longest))
        at = out[-1][1] if longest else at + 1
    return out


def _longest(text: str, at: int, end: int, trie: dict[str, Any]) -> int:
    """Where the longest phrase that begins at `at` ends, 0 where none does."""
    node, i, longest = trie.get(text[at]) if at < end else None, at + 1, 0
    while node:
        if "" in node:
            longest = i
        if i < end and text[i] in _BLANK and (match := _GAP.match(text, i, end)):
            i = match.end()
        if i < end and text[i] == "过" and "过" not in node:  # 未收到过申请 as 未收到申请
            i += 1
        node = node.get(text[i]) if i < end else None
        i += 1
    return longest


def _names(text: str, start: int, end: int, found: list[Span]) -> list[Span]:
    """The phrases of a group that are names of what is denied: pieces of one name joined, what names nothing of its own left out."""
    found = _joined(found, [match.span() for match in _ONE_NAME.finditer(text, start, end)])
    for pattern in (_DUTY, _WAYS, _RULE, _NEEDED, _HOLDS):
        found = _without(found, [match.span() for match in pattern.finditer(text, start, end)])
    ends = {match.end() for match in _OF_ANOTHER.finditer(text, start, end)}
    found = [span for span in found if span[1] not in ends]
    found = [here for here, after in zip(found, [*found[1:], None], strict=False) if after is None or not _depends(text, here, after)]
    return _outside(found, [match.span() for match in _WITHIN.finditer(text, start, end)])


def _joined(found: list[Span], names: list[Span]) -> list[Span]:
    """`found` with what touches one of `names` as one, where its verb is a known word; not where a longer phrase has it all.

    Both are in order and apart.
    """
    out, i = [], 0
    for start, end in names:
        while i < len(found) and found[i][1] <= start:
            out.append(found[i])
            i += 1
        first = i
        while i < len(found) and found[i][0] < end:
            i += 1
        known = first < i and found[first][0] <= start and (found[first][0] == start or found[first][1] < end)
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


def _outside(found: list[Span], wholes: list[Span]) -> list[Span]:
    """`found` without what lies within one of `wholes`. Both are in order and apart."""
    out, i = [], 0
    for start, end in found:
        while i < len(wholes) and wholes[i][1] < end:
            i += 1
        if i == len(wholes) or start < wholes[i][0]:
            out.append((start, end))
    return out


def _depends(text: str, here: Span, after: Span) -> bool:
    """Whether a phrase is only the verb or the subject of the next one: 收到 before 信函, 政府信息公开申请 before 费用."""
    phrase, between, head = text[slice(*here)], text[here[1] : after[0]], text[slice(*after)]
    if _VERB.fullmatch(phrase):
        return not _APART.search(between)
    if not _SUBJECT.fullmatch(phrase):
        return False
    if "费" in head and _OF_SERVICES.fullmatch(between):
        return True
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
