"""The labelling functions: each looks at one candidate and votes for a (kind, metric), for NOTHING, or abstains (None).

The words that they look for are in patterns.yaml; a function only says where to look.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from giar_ner.weak.candidates import Candidate
from giar_ner.weak.lexicon import PERSONS, Hit


class Vote(NamedTuple):
    """What a candidate is: a record of `kind` and `metric`; NOTHING for no record."""

    kind: str
    metric: str


NOTHING = Vote("none", "")
Function = Callable[[Candidate], Vote | None]
FUNCTIONS: dict[str, Function] = {}
# How much a vote counts in the plain majority: a word beside the number says more than the heading above it. Not learned.
STRENGTH: dict[str, float] = {}


def labelling(strength: float = 1.0) -> Callable[[Function], Function]:
    """Register a labelling function under its own name."""

    def register(function: Function) -> Function:
        FUNCTIONS[function.__name__] = function
        STRENGTH[function.__name__] = strength
        return function

    return register


@cache
def _any(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)) or r"(?!)")


def _listed(c: Candidate, name: str) -> re.Pattern[str]:
    return _any(tuple(c.scene.lexicon.words[name]))


_RATE = re.compile(r"全文电子化|电子化率")


def kind_of(c: Candidate) -> str:
    """stated, change or share, from the form of the words alone."""
    text, up_down = c.scene.text, c.scene.lexicon.words["change_words"]
    changes = _any(tuple([*up_down["up"], *up_down["down"]]))
    percent = "%" in c.words or "百分" in c.words or c.unit in ("%", "个百分点", "百分点")
    near = text[max(c.sentence[0], c.start - 7) : c.start]
    last = None
    for match in changes.finditer(near):
        last = match
    if last and len(near) - last.end() <= 2 and not re.search(r"增(加|至|长)?(至|到|为)|[至到为]$", near[last.start() :]):
        compared = re.search(r"同比|环比|比|较|上年|去年|增长|下降|减少|净增|升|降", text[c.sentence[0] : c.start])
        if percent or (compared and last.group() not in ("多", "少", "新增加")) or re.search(r"[比较].{0,12}$", near):
            return "change"
    if c.unit == "倍":
        return "change"
    if percent:
        return "stated" if _RATE.search(text, max(c.sentence[0], c.start - 16), c.start) else "share"
    return "stated"


def _number(c: Candidate, start: int, end: int) -> Vote | None:
    if c.quantity is None:
        return None
    kind = kind_of(c)
    hit = c.scene.best(start, end, c.unit if kind == "stated" or c.unit not in ("%", "倍", "个百分点") else None)
    return Vote(kind, hit.entry.metric) if hit else None


def _own(c: Candidate) -> bool:
    """A metric's word stands beside the number; what is said further away is then about something else."""
    unit = c.unit if kind_of(c) == "stated" else None
    return c.scene.best(c.clause_start, c.start, unit) is not None or c.scene.best(c.end, min(c.after_end, c.end + 10), unit) is not None


@labelling(3.0)
def word_before(c: Candidate) -> Vote | None:
    """A metric's word between the last break and the number: 当面申请12件."""
    return _number(c, c.clause_start, c.start)


@labelling(2.0)
def word_after(c: Candidate) -> Vote | None:
    """A metric's word directly after the number: 3期培训班."""
    if c.quantity is None or kind_of(c) != "stated" or not c.after.strip("的 "):
        return None
    return _number(c, c.end, min(c.after_end, c.end + 10))


@labelling(1.0)
def word_in_clause(c: Candidate) -> Vote | None:
    """A metric's word earlier in the clause, over a list's items."""
    if c.quantity is None or c.wide_start >= c.clause_start or _own(c):
        return None
    return _number(c, c.wide_start, c.clause_start)


@labelling(0.9)
def word_in_sentence(c: Candidate) -> Vote | None:
    """The nearest clause of the sentence that names a metric; what carries over is what a change or a share speaks about."""
    if c.quantity is None or _own(c):
        return None
    text, end, low = c.scene.text, c.wide_start, c.sentence[0]
    while end > low:
        start = max([low, *(m + 1 for m in (text.rfind(b, low, end - 1) for b in "，；（）") if m >= 0)])
        vote = _number(c, start, end)
        # A total said earlier in the sentence is not what its items count.
        if vote and not (vote == ("stated", "disclosure.total") and c.previous and c.previous.sentence == c.sentence):
            return vote
        end = start
    return None


