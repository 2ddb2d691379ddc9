"""Functions that decide about negated phrases."""

from __future__ import annotations

import re

from giar_ner.weak.candidates import Candidate
from giar_ner.weak.voting import NOTHING, Vote, labelling

_TOPIC_PART = {"apply": "applications.", "review": "review.", "litigation": "litigation.", "publish": "disclosure."}


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
    if re.match(
        r"(工作|制度|指南|目录|规定|条例|办法|渠道|方式|窗口|受理点|机构|流程|表|权|人|机关|途径|标准|办理|收费|收取|.{0,2}(书|通知|期限|工作))",
        text[c.end : c.end + 3],
    ):
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
    return (
        Vote("zero_statement", metric)
        if metric and wanted and metric.startswith(wanted) and _NOT.search(c.scene.text, *c.sentence)
        else None
    )
