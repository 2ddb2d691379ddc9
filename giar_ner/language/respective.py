"""Lists of names and of numbers joined by 分别 or 依次: which name each number belongs to.

网站、微信、微博分别公开120条、30条和5条 reads to a tagger as three numbers behind the name that stands nearest. With name and verb repeated at the
numbers (…分别公开网站公开120条、微信公开30条和微博公开5条) each has its own. `insertions` says what to repeat where; nothing of the text is taken
away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from giar_ner.language.gaps import Gaps
from giar_ner.language.quantities import Quantity, propose

_WORD = re.compile("分别|依次")
_END = re.compile(r"[。；！？\n]")
_BEFORE_CLAUSE = re.compile(r"[。；！？\n：，]")
_VERB = re.compile(r"[^、，。；：！？\n0-9]{0,14}")
"""What may stand between 分别 and the first number: 为, 公开信息, 较上年下降."""
_IS = re.compile("[为是有达]|达到|约为")
_BETWEEN = re.compile(r"\s*(?:[、，,]\s*(?:和|与|及|以及)?|和|与|及|以及)\s*")
_JOINT = re.compile(r"以及|(?<![共永太平祥谐温])和(?![平谐睦县])|与|(?<![涉普以])及(?![时其格])")
_LEAD = re.compile(
    r"^(?:.*[0-9]{2,4}年(?:度|底)?|.*(?:分别|依次)(?:为|是|有|占)?|其中|另外|此外|从[^，]{1,6}看|截至[^，]{1,8}|[\s“”\"（）()])+"
)
_NO_NAME = re.compile(
    r"[0-9]|^(?:同比|环比|较|比|则|均|又|也|二者|两者|三者|四者|前者|上述|以上|各|其(?![他它余]))|^[为是有达占和与及、]+$"
)
_LISTS = re.compile(r"[0-9、和与及]")
_MARK = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}、|[（(]?[0-9一二三四五六七八九十]{1,3}[）)]|[0-9]{1,2}[.．、]|(?:首先|其次|再次|最后)、)"
)
_NUMERAL_END = re.compile(r"[0-9〇零一二三四五六七八九十百千万亿两]$")
_SHARING = 3
_MOST = 30  # characters of a name
_NEAR = 8  # characters before a number that name it
_LONG = 300  # characters of a sentence that are looked at on either side


def insertions(text: str) -> list[tuple[int, str]]:
    """(offset, words) of the normalised `text`, in order: before each number of a 分别-list the name that it belongs to, and the verb."""
    found: list[tuple[int, str]] = []
    names: list[str] = []
    sentence = -1  # the last list and where its sentence begins: 网站、微信分别发布9条、3条，阅读量分别为400次、70次
    for word in _WORD.finditer(text):
        at = word.start()
        begin = max((m.end() for m in _END.finditer(text, max(0, at - _LONG), at)), default=max(0, at - _LONG))
        values = _values(text, word.end())
        clause = max((m.end() for m in _BEFORE_CLAUSE.finditer(text, begin, at)), default=begin)
        head, count = text[clause:at], len(values)
        if count > 1 and (here := _names(head, count) or _before(text, begin, clause, head, names if begin == sentence else [], count)):
            verb = text[word.end() : values[0].start].strip()
            verb = "" if _IS.fullmatch(verb) else verb  # 下降, 占, 公开信息: what kind of figure it is
            found += [(value.start, name + verb) for value, name in zip(values, here, strict=True)]
            sentence, names = begin, here
    return found


def repeated(text: str, normal: str) -> tuple[str, str, Gaps, dict[int, str]]:
    """`text` and its normal form with the names repeated, where in them the repetitions are, and each by its offset in `text`."""
    parts: list[str] = []
    normals: list[str] = []
    added: list[tuple[int, int]] = []
    last = length = 0
    names = dict(insertions(normal))
    for offset, words in names.items():
        parts += [text[last:offset], words]
        normals += [normal[last:offset], words]
        length += offset - last
        added.append((length, length + len(words)))
        last, length = offset, length + len(words)
    return "".join([*parts, text[last:]]), "".join([*normals, normal[last:]]), Gaps(added), names


def _values(text: str, start: int) -> list[Quantity]:
    """The numbers that follow each other from `start` on in its sentence, with nothing between them but commas and 和."""
    stop = _END.search(text, start, start + _LONG)
    end = stop.start() if stop else min(len(text), start + _LONG)
    out: list[Quantity] = []
    for q in propose(text[start:end]):
        allowed, since = (_BETWEEN, out[-1].end) if out else (_VERB, start)
        if not allowed.fullmatch(text, since, start + q.start):
            break
        out.append(replace(q, start=start + q.start, end=start + q.end))
    return out


def _names(head: str, count: int) -> list[str] | None:
    """The `count` names that a clause lists before 分别, None where it lists another number of them."""
    items = _MARK.sub("", head).split("、")
    if len(items) == count - 1:
        joints = [*_JOINT.finditer(items[-1], 1)]
        if len(joints) != 1 and items[:-1]:  # 公民、法人和其他组织的申请和: with a list before it, the first one ends the list
            joints = joints[:1]
        if len(joints) != 1:
            return None
        items = [*items[:-1], items[-1][: joints[0].start()], items[-1][joints[0].end() :]]
    items = [_LEAD.sub("", item).strip() for item in items]
    if len(items) != count or any(not item or _NO_NAME.search(item) or _NUMERAL_END.search(item) for item in items):
        return None
    tail = _tail(items)
    return [item[-_MOST:] + (tail if i < count - 1 else "") for i, item in enumerate(items)]


def _tail(items: Sequence[str]) -> str:
    """What the last of three names and more has behind the character that ends all the others, and they share: 甲局、乙局、丙局公开信息."""
    if len(items) < _SHARING:
        return ""
    last = {item[-1] for item in items[:-1]}
    cut = items[-1].find(last.pop()) if len(last) == 1 else -1
    return items[-1][cut + 1 :][:_MOST] if cut > 0 else ""


def _before(text: str, begin: int, clause: int, head: str, last: list[str], count: int) -> list[str] | None:
    """The names of the list or of the numbers before, where the clause's own words (`head`) list nothing: 上年分别为20件、19件."""
    if _LISTS.search(head):  # 2014年、2015年分别为, 同比和环比分别增长
        return None
    return last if len(last) == count else _numbered(text, begin, clause, count)


def _numbered(text: str, begin: int, clause: int, count: int) -> list[str] | None:
    """The words before the numbers of the clauses before, if the nearest of these that have numbers have `count` of them together."""
    found: list[str] = []
    for a, b in _clauses(text, begin, clause):
        here, last = [], a
        for q in propose(text[a:b]):
            name = _LEAD.sub("", re.split("[、，]", text[last : a + q.start])[-1]).strip()[-_NEAR:]
            here.append(name)
            last = a + q.end
        found = here + found
        if len(found) >= count:
            break
    named = len(found) == count and all(name and not _NO_NAME.search(name) and not _NUMERAL_END.search(name) for name in found)
    return found if named and len(set(found)) == count else None


def _clauses(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """The clauses of `[begin, end)`, the nearest to its end first."""
    b = end
    while b > begin:
        a = max((m.end() for m in _BEFORE_CLAUSE.finditer(text, begin, b - 1)), default=begin)
        yield a, b
        b = a
