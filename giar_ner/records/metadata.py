"""What a report is about: its title, its organisation, the year it reports on and the stretch that its figures are for."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from giar_ner.records.organization import reporting_office
from giar_ner.records.organization.names import NAMED_WORK, OPENING
from giar_ner.records.stated_period import Stated, stated_period
from giar_ner.records.titles import Title, find_title, further_titles
from giar_ner.schema import Period
from giar_ner.tagging.spans import TaggedSection


@dataclass
class Metadata:
    """What the document says of itself; None where it does not say. `accounted` are the ranges whose numerals are read here."""

    title: str | None = None
    organization: str | None = None
    year: int | None = None
    period: Period | None = None
    warnings: list[str] = field(default_factory=list)
    accounted: list[tuple[int, int]] = field(default_factory=list)


_ABOUT = re.compile(r"(?:政府|政务)?信息公开|政务公开|依申请公开|主动公开")
_ANNUAL = re.compile(r"年度报告|年报|年度|(?:19|20)\d\d年|[二一][〇零○Oo0九][〇零○Oo0一二三四五六七八九]{2}年|全年|本年|今年|当年")
_THIS_YEAR = re.compile(r"年度?报|年度报告|工作报告|全年|本年|今年|当年")
_TOPICS = ("公开信息", "信息公开", "申请", "复议", "诉讼", "收费", "减免", "申诉", "查阅", "解读", "公报")
_OURS = re.compile("公开|公布|发布|申请|复议|诉讼|政务|信息|查阅|收费|网站|微博|微信|热线|信箱|留言|培训|访谈|解读|专职|规范性|提案")
_COURT = re.compile("本院|原告|被告人|上诉人|审判[长员]|判决如下|裁定如下|申请执行人|公诉机关")
_CHINESE_YEAR = re.compile(r"[二一][〇零○Oo0九][〇零○Oo0一二三四五六七八九]{2}(?=年)")
_DIGITS = str.maketrans("〇零○Oo一二三四五六七八九", "00000123456789")
_FIRST_YEAR = 2003  # the first cities had their own rules of disclosure then; an earlier year in the text is that of a file or an event
# A year that this one is compared with (比2022年, 与2014年) or that work is left to (转2023年办理, 2023年才能答) has no vote on the report's year.
_BODY_YEAR = re.compile(
    r"(?<![\d〔\[（(比较与同转])(?<!转[至到入])((?:19|20)\d\d)\s?(?=年(?:12月31日|(?!才[能可会]|\d{1,2}月\d{1,2}日|\s?[一二三四五六七八九十]+月)))"
)
_SCHOOL_YEAR = re.compile(r"(?:19|20)\d\d年?[—\-－~～至]{1,2}((?:19|20)\d\d)\s?学年")
_OF_A_REPORT = re.compile(r"[度，的]{0,2}[^，。；]{0,12}(?:信息公开|报告|年报)|度?，")
_SCHOOL_YEAR_STARTS = 9  # the month; it ends with August
_QUOTED = re.compile(r"《[^《》\n]*》|关于[^\n。，；]{0,40}通知")
_REPORT_NAME = re.compile(r"((?:19|20)\d\d)\s?年[^\n。，；]{0,30}信息公开[^\n。，；]{0,12}(?:报告|年报)(?![^\n。，；]{0,6}通知)")

_HEADED = re.compile(r"^[\s|｜]*[（(]\s?((?:19|20)\d\d)\s?年度?\s?[）)][ \t\u3000|｜]*$", re.M)
"""A year in brackets on a line of its own, below the heading of a sheet."""
_ASKED_FOR = re.compile(
    r"(?:做好|编制|报送|编写|公布|发布)[^《》\n。，；]{0,6}((?:19|20)\d\d)年[^\n。，；]{0,30}信息公开[^\n。，；]{0,12}(?:报告|年报)[^\n。，；]{0,6}通知"
)
"""A notice that asks for the report."""
_MONTH = re.compile(r"\s?年\s?\d{1,2}\s?月")


def is_report(normal: str) -> bool:
    """Does the text speak of a year's disclosure of information? Meant for a warning: an excerpt of a report may say too little."""
    normal = "".join(normal.split())  # some texts have a blank between any two characters
    topics = sum(topic in normal for topic in _TOPICS)
    loosely = "公开" in normal and topics >= 3 and bool(_THIS_YEAR.search(normal))  # 一年公开之事, with the fixed parts of a report
    return loosely or (len(_ABOUT.findall(normal)) >= 2 and bool(_ANNUAL.search(normal)))


def is_excerpt(normal: str) -> bool:
    """May the text be part of a report? Not with none of the words that reports use, nor in the words of a court that never says 公开."""
    normal = "".join(normal.split())
    court = "公开" not in normal and len(set(_COURT.findall(normal))) >= 2
    return bool(_OURS.search(normal)) and not court


