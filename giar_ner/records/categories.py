"""The words of the class that a figure counts: 机构职能类 in `其中机构职能类3条，占5%`. Only for the metric that counts by class."""

from __future__ import annotations

import re
from collections.abc import Sequence

from giar_ner.records.context import BREAK, REACH, Place, number
from giar_ner.records.phrases import BARE, Offsets, class_before, listed, named_behind, repeated
from giar_ner.tagging.spans import TaggedSpan

METRIC = "disclosure.category"

# The class is the one of the figure before: `…类21条，2011年新增14条`, `…类9条，占5%`.
# ... and of the year before, `…类9条（去年7条）`, of another measure, `…公告4期、117条`, and the end of a rise, `…类由6条增至9条`.
_SAME = re.compile(
    r"^[\s，,、（(]*(?:\d{4}年|本年度?|今年|年内|当年|全年)?(?:新增|新发布|新公开)$"
    r"|^[（(](?:(?:20\d\d|上|去|前)年(?:同期)?[：为是]?)?$|^，(?:和|与|比|较)?(?:上年|去年|20\d\d年)的?$"
)
_ANOTHER_MEASURE = re.compile(r"^[\s、]?$")
_RISEN = re.compile(r"^[^，。；\d]{0,4}(?:至|到|为|成)(?:(?:现在|目前|如今|今年|本年)的?)?$")
_FROM = re.compile(r"(?:由|从)(?:(?:上年|去年|20\d\d年|原来|原先|过去|以前|以往)的?)?$")
_SHARE = re.compile(
    r"^[\s，,、（(^]*(?:约|大约|分别|各)?(?:[（(]约?$|占|佔|比例|比重|同比|比上年|较上年|比去年|较去年|增|减|多|少|环比|上升|下降)"
)

# A share behind an explanation, `…类16条，主要为领导信息等，占17.8%`: what follows the last comma names no class, so it is the figure's before.
_TRAILING = re.compile(
    r"^(?![\s]*[是为系]).*[，（(]\s*(?:约|大约|各|共|合计)?(?:所占|总体占|占|比例|比重|(?:公开|公示|公告)率)[^，、（）()]*$"
)

_BESIDE = re.compile(r"^[\s、，]*$")  # its share beside a figure, 办事指南 14条 17.07%
_ANOTHER = re.compile(r"其次|再次|另外|[，；][^，；]*(?:类|信息)(?=[，；（])")  # another class has been named since


# A column of the site names the class: `“政策法规”栏目发布信息`, 政策法规栏目.
_COLUMN = re.compile(
    r"(?:[放挂登刊列]?在)?(?:“(?P<quoted>[^“”]+)”(?:栏目?|专[栏区]|板块|类|领域|一[项栏])|(?P<plain>其[他它余]|[^在“”][^“”]{3,}?)栏目)"
    r"当?[中里内上下]?(?:共|主动|累计|全年)*(?:发布|公开|公布|公示|更新|推送)?(?:了|各类)*(?:政府|政务)?(?:信息|消息|内容|文章|稿件)?"
)
_BODIES = re.compile(r"[\u4e00-\u9fff]{0,8}(?:单位|部门|企业|机构|医院|学校|[省市县区乡镇])的(?=[\u4e00-\u9fff]{2})")
_ITEMS = re.compile("信息|消息|内容|文章|稿件")
# The marks around a whole name are not part of it where its neighbour has them too; a lone “三公” is a byname and keeps them.
_QUOTED = re.compile(r"“[^“”]+”")
_COUNTED = re.compile(r"”[^“”，；]{0,4}\d")
_NEAR = 40
# The words before say how many classes, so the name is behind the figure: `推出7大类96项“最多跑一次”清单`.
_CLASSES = re.compile(r".{0,4}(?:\d+|[两二三四五六七八九十]+)大?类")
_BEHIND = re.compile(
    r"(?:“[^“”]{2,12}”[\u4e00-\u9fff]{0,6}|(?![占比同增减其由均已被在共较为是，])[\u4e00-\u9fff]{2,12})(?=[，。；、）\n]|$)"
)
_WAY = re.compile("在(?![建线编校岗册职])|由|向|通过")  # how or where, no class
_SAID_BEHIND = re.compile(
    r"(?:都|均|全)?(?:是|为|属于?|归|讲|说|关于|涉及)(?:了|的是|于)?(?P<name>(?![\d一二三四五六七八九十两]|上年|去年|重复|转载自|由|在|同|零零)[\u4e00-\u9fff“”]{2,12}?)(?:的|类|信息)*(?=[，。；、）（\n]|$)"
)
_NAMELESS = re.compile(r"[\s，。、；：）]*(?:其中|其[余他它]|剩下?|余下?|另有?|还有|别的|有|余|和|的|是|，|、)*")
_MADE_PUBLIC = re.compile(r"[，、](?:均|全部|已|其|逐[条件])*(?:公布|公开|上网|公示|晒出?|登出)了?")
_REST = re.compile(r"其[他它余]")
_PARTS = re.compile(r"其中|包括|内?含")
# A mark that damage left between the name and its figure ends no sentence, nor does a line that broke there: 其它信息⏎30条.
_STRAY = re.compile(r"[?？]\s*|\s+")
_HEADING = re.compile(r"\s*(?:[（(]?[一二三四五六七八九十]+[、.．）)]|第[一二三四五六七八九十]+[部章节]).*|.*(?:情况|如下|[：:])\s*")
# A share on the line after its figure's.
_ON_A_NEW_LINE = re.compile(r"\s*[，,]?\s*(?:约|大约)?(?:占|比例|比重)[^，。；\d]{0,14}")
# What a class holds, told before its figure: 公告栏目发布动态包括招标、申报等84条, 便民提示类，包括停水、抢修等信息6条.
_HOLDS = re.compile(
    r"(?:[本我](?:部门|单位|[局委厅办院校镇乡街])|[\u4e00-\u9fff]{0,10}(?:网站?|门户|平台)上?的?)?(?P<name>[\u4e00-\u9fff“”、]{2,16}?)(?:栏目?|专栏|(?<=类)|(?<=类信息))(?:发布|公开|登载)?(?:信息|动态|内容)?，?(?:主要)?(?:包括|包含|涵盖|涉及)了?"
    r"[^。；\d]{4,60}等(?:方面|信息|内容|动态|的|共|计)*"
)


