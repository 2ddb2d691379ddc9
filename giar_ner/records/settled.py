"""Metrics that the words at a number settle by themselves, whatever the sentence around them suggests to a classifier."""

from __future__ import annotations

import re

from giar_ner import ontology
from giar_ner.ontology import OTHER
from giar_ner.records.context import Place

_PERSONS = frozenset(("人次", "人", "名"))
_OCCASIONS = frozenset(("次", "场", "期"))
_POINT = re.compile(
    r"^(?:政府信息|信息|电子|资料|文件)?(?:公共|公开|集中)?(?:(?P<access>查阅(?:点|室|场所|中心)|阅览室)|(?P<reception>(?:申请)?受理(?:点|窗口)))"
)
_BOTH_KINDS = re.compile(r"^(?:专职?[、和及]?兼职|全职?[、和及]兼职|专\s?（\s?兼\s?）\s?职)")
_REST = r"(?:(?![新外除]|[本今]年)[^，、。；\d]){0,12}$"
_CARRIED_IN = re.compile(
    rf"(?:上一?年度?|去年度?)[^，。；、无\d]{{0,6}}(?:结转(?!下)|转入|转来|遗留){_REST}|(?:结转|转办|承接|接转)上一?年度?{_REST}"
)
_REPLIES_TO = re.compile(r"[就对](?:这|上述|收到的)?$")
_IS_REPLIED_TO = re.compile(r"^[^，。；]{0,16}申请[^，。；]{0,8}(?:作出|做出|予以|进行|给予)[^，。；]{0,6}答复(?!了?[0-9])")
_KEPT_FOR_APPLICANTS = re.compile(r"主动公开[^。；]*(?<!受理)(?<!收到)(?<!办理)(?<!答复)依申请公开(?:类|的)?(?:政府)?信息[为有共]?$")
_MORE_ITEMS = re.compile(r"(?:新增|增加|减少|取消)[^，。；\d]{0,4}$")
_ALL_ITEMS = re.compile(r"(?:总计|合计|共计|现有|共有|累计)[^，。；\d]{0,4}$")
_HOTLINE = re.compile(r"(?:12(?:345|366|333|329|328)|热线)(?:热线|电话|平台)?[^，。；\d]{0,6}咨询[^，。；\d]{0,4}$")
_DAILY = re.compile(r"(?:(?<!假)(?<!作)日均|每[天日]平均|平均每[天日])[^，。；\d]{0,16}$")
_AT_A_CONFERENCE = re.compile(r"(?:新闻|专题)?发布会(?:公开|发布|公布)了?(?:各类)?(?:政府|政务)?(?:信息)?$")
_PENDING = re.compile(
    r"^(?:案件)?(?:目前|现|尚|仍|还|至今)*(?:正?在(?:办理|审理|审查|复议)|[未没](?:有)?(?:审结|办结|结案|审理完))(?![^，。；、]{0,6}(?:撤|终止|调解))"
)
_LATE = re.compile(r"^(?:申请)?(?:未(?:能)?(?:及时|按[时期])|逾期|超期|超时)(?:未|没有)?(?:予以)?(?:办结|办理|[答回]复)")
_ANSWERED_LATE = re.compile(r"(?:未(?:能)?(?:及时|按[时期])|逾期|超期|超时)(?:未)?(?:办结|办理|[答回]复)(?:的|了|申请|共|数)*$")
_PROPOSAL = r"(?:省|市|州|县|区|级|人大|政协|代表|委员|的|建议|提案|议案|意见|[、和及与]|[0-9]+[件条])"
_OUTCOME_PUBLISHED = re.compile(
    rf"^(?![、和及与]){_PROPOSAL}{{1,24}}办理(?:结果|情况|答复|复文|意见)的?(?:信息|全文|内容)?的?公开(?!率|了?[0-9])"
)
_PUBLISHED_OUTCOMES = re.compile(r"办理(?:结果|情况|答复|复文)[^。；]{0,24}公开[^。；\d]{0,4}其中[^。；]*$")
_ALL_ZERO = re.compile(r"([^，。：]*)[均都皆全](?:为|是|系)$")
_NAMED_TOTALS = {
    "review.total": "复议",
    "litigation.total": "诉讼|应诉",
    "appeals.total": "申诉",
    "complaints.total": "投诉|举报",
    "fees.collected": "收费|收取",
    "fees.waived": "减免",
}
_NAMES = re.compile("|".join(f"(?P<{metric.replace('.', '_')}>{names})" for metric, names in _NAMED_TOTALS.items()))
_BOTH_TOTALS = re.compile(
    r"复议(?:案件?)?[、和及与或](?:被?提起|提出)?(?:行政)?(?:诉讼|应诉)(?:的|案件?|数量?|情况|共|计|均|都|合计|为|是|有)*$"
)
_OFFICE = r"(?:本?行政机关|本?机关|[本我][局单位院镇街道委办厅市区县]{0,2})?"
# The metrics of a figure by the words right before it: what it may have been taken for, the words, what it is, and in which units where others
# have other senses.
_BY_WORDS: tuple[tuple[str, re.Pattern[str], str, str], ...] = (
    (
        r"disclosure\.(?:total|channel\..*)",
        re.compile(
            r"(?<!人均)(?<!馆)(?<!馆等)(?<!等处)(?:(?<![网站报纸刊》”台端])上报|(?<!上)报送|呈报)(?![告的道名])(?:(?!图书馆|档案馆|查阅|并|内容)[^，。；：、\d]){0,16}(?:信息|稿件|简报|新闻)"
            r"(?:共计?|累计|总计|数量?|为|有|达)*$"
        ),
        "submissions.reported",
        "条篇件期则份",
    ),
    (
        r"applications\.received",
        re.compile(
            r"(?:网上|线上|网络|在线)(?:渠道|方式|途径)?(?:收到|受理|提交|提出)?的?(?:政府|政务)?(?:信息)?(?:依申请)?(?:公开)?的?申请(?:共|有|为|数量?)*$"
        ),
        "applications.channel.online",
        "件份条宗起个",
    ),
    (
        r"applications\.(?:received|completed)",
        re.compile(
            r"(?<![并且和及])(?:按时|按期|如期|(?:规定|法定)(?:期限|时限|时间)内)(?:均|全部|已|予以)?办结(?:了|的|共|政府|信息|公开|依申请|申请|数量?|有|为)*$"
        ),
        "applications.completed_on_time",
        "件份条宗起个",
    ),
    (
        r"applications\.outcome\.unavailable",
        re.compile(rf"(?<![或和、及])(?:^|[，、：（因于])由?{_OFFICE}不掌握(?:(?![等或和及])[^，。；：、“”\d]){{0,16}}$"),
        "applications.unavailable.not_held",
        "件份条宗起个",
    ),
    (
        "other",
        re.compile(
            r"(?:12345|热线)(?:(?!日均|每[天日]|[网邮]|信箱)[^，。；：、\d]){0,12}(?:事项|工单|转办|交办|诉求)[^，。；：、\d]{0,3}$"
        ),
        "reach.hotline_calls",
        "件条个宗起次人",
    ),
    (
        r"(?:disclosure|gazette)\..*|other",
        re.compile(r"公报》?(?:共|已|全年)?(?:出刊|出版|编印|印发|编发|刊发|发行|编辑出版)了?共?$"),
        "gazette.issues",
        "期辑",
    ),
)
_RULES_PUBLISHED = re.compile(r"(?:公开|发布|公布)(?:政府)?规章$")


