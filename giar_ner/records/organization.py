"""Who reports: the office that a report names in its title, beside it, in its sentences, as its source or in its signature."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from giar_ner.language.normal import normalise
from giar_ner.records.titles import Title, without_lead
from giar_ner.tagging.spans import TaggedSection

NAMED_WORK = re.compile(r"《[^《》\n]*》")
_SUFFIX = (
    r"(?:人民政府(?:办公[室厅])?|政府办公[室厅]|(?:残|妇|侨|文|社科|工商)联|科协|街道办事处|办事处|管理委员会|委员会|管委会|办公[室厅]|总局|分局|管理局|支队|总队|大队|银行|[支分]行|公司|集团|海关|电视台"
    r"|大学|学院|中学|小学|幼儿园|学校|党校|校区|医院|植物园|动物园|公园|产业园|园区|科技城|[林牧农渔]场|中心|[局厅委院馆站所处会社]|(?<!部)署"
    r"|(?<![承主经协督合举交查转开领街])办(?!公)|(?<![站排领])队|(?<![全内干局外东南西北中上下各一])部|人民政府|街道|[省市县区旗镇乡州])"
)
# X局在市政府网站 and X办公室结合学校实际 are an office and what it does.
_OFFICE = rf"(?:(?!在[省市县区]|结合)[\u4e00-\u9fff]){{2,24}}?{_SUFFIX}"
_HAN = "[\u4e00-\u9fff]"
_YEAR = r"(?:19|20)\d\d年"
_WITH_BRACKET = rf"{_OFFICE}(?:（(?!以?下?简?称){_HAN}{{1,10}}）)?|{_HAN}{{2,12}}（{_HAN}{{1,8}}）{_HAN}{{0,12}}?{_SUFFIX}"
_LABELLED = re.compile(
    r"(?:发布(?:机构|单位|机关)|发文(?:机关|机构|单位)|制发机关|公开(?:机构|单位)|编制单位|信息提供单位|责任单位|(?:填报|填表|报告|报送)单位(?:（盖章）)?)[\s：|｜]*"
    rf"(?P<office>{_WITH_BRACKET})(?=[\s|｜]|$)",
    re.M,
)
_ACTS = r"遵照|遵|根据|依据|依照|按照|对照|按(?![月季周])|依(?![法申])|照(?![顾壁明])|据(?![悉此])"
_MAKES = r"编[制写成好出纂]|编(?=(?:19|20)\d\d年)|撰写|起草|写[成出]|汇编|汇总|拟写|拟定|制作|形成|整理"
_OF_THE_REPORT = r"(?=[^。；\n]{0,40}(?:报告|年报|总结|情况))"
"""What an office makes or publishes, so that it is not a department that 公布 its budget."""
_TELLS = (
    rf"(?:{_MAKES}|向社会公[布开]|公[布开]|发布){_OF_THE_REPORT}"
    r"|[把将](?=(?:(?:19|20)\d\d年|一年来)[^。；\n]{0,24}(?:情况|工作|报告|总结))|报告(?=(?:19|20)\d\d年)"
)
_PARTED = rf"{_HAN}{{2,6}}[省市县区旗州][ \t\u3000]{{1,2}}{_HAN}{{1,12}}?[局委厅办]"
"""A name with a blank behind its place."""
_EDITED = re.compile(
    rf"(?:由|将|公布|编制|，|。|\n|^|[ \u3000])(?P<office>{_OFFICE}|{_PARTED})(?:（[^（）\n]{{1,40}}）)?(?:严格)?"
    rf"(?=现?(?:{_ACTS}|{_TELLS})|结合|(?:19|20)\d\d年(?![^，。；\n]{{0,16}}通知))"
)
_RULE = re.compile("根据|依据|依照|按照|遵照|对照")
"""根据X市2012年工作要点 is what the report follows; X局根据 is an office."""
_BY = re.compile(
    rf"(?:报告|年报|总结|本文)(?:[是系]?由|[是系])\s{{0,4}}(?P<office>{_OFFICE})(?:（[^（）\n]{{1,40}}）)?"
    rf"(?=现?(?:{_ACTS}|{_MAKES}|公布|发布)|结合|综合|参照|依托|围绕|[在对把将经以]|代|组织|负责|牵头|会同|联合|统一|具体|严格|认真|首次|第[^，。\n]{{1,3}}次|[、，])"
)
_BY_FAR = re.compile(
    rf"(?:^[ \t\u3000]*|(?:报告|年报|总结|本文|通知|要求|规定|》|）)[^。；\n]{{0,60}}?，)[现特]?由\s{{0,4}}"
    rf"(?P<office>{_OFFICE})(?:（[^（）\n]{{1,40}}）)?"
    rf"(?:[、和与]{_HAN}{{2,24}}?)?"
    rf"(?=(?:负责|组织|牵头|具体|统一|代为|严格|认真){{0,3}}(?:(?:会同|结合|综合)[^，。；\n]{{0,20}}?)?(?:{_MAKES})"
    rf"(?:(?:而成|完成|发布|公布)?[，。；、（]|{_OF_THE_REPORT}))",
    re.M,
)
"""With words between the report and the office, and perhaps a second office: 本报告依据《条例》有关规定，由X负责编制, 由X、Y编制."""
_MADE_ALONE = re.compile(
    rf"(?:根据|依据|依照|按照|遵照|报告|年报)[^。；\n]{{0,40}}?，(?![^，。]{{0,8}}由)(?P<office>{_OFFICE})"
    r"(?=(?:编制|编写|撰写)(?:[，。；（\s]|\Z)|公布(?:以下|如下|于下|于后))"
)
"""An office that makes something unnamed, in a sentence that names the report or what it follows: 本报告依据条例，X编写."""
_COVER = re.compile(rf"^[\s|｜]*(?P<office>{_OFFICE})(?:编制|编写|编印)[ \t\u3000|｜]*$", re.M)
"""The office on a cover: a line of its own, X编制."""
_WRITER = re.compile(
    rf"(?:(?:编制|编写|撰写)(?:(?:单位|机关|机构)[是为]|(?:本报告|本年报|年报|报告)?的是)|(?:报告|年报)出自)(?P<office>{_OFFICE})"
    r"(?=[，。；]|（[^（）\n]{1,40}）)"
)
_THIS_IS = re.compile(
    rf"(?:此|这|以下)[为是系](?P<office>{_OFFICE})(?=的?{_YEAR}度?(?:(?:政府|政务)?信息公开)?(?:工作)?(?:年度)?(?:工作)?(?:报告|年报))"
)
_SIGNED = re.compile(rf"^[\s]*(?P<office>{_OFFICE})[\s]*(?:\s(?:19|20|二)[^\n]{{5,16}}[日号]?[\s]*)?\Z", re.M)
_ALONE = re.compile(rf"\A[\s|｜]*(?P<office>{_OFFICE})(?:文件)?[\s|｜]*$", re.M)
_DATE = r"(?:19|20|二[〇零○Oo])[^\n。，；]{3,14}[日月]"
_DATED = re.compile(rf"^[\s|｜]*(?P<office>{_OFFICE})[ \t\u3000|｜]*\n\s*{_DATE}[ \t\u3000|｜]*$", re.M)
"""An office and a date on lines of their own above the report, as on its cover."""
_ABBREVIATED = re.compile(rf"(?:\A\s*|[，；由]|。\s*|结合|公布|反映)(?P<office>{_OFFICE})(?=（(?:以下)?简?称)")
"""An office with the short name that the report has for it: 结合X税务局（以下简称…）有关数据撰写."""
_ISSUED = re.compile(rf"^[\s|｜]*(?P<office>{_OFFICE})\s?关于(?:印发|公布|发布)[^\n]{{0,30}}公开[^\n]{{0,16}}(?:报告|总结|年报)", re.M)
_COVERED = re.compile(
    rf"本(?:年度)?(?:报告|年报)(?:内容)?[只仅]?(?:主要)?(?:反映|讲|说|涵盖|包括|包含|介绍|覆盖)了?(?P<office>{_OFFICE})(?=[的在]|本级|{_YEAR}|(?:政府|政务)?信息公开)"
)
_TOLD = re.compile(rf"(?:现将|将)(?:(?:19|20)\d\d年(?:度|(?!度)))?(?P<office>{_OFFICE})(?=(?:(?:19|20)\d\d年度?)?(?:政府|政务)?信息公开)")
_PUBLISHED = re.compile(
    rf"(?<!主动)(?:公布|公开|发布|编制|制定|{_MAKES})(?:{_YEAR}度?)?(?P<office>{_OFFICE})"
    rf"(?=(?:{_YEAR}度?)?(?:政府|政务)?信息公开(?:工作)?(?:(?:19|20)\d\d年?度?)?(?:工作)?(?:年度)?(?:工作)?(?:报告|年报))"
)
_ASKED = re.compile(
    r"(?:[与同向找洽]|致电|咨询单位：|联系单位：|地址：|联系：?)(?P<office>[\u4e00-\u9fff]{3,40}?)(?=联系|联络|咨询|反映|[，；](?:地址|联系电话|电话|邮编)|（(?:地址|电话|邮编|[^（）\n]{0,24}[路街道号村]))"
)
_REACHED = re.compile(rf"(?:^[ \t\u3000|｜]*|[。；，])(?P<office>{_OFFICE})(?=：(?:办公)?地址|(?:的?(?:联系|咨询)电话)[：是为])", re.M)
"""Whose telephone a report gives: X局联系电话：, X局办公室：地址. A list of several offices' tells of none."""
_DOES = (
    r"(?:认真|深入|严格|坚持|高度|持续|扎实|积极|切实|进一步|全面(?!推进)|始终|继续|紧紧|紧扣|紧密|围绕|结合|以(?!工)|在|主动|不断|着力|依(?!次)|贯彻|落实|的?(?:政府|政务)?信息公开(?!专栏|网|平台|目录|指南|办)|政务公开工作(?!领导|办法|要点|方案|计划)|的政务公开(?!栏|考)|的公开"
    r"|聚焦|突出|注重|重视|(?:十分|非常)重视|立足|紧盯|牢固|牢牢|坚决|稳步|大力|努力|充分|及时|按时|按照|根据|遵循|通过|利用|依托|借(?!阅)|把|将(?!军|乐)|共(?!青)|总共|总计|累计"
    r"|公[开布发](?:各类|政府|政务|信息|[了条\d])|发布(?:各类|政府|政务|信息|[了\d])|受理(?=了|群众|公众|各类|政府|信息|依?申请|\d)|收到|地处|位于|下?辖(?!区)|制发|没有|一直|历来|健全|完善|加强|强化|加大|成立|明确|下设|内设|现有|门户网站|[本全]年|年内)"
)
_WITHIN = r"(?:（[^（）\n]{1,40}）)?(?:党组|党委(?:、?政府)?|党工委(?:、?办事处)?|领导班子|机关)?"
"""The part of an office that acts for it: X局党组高度重视."""
_DID = re.compile(
    rf"(?:(?<!结合){_YEAR}(?:度|(?!度))(?:以来)?，?|学年度?，?|一年来，|今年以来，|去年，|本年度，|\d月\d{{1,2}}日，)(?:(?:按照|根据|依据|遵照|对照|在)[^，。；\n]{{2,40}}，)?"
    rf"(?P<office>{_WITH_BRACKET}){_WITHIN}(?=，?{_DOES})"
)
_ACTING = re.compile(rf"(?:^[ \t\u3000|｜]*|。)(?P<office>{_OFFICE}){_WITHIN}(?=，?(?:{_DOES}|公布|发布|按))", re.M)
"""An office that opens a line and does something; of the departments that a government's report tells of there are several."""
_SUBJECT = re.compile(
    rf"(?:^[ \t\u3000|｜]*|。|年度?，?)(?P<office>{_OFFICE}){_WITHIN}(?=，?(?:{_DOES}|未(?![央来])|无(?![锡为极棣])|不(?:存在|涉及)|尚未|[共均已]))",
    re.M,
)
"""One that is of the kind that the text calls its own may do or not do anything: 云陂乡未收取, where else it is 我乡."""
_OWN = re.compile(r"[我本](街道|中心|公司|集团|[省市县区旗镇乡局委厅办处院校馆站所队署])(?!内|外|法|列|域)")
_SELVES = (
    ("街道(?:办|办事处)?", "街道"),
    ("办事处", "办"),
    ("委员会", "委"),
    ("区(?:管委会|管理委员会)", "区"),
    ("(?:大学|学院|学校|[中小]学)", "校"),
    ("中心", "中心"),
    ("公司", "公司"),
    ("集团", "集团"),
)
"""The ends of names, and what such an office calls itself."""
_NAMED_RULE = re.compile(rf"《(?P<office>{_OFFICE})(?=(?:{_YEAR}度?)?(?:(?:政府|政务)?信息|政务)公开[^《》\n]{{0,30}}》)")
_GROUP = re.compile(
    rf"(?:成立|设立|组建|调整|完善|健全|建立)了?(?:[^，。；\n的]{{0,30}}的)?(?P<office>{_OFFICE})(?=(?:(?:政府|政务)?信息|政务)公开(?:工作)?领导小组)"
)
# Of the verbs before a rule the last one tells whether the office made it or follows it.
_RULE_VERB = re.compile(
    "(?P<made>制[定订]|修[订改]|完善|健全|建立|编[制写]|起草|拟[定订]|公布|成立|设立|组建|调整)"
    "|[依据按照遵]|贯彻|落实|执行|收到|转发|学习|传达|对照|参照|围绕"
)
_SENTENCE_END = re.compile("[，。；\n]")
_RULES_REACH = 100  # characters back to the verb of several rules: 完善了《…》、《…》
_OF_A_PLACE = re.compile(r"(?<!开发)(?<!管理)(?<!示范)(?<!度假)(?<![新园])区$|[省市县旗州]$|(?<![镇乡])(?<!人民)政府|(?<![镇乡])人民政府")
"""A place or its government, which makes rules for all offices below it; a development zone or a town mostly makes its own."""
_PLACED = re.compile(rf"{_HAN}{{2,}}(?:[省市县区旗州镇乡盟]|街道)|{_HAN}{{2,}}(?:大学|学院|学校|中学|小学|医院|公司|海关)")
_PLACES = "省市县区旗州镇乡"
_OURS_IS = re.compile(rf"[我本]([{_PLACES}局委厅])(?!内|外)")
_WHOLE_PLACE = re.compile(
    r"(?<![健安完])[全我本]([省市县区旗州])(?:各级[^，。；\n]{0,8})?(?:行政机关)?(?:共|总共|累计|共计|合计)?(?:主动公开|公开(?:各类|政府|政务)?信息|受理|收到)"
)
"""Figures of a whole place, 全县主动公开信息: of its departments, which the report tells of, none reports."""
_GOVERNMENT = re.compile("(?:人民)?政府(?:办公?[室厅]?)?$")
_ANY_PLACE = re.compile(r"(?:社区|专区|[辖城灾景小校库山牧]区|城市|超市|[乡城村集]镇|乡村|[市区县]{2})$")
# The last and weakest ones: the first words of an excerpt, and whose site has the report. A department may use its government's site.
_OPENS = re.compile(rf"\A[\s|｜]*(?P<office>{_OFFICE})(?=主动公开|，[以是])")
_SOURCE = re.compile(rf"来源[\s|｜]*：[\s|｜]*(?P<office>{_OFFICE})(?=[\s|｜]|$|字号|字体|浏览|点击|作者|编辑|发布|时间|日期|分享)", re.M)
_MEDIA = re.compile("报社|日报|晚报|新闻社|通讯社|新华社|电视台|广播电台|融媒体|传媒|新闻中心")
"""Who spreads a report of another, if it does not say that it is its own."""
_THIRD = re.compile("(?:司法局|信访局|法制办|法制局|法制办公室|检察院)$")
"""Offices that reports tell of beside their own, with the complaints they hear: one sentence does not tell whose the report is."""
_OWN_COURT = re.compile("[我本]院")
_OWN_BODY = re.compile("[我本](?:单位|机关|部门)")
_POSTED = re.compile(
    rf"(?:现通过|电子版可?(?:从|在|到|于|通过|登录))(?P<office>{_OFFICE})(?<!政府)(?<!融媒体中心)(?=(?:政府|官方|门户){{0,2}}网站)"
)
_NO_DOER = re.compile(
    r"^(?:召开|举办|组织|开展|成立|通过|利用|依托|向|经|新|以|未(?!央)|没有|无(?![锡为极棣])|再|同时|计划|依靠|学年|[今本]年|年[初内底终]|[一二三四五六七八九十]处?是|[有另]|[一二两三四五六七八九十]+[县区市镇乡]|国家和|涉及|按照?|根据|依据|依照|遵照|对照|贯彻|落实|为(?!民)|[现特兹]?由|将(?!乐))"
    r"|(?<!委员|管委|联合|合作|十字)(?<!协)会$|[一二两三四五六七八九十几多]处$|[在找请把了咱的些到及]|[法医]院$|[省市县区旗州]委$|融媒体|新闻中心$|(?:图书|档案)馆$"
)
OPENING = 1500  # characters in which an office says who it is
_ROOM = re.compile(
    r"(?:(?:(?<!人民)政府|政务)?信息公开|政务公开).*$|(?:党政|综合|秘书|行政|政务|法规|宣传)*(?:办公[室厅]|办|[科股室]|(?<!办事)处|中心|领导小组|信息科)$"
)
"""The part of an office that answers letters, behind the office's own name."""
_TOWN_ROOM = re.compile(
    r"(?:党政综合|党政|党建综合)办(?:公室)?$|(?<=大学|学院)(?:学校|党政|[校院]长|党委)?办公室$"
    r"|(?:(?<=[局厅])|(?<=中心))(?:综合|党政|行政)?办公室$"
    r"|(?:(?<=[镇乡]政府)|(?<=[镇乡]人民政府)|(?<=街道办事处))[\u4e00-\u9fff]{2,8}(?:办公室|办|科|室|中心)$"
)
"""The part of a town's or street's office, of a university, a bureau or a centre, that writes its report."""
_LINES_BESIDE = 2  # how far from the title an office may stand alone; a date may stand between
_LINE = re.compile(r"[^\n]+")
_ALONE_BESIDE = re.compile(rf"[\s|｜]*[（(【]?(?P<office>{_WITH_BRACKET})[）)】]?[\s|｜]*")
_BETWEEN = re.compile(
    r"[\s|｜]*(?:[（(]?[\d年月日号：:\-/. 度]+[）)]?|(?:发布|公开|成文|来源|索引|文号|浏览|字号|编号|责任)[^\n]*)[\s|｜]*"
)
_BEHIND_TITLE = re.compile(rf"(?:[ \t\u3000]*（|[ \t\u3000]+)(?P<office>{_OFFICE})(?:）|[ \t\u3000]*$)", re.M)
_LEAD = re.compile(
    r"^(?:现|兹|特|并|引言|前言|概述|予以|向社会|依据|根据|按照|由|将(?!乐县)|把|是|为|(?:这份)?(?:年度报告|年报|报告)由|公布|公开(?!区)|编[制写成]|制定|写成|形成|发布|报告|提示|这份|本报告|本年报|内容|主要|包括|包含|涵盖|覆盖|反映|单位是|今年|以及)+"
)
_IS = re.compile(r"[^是]{2,12}(?<![的仍])是")
"""What is said of an office: 重点是X局2019年公开的."""
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
    r"^(?:紧扣|围绕|坚持|[局县市区镇乡院校厅委]里|本(?!溪)|我|各|全(?![椒州南])|该|上级|国务院|国新办|中华|省政府|市政府|县政府|区政府|这|在|就|靠(?!山)|对(?!外(?:贸易|经济|经贸|合作|友好|联络))着?|照)|[我本全][局区市县镇乡街院校委厅办]"
    r"|^(?:[省市州县区镇乡院校厅局委部站所]|街道|机关|两局|局队|学校|学院|大学)?(?:人民政府|府|党政|综合|局|[校院]长|党委|党工委){0,2}办(?:公[室厅])?$|^自治[区州县旗]$|^(?:高等)?学校$"
    r"|^(?:走进|魅力|认识|印象|政民互动|网上|便民)|(?:互动|交流)社区$"
    r"|^(?:新闻|下载|服务|互动|数据|媒体|信息|政策法规|办事)(?:中心|处|部|站|大厅)$"
    r"|^(?:开发区|园区|街道|街道办事处|管委会|管理委员会|人民政府|政府|.?党政(?:综合)?办公室)$|条例|规定|通知|要求|公开|信息(?!化|产业)|社会(?!保|组织|福利|工作|事务|科学)|报告|网站|取自|反映|据此"
    r"|^(?:[按又]|接(?!龙)|上半年|下半年|一家|人[为在]|(?:乡镇|学校)$)|情况|结果|参加|准备|其中|仍是|的是|升级为|已经|修订|部分|体制(?!改革)|数据为|^.{2,4}在[^职校]"
)


