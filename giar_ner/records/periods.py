"""The time of a figure where it is not the report's own: an earlier year, a stretch of it, or a stock that has grown since before.

Precise before complete: a year counts only where it directly governs the number, and 累计 alone mostly means this year.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator, Sequence
from typing import Literal

from giar_ner.language.numerals import NumeralError
from giar_ner.language.quantities import read_quantity
from giar_ner.language.respective import listed_years
from giar_ner.ontology import OTHER
from giar_ner.records.context import REACH, Place
from giar_ner.schema import Period, Year
from giar_ner.tagging.spans import TaggedSpan

When = Period | Year | Literal["cumulative"] | None

# These say the earlier year in their own name.
_PREVIOUS = "_previous"
_OWN = re.compile(r"_previous$|carried_in$")

# --- an earlier year ---
_NOUGHT = "〇○零oO0"
_NAMED = rf"(?P<year>(?:19|20)\d\d|二[{_NOUGHT}][{_NOUGHT}一二][{_NOUGHT}一二三四五六七八九])年度?"
_YEAR = rf"(?:{_NAMED}|(?P<last>上一?年度?|去年度?|前一年度?|头一年|上一?学年)|(?P<before>前年|两年前))"
_LINK = (
    r"(?:同期|同口径|全年|底|末|的?(?:基数|总量|数量|数据))?[\s，：（“]*(?:则|也|还|又|只|仅|才)*"
    r"(?:的|之|为|是|有过?|共|公开|收到?|受理|出版|合计|申请|承办|没有|未|无|分别为|分别是|数为)?[\s，：（“]*约?"
)
_EARLIER = re.compile(rf"{_YEAR}{_LINK}$")
_AT_HEAD = re.compile(
    rf"(?:^|[，；])(?:其中|而)?[，：]?{_YEAR}，?(?:(?!以来|起|至今|开始|累计|的)[^，。；、（）“”《》\d年月日]){{0,12}}?"
    r"(?:收到|受理|公开|发布|答复|办理|办结|新增|接待|公布|制定|印发|制发)(?:(?!累计|的)[^，。；、（）“”《》\d年月日]){0,16}$"
)
# 上年两项分别为3件和2件, 去年放出的是88条: the words of a clause that begins with the year, without a comparison, a name or a stock in them.
_NOT_ITS = (
    r"以来|至今|开始|累计|比(?![例重])|较|相[比当同]|增|减|升|降|结转|遗留|转入|旧|计划|预算|决算|年报|报告|要点|存"
    r"|的(?![是为]|[^，。；、\d的]{1,8}[是为共有达：]$)"
)
_HEADS = rf"(?:^|[，；：—．）])(?:而|但|其中|同口径下?|相应地)?，?{_YEAR}(?!版|制|以?前|起|底前|初)"
_GOVERNED = re.compile(rf"{_HEADS}(?:(?!{_NOT_ITS})(?:月刊|[^，。；、（）“”《》\d年月日])){{0,12}}$")
# 2015年的举报、投诉依次是6件、9件: with the names of a row in the clause.
_ROW_GOVERNED = re.compile(rf"{_HEADS}的?(?:(?!{_NOT_ITS})[^，。；（）“”《》\d年月日]){{0,24}}(?:分别|依次|各)[为是]?$")
# 与2015年收的61件相比, 为上年总数48件的1.6倍: what stands behind says that it is compared with.
_WITH = re.compile(rf"(?:与|同|和|跟|为|是){_YEAR}[^，。；、\d（）]{{0,10}}$")
_IS_COMPARED = re.compile(r"^[^，。；]{0,14}(?:相比|比较|相较)|^的[^，。；]{0,6}[倍%成番]")
# 比去年移送的50件, 较上年新增数（89条）: what is compared with.
_COMPARED = re.compile(
    rf"(?:比|较|与|同|和|于){_YEAR}(?:(?:新增|[^，。；、\d（）增减多少升降年]){{1,8}}(?:的|（)|（[\u4e00-\u9fff]{{1,6}})$"
)
_THIS_TOO = re.compile(r"相应|此数|今年|本年|当年|比|较|同|前年|上年|20\d\d年")
_FROM = re.compile(rf"(?:由|从)(?:{_YEAR}的?)?约?$")
_TO = re.compile(r"^[（(]?[^，。；\d]{0,8}?(?:至|到|为|成|变|归于|攀升|提高|滑落)")
_BARE_TO = re.compile(r"(?:增|减|升|降|涨|跌|扩|缩|变|并|退)?(?:到|→|至)")
_NOT_FROM = re.compile(r"(?:年初|\d月份?|成立|开通|清理前)[^，。；]{0,4}$")
_BETWEEN = re.compile(r"^[、和及与]+[\u4e00-\u9fff]{0,8}?(?:为|是)?$")
_PART = re.compile(r"^（其中")
_BESIDE = re.compile(r"^[，、][^，。；）\d]{0,6}$")
_NOW = re.compile(r"今|[本当]年|本[学期月]|新|末|底")
# 469条（2013年402条），网站391条（337条）: once a bracket names the year, or a remark says what brackets hold, the bare ones hold it too.
_BRACKET_YEAR = re.compile(rf"[（\[〔]{_YEAR}(?:同期)?(?:为|是)?")
_OPENED = re.compile(r"[（\[〔]")
_CLOSED = re.compile(r"(?:，下同)?[）\]〕]")
_BRACKETS_ARE = re.compile(rf"括号[内里中](?:的?(?:数字?|数据|数值))?(?:均|皆|都)?(?:为|是|系)?{_YEAR}")
_ARE_IN_BRACKETS = re.compile(rf"{_YEAR}(?:的?(?:数字?|数据|数值))?（括号[内里中]）")

# 2014、2015、2016三年，公开88条、130条、176条; 三年走势，…: rows of figures, one for each year.
_YEARS_OF_A_ROW = re.compile(r"20\d\d年?(?:[、和与及，]20\d\d年?)+(?P<count>[两二三四五]年)?(?:里|间)?")
_SOME = re.compile(r"[三四五六]年")
_LAST_YEARS = re.compile(
    r"(?:(?P<count>[三四五六])年(?:走势|来?连续|来?逐年|来?依次|来?分别|[^，。；\d]{0,8}(?:依次|分别)|走高|走低)|前两年分别)"
)
_PARAGRAPH = 300  # characters back to the years of a row that tells only how many they are
_SOME_YEARS = 24  # characters between the years and a row that is not told to be of these years
_OTHER_YEAR = re.compile(r"20\d\d年|[今去上本]年")

# --- a stretch ---
_MONTH = r"(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])"
_QUARTER = "[一二三四1-4]"
_STRETCH = re.compile(
    rf"(?:(?P<named>20\d\d)年(?:度?的?)?[（(]?)?(?:"
    r"(?P<half>[上下头前后])半年|(?:(?<![\u4e00-\u9fff])|(?<=[年的局]))(?P<side>[前头后])(?P<some>[二两三四五六七八九十]|1[01]|[2-9])个月"
    rf"|(?P<head>[前头])(?P<quarters>[两二三23])个?季度|(?P<quarter_from>{_QUARTER})(?:季度)?[—\-－–~至到](?P<quarter_to>{_QUARTER})季度"
    rf"|第?(?P<quarter>{_QUARTER})季度|(?<![\u4e00-\u9fff第])(?P<season>{_QUARTER})季(?![度\u4e00-\u9fff])"
    rf"|(?:从|自)?(?P<first>{_MONTH})(?:月份?)?(?:(?<=月)(?P<first_day>\d{{1,2}})日)?(?:起|开始)?[—\-－–~至到]{{1,2}}(?:同年|当年|(?P<until>20\d\d)年)?"
    rf"(?P<last>{_MONTH})月份?(?:(?<=月)(?P<last_day>\d{{1,2}})日)?"
    r")"
)
_GOVERNS = re.compile(
    r"^(?!末|初|起|以来|底)[^，。；：]{0,10}$|^[，：](?:全?[省市县区]?|本?[局机关]*)?(?:共|累计|主动)?[^，。；：\d]{0,6}$"
)
_AT_ITS_HEAD = re.compile(r"^，[^，。；：、\d（]{0,18}(?:公开|发布|收到|受理|收件|接听|推送|访问)[^，。；：、\d（]{0,8}$")
_OF_MONTH = re.compile(
    rf"(?<![\d一二三四五六七八九十至到—\-－–~、和起])(?P<month>{_MONTH})月份?(?:又|就|还|共|只|仅|则|一个月)*"
    r"(?:收到|接到|接听|接了|收件|公开(?:信息)?|发布(?:信息)?|推送|挂了|补录|最多|最少|为|是|有|即有)?[，：]?$"
)
_UNTIL = re.compile(r"截[至止]到?(?:(?P<named>20\d\d)年)?(?P<month>1[01]|[1-9])月(?:底|末|份)?，?(?:(?!累计|共有|现有)[^，。；\d]){0,8}$")
_COUNTED_FROM = re.compile(rf"(?P<named>20\d\d)年（从(?P<month>{_MONTH})月(?:份)?(?:算起?|起)）[^，。；、\d]{{0,8}}$")
_AT_A_DATE = re.compile(r"capacity\.|reach\.followers|\.in_force$|carried|other$")  # what stands at a date, not what came in until then
_OF_REPORTS = ((5, 12), (9, 8))  # the months of 2008's first reports and of a school's: what begins a sentence may be the report's own
_MARGIN = " \u3000\n，"
_BOTH_HALVES = re.compile(r"上半年[、和与及]下半年[^，。；]{0,4}各")
_QUARTERS_OF_A_ROW = re.compile(r"(?:[一1](?:季度)?[—\-－–~至到][四4]|四个)季度(?:[^，。；\d]{0,12})$")
_HALVES_OF_A_ROW = re.compile(r"上半?年?[、和与及]下半年[^，。；\d]{0,4}(?:分别|依次)[^，。；\d]{0,8}$")
_MONTHS_OF_A_ROW = re.compile(
    rf"(?<!\d)(?P<first>{_MONTH})月?[—\-－–~至到](?P<last>{_MONTH})月[^，。；\d]{{0,12}}(?:依次|分别|各月)[^，。；\d]{{0,6}}$"
)

# --- a stock ---
_SINCE = re.compile(
    r"(?:(?<!今年)(?<!本年)(?<!年初)(?<!年)以来|(?:19|20)\d\d年[^，。；]{0,10}(?:以来|起)|[自从](?:19|20)\d\d年[^，。；]{0,14}[到至]|(?:建网|开通|创刊|建馆|成立|施行|实施|运行)(?:以来|至今|起)|历年|至今|滚存)"
)
_NEW = re.compile(
    r"^[，、（]*(?:其中)?(?:本年度?|今年|当年|年内)|(?:本年度?|今年|当年|年内|20\d\d年度?)(?:新增|新公开|新发布)"
    r"|，20\d\d年度?(?:分别)?[为是]|^[^，。；]{0,6}[，、（]其中[，：]?20\d\d年(?!第?[一二三四1-4]季度|[上下]半年|1?\d月)"
)
_NEW_IN_BRACKETS = re.compile(r"^（(?:其中)?[，：]?(?:20\d\d年度?|本年度?|今年|当年|年内)(?:全年)?新增")
# 累计公开1620条，全文电子化率100%。2011年新增530条: the new ones in the sentence behind it.
_THIS_YEARS = re.compile(r"(?:全年|今年|本年度?|年内|当年|(?<!截至)(?<!截止)(?<!至)(?<!到)20\d\d年度?)，?[^，。；底末日]{0,8}$")
_NEW_BEHIND = re.compile(
    r"^[^\n]{0,110}?[。；，](?:其中)?[，：]?(?:20\d\d年度?|本年度?|今年|当年)(?:全年)?(?:新增|新公开|新发布)[^，。；\d]{0,12}[\d,.]+万?(?P<unit>.)"
)
# Counted since the beginning even without 累计: 创刊至今共出版84期, 条例施行以来公开930条, 开办以来97件.
_FOUNDED = r"(?:建[网站库馆台]|创[刊办]|开[馆通办播站设张网]|成立|设[栏站]|运行|建专栏)"
_SUM = r"(?:共计?|合计|总计|积累|累[积计]|存量|总量|总数|总访问量|总|已经?|滚存|计)"
_EVER = re.compile(
    rf"{_FOUNDED}(?:以来|至今)[^，。；\d]{{0,4}}(?:共|已)[^，。；\d]{{0,6}}$|{_FOUNDED}(?:以来|至今)的?$"
    rf"|创刊以来(?:出版|编印|刊出)?$|[自从]20\d\d年[^，。；]{{0,8}}{_FOUNDED}(?:以来|至今)?(?:推送|推出|发布|播出|出版|编印|累计)过?$"
    r"|(?:[自从]|》)(?:[^，。；\d]{0,6})(?:施行|实施)(?:算起|以来)，[^，。；\d]{0,6}(?:已|共)[^，。；\d]{0,4}$"
    r"|(?<!近)(?<!前)[两二三四五六七八九十]年多?来(?!最|首|第)(?:共|累计|合计)?[^，。；、\d]{0,6}$"
    rf"|(?<![今本全当]年)(?:以来|算起|之日起|至今)(?:的|，)?{_SUM}+[^，。；\d]{{0,6}}$"
    r"|条例》?(?:施行|实施)以来(?:，截[至止][^，。；]{4,14})?，?(?:(?![今本全当]年)[^，。；\d]){0,18}$"
)
# Words that say a stock: 历年36元, 平台上挂着533条, 库存5,930件, 总量累计达4,417条, 五年合计41件.
_HELD = re.compile(
    r"(?<![和与及、理查出补了对挂])历年(?:的)?(?:[合总共]计|累[计积到加]|[叠疊]加|共|存量|只|总)?[^文旧档保，。；、\d]{0,3}$"
    r"|(?:(?<!年初)存量|(?<![\u4e00-\u9fff])库存|库存(?=信息))(?:信息|文件|条目)?(?:已|现)?(?:滚到|有|达到?|为|是)*$"
    r"|(?:目录|平台|网上|年[底末初])[^，。；\d]{0,10}?(?<!以来)挂着的?(?:信息|条数|条目|文件)*[共是有为]*$|架上(?:总|现)?共?有?$"
    r"|目录[里中内](?:现|已|共|总|目前)*有$|累计(?:已经?|总量|总数)*(?:达到?|达成|已达)$|累计(?:下载|装机|安装)(?:量)?(?:达|为)?$"
    r"|(?<![第\d])[两二三四五六七八九十]年(?:多)?(?:来|间|下来)?(?:合计|累计|[叠疊]加|合起来|总计|加起来|总共|共计)[^，。；、\d]{0,6}$"
)
_STOCKED = re.compile(r"disclosure\.(?:total|channel|category)|archives|reach\.(?:site|page)")
_NEW_OF_IT = re.compile(
    r"，(?:其中|仅)?(?:20\d\d年度?|当年|本年度?|今年|年内)(?:一年|全年|当年)?(?P<of>新增|新编|新添|新上|新加|新入库|新公开|占|贡献)了?[\d,.]+万?(?P<unit>[\u4e00-\u9fff]{1,2})"
)
_OF_THIS_YEAR = re.compile(
    r"，(?:其中|仅|仅就)?(?:20\d\d年度?|当年|本年度?|今年)(?:一年|这一年|的)?(?:就|又|占|是|为|有|访问|贡献|推送|公开|收到)*\d"
)
_ALL_TOLD = re.compile(r"(?:累计|总|已)[^，。；\d]{0,8}$")
_TIDIED = re.compile(r"(?:清理|核对|收回|盘活|审查|梳理|评估|对)[^，。；]{0,12}$")
_ALL_YEARS = re.compile(
    r"历年(?:共|主动)*公开的?(?:政府)?(?:信息)?(?:合计|累积|总数|已有|共|到20\d\d年[底末]|为)+$|(?:连同|加上)往年[^，。；\d]{0,6}$"
)
_ARCHIVE = re.compile(r"(?:馆藏|库藏|馆内|存有|加上旧存|连同往年)[^，。；\d]{0,14}$")
_YEAR_START = re.compile(r"年初的?还?(?:只|仅)?(?:是|为|有)?约?$")
_NO_STOCK = re.compile(r"(?:取关|取消关注|到访|来访|访问|常住|人口|全[乡镇村县]|辖区|净增|新增|涨|增)(?:了|约|者|用户|人口|人数|常住)*$")
_GROWN = re.compile(r"[涨增]了?[\d.,]+万?人?[、和]$")  # 各涨4.1万、6.2万
_TIME = re.compile(r"年|月|日|季度|同期|累计|新增|目前|至今|共计|合计|总计|全部|合起来")
_AND_ALL = re.compile(
    r"[^\n]{0,40}?[，；。（、](?:[到至截止底末年月日\d]{0,14}[，]?)[^，。；、（\d今全本当]{0,6}(?:累计|历年(?=[合总共]计|累积|存量|的?(?:主动)?公开)|总计已)[^，。；\d]{0,10}"
)
_OF_A_MONTH = re.compile(r"\d月份?[^，。；\d]{0,12}$")
_LISTED = re.compile(r"^[、和及与]+[\u4e00-\u9fff]{2,8}$")
_NEXT = re.compile(r"[\s、，,]*(?:和|与|及|以及)?\s*")
_FIRST_YEAR = 2000  # figures of disclosure are not older
_THIS_YEAR = re.compile("本年|当年|年内|今年")
_NEAR = 6  # figures before one that may be the year's own
_CLASSES = ("disclosure.category", "disclosure.normative_documents")
_RATE = "disclosure.electronic_fulltext_rate"
_STOCK = "reach.followers"
_IN_FORCE = ".in_force"


def periods(normal: str, spans: Sequence[TaggedSpan], places: Sequence[Place], year: int | None) -> list[When]:
    """For every span its own period, or None where it is the report's. Without the report's year nothing but stocks can be told."""
    out: list[When] = []
    told = _listed(normal, spans, places, year) if year is not None else {}
    for i, (span, place) in enumerate(zip(spans, places, strict=True)):
        if i in told and span.kind != "change" and not span.metric.endswith(_PREVIOUS):
            out.append(told[i])
            continue
        earlier = _of_before(out, spans, places, place.previous)
        following = spans[i + 1] if i + 1 < len(places) and places[i + 1].previous == i else None
        own = _period(normal, span, place, following, earlier, year)
        if own is None and _goes_on(normal, earlier, spans[i - 1], span, place):
            own = earlier
        if own is None and _adds_up(normal, [spans[j] for j in range(max(0, i - _NEAR), i) if out[j] is None], span):
            own = "cumulative"
        out.append(own)
    return out


def _of_before(out: Sequence[When], spans: Sequence[TaggedSpan], places: Sequence[Place], previous: int | None) -> When:
    """The period of the figure before, past a rate that stands between a stock and its classes."""
    while previous is not None and out[previous] is None and spans[previous].metric == _RATE:
        previous = places[previous].previous
    return out[previous] if previous is not None else None


def _listed(normal: str, spans: Sequence[TaggedSpan], places: Sequence[Place], year: int) -> dict[int, When]:
    """The periods that rows of figures and brackets give to their figures, by index; None where it is the report's year."""
    years = dict(_in_brackets(normal, spans, places, year))
    starts = listed_years(normal, year)
    years |= {i: starts[span.start] for i, span in enumerate(spans) if span.start in starts}
    years |= {i: told for row in _rows(normal, spans, places) for i, told in _row_years(normal, places, row, year)}
    found: dict[int, When] = {i: Year(year=told) if told < year else None for i, told in years.items()}
    return found | {i: told for row in _rows(normal, spans, places) for i, told in _row_stretches(normal, places, row, year)}