def settled(metric: str, unit: str | None, place: Place, normal: str) -> str:
    """The metric of a figure with this unit, `metric` unless one of these rules knows better."""
    for rule in (
        _points,
        _staff,
        _rules,
        _persons,
        _conferences,
        _applications,
        _items,
        _hotline,
        _words,
        _daily,
        _pending,
        _late,
        _proposals,
        _zeros,
        _both,
    ):
        metric = rule(metric, unit, place, normal)
    return metric


def _points(metric: str, unit: str | None, place: Place, normal: str) -> str:
    """2个受理点和3个查阅点: the noun behind the number says what it counts."""
    if metric in ("capacity.access_points", "capacity.reception_points") and (m := _POINT.match(place.after(normal))):
        return "capacity.access_points" if m["access"] else "capacity.reception_points"
    return metric


def _staff(metric: str, unit: str | None, place: Place, normal: str) -> str:
    """24名专、兼职人员: both kinds together."""
    return "capacity.staff" if metric.startswith("capacity.staff") and _BOTH_KINDS.match(place.after(normal)) else metric


def _rules(metric: str, unit: str | None, place: Place, normal: str) -> str:
    """公开政府规章13件（含新制定5件）: what is made public need not be new."""
    return "rules.published" if metric == "rules.issued" and _RULES_PUBLISHED.search(place.before(normal)) else metric


def _persons(metric: str, unit: str | None, place: Place, normal: str) -> str:
    """出席新闻发布会25人次 counts persons, not conferences."""
    known = ontology.metrics().get(metric)
    units = known.units if known else ()
    return OTHER if unit in _PERSONS and units and units[0] in _OCCASIONS and not _PERSONS & set(units) else metric