def reporting_office(text: str, normal: str, sections: Sequence[TaggedSection], title: Title | None) -> str | None:
    """The office whose report `text` is, in its own characters and with its place where the text has it anywhere."""
    if not title or not title.organization:
        named = _office(text, normal, sections, title)
        return named and _fuller(text, normal, named)
    named = _fuller(text, normal, title.organization)
    if _PLACELESS.fullmatch(short := normalise(named)):
        below = normal[: title.start] + " " * (title.end - title.start) + normal[title.end :]
        told = _office(text, below, sections, title)
        return told if told and _abbreviates(short, normalise(told)) else named
    return named


def _abbreviates(short: str, name: str) -> bool:
    """住建局 for 丰江市住房和城乡建设局: the characters of the one stand in the other, which has a place, in this order."""
    characters = iter(name)
    return _is_placed(name) and short[-1] == name[-1] and all(character in characters for character in short)


def _office(text: str, normal: str, sections: Sequence[TaggedSection], title: Title | None) -> str | None:
    """The office that publishes: named beside the title, by a label, as the one that acts in preamble or overview, or in the signature."""
    opening = next((s.start for s in sections if s.type not in ("title", "boilerplate", "preamble") and s.start > 0), 1200)
    told = NAMED_WORK.sub(_veiled, normal)  # a body that a plan or rule is named after does not report
    head = told[: max(200, min(opening, OPENING))]
    if title and (beside := _beside(normal, title)):
        return text[slice(*beside)]
    if broken := _of_broken_lines(text, head):
        return broken
    places = (
        (_BY_FAR, head),
        (_EDITED, head),
        (_BY, head),
        (_MADE_ALONE, head),
        (_ISSUED, head),
        (_LABELLED, head),
        (_TOLD, head),
        (_COVERED, head),
        (_PUBLISHED, head),
        (_ABBREVIATED, head),
        (_SIGNED, told[-80:]),
        (_ALONE, head),
        (_DATED, head),
        (_COVER, head),
        (_ASKED, head),
        (_DID, told[:OPENING]),
        (_WRITER, head),
        (_THIS_IS, head),
        (_OPENS, head),
        (_POSTED, head),
    )
    for pattern, words in places:
        offset = len(normal) - len(words) if pattern is _SIGNED else 0
        if span := next(_named(pattern, words), None):
            return "".join(text[offset + span[0] : offset + span[1]].split())
    own = set(_OWN.findall(told))
    if source := next((span for span in _named(_SOURCE, head) if _may_be_its_source(told, own, told[slice(*span)])), None):
        return text[slice(*source)]
    reached = [span for span in _named(_REACHED, head) if not own or own & _kinds(told[slice(*span)])]
    doers = [span for span in _named(_SUBJECT, told) if own & _kinds(told[slice(*span)])]
    works = list(_own_works(normal, told, own))
    return (
        _the_only(text, told, reached) or _the_one_that_acts(text, told) or _the_only(text, told, doers) or _the_only(text, normal, works)
    )


