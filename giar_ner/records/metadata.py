"""What a report is about: its title, its organisation, the year it reports on and the stretch that its figures are for."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from giar_ner.language.normal import normalise
from giar_ner.records.stated_period import Stated, stated_period
from giar_ner.records.titles import Title, find_title, further_titles, without_lead
from giar_ner.schema import Period
from giar_ner.tagging.spans import TaggedSection


@dataclass
class Metadata:
    """What the document says of itself; None where it does not say. `accounted` are the ranges whose numerals are read here."""

    title: str | None = None
    organization: str | None = None
    year: int | None = None
    period: Period | None = None
    warnings: list[str] = field(default_factory=list)
    accounted: list[tuple[int, int]] = field(default_factory=list)


_ABOUT = re.compile(r"(?:政府|政务)?信息公开|政务公开|依申请公开|主动公开")
_ANNUAL = re.compile(r"年度报告|年报|年度|(?:19|20)\d\d年|[二一][〇零○Oo0九][〇零○Oo0一二三四五六七八九]{2}年|全年|本年|今年|当年")
_THIS_YEAR = re.compile(r"年度?报|年度报告|工作报告|全年|本年|今年|当年")
_TOPICS = ("公开信息", "信息公开", "申请", "复议", "诉讼", "收费", "减免", "申诉", "查阅", "解读", "公报")
_OURS = re.compile("公开|公布|发布|申请|复议|诉讼|政务|信息|查阅|收费|网站|微博|微信|热线|信箱|留言|培训|访谈|解读|专职|规范性|提案")
_COURT = re.compile("本院|原告|被告人|上诉人|审判[长员]|判决如下|裁定如下|申请执行人|公诉机关")
_CHINESE_YEAR = re.compile(r"[二一][〇零○Oo0九][〇零○Oo0一二三四五六七八九]{2}(?=年)")
_DIGITS = str.maketrans("〇零○Oo一二三四五六七八九", "00000123456789")
_FIRST_YEAR = 2003  # the first cities had their own rules of disclosure then; an earlier year in the text is that of a file or an event
# A year that this one is compared with (比2022年, 与2014年) or that work is carried over to (转2023年办理) has no vote on the report's year.
_BODY_YEAR = re.compile(
    r"(?<![\d〔\[（(比较与同转])(?<!转[至到入])((?:19|20)\d\d)\s?(?=年(?:12月31日|(?!\d{1,2}月\d{1,2}日|\s?[一二三四五六七八九十]+月)))"
)
_SCHOOL_YEAR = re.compile(r"(?:19|20)\d\d年?[—\-－~～至]{1,2}((?:19|20)\d\d)\s?学年")
_OF_A_REPORT = re.compile(r"[度，的]{0,2}[^，。；]{0,12}(?:信息公开|报告|年报)|度?，")
_SCHOOL_YEAR_STARTS = 9  # the month; it ends with August
_NAMED_WORK = re.compile(r"《[^《》\n]*》")
_QUOTED = re.compile(r"《[^《》\n]*》|关于[^\n。，；]{0,40}通知")
_REPORT_NAME = re.compile(r"((?:19|20)\d\d)\s?年[^\n。，；]{0,30}信息公开[^\n。，；]{0,12}(?:报告|年报)(?![^\n。，；]{0,6}通知)")
_SUFFIX = (
    r"(?:人民政府(?:办公[室厅])?|政府办公[室厅]|街道办事处|办事处|管理委员会|委员会|管委会|办公[室厅]|总局|分局|管理局|支队|总队|大队|银行|[支分]行|公司|集团|海关|电视台"
    r"|大学|学院|中学|小学|幼儿园|学校|党校|校区|医院|植物园|动物园|公园|产业园|园区|科技城|[林牧农渔]场|中心|[局厅委院馆站所处会社]|(?<!部)署"
    r"|(?<![承主经协督合举交查转开领街])办(?!公)|(?<![站排领])队|(?<![全内干局外东南西北中上下各一])部|人民政府|街道|[省市县区旗镇乡州])"
)
# X局在市政府网站 and X办公室结合学校实际 are an office and what it does.
_OFFICE = rf"(?:(?!在[省市县区]|结合)[\u4e00-\u9fff]){{2,24}}?{_SUFFIX}"
_HAN = "[\u4e00-\u9fff]"
_WITH_BRACKET = rf"{_OFFICE}(?:（{_HAN}{{1,10}}）)?|{_HAN}{{2,12}}（{_HAN}{{1,8}}）{_HAN}{{0,12}}?{_SUFFIX}"
_LABELLED = re.compile(
    r"(?:发布(?:机构|单位|机关)|发文(?:机关|机构|单位)|制发机关|公开(?:机构|单位)|编制单位|信息提供单位|责任单位)[\s：|｜]*"
    rf"(?P<office>{_WITH_BRACKET})(?=[\s|｜]|$)",
    re.M,
)
_ACTS = r"遵照|遵|根据|依据|依照|按照|对照|按|依(?![法申])|照(?!顾)|据(?![悉此])|写成|编制|编写|编成|编好|公布|向社会公布|发布"
_EDITED = re.compile(
    rf"(?:由|将|公布|编制|，|。|\n|^|[ \u3000])(?P<office>{_OFFICE})(?:（[^（）\n]{{1,40}}）)?(?:严格)?"
    rf"(?=现?(?:{_ACTS})|结合|(?:19|20)\d\d年)"
)
_BY = re.compile(
    rf"(?:报告|年报|总结|本文)[是系]?由(?P<office>{_OFFICE})(?:（[^（）\n]{{1,40}}）)?"
    rf"(?=现?(?:{_ACTS})|结合|综合|汇总|汇编|参照|依托|围绕|[在对把将经以]|组织|负责|牵头|会同|联合|统一|具体|严格|认真|起草|撰写|制作|[、，])"
)
_WRITER = re.compile(
    rf"(?:编制|编写|撰写)(?:(?:单位|机关|机构)[是为]|(?:本报告|本年报|年报|报告)?的是)(?P<office>{_OFFICE})(?=[，。；]|（[^（）\n]{{1,40}}）)"
)
_SIGNED = re.compile(rf"^[\s]*(?P<office>{_OFFICE})[\s]*(?:\n[\s]*(?:19|20|二)[^\n]{{5,16}}[日号]?[\s]*)?\Z", re.M)
_ALONE = re.compile(rf"\A[\s|｜]*(?P<office>{_OFFICE})[\s|｜]*$", re.M)
_ISSUED = re.compile(rf"^[\s|｜]*(?P<office>{_OFFICE})\s?关于(?:印发|公布|发布)[^\n]{{0,30}}公开[^\n]{{0,16}}(?:报告|总结|年报)", re.M)
_TOLD = re.compile(rf"(?:现将|将)(?:(?:19|20)\d\d年(?:度|(?!度)))?(?P<office>{_OFFICE})(?=(?:(?:19|20)\d\d年度?)?(?:政府|政务)?信息公开)")
_PUBLISHED = re.compile(
    rf"(?:公布|公开|发布|编制)(?P<office>{_OFFICE})(?=(?:政府|政务)?信息公开(?:工作)?(?:19|20)\d\d年?度?(?:工作)?(?:报告|年报))"
)
_ASKED = re.compile(
    r"(?:[与同向找洽]|咨询单位：|联系单位：|联系：?)(?P<office>[\u4e00-\u9fff]{3,40}?)(?=联系|联络|咨询|反映|[，；](?:地址|联系电话|电话|邮编)|（(?:地址|电话|邮编|[^（）\n]{0,24}[路街道号村]))"
)
_DID = re.compile(
    rf"(?:(?<!结合)(?:19|20)\d\d年(?:度|(?!度))，?|一年来，|去年，)(?P<office>{_WITH_BRACKET})"
    r"(?=，?(?:认真|深入|严格|坚持|高度|持续|扎实|积极|切实|进一步|全面|始终|继续|紧紧|紧扣|紧密|围绕|结合|以|在|主动|不断|着力|依|贯彻|落实|的?(?:政府|政务)?信息公开|的公开))"
)
# The last and weakest ones: the first words of an excerpt, and whose site has the report. A department may use its government's site.
_OPENS = re.compile(rf"\A[\s|｜]*(?P<office>{_OFFICE})(?=主动公开|，[以是])")
_POSTED = re.compile(rf"现通过(?P<office>{_OFFICE})(?<!政府)(?=(?:政府|官方|门户)*网站)")
_NO_DOER = re.compile(
    r"^(?:召开|举办|组织|开展|成立|通过|利用|依托|向|经|新|以|未(?!央)|没有|无(?![锡为极棣])|涉及)|(?<!委员|管委|联合)会$"
)
_OPENING = 1500  # characters in which an office says who it is
_ROOM = re.compile(
    r"(?:(?:(?<!人民)政府|政务)?信息公开|政务公开).*$|(?:党政|综合|秘书|行政|政务|法规|宣传)*(?:办公[室厅]|办|[科股室]|(?<!办事)处|中心|领导小组|信息科)$"
)
"""The part of an office that answers letters, behind the office's own name."""
_TOWN_ROOM = re.compile(r"(?:党政综合|党政|党建综合)办(?:公室)?$|(?<=大学|学院)(?:学校|党政|校长|党委)?办公室$")
"""The part of a town's or street's office, or of a university, that writes its report."""
_LINES_BESIDE = 2  # how far from the title an office may stand alone; a date may stand between
_LINE = re.compile(r"[^\n]+")
_ALONE_BESIDE = re.compile(rf"[\s|｜]*[（(【]?(?P<office>{_WITH_BRACKET})[）)】]?[\s|｜]*")
_BETWEEN = re.compile(
    r"[\s|｜]*(?:[（(]?[\d年月日号：:\-/. 度]+[）)]?|(?:发布|公开|成文|来源|索引|文号|浏览|字号|编号|责任)[^\n]*)[\s|｜]*"
)
_BEHIND_TITLE = re.compile(rf"(?:[ \t\u3000]*（|[ \t\u3000]+)(?P<office>{_OFFICE})(?:）|[ \t\u3000]*$)", re.M)
_LEAD = re.compile(
    r"^(?:现|兹|特|并|予以|向社会|依据|根据|按照|由|将(?!乐县)|把|是|为|(?:这份)?(?:年度报告|年报|报告)由|公布|编制|编写|发布|报告|提示|这份|本报告|本年报|内容|包括|单位是|今年|以及)+"
)
_LEVELS = "省市州县区旗"
_PLACELESS = re.compile(rf"[{_LEVELS}][^{_LEVELS}镇乡]+|[^{_LEVELS}镇乡街]{{2,}}[局厅委]")
"""An office that is named without its place: 市水务局, 公安局."""
_BEFORE_PLACE = re.compile(r".*(?:联系|公布|发布|编制|包括|不服|结合|[与由找洽在到系是及]|(?<!无)为|向(?!阳)|将(?!乐)|于(?!都))")
"""The words up to the place: 请联系丰江, 登于丰江. 向阳, 将乐, 于都 and 无为 are places."""
_PLACE_LENGTH = 8
_SHORT_PLACE = 3
_NO_PLACE = re.compile(
    r"[年月日我本全各该的了请转诉对按使让]|加强|完善|[成建设]立|利用|制[定订]|配合|报送|落实|推进|做好|组织|协助|指导|督促|建设|优化|提升|强化|健全|开展|召开|参加|接受|认真|积极|及时|主动|进一步|^(?:此外|同时|目前|截至|另外|其中|其他|有关|相关|下属|所属|例如|通过|经过|和)"
)
_WHOLE = re.compile(_OFFICE + "|[\u4e00-\u9fff]{2,12}(?:人民)?政府")
_NO_OFFICE = re.compile(
    r"^(?:紧扣|围绕|坚持|[局县市区镇乡院校厅委]里|本(?!溪)|我|各|全(?![椒州南])|该|上级|国务院|中华|省政府|市政府|县政府|区政府|这|在|就|靠|对(?!外(?:贸易|经济|经贸|合作|友好|联络))着?|照)|[我本全][局区市县镇乡街院校委厅办]"
    r"|^(?:[省市州县区镇乡院校厅局委部站所]|街道|机关|两局)?(?:府|党政|综合|局){0,2}办(?:公[室厅])?$"
    r"|^(?:走进|魅力|认识|印象|政民互动|网上|便民)|(?:互动|交流)社区$"
    r"|^(?:新闻|下载|服务|互动|数据|媒体|信息|政策法规|办事)(?:中心|处|部|站|大厅)$"
    r"|^(?:街道|街道办事处|管委会|管理委员会|.?党政(?:综合)?办公室)$|条例|规定|通知|要求|公开|信息(?!化|产业)|社会(?!保|组织|福利|工作|事务|科学)|报告|网站|取自|反映|据此"
    r"|^(?:[按又]|接(?!龙)|上半年|下半年|一家|人[为在]|(?:乡镇|学校)$)|情况|结果|参加|准备|其中|仍是|的是|升级为|已经|修订|部分|体制(?!改革)|数据为"
)


