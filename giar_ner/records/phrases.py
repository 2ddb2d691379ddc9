"""The noun phrase that a figure follows: what is counted, or who counts. One trimmed stretch of characters, without hinges and verbs."""

from __future__ import annotations

import re

Offsets = tuple[int, int]

# What stands between the name of a class and its figure, or after the name without being part of it.
_VERB = r"主动公开|对外公开|公开|公布|发布|刊登|刊发|登载|更新|公示|登出|挂出|上网|上传|推送|发出|编发|新增|晒出"
_TAIL = re.compile(
    r"(?:[\s：，、（(“\"—·=^]|共有|共计|(?<!公)共|总计|合计|一共|分别|各有|各|有|为|是|累计|(?<![统审会设累共合总小估])计|达到|达|约|近|的|(?:全年|本年|今年|年内|一年)|已|也|则|仅|只|就|最多|占了"
    r"|数量|条数|总数|信息量|(?:主动公开|对外公开|公开|公布|发布|刊登|刊发|登载|更新|登出|挂出|推送|发出|编发|新增|晒出)了?|退了|增至|降至)$"
)
# What stands before the name: the hinge to the item before, a number of the list, or the verb whose object it is.
_HEAD = re.compile(
    r"^(?:[\s，、：；。）)\]”>》%·—\-…*^●○◆■□▪①-⑳⑴-⒇㈠-㈩]|其中|主要包括|包括|包含|主要有|主要为|主要是|分别是|分别为|依次为|涉及|内含|含有|内有|内中|含|即|计有|计(?!划|生|量)"
    r"|以及|及|与(?!会)|和(?!谐|解)|另有|另|还有|还|并(?!购|轨)|其余为|其余(?!$)|余下|剩下的?是?|再有|属于|对应|有关|关于|本年度?|全年|今年"
    r"|第?(?:[一二三四五六七八九十]+|\d+)(?:是|[、.．，])"
    # ① is 1 in the normalised text; a measure word behind it would make it a number of its own.
    r"|\d{1,2}(?=[\u4e00-\u9fff]{2})(?![个家项条件次月年日类届级位名人所处万千百多余村镇乡期批大号本区县市省户天季部种宗张场路站])"
    r"|其次[是为]?|再次[是为]?|首先[是为]|[^，]{0,6}最[多少]的?[是为])"
)
_SPLIT = re.compile(r"[，：；。（）()\n【】]")
_OBJECT = re.compile(rf"^.{{0,24}}?(?:{_VERB})(?:了|的|各类|政府信息)?(?=[^，]{{2,}}$)(?!信息|栏|名单|情况|目录|结果|公告|公示)")
_TIME = re.compile(r"^(?:\d{2,4}年度?|\d+[—\-至]\d+月|\d+月|一年|[上下]半年|[一二三四]季度|县级|市级|两类.*|最多|其中.*)$")
_LONG = 30


def noun_before(normal: str, start: int, end: int) -> Offsets | None:
    """The name that ends the stretch `[start, end)`, without hinges and verbs."""
    end = _strip_tail(normal, start, end)
    for m in _SPLIT.finditer(normal, start, end):
        start = m.end()
    start = _strip_head(normal, start, end)
    if verb := _OBJECT.match(normal[start:end]):
        start = _strip_head(normal, start + verb.end(), end)
    return (start, end) if 1 < end - start <= _LONG and not _TIME.match(normal[start:end]) else None


def _strip_tail(normal: str, start: int, end: int) -> int:
    while end > start:
        if normal[end - 1] in "）)":
            opened = max(normal.rfind("（", start, end), normal.rfind("(", start, end))
            if opened < 0:
                break
            end = opened
        elif m := _TAIL.search(normal[start:end]):
            end = start + m.start()
        else:
            break
    return end


def _strip_head(normal: str, start: int, end: int) -> int:
    while start < end and (m := _HEAD.match(normal[start:end])) and m.end():
        start += m.end()
    return start