def _in_brackets(normal: str, spans: Sequence[TaggedSpan], places: Sequence[Place], year: int) -> Iterator[tuple[int, int]]:
    """The earlier year of each figure alone in brackets behind another of its metric, once the text has said what brackets hold."""
    said = _BRACKETS_ARE.search(normal) or _ARE_IN_BRACKETS.search(normal)
    known = _resolved(said, year) if said else None
    for i, (span, place) in enumerate(zip(spans, places, strict=True)):
        words = place.before(normal).strip()
        if i == 0 or not _OPENED.match(words) or not _CLOSED.match(normal, span.end) or spans[i - 1].end != place.gap:
            continue
        if m := _BRACKET_YEAR.fullmatch(words):
            known = _resolved(m, year)
        elif len(words) == 1 and known and (spans[i - 1].metric, spans[i - 1].kind) == (span.metric, span.kind):
            yield i, known.year


def _rows(normal: str, spans: Sequence[TaggedSpan], places: Sequence[Place]) -> Iterator[range]:
    """Two figures and more with nothing but commas between them."""
    first = 0
    for i in range(1, len(places) + 1):
        if i < len(places) and places[i].previous == i - 1 and _NEXT.fullmatch(normal, places[i].gap, places[i].start):
            continue
        if i - first > 1:
            yield range(first, i)
        first = i


