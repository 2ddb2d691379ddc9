"""The noun phrase that a figure follows: what is counted, or who counts. One trimmed stretch of characters, without hinges and verbs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from giar_ner.records.context import Place
from giar_ner.tagging.spans import TaggedSpan

Offsets = tuple[int, int]

# What stands between the name of a class and its figure, or after the name without being part of it.
_VERB = (
    r"主动公开|对外公开|公开|公布|发布|刊登|刊发|登载|(?<!城市)更新(?!改造)|公示|登出|放出|挂出(?!让)|上网|上传|推送|发出|编发|新增|晒出"
)
_TAIL = re.compile(
    r"(?:[\s：，、（(“\"—·=^?？]|共有|共计|(?<!公)共|总计|合计|一共|分别|各有|各|有|(?<!行)为|是|累计|(?<![统审会设累共合总小估])计|达到|达|约|近|的"
    r"|(?:全年|本年|今年|年内|一年)|已|也|则|仅|只|就|最多|占了"
    r"|(?<![征侵强抢])占(?:了|到|比)?(?:[^，、：]{0,10}(?:比例|比重|总数|总量|总体|发布量|公开量))?|数量|条数|总数|信息量|更新量|发布量|公开量|(?<=信息)数|(?<=类)数|(?<=文件)数|(?<![平人月])均|(?<![普以涉])及"
    r"|(?:主动公开|对外公开|公开|公布|发布|刊登|刊发|登载|更新|登出|放出|挂出|推送|发出|编发|新增|晒出|(?<=[\u4e00-\u9fff]{2})(?<![攀摘选])登)了?|退了|增至|降至"
    r"|(?:方面|领域)的(?:政府|政务)?信息|方面|上网了?|予以|占其中|占去|按[月季年]度?|同步|印发|(?:公示|贴)了|[+＋]|(?<![事理缘])由|(?<!服)从|(?:由|从)(?:上年|去年|20\d\d年|原来|原先|过去|以前|以往)|[两二三四五六七八九十](?:大?[项类]|者)所"
    # how often, how and where: 名册换了3版, 审批结果按旬公布36期, 许可公示占了大头
    r"|(?:[发登换晒挂印播编出]|张榜|更换)了|按[旬批周日次期]|每[周月旬季]|逐[条户批月]|(?:挂|贴|登|见)网|(?<!专栏)(?<!专题)上线|上墙|张榜"
    r"|(?<=[）)])\s?信息|(?<=[\u4e00-\u9fff]{2})\s\d{1,6}|(?<=[类息])(?:增加|减少|扩充)了?"
    r"|占了?(?:大头|大半|多数)|居首|随时|仅余|维持|由无[到至]|(?<!征求)合并|同比[增多少]?发?|(?<=[\u4e00-\u9fff]{2})一[类项块栏])$"
)
# What stands before the name: the hinge to the item before, a number of the list, or the verb whose object it is.
_HEAD = re.compile(
    r"^(?:[\s，、：；。）)\]”>》%·—\-…*^●○◆■□▪①-⑳⑴-⒇㈠-㈩?？+]|其\s*中|(?:(?:公开|信息)?(?:主要)?(?:内容|范围))?(?:主要)?(?:包括|涵盖|涉及)了?|包含|分为|分成|分布[为是在]"
    r"|(?:主动)?公开的?(?:政府|政务)?(?:信息|内容)(?:当?中|里)?(?:主要)?(?:包括|涵盖|涉及|包含|含)了?|主要有|主要为|主要是|分别是|分别为|依次为|涉及|内含|含有|内有|内中|含|即|计有|计(?!划|生|量)"
    r"|以及|及|与(?!会|(?:群众|公众|网民|网友|市民|百姓|企业|社会).{0,2}(?:互动|交流|沟通)|[^，、]{2,10}(?:相关|有关))"
    r"|和(?!谐|解)|另有|另|还有|还|并(?!购|轨)|其余为|其余(?!$)|余下|剩下的?是?|其实|再有|属于|对应|有关|关于"
    r"|本年度?|全年|今年|\d{4}年度?(?=(?:政府)?信息公开(?:工作)?年)"
    r"|第?(?:[一二三四五六七八九十]+|\d+)(?:是|[、.．，])"
    # ① is 1 in the normalised text; a measure word behind it would make it a number of its own.
    r"|\d{1,2}(?=[\u4e00-\u9fff]{2})(?![个家项条件次月年日类届级位名人所处万千百多余村镇乡期批大号本区县市省户天季部种宗张场路站])"
    # ... and the code of a flattened table's row: 0100 机构领导 2
    r"|(?:0\d{2,5}|(?!20\d\d)[1-9]\d{3,5})\s+(?=[\u4e00-\u9fff]{2})"
    r"|\d{1,2}(?:\.\d{1,2})?\s+(?=[\u4e00-\u9fff]{2})|[A-Z][.．、](?=[\u4e00-\u9fff]{2})"
    r"|当中有?|里[面头]有?|此外|连同|归入|内容(?:[以有]|主要为|为)|[余细]分?为|可查|都是|有(?![效害限偿毒机色线奖轨声无序])"
    r"|其次[是为]?|再次[是为]?|首先[是为]|[^，]{0,6}最[多少高低大小重快前][面]?的?[是为]"
    r"|再?一个是|再就是|再加|加上|集中在|(?:大头|垫底的|具体)是|多为|(?<![\u4e00-\u9fff])是(?!非)|依次[是有为]|曝光(?![台率案栏])(?=[\u4e00-\u9fff“]{2})|亮出|贴出|类别·|曰|(?:重点)?聚焦(?=[\u4e00-\u9fff]{3})|累计完成(?=[\u4e00-\u9fff]{3})"
    # how it came to stand there: 调整维护概况类, 更新动态类, 学校在基本情况类（增加了2条）
    r"|(?:调整|维护|更新|完善|补充|充实)[、和及并]?(?:调整|维护|更新|完善|补充|充实)了?(?!类)(?=[\u4e00-\u9fff]{2,})"
    r"|更新了?(?!改造)(?=[\u4e00-\u9fff]{2,}类(?:信息)?$)|[\u4e00-\u9fff]{0,6}(?<![存现正实])在(?![建线编校岗册职读押用售途])(?=[\u4e00-\u9fff]{2,}类$)"
    r"|讲(?![座话解坛堂演师义台评稿武])|说(?![明法唱课理])|属(?![地性员相])|[^，、]{0,8}(?:自己|另行?|单独)发的)"
)
# A number that got lost before its measure word ends an item too: 概况类信息条、文件类信息60条.
_SPLIT = re.compile(r"[，：；。（）()\n【】]|(?<=[类息])[条件篇]、|(?<=[\u4e00-\u9fff]{2})(?<![头信便线链面教法])条、")
# 公开 is no verb in 政务公开, 重大决策预公开, 双随机、一公开, 事业单位公开招聘, nor in 信息公开 where a word follows that makes a name with it.
_NAMED = r"指南|年报|年度|报告|工作(?!动态|信息)|目录|制度|栏|专[栏区]|网|平台|领域|标准|规范|要点|清单|事项|内容|[、和与及]"
_COMPOUND = r"(?<![政党村居校院厂]务)(?<!预)(?<!随机、一)(?<!随机一)(?:(?<![位师员、和与及])|(?!公开招[聘考]))"
_OPENS = rf"{_COMPOUND}(?:(?<!信息)公开(?!、)|(?<=信息)公开(?!{_NAMED}))|公开(?=主动公开)"
_PUBLISH = _VERB.replace("|公开|", f"|{_OPENS}|")
_OBJECT = re.compile(
    rf"^(?!公开(?:指南|年报|年度报告|目录|制度|要点))(?:“[^“”]*”|[^“]|“(?![^“”]*”)){{0,24}}?(?:{_PUBLISH})(?:发布|公布|刊登|登载|上传|公开(?=了))?"
    r"(?:了|的(?:各类)?(?:政府|政务)?信息(?:当?中|里)|的|各类|政府信息)?(?=[^，]{2,}$)(?!的|(?:发布|公开|公示|公布)?类|信息|栏|名单|情况|目录|结果|公告|公示|(?:内容|事项)$)"
)
# What makes a name with a 公开 behind it: 政务公开, 决策公开, 其他信息公开, but not 处罚结果公开, where 处罚结果 is published.
_OPENED = re.compile(
    r"(?:.*(?:[政党村居校院厂财]务|决策预|双随机”?[、]?一)|公示|(?:其[他它]|年度)?(?:政府)?信息|(?:决策|执行|管理|服务|结果|会议)"
    r"(?:[和与及、](?:决策|执行|管理|服务|结果))*|(?P<law>.{0,4}(?:法定|依法应当)))"
)
_ISSUED = re.compile("新闻|信息|数据|公文|预警")  # the same of a 发布 behind it
# A short word in brackets belongs to the name, 精准帮扶（乡村振兴）; a remark on what the class holds does not, 人事类（含招聘）, 交易类（招标）.
_BRACKET = re.compile(
    r"(?<=[\u4e00-\u9fff])(?<![类等的])[（(](?![不内]?含|其中|包括|均|已|全部|自然年|[见附图另无约共仅上下今去全本第同按]|[条件份次期篇个项宗批][）)])"
    r"[\u4e00-\u9fff]{1,6}[）)]$"
)
# Brackets within a name: 政务（工作）动态类信息, 市（州）局信息.
_WITHIN = re.compile(
    r"[^（()]*[\u4e00-\u9fff]（[\u4e00-\u9fff]{1,6}）(?:(?:[\u4e00-\u9fff]{2,10}类|局|部门|单位)(?:信息|动态)?|动态(?:信息)?)"
)
# 最少的应急管理, 填得最满的动态: a class's rank is no part of its name; that of a body may be all that it has.
_RANKED = re.compile(r"[^，、的]{0,4}最[多少大小满快勤高低]的(?=[\u4e00-\u9fff“]{2})")
# How a class was published, before the verb: 通过短信、微博等方式发布预报.
_BY_WAY = re.compile(r"[^，]*?等(?:多种|各种|各类|不同)?(?:方式|途径|渠道|形式|平台|载体|媒体)(?=[\u4e00-\u9fff]{3})")
_ABOUT = re.compile("属于|涉及|关于|有关")  # 属于机构概况的信息
# What is told of the figure and names nothing: 分作6批, 扣去重复, 上年.
_NOTHING = re.compile(
    r"(?:分(?:作|成|为)?|(?:扣[去除]|除去|去掉|剔除|减去)[^，]{0,4}|去重后?|合[计为]|上年|去年|前年|均|连发|前者|后者|已?受理|折[成合]条?数?|[增减升降]至|提高到|下降到|足足压?|公示率|公开率|(?:同比|同期)?净?(?:增[加长]|减少|上升|下降|增幅|减幅)了?|[^，]{0,2}合计)"
)
_TIME = re.compile(r"^(?:\d{2,4}年度?|\d+[—\-至]\d+月|\d+月|一年|[上下]半年|[一二三四]季度|县级|市级|两类.*|最多|其中.*)$")
_LONG, _LONG_LIST = 30, 48
_LIST = re.compile(r"[^、等的从]+(?:、[^、等的从]+)+")  # of documents: their names are long
_LEAD = 32  # characters around a list of numbers and names
# A list with the name of its kind behind it: 停水、抢修等便民信息, 关于…的通知等政策文件. 等其他 and bodies name no kind of their own.
_AND_OTHERS = re.compile(
    r"[^\n]*(?<![平高中初同对何上下优劣特一二三四五六七八九])等(?![级次保候待于额价同])(?:放出|发布|公开|公布)?(?P<kind>"
    r"(?![一二三四五六七八九十两非]|其[他它余]|(?:情况|方面|工作|民生|事业)?类?(?:信息|事业|情况|工作)?类?(?:信息)?$|(?:方式|途径|渠道|形式|平台|载体|媒体)|相关|有关|综合|重点|专题|政策$|消息$|民生类?$|群众|与|必[须要]|应(?!急)|依法|领域|项目|方面|各|加|法定$|[及按]时|放出|发布|公[开布])"
    r"[\u4e00-\u9fff]{2,12})(?<![局委办厅院校乡镇村所站区县市道栏])"
    r"(?<!部门)(?<!单位)(?<!企业)(?<!机[关构])(?<!等信息)(?<![政府务]信息)(?<!等内容)(?<!等事项)(?<!等情况)(?<!等材料)"
)


def noun_before(normal: str, start: int, end: int) -> Offsets | None:
    """The name that ends the stretch `[start, end)`, without hinges and verbs."""
    return _named(normal, *_bounds(normal, start, end))


def class_before(normal: str, start: int, end: int) -> Offsets | None:
    """As `noun_before`; of a list the name of its kind: 便民信息 of 停水、抢修等便民信息."""
    start, end = _bounds(normal, start, end)
    if ranked := _RANKED.match(normal, start, end):
        start = ranked.end()
    if _ABOUT.match(normal, start - 2) and normal.endswith("的信息", start, end):
        end -= len("的信息")
    kind = _AND_OTHERS.fullmatch(normal, start, end)
    return _named(normal, kind.start("kind") if kind else start, end)


def _named(normal: str, start: int, end: int) -> Offsets | None:
    """The stretch if it can be a name."""
    long = _LONG_LIST if _LIST.fullmatch(normal, start, end) else _LONG
    named = 1 < end - start <= long and not _TIME.match(normal[start:end]) and not _NOTHING.fullmatch(normal, start, end)
    return (start, end) if named else None


def _bounds(normal: str, start: int, end: int) -> Offsets:
    limit, end = end, _strip_tail(normal, start, end)
    kept = _BRACKET.search(normal[start:end])
    parts = [start]
    for m in _SPLIT.finditer(normal, start, start + kept.start() if kept else end):
        parts.append(m.end())
    start = parts[-1]
    if len(parts) > 2 and _WITHIN.fullmatch(normal, parts[-3], end):
        start = parts[-3]
    if way := _BY_WAY.match(normal, start, end):
        start = way.end()
    start = _strip_head(normal, start, end)
    if kept and normal.startswith("信息", end, limit):  # 查封（扣押）信息
        end += len("信息")
    if verb := _OBJECT.match(normal[start:end]):
        start = _strip_head(normal, start + verb.end(), end)
    return start, _with_opened(normal, start, end, limit)


def _with_opened(normal: str, start: int, end: int, limit: int) -> int:
    """The end of the name with the 公开 or 发布 that the tail lost, where it belongs to the name."""
    m = _OPENED.fullmatch(normal, start, end)
    word = "主动公开" if m and m["law"] else "公开" if m else ""
    if _ISSUED.fullmatch(normal, start, end) and normal.startswith("发布", end, limit):
        word = "发布"
    return end + len(word) if normal.startswith(word, end, limit) else end


def _strip_tail(normal: str, start: int, end: int) -> int:
    while end > start:
        if normal[end - 1] in "）)":
            if _BRACKET.search(normal[start:end]):
                break
            opened = max(normal.rfind("（", start, end), normal.rfind("(", start, end))
            if opened < 0:
                break
            end = opened
        elif m := _TAIL.search(normal[start:end]):
            end = start + m.start()
        else:
            break
    return end


def _strip_head(normal: str, start: int, end: int) -> int:
    while start < end and (m := _HEAD.match(normal[start:end])) and m.end():
        start += m.end()
    return start


# A list that gives each number before its name: 包括12条通知公告、8条财政信息和20条工作动态.
_NAME_BEHIND = (
    r"(?:(?!其(?![他它余])|[占比同增由均已被在较为是属归讲说的])[\u4e00-\u9fff“]"
    r"(?:[\u4e00-\u9fff“”]|（[\u4e00-\u9fff]{1,6}）|、(?![和及与\d])){1,24}?)"
)
_TO_THE_NEXT = re.compile(rf"\s?(?P<name>{_NAME_BEHIND})(?:[、，；,]\s?(?:以?及|和|与)?|以及|及|和|与)(?:另|还)?有?")
_LAST_BEHIND = re.compile(rf"\s?(?P<name>{_NAME_BEHIND})(?=等?(?:[，。；）：\n]|（[^（）]{{0,12}}[\d含占]|$))")
# The words before its first number, which name nothing: nothing at all, a hinge or a verb.
_LEADS = re.compile(
    r"(?:(?<![^\n，。：；（）—、])|其中|当中|包括了?|包含了?|涵盖了?|[内计]?含有?|内有|分别[为是有]|分为|[主还]要?[为是有]|(?<=的)[是有]|(?<![只唯])有|共|"
    r"(?:公开|公布|公示|发布|登载|刊登|登出|挂出|推送|更新|上[传网]?|发|登)了?)[\s：，]*$"
)


BARE = " ，。、；：（）\n"
_AND = "和|与|及|以及"
_NEXT = re.compile(rf"[\s、，,]*(?:{_AND})?\s*")
_RESPECTIVELY = re.compile(r"分别|依次|各(?=占|为|有|公开|发布)")
_CLAUSE = re.compile(r"[，：；]|其中")
# What a list of names ends in before 分别: 两项, 三家企业, 等5类, 所占比例最大.
_SUMMED = re.compile(
    r"(?:等?的?(?:等?[两二三四五六七八九十]+|等?\d+)(?:大?[类项者种]|家|个|[县市区镇乡村]).*|[这该][两三四].*|所占.*|的?(?:数量|条数|占比|比例|比重|发布量|公开量).*)$"
)
# A name of such a list: no words for the way or the place, no half of a quotation.
_LISTED = re.compile(r"(?!在(?![建线编校岗册职])|从(?![江化])|向|由|对(?![外口])|通过)(?:“[^“”]*”|[^“”]){2,19}")


def listed(normal: str, spans: Sequence[TaggedSpan], places: Sequence[Place]) -> dict[int, Offsets]:
    """The name of each figure that stands in a row behind the row of their names: `机构类、人事类分别为3条、4条`."""
    out: dict[int, Offsets] = {}
    for row, end in _rows(normal, spans, places):
        first = places[row[0]]
        names = _names(normal, first.gap, end, len(row))
        if not names and first.previous is not None and not normal[first.gap : end].strip(BARE):  # 甲、乙两项共9条，分别为3条、6条
            names = _names(normal, places[first.previous].gap, places[first.previous].start, len(row))
        out.update(zip(row, names, strict=False))
    return out


def named_behind(normal: str, spans: Sequence[TaggedSpan]) -> dict[int, Offsets]:
    """The name of each figure of a list whose numbers stand before their names; its first item tells which way the list goes."""
    out: dict[int, Offsets] = {}
    row: dict[int, Offsets] = {}
    for i, span in enumerate(spans):
        following = spans[i + 1] if i + 1 < len(spans) else None
        words = max(0, span.start - _LEAD, spans[i - 1].end if i else 0)
        if span.kind != "stated" or not (row or _LEADS.search(normal, words, span.start)):
            row = {}
            continue
        m = _TO_THE_NEXT.fullmatch(normal, span.end, following.start) if following and following.kind == "stated" else None
        if m:
            row[i] = m.span("name")
        elif row:
            if last := _LAST_BEHIND.match(normal, span.end, span.end + _LEAD):
                out |= row | {i: last.span("name")}
            row = {}
    return out


def repeated(normal: str, spans: Sequence[TaggedSpan], places: Sequence[Place]) -> dict[int, int]:
    """The figure that each share or change of a row belongs to, where as many figures come before it: `甲3条、乙9条，分别占25%、75%`."""
    out: dict[int, int] = {}
    for row, _ in _rows(normal, spans, places):
        first, count = row[0], len(row)
        before = range(first - count, first)
        if before.start < 0 or spans[first].kind not in ("share", "change") or places[before.start].left != places[first].left:
            continue
        if all(spans[i].kind == "stated" for i in before):
            out.update(zip(row, before, strict=True))
    return out


def _rows(normal: str, spans: Sequence[TaggedSpan], places: Sequence[Place]) -> Iterator[tuple[range, int]]:
    """The rows of two figures and more with nothing but commas between them, behind 分别; and where that word stands."""
    first = 0
    for i in range(1, len(places) + 1):
        if i < len(places) and _goes_on(normal, spans, places, i):
            continue
        hinges = list(_RESPECTIVELY.finditer(normal, places[first].gap, places[first].start)) if i - first > 1 else []
        if hinges:
            yield range(first, i), hinges[-1].start()
        first = i


def _goes_on(normal: str, spans: Sequence[TaggedSpan], places: Sequence[Place], i: int) -> bool:
    same = places[i].previous == i - 1 and spans[i].kind == spans[i - 1].kind
    return same and bool(_NEXT.fullmatch(normal, places[i].gap, places[i].start))


def _names(normal: str, start: int, end: int, count: int) -> list[Offsets]:
    """The `count` names of the nearest clause that lists so many, or none."""
    for left in reversed([start, *(m.end() for m in _CLAUSE.finditer(normal, start, end))]):
        right = end
        if cut := _CLAUSE.search(normal, left, end):
            right = cut.start()
        if cut := _SUMMED.search(normal[left:right]):
            right = left + cut.start()
        for hinge in ("、", rf"、(?:{_AND})?|{_AND}"):
            names = _split(normal, left, right, hinge)
            if len(names) == count and all(_LISTED.fullmatch(normal, s, e) for s, e in names):
                return names
    return []


def _split(normal: str, start: int, end: int, hinge: str) -> list[Offsets]:
    cuts = [m.span() for m in re.finditer(hinge, normal[start:end])]
    starts, ends = [start, *(start + e for _, e in cuts)], [*(start + s for s, _ in cuts), end]
    names = zip(starts, ends, strict=True)
    trimmed = [(_strip_head(normal, s, e), e) for s, e in names]
    return [(s, _with_opened(normal, s, _strip_tail(normal, s, e), e)) for s, e in trimmed]