def is_report(normal: str) -> bool:
    """Does the text speak of a year's disclosure of information? Meant for a warning: an excerpt of a report may say too little."""
    normal = "".join(normal.split())  # some texts have a blank between any two characters
    topics = sum(topic in normal for topic in _TOPICS)
    loosely = "公开" in normal and topics >= 3 and bool(_THIS_YEAR.search(normal))  # 一年公开之事, with the fixed parts of a report
    return loosely or (len(_ABOUT.findall(normal)) >= 2 and bool(_ANNUAL.search(normal)))


def is_excerpt(normal: str) -> bool:
    """May the text be part of a report? Not with none of the words that reports use, nor in the words of a court that never says 公开."""
    normal = "".join(normal.split())
    court = "公开" not in normal and len(set(_COURT.findall(normal))) >= 2
    return bool(_OURS.search(normal)) and not court


def read_metadata(text: str, normal: str, sections: Sequence[TaggedSection] = ()) -> Metadata:
    """Title, organisation, year and period of the report `text` (`normal` is its normalised form); `warnings` tell contradictions."""
    digits = _CHINESE_YEAR.sub(lambda m: m.group().translate(_DIGITS), normal)
    title, stated = find_title(text, digits), stated_period(digits)
    out = Metadata(title=title.words if title else None)
    named = (title.organization if title else None) or _office(text, digits, sections, title)
    out.organization = named and _fuller(text, digits, named)
    out.year = _year(digits, title, stated)
    if title and stated and title.year is not None and not stated.covers(title.year):
        out.warnings.append(f"标题所写为{title.year}年，统计期限却为{stated.year}年，以{out.year}年为准")
    if stated:
        out.accounted.append((stated.start, stated.end))
        out.period = stated.period
        if stated.warning:
            out.warnings.append(stated.warning)
    elif out.year is not None:
        out.period = _customary_period(digits, title, out.year)
    if title:
        out.accounted.append((title.start, title.end))
        out.warnings += [
            f"文中另有一份报告，标题为“{other.words}”，其数字也列在本报告之内，请分开后再读"
            for other in further_titles(text, normal, title)
        ]
    return out