def _many(count: str | None) -> int:
    """How many years: 三 is 3; without a word, the two before this one."""
    return "零一二三四五六".index(count) if count else 2


def _row_years(normal: str, places: Sequence[Place], row: range, year: int) -> Iterator[tuple[int, int]]:
    """2014、2015、2016三年，公开总量为88条、130条、176条，网站60条、101条、150条: each figure of a row has the year at its place."""
    place = places[row[0]]
    nearby = max(0, place.start - _PARAGRAPH)
    found = list(_YEARS_OF_A_ROW.finditer(normal, max(nearby, normal.rfind("\n", nearby, place.start)), place.start))
    for m in found:
        years = [int(y) for y in re.findall(r"20\d\d", m.group())]
        between = normal[m.end() : place.start]
        if len(years) != len(row) or _OTHER_YEAR.search(between):
            continue
        near = m.start() >= place.left and (len(row) > 2 or (len(between) <= _SOME_YEARS and not re.search(r"\d", between)))
        if near or _SOME.search(place.before(normal)):
            yield from zip(row, years, strict=True)
            return
    told = _LAST_YEARS.search(normal, max(place.left, nearby), place.start)
    if told and not found and _many(told["count"]) == len(row) and not _OTHER_YEAR.search(normal, told.end(), place.start):
        last = year if told["count"] else year - 1
        yield from ((i, last - len(row) + 1 + k) for k, i in enumerate(row))


