"""Functions that look for a metric's words, or for a unit that gives the metric away."""

from __future__ import annotations

import re

from giar_ner.weak.candidates import Candidate
from giar_ner.weak.lexicon import PERSONS
from giar_ner.weak.voting import Vote, explicit, kind_of, labelling, number, own_word


@labelling(3.0)
def word_before(c: Candidate) -> Vote | None:
    """A metric's word between the last break and the number: 当面申请12件."""
    return number(c, c.clause_start, c.start)


@labelling(2.0)
def word_after(c: Candidate) -> Vote | None:
    """A metric's word directly after the number: 3期培训班."""
    if c.quantity is None or kind_of(c) != "stated" or not c.after.strip("的 "):
        return None
    if explicit(c.scene.best(c.clause_start, c.start, c.unit)):
        return None
    return number(c, c.end, min(c.after_end, c.end + 10))


@labelling(1.0)
def word_in_clause(c: Candidate) -> Vote | None:
    """A metric's word earlier in the clause, over a list's items."""
    if c.quantity is None or c.wide_start >= c.clause_start or own_word(c):
        return None
    return number(c, c.wide_start, c.clause_start)


@labelling(0.9)
def word_in_sentence(c: Candidate) -> Vote | None:
    """The nearest clause of the sentence that names a metric; what carries over is what a change or a share speaks about."""
    if c.quantity is None or own_word(c):
        return None
    text, end, low = c.scene.text, c.wide_start, c.sentence[0]
    while end > low:
        start = max([low, *(m + 1 for m in (text.rfind(b, low, end - 1) for b in "，；（）") if m >= 0)])
        vote = number(c, start, end)
        # A total said earlier in the sentence is not what its items count.
        if vote and not (vote == ("stated", "disclosure.total") and c.previous and c.previous.sentence == c.sentence):
            return vote
        end = start
    return None


@labelling(0.6)
def heading_and_unit(c: Candidate) -> Vote | None:
    """No word at all, but the part's heading and the unit: N件 under 依申请公开."""
    if c.quantity is None or kind_of(c) != "stated" or own_word(c) or c.scene.best(c.wide_start, c.start, c.unit):
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
    return None if own_word(c) or c.scene.best(c.wide_start, c.start, None) else Vote(kind_of(c), "other")


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
        for words, metric in (
            ("按时|按期|及时", "completed_on_time"),
            ("办结", "completed"),
            ("答复|回复", "replied"),
            ("公开", "outcome.granted"),
        ):
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
    if unit in c.scene.lexicon.words["other_units"] or (
        unit == "个" and re.match(r"村|社区|乡镇|县|区|部门|单位|镇|科室|街道|项目|企业|学校|栏目|制度", tail)
    ):
        return Vote("stated", "other")
    return None


@labelling(1.5)
def other_work(c: Candidate) -> Vote | None:
    """The sentence speaks of other administrative work and of no metric."""
    if c.quantity is None or c.topic != "other_work" or (own_word(c) and not number(c, c.clause_start, c.start)):
        return None
    if explicit(c.scene.best(c.wide_start, c.start, c.unit)):
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


@labelling(2.0)
def daily_mean(c: Candidate) -> Vote | None:
    """日均, 每天: not the period's total."""
    if c.quantity is None:
        return None
    return Vote(kind_of(c), "other") if re.search(r"(日均|每天|月均|平均每?[^，。]{0,6}|人均)[^，。；]{0,4}$", c.before) else None
