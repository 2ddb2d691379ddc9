"""The words by which the official forms are known in a text that lost its tables: headers of columns, labels of rows, values, units.

Only enough to say where a form is and what kind of cell each piece of it is; which metric a label means is for `records` to say, which also
reads the labels that scanners and careless copies have damaged.
"""

from __future__ import annotations

import re

from giar_ner.reading.kinds import Kind, Part
from giar_ner.reading.official import Official, exactly, nearly

APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
GROUPS = {"行政复议": (0, 5), "行政诉讼": (5, 10), "未经复议直接起诉": (5, 5), "复议后起诉": (10, 5)}
"""The groups of section four: the first column of each, and how many it has."""
LEGAL_PERSONS = "法人或其他组织"
INFORMATION = "信息内容"
ARTICLE = re.compile(r"第二十条第[（(]?[一二三四五六七八九十]+[）)]?项")
CORNER = re.compile(r"[（(]?本列数据的?勾稽关系[^）)]*[）)]?")
SHEET_COLUMNS = ("统计指标", "单位", "统计数")

_LONGEST = 130  # characters of a label with its note
_LONGEST_TEXT = 90
_NUMBER = re.compile(r"[（(]?(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})(?:[）)][.、．]?|[.、．])")
_NOTE = r"(?:[（(].{0,80}[）)]?)?"
_VALUE = re.compile(r"[-+－]?[0-9](?:[0-9,，.]*[0-9])?(?:人次|万元|亿元|[条件份篇期次人个项起宗场批元户%])?|[/／\\]|[-—－–─]{1,3}|无|零|〇")
GLUED = re.compile(rf"({'|'.join(dict.fromkeys((*APPLICANTS, *RESULTS)))})[:：]?([0-9]+件?)")
"""A label of a column with its value right behind it, as texts have it that lost their blanks with their table."""
_UNIT = re.compile(r"人次|万元|[条件次个人元篇项份期场]|单位[:：].{1,6}")
_PROSE = re.compile(r"[。；;!！?？]")
_HEADERS: tuple[tuple[re.Pattern[str], Part], ...] = (
    (
        re.compile(
            ARTICLE.pattern
            + r"|信息内容|本年(?:新?制发件数|新?制作数量|新?公开数量|废止件数|处理决定数量|增[/／]?减|收费金额)|现行有效件数"
            r"|对外公开总数量|上一年项目数量|处理决定数量|采购项目数量|采购总金额"
        ),
        Part.DISCLOSURE,
    ),
    (re.compile(r"自然人|商业企业|科研机构|社会公益组织|法律服务机构|法人(?:或者?|和)其[他它]组织|申请人情况"), Part.APPLICATIONS),
    (re.compile(r"结果维持|结果纠正|其[他它]结果|尚未审结|未经复议直接起诉|复议后起诉"), Part.REVIEW),
    (re.compile(r"统计指标|统计数"), Part.SHEET),
)
_ROWS: tuple[tuple[re.Pattern[str], Part], ...] = (
    (
        re.compile(r"(?:行政)?规范性文件|规章|行政许可|其[他它]对外管理服务事项|行政处罚|行政强制|行政事业性收费|政府集中采购"),
        Part.DISCLOSURE,
    ),
    (
        re.compile(
            r"本年新收政府信息公开申请数量|上年结转(?:政府信息公开申请数量)?|本年度?办理结果|予以公开|部分公开(?:[（(][^）)]*[）)]?)?|不予公开|无法提供|不予处理"
            r"|其[他它]处理|结转下年度继续办理|属于国家秘密|其[他它]法律、?行政法规禁止公开|危及.{0,3}三安全一稳定.?|保护第三方合法权益"
            r"|属于三类内部事务信息|属于四类过程性信息|属于行政执法案卷|属于行政查询事项|本机关不掌握相关政府信息|没有现成信息需要?另行制作"
            r"|补正后申请内容仍不明确|信访举报投诉类申请|重复申请|要求提供公开出版物|无正当理由大量反复申请"
            r"|要求行政机关确认或重新出具已获取信息|申请人无正当理由逾期不补正[^0-9]*|申请人逾期未按收费通知要求缴纳费用[^0-9]*"
        ),
        Part.APPLICATIONS,
    ),
    (
        re.compile(
            r"[^0-9]{0,4}(?:主动公开政府信息数|主动公开规范性文件数|制发规范性文件总数|(?:政府公报|政府网站|政务微博|政务微信|其[他它]方式)公开政府信息数"
            r"|回应公众关注热点或重大舆情数|(?:参加或举办)?新闻发布会总次数|主要负责同志参加[^0-9]{0,16}|(?:政府网站)?在线访谈次数|政策解读稿件发布数"
            r"|微博微信回应事件数|其[他它]方式回应事件数|收到申请数|(?:当面|传真|网络|信函)申请数|申请办结数|按时办结数|延期办结数|申请答复数"
            r"|属于已主动公开范围数|同意公开答复数|同意部分公开答复数|不同意公开答复数|涉及(?:国家秘密|商业秘密|个人隐私)|危及国家安全[^0-9]{0,24}"
            r"|不是《条例》所指政府信息|法律法规规定的其[他它]情形|不属于本行政机关公开数|申请信息不存在数|告知作出更改补充数"
            r"|告知通过其[他它]途径办理数|行政复议数量|维持具体行政行为[^0-9]{0,12}数|被依法纠错数|其[他它]情形数|行政诉讼数量|举报投诉数量"
            r"|依申请公开信息收取的费用|[^0-9]{0,12}(?:专门(?:工作)?机构数|查阅点数|工作人员数)|(?:专职|兼职)人员数|[^0-9]{0,14}专项经费[^0-9]{0,12}"
            r"|[^0-9]{0,12}工作会议或专题会议数|举办各类培训班数|接受培训人员数|(?:政府信息公开)?(?:主动公开|回应解读|依申请公开|机构建设和保障经费|"
            r"政府信息公开会议和培训)情况)"
        ),
        Part.SHEET,
    ),
)
_PLAIN = frozenset((*APPLICANTS, *RESULTS, *GROUPS, *SHEET_COLUMNS, LEGAL_PERSONS, INFORMATION))
WEAK = frozenset((
    "规章", "规范性文件", "重复申请", "其他", "总计", "单位", "行政复议", "行政诉讼", "行政许可", "行政处罚", "行政强制", "主动公开情况",
    "回应解读情况", "依申请公开情况",
))  # fmt: skip
"""Labels that are everyday words as well: a form is not known by them alone."""
EITHER = frozenset(("其他", "其它", "总计"))  # a column of section three or a row of it
_BARE = re.compile(r"[0-9]{1,2}[，：]?(其[他它]|总计)")


