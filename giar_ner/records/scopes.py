"""Whose figure it is, where the words say so: 市本级 in `全市12件，其中市本级3件`.

A body's name alone is no scope: `我局收到申请3件` in that office's report is the report's own figure, and so is the whole (全市). A word
for a level or a part counts only where the same metric is given for another body too; a row of a split by body always names its body.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from giar_ner.ontology import OTHER
from giar_ner.records.context import Place, exceeds
from giar_ner.records.phrases import Offsets, listed, noun_before, repeated
from giar_ner.tagging.spans import TaggedSpan

TOTAL, SUBORDINATE, CLASSES = "disclosure.total", "disclosure.subordinate", "disclosure.category"

_AREA = "省|市|县|区|州|旗|镇|乡|街道|盟"
_WHOLE = rf"全(?:{_AREA}|系统|辖|院|校|局)"
_PART = (
    rf"(?:{_AREA}|厅|局|委|管委会)(?:人民)?(?:政府)?(?:本级|机关本级|机关)(?!事务)|管委会办公室(?:本部门)?"
    rf"|(?:{_AREA})(?:直属?|级)(?:各?部门|机关|各?单位|层面)?(?!医院)"
    r"|(?:省|市|州|总|厅)局(?:机关)?"
    r"|(?:省|市|县|区|州|镇|乡)(?:人民)?政府(?:及其?|和)(?:[省市县区州]?直?(?:工作|组成|各)?部门)(?!的?文件)"
    r"|(?:省|市|县|区|州)(?:人民)?政府(?:(?:及?其?|及(?:省|市|县|区)政府)办公[厅室]|(?![\u4e00-\u9fff]{0,2}(?:网|门户|公报|法制|新闻|常务|令|文件|规章|部门)|信息))"
    r"|(?:[市州]、)?各?县（市、区）(?:(?:人民)?政府)?(?:及其?(?:工作)?部门)?"
    r"|各?(?:乡镇|镇街|街镇|县区|区县|市县|县市区|市县区|市州|部门|委办局|所属单位|直属单位|乡镇（街道）|镇（街道）)(?:一级|层面)?"
    r"|各?(?:分局|支局|(?:司法|国土|工商|税务|地税|财政|畜牧)所)|公证处|各二级单位|(?:下属|所属|直属|二级)(?:事业|各)?单位"
)
_MORE = r"街道|镇|乡|村|社区|部门|开发区"  # parts that count as such only beside another, 乡镇、街道
_BODY = re.compile(rf"(?P<whole>{_WHOLE})|(?:{_PART})(?:(?:、|和|及|与)(?:{_PART}|{_MORE})(?![\u4e00-\u9fff]*[、和及与]))*")
_HEAD = re.compile(
    r"^(?:[\s。、（“]|其中|而|由|经(?!济|信|开|贸|发)|另外?|同期|包括|即|以及|和|及|仅|\d{4}年度?|本?学年内?|本?年度?内?|全年|一年来?|今年|截至[^，]{0,12}|共)+"
)
_SEGMENT = re.compile(r"县（[市区旗、]{1,5}）|[，：（）\n、]")
_AND_CITIES = ("市、", "州、")
_VERB = re.compile(
    r"(?:自行|另行|自身|主动|共|分别|全年|合计|占|以|仅)+$|(?:自行|另行|主动|共|全年)?(?:公布|披露|提供|上报|报来).*$"
    r"|(?:主动|年内|全年|累计|共)*(?:公开|发布)(?:各类)?(?:政府|政务)?信息$"
    r"|[院校村居厂]务公开$|(?:包揽|出稿|(?:往[^，]{1,6})?供稿|坐镇|带头|联动|(?<=[镇乡里村局委办院校位门])(?:统计|汇总)到?|另有|各自|自[建办](?:网站|网页|栏目)?|又)+了?$|(?:最勤快|连续[^，]*|代为[^，]*|垫底|打头)$"
)
# What stands before a body: 部门中以教育局（居首）, 不计入局机关.
_AMONG = re.compile(
    r"^(?:[^，、]{0,8}中以|(?:审核|审查|督促|代替?|汇总)(?=(?:各|[两三四五六七八九十]个)?(?:乡镇|镇村|街道|部门|单位|社区))"
    r"|不(?:计入|含|包括|算)|未(?:计入|含)|连同|垫底的|(?:其余|[都均全])归)(?=[\u4e00-\u9fff]{2})"
)
_NOBODY = re.compile(
    r"(?:[一二三四]?[省市县区镇乡村户家]均|平均|依次是?|分别是?|合起来|据.*统计|其余|剩余|换[了成]|发了|滑落到|实应|较?去年|比.*年|一级|.*从.*到.*)"
)

# 县（市、区）, 镇（街道）及部门: the brackets belong to the name.
_SEVERAL = re.compile(
    r"(各?[县市区镇乡村州街道]{1,3}（[^（）]{1,6}）(?:政府|及其?部门|部门|级|局)?)(?:共|合计|主动|自行)*(?:公开|发布|占|为|有)?$"
)
# A figure of a body's part by subject or channel: its noun names what is published, not who publishes.
_THING = re.compile(
    r"(?:信息|公示|平台|网页|网站|栏|号|公告|数据|情况|事务|村务|党务|财务|指南|文件|月报|通告|名单|张贴|更新|最多|最少|由上年|不足|务公开)$"
)

# Levels and departments in a row behind 分别: 镇、村两级分别为3次、22次; 国土、林业分别是9件、4件.
_LEVEL = re.compile(r"[省市州县区镇乡村](?:一级|本级|级)?|街道|社区")
_LEVELS = re.compile(
    rf"(?<![\u4e00-\u9fff])(?P<levels>(?:{_LEVEL.pattern})(?:、(?:{_LEVEL.pattern}))+)[两三四五]级[^，。；\d]{{0,12}}?(?:分别|依次|各)[^，。；\d]{{0,8}}$"
)
_HOW_MANY, _SMALL = re.compile("[两三四五](?=级)"), "零一两三四五"
_BETWEEN = re.compile(r"[\s、，]*(?:和|与|及)?\s*")
_DEPARTMENTS = (
    "国土|林业|住建|教育|民政|公安|卫生|卫计|环保|财政|交通|水务|水利|农业|人社|城管|食药|安监|规划|工商"
    "|国税|地税|审计|统计|旅游|文化|司法|城建|房管|信访|海事"
)
_PARTS = re.compile(rf"(?:{_PART})|{_MORE}|[省市县区镇乡村][本一]?级|(?:{_DEPARTMENTS})(?:局|部门)?")

# The figure of the body before for another year, or what it has grown to: 比上年的440条, （去年440条）, 由440条增至520条.
_THE_SAME = re.compile(r"[，（](?:比|较|与|和|而)?(?:(?:上年|去年|20\d\d年)(?:同期)?[的为是：]?)?|，?[^，。；、\d]{1,4}(?:至|到)")
_HEAD_OFFICE = re.compile(r"(?:机关|本级|本部|[省市县区镇乡]级)$")
_WAY = re.compile("通过|利用|依托|在|由|从(?![江化])")  # how, not who

# Figures whose levels are those of others: of the media (省级9篇), of the paper or the body above that prints the item.
_OTHERS = re.compile(r"other$|disclosure\.channel\.media|gazette\.documents|submissions\.(?:reported|adopted)|proposals\.handled")
_OF_BEFORE = re.compile(r"[\s，（(]*(?:约|各)?占[^，。]{0,12}")  # a share of the figure before it

# An office by the end of its name. 网站, 查阅场所, 发布会, 本机关 and the like are none.
_OFFICE = (
    r"(?:局|(?<!党)委|(?<![主会分协承督举里独实交自开合])办|办公[室厅]|部门|单位|(?<![本政])机关|本级|(?<=[省市县区州旗镇乡])政府|镇|乡|街道|村|社区|县|区|(?<![门全])市|州|学校|中学|小学|幼儿园|医院|卫生院|学院|院系"
    r"|[处科]室|集团|公司|(?<!专)中心|(?<!好)处|(?<![学本])科|(?<![场厕])所|(?<!网)站|法院|厅|署|企业|[支大总]队|分局|协会|学会|委员会|居委会|村委会|农场|林场|高校|馆)"
)
_LAST = "[局委办室门位关镇乡道村社县区市州校院团司心处科所站厅署业队会场馆]"  # the last characters of those names
_MANNER = (
    r"(?:全年|年内|本?学?年度|本年|今年|当年|累计|共计?|合计|总计|一共|分别|自行|另行|独立|各自|自己|自身|本身|统一|定期|逐[月季]|按[月季年]度?|及时|主动"
    r"|同步|向社会|对外|另|依次|一家|则?为|有|是|占|仅|只|就)"
)
# Words that no body's name holds: a deed before it, or whose way it is.
_NO_NAME = r"公开(?!办)|公布|发布(?!局)|收到|新收|受理|主动|渠道|形式|督促|办理|汇集|历年|累计|报送|挂靠|依托|连同"
_FIRST = (
    r"(?![不非属其由向在对被据按与因即以已未把报送给存]|从(?![江化])|通(?![州化海山川渭])|将(?!乐)|含(?!山)"
    r"|所(?!属)|分(?!局)|经(?!济|信|开|贸|发)|各类|各级|各种)"
)
_ACT = (
    r"(?:公开|发布|公布|公示|披露|张贴|上墙|刊登|登(?!记)|放出|挂出|晒出|录入|上传|更新|推送|贡献|提供|贴出|报送|发出|受理|收到|接到|收(?!费)|办理|办结|答复|召开|举办|举行|组织|移交"
    r"|报(?!告)|发(?!展|改|放)|贴|晒)"
)
# The body before its verb: 各企业 in `各企业自行在官网披露信息`.
_ACTOR = re.compile(
    rf"(?P<who>{_FIRST}(?!行政机关)(?:(?!{_NO_NAME})[\u4e00-\u9fff\d（、）]){{0,18}}?{_OFFICE}){_MANNER}*(?:[在用通从][^，]{{1,14}}?)?{_MANNER}*(?={_ACT}|：)"
)
# The same where nothing but the deed stands between the body and its figure. A place's name alone is the whole's: 青溪县公开.
_DEED = re.compile(
    rf"(?P<who>{_FIRST}(?!本|我|该|行政|查阅|受理|接待)(?:(?!{_NO_NAME})[\u4e00-\u9fff]){{1,14}}?{_OFFICE})"
    rf"(?P<deed>(?:{_MANNER}|{_ACT}|了|各类|政府|政务|信息|申请)*)"
)
_PLACE = re.compile(r"(?<![各两])[市县区州镇乡]$")
_DEEDS = re.compile(
    r"disclosure\.|applications\.|fees\.|reach\.|training\.|capacity\.staff|responses\.|proposals\.published|review\.|litigation\."
)
_APPLICANT = re.compile(r"(?:企业|公司|集团|所|单位|会|学校|医院|学院|中心)$")
_RANK = re.compile(
    r"[^，]{0,6}?(?:最[多少高低大小](?:的是?|是)|第[一二三四五六]名|前[三五十两]名(?:分别)?[是为]|居前的)|[^，、]{0,8}?的(?:[两三四五六]个)?[是有如]|没有上市的"
)
_SORT = re.compile(r"(?:单位|部门|街道|乡镇|[县区市镇乡村])")  # 最少的街道 names a body by its rank only
_BODY_END = re.compile(rf"{_OFFICE}$|[）]$")
# The number of bodies behind their name, 所属单位11家, and a subject that stands out: neither is a body's name.
_SO_MANY = re.compile(r"(?<=[\u4e00-\u9fff]{2})[\d一二三四五六七八九十]+[家个]$")
_SUBJECT = re.compile("一[块类项栏](?:最|居|占)")
_BESIDE = re.compile(r"(?:另|独立|自行|年内|本学年|一家|同步|全年|自己|贡献|录入|(?<![转合])发|公开信息数)+$")
_SITE = re.compile(rf"(?<={_LAST})(?:自[办建]|自己的|子)?(?:门户|官方|官)?(?:网站|网页|(?<=自己的)(?:公众号|微博|微信))(?:信息)?$")
# What a body publishes, not a body: in a row behind one, 供水公司：停水通告3次、水质月报2份, it is that body's.
_GOODS = re.compile(
    r"(?:信息|公示|公告|通告|标准|价格|收支|报告|月报|结果|招标|招聘|清单|审计|经营|政策|水[价质]|调整|处理|账目|单子|账|文书|收费|[党村财院]务|检测|招领|处置)$"
)
_BRACKETED = re.compile(r"各?[县市区镇乡村州街道]{1,3}（[^（）]{1,6}）(?:政府)?(?:、|和|及)$")
_FIGURE = re.compile(r"\d[条件期份篇次]")
_ONLY_DEED = re.compile(rf"(?:{_MANNER}|{_ACT}|了|各类|政府|政务|信息)+")
_MANY_OF = re.compile("(?:单位|部门|机构|企业|公司|学校|医院|乡镇|街道|社区|[分支]局)$")
_COUNT = re.compile(r"[\d一二三四五六七八九十]+(?:个|家|所)")


# Other work of the head office beside that of the whole: 省本级印发折页1500份，海报150份。全省上下宣讲92次.
_OWN_LEVEL = re.compile("(?:本级|机关)$")
_ITS_NEXT = re.compile("[，、](?![全各])[\u4e00-\u9fff]{0,8}")
_SUB_OFFICE = re.compile("(?:[分支]局|所|公证处)$")
_NEAR, _FAR = 4, 40  # figures away
_OWN_OFFICE = re.compile("(?:机关|本级|本部|本部门|办公[室厅])$")
Body = tuple[str, Offsets | None]  # its name, and where it stands unless it is the whole


def scopes(normal: str, spans: Sequence[TaggedSpan], places: Sequence[Place]) -> list[Offsets | None]:
    """For every span the offsets of the words that name whose figure it is, or None."""
    bodies = [_body(normal, span, place) if _counts(span) else None for span, place in zip(spans, places, strict=True)]
    rows, echoes = listed(normal, spans, places), repeated(normal, spans, places)
    levels = _levels(normal, spans, places)
    rows |= levels
    work = _other_work(normal, spans, places)
    whose = {
        i: found
        for i, found in rows.items()
        if _counts(spans[i]) and spans[i].metric != CLASSES and (i in levels or _PARTS.fullmatch(normal, *found))
    }
    words: defaultdict[str, set[str]] = defaultdict(set)
    for span, body in zip(spans, bodies, strict=True):
        if body:
            words[_counted(span.metric)].add(body[0])
        elif span.metric == SUBORDINATE and span.kind == "stated":
            words[TOTAL].add(SUBORDINATE)
    out: list[Offsets | None] = []
    for i, (span, place, body) in enumerate(zip(spans, places, bodies, strict=True)):
        if i in echoes:
            out.append(out[echoes[i]])
        elif span.metric == SUBORDINATE:
            out.append(rows.get(i) or _row(normal, spans, place, i, out))
        elif i in whose or i in work:
            out.append(whose.get(i) or work[i])
        elif span.kind == "share":
            out.append(out[place.previous] if place.previous is not None and _OF_BEFORE.fullmatch(place.before(normal)) else None)
        elif body:
            beside = words[_counted(span.metric)]
            if span.metric == CLASSES and _SUB_OFFICE.search(body[0]):  # its items are read as a class's: 全局45条，司法所信息16条
                beside = beside | words[TOTAL]
            told = _beside_another(body[0], beside) or _below_a_whole(normal, spans, bodies, i, body[0])
            out.append(body[1] if told else None)
        else:
            out.append(
                out[place.previous] if place.previous is not None and span.kind == "stated" and _part(normal, spans, places, i) else None
            )
    return out


def _beside_another(name: str, names: set[str]) -> bool:
    """Whether a part counts: another is named, or, for what is a part by its name (局机关, 镇本级), any row of a split by body is there."""
    return len(names - {SUBORDINATE}) > 1 or (SUBORDINATE in names and _HEAD_OFFICE.search(name) is not None)


def _below_a_whole(normal: str, spans: Sequence[TaggedSpan], bodies: Sequence[Body | None], i: int, name: str) -> bool:
    """Whether a head office's figure is a part of a larger one before it that names nobody: 收到204件，署本级57件."""
    if not _OWN_OFFICE.search(name) or spans[i].kind != "stated":
        return False
    return any(
        spans[k].metric == spans[i].metric
        and spans[k].kind == "stated"
        and (bodies[k] or ("", None))[1] is None
        and exceeds(normal, spans[k], spans[i])
        for k in range(max(0, i - _FAR), i)
    )


