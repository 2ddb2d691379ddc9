"""The three official forms as tables: the wording, order and merged cells of the circulars, each cell with its metric."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from giar_ner.synthesis.forms.grid import Cell, Key, Table

FORMS = ("2014", "2019", "2021")
YEARS = {"2014": (2014, 2018), "2019": (2019, 2020), "2021": (2021, 2025)}
APPLICANTS = {
    "natural_person": "自然人",
    "commercial_enterprise": "商业企业",
    "research_institution": "科研机构",
    "social_organization": "社会公益组织",
    "legal_service": "法律服务机构",
    "other": "其他",
    "total": "总计",
}
RESULTS = {"upheld": "结果维持", "corrected": "结果纠正", "other": "其他结果", "pending": "尚未审结", "total": "总计"}
MONEY = frozenset(("charges.amount", "procurement.amount", "fees.collected", "capacity.budget"))

_NEW, _OLD, _DONE, _LEFT = (
    "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "三、本年度办理结果", "四、结转下年度继续办理",
)  # fmt: skip
_GROUPS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("（一）予以公开", (("", "outcome.granted"),)),
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", (("", "outcome.partial"),)),
    (
        "（三）不予公开",
        (
            ("1.属于国家秘密", "refused.state_secret"),
            ("2.其他法律行政法规禁止公开", "refused.other_law"),
            ("3.危及“三安全一稳定”", "refused.safety"),
            ("4.保护第三方合法权益", "refused.third_party"),
            ("5.属于三类内部事务信息", "refused.internal"),
            ("6.属于四类过程性信息", "refused.process"),
            ("7.属于行政执法案卷", "refused.enforcement_file"),
            ("8.属于行政查询事项", "refused.query"),
        ),
    ),
    (
        "（四）无法提供",
        (
            ("1.本机关不掌握相关政府信息", "unavailable.not_held"),
            ("2.没有现成信息需要另行制作", "unavailable.needs_creation"),
            ("3.补正后申请内容仍不明确", "unavailable.still_unclear"),
        ),
    ),
    (
        "（五）不予处理",
        (
            ("1.信访举报投诉类申请", "not_processed.petition"),
            ("2.重复申请", "not_processed.repeated"),
            ("3.要求提供公开出版物", "not_processed.publication"),
            ("4.无正当理由大量反复申请", "not_processed.excessive"),
            ("5.要求行政机关确认或重新出具已获取信息", "not_processed.reconfirmation"),
        ),
    ),
)
_OTHER_2021 = (
    ("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "other.not_corrected"),
    ("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "other.fee_unpaid"),
    ("3.其他", "other.rest"),
)
# Section two: the article, the headers, and the rows with a metric for each column.
_DISCLOSURE: dict[str, tuple[tuple[str, tuple[str, ...], tuple[tuple[str, tuple[str, ...]], ...]], ...]] = {
    "2019": (
        (
            "第二十条第（一）项",
            ("本年新制作数量", "本年新公开数量", "对外公开总数量"),
            (
                ("规章", ("rules.issued", "rules.published", "rules.in_force")),
                ("规范性文件", ("normative_documents.issued", "normative_documents.published", "normative_documents.in_force")),
            ),
        ),
        (
            "第二十条第（五）项",
            ("上一年项目数量", "本年增/减", "处理决定数量"),
            (
                ("行政许可", ("licensing.items_previous", "licensing.items_delta", "licensing.decisions")),
                ("其他对外管理服务事项", ("services.items_previous", "services.items_delta", "services.decisions")),
            ),
        ),
        (
            "第二十条第（六）项",
            ("上一年项目数量", "本年增/减", "处理决定数量"),
            (
                ("行政处罚", ("penalties.items_previous", "penalties.items_delta", "penalties.decisions")),
                ("行政强制", ("coercion.items_previous", "coercion.items_delta", "coercion.decisions")),
            ),
        ),
        ("第二十条第（八）项", ("上一年项目数量", "本年增/减"), (("行政事业性收费", ("charges.items_previous", "charges.items_delta")),)),
        ("第二十条第（九）项", ("采购项目数量", "采购总金额"), (("政府集中采购", ("procurement.projects", "procurement.amount")),)),
    ),
    "2021": (
        (
            "第二十条第（一）项",
            ("本年制发件数", "本年废止件数", "现行有效件数"),
            (
                ("规章", ("rules.issued", "rules.repealed", "rules.in_force")),
                ("行政规范性文件", ("normative_documents.issued", "normative_documents.repealed", "normative_documents.in_force")),
            ),
        ),
        ("第二十条第（五）项", ("本年处理决定数量",), (("行政许可", ("licensing.decisions",)),)),
        (
            "第二十条第（六）项",
            ("本年处理决定数量",),
            (("行政处罚", ("penalties.decisions",)), ("行政强制", ("coercion.decisions",))),
        ),
        ("第二十条第（八）项", ("本年收费金额（单位：万元）",), (("行政事业性收费", ("charges.amount",)),)),
    ),
}
_SHEET = """
一、主动公开情况||
（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）|条|disclosure.total
其中：主动公开规范性文件数|条|disclosure.normative_documents
制发规范性文件总数|件|normative_documents.issued
（二）通过不同渠道和方式公开政府信息的情况||
1.政府公报公开政府信息数|条|disclosure.channel.gazette
2.政府网站公开政府信息数|条|disclosure.channel.website
3.政务微博公开政府信息数|条|disclosure.channel.weibo
4.政务微信公开政府信息数|条|disclosure.channel.wechat
5.其他方式公开政府信息数|条|disclosure.channel.other
二、回应解读情况||
（一）回应公众关注热点或重大舆情数（不同方式回应同一热点或舆情计1次）|次|responses.hot_topics
（二）通过不同渠道和方式回应解读的情况||
1.参加或举办新闻发布会总次数|次|responses.press_conferences
其中：主要负责同志参加新闻发布会次数|次|responses.press_conferences_by_head
2.政府网站在线访谈次数|次|responses.interviews
其中：主要负责同志参加政府网站在线访谈次数|次|responses.interviews_by_head
3.政策解读稿件发布数|篇|responses.interpretations
4.微博微信回应事件数|次|responses.social_media
5.其他方式回应事件数|次|responses.other
三、依申请公开情况||
（一）收到申请数|件|applications.received
1.当面申请数|件|applications.channel.in_person
2.传真申请数|件|applications.channel.fax
3.网络申请数|件|applications.channel.online
4.信函申请数|件|applications.channel.letter
（二）申请办结数|件|applications.completed
1.按时办结数|件|applications.completed_on_time
2.延期办结数|件|applications.completed_extended
（三）申请答复数|件|applications.replied
1.属于已主动公开范围数|件|applications.outcome.already_public
2.同意公开答复数|件|applications.outcome.granted
3.同意部分公开答复数|件|applications.outcome.partial
4.不同意公开答复数|件|applications.outcome.refused
其中：涉及国家秘密|件|applications.refused.state_secret
涉及商业秘密|件|applications.refused.trade_secret
涉及个人隐私|件|applications.refused.privacy
危及国家安全、公共安全、经济安全和社会稳定|件|applications.refused.safety
不是《条例》所指政府信息|件|applications.refused.not_government_information
法律法规规定的其他情形|件|applications.refused.other_law
5.不属于本行政机关公开数|件|applications.outcome.not_this_agency
6.申请信息不存在数|件|applications.outcome.not_exist
7.告知作出更改补充数|件|applications.outcome.unclear
8.告知通过其他途径办理数|件|applications.outcome.redirected
四、行政复议数量|件|review.total
（一）维持具体行政行为数|件|review.upheld
（二）被依法纠错数|件|review.corrected
（三）其他情形数|件|review.other
五、行政诉讼数量|件|litigation.total
（一）维持具体行政行为或者驳回原告诉讼请求数|件|litigation.upheld
（二）被依法纠错数|件|litigation.corrected
（三）其他情形数|件|litigation.other
六、举报投诉数量|件|complaints.total
七、依申请公开信息收取的费用|万元|fees.collected
八、机构建设和保障经费情况||
（一）政府信息公开工作专门机构数|个|capacity.offices
（二）设置政府信息公开查阅点数|个|capacity.access_points
（三）从事政府信息公开工作人员数|人|capacity.staff
1.专职人员数（不包括政府公报及政府网站工作人员数）|人|capacity.staff_full_time
2.兼职人员数|人|capacity.staff_part_time
（四）政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费）|万元|capacity.budget
九、政府信息公开会议和培训情况||
（一）召开政府信息公开工作会议或专题会议数|次|training.meetings
（二）举办各类培训班数|次|training.sessions
（三）接受培训人员数|人次|training.participants
"""


def application_rows(form: str) -> list[tuple[tuple[str, ...], str]]:
    """The labels from the outermost to the row's own, and the metric, of each row of section three."""
    rows: list[tuple[tuple[str, ...], str]] = [((_NEW,), "received"), ((_OLD,), "carried_in")]
    groups = (*_GROUPS, ("（六）其他处理", _OTHER_2021 if form == "2021" else (("", "outcome.other"),)))
    for group, reasons in groups:
        rows += [((_DONE, group, reason) if reason else (_DONE, group), metric) for reason, metric in reasons]
    rows += [((_DONE, "（七）总计"), "replied"), ((_LEFT,), "carried_out")]
    return [(labels, f"applications.{metric}") for labels, metric in rows]