def _row_stretches(normal: str, places: Sequence[Place], row: range, year: int) -> Iterator[tuple[int, Period]]:
    """一至四季度分别收件21件、34件、52件、40件: each figure of a row has the quarter, half or month at its place."""
    words = normal[max(places[row[0]].left, places[row[0]].gap) : places[row[0]].start]
    months: list[tuple[int, int]] = []
    if _QUARTERS_OF_A_ROW.search(words):
        months = [(first, first + 2) for first in (1, 4, 7, 10)]
    elif _HALVES_OF_A_ROW.search(words):
        months = [(1, 6), (7, 12)]
    elif m := _MONTHS_OF_A_ROW.search(words):
        months = [(month, month) for month in range(_small(m["first"]), _small(m["last"]) + 1)]
    if len(months) == len(row):
        yield from ((i, _months(year, first, year, last)) for i, (first, last) in zip(row, months, strict=True))


def _adds_up(normal: str, before: Sequence[TaggedSpan], span: TaggedSpan) -> bool:
    """Whether a figure is the stock beside the year's own: 本年新增612条，累计4208条; 收到0件，累计0件."""
    own = next((s for s in reversed(before) if s.metric == span.metric and s.kind == span.kind == "stated"), None)
    if own is None or normal[own.end - 1] != normal[span.end - 1] or _OF_A_MONTH.search(normal, max(0, own.start - 24), own.start):
        return False
    if not _AND_ALL.fullmatch(normal, own.end, span.start):
        return False
    try:
        of_year, in_all = (read_quantity(normal[s.start : s.end]).value for s in (own, span))
    except NumeralError:  # what has no value is told where values are read
        return False
    same = of_year == in_all and (of_year == 0 or _THIS_YEAR.search(normal, max(0, own.start - 12), own.start) is not None)
    return of_year < in_all or same