def _customary_period(normal: str, title: Title | None, year: int) -> Period:
    """The calendar year, or the school year that ends in `year` where the title has one or, without a year there, the opening."""
    start, end = (title.start, title.end) if title and title.year is not None else (0, _OPENING)
    words = "".join(_NAMED_WORK.sub("》", normal[start:end]).split())
    if any(int(m[1]) == year and _OF_A_REPORT.match(words, m.end()) for m in _SCHOOL_YEAR.finditer(words)):
        return Period(start=datetime.date(year - 1, _SCHOOL_YEAR_STARTS, 1), end=datetime.date(year, _SCHOOL_YEAR_STARTS - 1, 31))
    return Period(start=datetime.date(year, 1, 1), end=datetime.date(year, 12, 31))


def _year(normal: str, title: Title | None, stated: Stated | None) -> int | None:
    """The year of title, period and body that most of them give; the title and the period each outweigh the body.

    Where title and period contradict each other and the body sides with neither, the period holds: a title is often last year's, or has
    the year in which the report came out, while the period is what the figures were counted for. A body that sides with the title tells
    of a period that was left over from last year's report.
    """
    votes: Counter[int] = Counter()
    named = title.year if title else None
    # A text without a title line, or with one that has no year, may name the report in a sentence; two such names contradict each other.
    called = {int(m[1]) for m in _REPORT_NAME.finditer(normal, 0, _OPENING)}
    if named is None and stated is None and len(called) == 1:
        (named,) = called
    period = stated.year if stated else None
    if stated and named is not None and stated.covers(named):
        period = named
    if named is not None:
        votes[named] += 3
    if period is not None:
        votes[period] += 3
    if body := _body_year(normal, title, stated, named):
        votes[body] += 2
    return max(votes, key=lambda year: (votes[year], year == period)) if votes else None


