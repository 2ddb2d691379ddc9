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
    rf"(?:上一?年度?|去年度?)[^，。；、无\d]{{0,6}}(?:结转|转入|转来|遗留){_REST}|(?:结转|转办|承接|接转)上一?年度?{_REST}"
)
_REPLIES_TO = re.compile(r"[就对](?:这|上述|收到的)?$")
_IS_REPLIED_TO = re.compile(r"^[^，。；]{0,16}申请[^，。；]{0,8}(?:作出|做出|予以|进行|给予)[^，。；]{0,6}答复(?!了?[0-9])")
_KEPT_FOR_APPLICANTS = re.compile(r"主动公开[^。；]*(?<!受理)(?<!收到)(?<!办理)(?<!答复)依申请公开(?:类|的)?(?:政府)?信息[为有共]?$")
_MORE_ITEMS = re.compile(r"(?:新增|增加|减少|取消)[^，。；\d]{0,4}$")
_ALL_ITEMS = re.compile(r"(?:总计|合计|共计|现有|共有|累计)[^，。；\d]{0,4}$")
_ON_A_CHANNEL = re.compile(
    r"(?:^|[，。；：、和及])(?:其中|全年)?(?:通过|在|利用|依托|借助|运用|经)[^，。；：、0-9网站报栏和及与微]{0,24}?"
    r"(?:(?P<wechat>微信|公众号|公众平台)|(?P<weibo>微博)|(?P<new_media>APP|客户端|抖音|头条号|短视频))"
    r"(?:公众号|公众平台|平台|号)?[^，。；：、0-9网站报栏和及与微]{0,6}?(?:公开|发布|推送|推出|更新|上传|刊发)[^，。；：、0-9]{0,10}$"
)
_HOTLINE = re.compile(r"(?:12(?:345|366|333|329|328)|热线)(?:热线|电话|平台)?[^，。；\d]{0,6}咨询[^，。；\d]{0,4}$")
_DAILY = re.compile(r"(?:(?<!假)(?<!作)日均|每[天日]平均|平均每[天日])[^，。；\d]{0,16}$")
_AT_A_CONFERENCE = re.compile(r"(?:新闻|专题)?发布会(?:公开|发布|公布)了?(?:各类)?(?:政府|政务)?(?:信息)?$")
_RULES_PUBLISHED = re.compile(r"(?:公开|发布|公布)(?:政府)?规章$")


def settled(metric: str, unit: str | None, place: Place, normal: str) -> str:
    """The metric of a figure with this unit, `metric` unless one of these rules knows better."""
    for rule in (_points, _staff, _rules, _persons, _conferences, _applications, _items, _channel, _hotline, _daily):
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
    if metric != "applications.received":
        return metric
    words = place.before(normal)
    if _CARRIED_IN.search(words):
        return "applications.carried_in"
    if _REPLIES_TO.search(words) and _IS_REPLIED_TO.match(place.after(normal, 40)):
        return "applications.replied"
    return OTHER if unit == "条" and _KEPT_FOR_APPLICANTS.search(normal[place.left : place.start]) else metric


def _items(metric: str, unit: str | None, place: Place, normal: str) -> str:
    """行政处罚事项新增7项，总计52项: the form of 2019 asks for last year's items and the change."""
    words = place.before(normal)
    if metric.endswith(".items_previous") and _MORE_ITEMS.search(words):
        return metric.replace(".items_previous", ".items_delta")
    return OTHER if metric.endswith(".items_delta") and _ALL_ITEMS.search(words) else metric


def _channel(metric: str, unit: str | None, place: Place, normal: str) -> str:
    """在“青溪水务”微信号上公开信息512条: the account that a figure is read from is its channel."""
    if metric == "disclosure.total" and (m := _ON_A_CHANNEL.search(normal[max(place.left, place.start - 60) : place.start])):
        return f"disclosure.channel.{m.lastgroup}"
    return metric


def _hotline(metric: str, unit: str | None, place: Place, normal: str) -> str:
    """12345热线咨询860人次: who asks by the hotline has called it."""
    return "reach.hotline_calls" if metric == "consultations.total" and _HOTLINE.search(place.before(normal)) else metric


def _daily(metric: str, unit: str | None, place: Place, normal: str) -> str:
    """日均接待来访6人次: a mean of days is not the year's figure."""
    return OTHER if _DAILY.search(place.before(normal)) else metric