@labelling(0.6)
def heading_and_unit(c: Candidate) -> Vote | None:
    """No word at all, but the part's heading and the unit: N件 under 依申请公开."""
    if c.quantity is None or kind_of(c) != "stated" or _own(c) or c.scene.best(c.wide_start, c.start, c.unit):
        return None
    topic, unit = c.topic, c.unit or ""
    if topic == "apply" and unit in ("件", "份", "宗", "起"):
        return Vote("stated", "applications.received")
    if topic == "publish" and unit in ("条", "件", "份", "篇"):
        return Vote("stated", "disclosure.category" if c.previous and c.previous.sentence == c.sentence else "disclosure.total")
    if topic == "fees" and unit in ("元", "万元"):
        return Vote("stated", "fees.collected")
    if topic == "training" and unit in PERSONS:
        return Vote("stated", "training.participants")
    return None


@labelling(0.4)
def unclaimed(c: Candidate) -> Vote | None:
    """A number with a measure word and no word that we know beside it: some other statistic."""
    if c.quantity is None or not c.unit or c.unit in c.scene.lexicon.words["time_units"]:
        return None
    return None if _own(c) or c.scene.best(c.wide_start, c.start, None) else Vote(kind_of(c), "other")


_ITEM_UNITS = ("条", "件", "份", "篇", "项", "条次", "则", "期", "批")


_YEARS = re.compile(r"([0-9]{4}年|上年|去年|同期|上年度|年为|年的|年是|当年|前年)$")
_PUBLISHED = re.compile(r"公开|公布|公示|发布|上网|登载|上墙|挂网|分类|类别")


def _explicit(hit: Hit | None) -> bool:
    """A word that names one metric by itself, not one that only its topic makes a metric."""
    return hit is not None and hit.entry.metric != "other" and (hit.entry.rank >= 1 or hit.entry.topic is None)


def _total(c: Candidate) -> bool:
    """A word of the total stands right at the number: 累计1876条, 新增121条."""
    hit = c.scene.best(c.clause_start, c.start, c.unit)
    return hit is not None and hit.entry.metric == "disclosure.total" and c.start - hit.end <= 2


@labelling(3.7)
def published_item(c: Candidate) -> Vote | None:
    """条 and 则 count published items: with no metric's word beside the number, a class of them (成品油公告12条)."""
    if c.quantity is None or kind_of(c) != "stated" or c.unit not in ("条", "则", "条次") or c.topic in ("apply", "letters", "consult"):
        return None
    if len(c.before.strip()) < 2 or _YEARS.search(c.before) or _total(c) or _explicit(c.scene.best(c.clause_start, c.start, c.unit)):
        return None
    return Vote("stated", "disclosure.category") if _PUBLISHED.search(c.scene.text, *c.sentence) or c.topic in ("publish", "other_work", "") else None


@labelling(4.5)
def same_in_another_year(c: Candidate) -> Vote | None:
    """2012年310条、2013年388条; 由900条增至1500条: the metric of the number before."""
    if c.quantity is None or c.previous is None or not c.previous.guess or c.previous.unit != c.unit or c.previous.sentence != c.sentence:
        return None
    between = c.scene.text[c.previous.end : c.start]
    if re.search(r"[0-9]{4}年(的|为|是|度)?$|(上年|去年|同期|上年度)(的|为|是)?$", between) or re.match(r"(增|升|涨|降|减|下降|减少)[^，。]{0,6}(到|至|为)$", between):
        return Vote(kind_of(c), c.previous.guess)
    return None


@labelling(4.0)
def list_item(c: Candidate) -> Vote | None:
    """A short item in a list of published information, with no word that we know: 退役军人27条、防汛8条; a list by body goes on as one."""
    before = c.previous
    if c.quantity is None or before is None or kind_of(c) != "stated" or (c.unit or "条") not in _ITEM_UNITS:
        return None
    guess = before.guess or ""
    if c.start - before.end > 40 or not 2 <= len(c.before.strip("：:（ \n")) <= 14 or not guess.startswith("disclosure."):
        return None
    if c.unit != before.unit and (c.topic != "publish" or before.sentence != c.sentence):
        return None
    hit = c.scene.best(c.clause_start, c.start, c.unit)
    if _explicit(hit) or _total(c) or _YEARS.search(c.before):
        return None
    return Vote("stated", guess if guess == "disclosure.subordinate" else "disclosure.category")


