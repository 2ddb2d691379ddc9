"""What the name of an office looks like, which words beside it are none of it, and what such an office calls itself."""

from __future__ import annotations

import re

from giar_ner.records.titles import without_lead

HAN = "[\u4e00-\u9fff]"
YEAR = r"(?:19|20)\d\d年"
NAMED_WORK = re.compile(r"《[^《》\n]*》")
OPENING = 1500  # characters in which an office says who it is
_SUFFIX = (
    r"(?:人民政府(?:办公[室厅])?|政府办公[室厅]|(?:残|妇|侨|文|社科|工商)联|科协|街道办事处|办事处|管理委员会|委员会|管委会|办公[室厅]|总局|分局|管理局|支队|总队|大队|银行|[支分]行|公司|集团|海关|电视台"
    r"|大学|学院|中学|小学|幼儿园|学校|党校|校区|医院|植物园|动物园|公园|产业园|园区|科技城|[林牧农渔]场|中心|[局厅委院馆站所处会社]|(?<!部)署"
    r"|(?<![承主经协督合举交查转开领街])办(?!公)|(?<![站排领])队|(?<![全内干局外东南西北中上下各一])部|人民政府|街道|[省市县区旗镇乡州])"
)
# X局在市政府网站 and X办公室结合学校实际 are an office and what it does.
OFFICE = rf"(?:(?!在[省市县区]|结合)[\u4e00-\u9fff]){{2,24}}?{_SUFFIX}"
WITH_BRACKET = rf"{OFFICE}(?:（(?!以?下?简?称){HAN}{{1,10}}）)?|{HAN}{{2,12}}（{HAN}{{1,8}}）{HAN}{{0,12}}?{_SUFFIX}"
PARTED = rf"{HAN}{{2,6}}[省市县区旗州][ \t\u3000]{{1,2}}{HAN}{{1,12}}?[局委厅办]"
"""A name with a blank behind its place."""
NO_OFFICE = re.compile(
    r"^(?:紧扣|围绕|坚持|[局县市区镇乡院校厅委]里|本(?!溪)|我|各|全(?![椒州南])|该|上级|国务院|国新办|中华|省政府|市政府|县政府|区政府|这|在|就|靠(?!山)|对(?!外(?:贸易|经济|经贸|合作|友好|联络))着?|照)|[我本全][局区市县镇乡街院校委厅办]"
    r"|^(?:[省市州县区镇乡院校厅局委部站所]|街道|机关|两局|局队|学校|学院|大学)?(?:人民政府|府|党政|综合|局|[校院]长|党委|党工委){0,2}办(?:公[室厅])?$|^自治[区州县旗]$|^(?:高等)?学校$"
    r"|^(?:走进|魅力|认识|印象|政民互动|网上|便民)|(?:互动|交流)社区$"
    r"|^(?:新闻|下载|服务|互动|数据|媒体|信息|政策法规|办事)(?:中心|处|部|站|大厅)$"
    r"|^(?:开发区|园区|街道|街道办事处|管委会|管理委员会|人民政府|政府|.?党政(?:综合)?办公室)$|条例|规定|通知|要求|公开|信息(?!化|产业)|社会(?!保|组织|福利|工作|事务|科学)|报告|网站|取自|反映|据此"
    r"|^(?:[按又]|接(?!龙)|上半年|下半年|一家|人[为在]|(?:乡镇|学校)$)|情况|结果|参加|准备|其中|仍是|的是|升级为|已经|修订|部分|体制(?!改革)|数据为|^.{2,4}在[^职校]"
)
LEAD = re.compile(
    r"^(?:现|兹|特|并|引言|前言|概述|予以|向社会|依据|根据|按照|由|将(?!乐县)|把|是|为|(?:这份)?(?:年度报告|年报|报告)由|公布|公开(?!区)|编[制写成]|制定|写成|形成|发布|报告|提示|这份|本报告|本年报|内容|主要|包括|包含|涵盖|覆盖|反映|单位是|今年|以及)+"
)
_IS = re.compile(r"[^是]{2,12}(?<![的仍])是")
"""What is said of an office: 重点是X局2019年公开的."""
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
_WHOLE = re.compile(OFFICE + "|[\u4e00-\u9fff]{2,12}(?:人民)?政府")
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
PLACES = "省市县区旗州镇乡"
_PLACED = re.compile(rf"{HAN}{{2,}}(?:[省市县区旗州镇乡盟]|街道)|{HAN}{{2,}}(?:大学|学院|学校|中学|小学|医院|公司|海关)")
_ANY_PLACE = re.compile(r"(?:社区|专区|[辖城灾景小校库山牧]区|城市|超市|[乡城村集]镇|乡村|[市区县]{2})$")
OF_A_PLACE = re.compile(r"(?<!开发)(?<!管理)(?<!示范)(?<!度假)(?<![新园])区$|[省市县旗州]$|(?<![镇乡])(?<!人民)政府|(?<![镇乡])人民政府")
"""A place or its government, which makes rules for all offices below it; a development zone or a town mostly makes its own."""
GOVERNMENT = re.compile("(?:人民)?政府(?:办公?[室厅]?)?$")


def behind_lead(words: str, start: int, end: int) -> int:
    """Where the name in `words[start:end]` begins, behind what leads to it: 现将X局, 重点是X局."""
    start += lead.end() if (lead := LEAD.match(words[start:end])) else 0
    start = without_lead(words, start, end)
    return start + (told.end() if (told := _IS.match(words[start:end])) else 0)


def without_own_room(words: str, start: int, end: int) -> int:
    """Where the name ends without the part of the office that writes its report: X镇党政办公室."""
    room = _TOWN_ROOM.search(words[start:end])
    return start + room.start() if room and room.start() > 3 else end


def without_room(words: str, start: int, end: int) -> int:
    """Where the name of an office ends that `[start, end)` is or is a part of; `start` where what is left names none.

    A centre that has rooms is an office: X服务中心党政办公室.
    """
    centre = start
    while (room := _TOWN_ROOM.search(words[start:end]) or _ROOM.search(words[start:end])) and room.start() > 2:
        end = start + room.start()
        centre = end if words[:end].endswith("中心") and not re.search("[局厅委]", words[start:end]) else centre
    return end if _WHOLE.fullmatch(words[start:end]) else centre


def kinds(name: str) -> set[str]:
    """What an office may call itself: 我街道, 我办 or 我处 for 柳坪街道办事处, 我校 or 我院 for 云陂学院."""
    name = re.sub("(?<=[镇乡])(?:人民)?政府$", "", name)
    called = {kind for ending, kind in _SELVES if re.search(ending + "$", name)}
    return called | {name[-1]}


def is_placed(name: str) -> bool:
    return _PLACED.match(name) is not None and not _ANY_PLACE.search(name)
