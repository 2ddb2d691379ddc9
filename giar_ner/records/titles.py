"""The title line of a report, and the organisation and year in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NAME = r"(?:政府|政务|厂务|校务|院务|环境|办事)?(?:信息)?公开"
_KIND = r"(?:年度(?:工作)?报告|年度(?:工作)?总结|工作年报|年报|工作(?:总结)?报告|情况(?:年度)?报告|报告|工作总结|总结)"
_TITLE = re.compile(rf"[^\s|｜：:>》《，。；！？]{{0,40}}?{_NAME}[^\s|｜，。；：:》!！？]{{0,14}}?{_KIND}(?=[\s|｜》（）_\-]|$)")
_HALF = re.compile(r"[^\s|｜：:>》《，。；！？]{1,40}(?:信息|政务)公开")
_REST = re.compile(rf"(?:的?工作)?{_KIND}")
_LABEL = re.compile(r"(?:标\s*题|信息名称|文件名称|名\s*称|题\s*目)\s*[：:|｜]?\s*$")
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_YEARS = re.compile(r"[（(]?(?:19|20)\d\d(?:[—\-－至](?:19|20)\d\d)?\s*(?:学年度?|年度?)?[）)]?")
_MARGIN = re.compile(
    r"^(?:关于|现?公布|[\W\d_年度])+|(?:关于|[\W\d_]|年度?|的|(?<=[局府委署厅部院会办处镇乡县区市省])(?:公布|发布|印发))+$"
)
_BEHIND = re.compile(r"[ \t]*[（(]\s*((?:19|20)\d\d)\s*年?度?[）)]")
_OPENING = 2500
_PART = re.compile(r"^[\s]*[一二三四五六七八九十]+、|^[\s]*[（(][一二三四五六七八九十]+[）)]")
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
            if alone and above and _continues(normal, above, m.group()):
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
    words = re.sub(r"\s+", "", text[start:end])
    plain = re.sub(r"\s+", "", normal[start:end])
    years = [int(m[1]) for m in YEAR.finditer(plain)]  # a school year is named by its second: 2013—2014学年
    behind = _BEHIND.match(normal, end)
    year = years[-1] if years else int(behind[1]) if behind else None
    return Title(start, end, words, _organization(plain, words), year)


def _organization(plain: str, words: str) -> str | None:
    """What stands before 政府信息公开 without the year; characters of the original."""
    m = re.search(_NAME, plain)
    if not m:
        return None
    cut = m.start()
    if plain.startswith("政府", cut) and plain[max(0, cut - 2) : cut] == "人民":
        cut += 2
    spans = [(0, cut)]
    for year in _YEARS.finditer(plain, 0, cut):
        spans = [(0, year.start()), (year.end(), cut)]
    name = max((words[a:b] for a, b in spans), key=len)
    name = _MARGIN.sub("", name)
    return name if len(name) > 1 and not re.fullmatch(r"[\W\d]*|(?:本|我).|部门|单位|工作", name) else None
