"""The title line of a report, and the organisation and year in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NAME = r"(?:政府|政务|厂务|校务|院务|环境|办事)?(?:信息|资讯|[（(]信息[）)])?公开"
_KIND = r"(?:年度(?:工作)?报告|年度(?:工作)?总结|工作年报|年报|工作(?:总结)?报告|情况(?:年度)?报告|报告|工作总结|总结)"
_TITLE = re.compile(rf"[^\s|｜：:>》《，。；！？]{{0,40}}?{_NAME}[^\s|｜，。；：:》!！？]{{0,14}}?{_KIND}(?=[\s|｜》（）_\-]|$)")
_TOPIC = re.compile(_NAME)
_HALF = re.compile(r"[^\s|｜：:>》《，。；！？]{1,40}(?:信息|政务)公开")
_REST = re.compile(rf"(?:的?工作)?{_KIND}")
_LABEL = re.compile(r"(?:标\s*题|信息名称|文件名称|名\s*称|题\s*目)\s*[：:|｜]?\s*$")
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_YEARS = re.compile(r"[（(]?(?:19|20)\d\d(?:[—\-－至](?:19|20)\d\d)?\s*(?:学年度?|年度?)?[）)]?")
_ENDS = "局府委署厅部院会办处站所队馆心司团行校学园社室场台关镇乡县区市省州旗道"
"""The characters that the names of offices and places end in."""
_ABOUT = r"(?:关于|關[於于])"
_MADE = r"(?:完成|编制|编写|编发|撰写|起草|形成|报送|上报|印发|公[布佈]|[发發][布佈]|提交|做好|汇总|編[制製]|編寫)"
_MARGIN = re.compile(
    rf"^(?:{_ABOUT}|现?公布|[^\w（(【]|[\d_年度])+"
    rf"|(?:{_ABOUT}|[^\w）)】]|[\d_]|年度?|的|(?<=[{_ENDS}])(?:{_MADE}[了并]?)+|{_ABOUT}{_MADE})+$"
)
_GLUED = re.compile(
    r"(?:\s*[【\[]?\s*(?:信\s*息|文\s*件|文\s*章|公\s*文|公\s*报)?\s*"
    r"(?:标\s*题|题\s*目|名\s*称|(?<=标[ \u3000])题|(?<=题[ \u3000])目|(?<=名[ \u3000])称)\s*[】\]]?[\s：:|｜]*){1,2}"
)
"""A page's label for the title, which a page's text may run into the title itself."""
_TASK = re.compile(
    rf"[^（）()\n]*?(?<!机构)(?<!新闻)(?<!信息)(?:{_MADE}[了好]?|[现特]将)"
    r"(?!委员会|[委办局处会站室科所组]|中心|部门|系统|平台|管理)(?=[\u4e00-\u9fff]|(?:19|20)\d\d)"
)
"""A verb with what stands before it, whose object is the report: 依法按时完成X街道2022年…报告. 机构编制委员会 and 新闻发布中心 are offices."""
_REST_OF_TASK = re.compile(rf"^(?:{_MADE}|[并了和的\s])+")
_NOTE = re.compile(
    r"[（(](?:[^（）()]{0,6}版|\d{1,2}月?[—–\-－~～至]\d{1,2}月[^（）()]*|[^（）()]*\d年[^（）()]*|[^（）()\u4e00-\u9fff]*|全文|正文|附件|附表|含附表|图文|公示|草案|征求意见)[）)]"
)
_LEADING_NOTE = re.compile(r"^(?:[（(][^（）()]*[）)]|【[^【】]*】)(?=.)")
_NO_NAME = re.compile(
    r"[\W\d]*|(?:我|本(?!溪)|该|各(?!莫)|请|把|的).*|.*(?:/|[A-Za-z]\.[A-Za-z]).*"
    rf"|(?:对|以|为|依法|按|根据|依据|依照|及时|如期|认真|积极).*(?<![{_ENDS}])"
    r"|.*(?:完成|做好|编写|撰写|起草|汇总|将)|部门|单位|工作|办公[室厅]|(?:人民)?政府|开发区|园区|管委会|管理委员会|(?:新闻|服务|下载|互动|媒体|办事)(?:中心|大厅)"
)
_BEHIND = re.compile(r"[ \t]*[（(]\s*((?:19|20)\d\d)\s*年?度?[）)]")
_OPENING = 2500
_LINE = re.compile(r"[^\n]+")
_FIGURE = re.compile(r"\d[条件次项篇份]")
_SENTENCES = 3  # that a report has at least, and the foot of a page behind a list of links has not
_PART = re.compile(r"^[\s]*[一二三四五六七八九十]+、|^[\s]*[（(][一二三四五六七八九十]+[）)]")
_OFFICE_BESIDE = re.compile(rf"(?<![\u4e00-\u9fff])(?P<office>[\u4e00-\u9fff（）()]{{1,39}}[{_ENDS}])[ \t\u3000]+$")
"""A name on the line of a title that begins with its year, a blank between the two."""
_JOIN = re.compile(r"[\u4e00-\u9fff0-9〇 \u3000（）()]{2,40}$")


@dataclass(frozen=True, slots=True)
class Title:
    """A title at `[start, end)`, its words on one line, and what it says."""

    start: int
    end: int
    words: str
    organization: str | None
    year: int | None


def find_title(text: str, normal: str) -> Title | None:
    """The best title line of the opening: one that names organisation and year, that stands alone on its line, and stands early."""
    best: tuple[int, Title] | None = None
    position = 0
    lines: list[tuple[int, int]] = []  # those above that are not blank
    for line in normal[:_OPENING].splitlines(keepends=True):
        start, end = position, position + len(line)
        position = end
        above = lines[-1] if lines else None
        for m in _TITLE.finditer(normal, start, end):
            if _PART.match(normal[start:end]):
                break
            first, alone = m.start(), not normal[start : m.start()].strip() and not normal[m.end() : end].strip()
            beside = _OFFICE_BESIDE.search(normal, max(start, m.start() - 60), m.start())
            if beside and _continues(normal, beside.span("office"), m.group()):
                first = beside.start("office")
            elif alone and above and _continues(normal, above, m.group()):
                first = above[0]
            title = _title(text, normal, _with_year(normal, lines, first), m.end())
            score = (
                4 * bool(title.organization)
                + 3 * bool(title.year)
                + 2 * alone
                + 2 * bool(_LABEL.search(normal[start : m.start()]))
                - 3 * (">" in normal[start:end])
            )
            if best is None or score > best[0]:
                best = score, title
        if above and _REST.fullmatch(line.strip()) and _is_half(normal[slice(*above)]):
            title = _title(text, normal, _with_year(normal, lines[:-1], above[0]), start + len(line.rstrip()))
            score = 2 + 4 * bool(title.organization) + 3 * bool(title.year)
            if title.year and (best is None or score > best[0]):  # a menu has no year
                best = score, title
        if line.strip():
            lines.append((start + len(line) - len(line.lstrip()), start + len(line.rstrip())))
    return best[1] if best and best[0] > 0 else None


def further_titles(text: str, normal: str, first: Title) -> list[Title]:
    """Titles of reports of other years in the same text, each alone on its line with a report's prose behind it; not those of links.

    The same year again is mostly the same report's name in other words.
    """
    lines = (_stripped(normal, *m.span()) for m in _LINE.finditer(normal, first.end))
    titles = [_title(text, normal, *m.span()) for line in lines if (m := _TITLE.fullmatch(normal, *line))]
    if not titles or not _is_prose(normal[first.end : titles[0].start]):
        return []
    ends = [*(title.start for title in titles[1:]), len(normal)]
    return [
        title
        for title, end in zip(titles, ends, strict=False)
        if title.year and first.year and title.year != first.year and title.organization and _is_prose(normal[title.end : end])
    ]


def _stripped(normal: str, start: int, end: int) -> tuple[int, int]:
    line = normal[start:end]
    return start + len(line) - len(line.lstrip()), start + len(line.rstrip())


def _is_prose(words: str) -> bool:
    return words.count("。") >= _SENTENCES and "公开" in words and _FIGURE.search(words) is not None


def without_lead(words: str, start: int, end: int) -> int:
    """Where in `[start, end)` a title or an office begins, behind a page's label (标题, 名称) and a verb whose object the report is."""
    if glued := _GLUED.match(words, start, end):
        start = glued.end()
    topic = _TOPIC.search(words, start, end)
    before = topic.start() if topic else end
    while (task := _TASK.match(words, start, before)) and _REST_OF_TASK.sub("", _YEARS.sub("", words[task.end() : before])):
        start = task.end()  # with nothing but a year behind it, the verb stands behind the office: X局发布2022年政府信息公开年度报告
    return start