def outcome_metrics(form: str) -> list[str]:
    """The rows of section three that add up to its 总计."""
    return [metric for labels, metric in application_rows(form) if labels[0] == _DONE and metric != "applications.replied"]


def tables(form: str, figures: Mapping[Key, float]) -> list[Table]:
    """The tables of a form, filled; only cells whose figure is given are there at all."""
    return [_sheet(figures)] if form == "2014" else [_disclosure(form, figures), _applications(form, figures), _review(figures)]


def _value(figures: Mapping[Key, float], metric: str, applicant: str | None = None, unit: str = "") -> Cell:
    money = metric in MONEY
    return Cell("", "value", (metric, applicant), figures[metric, applicant], unit or ("万元" if money else "件"), 10_000 if money else 1)


def _sheet(figures: Mapping[Key, float]) -> Table:
    rows = [[Cell("统计指标", "head"), Cell("单位", "head"), Cell("统计数", "head")]]
    for line in _SHEET.strip().split("\n"):
        label, unit, metric = line.split("|")
        if metric:
            rows.append([Cell(label), Cell(unit, "unit"), _value(figures, metric, unit=unit)])
        else:
            rows.append([Cell(label), Cell("——", "unit"), Cell("——", "unit")])
    return Table("政府信息公开情况统计表", rows, 1, 1)


