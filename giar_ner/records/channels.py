"""Figures that a classifier takes for the total while their words name one way of publishing among several.

通过县政府网站公开160条 is the total where nothing else is told (the guide: "the total when the words say that this is all, else the channel"). Behind
a total, or beside the figure of another channel, it is the site's. 各类平台 and 两大平台 are no one way.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from giar_ner.records.context import Place
from giar_ner.tagging.spans import TaggedSpan

TOTAL = "disclosure.total"
CHANNEL = "disclosure.channel."
# Between the channel and the number there is only the verb with what it publishes; another channel, number or column would be another figure's.
_BY_WAY_OF = r"(?:通过|在|利用|依托|借助|运用|经|于)"
_NAMED = re.compile(
    rf"(?:^|[，。；：、和及（])(?:其中|全年|同时|另)?[^，。；：、（\d]{{0,10}}?{_BY_WAY_OF}[^，。；：、\d网站报栏等和及与]{{0,24}}?"
    r"(?:(?P<website>网站|门户网站?|公开网站?|信息网站?|公众网站?|教育网|政务网站?)|(?P<platform>(?<![各类种大个等众信博条体])平台)"
    r"|(?P<press>日报|晚报|报纸|报刊|刊物)|(?P<noticeboard>公[开示]栏|宣传栏)|(?P<broadcast>电视台|广播)|(?P<gazette>公报))"
    r"(?:(?:政府|政务)?信息公开)?(?:专?栏目?)?[”》]?(?:上|中|里)?(?:，)?(?:共计?|累计|总共|主动|新增|全年|及时|集中|对外|向社会|已)*"
    r"(?:公开|发布|公布|刊登|刊发|更新|上传|公示){1,2}了?(?:各[类种])?(?:政府|政务)?(?:信息|消息|内容)?(?:共计?|累计|达)?$"
)
# An account is a channel wherever it is told: 在“青溪水务”微信号上公开信息512条.
_ACCOUNT = re.compile(
    rf"(?:^|[，。；：、和及])(?:其中|全年)?{_BY_WAY_OF}[^，。；：、0-9网站报栏和及与微]{{0,24}}?"
    r"(?:(?P<wechat>微信|公众号|公众平台)|(?P<weibo>微博)|(?P<new_media>APP|客户端|抖音|头条号|短视频))"
    r"(?:公众号|公众平台|平台|号)?[^，。；：、0-9网站报栏和及与微]{0,6}?(?:公开|发布|推送|推出|更新|上传|刊发)[^，。；：、0-9]{0,10}$"
)
_REACH = 60


def with_channels(normal: str, spans: Sequence[TaggedSpan], places: Sequence[Place]) -> list[TaggedSpan]:
    """The spans, each total that its words say to be one channel's with that channel's metric."""
    breaks = [m.start() for m in re.finditer("\n", normal)]
    lines = [bisect_right(breaks, span.start) for span in spans]
    channels = {line for span, line in zip(spans, lines, strict=True) if span.metric.startswith(CHANNEL)}
    told: set[int] = set()  # lines with a total so far
    out = []
    for span, place, line in zip(spans, places, lines, strict=True):
        if span.metric == TOTAL and span.kind == "stated":
            words = normal[max(place.left, place.start - _REACH) : place.start]
            named = _ACCOUNT.search(words) or (_NAMED.search(words) if line in channels or line in told else None)
            if named:
                span = replace(span, metric=f"{CHANNEL}{named.lastgroup}")
            told.add(line)
        out.append(span)
    return out