def categories(normal: str, spans: Sequence[TaggedSpan], places: Sequence[Place]) -> list[Offsets | None]:
    """For every span the offsets of its class's words, or None. A share or change takes the class of the figure before it."""
    rows, echoes = named_behind(normal, spans) | listed(normal, spans, places), repeated(normal, spans, places)
    out: list[Offsets | None] = []
    for i, (span, place) in enumerate(zip(spans, places, strict=True)):
        found: Offsets | None = None
        if span.metric == METRIC:
            found = (
                rows.get(i)
                or (out[echoes[i]] if i in echoes else None)
                or _of_before(normal, spans, places, i, out)
                or _told_behind(normal, spans, places, i)
                or _of_the_acts(normal, spans, places, i)
                or _holder(normal, places[i])
            )
            if not found and not _is_share_of_nameless(normal, spans, places, i):
                found = (place.start, place.end) if span.kind == "zero_statement" else _name(normal, spans, places, i)
        out.append(found)
    return out


def _is_share_of_nameless(normal: str, spans: Sequence[TaggedSpan], places: Sequence[Place], i: int) -> bool:
    """Whether a share is of a figure before it that has no name: 占总数的 names no class."""
    previous = places[i].previous
    if spans[i].kind != "share" or previous is None or spans[previous].metric != METRIC:
        return False
    return bool(_SHARE.match(places[i].before(normal)))


def _of_before(
    normal: str, spans: Sequence[TaggedSpan], places: Sequence[Place], i: int, earlier: Sequence[Offsets | None]
) -> Offsets | None:
    """The class of the figure before, where the words say that this one is of it; of the whole behind its parts, where these add up to it."""
    previous = places[i].previous
    if previous is None:
        broken = i and spans[i].kind == "share" and _ON_A_NEW_LINE.fullmatch(normal, spans[i - 1].end, spans[i].start)
        return earlier[i - 1] if broken else None
    words = places[i].before(normal)
    if not _follows(spans[i].kind, spans[previous].kind, words) and not _goes_on(normal, spans, places, i, words):
        return None
    whole = _whole(normal, spans, places, previous) if spans[i].kind == "share" else None
    return earlier[previous if whole is None else whole]


def _goes_on(normal: str, spans: Sequence[TaggedSpan], places: Sequence[Place], i: int, words: str) -> bool:
    """Whether a figure is of the class before since it has another measure word, or ends a rise from it."""
    before, own = spans[i - 1], spans[i]
    if not before.kind == own.kind == "stated" or before.metric != METRIC:
        return False
    if _ANOTHER_MEASURE.match(words):
        return normal[before.end - 1] != normal[own.end - 1]
    return bool(_RISEN.match(words) and _FROM.search(places[i - 1].before(normal)))


def _told_behind(normal: str, spans: Sequence[TaggedSpan], places: Sequence[Place], i: int) -> Offsets | None:
    """The class behind its number: 86条讲低保，31条讲救灾; 其余60条为动态. The words before name none, nor does another figure follow them."""
    place = places[i]
    left = max(place.gap, *(normal.rfind(mark, place.gap, place.start) + 1 for mark in "，；、"))
    if spans[i].kind != "stated" or not _NAMELESS.fullmatch(normal, left, place.start):
        return None
    m = _SAID_BEHIND.match(normal, place.end, min(place.right + 1, place.end + 24))
    return m.span("name") if m else None