def _disclosure(form: str, figures: Mapping[Key, float]) -> Table:
    rows = []
    for article, heads, lines in _DISCLOSURE[form]:
        rows.append([Cell(article, "head")] * 4)
        rows.append(_spread([Cell("信息内容", "head"), *(Cell(head, "head") for head in heads)], 4))
        for label, metrics in lines:
            units = ["项" if "items" in m or "projects" in m else "" for m in metrics]
            rows.append(_spread([Cell(label), *(_value(figures, m, unit=u) for m, u in zip(metrics, units, strict=True))], 4))
    return Table("二、主动公开政府信息情况", rows, 0, 1)  # each block has its own header


def _spread(cells: Sequence[Cell], width: int) -> list[Cell]:
    """The last cell reaches to the right edge."""
    return [*cells, *[cells[-1]] * (width - len(cells))]


def _applications(form: str, figures: Mapping[Key, float]) -> Table:
    corner = Cell("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "head")
    top, legal = Cell("申请人情况", "head"), Cell("法人或其他组织", "head")
    names = [Cell(name, "head") for name in APPLICANTS.values()]
    rows = [[corner] * 3 + [top] * 7, [corner] * 3 + [names[0]] + [legal] * 5 + [names[-1]], [corner] * 3 + names]
    outer: dict[tuple[str, ...], Cell] = {}
    for labels, metric in application_rows(form):
        cells = [outer.setdefault(labels[: i + 1], Cell(label)) for i, label in enumerate(labels)]
        rows.append([*_spread(cells, 3), *(_value(figures, metric, applicant) for applicant in APPLICANTS)])
    return Table("三、收到和处理政府信息公开申请情况", rows, 3, 3)


def _review(figures: Mapping[Key, float]) -> Table:
    review, litigation, direct, after = (Cell(t, "head") for t in ("行政复议", "行政诉讼", "未经复议直接起诉", "复议后起诉"))
    names = [Cell(name, "head") for _ in range(3) for name in RESULTS.values()]
    groups = ("review", "litigation.direct", "litigation.after_review")
    rows = [[review] * 5 + [litigation] * 10, names[:5] + [direct] * 5 + [after] * 5, names]
    rows.append([_value(figures, f"{group}.{result}") for group in groups for result in RESULTS])
    return Table("四、政府信息公开行政复议、行政诉讼情况", rows, 3, 0)
