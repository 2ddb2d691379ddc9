"""Functions that read lists: classes of published items, parts whose metric was named before, the same metric in another year."""

from __future__ import annotations

import re

from giar_ner.weak.candidates import Candidate
from giar_ner.weak.voting import Vote, at_total, explicit, kind_of, labelling, listed

_ITEM_UNITS = ("条", "件", "份", "篇", "项", "条次", "则", "期", "批")


YEARS = re.compile(r"([0-9]{4}年|上年|去年|同期|上年度|年为|年的|年是|当年|前年)$")
_PUBLISHED = re.compile(r"公开|公布|公示|发布|上网|登载|上墙|挂网|分类|类别")


@labelling(3.7)
def published_item(c: Candidate) -> Vote | None:
    """条 and 则 count published items: with no metric's word beside the number, a class of them (成品油公告12条)."""
    if c.quantity is None or kind_of(c) != "stated" or c.unit not in ("条", "则", "条次") or c.topic in ("apply", "letters", "consult"):
        return None
    if len(c.before.strip()) < 2 or YEARS.search(c.before) or at_total(c) or explicit(c.scene.best(c.clause_start, c.start, c.unit)):
        return None
    return (
        Vote("stated", "disclosure.category")
        if _PUBLISHED.search(c.scene.text, *c.sentence) or c.topic in ("publish", "other_work", "")
        else None
    )


@labelling(4.5)
def same_in_another_year(c: Candidate) -> Vote | None:
    """2012年310条、2013年388条; 由900条增至1500条: the metric of the number before."""
    if c.quantity is None or c.previous is None or not c.previous.guess or c.previous.unit != c.unit or c.previous.sentence != c.sentence:
        return None
    between = c.scene.text[c.previous.end : c.start]
    if re.search(r"[0-9]{4}年(的|为|是|度)?$|(上年|去年|同期|上年度)(的|为|是)?$", between) or re.match(
        r"(增|升|涨|降|减|下降|减少)[^，。]{0,6}(到|至|为)$", between
    ):
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
    if explicit(hit) or at_total(c) or YEARS.search(c.before):
        return None
    return Vote("stated", guess if guess == "disclosure.subordinate" else "disclosure.category")


@labelling(0.5)
def bare_item(c: Candidate) -> Vote | None:
    """A number without a measure word in a list: what the item before it is (机电系188，经管系174)."""
    if c.quantity is None or c.unit or c.previous is None or not c.previous.guess or c.previous.sentence != c.sentence:
        return None
    between = c.scene.text[c.previous.end : c.start]
    return (
        Vote(kind_of(c), c.previous.guess)
        if re.search("[0-9]", c.words) and re.fullmatch(r"[，、；：][\u4e00-\u9fff]{2,10}", between)
        else None
    )


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
    if kind == "share" and len(c.before) <= 12 and re.search(listed(c, "share_words"), c.scene.text[c.previous.end : c.start]):
        return Vote("share", c.previous.guess)
    if kind == "change":
        return Vote("change", c.previous.guess)
    if kind == "stated" and re.search(r"(年|上年|去年|同期|上年度|的)$", c.before) and c.previous.unit == c.unit:
        return Vote("stated", c.previous.guess)
    return None
