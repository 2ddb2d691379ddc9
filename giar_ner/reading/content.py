"""What of a page is the report: hidden and navigational elements out, the main content found.

Two main-content libraries were tried on the five page skeletons of the tests, which were written together with these rules and so say
nothing about how good the rules are elsewhere. What they show of trafilatura 2.3.1 (default, recall, precision) and readability-lxml 0.9:
each leaves the view count, the font-size line and the print line of the TRS page in; trafilatura, except for precision, reads a paragraph
hidden by `display:none` with a figure in it and takes the navigation of the page built of layout tables; precision and readability lose a
line of the shortest page. Above all neither gives grids with spans and offsets, which is most of what is needed here.
So: an element whose id or class is a known name of a content management system, where it holds most of the page's text; else the deepest
element that does. When in doubt more is kept: a line of navigation costs a leftover, a lost paragraph costs its records.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# fmt: off
_NOT_TEXT = (
    "script", "style", "noscript", "template", "link", "meta", "base", "svg", "math", "canvas", "audio", "video", "map", "object", "embed",
    "iframe", "frame", "input", "textarea", "select", "button", "option", "datalist", "progress", "meter", "xml", "head",
)
# fmt: on
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
# Whole ids and class names, in English, pinyin and pinyin initials (mbx 面包屑, dqwz 当前位置, ewm 二维码, yqlj 友情链接, fx 分享).
_PREFIX = r"(?:(?:site|page|top|bottom|main|left|right|header|g|m|sub|pc|mobile|news|article|art|detail|content|con|xl|xxgk|gk)[-_]?)?"
_BOILERPLATE = re.compile(
    _PREFIX + r"(?:nav|navs|navbar|navigation|menus?|breadcrumbs?|bread|crumbs?|position|location|curpos|dqwz|weizhi|mbx(?:dh)?|mianbaoxie"
    r"|[-_\w]*share(?:box|bar|d|s|buttonbox|list|to)?|bds(?:hare)?[-_\w]*|bshare[-_\w]*|jiathis[-_\w]*|fenxiang|fx"
    r"|footer|foot|copyright|friend[-_]?links?|yqlj|links?|toolbar|tools?|gongju|print(?:er)?|dayin|font[-_]?sizes?|zihao|zitidaxiao"
    r"|e(?:wm|rweima)[-_\w]*|qr[-_]?code[-_\w]*|relat(?:ed|ion)[-_\w]*|xg(?:wz|yd|xw|zx|wd)|pre[-_]?next|prev(?:ious)?|next|page[rs]?|pagination"
    r"|login|search(?:box|bar)?|sousuo|sidebar|side|go[-_]?top|back[-_]?top|return[-_]?top|toTop|wza|accessib\w*|pinglun|comments?|banner|logo)",
    re.I,
)
# Names of containers, elements that are ones, and the share of the page's text that such a container must hold; the strongest names first:
# those of editors and of whole systems, then general ones.
_KNOWN: tuple[tuple[re.Pattern[str], tuple[str, ...], float], ...] = (
    (
        re.compile(
            r"trs_(?:editor|ueditor|web|preappend)\w*|ucap-?content|founder-content|zoom\w*|fontzoom|vsb_content\w*|v_news_content|easysite-news-text"
            r"|(?:article|news|info|detail|text|txt|xxgk|gk|doc|page|art|xl|view|zw|wz|pages|cont?)[-_]?(?:content|cont?|body|text|txt|nr|neirong|main)"
            r"|artibody|bt[-_]content|js_content|neirong|zhengwen|editor-content|content[-_](?:body|text|txt|detail|info)",
            re.I,
        ),
        (),
        0.5,
    ),
    (
        re.compile(r"(?:main[-_]?)?(?:content|article|cont|con|detail|text|nr|xxgk|news|xl)\d?|print(?:area|content)|main", re.I),
        ("article", "main"),
        0.6,
    ),
)
_DENSE = 0.8  # the share for a container that only its text speaks for
_DESCEND = ("div", "section", "center", "form", "table", "tbody", "tr", "td")
_SAYS_SOMETHING = re.compile(r"。|\d\s*(?:条|條|件|份|篇|期|次|人|个|個|项|項|场|场次|万|萬|元|起|宗)")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that the parser takes, by their numbers (&#3;) even, and that its own tree then refuses to have moved."""
_GUARD = 0.4  # an element with more than this share of the page's text is no boilerplate, whatever its class says
_MIN_SHOWN = 50