def _other_work(normal: str, spans: Sequence[TaggedSpan], places: Sequence[Place]) -> dict[int, Offsets]:
    """The head office's words for its figures of other work, where the whole's stand beside them, and for what its sentence adds."""
    bodies = [
        _body(normal, span, place) if (span.metric, span.kind) == (OTHER, "stated") else None
        for span, place in zip(spans, places, strict=True)
    ]
    out: dict[int, Offsets] = {}
    for i, body in enumerate(bodies):
        if body is None or body[1] is None or not _OWN_LEVEL.search(body[0]):
            before = places[i].previous
            if body is None and before in out and spans[i].metric == OTHER and _ITS_NEXT.fullmatch(normal, places[i].gap, places[i].start):
                out[i] = out[before]
            continue
        if normal[spans[i].end - 1] not in "个家" and any(
            other and other[1] is None for other in bodies[max(0, i - _NEAR) : i + _NEAR + 1]
        ):
            out[i] = body[1]
    return out


def _levels(normal: str, spans: Sequence[TaggedSpan], places: Sequence[Place]) -> dict[int, Offsets]:
    """镇、村两级分别为3次、22次: the level of each figure in a row."""
    out: dict[int, Offsets] = {}
    for i, place in enumerate(places):
        if not (m := _LEVELS.search(normal, place.gap, place.start)):
            continue
        names = [found.span() for found in _LEVEL.finditer(normal, m.start("levels"), m.end("levels"))]
        row = range(i, i + len(names))
        if (told := _HOW_MANY.search(m.group())) and _SMALL.index(told.group()) != len(names):
            continue
        if row.stop <= len(places) and all(
            spans[k].kind == "stated" and _BETWEEN.fullmatch(normal, places[k].gap, places[k].start) for k in row[1:]
        ):
            out.update(zip(row, names, strict=True))
    return out


