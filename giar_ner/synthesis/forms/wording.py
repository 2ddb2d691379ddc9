"""Labels as careless copies write them: slips of a scanner, 的 too many or too few, other numbering, cut off. Each still says its row."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable

from giar_ner.synthesis.forms.grid import Cell, Table, copied

# Characters that a scanner takes for each other.
_ALIKE = dict(
    zip(
        "未人自申请公开件织构商研科法律服组机政处理行重复结果维持纠正尚审息属于密案卷查询",
        "末入白由清么幵仵炽枸啇砑料祛津朋租杌玫外埋衍童夏给杲准恃纤止向宙惠厲干蜜寨巻杳洵",
        strict=True,
    )
) | dict(
    zip(
        "没现补明确信访举报投诉版物无由当新收年本度续制发废有效许可罚强性费会网",
        "设规朴朋硫倌纺挙扱役折板牧元田尘析牧午木庹读刮友庞冇郊汗叮罸弥牲贵曾冈",
        strict=True,
    )
)
_RADICALS = {unicodedata.normalize("NFKC", chr(c)): chr(c) for c in range(0x2F00, 0x2FD6)}
_OF = re.compile(r"(?<=新收)(?=政府信息)|(?<=结转)(?=政府信息)|(?<=不掌握)(?=相关)|(?<=收到)(?=申请数)|(?<=接受培训)(?=人员)|(?<=禁止公开)$"
                 r"|(?<=国家秘密)$|(?<=合法权益)$|(?<=内部事务信息)$|(?<=过程性信息)$|(?<=执法案卷)$|(?<=查询事项)$|(?<=仍不明确)$|(?<=重复申请)$"
                 r"|(?<=反复申请)$|(?<=公开出版物)$|(?<=继续办理)$|(?<=另行制作)$|(?<=商业秘密)$|(?<=个人隐私)$|(?<=所指政府信息)$"
                 r"|(?<=依申请公开信息收取)(?=的)|(?<=处理)(?=决定)|(?<=举办)(?=各类)|(?<=现行有效)(?=件数)|(?<=类)(?=申请)")  # fmt: skip
_NUMBER = re.compile(r"^(?:(?P<one>[一二三四五六七八九十])、|（(?P<two>[一二三四五六七八九十])）|(?P<three>\d)\.)")
_RINGS, _BRACKETED = "①②③④⑤⑥⑦⑧⑨", "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
_HAN = "一二三四五六七八九十"
_STYLES: dict[str, tuple[Callable[[str], str], ...]] = {
    "one": (lambda n: f"{n}.", lambda n: f"{n} ", lambda n: f"（{n}）", lambda n: f"{_HAN.index(n) + 1}、", lambda n: "", lambda n: f"{n}，"),
    "two": (lambda n: f"({n})", lambda n: f"（{n}）、", lambda n: f"{n}、", lambda n: _BRACKETED[_HAN.index(n)], lambda n: "",
            lambda n: f"（{_HAN.index(n) + 1}）"),
    "three": (lambda n: f"{n}、", lambda n: f"{n}．", lambda n: f"({n})", lambda n: f"（{n}）", lambda n: _RINGS[int(n) - 1], lambda n: "",
              lambda n: f"{n}"),
}  # fmt: skip
_SHORTEST = 4  # characters of a label that survives a slip: 其他 with one would be anything


def _labels(tables: list[Table], *roles: str) -> list[Cell]:
    found = {id(cell): cell for table in tables for row in table.rows for cell in row if cell.role in (roles or ("head", "label"))}
    return list(found.values())


def ocr_labels(tables: list[Table], rng: random.Random) -> None:
    """One character of a third of the labels is another that looks like it; two in a long one."""
    for cell in _labels(tables):
        places = [i for i, c in enumerate(cell.text) if _ALIKE.get(c, c) != c]
        if len(cell.text) < _SHORTEST or not places or rng.random() > 0.4:
            continue
        text = list(cell.text)
        for i in rng.sample(places, min(len(places), 1 + len(text) // 14)):
            text[i] = _ALIKE[text[i]]
        cell.text = "".join(text)


def de_particle(tables: list[Table], rng: random.Random) -> None:
    """的 where the form has none, and none where it has one."""
    for cell in _labels(tables):
        if "的" in cell.text and rng.random() < 0.7:
            cell.text = cell.text.replace("的", "")
        elif (places := [m.start() for m in _OF.finditer(cell.text)]) and rng.random() < 0.7:
            i = rng.choice(places)
            cell.text = f"{cell.text[:i]}的{cell.text[i:]}"


def compatibility_glyphs(tables: list[Table], rng: random.Random) -> None:
    """Radicals in place of the characters that look like them, as fonts of PDFs name their glyphs: ⼈ for 人."""
    for cell in _labels(tables):
        cell.text = "".join(_RADICALS.get(c, c) if rng.random() < 0.6 else c for c in cell.text)


def numbering(tables: list[Table], rng: random.Random) -> None:
    """Another way of numbering the rows, one for each level of the form, here and there none."""
    styles = {level: rng.choice(ways) for level, ways in _STYLES.items()}
    for cell in _labels(tables, "label"):
        if found := _NUMBER.match(cell.text):
            level = found.lastgroup or "one"
            write = styles[level] if rng.random() < 0.85 else rng.choice(_STYLES[level])
            cell.text = write(found[level]) + cell.text[found.end() :]


def header_doubled(tables: list[Table], rng: random.Random) -> None:
    """The header stands twice above its table, or twice in its cells."""
    if rng.random() < 0.5:
        for cell in _labels(tables, "head"):
            cell.text = cell.text * 2 if len(cell.text) < 8 else cell.text
        return
    for table in tables:
        table.rows[: table.head] = [*copied(table.rows[: table.head]), *table.rows[: table.head]]
        table.head *= 2


def header_cut(tables: list[Table], rng: random.Random) -> None:
    """Headers that lost their last characters, or a form that lost its upper header row, or all that name its columns."""
    way = rng.choice(("characters", "upper", "all"))
    for table in tables:
        if way == "characters":
            _cut_characters(table, rng)
        elif table.name.startswith("三"):
            _cut_rows(table, 1 if way == "upper" else table.head, lost=way == "all")
        elif table.name.startswith("四") and way == "all":
            _cut_rows(table, 1, lost=True)  # without its groups, the same results three times
        elif table.head == 1:
            _cut_rows(table, 1, lost=False)  # the sheet: labels, units and one number each say enough


def _cut_characters(table: Table, rng: random.Random) -> None:
    for cell in _labels([table], "head"):
        if len(cell.text) >= _SHORTEST and not cell.text.startswith("第二十条") and rng.random() < 0.5:
            cell.text = cell.text[: max(3, len(cell.text) - rng.randint(1, 2))]


def _cut_rows(table: Table, count: int, *, lost: bool) -> None:
    del table.rows[:count]
    table.head -= count
    for cell in table.values() if lost else ():
        cell.state = "optional" if cell.state == "read" else cell.state