def _may_be_its_source(words: str, own: set[str], name: str) -> bool:
    """Whether `name`, from which a page has a text that calls itself one of `own` kinds, may have written it: 我局 is no government."""
    kinds = _kinds(name) | _kinds(_GOVERNMENT.sub("", name))
    bodies = own - set(_PLACES)
    if bodies or own:
        return bool((bodies or own) & kinds)
    return not (_OWN_BODY.search(words) and _OF_A_PLACE.search(name))


def _own_works(normal: str, told: str, own: set[str]) -> Iterator[tuple[int, int]]:
    """Where an office is named in a rule or plan or a group of its own, in a text that calls itself one of `own` kinds (我局).

    A rule that the text follows is mostly that of the office above, and so is one of a place: 《丰江市政府信息公开办法》.
    """
    for pattern in (_NAMED_RULE, _GROUP):
        for start, end in _named(pattern, normal):
            name = normal[start:end]
            verbs = [m["made"] for m in _RULE_VERB.finditer(_SENTENCE_END.split(told[max(0, start - _RULES_REACH) : start])[-1])]
            made, followed = bool(verbs and verbs[-1]), bool(verbs and not verbs[-1])
            if not _OF_A_PLACE.search(name) and not followed and (own & _kinds(name) or (made and not own)):
                yield start, end