def core(text: str) -> str:
    """A label without blanks, its number and its note."""
    squeezed = _once("".join(text.split()))
    number = _NUMBER.match(squeezed)
    squeezed = squeezed[number.end() :] if number and number.end() < len(squeezed) else squeezed
    return re.sub(rf"(?<=.){_NOTE}$", "", squeezed) if squeezed.endswith(("）", ")")) else squeezed


def meaning(text: str) -> str:
    """The official words of a label, damaged or not, where they are known; else its own without its number and note."""
    own = core(text)
    if own in _PLAIN or CORNER.fullmatch("".join(text.split())):
        return own
    found = official(text)
    return found.core if found else own


def official(text: str) -> Official | None:
    """The official label that a text is, exactly or nearly."""
    return exactly(text) or nearly(text)


def level(text: str) -> int | None:
    """How deep a label stands: 1 for 一、, 2 for （一）, 3 for 1. and None without a number. The form says so, however the copy numbers it."""
    squeezed = "".join(text.split())
    if (known := official(text)) and known.level is not None:
        return known.level
    found = _NUMBER.match(squeezed)
    if found is None:
        return None
    number = found.group()
    return 3 if re.search("[0-9]", number) else 2 if number[0] in "（(" else 1


def nearest(text: str) -> tuple[Kind, frozenset[Part]] | None:
    """What kind of cell a text is that is no label by its words, but near one."""
    found = nearly(text) if _PROSE.search(text) is None else None
    return (found.kind, found.parts) if found else None


def _once(squeezed: str) -> str:
    """A label that is printed twice in its cell, once."""
    half = len(squeezed) // 2
    twice = half > 1 and squeezed[:half] == squeezed[half:] and not any(c.isdigit() for c in squeezed)
    return squeezed[:half] if twice else squeezed


def is_number(text: str) -> bool:
    """Whether a text is the number of a label and nothing else."""
    return _NUMBER.fullmatch(text) is not None


def classify(text: str) -> tuple[Kind, frozenset[Part]]:
    """What kind of cell a text is, and the tables that it may belong to where it is a label."""
    squeezed = _once("".join(text.split()))
    if not squeezed or _VALUE.fullmatch(squeezed):
        return Kind.VALUE, frozenset()
    if len(squeezed) > _LONGEST:
        return Kind.PROSE, frozenset()
    if _UNIT.fullmatch(squeezed):
        return Kind.UNIT, frozenset()
    label, numbered = core(squeezed), _NUMBER.match(squeezed) is not None
    if bare := _BARE.fullmatch(squeezed):  # 3其他
        label, numbered = bare[1], True
    if CORNER.fullmatch(squeezed):
        return Kind.HEADER, frozenset((Part.APPLICATIONS,))
    if label in EITHER:
        return (Kind.ROW, frozenset((Part.APPLICATIONS,))) if numbered else (Kind.HEADER, frozenset((Part.APPLICATIONS, Part.REVIEW)))
    if label in GROUPS and not numbered:
        return Kind.HEADER, frozenset((Part.REVIEW,))
    if label == "单位":
        return Kind.HEADER, frozenset((Part.SHEET,))
    for patterns, kind in ((_HEADERS, Kind.HEADER), (_ROWS, Kind.ROW)):
        for pattern, part in patterns:
            if pattern.fullmatch(label) or (kind is Kind.HEADER and pattern.fullmatch(squeezed)):
                return kind, frozenset((part,))
    if found := exactly(text):
        return found.kind, found.parts
    return (Kind.PROSE if _PROSE.search(squeezed) or len(squeezed) > _LONGEST_TEXT or "，" in squeezed else Kind.TEXT), frozenset()