def names(element: HtmlElement) -> list[str]:
    """The element's id and class names."""
    return f"{element.get('id') or ''} {element.get('class') or ''}".split()


def own_text(element: HtmlElement) -> str:
    """All text in the element as the source has it."""
    return "".join(element.itertext())


def clean(root: HtmlElement, *, keep_hidden: bool = False) -> bool:
    """Drop in place what is no text, hidden or navigational. False where hiding took nearly all the text (the tree is then of no use)."""
    for element in root.iter():
        _make_writable(element)
    for element in list(root.iter(*_NOT_TEXT)):
        _drop(element)
    if not keep_hidden:
        before = _length(own_text(root))
        for element in [e for e in root.iter() if e is not root and (e.get("hidden") is not None or _HIDDEN.search(e.get("style") or ""))]:
            _drop(element)
        shown = _length(own_text(root))
        if shown < _MIN_SHOWN and before > 4 * max(shown, _MIN_SHOWN):
            return False
    weights = _weights(root)
    most = _GUARD * max(weights.get(root, 0), 1)
    for element in list(root.iter()):
        # A heading is no navigation whatever its class: only the banner and the logo around it bear the site's name.
        kept = element.getparent() is None or element.tag in ("html", "body", "h1", "h2") or weights[element] > most
        if not kept and (element.tag in ("nav", "footer", "aside") or any(map(_BOILERPLATE.fullmatch, names(element)))):
            _drop(element)
    return True


def main_content(root: HtmlElement) -> tuple[HtmlElement, int]:
    """The element that holds the report, and how many characters of running text the page has outside it."""
    body = next(root.iter("body"), root)
    weights = _weights(body)
    total = weights[body]
    for pattern, tags, share in _KNOWN:
        matched = {e for e in body.iter() if e is not body and (e.tag in tags or any(map(pattern.fullmatch, names(e))))}
        # The outermost of nested matches. Several that hold sentences or counts (an editor for each part) are taken together.
        outer = [e for e in body.iter() if e in matched and not any(a in matched for a in e.iterancestors())]
        parts = [e for e in outer if weights[e] and _SAYS_SOMETHING.search(own_text(e))]
        if parts and (main := _common_ancestor(parts)) is not body and weights[main] >= share * total:
            return main, total - weights[main]
    dense = _densest(body, weights)
    return dense, total - weights[dense]


def _densest(body: HtmlElement, weights: dict[HtmlElement, int]) -> HtmlElement:
    """The deepest block that still holds most of the text, and beside which stand no sentence, count or filled table."""
    total = weights[body]
    element = found = body
    while total:
        heavy = next((c for c in element if c.tag in _DESCEND and weights[c] >= _DENSE * total), None)
        if heavy is None or _length(element.text or "") > 20:
            break
        if any(_SAYS_SOMETHING.search(own_text(c)) or (c.tag == "table" and weights[c]) for c in element if c is not heavy):
            break
        element = heavy
        if element.tag not in ("table", "tbody", "tr"):  # a part of a table is no place to stop: its grid would be lost
            found = element
    return found


def _common_ancestor(elements: list[HtmlElement]) -> HtmlElement:
    chains = [[*reversed(list(e.iterancestors())), e] for e in elements]
    common = chains[0][0]
    for level in zip(*chains, strict=False):
        if any(e is not level[0] for e in level):
            break
        common = level[0]
    return common


def _weights(root: HtmlElement) -> dict[HtmlElement, int]:
    """For each element the number of characters in it that no link holds, white space not counted."""
    weights: dict[HtmlElement, int] = {}
    for element in reversed(list(root.iter())):  # children before their parents
        link = element.tag == "a" and not (element.get("href") or "#").startswith("#")
        weights[element] = 0 if link else _length(element.text or "") + sum(weights[child] + _length(child.tail or "") for child in element)
    return weights


def _length(text: str) -> int:
    return len("".join(text.split()))


def _make_writable(element: HtmlElement) -> None:
    if element.text and _UNWRITABLE.search(element.text):
        element.text = _UNWRITABLE.sub("", element.text)
    if element.tail and _UNWRITABLE.search(element.tail):
        element.tail = _UNWRITABLE.sub("", element.tail)


def _drop(element: HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()
