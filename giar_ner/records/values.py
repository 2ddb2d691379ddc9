"""The value, unit and bound of a tagged span: what its characters state, in the sense that its kind and the words around it give them."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace

from giar_ner import ontology
from giar_ner.language.numerals import NumeralError, parse_numeral
from giar_ner.language.quantities import read_quantity
from giar_ner.records.context import Place
from giar_ner.schema import Bound
from giar_ner.tagging.spans import TaggedSpan

_DOWN = r"减|降|回落|少|跌|缩|滑|落|低|掉|砍|退|压|瘦身|精简|节约|腰斩|下行|削|节省|负增长|▼|↓"
_UP = r"增|升|涨|多|提高|高|长|扩|翻|添|上扬|新|加|超|▲|↑|\+"
_CUE = re.compile(rf"(?P<down>{_DOWN})|(?P<up>{_UP})")
_EITHER = re.compile(r"(增加|增长|上升|提高|增|减少|下降|降低|减)[（(/](?:增加|增长|上升|提高|增|减少|下降|降低|减)[）)]?")
"""增加（减少）12件: a form's words, of which the first is meant where the number has no sign of its own."""
_CUE_BEHIND = re.compile(r"^的?(?:增幅|涨幅|(?P<down>降幅|跌幅|下降|减少|减幅|降)|增|涨)")
_OWN_SIGN = re.compile(r"[-－−][\d.,]+(?:%|[\u4e00-\u9fff])?[、，和及与\s]*$")  # -22%、0.5%: the sign is that figure's own
_MINUS = re.compile(r"[-－−]$")
# 增幅由22%回落到5.4%: the rate fell, what it measures grew.
_RATE_TO = re.compile(r"(?:增幅|增速|涨幅|增长率)[^。；]*(?:到|至|为)[^\d，。；]{0,3}$")
# Items leave a list of powers in words of their own.
_REMOVED = re.compile(r"取消|划出|划转|扣除|减|剥离|移交|下放|停征|并掉|划走|划归|合并|归并|少|降|缩|[-－−]$")
_ADDED = re.compile(r"增|承接|并入|新|多|划入|\+|今年下放|随着下放")
_BOTH = re.compile(r"增[、/和]?减|不增不减")
# 是上年的1.5倍, 相当于2013年（410条）的96.1%, and 2.2倍于上年: the ratio of the two values, not the growth.
_RATIO = re.compile(r"(?:是|为|相当于|达到?|折?合|成了|涨到|只有|仅有|不及|不足|即|等于)[^，；。]{0,28}(?:的|之)$")
_RATIO_BEHIND = re.compile(r"^于")
_TEN_THOUSANDS = re.compile(r"[（(](?:单位[：:])?万元[）)]|单位[：:]万元")
_IN_TEN_THOUSANDS = re.compile(r"[（(](?:单位[：:])?万(?:人次|[人次条件个])[）)][\s：:|为]{0,3}$")
# Ratios in words that are no numeral with a measure word: 三成半, 近一半, 翻一番半.
_TENTHS = re.compile(r"([0-9一二三四五六七八九十两几]+)\s*成\s*([一二三四五六七八九半])?")
_HALF_OF_A_TENTH = re.compile(r"半\s*成")
_TIMES_AND_A_HALF = re.compile(r"倍半")
_HALF = re.compile(r"^[^0-9一二三四五六七八九十两]*(?:一多?半|半数|过?半)")
_RATIO_LIST = re.compile(r"[是为][^，；。]*的[^，；。]*$")
_AT_LEAST = re.compile(r"[余多几]|以上|超|突破|逾|过半|强")
_APPROX = re.compile(r"约|近|左右|上下|大概|不到|不足|以内|以下|弱")
_ABOUT = re.compile(r"(?:大约|约|接近|将近)[为有达]$")  # the number itself begins behind these
_COUNTED = frozenset("条件份篇期次人名个场家项册宗起部批块处台例") | {"人次", "场次"}
_ITEMS = frozenset("件份起宗例条笔个篇则项")
"""What requests, disputes and documents are counted in, one office by this word, another by that."""
_OCCASIONS = frozenset(("次", "人次"))
"""会议3次，收到申请10: what meetings are counted in, applications may be, but here are not."""
_PARTS = re.compile(r"其中|包括|分为|分别|[件份起宗例条笔个篇项]：|（[^（）]*$")
_PART_REACH = 80
_MAGNITUDE = re.compile("[百千万亿]")
_TIMES_AND_HALF = re.compile(r"([一二三四五六七八九两])番半")


@dataclass(frozen=True, slots=True)
class Value:
    value: float
    unit: str | None
    bound: Bound


def value_of(normal: str, span: TaggedSpan, place: Place, before: Value | None, kind_before: str | None) -> Value:
    """The value of `span`; `before` is the value of the span before it in the sentence. Raises NumeralError where there is none."""
    if span.kind == "zero_statement":
        return Value(0.0, None, "exact")
    text = normal[span.start : span.end]
    read = _ratio_in_words(text, halves=span.kind in ("share", "change")) or _quantity(text)
    if span.kind == "change":
        return _change(normal, span, place, read, before if kind_before == "change" else None)
    if span.kind == "share":
        return Value(read.value, "%", read.bound)
    if span.metric.endswith(".items_delta"):
        read = Value(_item_delta(place.before(normal), text, read.value), read.unit, read.bound)
    if _is_fraction_of_a_count(span.metric, place.before(normal)[-10:] + text + place.after(normal, 2), read):
        raise NumeralError(f"a count is no fraction: {text!r}")  # 31.7粉丝: characters are lost
    if read.bound == "exact" and _ABOUT.search(place.before(normal)):
        read = replace(read, bound="approx")
    return read if read.unit else _with_unit(normal, span, place, read, before)


