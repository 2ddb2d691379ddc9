"""Every numeral expression with its measure word: the candidates that the tagger decides about, and the values that its decisions carry.

The grammar works in steps so that it stays linear: one regex with possessive repeats finds a numeral at a place and never goes back
into it, then the words before and behind it are read with bounded look-ups. Left out is what is never a record: years, months, days and
articles, and Chinese numerals that are part of a word (统一) or a list mark (二、).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from giar_ner.language import measures
from giar_ner.language.measures import GAP, GLOSS, NOUN
from giar_ner.language.normal import normalise
from giar_ner.language.numerals import NumeralError, parse_numeral
from giar_ner.language.runs import ARABIC, CN, COMMA_FOR_POINT, YEAR, pieces

Bound = Literal["exact", "at_least", "approx"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A numeral with its measure word at `[start, end)`; the value is multiplied out, the unit the base measure word.

    1.8万余元: 18000, 元, at_least. Shares are per cent (六成, 百分之六十, 一半: 60, 60, 50, %); 1.5倍 and 一番 keep their unit.
    """

    start: int
    end: int
    value: float
    unit: str | None
    bound: Bound


_SHARE = (
    rf"(?:百|千|万|[二三四五六七八九十]{{1,2}})分之(?:[{CN}]++(?:点[{CN}]++)?|[0-9]{{1,9}}(?:\.[0-9]{{1,9}})?)|"
    r"一多?半|半数|过半(?![年天月个])|(?<=占)半(?![年天月个数])"
)
_CHINESE = (
    rf"数以[十百千万亿]{{1,2}}计|(?:[数几上](?=[十百千万亿]))?[{CN}]"
    rf"(?:[ ]?(?:\r?\n)?[ ]?[{CN}]|有(?=[一二三四五六七八九]{NOUN})|点(?=[{CN}]))*+几?"
)
_FIRST = re.compile(rf"[0-9lO{CN}数几上半过⑩-⑳㉑-㊿Ⅰ-Ⅻ]")
_NUMERAL = re.compile(
    rf"(?P<arabic>{ARABIC})|(?P<share>{_SHARE})|(?P<chinese>{_CHINESE})|(?P<half>半(?=个[月小]|天))|"
    r"(?P<other>[⑩-⑳㉑-㊿Ⅰ-Ⅻ](?![、.]))"
)
# 1.8万余条, 3亿5千万, 3百零7件: the magnitudes with what may stand between them and the digits.
_MAGNITUDE = re.compile(
    rf"{GAP}[余多几来佘]?(?:(?:[十百千]?万|[千万]?亿|千(?![瓦克米伏卡])|百(?![分姓货度])|(?<=百[0-9])十){GLOSS}?"
    rf"(?:零[0-9]{{1,4}}|[0-9]{{1,4}}(?=[千百十万]|条))?){{1,4}}"
)
_TENTHS = re.compile(r"成(?![立为员果效绩功本交型套长熟])(?:[ ]?[一二三四五六七八九半几](?![条件份是在个]))?")
_VAGUE = re.compile(rf"{GAP}(?:[余佘](?![者额下])|多(?![少于出])|[来把](?={NOUN}))")
_UNIT = re.compile(measures.UNIT)
_GAP = re.compile(GAP)
_BEFORE = re.compile(rf"(?:{measures.BEFORE}[ ]{{0,2}}){{1,2}}$")
_AFTER = re.compile(measures.AFTER)
_AFTER_RATIO = re.compile(measures.AFTER_RATIO)
_STRONG = re.compile(r"[强弱](?![制化力度])")
# What follows a measure word and is counted with it: 两元四角, 十八块六, 2小时47分. What the whole and each part are worth in the unit.
_COMPOUNDS: dict[str, tuple[re.Pattern[str], float, tuple[float, ...], str]] = {
    "元": (re.compile(rf"([0-9{CN}]{{1,3}})角(?:([0-9{CN}]{{1,3}})分)?"), 1, (0.1, 0.01), "元"),
    "块": (re.compile(rf"([一二三四五六七八九])(?![{CN}]|{NOUN})"), 1, (0.1,), "元"),
    "角": (re.compile(rf"([一二三四五六七八九])?(?![{CN}]|{NOUN})"), 0.1, (0.01,), "元"),
    "小时": (re.compile(rf"([0-9{CN}]{{1,3}})分(?:钟)?"), 60, (1,), "分钟"),
    "分": (re.compile(rf"([0-9{CN}]{{1,3}})秒"), 60, (1,), "秒"),
}
# A look at one character spares most numbers a regex.
_LEADING = frozenset("约概莫近到足下于过出破超逾过 +-−－±负")
_MAGNITUDES = frozenset("余多几来把佘十百千万亿 \r\n？□&<")
_HEDGES = frozenset("余佘多+以超破逾过下于上数几出开止挂有强约近左概到足欠来把弱一二三两四五六七八")
_SIGN = re.compile(r"(?<![0-9A-Za-z年月日号%〕）～~\-])[-+−－±]$|(?<![减抱欺自])负$")
# 12.408条: a point for the comma, since there is no 408 thousandth of an item.
_POINTED = re.compile(r"[0-9]{1,3}\.[0-9]{3}")
_COUNTED = frozenset("条件份篇期次人户家项起宗个名封")