def _goes_on(normal: str, earlier: When, before: TaggedSpan, span: TaggedSpan, place: Place) -> bool:
    """Whether a figure without words of time splits the one before it in its sentence: 1—11月收到申请40件，当面申请30件、信函申请10件.

    What is read of a stock are often other figures of the year; only its classes, and what 、 joins to it, are surely parts of it.
    """
    words = place.before(normal)
    if earlier is None or isinstance(earlier, Year) or span.kind not in ("stated", "share") or _TIME.search(words):
        return False
    if earlier == "cumulative":
        return span.metric in _CLASSES or (before.metric != _STOCK and span.kind == before.kind and _BETWEEN.match(words) is not None)
    if not words and span.kind == before.kind:
        return True
    family = span.metric.partition(".")[0]
    return family == before.metric.partition(".")[0] != OTHER


def _period(normal: str, span: TaggedSpan, place: Place, following: TaggedSpan | None, earlier: When, year: int | None) -> When:
    words = place.before(normal)
    if _OWN.search(span.metric):
        m = _BRACKET_YEAR.fullmatch(words.strip()) if year is not None and not span.metric.endswith(_PREVIOUS) else None
        return _resolved(m, year) if m and year is not None else None
    if year is not None and span.kind != "change":
        if told := _earlier_year(normal, words, span, place, following, year):
            return told
        if stretch := _stretch(words, year) or _month(span.metric, words, year):
            return stretch
        if isinstance(earlier, Year) and not _NOW.search(words) and _belongs(normal, place, words):
            return earlier
    if earlier == "cumulative" and span.kind == "stated" and _LISTED.match(words) and _NEW.search(place.after(normal, 24)):
        return earlier
    if span.metric == _STOCK and span.kind == "stated":
        if year is not None and _YEAR_START.search(words):
            return Year(year=year - 1)
        return None if _NO_STOCK.search(words) or _GROWN.search(normal, *_before(place)) else "cumulative"
    return "cumulative" if span.kind == "stated" and _accrued(normal, span.metric, place, words) else None