def _part(normal: str, spans: Sequence[TaggedSpan], places: Sequence[Place], i: int) -> bool:
    """Whether the figure splits up the one before, `市本级46件：当面6件、信函40件`, or stands beside such a part; each counts another thing."""
    return spans[i].metric != spans[i - 1].metric and normal[places[i].gap] in "：、"


def _counted(metric: str) -> str:
    """What a split by body divides: its rows may be read as parts of the whole or as the whole of a part."""
    return TOTAL if metric == SUBORDINATE else metric


def _counts(span: TaggedSpan) -> bool:
    return span.kind in ("stated", "zero_statement") and not _OTHERS.match(span.metric)


def _body(normal: str, span: TaggedSpan, place: Place) -> Body | None:
    """The body that the last part of the words before the span begins with, and its offsets; no offsets for the whole (全市)."""
    starts = [place.gap, *(m.end() for m in _SEGMENT.finditer(normal, place.gap, place.start) if len(m.group()) == 1)]
    for start in reversed(starts):
        if head := _HEAD.match(normal[start : place.start]):
            start += head.end()
        m = _BODY.match(normal, start, place.start)
        if m and start - 2 >= place.gap and normal[start - 2 : start] in _AND_CITIES:
            m = _BODY.match(normal, start - 2, place.start) or m
        if m and (span.metric != CLASSES or m.end() == place.start or _DEED.fullmatch(normal, start, place.start)):
            return m.group(), None if m["whole"] else m.span()
        if _DEEDS.match(span.metric) and span.metric != CLASSES and (actor := _doer(normal, span.metric, start, place.start)):
            return normal[slice(*actor)], actor
    return None


