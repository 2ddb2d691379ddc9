"""Who applied, where the figure is one column of the form: 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他."""

from __future__ import annotations

import re
from collections.abc import Sequence

from giar_ner.records.context import Place
from giar_ner.tagging.spans import TaggedSpan

_WORDS = {
    "natural_person": r"自然人|公民(?:个人)?|个人|居民|村民|市民|业主(?!委)|学生|家长|股民",
    "commercial_enterprise": r"商业企业|工商企业|企业(?:法人)?|公司",
    "research_institution": r"科研机构|科研院[所校]|研究机构|高校课题组",
    "social_organization": r"社会公益组织|公益组织|社会组织|社会团体|社团",
    "legal_service": r"法律服务机构|律师事务所|律所|律师",
}
_WHO = "|".join(f"(?P<{name}>{words})" for name, words in _WORDS.items())
_FIGURE = re.compile(
    rf"(?:^|[，、：（\s]|其中|包括|有|由|为|是|含|以|和|及|(?:受理|收到|接到)(?=自然人)|论申请人|地|他|各类|本地|当地|外地|工程|施工|建筑|物业)(?:{_WHO})(?:方面|一方)?"
    r"(?:(?:的?政府信息公开)?申请(?:数量?|件数)?|提出申请|提出|提交|提起)?(?:的|者)?(?:共|有|为|计|占|各|约|是|达|则|仅|只有)?[\s：（“]*$"
)
# Behind the number, where its own words name nobody: `30件为自然人申请，2件来自企业`.
_NAMELESS = re.compile(r"(?:^|[，、：（\s])(?:其中|其余|剩下|另外?|还|有|共|约|和|及|的|\s)*$")
_BEHIND = re.compile(
    rf"^(?:申请|请求)?(?:为|是|系|属于?|来自于?|出自|由)(?:各类|本地|当地|外地|本[省市县区镇乡]|[一某]家)?(?:{_WHO})"
    r"(?:方面|一方)?(?:的?申请|提出申请|提出|提交|提起|作出|递交)?(?:的)?(?=$|[，）（\s]|、[\d一二三四五六七八九十两])"
)
# 公民、法人和其他组织 names everybody, not one column.
_EVERYBODY = re.compile(r"法人|其他组织|单位[和及与、]个人")
_SHARE = re.compile(r"^[\s，（]*(?:约|大约)?(?:占[^，]{0,8}|比例|比重)?(?:为|约|达)?$")


def applicants(normal: str, spans: Sequence[TaggedSpan], places: Sequence[Place]) -> list[str | None]:
    """For every span the applicant's column, or None. A share takes the column of its figure, also behind its words: `为自然人申请，占60%`."""
    out: list[str | None] = []
    for span, place in zip(spans, places, strict=True):
        found: str | None = None
        words = place.before(normal)
        if span.metric.startswith("applications.") and span.kind != "zero_statement":
            m = _FIGURE.search(words)
            if m and not _EVERYBODY.search(words[m.start() :]):
                found = m.lastgroup
            elif span.kind == "share" and place.previous is not None and _SHARE.match(_BEHIND.sub("", words)):
                found = out[place.previous]
            elif span.kind == "stated" and _NAMELESS.search(words) and (behind := _BEHIND.match(place.after(normal))):
                found = behind.lastgroup
        out.append(found)
    return out
