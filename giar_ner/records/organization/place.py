"""The place of an office that is named without it: 市水务局, 住建局."""

from __future__ import annotations

import re

from giar_ner.language.normal import normalise
from giar_ner.records.organization.names import HAN, LEAD, is_placed

_LEVELS = "省市州县区旗"
PLACELESS = re.compile(rf"[{_LEVELS}][^{_LEVELS}镇乡]+|[^{_LEVELS}镇乡街]{{2,}}[局厅委]")
"""An office that is named without its place: 市水务局, 公安局."""
_BEFORE_PLACE = re.compile(r".*(?:联系|公布|发布|编制|包括|不服|结合|[与由找洽在到系是及]|(?<!无)为|向(?!阳)|将(?!乐)|于(?!都))")
"""The words up to the place: 请联系丰江, 登于丰江. 向阳, 将乐, 于都 and 无为 are places."""
_PLACE_LENGTH = 8
_SHORT_PLACE = 3
_NO_PLACE = re.compile(
    r"[年月日我本全各该的了请转诉对按使让]|加强|完善|[成建设]立|利用|制[定订]|配合|报送|落实|推进|做好|组织|协助|指导|督促|建设|优化|提升|强化|健全|开展|召开|参加|接受|认真|积极|及时|主动|进一步|^(?:此外|同时|目前|截至|另外|其中|其他|有关|相关|下属|所属|例如|通过|经过|和)"
)


def abbreviates(short: str, name: str) -> bool:
    """住建局 for 丰江市住房和城乡建设局: the characters of the one stand in the other, which has a place, in this order."""
    characters = iter(name)
    return is_placed(name) and short[-1] == name[-1] and all(character in characters for character in short)


def with_place(text: str, normal: str, name: str) -> str:
    """`name`, or where it lacks its place (市水务局, 公安局) the name with its place that the text has elsewhere: 丰江市水务局."""
    known = normalise(name)
    if not PLACELESS.fullmatch(known):
        return name
    for m in re.finditer(rf"(?<!{HAN}){HAN}{{2,40}}?{re.escape(known)}", normal):
        end = m.end() - len(known)
        before = normal[m.start() : end]
        place = LEAD.sub("", _BEFORE_PLACE.sub("", before))
        if not 2 <= len(place) <= _PLACE_LENGTH or _NO_PLACE.search(place) or not (known[0] in _LEVELS or place[-1] in _LEVELS):
            continue
        cue = len(place) < len(before) or normal[: m.start()].endswith("：")
        if (
            cue
            or (len(place) <= _SHORT_PLACE and normal[: m.start()].rstrip(" \u3000")[-1:] in ("", "\n"))
            or _is_place(normal, place, known)
        ):
            return text[end - len(place) : m.end()]
    return name


def _is_place(normal: str, place: str, office: str) -> bool:
    """Whether the text has the words before an office elsewhere with its level, and not before this office. 加强 is no place."""
    level, rest = (office[0], office[1:]) if office[0] in _LEVELS and not office.startswith("市场") else ("", office)
    named = level or place[-1] in _LEVELS
    return bool(named) and re.search(rf"{re.escape(place + level)}(?!{re.escape(rest)})", normal) is not None
