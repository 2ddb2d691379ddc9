"""Stocks that have grown since before: 历年累计, 创刊至今共, 平台上挂着, and 累计 beside the new ones of this year."""

from __future__ import annotations

import re
from collections.abc import Sequence

from giar_ner.records.context import BREAK, REACH, Place, exceeds, number
from giar_ner.tagging.spans import TaggedSpan

_SINCE = re.compile(
    r"(?:(?<!今年)(?<!本年)(?<!年初)(?<!年)以来|(?:19|20)\d\d年[^，。；]{0,10}(?:以来|起)|[自从](?:19|20)\d\d年[^，。；]{0,14}[到至]|(?:建网|开通|创刊|建馆|成立|施行|实施|运行)(?:以来|至今|起)|历年|至今|滚存)"
)
NEW = re.compile(
    r"^[，、（]*(?:其中)?(?:本年度?|今年|当年|年内)|(?:本年度?|今年|当年|年内|20\d\d年度?)(?:新增|新公开|新发布)"
    r"|，20\d\d年度?(?:分别)?[为是]|^[^，。；]{0,6}[，、（]其中[，：]?20\d\d年(?!第?[一二三四1-4]季度|[上下]半年|1?\d月)"
)
_NEW_IN_BRACKETS = re.compile(r"^（(?:其中)?[，：]?(?:20\d\d年度?|本年度?|今年|当年|年内)(?:全年)?新增")
# 累计公开1620条，全文电子化率100%。2011年新增530条: the new ones in the sentence behind it.
_THIS_YEARS = re.compile(r"(?:全年|今年|本年度?|年内|当年|(?<!截至)(?<!截止)(?<!至)(?<!到)20\d\d年度?)，?[^，。；底末日]{0,8}$")
_OF_THE_YEAR = re.compile(r"全年|今年|本年|年内|当年|(?<!十)一年以?来|本?学年|(?<!\d)1月?[—\-–~至到]1?\d月|(?<![止至到])20\d\d年")
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
    r"|(?<!近)(?<!前)(?<![第\d〇○零Oo一二])[两二三四五六七八九十]年多?来(?!最|首|第)(?:共|累计|合计)?[^，。；、\d]{0,6}$"
    rf"|(?<![今本全当]年)(?<!年初)(?:以来|算起|之日起|至今)(?:的|，)?{_SUM}+[^，。；\d]{{0,6}}$"
    r"|条例》?(?:施行|实施)以来(?:，截[至止][^，。；]{4,14})?，?(?:(?![今本全当]年)[^，。；\d]){0,18}$"
)
# 2017年9月开通公众号，共发布65篇: all since an account was opened before the report's year.
_OPENED = re.compile(
    r"(?P<year>20\d\d)年[^，。；\d]{0,3}(?:1?\d月[^，。；\d]{0,3}(?:\d{1,2}日)?)?[^，。；\d]{0,16}?"
    r"(?:开[通设播张]|上线|创[办刊]|注册|建成|设立|成立|投用|启用)[^。；\d]{0,30}?"
    r"，(?:(?![今全本]年|年内)[^，。；\d]){0,8}(?:共计?|累[计积]|已经?)[^，。；\d]{0,14}$"
)
_SINCE_IT = re.compile(
    rf"{_FOUNDED}(?:以来|至今)，?(?:[本我][局委厅办站院校馆镇乡]|已|共|主动|累[计积]|公开|发布|推送|登载|编[印发]|出版|收到|受理|接待|各类|政府|政务|信息|申请|了)*$"
)
# Words that say a stock: 历年36元, 平台上挂着533条, 库存5,930件, 总量累计达4,417条, 五年合计41件.
_HELD = re.compile(
    r"(?<![和与及、理查出补了对挂])历年(?:的)?(?:[合总共]计|累[计积到加]|[叠疊]加|共|存量|只|总)?[^文旧档保，。；、\d]{0,3}$"
    r"|(?:(?<!年初)存量|(?<![\u4e00-\u9fff])库存|库存(?=信息))(?:信息|文件|条目)?(?:已|现)?(?:滚到|有|达到?|为|是)*$"
    r"|(?:目录|平台|网上|年[底末初])[^，。；\d]{0,10}?(?<!以来)挂着的?(?:信息|条数|条目|文件)*[共是有为]*$|架上(?:总|现)?共?有?$"
    r"|目录[里中内](?:现|已|共|总|目前)*有$|累计(?:已经?|总量|总数)*(?:达到?|达成|已达)$|累计(?:下载|装机|安装)(?:量)?(?:达|为)?$"
    r"|(?<![第\d〇○零Oo一二])[两二三四五六七八九十]年(?:多)?(?:来|间|下来)?(?:合计|累计|[叠疊]加|合起来|总计|加起来|总共|共计)[^，。；、\d]{0,6}$"
)
_STOCKED = re.compile(r"disclosure\.(?:total|channel|category)|archives|reach\.(?:site|page)")
_NEW_OF_IT = re.compile(
    r"，(?:其中|仅)?(?:20\d\d年度?|当年|本年度?|今年|年内)(?:一年|全年|当年)?(?P<of>新增|新编|新添|新上|新加|新入库|新公开|占|贡献)了?[\d,.]+万?(?P<unit>[\u4e00-\u9fff]{1,2})"
)
_OF_THIS_YEAR = re.compile(
    r"(?:；(?=[^，。；\d]{0,6}新(?:增|公开|发布))|，)(?:其中|仅|仅就)?(?:20\d\d年度?|当年|本年度?|今年)(?:一年|这一年|的)?(?:就|又|占|是|为|有|访问|贡献|推送|公开|收到|新增|新公开|新发布)*[\d,.]+万?(?P<unit>[\u4e00-\u9fff]{1,2})"
)
_ALL_TOLD = re.compile(r"(?:累计|总|已)[^，。；\d]{0,8}$")
_TIDIED = re.compile(r"(?:清理|核对|收回|盘活|审查|梳理|评估|对)[^，。；]{0,12}$")
_ALL_YEARS = re.compile(
    r"历年(?:共|主动)*公开的?(?:政府)?(?:信息)?(?:合计|累积|总数|已有|共|到20\d\d年[底末]|为)+$|(?:连同|加上)往年[^，。；\d]{0,6}$"
)
_ARCHIVE = re.compile(r"(?:馆藏|库藏|馆内|存有|加上旧存|连同往年)[^，。；\d]{0,14}$")
_AND_ALL = re.compile(
    r"[^\n]{0,40}?[，；。（、](?:[到至截止底末年月日\d]{0,14}[，]?)[^，。；、（\d今全本当]{0,6}(?:累计|历年(?=[合总共]计|累积|存量|的?(?:主动)?公开)|总计已)[^，。；\d]{0,10}"
)
_ANOTHER_CLASS = re.compile(r"(?:(?<!各)类|其[他它余])[^，。；、（]{0,4}(?:累计|历年|总计已)")
_OF_A_MONTH = re.compile(r"\d月份?[^，。；\d]{0,12}$")
_THIS_YEAR = re.compile("本年|当年|年内|今年")
_IN_FORCE = ".in_force"
# Figures of these may count different things, or are stocks without a word.
_NO_WHOLE = re.compile(r"other$|disclosure\.category$|capacity\.|.*\.in_force$")
_TOTAL, _CHANNEL = "disclosure.total", "disclosure.channel."
_WORDS = 70  # characters before a figure that say what it is