class _Tail(NamedTuple):
    """What follows a numeral's first run: where the expression and its numeral end, its unit, and how a compound changes the value."""

    end: int
    numeral_end: int
    unit: str | None
    factor: float = 1.0
    addend: float = 0.0


def propose(text: str) -> list[Quantity]:
    """Every numeral expression of the normalised `text`, in order, without overlaps. Linear in the length of the text."""
    return list(_scan(text))


def read_quantity(text: str) -> Quantity:
    """The quantity that the whole of `text` states (one span's text, normalised or not). Raises NumeralError where there is none."""
    plain = normalise(text)
    found = propose(plain)
    if len(found) > 1:  # damage that the grammar does not join
        found = propose(re.sub(r"[\s？□]+|〔|〕", "", plain)) or found
        found = [replace(found[0], start=0, end=len(text))]
    if not found:
        try:  # a date's number and the like, which `propose` leaves out
            return Quantity(0, len(text), parse_numeral(plain), None, _bound(plain))
        except NumeralError:
            match = _NUMERAL.search(plain)
            if not match:
                raise
            return Quantity(*match.span(), parse_numeral(match.group()), None, _bound(plain))
    return replace(found[0], bound=_bound(plain))


def _scan(text: str) -> Iterator[Quantity]:
    position = floor = 0
    while first_character := _FIRST.search(text, position):  # a set of characters is searched several times faster than the grammar
        position = first_character.start()
        match = _NUMERAL.match(text, position)
        if not match:
            position += 1
            continue
        start, end = match.span()
        position = end
        kind = match.lastgroup or ""
        if kind == "chinese" and end - start > 1 and text[start] == "一" and text[start - 1 : start] in _ONE and start:
            start += 1  # 唯一一处, 统一三项: the first 一 belongs to the word before
        tail = _tail(text, end, kind)
        parts = pieces(text, start, end, tail.unit) if kind in ("arabic", "chinese") else [(start, end)]
        for i, (first, last) in enumerate(parts):
            here = tail if i == len(parts) - 1 else _Tail(last, last, None)
            lead, sign = _lead(text, first, floor)
            value = _value(text, first, here, kind)
            if value is None or _is_date(text, first, last, here.unit) or (kind == "chinese" and _is_word(text, lead, first, here)):
                continue
            yield Quantity(lead, here.end, -value if sign in ("-", "−", "－", "负") else value, here.unit, _bound(text[lead : here.end]))
            floor = position = max(position, here.end)


def _value(text: str, start: int, tail: _Tail, kind: str) -> float | None:
    """The value of a numeral with its magnitudes, or None where it has none."""
    numeral = text[start : tail.numeral_end]
    if kind == "share" and "分" not in numeral:
        return 50.0
    if kind == "chinese" and numeral[:2] == "数以":
        numeral = numeral[2:-1]
    if kind == "arabic" and not any("0" <= c <= "9" for c in numeral) and not tail.unit:
        return None
    if COMMA_FOR_POINT.fullmatch(numeral):
        numeral = numeral.replace("，", ".")
    if "（" in numeral:
        numeral = re.sub(r"（[^）]*）", "", numeral)
    try:
        value = parse_numeral(numeral)
    except NumeralError:
        return None
    if tail.unit and tail.unit[0] in _COUNTED and _POINTED.fullmatch(numeral):
        value = float(round(value * 1000))
    return round(value * tail.factor + tail.addend, 6) if tail.addend or tail.factor != 1 else value


