"""An earlier year: 上年X, （2013年X）, and the X of 由X增至Y."""

from __future__ import annotations

import re

from giar_ner.ontology import OTHER
from giar_ner.records.context import REACH, Place
from giar_ner.schema import Year
from giar_ner.tagging.spans import TaggedSpan

_NOUGHT = "〇○零oO0"
_NAMED = rf"(?P<year>(?:19|20)\d\d|二[{_NOUGHT}][{_NOUGHT}一二][{_NOUGHT}一二三四五六七八九])年度?"
YEAR = rf"(?:{_NAMED}|(?P<last>上一?年度?|去年度?|前一年度?|头一年|上一?学年)|(?P<before>前年|两年前))"
_LINK = (
    r"(?:同期|同口径|全年|底|末|的?(?:基数|总量|数量|数据))?[\s，：（“]*(?:则|也|还|又|只|仅|才)*"
    r"(?:的|之|为|是|有过?|共|公开|收到?|受理|出版|合计|申请|承办|没有|未|无|分别为|分别是|数为)?[\s，：（“]*约?"
)
_EARLIER = re.compile(rf"{YEAR}{_LINK}$")
_AT_HEAD = re.compile(
    rf"(?:^|[，；])(?:其中|而)?[，：]?{YEAR}，?(?:(?!以来|起|至今|开始|累计|的|结转|遗留|转入|转来)[^，。；、（）“”《》\d年月日]){{0,12}}?"
    r"(?:收到|受理|公开|发布|答复|办理|办结|新增|接待|公布|制定|印发|制发)(?:(?!累计|的)[^，。；、（）“”《》\d年月日]){0,16}$"
)
# 上年两项分别为3件和2件, 去年放出的是88条: the words of a clause that begins with the year, without a comparison, a name or a stock in them.
_NOT_ITS = (
    r"以来|至今|开始|累计|比(?![例重])|较|相[比当同]|增|减|升|降|结转|遗留|转入|旧|计划|预算|决算|年报|报告|要点|存"
    r"|的(?![是为]|[^，。；、\d的]{1,8}[是为共有达：]$)"
)
_HEADS = rf"(?:^|[，；：—．）])(?:而|但|其中|同口径下?|相应地)?，?{YEAR}(?!版|制|以?前|起|底前|初)"
_GOVERNED = re.compile(rf"{_HEADS}(?:(?!{_NOT_ITS})(?:月刊|[^，。；、（）“”《》\d年月日])){{0,12}}$")
# 2015年的举报、投诉依次是6件、9件: with the names of a row in the clause.
_ROW_GOVERNED = re.compile(rf"{_HEADS}的?(?:(?!{_NOT_ITS})[^，。；（）“”《》\d年月日]){{0,24}}(?:分别|依次|各)[为是]?$")
# 与2015年收的61件相比, 为上年总数48件的1.6倍: what stands behind says that it is compared with.
_WITH = re.compile(rf"(?:与|同|和|跟|为|是){YEAR}[^，。；、\d（）]{{0,10}}$")
_IS_COMPARED = re.compile(r"^[^，。；]{0,14}(?:相比|比较|相较)|^的[^，。；]{0,6}[倍%成番]")
# 比去年移送的50件, 较上年新增数（89条）: what is compared with.
_COMPARED = re.compile(
    rf"(?:比|较|与|同|和|于){YEAR}(?:(?:新增|[^，。；、\d（）增减多少升降年]){{1,8}}(?:的|（)|（[\u4e00-\u9fff]{{1,6}})$"
)
_THIS_TOO = re.compile(r"相应|此数|今年|本年|当年|比|较|同|前年|上年|20\d\d年")
# 2022年，我局没有收到申请。2023年收到2件: what is denied of an earlier year at the head of the clause.
_DENIED_AT_HEAD = re.compile(
    rf"(?:^|[，；\n])(?:其中|而)?[，：]?{YEAR}，(?:(?!以来|起|至今|开始)[^，。；、（）\d年]){{0,8}}(?:无|未|没有?|不)[^，。；\d]{{0,6}}$"
)
_FROM = re.compile(rf"(?:由|从)(?:{YEAR}的?|(?P<before_now>(?:原来|原先|原有|过去|以前|以往|从前|先前)的?))?约?$")
_TO = re.compile(r"^[（(]?[^，。；\d]{0,8}?(?:至|到|为|成|变|归于|攀升|提高|滑落)")
_BARE_TO = re.compile(r"(?:增|减|升|降|涨|跌|扩|缩|变|并|退)?(?:到|→|至)")
_NOT_FROM = re.compile(r"(?:年初|\d月份?|成立|开通|清理前)[^，。；]{0,4}$")
TIME = re.compile(r"年|月|日|季度|同期|累计|新增|目前|至今|共计|合计|总计|全部|合起来")
_FIRST_YEAR = 2000  # figures of disclosure are not older


def earlier_year(normal: str, words: str, span: TaggedSpan, place: Place, following: TaggedSpan | None, year: int) -> Year | None:
    """上年X, （2013年X）, and the X of 由X增至Y."""
    after = normal[span.end : following.start] if following else ""
    m = _FROM.search(words)
    if m and m["before_now"] and span.metric == OTHER:  # 由原来的7个环节压缩到4个: a rule's change, of no year
        m = None
    if m and _TO.match(after) and not _NOT_FROM.search(words[: m.start()]):
        return resolved(m, year) or (Year(year=year - 1) if m["year"] is None else None)
    if (
        following
        and _BARE_TO.fullmatch(after)
        and (following.metric, following.kind, normal[following.end - 1]) == (span.metric, span.kind, normal[span.end - 1])
        and not TIME.search(words)
    ):
        return Year(year=year - 1)
    if span.kind == "zero_statement" and (denied := _DENIED_AT_HEAD.search(words)):
        return resolved(denied, year)
    m = _EARLIER.search(words) or _AT_HEAD.search(words) or _COMPARED.search(words) or _governed(normal, words, place)
    return resolved(m, year) if m else None


def _governed(normal: str, words: str, place: Place) -> re.Match[str] | None:
    """The year at the head of the clause; 去年 only beside this year, since to those who write in January it is the report's own."""
    if (compared := _WITH.search(words)) and _IS_COMPARED.match(place.after(normal, 20)):
        return compared
    m = _GOVERNED.search(words) or _ROW_GOVERNED.search(words)
    told = m is not None and ("去年" not in m.group() or _THIS_TOO.search(normal, *_around(place)))
    return m if told else None


def _around(place: Place) -> tuple[int, int]:
    """The sentence of a figure, as far as words reach."""
    return max(place.left, place.start - REACH), min(place.right, place.end + REACH)


def resolved(m: re.Match[str], year: int) -> Year | None:
    told = _year(m["year"]) if m["year"] else year - 1 if m["last"] else year - 2 if m["before"] else year
    return Year(year=told) if _FIRST_YEAR <= told < year else None


def _year(digits: str) -> int:
    """2014 or 二〇一四."""
    return (
        int(digits)
        if digits[0].isascii()
        else int("".join(str("〇一二三四五六七八九".find(c)) if c not in _NOUGHT else "0" for c in digits))
    )