def _kinds(name: str) -> set[str]:
    """What an office may call itself: 我街道, 我办 or 我处 for 柳坪街道办事处, 我校 or 我院 for 云陂学院."""
    name = re.sub("(?<=[镇乡])(?:人民)?政府$", "", name)
    kinds = {kind for ending, kind in _SELVES if re.search(ending + "$", name)}
    return kinds | {name[-1]}


def _veiled(m: re.Match[str]) -> str:
    """The name of a work without its words, but that it is a report."""
    end = "报告》" if m.group().endswith("报告》") else "》"
    return "》" * (len(m.group()) - len(end)) + end


def _named(pattern: re.Pattern[str], words: str) -> Iterator[tuple[int, int]]:
    """Where `pattern` finds an office in `words`, without the words that lead to it and the room behind it."""
    for m in pattern.finditer(words):
        start, end = m.span("office")
        if pattern in (_DID, _ACTING, _ABBREVIATED, _SUBJECT) and _NO_DOER.search(words[start:end]):
            continue
        if pattern is _SOURCE and _MEDIA.search(words[start:end]):
            continue
        if pattern is _EDITED and _RULE.match(words, start) and words[end].isdigit():
            continue
        if pattern not in (_ACTING, _SUBJECT):
            start += lead.end() if (lead := _LEAD.match(words[start:end])) else 0
            start = without_lead(words, start, end)
            start += told.end() if (told := _IS.match(words[start:end])) else 0
        if pattern in (_ASKED, _REACHED) or "公开" in words[start:end]:
            end = _without_room(words, start, end)
        elif (room := _TOWN_ROOM.search(words[start:end])) and room.start() > 3:
            end = start + room.start()
        if end - start > 2 and not _NO_OFFICE.search(words[start:end]):
            yield start, end