def _is_fraction_of_a_count(metric: str, words: str, read: Value) -> bool:
    """Whether a number of things is no whole one; in 万, as the number or the `words` around it say, and as a mean (`other`) it may be."""
    known = ontology.metrics().get(metric)
    counted = known is not None and bool(known.units) and known.units[0] in _COUNTED and read.unit in (None, *known.units)
    return counted and read.value != int(read.value) and _MAGNITUDE.search(words) is None


def _quantity(text: str) -> Value:
    quantity = read_quantity(text)
    if not math.isfinite(quantity.value):
        raise NumeralError(f"not a finite number: {text!r}")
    return Value(quantity.value, "百分点" if quantity.unit == "个百分点" else quantity.unit, quantity.bound)


def _ratio_in_words(text: str, halves: bool) -> Value | None:
    """六成五 is 65 %, and, where `halves`, 一半 is 50 % and 半成 5 % (but 半个月 is no ratio)."""
    bound: Bound = "at_least" if _AT_LEAST.search(text) else "approx" if _APPROX.search(text) else "exact"
    if m := _TENTHS.search(text):
        rest = 5.0 if m[2] == "半" else parse_numeral(m[2]) if m[2] else 0.0
        return Value(10 * parse_numeral(m[1]) + rest, "%", bound)
    if halves and _HALF_OF_A_TENTH.search(text):
        return Value(5.0, "%", bound)
    return Value(50.0, "%", bound) if halves and _HALF.match(text) else None


def _change(normal: str, span: TaggedSpan, place: Place, read: Value, before: Value | None) -> Value:
    """Signed; ratios as growth in per cent: 增长1.5倍 is +150, 是上年的1.5倍 +50, 翻一番 +100."""
    text, clause = normal[span.start : span.end], normal[max(place.left, span.start - 40) : span.start]
    value, unit = read.value, read.unit
    if "番" in text:
        return Value(150.0 if _TIMES_AND_HALF.search(text) else (2.0 ** min(value, 64) - 1) * 100, "%", read.bound)
    if unit == "倍":
        value, unit = round(value * 100, 6) + (50.0 if _TIMES_AND_A_HALF.search(text) else 0.0), "%"
    elif unit is None and "分之" in text:
        unit = "%"
    listed = before is not None and place.before(normal) in ("、", "和", "，")
    if unit == "%" and (
        _RATIO.search(clause) or _RATIO_BEHIND.match(place.after(normal)) or (listed and "倍" in text and _RATIO_LIST.search(clause))
    ):
        return Value(round(value - 100, 6), unit, read.bound)
    return Value(_signed(normal, span, place, value, before), unit, read.bound)


def _signed(normal: str, span: TaggedSpan, place: Place, value: float, before: Value | None) -> float:
    """`value` with the sign of the last word of growth or decline before it, of the one behind it, or of the change beside it."""
    words = place.before(normal)
    if value < 0 or normal[span.start] == "+":
        return value
    if _MINUS.search(words):
        return 0 - value
    if _RATE_TO.search(normal[max(place.left, span.start - 40) : span.start]):
        return value
    cues = list(_CUE.finditer(_EITHER.sub(r"\1", words)))
    if cues:
        return 0 - value if cues[-1]["down"] else value
    if behind := _CUE_BEHIND.match(place.after(normal)):
        return 0 - value if behind["down"] else value
    carried = before is not None and before.value < 0 and not _OWN_SIGN.search(normal, max(0, span.start - 16), span.start)
    return 0 - value if carried else value


def _item_delta(words: str, text: str, value: float) -> float:
    """Items removed are negative: the last of the words decides."""
    if text[0] in "+-－−±":
        return value
    words = _BOTH.sub("", words)
    down = max((m.end() for m in _REMOVED.finditer(words)), default=-1)
    up = max((m.end() for m in _ADDED.finditer(words)), default=-1)
    return -abs(value) if value and down > up else value


def _with_unit(normal: str, span: TaggedSpan, place: Place, read: Value, before: Value | None) -> Value:
    """A bare number takes the unit of the figure that it splits where its metric can have it, else the metric's canonical unit."""
    metric = ontology.metrics().get(span.metric)
    units = metric.units if metric else ()
    if "元" in units or "万元" in units:
        scale = 10_000 if _TEN_THOUSANDS.search(normal, max(0, span.start - 60), span.start) else 1
        return Value(read.value * scale, "元", read.bound)
    if before is not None and before.unit:
        known = before.unit in units if units else before.unit not in ("%", "百分点", "元")
        alike = before.unit in units[:1] or before.unit not in _OCCASIONS
        if (known and alike) or ((known or _ITEMS.issuperset((before.unit, *units[:1]))) and _splits(normal, place)):
            return Value(read.value, before.unit, read.bound)
    scale = 10_000 if units and _IN_TEN_THOUSANDS.search(normal, max(0, span.start - 24), span.start) else 1
    return Value(read.value * scale, units[0] if units else None, read.bound)


def _splits(normal: str, place: Place) -> bool:
    """Whether the words before a number say that it is a part of a figure before it."""
    return _PARTS.search(normal[max(place.left, place.start - _PART_REACH) : place.start]) is not None