def _body_year(normal: str, title: Title | None, stated: Stated | None, named: int | None) -> int | None:
    """The year that the text names most often beside the report's own name, in which it is `named`, and beside the stated period.

    Of years named as often it is the period's, or else the first: reports end with plans for the next year.
    """
    apart = [m.span() for m in _REPORT_NAME.finditer(normal) if int(m[1]) == named]  # says nothing that the title does not
    apart += [(told.start, told.end) for told in (title, stated) if told]
    found = sorted([*_BODY_YEAR.finditer(normal), *_SCHOOL_YEAR.finditer(normal)], key=lambda m: m.start())
    found = [m for m in found if int(m[1]) >= _FIRST_YEAR and not _inside(m.start(), apart)]
    quoted = [m.span() for m in _QUOTED.finditer(normal)]  # a notice or plan that is cited, often of another year
    told = Counter(int(m[1]) for m in [m for m in found if not _inside(m.start(), quoted)] or found)
    # A Counter keeps the order in which the years stand, and max gives the first of equals.
    return max(told, key=lambda year: (told[year], stated is not None and stated.covers(year)), default=None)


def _inside(position: int, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in ranges)


def _office(text: str, normal: str, sections: Sequence[TaggedSection], title: Title | None) -> str | None:
    """The office that publishes: named beside the title, by a label, as the one that acts in preamble or overview, or in the signature."""
    opening = next((s.start for s in sections if s.type not in ("title", "boilerplate", "preamble") and s.start > 0), 1200)
    told = _NAMED_WORK.sub(lambda m: "》" * len(m.group()), normal)  # a body that a plan or rule is named after does not report
    head = told[: max(200, min(opening, _OPENING))]
    places = (
        (_EDITED, head),
        (_BY, head),
        (_ISSUED, head),
        (_LABELLED, head),
        (_TOLD, head),
        (_PUBLISHED, head),
        (_SIGNED, told[-80:]),
        (_ALONE, head),
        (_ASKED, head),
        (_DID, told[:_OPENING]),
        (_WRITER, head),
        (_OPENS, head),
        (_POSTED, head),
    )
    for pattern, words in places:
        if pattern is _EDITED and title and (beside := _beside(normal, title)):
            return text[slice(*beside)]
        offset = len(normal) - len(words) if pattern is _SIGNED else 0
        for m in pattern.finditer(words):
            start, end = m.span("office")
            start += lead.end() if (lead := _LEAD.match(words[start:end])) else 0
            start = without_lead(words, start, end)
            if pattern is _ASKED or "公开" in words[start:end]:
                end = _without_room(words, start, end)
            if (room := _TOWN_ROOM.search(words[start:end])) and room.start() > 3:
                end = start + room.start()
            if pattern is _DID and _NO_DOER.search(words[start:end]):
                continue
            if end - start > 2 and not _NO_OFFICE.search(words[start:end]):
                return text[offset + start : offset + end]
    return None