def _belongs(normal: str, place: Place, words: str) -> bool:
    """Whether a figure is said in one breath with that of an earlier year: 2014年的2批95人, （上年复议9件、诉讼3件）, 上年为3件和2件."""
    if not words.strip() or _PART.match(words) or _BETWEEN.match(words):
        return True
    left, _ = _before(place)
    return normal.rfind("（", left, place.gap) > normal.rfind("）", left, place.gap) and _BESIDE.match(words) is not None


def _earlier_year(normal: str, words: str, span: TaggedSpan, place: Place, following: TaggedSpan | None, year: int) -> Year | None:
    """上年X, （2013年X）, and the X of 由X增至Y."""
    after = normal[span.end : following.start] if following else ""
    m = _FROM.search(words)
    if m and _TO.match(after) and not _NOT_FROM.search(words[: m.start()]):
        return _resolved(m, year) or (Year(year=year - 1) if m["year"] is None else None)
    if (
        following
        and _BARE_TO.fullmatch(after)
        and (following.metric, following.kind) == (span.metric, span.kind)
        and not _TIME.search(words)
    ):
        return Year(year=year - 1)
    m = _EARLIER.search(words) or _AT_HEAD.search(words) or _COMPARED.search(words) or _governed(normal, words, place)
    return _resolved(m, year) if m else None