@labelling(1.5)
def bare_item(c: Candidate) -> Vote | None:
    """A number without a measure word in a list: what the item before it is (机电系188，经管系174)."""
    if c.quantity is None or c.unit or c.previous is None or not c.previous.guess or c.previous.sentence != c.sentence:
        return None
    between = c.scene.text[c.previous.end : c.start]
    return Vote(kind_of(c), c.previous.guess) if re.search("[0-9]", c.words) and re.fullmatch(r"[，、；：][\u4e00-\u9fff]{2,10}", between) else None


_COUNTED = frozenset("件宗条期名人份篇场次起处") | {"人次"}


@labelling(5.0)
def idle_one(c: Candidate) -> Vote | None:
    """一个, 一档, 一遍, 五项, 四路 as turns of speech: a small Chinese numeral that no metric's word stands beside."""
    if c.quantity is None or not re.fullmatch(r"[一二两三四五六七八九十][^0-9]{0,3}", c.words) or c.unit in ("%", "成"):
        return None
    if c.unit not in _COUNTED:
        return None if c.unit == "个" and c.words[0] != "一" and _explicit(c.scene.best(c.clause_start, c.end + 6, c.unit)) else NOTHING
    if re.search(r"(每|同|这|那|另|某|任何|由|无|哪|第|再|没有|统|逐|为|是)[\s“]?$", c.before) or not re.match(r"[，、；。（）\n的]|$", c.scene.text[c.end : c.end + 1]):
        return NOTHING
    return None if _explicit(c.scene.best(c.clause_start, c.start, c.unit)) or c.topic in ("apply", "review", "litigation") else NOTHING


@labelling(1.2)
def class_of_items(c: Candidate) -> Vote | None:
    """The words before the number name a class of published items: 机构职能类3条, 人事信息8条."""
    if c.quantity is None or c.topic not in ("publish", "") or (c.unit or "条") not in ("条", "件", "份", "篇", "项", "条次", "则"):
        return None
    if re.search(r"(类|类信息|类政府信息|方面|方面的|动态|公告|公示)(为|有|共|计|：)?$", c.before.strip()) and kind_of(c) == "stated":
        hit = c.scene.best(c.clause_start, c.start, c.unit)
        if hit is None or hit.entry.rank < 1 or hit.entry.metric in ("disclosure.category", "other"):
            return Vote("stated", "disclosure.category")
    return None


_TOPIC_PART = {"apply": "applications.", "review": "review.", "litigation": "litigation.", "publish": "disclosure."}


@labelling(1.5)
def elided(c: Candidate) -> Vote | None:
    """No word of its own: the share, the change or the next item of the number before."""
    if c.quantity is None or c.previous is None or not c.previous.guess or c.previous.sentence != c.sentence:
        return None
    kind = kind_of(c)
    if kind == "share" and re.fullmatch(r"[\s（，、|　]*", c.scene.text[c.previous.end : c.start]) and c.previous.unit != "%":
        return Vote("share", c.previous.guess)
    own = c.scene.best(c.clause_start, c.start, c.unit if kind == "stated" else None)
    if own is not None and own.entry.rank >= 1:
        return None
    if kind == "share" and len(c.before) <= 12 and re.search(_listed(c, "share_words"), c.scene.text[c.previous.end : c.start]):
        return Vote("share", c.previous.guess)
    if kind == "change":
        return Vote("change", c.previous.guess)
    if kind == "stated" and re.search(r"(年|上年|去年|同期|上年度|的)$", c.before) and c.previous.unit == c.unit:
        return Vote("stated", c.previous.guess)
    return None


_AUDIENCE = re.compile(r"粉丝|关注(?!热点|的问题)|订阅|听众|用户数|好友")


@labelling(4.0)
def audience(c: Candidate) -> Vote | None:
    """Followers of an account, whatever the account is called: 公众号粉丝由1.2万升至3.9万."""
    if c.quantity is None or (c.unit or "人") not in PERSONS | {"户", "个"}:
        return None
    words = c.scene.text[max(c.wide_start, c.start - 24) : c.start]
    return Vote(kind_of(c), "reach.followers") if _AUDIENCE.search(words) and not re.search(r"点击|阅读|浏览", words) else None