def _of_broken_lines(text: str, words: str) -> str | None:
    """The office that made the report where a break or a blank stands inside its name, without these: 由丰江区水务⏎局编制."""
    kept = [i for i, character in enumerate(words) if not character.isspace()]
    joined = "".join(words[i] for i in kept)
    for pattern in (_BY, _BY_FAR):
        for start, end in _named(pattern, joined):
            if kept[end - 1] - kept[start] > end - 1 - start:
                return "".join(text[i] for i in kept[start:end])
    return None


def _the_one_that_acts(text: str, words: str) -> str | None:
    """The office with a place in its name that opens lines and does something, if there is one only: 丰江区水务局 and 区水务局 are one."""
    own = set(_OURS_IS.findall(words))  # 我市 is not said by a county, and 我局 by no county and no centre
    bodies = own & set("局委厅")
    whole = set() if bodies else set(_WHOLE_PLACE.findall(words))
    own |= whole
    spans = []
    for start, end in _named(_ACTING, words):
        known = words[start:end]
        other = (own & set(_PLACES) and set(known) & set(_PLACES) and not own & set(known)) or (bodies and not bodies & set(known))
        in_passing = words[start - 1 : start] == "。" and known[-1] in _PLACES + "道"  # a town, in the report of its county
        part = whole and not _GOVERNMENT.search(known) and known[-1] not in _PLACES
        if not other and not in_passing and not part:
            spans.append((start, end))
    return _the_only(text, words, spans)