def _doer(normal: str, metric: str, start: int, end: int) -> Offsets | None:
    """The body whose deed is all that the words tell; of applications, no applicant."""
    m = _DEED.fullmatch(normal, start, end)
    if not m or (m["deed"] and _PLACE.search(m["who"])) or (metric.startswith("applications.") and _APPLICANT.search(m["who"])):
        return None
    return m.span("who")


def _row(normal: str, spans: Sequence[TaggedSpan], place: Place, i: int, earlier: Sequence[Offsets | None]) -> Offsets | None:
    """The body of a row of a split by body; a share or a change is its figure's."""
    span, previous = spans[i], place.previous
    if span.kind in ("share", "change"):
        return earlier[previous] if previous is not None else None
    if span.kind == "zero_statement":
        return None
    if previous is not None and spans[previous].metric == SUBORDINATE and _THE_SAME.fullmatch(normal, place.gap, place.start):
        return earlier[previous]
    if several := _SEVERAL.search(normal, place.gap, place.start):
        return several.span(1)
    gap, end = _unbracketed(normal, spans, place, i)
    if _SUBJECT.search(normal, gap, end):
        return None
    found = _trimmed(normal, gap, end)
    if found and _BODY_END.search(normal[slice(*found)]) and _names_body(normal, found):
        return _with_count(normal, spans, i, _with_bracketed(normal, gap, found[0])), found[1]
    if actor := _actor(normal, gap, end):
        return _with_count(normal, spans, i, actor[0]), actor[1]
    if not found:
        body = _body(normal, span, place)
        return body[1] if body else None
    before = earlier[previous] if previous is not None and spans[previous].metric == SUBORDINATE else None
    if before and _GOODS.search(normal[slice(*found)]) and _BODY_END.search(normal[slice(*before)]):
        return before
    return found if _names_body(normal, found) else None


