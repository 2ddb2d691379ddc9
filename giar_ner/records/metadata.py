"""What a report is about: its title, its organisation, the year it reports on and the stretch that its figures are for."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from giar_ner.records.stated_period import Stated, stated_period
from giar_ner.records.titles import Title, find_title
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
_ANNUAL = re.compile(r"年度报告|年报|年度|(?:19|20)\d\d年|[二一][〇零○O0九][〇零○一二三四五六七八九]{2}年|全年|本年|今年|当年")
_THIS_YEAR = re.compile(r"年度?报|年度报告|工作报告|全年|本年|今年|当年")
_TOPICS = ("公开信息", "信息公开", "申请", "复议", "诉讼", "收费", "减免", "申诉", "查阅", "解读", "公报")
_OURS = re.compile("公开|公布|发布|申请|复议|诉讼|政务|信息|查阅|收费|网站|微博|微信|热线|信箱|留言|培训|访谈|解读|专职|规范性|提案")
_COURT = re.compile("本院|原告|被告人|上诉人|审判[长员]|判决如下|裁定如下|申请执行人|公诉机关")
_CHINESE_YEAR = re.compile(r"[二一][〇零○O0九][〇零○一二三四五六七八九][〇零○一二三四五六七八九](?=年)")
_DIGITS = str.maketrans("〇零○O一二三四五六七八九", "0000123456789")
# A year that this one is compared with (比2022年, 与2014年) has no vote on which year the report is of.
_BODY_YEAR = re.compile(r"(?<![\d〔\[（(比较与同])((?:19|20)\d\d)\s?(?=年(?!\d{1,2}月\d{1,2}日|\s?[一二三四五六七八九十]+月))")
_SUFFIX = (
    r"(?:人民政府(?:办公[室厅])?|政府办公[室厅]|街道办事处|办事处|管理委员会|委员会|管委会|办公[室厅]|总局|分局|管理局|支队|总队|大队|银行|公司|集团|大学|学院|中学|学校|医院"
    r"|中心|[局厅委署院馆站所处会社]|人民政府|街道|[省市县区旗镇乡州])"
)
_OFFICE = rf"[\u4e00-\u9fff]{{2,24}}?{_SUFFIX}"
_LABELLED = re.compile(
    rf"(?:发布(?:机构|单位|机关)|发文(?:机关|机构|单位)|制发机关|公开(?:机构|单位)|编制单位|信息提供单位|责任单位)[\s：|｜]*(?P<office>{_OFFICE})(?=[\s|｜]|$)",
    re.M,
)
_ACTS = r"遵照|遵|根据|依据|依照|按照|对照|按|依(?![法申])|照(?!顾)|据(?![悉此])|写成|编制|编写|编成|编好|公布|向社会公布|发布"
_EDITED = re.compile(rf"(?:由|将|公布|编制|，|。|\n|^|[ \u3000])(?P<office>{_OFFICE})(?:严格)?(?=现?(?:{_ACTS})|(?:19|20)\d\d年)")
_SIGNED = re.compile(rf"^[\s]*(?P<office>{_OFFICE})[\s]*(?:\n[\s]*(?:19|20|二)[^\n]{{5,16}}[日号]?[\s]*)?\Z", re.M)
_ALONE = re.compile(rf"\A[\s|｜]*(?P<office>{_OFFICE})[\s|｜]*$", re.M)
_ISSUED = re.compile(rf"^[\s|｜]*(?P<office>{_OFFICE})\s?关于(?:印发|公布|发布)[^\n]{{0,30}}公开[^\n]{{0,16}}(?:报告|总结|年报)", re.M)
_TOLD = re.compile(rf"(?:现将|将)(?:(?:19|20)\d\d年度?)?(?P<office>{_OFFICE})(?=(?:(?:19|20)\d\d年度?)?(?:政府|政务)?信息公开)")
_ASKED = re.compile(
    r"(?:[与同向找洽]|咨询单位：|联系单位：|联系：?)(?P<office>[\u4e00-\u9fff]{3,40}?)(?=联系|联络|咨询|反映|[，；](?:地址|联系电话|电话|邮编)|（(?:地址|电话|邮编|[^（）\n]{0,24}[路街道号村]))"
)
_DID = re.compile(
    rf"(?:(?:19|20)\d\d年度?，?|一年来，|去年，)(?P<office>{_OFFICE})"
    r"(?=，?(?:认真|深入|严格|坚持|高度|持续|扎实|积极|切实|进一步|全面|始终|继续|紧紧|紧扣|紧密|围绕|主动|不断|着力|依|贯彻|落实|的?(?:政府|政务)?信息公开|的公开))"
)
_NO_DOER = re.compile(r"^(?:召开|举办|组织|开展|成立|通过|利用|依托|向|经|新)|(?<!委员)会$")
_OPENING = 1500  # characters in which an office says who it is
_ROOM = re.compile(
    r"(?:(?:(?<!人民)政府|政务)?信息公开|政务公开).*$|(?:党政|综合|秘书|行政|政务|法规|宣传)*(?:办公[室厅]|办|[科股室]|(?<!办事)处|中心|领导小组|信息科)$"
)
"""The part of an office that answers letters, behind the office's own name."""
_LEAD = re.compile(r"^(?:现|兹|特|并|予以|向社会|由|将|把|是|为|公布|编制|编写|发布|报告|提示|这份|本报告|本年报)+")
_WHOLE = re.compile(_OFFICE + "|[\u4e00-\u9fff]{2,12}(?:人民)?政府")
_NO_OFFICE = re.compile(
    r"^(?:紧扣|围绕|坚持|[局县市区镇乡院校厅委]里|本(?!溪)|我|各|全(?![椒州南])|该|上级|国务院|中华|省政府|市政府|县政府|区政府|这|在|就|靠|对着?|照)|[我本全][局区市县镇乡街院校委厅办]"
    r"|^(?:街道|街道办事处|管委会|管理委员会|.?党政(?:综合)?办公室)$|条例|规定|通知|要求|公开|信息(?!化|产业)|社会(?!保|组织|福利|工作|事务|科学)|报告|网站|取自|反映|据此"
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
    out.organization = (title.organization if title else None) or _office(text, digits, sections)
    out.year = _year(digits, title, stated)
    if title and stated and title.year is not None and title.year != stated.year:
        out.warnings.append(f"the title says {title.year}, the stated period {stated.year}")
    if stated:
        out.accounted.append((stated.start, stated.end))
        out.period = stated.period
        if stated.warning:
            out.warnings.append(stated.warning)
    elif out.year is not None:
        out.period = Period(start=datetime.date(out.year, 1, 1), end=datetime.date(out.year, 12, 31))
    if title:
        out.accounted.append((title.start, title.end))
    return out


def _year(normal: str, title: Title | None, stated: Stated | None) -> int | None:
    """The year of title, period and body that most of them give; the title and the period each outweigh the body."""
    votes: Counter[int] = Counter()
    if title and title.year:
        votes[title.year] += 3
    if stated:
        votes[stated.year] += 3
    told = Counter(int(m[1]) for m in _BODY_YEAR.finditer(normal))
    if told:
        most = max(told.values())
        votes[max(year for year, count in told.items() if count == most)] += 2
    return max(votes, key=lambda year: (votes[year], title is not None and title.year == year)) if votes else None


def _office(text: str, normal: str, sections: Sequence[TaggedSection]) -> str | None:
    """The office that publishes: named by a label, as the one that acts in the preamble or the overview, or in the signature."""
    opening = next((s.start for s in sections if s.type not in ("title", "boilerplate", "preamble") and s.start > 0), 1200)
    head = normal[: max(200, min(opening, _OPENING))]
    places = (
        (_EDITED, head),
        (_ISSUED, head),
        (_LABELLED, head),
        (_TOLD, head),
        (_SIGNED, normal[-80:]),
        (_ALONE, head),
        (_ASKED, head),
        (_DID, normal[:_OPENING]),
    )
    for pattern, words in places:
        offset = len(normal) - len(words) if pattern is _SIGNED else 0
        for m in pattern.finditer(words):
            start, end = m.span("office")
            start += lead.end() if (lead := _LEAD.match(m["office"])) else 0
            if pattern is _ASKED or "公开" in words[start:end]:
                end = _without_room(words, start, end)
            if pattern is _DID and _NO_DOER.search(words[start:end]):
                continue
            if end - start > 2 and not _NO_OFFICE.search(words[start:end]):
                return text[offset + start : offset + end]
    return None


def _without_room(words: str, start: int, end: int) -> int:
    """Where the name of an office ends that `[start, end)` is or is a part of; `start` where what is left names none."""
    while (room := _ROOM.search(words[start:end])) and room.start() > 2:
        end = start + room.start()
    return end if _WHOLE.fullmatch(words[start:end]) else start