def _the_only(text: str, words: str, spans: Sequence[tuple[int, int]]) -> str | None:
    """The office with a place in its name that all `spans` name."""
    names = {text[start:end]: words[start:end] for start, end in spans if _is_placed(words[start:end])}
    longest = max(names, key=len, default=None)
    if longest and len(spans) == 1 and _THIRD.search(longest_known := names[longest]):
        return longest if longest_known[-1] == "院" and _OWN_COURT.search(words) else None
    return longest if longest and all(names[longest].endswith(name) for name in names.values()) else None


def _is_placed(name: str) -> bool:
    return _PLACED.match(name) is not None and not _ANY_PLACE.search(name)


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
    lines = [m.span() for m in _LINE.finditer(normal[: title.end + OPENING]) if m.group().strip()]
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
    """Where the name of an office ends that `[start, end)` is or is a part of; `start` where what is left names none.

    A centre that has rooms is an office: X服务中心党政办公室.
    """
    centre = start
    while (room := _TOWN_ROOM.search(words[start:end]) or _ROOM.search(words[start:end])) and room.start() > 2:
        end = start + room.start()
        centre = end if words[:end].endswith("中心") and not re.search("[局厅委]", words[start:end]) else centre
    return end if _WHOLE.fullmatch(words[start:end]) else centre
