"""Ways in which site builders and their editors put a report into a page. The markup is our own, made after their habits."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape

from benchmarks.rendered.blocks import Block, Source

Render = Callable[[Source], bytes]

_NUMBER = re.compile(r"\d{2,}")
_LATIN = re.compile(r"[0-9A-Za-z.%]+")
_NAVIGATION = ("首页", "政务公开", "办事服务", "互动交流", "走进本地")
_WRAP = 38  # characters of a line of source that a tidying program writes


def page(title: str, body: str, head: str = '<meta charset="utf-8">', opening: str = "<!DOCTYPE html><html>") -> bytes:
    return f"{opening}<head>{head}<title>{escape(title)}-某某人民政府</title></head><body>{body}</body></html>".encode()


def table(rows: Sequence[Sequence[str]], cell: str = "<td>{}</td>", attributes: str = ' border="1"') -> str:
    lines = ("<tr>" + "".join(cell.format(escape(text)) for text in row) + "</tr>" for row in rows)
    return f"<table{attributes}><tbody>{''.join(lines)}</tbody></table>"


def each(blocks: Sequence[Block], line: Callable[[str], str], cell: str = "<td>{}</td>", between: str = "\n") -> str:
    """The blocks, each line through `line`."""
    return between.join(line(escape(block)) if isinstance(block, str) else table(block, cell) for block in blocks)


def paragraphs(source: Source) -> bytes:
    """One paragraph for each line."""
    return page(source.title, each(source.blocks, "<p>{}</p>".format))


def breaks(source: Source) -> bytes:
    """No paragraphs: line ends and indents of no-break spaces."""
    return page(source.title, f"<div class='content'>{each(source.blocks, '&nbsp;&nbsp;&nbsp;&nbsp;{}<br>'.format)}</div>")


def editor(source: Source) -> bytes:
    """Nested divs, spans with styles, full-width and no-break indents, an empty paragraph now and then."""

    def line(text: str) -> str:
        inner = f'<span style="font-size: 12pt"><span style="font-family: 宋体">　　{text}</span></span>'
        return f'<p align="justify" style="text-indent: 0em; line-height: 1.75em">&nbsp;&nbsp;{inner}</p><p>&nbsp;</p>'

    body = (
        f'<div class="view TRS_UEDITOR trs_paper_default"><div class="Custom_UnionStyle"><div>{each(source.blocks, line)}</div></div></div>'
    )
    return page(source.title, f'<div class="main"><h1 class="title">{escape(source.title)}</h1><div id="zoom">{body}</div></div>')


def word(source: Source) -> bytes:
    """Pasted from Word: MsoNormal, o:p, conditional comments, Latin letters and digits in spans of their own."""
    style = "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View><w:Zoom>0</w:Zoom></w:WordDocument></xml><![endif]-->"
    style += "<style>@font-face{font-family:仿宋_GB2312} p.MsoNormal{mso-style-parent:'';text-indent:32.0pt}</style>"

    def line(text: str) -> str:
        runs = re.sub(r"&(?:\w+|#x?\w+);|[0-9A-Za-z.%]+", lambda m: m.group() if m.group()[0] == "&" else _latin(m.group()), text)
        return (
            f'<p class="MsoNormal" style="text-indent:32.0pt;mso-char-indent-count:2.0"><span style="font-family:仿宋_GB2312">{runs}'
            '<span lang="EN-US"><o:p></o:p></span></span></p>'
        )

    cell = '<td width="82" style="border:solid 1.0pt"><p class="MsoNormal" align="center"><span lang="EN-US">{}<o:p></o:p></span></p></td>'
    opening = '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">'
    return page(
        source.title, f'<div class="Section1">{each(source.blocks, line, cell)}</div>', f"<meta charset=utf-8>{style}", opening=opening
    )


def _latin(text: str) -> str:
    return f'<span lang="EN-US" style="mso-hansi-font-family:宋体">{text}</span>'


def layout_table(source: Source) -> bytes:
    """The page is arranged by tables: head, menu, article and foot are their cells."""
    menu = "".join(f'<tr><td height="28"><a href="/{n}">{name}</a></td></tr>' for n, name in enumerate(_NAVIGATION))
    lines = each(source.blocks, "<p>{}</p>".format)
    article = f'<table width="98%"><tr><td align="center"><b>{escape(source.title)}</b></td></tr><tr><td>{lines}</td></tr></table>'
    body = '<table width="980"><tr><td colspan="2"><img src="banner.jpg"></td></tr>'
    body += f'<tr><td width="200"><table>{menu}</table></td><td>{article}</td></tr>'
    return page(source.title, body + '<tr><td colspan="2">版权所有 备案号 00000000</td></tr></table>')


def cell(source: Source) -> bytes:
    """The article in one cell, its lines parted by breaks."""
    article = each(source.blocks, "　　{}<br/>".format)
    return page(source.title, f'<table><tbody><tr><td class="bt_content" id="article">{article}</td></tr></tbody></table>')


def split(source: Source) -> bytes:
    """Inline elements begin and end in the middle of numbers, as corrections leave them."""
    tags = ("span", "font", "b", "u", "strong")

    def line(text: str) -> str:
        def parted(m: re.Match[str]) -> str:
            tag, half = tags[m.start() % len(tags)], len(m.group()) // 2
            return f"<{tag}>{m.group()[:half]}</{tag}><span><span>{m.group()[half:]}</span></span>"

        return f"<p>{'&nbsp;' * 4}{re.sub(r'(?<![&#x0-9])' + _NUMBER.pattern, parted, text)}</p>"

    return page(source.title, f'<div class="article-content">{each(source.blocks, line, "<td><p><span>{}</span></p></td>")}</div>')


def _site(source: Source) -> str:
    links = "".join(f'<li><a href="/{n}.html">{name}</a></li>' for n, name in enumerate(_NAVIGATION))
    return (
        f'<div class="header"><div class="logo">某某人民政府</div><ul class="nav">{links}</ul></div>'
        f'<div class="dqwz">当前位置：<a href="/">首页</a> &gt; <a href="/x">政务公开</a> &gt; 年报</div>'
        f'<div class="container"><div class="sidebar"><h3>相关链接</h3><ul>{links}</ul></div><div class="detail">'
        f"<h1>{escape(source.title)}</h1>"
        '<div class="info">发布日期：2020-01-20 来源：办公室 浏览次数：128次 字体：[<a>大</a> <a>中</a> <a>小</a>]</div>'
        f'<div class="bdsharebuttonbox">分享到：<a>微信</a><a>微博</a></div>'
        f'<div class="detail-content">{each(source.blocks, "<p>　　{}</p>".format)}</div>'
        '<div class="pre-next"><p>上一篇：<a href="a">通知</a></p><p>下一篇：<a href="b">公告</a></p></div></div></div>'
        '<div class="footer"><p>主办：某某人民政府办公室</p><p>网站标识码：0000000000 电话：000-00000000</p></div>'
    )


def site(source: Source) -> bytes:
    """Navigation, share buttons, neighbours and a foot around the article."""
    return page(source.title, _site(source))


def gbk(source: Source) -> bytes:
    """The same in GBK, as the page declares; what GBK lacks are character references."""
    made = page(source.title, _site(source), head='<meta http-equiv="Content-Type" content="text/html; charset=gb2312">').decode()
    return made.encode("gbk", "xmlcharrefreplace")


def wrapped(source: Source) -> bytes:
    """Source lines that a tidying program has wrapped and indented, also in the middle of a sentence."""

    def line(text: str) -> str:
        cuts = [text[at : at + _WRAP] for at in range(0, len(text), _WRAP)]
        joined = cuts[0]
        for part in cuts[1:]:  # between Chinese characters only: elsewhere a line end is a blank, which is another text
            plain = "\u4e00" <= joined[-1] <= "\u9fff" and "\u4e00" <= part[0] <= "\u9fff"
            joined += ("\r\n        " if plain else "") + part
        return f"      <p>\r\n        {joined}\r\n      </p>"

    return page(source.title, f'<div id="content">{each(source.blocks, line, between=chr(10))}</div>')


def sections(source: Source) -> bytes:
    """Sections in sections with leaf spans, and empty ones between, as editors for phones write."""

    def line(text: str) -> str:
        leaf = f'<span leaf="">{text}</span>'
        return f'<section style="margin:8px"><section><section style="text-indent:2em">{leaf}</section></section></section><section><br></section>'

    return page(source.title, f'<div id="js_content" class="rich_media_content">{each(source.blocks, line)}</div>')


def divs(source: Source) -> bytes:
    """A div for each line, and no name that says where the article is."""
    return page(source.title, f"<div><div>{each(source.blocks, '<div>{}</div><div><br></div>'.format)}</div></div>")


def preformatted(source: Source) -> bytes:
    """The text as it was typed, in a pre element."""
    lines = [
        escape(block) if isinstance(block, str) else "\n".join(" | ".join(map(escape, row)) for row in block) for block in source.blocks
    ]
    return page(source.title, "<pre>" + "\n".join(lines) + "</pre>")


def fragment(source: Source) -> bytes:
    """What an editor's field holds: no head, upper-case tags, paragraphs that nobody closed, attributes without quotes."""
    return each(source.blocks, "<P align=left>{}".format).encode()


RENDERS: dict[str, Render] = {
    "html-paragraphs": paragraphs,
    "html-breaks": breaks,
    "html-editor": editor,
    "html-word": word,
    "html-layout-table": layout_table,
    "html-cell": cell,
    "html-split": split,
    "html-site": site,
    "html-gbk": gbk,
    "html-wrapped": wrapped,
    "html-sections": sections,
    "html-divs": divs,
    "html-pre": preformatted,
    "html-fragment": fragment,
}
