"""Lists of names and of numbers joined by 分别 or 依次: which name each number belongs to.

网站、微信、微博分别公开120条、30条和5条 reads to a tagger as three numbers behind the name that stands nearest. With name and verb repeated at the
numbers (…分别公开网站公开120条、微信公开30条和微博公开5条) each has its own. `repetitions` says what to repeat where; nothing of the text is taken
away. Three numbers and more that follow each other are such a list without the word as well: 通过网站、微信、微博公开120条、30条和5条.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from giar_ner.language.gaps import Gaps
from giar_ner.language.quantities import Quantity, propose

_WORD = re.compile("分别|依次")
_END = re.compile(r"[。；！？\n]")
_BEFORE_CLAUSE = re.compile(r"[。；！？\n：，]")
_VERB = re.compile(r"[^、，。；：！？\n0-9]{0,14}")
"""What may stand between 分别 and the first number: 为, 公开信息, 较上年下降."""
_IS = re.compile("[为是有达]|达到|约为")
_BETWEEN = re.compile(r"\s*(?:[、，,]\s*(?:和|与|及|以及)?|和|与|及|以及)\s*(?P<verb>增加|减少|增长|下降|上升|提高|降低)?")
_RUN = re.compile(r"(?P<first>(?<![0-9,.])[0-9][0-9,.]*万?[\u4e00-\u9fff]{0,2})、[0-9][0-9,.]*万?[\u4e00-\u9fff]{0,2}(?:、|和)(?=[0-9])")
_JOINT = re.compile(r"以及|(?<![共永太平祥谐温])和(?![平谐睦县])|与|(?<![涉普以])及(?![时其格])")
_LEAD = re.compile(
    r"^(?:.*[0-9]{2,4}年(?:度|底)?|.*(?:分别|依次)(?:为|是|有|占)?|其中|另外|此外|从[^，]{1,6}看|截至[^，]{1,8}|[\s“”\"（）()])+"
)
_NO_NAME = re.compile(
    r"[0-9]|^(?:同比|环比|较|比|则|均|又|也|二者|两者|三者|四者|前者|上述|以上|各|其(?![他它余]))|^[为是有达占和与及、]+$"
)
_SAID = re.compile(r"^.*(?:[是为有即]|包括|依次|：)(?=[^是为有即：]*、)")
"""What stands before the names in a clause of their own: 居前三位的是部门动态、人事信息，分别为…."""
_LISTS = re.compile(r"[0-9、和与及]")
_MARK = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}、|[（(]?[0-9一二三四五六七八九十]{1,3}[）)]|[0-9]{1,2}[.．、]|(?:首先|其次|再次|最后)、)"
)
_NUMERAL_END = re.compile(r"[0-9〇零一二三四五六七八九十百千万亿两]$")
_RELATIVE = {"前": -2, "去": -1, "上": -1, "今": 0, "本": 0}
_YEAR_NAME = re.compile(r"(?:19|20)[0-9]{2}|[前去上今本]年")
_YEAR = rf"(?:{_YEAR_NAME.pattern})年?度?底?"
_RANGE = re.compile("[至到—~-]")
_YEARS = re.compile(rf"{_YEAR}(?:(?:、|，|和|与|及|以及){_YEAR})+|{_YEAR}[至到—~-]+{_YEAR}")
_BETWEEN_YEARS = re.compile(r"[）)，]?[^、和与及，。；：0-9]{0,24}，?")
"""What may stand between the years and 分别: 主动公开政府信息, ）两年; no other list."""
_FEWEST = 2
_FEWEST_BARE = 3  # numbers of a list without 分别
_SHARING = 3
_MOST = 30  # characters of a name
_NEAR = 8  # characters before a number that name it
_LONG = 300  # characters of a sentence that are looked at on either side


@dataclass(frozen=True, slots=True)
class Repetition:
    """`words` to be read before the number at `offset`, which is about `name`; `twin` is where the number before of the same name begins."""

    offset: int
    words: str
    name: str
    twin: int | None = None


def repetitions(text: str) -> list[Repetition]:
    """What to repeat in the normalised `text`, in order: before each number of a list the name that it belongs to, and the verb."""
    found: list[Repetition] = []
    last: list[Repetition] = []  # the list before: 网站、微信分别发布9条、3条，阅读量分别为400次、70次
    places = {m.end(): m.start() for m in _WORD.finditer(text)} | {m.start("first"): m.start("first") for m in _RUN.finditer(text)}
    for start, at in sorted(places.items()):
        if found and start <= found[-1].offset:
            continue
        begin = max((m.end() for m in _END.finditer(text, max(0, at - _LONG), at)), default=max(0, at - _LONG))
        here = _list(text, begin, at, start, [r for r in last if r.offset >= begin])
        found += here
        last = here or last
    return found


def listed_years(text: str, year: int) -> dict[int, int]:
    """The year of each number of a list of years in the normalised `text` of a report on `year`, by where the number begins.

    2014年、2015年分别公开120条、150条; 去年和今年收到申请分别为3件和5件; 2013至2015年分别为….
    """
    found: dict[int, int] = {}
    for m in _WORD.finditer(text):
        begin = max((e.end() for e in _END.finditer(text, max(0, m.start() - _LONG), m.start())), default=max(0, m.start() - _LONG))
        lists = [*_YEARS.finditer(text, begin, m.start())]
        if lists and _BETWEEN_YEARS.fullmatch(text, lists[-1].end(), m.start()):
            years = _years(lists[-1][0], year)
            values = _values(text, m.end())
            if len(years) == len(values):
                found |= {value.start: told for (_, value), told in zip(values, years, strict=True)}
    return found


def _years(words: str, year: int) -> list[int]:
    """The years that a list names, or that lie between the two of it."""
    named = [int(name[:4]) if name[0].isdigit() else year + _RELATIVE[name[0]] for name in _YEAR_NAME.findall(words)]
    return [*range(named[0], named[1] + 1)] if _RANGE.search(words) and len(named) == _FEWEST else named


def _list(text: str, begin: int, at: int, start: int, last: list[Repetition]) -> list[Repetition]:
    """The list whose 分别 stands at `[at, start)` in the sentence from `begin` on; without the word, whose first number stands at `start`."""
    values = _values(text, start)
    clause = max((m.end() for m in _BEFORE_CLAUSE.finditer(text, begin, at)), default=begin)
    head, count = text[clause:at], len(values)
    if count < (_FEWEST if at < start else _FEWEST_BARE):
        return []
    verb = text[start : values[0][1].start].strip()
    verb = "" if _IS.fullmatch(verb) else verb  # 下降, 占, 公开信息: what kind of figure it is
    if names := _names(head, count):
        return [_repetition(text, value, name, verb, None) for value, name in zip(values, names, strict=True)]
    if at == start or _LISTS.search(head):  # 2014年、2015年分别为, 同比和环比分别增长
        return []
    known: Sequence[tuple[str, int | None]] | None
    known = [(r.name, r.offset) for r in last] if len(last) == count else _numbered(text, begin, clause, count)
    if not known and not head:
        known = _named_before(text, begin, clause, count)
    return [_repetition(text, value, name, head.strip() + verb, twin) for value, (name, twin) in zip(values, known or (), strict=False)]


def _repetition(text: str, value: tuple[int, Quantity], name: str, verb: str, twin: int | None) -> Repetition:
    """At the number, or at the verb of its own that it has (减少3件)."""
    start, quantity = value
    return Repetition(start, name if start < quantity.start else name + verb, name, twin)


def repeated(text: str, normal: str) -> tuple[str, str, Gaps, list[Repetition]]:
    """`text` and its normal form with the repetitions, where in them these are, and what they are."""
    parts: list[str] = []
    normals: list[str] = []
    added: list[tuple[int, int]] = []
    last = length = 0
    found = repetitions(normal)
    for r in found:
        parts += [text[last : r.offset], r.words]
        normals += [normal[last : r.offset], r.words]
        length += r.offset - last
        added.append((length, length + len(r.words)))
        last, length = r.offset, length + len(r.words)
    return "".join([*parts, text[last:]]), "".join([*normals, normal[last:]]), Gaps(added), found


def _values(text: str, start: int) -> list[tuple[int, Quantity]]:
    """The numbers that follow each other from `start` on in its sentence, each with the place where it or its verb begins.

    Nothing stands between them but commas, 和 and such a verb (增加8件、减少3件).
    """
    stop = _END.search(text, start, start + _LONG)
    end = stop.start() if stop else min(len(text), start + _LONG)
    out: list[tuple[int, Quantity]] = []
    for q in propose(text[start:end]):
        q = replace(q, start=start + q.start, end=start + q.end)
        between = _BETWEEN.fullmatch(text, out[-1][1].end, q.start) if out else _VERB.fullmatch(text, start, q.start)
        if between is None:
            break
        out.append((between.start("verb") if out and between["verb"] else q.start, q))
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


def _named_before(text: str, begin: int, clause: int, count: int) -> list[tuple[str, int | None]] | None:
    """The names that the clause before lists."""
    before = next((text[a:b] for a, b in _clauses(text, begin, clause - 1)), "")
    names = _names(_SAID.sub("", before), count)
    return [(name, None) for name in names] if names else None


def _numbered(text: str, begin: int, clause: int, count: int) -> list[tuple[str, int | None]] | None:
    """The words before the numbers of the clauses before, and where these begin, if the nearest that have numbers have `count` together."""
    found: list[tuple[str, int | None]] = []
    for a, b in _clauses(text, begin, clause):
        here: list[tuple[str, int | None]] = []
        last = a
        for q in propose(text[a:b]):
            name = _LEAD.sub("", re.split("[、，]", text[last : a + q.start])[-1]).strip()[-_NEAR:]
            here.append((name, a + q.start))
            last = a + q.end
        found = here + found
        if len(found) >= count:
            break
    names = [name for name, _ in found]
    named = all(name and not _NO_NAME.search(name) and not _NUMERAL_END.search(name) for name in names)
    return found if named and len(found) == len(set(names)) == count else None


def _clauses(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """The clauses of `[begin, end)`, the nearest to its end first."""
    b = end
    while b > begin:
        a = max((m.end() for m in _BEFORE_CLAUSE.finditer(text, begin, b - 1)), default=begin)
        yield a, b
        b = a
