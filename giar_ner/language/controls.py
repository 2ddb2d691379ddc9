"""Lines by which a page serves its reader, where nothing else stands in them: they say nothing of the report."""

from __future__ import annotations

import re

_CONTROL = re.compile(
    r"[\[【(（\s]*(?:"
    r"(?:字体|字号|字體)(?:大小)?\s*[:：]?[\s\[\]【】()（）|大中小特默认+\-AaＡ]*"
    r"|(?:打印|关闭|收藏|返回|列印|關閉)(?:本页|此页|本文|窗口|顶部|网页|本頁|視窗)?"
    r"|分享(?:到|至)?\s*[:：]?[\s微信博朋友圈空间QqＱ人网、|]*"
    r"|扫一扫[^。]{0,20}|用微信[“\"]?扫一扫[^。]{0,20}|微信扫[^。]{0,20}"
    r"|(?:您|你|您现在|你现在|当前|所在|您当前|您所在)的?(?:所在)?的?位置\s*[:：].{0,80}"
    r"|(?:浏览|点击|阅读|访问)(?:次数|量|数)?\s*[:：]\s*\d*\s*次?"
    r"|(?:上|下)一(?:篇|条|页)\s*[:：].{0,80}|(?:上|下)一(?:篇|页)"
    r"|[|\s]*(?:打印|关闭|收藏|分享|大|中|小)(?:[\s|\[\]【】]+(?:打印|关闭|收藏|分享|大|中|小))+"
    r")[\]】)）\s]*"
)
_CONTROL_LENGTH = 100
# 扫一扫关注，粉丝5000人 and 访问量：356231次 count something of the office's; how often a page was read is the page's own.
_COUNTS = re.compile(r"(?!\W*(?:浏览|点击|阅读|.{0,6}位置)).*(?:\d\s*[人次条件篇期个项]|访问(?:次数|量|数)?\s*[：:]\s*\d)")


def is_control(line: str) -> bool:
    """Whether a line serves the reader of a page and says nothing: where he is, the size of the letters, how to share it."""
    return len(line) <= _CONTROL_LENGTH and _CONTROL.fullmatch(line) is not None and _COUNTS.match(line) is None