def _governed(normal: str, words: str, place: Place) -> re.Match[str] | None:
    """The year at the head of the clause; 去年 only beside this year, since to those who write in January it is the report's own."""
    if (compared := _WITH.search(words)) and _IS_COMPARED.match(place.after(normal, 20)):
        return compared
    m = _GOVERNED.search(words) or _ROW_GOVERNED.search(words)
    told = m is not None and ("去年" not in m.group() or _THIS_TOO.search(normal, *_around(place)))
    return m if told else None


def _before(place: Place) -> tuple[int, int]:
    """The sentence up to a figure, as far as words reach."""
    return max(place.left, place.start - REACH), place.start


def _around(place: Place) -> tuple[int, int]:
    """The sentence of a figure, as far as words reach."""
    return max(place.left, place.start - REACH), min(place.right, place.end + REACH)


def _resolved(m: re.Match[str], year: int) -> Year | None:
    told = _year(m["year"]) if m["year"] else year - 1 if m["last"] else year - 2 if m["before"] else year
    return Year(year=told) if _FIRST_YEAR <= told < year else None


def _year(digits: str) -> int:
    """2014 or 二〇一四."""
    return (
        int(digits)
        if digits[0].isascii()
        else int("".join(str("〇一二三四五六七八九".find(c)) if c not in _NOUGHT else "0" for c in digits))
    )


def _small(numeral: str) -> int:
    """1 to 12, in digits or 一 to 十二."""
    return int(numeral) if numeral.isascii() else ("一二三四五六七八九十".find(numeral) + 1 or 10 + "一二".find(numeral[-1]) + 1)


def _months(year: int, first: int, until: int, last: int) -> Period:
    """From the first day of a month to the last one of another."""
    return Period(start=datetime.date(year, first, 1), end=datetime.date(until, last, calendar.monthrange(until, last)[1]))