@labelling(2.2)
def rate(c: Candidate) -> Vote | None:
    """答复率100%, 办结率98%: the metric whose rate it is; any other rate is `other`."""
    if c.quantity is None or kind_of(c) != "share":
        return None
    match = re.search(r"(\w{2,6})率", c.before)
    if not match:
        return None
    name, topic = match.group(1), c.topic
    if topic == "apply":
        for words, metric in (("按时|按期|及时", "completed_on_time"), ("办结", "completed"), ("答复|回复", "replied"), ("公开", "outcome.granted")):
            if re.search(words, name):
                return Vote("share", f"applications.{metric}")
    if topic == "letters" and re.search("办|复", name):
        return Vote("share", "reach.letters_handled")
    return Vote("share", "other")


@labelling(2.0)
def foreign_unit(c: Candidate) -> Vote | None:
    """A unit that no metric uses: 40个村, 1200户, 3.5公里."""
    if c.quantity is None or kind_of(c) != "stated":
        return None
    unit = c.unit or ""
    tail = c.scene.text[c.end : c.end + 2]
    if unit in c.scene.lexicon.words["other_units"] or (unit == "个" and re.match(r"村|社区|乡镇|县|区|部门|单位|镇|科室|街道|项目|企业|学校|栏目|制度", tail)):
        return Vote("stated", "other")
    return None


@labelling(1.5)
def other_work(c: Candidate) -> Vote | None:
    """The sentence speaks of other administrative work and of no metric."""
    if c.quantity is None or c.topic != "other_work" or (_own(c) and not _number(c, c.clause_start, c.start)):
        return None
    if _explicit(c.scene.best(c.wide_start, c.start, c.unit)):
        return None
    return Vote(kind_of(c), "other")


@labelling(1.2)
def unit_evidence(c: Candidate) -> Vote | None:
    """Units that leave one metric of the topic: 人次 beside 培训, 元 beside 收费, 期 beside 公报."""
    if c.quantity is None or kind_of(c) != "stated":
        return None
    unit, topic = c.unit or "", c.topic
    table = {
        ("training", "人次"): "training.participants",
        ("training", "人"): "training.participants",
        ("training", "名"): "training.participants",
        ("training", "期"): "training.sessions",
        ("training", "次"): "training.sessions",
        ("training", "场"): "training.sessions",
        ("gazette", "期"): "gazette.issues",
        ("procurement", "元"): "procurement.amount",
        ("procurement", "万元"): "procurement.amount",
        ("charges", "元"): "charges.amount",
        ("charges", "万元"): "charges.amount",
        ("consult", "人次"): "consultations.total",
        ("press", "场"): "responses.press_conferences",
        ("interviews", "期"): "responses.interviews",
        ("hotline", "个"): "reach.hotline_calls",
    }
    metric = table.get((topic, unit))
    return Vote("stated", metric) if metric else None


_DAY = re.compile(r"[0-9〇零一二三四五六七八九十○]+[ 　]*[年月日号]")


@labelling(6.0)
def date(c: Candidate) -> Vote | None:
    """A point or stretch of time: 2014年, 12月31日, 20个工作日."""
    if c.quantity is None:
        return None
    if (c.unit or "") in c.scene.lexicon.words["time_units"]:
        return None if c.unit not in ("年", "月", "日") and re.search(r"平均|缩短|压缩|提前|时长", c.before) else NOTHING
    if (_DAY.match(c.words) and not c.unit):
        return NOTHING
    around = c.scene.text[max(0, c.start - 1) : c.end + 2]
    if re.search(r"[0-9]{4}[-—/.年][0-9]{1,2}|[0-9]{1,2}:[0-9]{2}|[0-9] ?[年月日]", around) and not c.unit:
        return NOTHING
    return NOTHING if re.match(r"[ 　]*(年|月|日|时|点|号)", c.scene.text[c.end : c.end + 2]) and not c.unit else None


@labelling(6.0)
def ordinal(c: Candidate) -> Vote | None:
    """第三条, 一、, （二）: an order, not an amount."""
    if c.quantity is None:
        return None
    text = c.scene.text
    left = text[max(0, c.start - 2) : c.start]
    if left.endswith(("第", "之")) or (not c.unit and re.match(r"[、．.）)]", text[c.end : c.end + 1]) and text[max(0, c.start - 1) : c.start] in ("", "\n", "（", "(", " ", "。", "\u3000")):
        return NOTHING
    return None