def _holder(normal: str, place: Place) -> Offsets | None:
    """The class before what it holds, which is no name of its own."""
    m = _HOLDS.fullmatch(normal, place.gap, place.start)
    return class_before(normal, *m.span("name")) if m else None


def _of_the_acts(normal: str, spans: Sequence[TaggedSpan], places: Sequence[Place], i: int) -> Offsets | None:
    """What has been done, and of that so many made public: 广告许可144件，公布140件."""
    place = places[i]
    if place.previous is None or spans[i].kind != "stated" or spans[place.previous].metric == METRIC:
        return None
    if not _MADE_PUBLIC.fullmatch(normal, place.gap, place.start):
        return None
    return class_before(normal, places[place.previous].gap, places[place.previous].start)


def _whole(normal: str, spans: Sequence[TaggedSpan], places: Sequence[Place], last: int) -> int | None:
    """The figure of the class that is split up to `last`, `规划类6条，其中年度计划4条，其它2条`: the parts end in the rest and add up to it."""
    if not _REST.search(places[last].before(normal)):
        return None
    first = last
    while spans[first].kind == "stated" and spans[first].metric == METRIC and (before := places[first].previous) is not None:
        if _PARTS.search(places[first].before(normal)):
            parts = sum(number(normal, spans[k]) or 0 for k in range(first, last + 1))
            return before if spans[before].metric == METRIC and parts == number(normal, spans[before]) else None
        first = before
    return None


def _name(normal: str, spans: Sequence[TaggedSpan], places: Sequence[Place], i: int) -> Offsets | None:
    """The name of the class before the figure, else behind it."""
    place = places[i]
    found = class_before(normal, _gap(normal, spans, places, i), place.start)
    if _CLASSES.fullmatch(normal, *found) if found else not normal[place.gap : place.start].strip(BARE):
        behind = _BEHIND.match(normal, place.end, min(place.right, place.end + 24))
        return behind.span() if behind else None
    if not found:
        return None
    if m := _COLUMN.fullmatch(normal, *found) or _of_column(normal, place.gap, found):
        start, end = m.span("quoted" if m["quoted"] else "plain")
        alone = _REST.fullmatch(normal, start, end) and not (i and "栏" in places[i - 1].before(normal))
        return start, end + len("栏目") * bool(alone)  # 其他栏目 where nothing else in the row is a column
    if _WAY.match(normal, found[0]):
        return None
    if _QUOTED.fullmatch(normal, *found) and len(_COUNTED.findall(normal, max(0, place.start - _NEAR), place.end + _NEAR)) > 1:
        return found[0] + 1, found[1] - 1
    return _without_bodies(normal, spans, i, found)


def _without_bodies(normal: str, spans: Sequence[TaggedSpan], i: int, found: Offsets) -> Offsets:
    """The name without the bodies whose items they are, which a figure before it counts: 17个单位的预算信息共38条."""
    if not i or spans[i - 1].end != found[0] or normal[found[0] - 1] not in "个家":
        return found
    bodies = _BODIES.match(normal, *found)
    return (bodies.end(), found[1]) if bodies else found


def _of_column(normal: str, gap: int, found: Offsets) -> re.Match[str] | None:
    """The column whose items are told by a word that names none: “财政预算”栏目共发布消息3条."""
    if not _ITEMS.fullmatch(normal, *found):
        return None
    return _COLUMN.fullmatch(normal, max(gap, *(normal.rfind(mark, gap, found[0]) + 1 for mark in "，：；、")), found[1])


def _gap(normal: str, spans: Sequence[TaggedSpan], places: Sequence[Place], i: int) -> int:
    """Where the words of the figure begin; before a stray mark that stands directly before it."""
    place = places[i]
    stray = place.left > 0 and place.gap == place.left and _STRAY.fullmatch(normal, place.left - 1, place.start)
    if not stray:
        return place.gap
    earliest = max(place.start - REACH, spans[i - 1].end if i else 0)
    last = place.left - 1
    while last > earliest and normal[last - 1].isspace():
        last -= 1
    start = max((m.end() for m in BREAK.finditer(normal, earliest, last)), default=earliest)
    return place.gap if _HEADING.fullmatch(normal, start, last) else start


def _follows(kind: str, earlier: str, words: str) -> bool:
    """Whether the words between a figure (of kind `earlier`) and the next say that both are of one class."""
    if kind == "share" and earlier == "stated" and _BESIDE.match(words):
        return True
    if kind == "share" and earlier != "share" and _TRAILING.search(words) and not _ANOTHER.search(words):
        return True
    return bool(_SHARE.match(words) if kind in ("share", "change") else _SAME.match(words))