def read_metadata(text: str, normal: str, sections: Sequence[TaggedSection] = ()) -> Metadata:
    """Title, organisation, year and period of the report `text` (`normal` is its normalised form); `warnings` tell contradictions."""
    digits = _CHINESE_YEAR.sub(lambda m: m.group().translate(_DIGITS), normal)
    title, stated = find_title(text, digits), stated_period(digits)
    out = Metadata(title=title.words if title else None)
    out.organization = reporting_office(text, digits, sections, title)
    out.year = _year(digits, title, stated)
    named = _named_year(digits, title)
    if stated and named is not None and not stated.covers(named):
        where = "标题" if title and title.year is not None else "文中报告名"
        out.warnings.append(f"{where}所写为{named}年，统计期限却为{stated.year}年，以{out.year}年为准")
    if stated:
        out.accounted.append((stated.start, stated.end))
        out.period = stated.period
        if stated.warning:
            out.warnings.append(stated.warning)
    elif out.year is not None:
        out.period = _customary_period(digits, title, out.year)
    if title:
        out.accounted.append((title.start, title.end))
        out.warnings += [
            f"文中另有一份报告，标题为“{other.words}”，其数字也列在本报告之内，请分开后再读"
            for other in further_titles(text, normal, title)
        ]
    return out


def _customary_period(normal: str, title: Title | None, year: int) -> Period:
    """The calendar year, or the school year that ends in `year` where the title has one or, without a year there, the opening."""
    start, end = (title.start, title.end) if title and title.year is not None else (0, OPENING)
    words = "".join(NAMED_WORK.sub("》", normal[start:end]).split())
    if any(int(m[1]) == year and _OF_A_REPORT.match(words, m.end()) for m in _SCHOOL_YEAR.finditer(words)):
        return Period(start=datetime.date(year - 1, _SCHOOL_YEAR_STARTS, 1), end=datetime.date(year, _SCHOOL_YEAR_STARTS - 1, 31))
    return Period(start=datetime.date(year, 1, 1), end=datetime.date(year, 12, 31))


def _year(normal: str, title: Title | None, stated: Stated | None) -> int | None:
    """The year of title, period and body that most of them give; the title and the period each outweigh the body.

    Where title and period contradict each other and the body sides with neither, the period holds: a title is often last year's, or has
    the year in which the report came out, while the period is what the figures were counted for. A body that sides with the title tells
    of a period that was left over from last year's report.
    """
    votes: Counter[int] = Counter()
    named = _named_year(normal, title)
    period = stated.year if stated else None
    if stated and named is not None and stated.covers(named):
        period = named
    if named is not None:
        votes[named] += 3
    if period is not None:
        votes[period] += 3
    if body := _body_year(normal, title, stated, named):
        votes[body] += 2
    return max(votes, key=lambda year: (votes[year], year == period)) if votes else None


def _named_year(normal: str, title: Title | None) -> int | None:
    """The year in the title, or in the one name of the report in the opening, or in the heading of its sheet; two contradict each other."""
    if title and title.year is not None:
        return title.year
    for pattern in (_REPORT_NAME, _HEADED):
        called = {int(m[1]) for m in pattern.finditer(normal, 0, OPENING)}
        if len(called) == 1:
            return called.pop()
    return None


def _body_year(normal: str, title: Title | None, stated: Stated | None, named: int | None) -> int | None:
    """The year that the text names most often beside the report's own name, in which it is `named`, and beside the stated period.

    Of years named as often it is the period's, or else the first: reports end with plans for the next year.
    """
    apart = [m.span() for m in _REPORT_NAME.finditer(normal) if int(m[1]) == named]  # says nothing that the title does not
    apart += [(told.start, told.end) for told in (title, stated) if told]
    found = sorted([*_BODY_YEAR.finditer(normal), *_SCHOOL_YEAR.finditer(normal)], key=lambda m: m.start())
    found = [m for m in found if int(m[1]) >= _FIRST_YEAR and not _inside(m.start(), apart)]
    asked = {int(m[1]) for m in _ASKED_FOR.finditer(normal, 0, OPENING)}
    if len(asked) == 1:  # before the year that a report is asked for, things of one month only happened: 2008年5月编成
        found = [m for m in found if int(m[1]) >= min(asked) or not _MONTH.match(normal, m.end())]
    quoted = [m.span() for m in _QUOTED.finditer(normal)]  # a notice or plan that is cited, often of another year
    told = Counter(int(m[1]) for m in [m for m in found if not _inside(m.start(), quoted)] or found)
    # A Counter keeps the order in which the years stand, and max gives the first of equals.
    return max(told, key=lambda year: (told[year], stated is not None and stated.covers(year)), default=None)


def _inside(position: int, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in ranges)