def adds_up(normal: str, figures: Sequence[TaggedSpan], span: TaggedSpan) -> bool:
    """Whether a figure is the stock beside the year's own: 本年新增612条，累计4208条; 收到0件，累计0件."""
    own = next((s for s in reversed(figures) if s.metric == span.metric and s.kind == span.kind == "stated"), None)
    if own is None or normal[own.end - 1] != normal[span.end - 1] or _OF_A_MONTH.search(normal, max(0, own.start - 24), own.start):
        return False
    beside = _AND_ALL.fullmatch(normal, own.end, span.start)
    if beside is None or _ANOTHER_CLASS.search(beside.group()):
        return False
    of_year, in_all = number(normal, own), number(normal, span)
    if of_year is None or in_all is None:
        return False
    same = of_year == in_all and (of_year == 0 or _THIS_YEAR.search(normal, max(0, own.start - 12), own.start) is not None)
    return of_year < in_all or same


# A whole at a date, 截至2019年底，本局已公开6427条, and a figure of the year itself, 2019年公开869条, each directly before its number.
_AT_A_DATE = re.compile(
    r"(?:(?:截[至止]到?|到|至)(?:[^，。；\d]{0,2}(?:20\d\d|今|本|当)?年?度?年?(?:[底末]|1?\d月(?:\d{1,2}日|份|[底末])?)|目前|现在)|目前)"
    r"[^，。；\d]{0,3}，?(?:(?![今本全]年)[^，。；\d]){0,18}?(?:累[计积]|已|共|总)[^，。；\d]{0,16}$"
)
_OF_A_TIME = re.compile("季度|[上下]半年|[0-9]月|期间|集中")
_COUNTED_UP = re.compile(r"累[计积][^，。；\d]{0,16}$")
_A_YEARS = re.compile(
    r"(?:^|[，。；（\n])(?:其中|而)?[，：]?(?:全年|今年|本年度?|年内|当年|(?<![至止到])(?P<year>20\d\d)年度?)"
    r"，?[^，。；\d底末日月止]{0,20}$"
)
# The whole area's figure is no stock beside a part's: 市本级公开1500条，截至12月底全市共公开9200条.
_A_WHOLE = re.compile("全[省市县区州旗镇乡街系]|各")
_A_PART = re.compile("本级|机关|直属|所属|下属|部门|办公[厅室]")
_REACH_BACK, _REACH_ON = 40, 12  # figures before and behind