def _continues(normal: str, above: tuple[int, int], words: str) -> bool:
    """Is the line above the first half of a title that begins here with its year or its kind: X局⏎2013年政府信息公开年度报告?"""
    head = normal[slice(*above)]
    bare = _YEARS.sub("", words).strip()
    return bool(_JOIN.fullmatch(head)) and not re.search(r"公开|报告|首页|日期|时间|字号", head) and bool(re.match(rf"{_NAME}|工作", bare))


def _with_year(normal: str, above: list[tuple[int, int]], first: int) -> int:
    """Where a title begins that goes on with 年 at `first`: at the year, where that is the line above."""
    year = above and normal.startswith("年", first) and YEAR.fullmatch(normal, *above[-1])
    return above[-1][0] if year else first


def _is_half(words: str) -> bool:
    """Is a line the first half of a title that was broken behind 政府信息公开?"""
    return _HALF.fullmatch(words) is not None and _PART.match(words) is None


def _title(text: str, normal: str, start: int, end: int) -> Title:
    start = without_lead(normal, start, end)
    words = re.sub(r"\s+", "", text[start:end])
    plain = re.sub(r"\s+", "", normal[start:end])
    years = [int(m[1]) for m in YEAR.finditer(plain)]  # a school year is named by its second: 2013—2014学年
    behind = _BEHIND.match(normal, end)
    year = years[-1] if years else int(behind[1]) if behind else None
    return Title(start, end, words, _organization(plain, words), year)


def _organization(plain: str, words: str) -> str | None:
    """What stands before 政府信息公开 without the year; characters of the original."""
    m = _TOPIC.search(plain)
    if not m:
        return None
    cut = m.start()
    if plain.startswith("政府", cut) and plain[max(0, cut - 2) : cut] == "人民":
        cut += 2
    spans = [(0, cut)]
    for year in _YEARS.finditer(plain, 0, cut):
        spans = [(0, year.start()), (year.end(), cut)]
    names = (_bare(words[a:b]) for a, b in spans)
    return max((name for name in names if len(name) > 1 and not _NO_NAME.fullmatch(name)), key=len, default=None)


def _bare(name: str) -> str:
    """A name without what stands at its margins; a bracket stays with its other half: X总署（本级机关）."""
    name = _MARGIN.sub("", _LEADING_NOTE.sub("", _NOTE.sub("", name)))
    for opening, closing in ("（）", "()", "【】"):
        if name.count(opening) != name.count(closing):
            name = name.strip("（）()【】")
    return name