def _unbracketed(normal: str, spans: Sequence[TaggedSpan], place: Place, i: int) -> Offsets:
    """Where the words of a row begin and end; before the brackets that count the bodies, 部门（38个）12906条."""
    if place.previous is None:
        return place.gap, place.start
    counted = spans[i - 1]
    if _ONLY_DEED.fullmatch(normal, place.gap, place.start) and _COUNT.fullmatch(normal, counted.start, counted.end):
        start = max(place.left, spans[i - 2].end if i > 1 else 0)
        if start < counted.start and _MANY_OF.search(normal, start, counted.start):  # 所属单位11家公开305条
            return start, counted.start
    if normal[place.gap : place.start].strip() != "）":
        return place.gap, place.start
    opened = normal.rfind("（", place.left, spans[i - 1].start)
    start = max(place.left, spans[i - 2].end if i > 1 else 0)
    return (start, opened) if opened >= start else (place.gap, place.start)


def _trimmed(normal: str, gap: int, end: int) -> Offsets | None:
    """The noun before the figure without verbs, ranks (最多的) and the site that it has (县水务局网站)."""
    if not (found := noun_before(normal, gap, end)):
        return None
    start, end = found
    if verb := _VERB.search(normal[start:end]):
        end = start + verb.start()
    if among := _AMONG.match(normal[start:end]):
        start += among.end()
    if (rank := _RANK.match(normal, start, end)) and not _SORT.fullmatch(normal, rank.end(), end):
        start = rank.end()
    for tail in (_BESIDE, _SITE, _SO_MANY):
        if cut := tail.search(normal[start:end]):
            end = start + cut.start()
    return start, end


