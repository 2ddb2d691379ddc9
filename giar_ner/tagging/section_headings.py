"""Which heading governs each place of a report, and the section type that its words name.

The annotation guide decides by headings: a top-level part has the type that its own heading names, whatever stands below it. An overview
(概述, 总体情况) stays one part, too, unless its sub-parts are those that a report must have, 主动公开 and 依申请公开: then it only holds parts,
is split at them, and its own heading goes with the first unless a lead paragraph stands between. A model over n-grams of one heading cannot
see that, since it hangs on the sub-parts that follow; here it is read once, and the model weighs what the rule says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from giar_ner.tagging.section_candidates import LEVELS, Candidates

# The first line that matches names the type: the specific words come before the general ones that stand beside them in many headings.
_NAMES = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("attachments", r"^附[表件录]"),
        (
            "problems_improvements",
            r"(?:问题|不足|困难|短板|差距|薄弱|误差)"
            r".*(?:改进|措施|打算|努力|整改|对策|下一?步|建议|安排|办法|补救|明年|来年|展望|出路|提升|承诺|怎么办)"
            r"|(?:改进|打算|经验).*(?:问题|不足)",
        ),
        ("problems", r"存在|主要问题|^问题|问题$|不足|差距|薄弱|难点"),
        ("organization", r"^.{0,4}工作人员|^人员"),
        ("applications", r"^(?:政府信息)?依申请公开[^、和及与收]{0,8}[、和及与](?!减免)|^申请[与和及、](?:复议|收费|争议)"),
        ("review_litigation", r"^[^收费]*(?:复议|诉讼|争议|败诉)"),
        ("fees", r"收费|费用|收取|减免"),
        ("review_litigation", r"复议|诉讼|争议|败诉"),
        ("institutions", r"事业单位|企事业"),
        ("", r"主动公开.{0,8}依申请公开"),
        ("applications", r"依?申请(?!表|查询)"),
        ("disclosure", r"主动.{0,4}公开|主动政府信息"),
        ("attachments", r"附表|附件"),
        ("other_matters", r"其[他它](?:需要|事项|情况)|需要?(?:说明|报告)"),
        ("key_areas", r"重点(?!工作|任务|突出)"),
        ("response", r"解读|回应|互动|关切|舆情|新闻发言|新闻发布"),
        ("improvements", r"改进|打算|下一?步|来年|明年|今后|努力方向|对策|展望|(?:20\d\d|0)年.{0,8}(?:要求|计划|安排|任务)"),
        ("platforms", r"平台|渠道|网站|载体|新媒体|查阅|阵地|微信|专栏"),
        ("supervision", r"监督|保密|考核|督[查导办]|问责|检查|评议|社会评价"),
        (
            "organization",
            r"(?<!社会)组织|领导|制度(?!改革)|机制|机构|队伍|培训|信息管理|管理情况|目录|指南|人员|责任|宣传|学习|规范(?!性)",
        ),
        ("overview", r"概[述况要]|总[体述]|基本情况|综述|整体|总倩况"),
    )
)
CLASSES = ("", *dict.fromkeys(name for name, _ in _NAMES if name))
_CLASS = {name: i for i, name in enumerate(CLASSES)}
_OVERVIEW = _CLASS["overview"]
_MANDATORY = (_CLASS["disclosure"], _CLASS["applications"])
# A heading for the whole, where it names no type of its own.
_WHOLE = re.compile(r"^(?:概[述况]|总[体述])|概[述况要]|总[体述]|基本情况|综述|整体|总倩况")
_GLOSS = re.compile(r"[（(][\s]*[a-zA-Z\u00c0-\u024f]{1,7}[\s]*[)）]|\s")
_LONGEST = 26  # a heading; what is longer is a sentence
_NO_LEAD = 8  # characters between a heading and its first sub-part that are no paragraph yet
# A heading line without a number: short, without a stop, and with the last words of headings.
_BARE = re.compile(
    r"附[表件录]?[：:]?.{0,20}|.{0,20}(?:概[述况]|情况|措施|打算|问题|不足|事项|建设|改进|方向|说明|公开|诉讼|收费|减免|附表|解读|关切)[：:]?"
)
# A paragraph or item that begins with the name of a sub-part: 一是主动公开情况。 依申请公开方面： 就信息管理而言，
_RUN_IN = re.compile(
    r"就?(?:政府信息|信息|公开)?(?:主动公开|依申请公开|公开申请|管理|平台(?:建设)?|监督(?:保障)?|保障|政策解读|解读回应)"
    r"(?:[^，,。：:；;\d]{0,12}[。：:]|(?:情况|方面|而言)，)"
)
_BULLET = re.compile(r"^[◆●■▲★◇○*·\-—【]*(?:[壹贰叁肆伍陆柒捌玖拾甲乙丙丁戊己庚辛Ⅰ-Ⅷⅰ-ⅷ]{1,2}[、.．]?)?")
_PART, _CHAPTER = LEVELS.index("part"), LEVELS.index("chapter")
_ITEM = LEVELS.index("item")


@dataclass
class Governed:
    """Indices into CLASSES, one entry per atom; 0 where nothing governs or the words name no type."""

    rule: np.ndarray  # the type by the guide's rule
    top: np.ndarray  # what the heading of the enclosing part names
    sub: np.ndarray  # what the heading of the sub-part names
    split: np.ndarray  # 1 in an overview that is split at its sub-parts
    depth: np.ndarray  # 0 before the first heading, 1 in a part before its first sub-part, 2 in a sub-part
    names: np.ndarray  # bits: every type that the words of the part's heading name


def heading_class(words: str) -> int:
    """Index into CLASSES of the type that a heading names; 0 for none."""
    for name, pattern in _NAMES:
        if pattern.search(words):
            return _CLASS[name]
    return 0


def govern(text: str, c: Candidates) -> Governed:
    """Read the headings of `text`, whose atoms are `c`."""
    n = len(c)
    words = [_words(text, c, i) for i in range(n)]
    tops, subs, run_in = _places(text, c, words)
    out = Governed(*(np.zeros(n, np.int64) for _ in range(6)))
    for a, b in pairwise([-1, *tops, n] if not tops or tops[0] > 0 else [*tops, n]):
        inside = _Part(a, max(b, 0), [i for i in subs if a < i < b], [i for i in run_in if a < i < b])
        _fill(c, words, inside, out)
    return out


@dataclass
class _Part:
    head: int  # the atom of its heading; -1 for what stands before the first
    end: int
    subs: list[int]  # the atoms where its sub-parts start
    run_in: list[int]  # the atoms that only begin with the name of a sub-part


def _words(text: str, c: Candidates, i: int) -> str:
    """The heading or first clause of atom i without glosses and blanks, cut where it is too long for a heading."""
    plain = _BULLET.sub("", _GLOSS.sub("", text[c.head[i] : c.head_end[i]]))
    if len(plain) <= _LONGEST:
        return plain
    return plain[:16] if c.level[i] in (_PART, _CHAPTER) else plain[:10] if 0 < c.level[i] < _ITEM else ""


def _places(text: str, c: Candidates, words: list[str]) -> tuple[list[int], list[int], list[int]]:
    """The atoms where a part starts, where a sub-part may start, and where a run-in name of a sub-part stands."""
    outer = [i for i in range(len(c)) if c.rank[i] == 0]
    bare = [i for i in range(len(c)) if c.level[i] == 0 and c.line[i] and _is_bare(text, c, i, words[i])]
    # Numbers order the parts where two of them head a named part, or where no bare heading does; else they only list things.
    named = sum(heading_class(words[i]) > 0 for i in outer)
    numbered = named >= 2 or not bare or (named == 1 and len(bare) < 2)
    tops = sorted({*outer, *(i for i in bare if words[i].startswith("附"))}) if numbered else bare
    inner = [i for i in range(len(c)) if c.rank[i] == 1] if numbered else outer
    run_in = [
        i
        for i in range(len(c))
        if c.line[i] and c.rank[i] == 7 and _RUN_IN.match(_BULLET.sub("", _GLOSS.sub("", text[c.head[i] : c.head[i] + 60])))
    ]
    subs = {*inner, *(bare if numbered else ())} - set(tops)
    return tops, sorted(subs), sorted(set(run_in) - subs - set(tops))


def _is_bare(text: str, c: Candidates, i: int, words: str) -> bool:
    a, b = c.heading[i]
    line = _BULLET.sub("", _GLOSS.sub("", text[a:b])).rstrip("。")
    return 2 <= len(line) <= _LONGEST and bool(_BARE.fullmatch(line)) and heading_class(line) > 0 and "报告" not in line


def _fill(c: Candidates, words: list[str], part: _Part, out: Governed) -> None:
    """Write what one part says of its atoms."""
    first, end = max(part.head, 0), part.end
    heading = words[part.head] if part.head >= 0 else ""
    top = heading_class(heading)
    whole = bool(_WHOLE.search(heading)) and (top in (0, _OVERVIEW, _CLASS["organization"]) or bool(_WHOLE.match(heading)))
    if whole:
        top = _OVERVIEW
    subs = part.subs
    if whole and any(heading_class(words[i]) in _MANDATORY for i in part.run_in):
        subs = sorted({*subs, *part.run_in})
    kinds = [heading_class(words[i]) for i in subs]
    split = whole and any(k in _MANDATORY for k in kinds)
    out.top[first:end] = out.rule[first:end] = top
    out.names[first:end] = sum(1 << _CLASS[name] for name in {name for name, p in _NAMES if name and p.search(heading)})
    out.split[first:end] = split
    out.depth[first:end] = part.head >= 0
    for i, kind in zip(subs, kinds, strict=True):
        out.sub[i:end] = kind
        out.depth[i:end] = 2
        if split or not top:
            out.rule[i:end] = kind or (out.rule[i - 1] if i > first else 0)
    if split and c.start[subs[0]] - c.head_end[part.head] <= _NO_LEAD:
        out.rule[first : subs[0]] = kinds[0] or _OVERVIEW
