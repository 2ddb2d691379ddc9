"""The title of a page: what its metadata call the article, else the heading that it shows, else `<title>` without the site's name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from giar_ner.reading.content import names, own_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CLASS = re.compile(
    r"(?:article|arti?|news|info|xl|con|content|detail|page|doc|xxgk|wz|zw|nr|main)?[-_]?(?:title|bt|biaoti|headline|tit)\d?", re.I
)
_SEPARATOR = re.compile(r" ?[_|]+ ?| [-–—]+ | ?-{2,} ?|(?<=[\u4e00-\u9fff])-(?=[\u4e00-\u9fff])")
_REPORT = re.compile(r"报告|年报|報告|年報")
_PLACEHOLDERS = frozenset(("无标题文档", "无标题", "新建网页", "新建网页 1", "Untitled", "Untitled Document", "untitled", "首页"))
_LENGTHS = range(4, 121)  # of a heading that can be a title


@dataclass(slots=True)
class Metadata:
    """What the head of a page says of its title."""

    article: str = ""
    site: str = ""
    title: str = ""


def metadata(root: HtmlElement) -> Metadata:
    """The metadata of a page; a page without a head gives empty ones."""
    found = Metadata(title=next((_squeeze(own_text(e)) for e in root.iter("title")), ""))
    for meta in root.iter("meta"):
        name, content = (meta.get("name") or meta.get("property") or "").strip().lower(), _squeeze(meta.get("content") or "")
        if name in ("articletitle", "article_title", "og:title"):
            found.article = found.article or content
        elif name in ("sitename", "og:site_name"):
            found.site = found.site or content
    return found


def find_title(root: HtmlElement, about: Metadata) -> str | None:
    """The title, from a cleaned tree and the metadata of its head. A heading that speaks of a report comes before one that does not."""
    if about.article:
        return about.article
    shown = [_squeeze(own_text(e)) for e in root.iter("h1")]
    shown += [_squeeze(own_text(e)) for e in root.iter() if e.tag not in ("html", "body", "h1") and any(map(_CLASS.fullmatch, names(e)))]
    shown = [text for text in shown if len(text) in _LENGTHS and text != about.site]
    parts = [part for part in _SEPARATOR.split(about.title) if part and part != about.site and part not in _PLACEHOLDERS]
    candidates = [*shown, *parts]
    return next((text for text in candidates if _REPORT.search(text)), None) or next(iter([*parts, *shown]), None)


def _squeeze(text: str) -> str:
    return " ".join(text.replace("\ufeff", "").replace("\u200b", "").split())


def opens_the_text(title: str, about: Metadata) -> bool:
    """Whether a title is the report's own, so that the text should begin with it; the name of a site or of a column is not."""
    return title == about.article or _REPORT.search(title) is not None