def _stretch(words: str, year: int) -> Period | None:
    """1—11月, 上半年, 二季度, 1月1日至5月14日 directly before the number."""
    found = list(_STRETCH.finditer(words))
    if not found or _BOTH_HALVES.search(words):
        return None
    m = found[-1]
    direct = _GOVERNS.match(words[m.end() :]) is not None
    if not direct and (words[: m.start()].strip(_MARGIN) or not _AT_ITS_HEAD.match(words[m.end() :])):
        return None
    year = int(m["named"] or year)
    until = int(m["until"] or year)
    first, last = _first_and_last(m)
    if not direct and (first, last) in _OF_REPORTS:
        return None
    if (year, first) > (until, last):
        return None
    try:
        period = _months(year, first, until, last)
        start = period.start.replace(day=int(m["first_day"] or 1))
        end = period.end.replace(day=int(m["last_day"])) if m["last_day"] else period.end
    except ValueError:
        return None
    if (start, end) == (datetime.date(2008, 5, 1), datetime.date(2008, 12, 31)) and m["last_day"] and year == 2008:
        return None  # the first reports are on these months
    whole = (start, end) == (datetime.date(until, 1, 1), datetime.date(until, 12, 31))
    return None if whole else Period(start=start, end=end)


def _month(metric: str, words: str, year: int) -> Period | None:
    """12月收到16件, and what came in from January until 截至11月."""
    if (m := _COUNTED_FROM.search(words)) and int(m["named"]) <= year:
        return _months(int(m["named"]), _small(m["month"]), int(m["named"]), 12)
    if m := _OF_MONTH.search(words):
        return _months(year, _small(m["month"]), year, _small(m["month"]))
    if (m := _UNTIL.search(words)) and not _AT_A_DATE.search(metric) and int(m["named"] or year) == year:
        return _months(year, 1, year, int(m["month"]))
    return None


def _first_and_last(m: re.Match[str]) -> tuple[int, int]:
    """The months that a stretch begins and ends with."""
    if m["half"]:
        return (1, 6) if m["half"] in "上头前" else (7, 12)
    if m["side"]:
        some = 2 if m["some"] == "两" else _small(m["some"])
        return (13 - some, 12) if m["side"] == "后" else (1, some)
    if m["season"]:
        first = 3 * ("一二三四1234".index(m["season"]) % 4) + 1
        return first, first + 2
    if m["head"]:
        return 1, 9 if m["quarters"] in "三3" else 6
    if m["quarter"] or m["quarter_from"]:
        first, last = ("一二三四1234".index(q) % 4 for q in (m["quarter_from"] or m["quarter"], m["quarter_to"] or m["quarter"]))
        return 3 * first + 1, 3 * last + 3
    return _small(m["first"]), _small(m["last"])


def _accrued(normal: str, metric: str, place: Place, words: str) -> bool:
    """A stock: 自2008年以来累计, 历年累计, 累计…今年新增, 创刊至今共, 平台上挂着; what is in force (metrics of their own) needs no word."""
    if _EVER.search(words) or (not metric.startswith("capacity.") and _NEW_IN_BRACKETS.match(place.after(normal, 24))):
        return True
    if _ALL_YEARS.search(words) or (_STOCKED.match(metric) and _more_of_it(normal, place)):
        return True
    held = _HELD.search(words) or (_ARCHIVE.search(words) if metric == "archives.documents" else None)
    if held and not metric.endswith(_IN_FORCE) and not _TIDIED.search(words[: held.start() + 1]):
        return not (held.group().startswith("累计") and _THIS_YEARS.search(words[: held.start()]))
    counted = words.rfind("累计")
    if counted < 0 or len(words) - counted > 16:
        return False
    if _SINCE.search(normal, *_before(place)) or _NEW.search(place.after(normal, 24)):
        return True
    behind = _NEW_BEHIND.match(normal[place.end : place.end + 170])
    return behind is not None and behind["unit"] == normal[place.end - 1] and _THIS_YEARS.search(words[:counted]) is None


def _more_of_it(normal: str, place: Place) -> bool:
    """Whether the figure behind says how many of these are new: 目录收录1,132条，今年新增377条."""
    m = _NEW_OF_IT.match(normal, place.end)
    if m is not None and m["unit"].startswith(normal[place.end - 1]):
        return True
    return _ALL_TOLD.search(place.before(normal)) is not None and _OF_THIS_YEAR.match(normal, place.end) is not None