def _names_body(normal: str, found: Offsets) -> bool:
    start, end = found
    words = normal[start:end]
    return end - start > 1 and not _WAY.match(words) and not _THING.search(words) and not _NOBODY.fullmatch(words)


def _actor(normal: str, gap: int, end: int) -> Offsets | None:
    """The body whose deed the words before the span tell, in the nearest part of the sentence that names one."""
    for start in reversed([gap, *(m.end() for m in _SEGMENT.finditer(normal, gap, end))]):
        if _FIGURE.search(normal, start, end):  # another figure's words
            return None
        if head := _HEAD.match(normal[start:end]):
            start += head.end()
        if m := _ACTOR.match(normal, start, end):
            return m.span("who")
    return None


def _with_bracketed(normal: str, gap: int, start: int) -> int:
    """Where the body's words begin with parts in brackets, at which a noun ends: 镇（街道）、市直部门."""
    m = _BRACKETED.search(normal[gap:start])
    return gap + m.start() if m else start


def _with_count(normal: str, spans: Sequence[TaggedSpan], i: int, start: int) -> int:
    """Where the body's words begin with their number, 12个街镇, which is a figure of its own."""
    before = spans[i - 1] if i else None
    if before is None or before.end != start or not _COUNT.fullmatch(normal, before.start, before.end):
        return start
    return before.start
