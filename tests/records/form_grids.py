"""Invented forms as grids: the rows that the official forms have, filled with figures that add up, and ways to spoil them.

A grid is a list of rows, a row a list of cells: a text, or (text, rows, columns) for a merged cell.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from giar_ner.reading.blocks import Grid, Piece, compose
from giar_ner.reading.document import Table
from giar_ner.records.tables import read_tables
from giar_ner.records.tables.output import Reading

Cell = str | tuple[str, int, int]
Rows = list[list[Cell]]

APPLICANTS = ("natural_person", "commercial_enterprise", "research_institution", "social_organization", "legal_service", "other", "total")
OUTCOMES = {
    "（三）不予公开": {
        "1.属于国家秘密": "refused.state_secret",
        "2.其他法律行政法规禁止公开": "refused.other_law",
        "3.危及“三安全一稳定”": "refused.safety",
        "4.保护第三方合法权益": "refused.third_party",
        "5.属于三类内部事务信息": "refused.internal",
        "6.属于四类过程性信息": "refused.process",
        "7.属于行政执法案卷": "refused.enforcement_file",
        "8.属于行政查询事项": "refused.query",
    },
    "（四）无法提供": {
        "1.本机关不掌握相关政府信息": "unavailable.not_held",
        "2.没有现成信息需要另行制作": "unavailable.needs_creation",
        "3.补正后申请内容仍不明确": "unavailable.still_unclear",
    },
    "（五）不予处理": {
        "1.信访举报投诉类申请": "not_processed.petition",
        "2.重复申请": "not_processed.repeated",
        "3.要求提供公开出版物": "not_processed.publication",
        "4.无正当理由大量反复申请": "not_processed.excessive",
        "5.要求行政机关确认或重新出具已获取信息": "not_processed.reconfirmation",
    },
    "（六）其他处理": {
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请": "other.not_corrected",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请": "other.fee_unpaid",
        "3.其他": "other.rest",
    },
}
COLUMNS = [5, 3, 1, 2, 4, 6]


def _row(*six: int) -> list[str]:
    return [str(n) for n in (*six, sum(six))]


def applications() -> tuple[Rows, dict[tuple[str, str], float]]:
    """Section three of 2021, and the value of each of its cells."""
    rows: Rows = [
        [("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3), ("申请人情况", 1, 7)],
        [("自然人", 2, 1), ("法人或其他组织", 1, 5), ("总计", 2, 1)],
        ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"],
    ]
    gold: dict[tuple[str, str], float] = {}

    def say(metric: str, values: list[str]) -> list[str]:
        for who, value in zip(APPLICANTS, values, strict=True):
            gold[f"applications.{metric}", who] = float(value)
        return values

    parts = [key for group in OUTCOMES.values() for key in group.values()]
    told = {key: [(3 * i + 2 * j) % 4 for j in range(6)] for i, key in enumerate(("outcome.granted", "outcome.partial", *parts))}
    done = [sum(values[j] for values in told.values()) for j in range(6)]
    carried_in, carried_out = [2, 0, 1, 0, 0, 3], [1, 1, 0, 0, 2, 1]
    received = [d + o - i for d, o, i in zip(done, carried_out, carried_in, strict=True)]
    rows.append([("一、本年新收政府信息公开申请数量", 1, 3), *say("received", _row(*received))])
    rows.append([("二、上年结转政府信息公开申请数量", 1, 3), *say("carried_in", _row(*carried_in))])
    first: list[Cell] = [("三、本年度办理结果", 22, 1)]
    rows.append([*first, ("（一）予以公开", 1, 2), *say("outcome.granted", _row(*told["outcome.granted"]))])
    partial = "（二）部分公开（区分处理的，只计这一情形，不计其他答复情形）"
    rows.append([(partial, 1, 2), *say("outcome.partial", _row(*told["outcome.partial"]))])
    for group, children in OUTCOMES.items():
        head: list[Cell] = [(group, len(children), 1)]
        for label, key in children.items():
            rows.append([*head, label, *say(key, _row(*told[key]))])
            head = []
    rows.append([("（七）总计", 1, 2), *say("replied", _row(*done))])
    rows.append([("四、结转下年度继续办理", 1, 3), *say("carried_out", _row(*carried_out))])
    return rows, gold


def disclosure() -> tuple[Rows, dict[str, float]]:
    """Section two of 2021."""
    rows: Rows = [
        [("第二十条第（一）项", 1, 4)],
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", "1", "0", "7"],
        ["行政规范性文件", "12", "3", "86"],
        [("第二十条第（五）项", 1, 4)],
        ["信息内容", ("本年处理决定数量", 1, 3)],
        ["行政许可", ("1,204", 1, 3)],
        [("第二十条第（六）项", 1, 4)],
        ["信息内容", ("本年处理决定数量", 1, 3)],
        ["行政处罚", ("35", 1, 3)],
        ["行政强制", ("2", 1, 3)],
        [("第二十条第（八）项", 1, 4)],
        ["信息内容", ("本年收费金额（单位：万元）", 1, 3)],
        ["行政事业性收费", ("16.09", 1, 3)],
    ]
    gold = {
        "rules.issued": 1,
        "rules.repealed": 0,
        "rules.in_force": 7,
        "normative_documents.issued": 12,
        "normative_documents.repealed": 3,
        "normative_documents.in_force": 86,
        "licensing.decisions": 1204,
        "penalties.decisions": 35,
        "coercion.decisions": 2,
        "charges.amount": 160900,
    }
    return rows, {key: float(value) for key, value in gold.items()}


def disclosure_2019() -> tuple[Rows, dict[str, float]]:
    """Section two of 2019."""
    rows: Rows = [
        [("第二十条第（一）项", 1, 4)],
        ["信息内容", "本年新\n制作数量", "本年新\n公开数量", "对外公开总数量"],
        ["规章", "0", "1", "5"],
        ["规范性文件", "4", "6", "31"],
        [("第二十条第（五）项", 1, 4)],
        ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"],
        ["行政许可", "210", "-12", "5830"],
        ["其他对外管理服务事项", "95", "+3", "402"],
        [("第二十条第（六）项", 1, 4)],
        ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"],
        ["行政处罚", "640", "－8", "77"],
        ["行政强制", "58", "0", "9"],
        [("第二十条第（八）项", 1, 4)],
        ["信息内容", "上一年项目数量", ("本年增/减", 1, 2)],
        ["行政事业性收费", "11", ("减1", 1, 2)],
        [("第二十条第（九）项", 1, 4)],
        ["信息内容", "采购项目数量", ("采购总金额", 1, 2)],
        ["政府集中采购", "23", ("98000元", 1, 2)],
    ]
    gold = {
        "rules.issued": 0,
        "rules.published": 1,
        "rules.in_force": 5,
        "normative_documents.issued": 4,
        "normative_documents.published": 6,
        "normative_documents.in_force": 31,
        "licensing.items_previous": 210,
        "licensing.items_delta": -12,
        "licensing.decisions": 5830,
        "services.items_previous": 95,
        "services.items_delta": 3,
        "services.decisions": 402,
        "penalties.items_previous": 640,
        "penalties.items_delta": -8,
        "penalties.decisions": 77,
        "coercion.items_previous": 58,
        "coercion.items_delta": 0,
        "coercion.decisions": 9,
        "charges.items_previous": 11,
        "charges.items_delta": -1,
        "procurement.projects": 23,
        "procurement.amount": 98000,
    }
    return rows, {key: float(value) for key, value in gold.items()}


RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")


def review() -> tuple[Rows, dict[str, float]]:
    """Section four."""
    values = [4, 1, 0, 2, 7, 1, 0, 3, 0, 4, 0, 2, 0, 1, 3]
    rows: Rows = [
        [("行政复议", 1, 5), ("行政诉讼", 1, 10)],
        [*((r, 2, 1) for r in RESULTS), ("未经复议直接起诉", 1, 5), ("复议后起诉", 1, 5)],
        [*RESULTS, *RESULTS],
        [str(v) for v in values],
    ]
    groups = ("review", "litigation.direct", "litigation.after_review")
    keys = [f"{group}.{result}" for group in groups for result in ("upheld", "corrected", "other", "pending", "total")]
    return rows, dict(zip(keys, map(float, values), strict=True))


def sheet() -> tuple[Rows, dict[str, float]]:
    """The sheet of 2014."""
    entries: list[tuple[str, str, str, str]] = [
        ("一、主动公开情况", "——", "——", ""),
        ("（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）", "条", "3120", "disclosure.total"),
        ("其中：主动公开规范性文件数", "条", "18", "disclosure.normative_documents"),
        ("制发规范性文件总数", "件", "18", "normative_documents.issued"),
        ("（二）通过不同渠道和方式公开政府信息的情况", "——", "——", ""),
        ("1.政府公报公开政府信息数", "条", "40", "disclosure.channel.gazette"),
        ("2.政府网站公开政府信息数", "条", "2480", "disclosure.channel.website"),
        ("3.政务微博公开政府信息数", "条", "310", "disclosure.channel.weibo"),
        ("4.政务微信公开政府信息数", "条", "200", "disclosure.channel.wechat"),
        ("5.其他方式公开政府信息数", "条", "90", "disclosure.channel.other"),
        ("二、回应解读情况", "——", "——", ""),
        ("（一）回应公众关注热点或重大舆情数（不同方式回应同一热点或舆情计1次）", "次", "6", "responses.hot_topics"),
        ("（二）通过不同渠道和方式回应解读的情况", "——", "——", ""),
        ("1.参加或举办新闻发布会总次数", "次", "5", "responses.press_conferences"),
        ("其中：主要负责同志参加新闻发布会次数", "次", "2", "responses.press_conferences_by_head"),
        ("2.政府网站在线访谈次数", "次", "4", "responses.interviews"),
        ("其中：主要负责同志参加政府网站在线访谈次数", "次", "1", "responses.interviews_by_head"),
        ("3.政策解读稿件发布数", "篇", "33", "responses.interpretations"),
        ("4.微博微信回应事件数", "次", "12", "responses.social_media"),
        ("5.其他方式回应事件数", "次", "3", "responses.other"),
        ("三、依申请公开情况", "——", "——", ""),
        ("（一）收到申请数", "件", "47", "applications.received"),
        ("1.当面申请数", "件", "9", "applications.channel.in_person"),
        ("2.传真申请数", "件", "1", "applications.channel.fax"),
        ("3.网络申请数", "件", "30", "applications.channel.online"),
        ("4.信函申请数", "件", "7", "applications.channel.letter"),
        ("（二）申请办结数", "件", "45", "applications.completed"),
        ("1.按时办结数", "件", "43", "applications.completed_on_time"),
        ("2.延期办结数", "件", "2", "applications.completed_extended"),
        ("（三）申请答复数", "件", "45", "applications.replied"),
        ("1.属于已主动公开范围数", "件", "8", "applications.outcome.already_public"),
        ("2.同意公开答复数", "件", "17", "applications.outcome.granted"),
        ("3.同意部分公开答复数", "件", "3", "applications.outcome.partial"),
        ("4.不同意公开答复数", "件", "7", "applications.outcome.refused"),
        ("其中：涉及国家秘密", "件", "1", "applications.refused.state_secret"),
        ("涉及商业秘密", "件", "2", "applications.refused.trade_secret"),
        ("涉及个人隐私", "件", "1", "applications.refused.privacy"),
        ("危及国家安全、公共安全、经济安全和社会稳定", "件", "0", "applications.refused.safety"),
        ("不是《条例》所指政府信息", "件", "2", "applications.refused.not_government_information"),
        ("法律法规规定的其他情形", "件", "1", "applications.refused.other_law"),
        ("5.不属于本行政机关公开数", "件", "4", "applications.outcome.not_this_agency"),
        ("6.申请信息不存在数", "件", "3", "applications.outcome.not_exist"),
        ("7.告知作出更改补充数", "件", "2", "applications.outcome.unclear"),
        ("8.告知通过其他途径办理数", "件", "1", "applications.outcome.redirected"),
        ("四、行政复议数量", "件", "6", "review.total"),
        ("（一）维持具体行政行为数", "件", "3", "review.upheld"),
        ("（二）被依法纠错数", "件", "2", "review.corrected"),
        ("（三）其他情形数", "件", "1", "review.other"),
        ("五、行政诉讼数量", "件", "9", "litigation.total"),
        ("（一）维持具体行政行为或者驳回原告诉讼请求数", "件", "4", "litigation.upheld"),
        ("（二）被依法纠错数", "件", "3", "litigation.corrected"),
        ("（三）其他情形数", "件", "2", "litigation.other"),
        ("六、举报投诉数量", "件", "5", "complaints.total"),
        ("七、依申请公开信息收取的费用", "万元", "0.35", "fees.collected"),
        ("八、机构建设和保障经费情况", "——", "——", ""),
        ("（一）政府信息公开工作专门机构数", "个", "14", "capacity.offices"),
        ("（二）设置政府信息公开查阅点数", "个", "21", "capacity.access_points"),
        ("（三）从事政府信息公开工作人员数", "人", "64", "capacity.staff"),
        ("1.专职人员数（不包括政府公报及政府网站工作人员数）", "人", "15", "capacity.staff_full_time"),
        ("2.兼职人员数", "人", "49", "capacity.staff_part_time"),
        ("（四）政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费）", "万元", "28.5", "capacity.budget"),
        ("九、政府信息公开会议和培训情况", "——", "——", ""),
        ("（一）召开政府信息公开工作会议或专题会议数", "次", "10", "training.meetings"),
        ("（二）举办各类培训班数", "次", "8", "training.sessions"),
        ("（三）接受培训人员数", "人次", "520", "training.participants"),
    ]
    rows: Rows = [["统计指标", "单位", "统计数"], *([label, unit, value] for label, unit, value, _ in entries)]
    scale = {"fees.collected": 10_000, "capacity.budget": 10_000}
    return rows, {metric: round(float(value) * scale.get(metric, 1), 6) for _, _, value, metric in entries if metric}


FORMS = {"disclosure": disclosure, "disclosure_2019": disclosure_2019, "applications": applications, "review": review, "sheet": sheet}


@dataclass
class Made:
    """A text of forms with its tables, and what was read from it."""

    text: str
    tables: list[Table]
    reading: Reading = field(init=False)

    def __post_init__(self) -> None:
        self.reading = read_tables(self.tables)

    @property
    def values(self) -> dict:
        """By metric, or by metric and applicant where the form has columns of applicants."""
        return {(f.metric, f.applicant) if f.applicant else f.metric: f.value for f in self.reading.figures}


def make(*forms: Rows) -> Made:
    """Text and tables of forms."""
    return Made(
        *compose([block for rows in forms for block in ("表格如下", Grid([[_piece(cell) for cell in row] for row in rows], alone=True))])
    )


def _piece(cell: Cell) -> Piece:
    return Piece(cell) if isinstance(cell, str) else Piece(*cell)


def html(rows: Rows) -> str:
    """A form as a table of a page."""

    def cell(c: Cell) -> str:
        text, down, across = (c, 1, 1) if isinstance(c, str) else c
        return f'<td rowspan="{down}" colspan="{across}">{text.replace(chr(10), "<br>")}</td>'

    return "<table>" + "".join("<tr>" + "".join(map(cell, row)) + "</tr>" for row in rows) + "</table>"