def _fuller(text: str, normal: str, name: str) -> str:
    """`name`, or where it lacks its place (市水务局, 公安局) the name with its place that the text has elsewhere: 丰江市水务局."""
    known = normalise(name)
    if not _PLACELESS.fullmatch(known):
        return name
    for m in re.finditer(rf"(?<!{_HAN}){_HAN}{{2,40}}?{re.escape(known)}", normal):
        end = m.end() - len(known)
        before = normal[m.start() : end]
        place = _LEAD.sub("", _BEFORE_PLACE.sub("", before))
        if not 2 <= len(place) <= _PLACE_LENGTH or _NO_PLACE.search(place) or not (known[0] in _LEVELS or place[-1] in _LEVELS):
            continue
        cue = len(place) < len(before) or normal[: m.start()].endswith("：")
        if (
            cue
            or (len(place) <= _SHORT_PLACE and normal[: m.start()].rstrip(" \u3000")[-1:] in ("", "\n"))
            or _is_place(normal, place, known)
        ):
            return text[end - len(place) : m.end()]
    return name


def _is_place(normal: str, place: str, office: str) -> bool:
    """Whether the text has the words before an office elsewhere with its level, and not before this office. 加强 is no place."""
    level, rest = (office[0], office[1:]) if office[0] in _LEVELS and not office.startswith("市场") else ("", office)
    named = level or place[-1] in _LEVELS
    return bool(named) and re.search(rf"{re.escape(place + level)}(?!{re.escape(rest)})", normal) is not None


def _beside(normal: str, title: Title) -> tuple[int, int] | None:
    """Where an office stands alone beside the title: in brackets behind it, or on a line of its own below or above."""
    behind = _BEHIND_TITLE.match(normal, title.end)
    if behind and not _NO_OFFICE.search(behind["office"]):
        return behind.span("office")
    lines = [m.span() for m in _LINE.finditer(normal[: title.end + _OPENING]) if m.group().strip()]
    below = [span for span in lines if span[0] > title.end]
    above = [span for span in lines if span[1] <= title.start][::-1]
    for side in (below, above):
        for span in side[:_LINES_BESIDE]:
            alone = _ALONE_BESIDE.fullmatch(normal, *span)
            if alone and not _NO_OFFICE.search(alone["office"]):
                return alone.span("office")
            if not _BETWEEN.fullmatch(normal, *span):
                break
    return None


def _without_room(words: str, start: int, end: int) -> int:
    """Where the name of an office ends that `[start, end)` is or is a part of; `start` where what is left names none."""
    while (room := _ROOM.search(words[start:end])) and room.start() > 2:
        end = start + room.start()
    return end if _WHOLE.fullmatch(words[start:end]) else start