@labelling(6.0)
def code(c: Candidate) -> Vote | None:
    """Document numbers, telephones, postcodes, addresses: 〔2014〕12号, 0571-8888, http://…"""
    if c.quantity is None:
        return None
    text = c.scene.text
    around = text[max(0, c.start - 12) : c.end + 8]
    digits = re.sub(r"\D", "", c.words)
    if text[max(0, c.start - 1) : c.start] in ("〔", "[", "【", "“", "《", "+", "-", "－", "/") and not c.unit:
        return NOTHING
    if re.match(r"[〕\]】”》]", text[c.end : c.end + 1]) and not c.unit:
        return NOTHING
    if not c.unit and (len(digits) >= 6 and "," not in c.words or re.search(r"电话|传真：|邮编|邮政编码|热线.{0,3}$|http|www|@|索引号|文号|QQ", around)):
        return NOTHING
    return NOTHING if re.search(r"[A-Za-z/][0-9.]*$", text[max(0, c.start - 3) : c.start]) and not c.unit else None


@labelling(4.5)
def bare(c: Candidate) -> Vote | None:
    """A numeral without a measure word is rarely a record in prose: 十分, 一方面, 统一, 四大."""
    if c.quantity is None or c.unit:
        return None
    if not re.search(r"[0-9]", c.words):
        return NOTHING if c.words[-1] not in "余多" else None
    hit = c.scene.best(c.clause_start, c.start, None)
    if (hit is not None and hit.entry.rank >= 1 and c.start - hit.end <= 2) or "万" in c.words:
        return None
    if c.previous and c.previous.unit and re.fullmatch(r"[，、；][\u4e00-\u9fff]{2,10}", c.scene.text[c.previous.end : c.start]):
        return None
    return None if re.match(r"[，、；。（）\n]|$", c.scene.text[c.end : c.end + 1]) and c.before.strip() else NOTHING


@labelling(5.0)
def listing(c: Candidate) -> Vote | None:
    """The count of a list that follows or that policy fixes: 以下四个方面, 六部分, 两个方面."""
    if c.quantity is None or (c.unit or "个") not in ("个", "项", "大", "条", "类", "部分", "款"):
        return None
    tail = c.scene.text[c.end : c.end + 5]
    if re.match(r"方面|部分|环节|原则|要素|层面|重点|统一|化|结合|到位|大类", tail) or re.search(r"(以下|如下|下列)$", c.before):
        return NOTHING
    return NOTHING if c.words.endswith("部分") else None


@labelling(5.0)
def plan(c: Candidate) -> Vote | None:
    """A plan or a target for the coming year."""
    if c.quantity is None:
        return None
    text = c.scene.text[c.sentence[0] : c.start]
    return NOTHING if re.search(r"明年|下一年度?[^结]{0,6}(将|计划|要)|力争|争取|拟(?!定|订)|预计|下一步|计划(在|于|新)|目标(是|为)", text) else None


@labelling(5.0)
def rule(c: Candidate) -> Vote | None:
    """A deadline, a frequency or a requirement: 15个工作日内, 每周一次, 不少于2次."""
    if c.quantity is None:
        return None
    text = c.scene.text
    if not re.search(r"平均|日均|月均", c.before) and re.search(r"(每[周月日天年季人]度?|每个?(工作日|季度|月)|至少|不少于|不得|应当在?|同一申请计|一式)[^，。；]{0,5}$", text[max(c.sentence[0], c.start - 10) : c.start]):
        return NOTHING
    return NOTHING if re.match(r"(之?内|以内|前)(公开|答复|办|完|向|作|予|发|，|。)", text[c.end : c.end + 4]) and kind_of(c) == "stated" and c.unit not in ("件", "条") else None


@labelling(2.0)
def daily_mean(c: Candidate) -> Vote | None:
    """日均, 每天: not the period's total."""
    if c.quantity is None:
        return None
    return Vote(kind_of(c), "other") if re.search(r"(日均|每天|月均|平均每?[^，。]{0,6}|人均)[^，。；]{0,4}$", c.before) else None


