"""The sentences and lines in which a report names its office, each with what its names may not be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from giar_ner.records.organization.names import (
    HAN,
    NO_OFFICE,
    OFFICE,
    PARTED,
    WITH_BRACKET,
    YEAR,
    behind_lead,
    without_own_room,
    without_room,
)


@dataclass(frozen=True)
class Cue:
    """`pattern` finds names (its group `office`) in one `area` of a report: before its first part, its first page, or its last line.

    never: what no such name has; never_dated: how none begins that a number follows; bare: no words lead to the name; room: it may be that of
    the room that answers letters.
    """

    pattern: re.Pattern[str]
    area: Literal["head", "opening", "end"] = "head"
    never: re.Pattern[str] | None = None
    never_dated: re.Pattern[str] | None = None
    bare: bool = False
    room: bool = False

    def find(self, words: str) -> Iterator[tuple[int, int]]:
        """Where `words` name an office, without the words that lead to it and the room behind it."""
        for m in self.pattern.finditer(words):
            start, end = m.span("office")
            if self.never and self.never.search(words[start:end]):
                continue
            if self.never_dated and self.never_dated.match(words, start) and words[end].isdigit():
                continue
            if not self.bare:
                start = behind_lead(words, start, end)
            in_a_room = self.room or "公开" in words[start:end]
            end = without_room(words, start, end) if in_a_room else without_own_room(words, start, end)
            if end - start > 2 and not NO_OFFICE.search(words[start:end]):
                yield start, end


_NO_DOER = re.compile(
    r"^(?:召开|举办|组织|开展|成立|通过|利用|依托|向|经|新|以|未(?!央)|没有|无(?![锡为极棣])|再|同时|计划|依靠|学年|[今本]年|年[初内底终]|[一二三四五六七八九十]处?是|[有另]|[一二两三四五六七八九十]+[县区市镇乡]|国家和|涉及|按照?|根据|依据|依照|遵照|对照|贯彻|落实|为(?!民)|[现特兹]?由|将(?!乐))"
    r"|(?<!委员|管委|联合|合作|十字)(?<!协)会$|[一二两三四五六七八九十几多]处$|[在找请把了咱的些到及]|[法医]院$|[省市县区旗州]委$|融媒体|新闻中心$|(?:图书|档案)馆$"
)
_MEDIA = re.compile("报社|日报|晚报|新闻社|通讯社|新华社|电视台|广播电台|融媒体|传媒|新闻中心")
"""Who spreads a report of another, if it does not say that it is its own."""
LABELLED = Cue(
    re.compile(
        r"(?:发布(?:机构|单位|机关)|发文(?:机关|机构|单位)|制发机关|公开(?:机构|单位)|编制单位|信息提供单位|责任单位|(?:填报|填表|报告|报送)单位(?:（盖章）)?)[\s：|｜]*"
        rf"(?P<office>{WITH_BRACKET})(?=[\s|｜]|$)",
        re.M,
    )
)
_ACTS = r"遵照|遵|根据|依据|依照|按照|对照|按(?![月季周])|依(?![法申])|照(?![顾壁明])|据(?![悉此])"
_MAKES = r"编[制写成好出纂]|编(?=(?:19|20)\d\d年)|撰写|起草|写[成出]|汇编|汇总|拟写|拟定|制作|形成|整理"
_OF_THE_REPORT = r"(?=[^。；\n]{0,40}(?:报告|年报|总结|情况))"
"""What an office makes or publishes, so that it is not a department that 公布 its budget."""
_TELLS = (
    rf"(?:{_MAKES}|向社会公[布开]|公[布开]|发布){_OF_THE_REPORT}"
    r"|[把将](?=(?:(?:19|20)\d\d年|一年来)[^。；\n]{0,24}(?:情况|工作|报告|总结))|报告(?=(?:19|20)\d\d年)"
)
_RULE = re.compile("根据|依据|依照|按照|遵照|对照")
"""根据X市2012年工作要点 is what the report follows; X局根据 is an office."""
EDITED = Cue(
    re.compile(
        rf"(?:由|将|公布|编制|，|。|\n|^|[ \u3000])(?P<office>{OFFICE}|{PARTED})(?:（[^（）\n]{{1,40}}）)?(?:严格)?"
        rf"(?=现?(?:{_ACTS}|{_TELLS})|结合|(?:19|20)\d\d年(?![^，。；\n]{{0,16}}通知))"
    ),
    never_dated=_RULE,
)
BY = Cue(
    re.compile(
        rf"(?:报告|年报|总结|本文)(?:[是系]?由|[是系])\s{{0,4}}(?P<office>{OFFICE})(?:（[^（）\n]{{1,40}}）)?"
        rf"(?=现?(?:{_ACTS}|{_MAKES}|公布|发布)|结合|综合|参照|依托|围绕|[在对把将经以]|代|组织|负责|牵头|会同|联合|统一|具体|严格|认真|首次|第[^，。\n]{{1,3}}次|[、，])"
    )
)
BY_FAR = Cue(
    re.compile(
        rf"(?:^[ \t\u3000]*|(?:报告|年报|总结|本文|通知|要求|规定|》|）)[^。；\n]{{0,60}}?，)[现特]?由\s{{0,4}}"
        rf"(?P<office>{OFFICE})(?:（[^（）\n]{{1,40}}）)?"
        rf"(?:[、和与]{HAN}{{2,24}}?)?"
        rf"(?=(?:负责|组织|牵头|具体|统一|代为|严格|认真){{0,3}}(?:(?:会同|结合|综合)[^，。；\n]{{0,20}}?)?(?:{_MAKES})"
        rf"(?:(?:而成|完成|发布|公布)?[，。；、（]|{_OF_THE_REPORT}))",
        re.M,
    )
)
"""With words between the report and the office, and perhaps a second office: 本报告依据《条例》有关规定，由X负责编制, 由X、Y编制."""
MADE_ALONE = Cue(
    re.compile(
        rf"(?:根据|依据|依照|按照|遵照|报告|年报)[^。；\n]{{0,40}}?，(?![^，。]{{0,8}}由)(?P<office>{OFFICE})"
        r"(?=(?:编制|编写|撰写)(?:[，。；（\s]|\Z)|公布(?:以下|如下|于下|于后))"
    )
)
"""An office that makes something unnamed, in a sentence that names the report or what it follows: 本报告依据条例，X编写."""
COVER = Cue(re.compile(rf"^[\s|｜]*(?P<office>{OFFICE})(?:编制|编写|编印)[ \t\u3000|｜]*$", re.M))
"""The office on a cover: a line of its own, X编制."""
WRITER = Cue(
    re.compile(
        rf"(?:(?:编制|编写|撰写)(?:(?:单位|机关|机构)[是为]|(?:本报告|本年报|年报|报告)?的是)|(?:报告|年报)出自)(?P<office>{OFFICE})"
        r"(?=[，。；]|（[^（）\n]{1,40}）)"
    )
)
THIS_IS = Cue(
    re.compile(
        rf"(?:此|这|以下)[为是系](?P<office>{OFFICE})(?=的?{YEAR}度?(?:(?:政府|政务)?信息公开)?(?:工作)?(?:年度)?(?:工作)?(?:报告|年报))"
    )
)
SIGNED = Cue(re.compile(rf"^[\s]*(?P<office>{OFFICE})[\s]*(?:\s(?:19|20|二)[^\n]{{5,16}}[日号]?[\s]*)?\Z", re.M), area="end")
ALONE = Cue(re.compile(rf"\A[\s|｜]*(?P<office>{OFFICE})(?:文件)?[\s|｜]*$", re.M))
_DATE = r"(?:19|20|二[〇零○Oo])[^\n。，；]{3,14}[日月]"
DATED = Cue(re.compile(rf"^[\s|｜]*(?P<office>{OFFICE})[ \t\u3000|｜]*\n\s*{_DATE}[ \t\u3000|｜]*$", re.M))
"""An office and a date on lines of their own above the report, as on its cover."""
ABBREVIATED = Cue(re.compile(rf"(?:\A\s*|[，；由]|。\s*|结合|公布|反映)(?P<office>{OFFICE})(?=（(?:以下)?简?称)"), never=_NO_DOER)
"""An office with the short name that the report has for it: 结合X税务局（以下简称…）有关数据撰写."""
ISSUED = Cue(re.compile(rf"^[\s|｜]*(?P<office>{OFFICE})\s?关于(?:印发|公布|发布)[^\n]{{0,30}}公开[^\n]{{0,16}}(?:报告|总结|年报)", re.M))
COVERED = Cue(
    re.compile(
        rf"本(?:年度)?(?:报告|年报)(?:内容)?[只仅]?(?:主要)?(?:反映|讲|说|涵盖|包括|包含|介绍|覆盖)了?(?P<office>{OFFICE})(?=[的在]|本级|{YEAR}|(?:政府|政务)?信息公开)"
    )
)
TOLD = Cue(
    re.compile(rf"(?:现将|将)(?:(?:19|20)\d\d年(?:度|(?!度)))?(?P<office>{OFFICE})(?=(?:(?:19|20)\d\d年度?)?(?:政府|政务)?信息公开)")
)
PUBLISHED = Cue(
    re.compile(
        rf"(?<!主动)(?:公布|公开|发布|编制|制定|{_MAKES})(?:{YEAR}度?)?(?P<office>{OFFICE})"
        rf"(?=(?:{YEAR}度?)?(?:政府|政务)?信息公开(?:工作)?(?:(?:19|20)\d\d年?度?)?(?:工作)?(?:年度)?(?:工作)?(?:报告|年报))"
    )
)
ASKED = Cue(
    re.compile(
        r"(?:[与同向找洽]|致电|咨询单位：|联系单位：|地址：|联系：?)(?P<office>[\u4e00-\u9fff]{3,40}?)(?=联系|联络|咨询|反映|[，；](?:地址|联系电话|电话|邮编)|（(?:地址|电话|邮编|[^（）\n]{0,24}[路街道号村]))"
    ),
    room=True,
)
REACHED = Cue(
    re.compile(rf"(?:^[ \t\u3000|｜]*|[。；，])(?P<office>{OFFICE})(?=：(?:办公)?地址|(?:的?(?:联系|咨询)电话)[：是为])", re.M), room=True
)
"""Whose telephone a report gives: X局联系电话：, X局办公室：地址. A list of several offices' tells of none."""
_DOES = (
    r"(?:认真|深入|严格|坚持|高度|持续|扎实|积极|切实|进一步|全面(?!推进)|始终|继续|紧紧|紧扣|紧密|围绕|结合|以(?!工)|在|主动|不断|着力|依(?!次)|贯彻|落实|的?(?:政府|政务)?信息公开(?!专栏|网|平台|目录|指南|办)|政务公开工作(?!领导|办法|要点|方案|计划)|的政务公开(?!栏|考)|的公开"
    r"|聚焦|突出|注重|重视|(?:十分|非常)重视|立足|紧盯|牢固|牢牢|坚决|稳步|大力|努力|充分|及时|按时|按照|根据|遵循|通过|利用|依托|借(?!阅)|把|将(?!军|乐)|共(?!青)|总共|总计|累计"
    r"|公[开布发](?:各类|政府|政务|信息|[了条\d])|发布(?:各类|政府|政务|信息|[了\d])|受理(?=了|群众|公众|各类|政府|信息|依?申请|\d)|收到|地处|位于|下?辖(?!区)|制发|没有|一直|历来|健全|完善|加强|强化|加大|成立|明确|下设|内设|现有|门户网站|[本全]年|年内)"
)
_WITHIN = r"(?:（[^（）\n]{1,40}）)?(?:党组|党委(?:、?政府)?|党工委(?:、?办事处)?|领导班子|机关)?"
"""The part of an office that acts for it: X局党组高度重视."""
DID = Cue(
    re.compile(
        rf"(?:(?<!结合){YEAR}(?:度|(?!度))(?:以来)?，?|学年度?，?|一年来，|今年以来，|去年，|本年度，|\d月\d{{1,2}}日，)(?:(?:按照|根据|依据|遵照|对照|在)[^，。；\n]{{2,40}}，)?"
        rf"(?P<office>{WITH_BRACKET}){_WITHIN}(?=，?{_DOES})"
    ),
    area="opening",
    never=_NO_DOER,
)
ACTING = Cue(
    re.compile(rf"(?:^[ \t\u3000|｜]*|。)(?P<office>{OFFICE}){_WITHIN}(?=，?(?:{_DOES}|公布|发布|按))", re.M), never=_NO_DOER, bare=True
)
"""An office that opens a line and does something; of the departments that a government's report tells of there are several."""
SUBJECT = Cue(
    re.compile(
        rf"(?:^[ \t\u3000|｜]*|。|年度?，?)(?P<office>{OFFICE}){_WITHIN}(?=，?(?:{_DOES}"
        r"|未(?![央来])|无(?![锡为极棣])|不(?:存在|涉及)|尚未|[共均已]))",
        re.M,
    ),
    never=_NO_DOER,
    bare=True,
)
"""One that is of the kind that the text calls its own may do or not do anything: 云陂乡未收取, where else it is 我乡."""
NAMED_RULE = Cue(re.compile(rf"《(?P<office>{OFFICE})(?=(?:{YEAR}度?)?(?:(?:政府|政务)?信息|政务)公开[^《》\n]{{0,30}}》)"))
GROUP = Cue(
    re.compile(
        rf"(?:成立|设立|组建|调整|完善|健全|建立)了?(?:[^，。；\n的]{{0,30}}的)?(?P<office>{OFFICE})(?=(?:(?:政府|政务)?信息|政务)公开(?:工作)?领导小组)"
    )
)
# The last and weakest ones: the first words of an excerpt, and whose site has the report. A department may use its government's site.
OPENS = Cue(re.compile(rf"\A[\s|｜]*(?P<office>{OFFICE})(?=主动公开|，[以是])"))
SOURCE = Cue(
    re.compile(rf"来源[\s|｜]*：[\s|｜]*(?P<office>{OFFICE})(?=[\s|｜]|$|字号|字体|浏览|点击|作者|编辑|发布|时间|日期|分享)", re.M),
    never=_MEDIA,
)
POSTED = Cue(
    re.compile(
        rf"(?:现通过|电子版可?(?:从|在|到|于|通过|登录))(?P<office>{OFFICE})(?<!政府)(?<!融媒体中心)(?=(?:政府|官方|门户){{0,2}}网站)"
    )
)

BY_THEMSELVES = (
    BY_FAR, EDITED, BY, MADE_ALONE, ISSUED, LABELLED, TOLD, COVERED, PUBLISHED, ABBREVIATED, SIGNED, ALONE, DATED, COVER, ASKED, DID, WRITER, THIS_IS,
    OPENS, POSTED,
)  # fmt: skip
"""Those that tell alone whose a report is, the surest first."""
