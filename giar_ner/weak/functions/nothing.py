"""Functions that know numbers which are no record: dates, ordinals, codes, plans, rules, turns of speech."""

from __future__ import annotations

import re

from giar_ner.weak.candidates import Candidate
from giar_ner.weak.voting import NOTHING, Vote, explicit, kind_of, labelling

_COUNTED = frozenset("件宗条期名人份篇场次起处") | {"人次"}


@labelling(5.0)
def idle_one(c: Candidate) -> Vote | None:
    """一个, 一档, 一遍, 五项, 四路 as turns of speech: a small Chinese numeral that no metric's word stands beside."""
    if c.quantity is None or not re.fullmatch(r"[一二两三四五六七八九十][^0-9]{0,3}", c.words) or c.unit in ("%", "成"):
        return None
    if c.unit not in _COUNTED:
        return None if c.unit == "个" and c.words[0] != "一" and explicit(c.scene.best(c.clause_start, c.end + 6, c.unit)) else NOTHING
    if re.search(r"(每|同|这|那|另|某|任何|由|无|哪|第|再|没有|统|逐|为|是)[\s“]?$", c.before) or not re.match(
        r"[，、；。（）\n的]|$", c.scene.text[c.end : c.end + 1]
    ):
        return NOTHING
    return None if explicit(c.scene.best(c.clause_start, c.start, c.unit)) or c.topic in ("apply", "review", "litigation") else NOTHING


_DAY = re.compile(r"[0-9〇零一二三四五六七八九十○]+[ 　]*[年月日号]")


@labelling(6.0)
def date(c: Candidate) -> Vote | None:
    """A point or stretch of time: 2014年, 12月31日, 20个工作日."""
    if c.quantity is None:
        return None
    if (c.unit or "") in c.scene.lexicon.words["time_units"]:
        return None if c.unit not in ("年", "月", "日") and re.search(r"平均|缩短|压缩|提前|时长", c.before) else NOTHING
    if _DAY.match(c.words) and not c.unit:
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
    if left.endswith(("第", "之")) or (
        not c.unit
        and re.match(r"[、．.）)]", text[c.end : c.end + 1])
        and text[max(0, c.start - 1) : c.start] in ("", "\n", "（", "(", " ", "。", "\u3000")
    ):
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
    if not c.unit and (
        (len(digits) >= 6 and "," not in c.words) or re.search(r"电话|传真：|邮编|邮政编码|热线.{0,3}$|http|www|@|索引号|文号|QQ", around)
    ):
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
    return (
        NOTHING
        if re.search(r"明年|下一年度?[^结]{0,6}(将|计划|要)|力争|争取|拟(?!定|订)|预计|下一步|计划(在|于|新)|目标(是|为)", text)
        else None
    )


@labelling(5.0)
def rule(c: Candidate) -> Vote | None:
    """A deadline, a frequency or a requirement: 15个工作日内, 每周一次, 不少于2次."""
    if c.quantity is None:
        return None
    text = c.scene.text
    if not re.search(r"平均|日均|月均", c.before) and re.search(
        r"(每[周月日天年季人]度?|每个?(工作日|季度|月)|至少|不少于|不得|应当在?|同一申请计|一式)[^，。；]{0,5}$",
        text[max(c.sentence[0], c.start - 10) : c.start],
    ):
        return NOTHING
    return (
        NOTHING
        if re.match(r"(之?内|以内|前)(公开|答复|办|完|向|作|予|发|，|。)", text[c.end : c.end + 4])
        and kind_of(c) == "stated"
        and c.unit not in ("件", "条")
        else None
    )