def beside_the_years(normal: str, spans: Sequence[TaggedSpan], i: int, told: Sequence[object], year: int | None) -> bool:
    """Whether a figure is a whole that goes beyond the year, told by a smaller one of its metric that is the year's, far before it or behind.

    `told`: the periods of the figures before it, None for the year's own.
    """
    span = spans[i]
    if span.kind != "stated" or _NO_WHOLE.match(span.metric):
        return False
    words = _clause(normal, spans, i)
    dated = _AT_A_DATE.search(words)
    counted = dated or _COUNTED_UP.search(words)
    if counted is None:
        return False
    for k in range(i - 1, max(-1, i - 1 - _REACH_BACK), -1) if dated else ():
        if told[k] is None and _smaller(normal, spans, k, i) and _is_the_years(normal, spans, k, year):
            return not _is_sum(normal, spans, i)
    if _OF_THE_YEAR.search(BREAK.split(words[: counted.start()])[-1]):
        return False
    behind = range(i + 1, min(len(spans), i + 1 + _REACH_ON))
    return any(_smaller(normal, spans, k, i) and _is_the_years(normal, spans, k, year) for k in behind)


def _is_the_years(normal: str, spans: Sequence[TaggedSpan], k: int, year: int | None) -> bool:
    """Whether the words of a figure say that it is the whole year's: 今年共收到; not 今年第四季度收到."""
    words = _clause(normal, spans, k)
    m = _A_YEARS.search(words)
    return m is not None and m["year"] in (None, str(year)) and not _OF_A_TIME.search(words)


def _is_sum(normal: str, spans: Sequence[TaggedSpan], i: int) -> bool:
    """Whether the last figures of the metric before a whole add up to it: its parts, and no stock beside the year's own."""
    whole, rest = spans[i], number(normal, spans[i]) or 0
    for k in range(i - 1, max(-1, i - 1 - _REACH_BACK), -1):
        if (spans[k].metric, spans[k].kind) == (whole.metric, whole.kind):
            rest -= number(normal, spans[k]) or 0
        if rest <= 0:
            return rest == 0
    return False


def _clause(normal: str, spans: Sequence[TaggedSpan], i: int) -> str:
    """The words before a figure, from the one before it."""
    return normal[max(spans[i].start - _WORDS, spans[i - 1].end if i else 0) : spans[i].start]


def _smaller(normal: str, spans: Sequence[TaggedSpan], k: int, i: int) -> bool:
    """Whether figure `k` counts the same as figure `i`, of the same bodies, and is smaller; what one channel has exceeds no year's total."""
    small, whole = spans[k], spans[i]
    of_it = small.metric == whole.metric or (small.metric == _TOTAL and whole.metric.startswith(_CHANNEL))
    if not of_it or small.kind != whole.kind or not exceeds(normal, whole, small):
        return False
    return not (_A_PART.search(_clause(normal, spans, k)) and _A_WHOLE.search(_clause(normal, spans, i)))


def before(place: Place) -> tuple[int, int]:
    """The sentence up to a figure, as far as words reach."""
    return max(place.left, place.start - REACH), place.start


def accrued(normal: str, metric: str, place: Place, words: str, year: int | None) -> bool:
    """A stock: 自2008年以来累计, 历年累计, 累计…今年新增, 创刊至今共, 平台上挂着; what is in force (metrics of their own) needs no word."""
    ever = _EVER.search(words)
    if ever and f"{year}年" not in words[: ever.end()].partition("以来")[0]:
        return True
    opened = _OPENED.search(words)
    if opened and year is not None and int(opened["year"]) < year:
        return True
    if not metric.startswith("capacity.") and _NEW_IN_BRACKETS.match(place.after(normal, 24)):
        return True
    if _ALL_YEARS.search(words) or (_STOCKED.match(metric) and _more_of_it(normal, place)):
        return True
    held = _HELD.search(words) or (_ARCHIVE.search(words) if metric == "archives.documents" else None)
    if held and held.group().startswith("累计") and _OF_THE_YEAR.search(words[: held.start()]):
        return _SINCE.search(normal, *before(place)) is not None
    if held and not metric.endswith(_IN_FORCE) and not _TIDIED.search(words[: held.start() + 1]):
        return True
    if _SINCE_IT.search(words):
        return True
    counted = words.rfind("累计")
    if counted < 0 or len(words) - counted > 16:
        return False
    if _SINCE.search(normal, *before(place)) or NEW.search(place.after(normal, 24)):
        return True
    behind = _NEW_BEHIND.match(normal[place.end : place.end + 170])
    return behind is not None and behind["unit"] == normal[place.end - 1] and _THIS_YEARS.search(words[:counted]) is None


def _more_of_it(normal: str, place: Place) -> bool:
    """Whether the figure behind says how many of these are new: 目录收录1,132条，今年新增377条."""
    m = _NEW_OF_IT.match(normal, place.end)
    if m is None and _ALL_TOLD.search(place.before(normal)):
        m = _OF_THIS_YEAR.match(normal, place.end)
    return m is not None and m["unit"].startswith(normal[place.end - 1])
