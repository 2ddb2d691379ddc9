"""Offices that a text names without saying that the report is theirs: by its source or telephone, as who acts, by a rule of their own.

Any office may be named so. What the text calls itself (我局, 本乡), and that it names no other in this way, tells whose report it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from giar_ner.records.organization.cues import ACTING, GROUP, NAMED_RULE, REACHED, SOURCE, SUBJECT
from giar_ner.records.organization.names import GOVERNMENT, OF_A_PLACE, PLACES, is_placed, kinds

_OWN = re.compile(r"[我本](街道|中心|公司|集团|[省市县区旗镇乡局委厅办处院校馆站所队署])(?!内|外|法|列|域)")
_OURS_IS = re.compile(rf"[我本]([{PLACES}局委厅])(?!内|外)")
_OWN_BODY = re.compile("[我本](?:单位|机关|部门)")
_OWN_COURT = re.compile("[我本]院")
_WHOLE_PLACE = re.compile(
    r"(?<![健安完])[全我本]([省市县区旗州])(?:各级[^，。；\n]{0,8})?(?:行政机关)?(?:共|总共|累计|共计|合计)?(?:主动公开|公开(?:各类|政府|政务)?信息|受理|收到)"
)
"""Figures of a whole place, 全县主动公开信息: of its departments, which the report tells of, none reports."""
_THIRD = re.compile("(?:司法局|信访局|法制办|法制局|法制办公室|检察院)$")
"""Offices that reports tell of beside their own, with the complaints they hear: one sentence does not tell whose the report is."""
# Of the verbs before a rule the last one tells whether the office made it or follows it.
_RULE_VERB = re.compile(
    "(?P<made>制[定订]|修[订改]|完善|健全|建立|编[制写]|起草|拟[定订]|公布|成立|设立|组建|调整)"
    "|[依据按照遵]|贯彻|落实|执行|收到|转发|学习|传达|对照|参照|围绕"
)
_SENTENCE_END = re.compile("[，。；\n]")
_RULES_REACH = 100  # characters back to the verb of several rules: 完善了《…》、《…》


def named_in_passing(text: str, normal: str, told: str, head: str) -> str | None:
    """The office named so in `head` or `told`, which have the offsets of `normal` and no names of works."""
    own = set(_OWN.findall(told))
    if source := next((span for span in SOURCE.find(head) if _may_be_its_source(told, own, told[slice(*span)])), None):
        return text[slice(*source)]
    reached = [span for span in REACHED.find(head) if not own or own & kinds(told[slice(*span)])]
    return (
        _the_only(text, told, reached)
        or _the_one_that_acts(text, told)
        or _the_only(text, told, [span for span in SUBJECT.find(told) if own & kinds(told[slice(*span)])])
        or _the_only(text, normal, list(_own_works(normal, told, own)))
    )


def _may_be_its_source(words: str, own: set[str], name: str) -> bool:
    """Whether `name`, from which a page has a text that calls itself one of `own` kinds, may have written it: 我局 is no government."""
    if own:
        return bool((own - set(PLACES) or own) & (kinds(name) | kinds(GOVERNMENT.sub("", name))))
    return not (_OWN_BODY.search(words) and OF_A_PLACE.search(name))


def _own_works(normal: str, told: str, own: set[str]) -> Iterator[tuple[int, int]]:
    """Where an office is named in a rule or plan or a group of its own, in a text that calls itself one of `own` kinds (我局).

    A rule that the text follows is mostly that of the office above, and so is one of a place: 《丰江市政府信息公开办法》.
    """
    for cue in (NAMED_RULE, GROUP):
        for start, end in cue.find(normal):
            name = normal[start:end]
            verbs = [m["made"] for m in _RULE_VERB.finditer(_SENTENCE_END.split(told[max(0, start - _RULES_REACH) : start])[-1])]
            made, followed = bool(verbs and verbs[-1]), bool(verbs and not verbs[-1])
            if not OF_A_PLACE.search(name) and not followed and (own & kinds(name) or (made and not own)):
                yield start, end


def _the_one_that_acts(text: str, words: str) -> str | None:
    """The office with a place in its name that opens lines and does something, if there is one only: 丰江区水务局 and 区水务局 are one."""
    own = set(_OURS_IS.findall(words))  # 我市 is not said by a county, and 我局 by no county and no centre
    bodies = own & set("局委厅")
    whole = set() if bodies else set(_WHOLE_PLACE.findall(words))
    own |= whole
    spans = []
    for start, end in ACTING.find(words):
        known = words[start:end]
        other = (own & set(PLACES) and set(known) & set(PLACES) and not own & set(known)) or (bodies and not bodies & set(known))
        in_passing = words[start - 1 : start] == "。" and known[-1] in PLACES + "道"  # a town, in the report of its county
        part = whole and not GOVERNMENT.search(known) and known[-1] not in PLACES
        if not other and not in_passing and not part:
            spans.append((start, end))
    return _the_only(text, words, spans)


def _the_only(text: str, words: str, spans: Sequence[tuple[int, int]]) -> str | None:
    """The office with a place in its name that all `spans` name."""
    names = {text[start:end]: words[start:end] for start, end in spans if is_placed(words[start:end])}
    longest = max(names, key=len, default=None)
    if longest and len(spans) == 1 and _THIRD.search(names[longest]) and not (names[longest][-1] == "院" and _OWN_COURT.search(words)):
        return None
    return longest if longest and all(names[longest].endswith(name) for name in names.values()) else None