_UN = r"未(?!经|按|在|能|尽|履行|来|影响|计入|必|及|予|如|设)|没有|没|无(?!正当|故|障碍|偿|条件|理由|纸|法|论|力|非|一)"
_NOT = re.compile(rf"{_UN}|不存在|零(?=收费|申请|复议|诉讼|投诉|举报)|尚无|从未|不(?=收取|收费)|免(?=收)")
_NOT_AFTER = re.compile(rf"(?:[^，。；\n0-9]{{0,8}}，)?[^，。；\n0-9]{{0,12}}?(?:均|都|也|皆|全部)?(?:{_UN}|不存在|零(?![0-9]))")
# Zeros that reports state at any length; of the others the name stands close to its negation.
_CORE = ("fees.", "review.total", "litigation.total", "applications.received", "appeals.", "complaints.", "litigation.expenditure")


def _zero_metric(c: Candidate) -> str | None:
    metrics = c.scene.lexicon.zero_phrases.get("".join(c.words.split()), [])
    if not metrics:
        return None
    if len(metrics) == 1:
        return metrics[0]
    topic = c.topic
    for metric in metrics:
        row = next((h.entry for h in c.scene.hits if h.entry.metric == metric and h.start >= c.start - 2 and h.end <= c.end + 2), None)
        if (row and row.topic == topic) or metric.startswith(_TOPIC_PART.get(topic, "?")):
            return metric
    return metrics[0]


@labelling(3.0)
def negated_before(c: Candidate) -> Vote | None:
    """A negation before the phrase with no contrast between them: 未收到申请, 没有发生行政复议、行政诉讼."""
    if c.quantity is not None:
        return None
    gap = c.scene.text[c.sentence[0] : c.start]
    found = list(_NOT.finditer(gap))
    if not found:
        return None
    between = gap[found[-1].end() :]
    if len(between) > 30 or re.search(r"[0-9]|而|但|只|均|全部|及时|已", between) or between.count("，") > 1:
        return None
    metric = _zero_metric(c)
    return Vote("zero_statement", metric) if metric and (metric.startswith(_CORE) or len(between) <= 10) else None


@labelling(2.0)
def negated_after(c: Candidate) -> Vote | None:
    """The negation follows: 行政复议、行政诉讼均未发生; 收费情况：无。"""
    if c.quantity is not None:
        return None
    text = c.scene.text
    behind = text[c.end : c.end + 24]
    if _NOT_AFTER.match(behind) and not re.match(r"[^，。；\n]{0,12}(未|无)(按|及时|能|法|公开|故|正当)", behind):
        metric = _zero_metric(c)
        return Vote("zero_statement", metric) if metric else None
    if re.match(r"[^，。；]{0,8}[\n：:]\s*(本年度|全年|均|暂)?(无|没有|零)(?![0-9])", behind):
        metric = _zero_metric(c)
        return Vote("zero_statement", metric) if metric else None
    return None


@labelling(4.0)
def not_negated(c: Candidate) -> Vote | None:
    """The phrase stands beside a number, in a heading or in a sentence whose negation speaks about something else."""
    if c.quantity is not None:
        return None
    text, low = c.scene.text, c.sentence[0]
    if re.match(r"[^，。；、\n无未没]{0,6}[0-9]+[件条起宗次份元人]", text[c.end : c.end + 12]):
        return NOTHING
    if re.match(r"(工作|制度|指南|目录|规定|条例|办法|渠道|方式|窗口|受理点|机构|流程|表|权|人|机关|途径|标准|办理|收费|收取|.{0,2}(书|通知|期限|工作))", text[c.end : c.end + 3]):
        return NOTHING
    if not _NOT.search(text, low, c.start) and not _NOT_AFTER.match(text[c.end : c.end + 24]):
        return NOTHING
    return None


@labelling(3.5)
def idle_zero(c: Candidate) -> Vote | None:
    """A negation that is no statistic of the form: 未出现泄密, 未发现应公开而未公开."""
    if c.quantity is not None:
        return None
    near = c.scene.text[max(c.sentence[0], c.start - 8) : c.end + 8]
    return NOTHING if re.search(r"无偿|无条件|应公开.{0,2}未公开|未公开的|无理由|无正当|未尽|未来|无纸|无障碍|泄密", near) else None


@labelling(1.0)
def zero_by_heading(c: Candidate) -> Vote | None:
    """A negated phrase whose metric the part's heading names as well."""
    if c.quantity is not None:
        return None
    metric = _zero_metric(c)
    topic = c.scene.part(c.start)[1]
    wanted = {"apply": "applications.", "fees": "fees.", "review": "review.", "litigation": "litigation."}.get(topic)
    return Vote("zero_statement", metric) if metric and wanted and metric.startswith(wanted) and _NOT.search(c.scene.text, *c.sentence) else None