def _tail(text: str, end: int, kind: str) -> _Tail:
    numeral_end = end
    if kind in ("arabic", "chinese", "other") and text[end : end + 1] in _MAGNITUDES and (match := _MAGNITUDE.match(text, end)):
        numeral_end = match.end()
    last, unit, factor, addend = numeral_end, None, 1.0, 0.0
    if kind == "share":
        unit = "%"
    elif text.startswith("成", last) and (match := _TENTHS.match(text, last)):
        last = numeral_end = match.end()
        unit = "%"
    else:
        if text[last : last + 1] in _MAGNITUDES and (match := _VAGUE.match(text, last)):
            last = match.end()
        if text.startswith("+", last) and text[last - 1] in "万亿千余":
            last += 1
        gap = _GAP.match(text, last)
        if match := _UNIT.match(text, gap.end() if gap else last):
            unit, last = match.group(), match.end()
            if "（" in unit:
                unit = re.sub(GLOSS, "", unit)
            if compound := _COMPOUNDS.get(unit):
                pattern, whole, worths, base = compound
                if (match := pattern.match(text, last)) and (parts := _sum(worths, match.groups())) is not None:
                    last, unit, factor, addend = match.end(), base, whole, parts
    ratio = unit is None or unit in "%倍番"
    if match := (_AFTER_RATIO if ratio else _AFTER).match(text, last) or (_STRONG.match(text, last) if kind == "share" else None):
        last = match.end()
    return _Tail(last, numeral_end, unit, factor, addend)


def _sum(worths: tuple[float, ...], parts: tuple[str | None, ...]) -> float | None:
    try:
        return sum(worth * parse_numeral(part) for worth, part in zip(worths, parts, strict=True) if part)
    except NumeralError:
        return None


def _lead(text: str, start: int, floor: int) -> tuple[int, str]:
    """Where the expression starts with its sign and approximators, and the sign."""
    if start == floor or text[start - 1] not in _LEADING:
        return start, ""
    low = max(floor, start - 8)
    if match := _SIGN.search(text, low, start):
        return match.start(), match.group()
    match = _BEFORE.search(text, low, start)
    if match and (match.group() != "过" or text[start] in "半百千万五"):  # 过万 and 过五万, but 开过3次
        return match.start(), ""
    return start, ""


def _is_date(text: str, start: int, end: int, unit: str | None) -> bool:
    """A calendar year, a month's name or a day after it: 2014年, 3月, 31日 in 3月31日. Also an article's or a document's number."""
    if unit is None or unit[0] not in "年月日条号款":
        return False
    if unit[0] in "条号款":
        return text.startswith("第", start - 1) and start > 0
    digits = text[start:end]
    if unit[0] == "年":
        return bool(YEAR.fullmatch(digits)) or (len(digits) == 4 and digits[0] in "二一" and not set("十百千") & set(digits))
    if unit[0] == "月":
        return digits.isdigit() and len(digits) <= 2
    return text.startswith("月", start - 1) and start > 0


_ONE = frozenset("唯统逐单同惟专")
# Where a lone Chinese digit without a measure word can be a count (维持五、纠正二), and where it is the end of a word or a list mark.
_WORDLESS = re.compile(r"[，。；、）\s：—]|[为给查维]|$")
_NO_ONE = re.compile(r"(?:[没未]有?|无|[没未](?:有)?(?:收到|接到|发生|受理|出现|遇到)过?)$")
"""未接到一件。 denies that there was one. 没有一件申请 is left to the tagger: the noun tells."""
_CASES = frozenset(("件", "起", "例", "宗"))
_STOP = re.compile(r"[，。；：、）\s]|$")
_WORDS = frozenset("第其周初之单同统不惟唯逐十有-。；：，、 \n（\t")


def _is_word(text: str, lead: int, start: int, tail: _Tail) -> bool:
    """A Chinese numeral that is part of a word or a list mark (统一, 一是, （二）, 百姓, 万元) and no number of its own."""
    numeral = text[start : tail.numeral_end]
    bare = len(numeral) == 1 and numeral in "十百千万亿"
    if tail.unit is not None:
        if tail.unit == "分" and numeral == "一" and text.startswith("钱", tail.end):  # 没有收取一分钱
            return True
        if numeral == "一" and tail.unit in _CASES and _STOP.match(text, tail.end) and _NO_ONE.search(text, max(0, lead - 6), lead):
            return True
        return bare and numeral in "万亿" and lead == start and text[tail.numeral_end] not in "余多"
    if lead < start or tail.end > tail.numeral_end:
        return False
    if bare or (len(numeral) == 1 and numeral in "壹贰叁肆伍陆柒捌玖拾佰仟"):
        return True
    before, after = text[start - 1 : start], text[tail.end : tail.end + 1]
    if numeral in "零〇":
        return after in "售星距件碎散"
    if len(numeral) > 1:
        return before == "第" or (before == "（" and after == "）") or (after == "、" and before in "\n。 ") or numeral == "一一"
    return not before or before in _WORDS or not _WORDLESS.match(after)


def _bound(words: str) -> Bound:
    if _HEDGES.isdisjoint(words):
        return "exact"
    if measures.AT_LEAST.search(words):
        return "at_least"
    return "approx" if measures.APPROX.search(words) else "exact"