def _conferences(metric: str, unit: str | None, place: Place, normal: str) -> str:
    """新闻发布会公开信息12条: items that a conference was the channel of, not conferences."""
    told = metric.startswith("responses.press_conferences") and unit == "条" and _AT_A_CONFERENCE.search(place.before(normal))
    return "disclosure.channel.other" if told else metric


def _applications(metric: str, unit: str | None, place: Place, normal: str) -> str:
    """上年结转申请数量2件 was received before; 就37份申请作出答复 is answered; 依申请公开信息163条 are documents that are kept for applicants."""
    if metric not in ("applications.received", "applications.carried_out"):
        return metric
    words = place.before(normal)
    if _CARRIED_IN.search(words):
        return "applications.carried_in"
    if metric == "applications.carried_out":
        return metric
    if _REPLIES_TO.search(words) and _IS_REPLIED_TO.match(place.after(normal, 40)):
        return "applications.replied"
    return OTHER if unit == "条" and _KEPT_FOR_APPLICANTS.search(normal[place.left : place.start]) else metric


def _items(metric: str, unit: str | None, place: Place, normal: str) -> str:
    """行政处罚事项新增7项，总计52项: the form of 2019 asks for last year's items and the change."""
    words = place.before(normal)
    if metric.endswith(".items_previous") and _MORE_ITEMS.search(words):
        return metric.replace(".items_previous", ".items_delta")
    return OTHER if metric.endswith(".items_delta") and _ALL_ITEMS.search(words) else metric


def _hotline(metric: str, unit: str | None, place: Place, normal: str) -> str:
    """12345热线咨询860人次: who asks by the hotline has called it."""
    return "reach.hotline_calls" if metric == "consultations.total" and _HOTLINE.search(place.before(normal)) else metric


def _words(metric: str, unit: str | None, place: Place, normal: str) -> str:
    """上报区政府办信息12条, 线上申请3件, 按时办结3件, 因本机关不掌握无法提供2件, 12345转办事项9件, 公报出刊24期: the words alone say what it is."""
    words = place.before(normal)
    for known, pattern, told, units in _BY_WORDS:
        if re.fullmatch(known, metric) and (unit is None or unit[0] in units) and pattern.search(words):
            return told
    return metric


def _daily(metric: str, unit: str | None, place: Place, normal: str) -> str:
    """日均接待来访6人次: a mean of days is not the year's figure."""
    return OTHER if _DAILY.search(place.before(normal)) else metric


def _pending(metric: str, unit: str | None, place: Place, normal: str) -> str:
    """1起正在审理: no outcome yet. A total stays one (诉讼1件，尚未审结)."""
    family, _, outcome = metric.rpartition(".")
    open_case = outcome in ("upheld", "corrected", "other") and family.startswith(("review", "litigation"))
    return f"{family}.pending" if open_case and _PENDING.match(place.after(normal, 24)) else metric


def _late(metric: str, unit: str | None, place: Place, normal: str) -> str:
    """1件未及时回复: late is neither extended nor carried over."""
    late = metric.startswith("applications.") and (_LATE.match(place.after(normal)) or _ANSWERED_LATE.search(place.before(normal)))
    return OTHER if late else metric


def _proposals(metric: str, unit: str | None, place: Place, normal: str) -> str:
    """4件人大建议办理结果公开: published, not only handled."""
    published = metric == "proposals.handled" and (
        _OUTCOME_PUBLISHED.match(place.after(normal, 48)) or _PUBLISHED_OUTCOMES.search(normal[place.left : place.start])
    )
    return "proposals.published" if published else metric


def _zeros(metric: str, unit: str | None, place: Place, normal: str) -> str:
    """复议数、诉讼数、申诉数都为0: one explicit zero over several names is the first's."""
    if metric not in _NAMED_TOTALS or normal[place.start] not in "0零" or not (listed := _ALL_ZERO.search(place.before(normal))):
        return metric
    named = [name.lastgroup or "" for name in _NAMES.finditer(listed[1])]
    return named[0].replace("_", ".", 1) if metric.replace(".", "_") in named else metric


def _both(metric: str, unit: str | None, place: Place, normal: str) -> str:
    """复议、诉讼共5件 is a sum of both, and no such case is the first's zero."""
    if metric != "litigation.total" or not _BOTH_TOTALS.search(place.before(normal)):
        return metric
    return "review.total" if normal[place.start] in "0零" else "review_litigation.total"
