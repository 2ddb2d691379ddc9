"""The sheet of 2014: each row a label, a unit and a number; also set in two halves side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from giar_ner import ontology
from giar_ner.forms.labels import unit_in
from giar_ner.records.tables.columns import column_match
from giar_ner.records.tables.damaged import DOUBTFUL
from giar_ner.records.tables.grid import Line, Spot
from giar_ner.records.tables.numbers import CellKind
from giar_ner.records.tables.output import Names, Reading, short_label
from giar_ner.records.tables.rows import RowNames, choose, is_group
from giar_ner.records.tables.vocabulary import Vocabulary

_YEAR = re.compile(r"20[0-9]{2}年度?(?:数|数量|统计数|实际数?)?")
"""What may stand above the column of the year."""
_ALL_YEARS = re.compile(r"(?:历年|历史|历次|总)(?:累计|总计|合计)(?:数|数量|总数)?|累计(?:数|数量|总数)?")
_BEFORE = re.compile(r"上一?年|去年|上期")
UNITS = frozenset(("条", "件", "次", "篇", "期", "个", "人", "名", "人次", "份", "项", "场", "元", "万元", "亿元", "千元"))
_OTHERS = frozenset(("个", "人", "名"))
"""Units of what is no piece of information: a row of websites is not one of what they published."""


class SheetReader:
    """Reads the rows of a sheet."""

    def __init__(self, words: Vocabulary, out: Reading) -> None:
        self.words, self.out = words, out
        self._names = RowNames(words, ())
        self._under: str | None = None
        self._last: str | None = None
        self._counts: set[int] = set()  # positions of the head's column of numbers
        self._all_years: set[int] = set()  # of the one that sums all years
        self._before_this: set[int] = set()  # and of those of another year
        self._before: Line | None = None

    def read(self, lines: Sequence[Line]) -> None:
        self._names = RowNames(self.words, lines)
        pending = ""
        for line in lines:
            if self._head(line):
                pending = ""
                continue
            entries = self._entries(line, pending)
            pending = ""
            if entries:
                for label, key, sure, spots in entries:
                    self._entry(line, label, key, sure, spots)
                self._before = line
            else:
                pending = self._unlabelled(line)

    def _head(self, line: Line) -> bool:
        named = [(spot, match) for spot in line.words() if (match := column_match(self.words, spot))]
        years = [spot for spot in line.spots if _YEAR.fullmatch("".join(spot.text.split()))]
        if not named or any(spot.kind in (CellKind.NUMBER, CellKind.ODD) and spot not in years for spot in line.spots):
            return False
        self._all_years = _columns(spot for spot in line.words() if _ALL_YEARS.fullmatch("".join(spot.text.split())))
        self._before_this = _columns(spot for spot in line.words() if _BEFORE.match("".join(spot.text.split())))
        others = self._all_years | self._before_this  # 历年累计 is near 本年累计
        counted = [(spot, match) for spot, match in named if match.keys[0] == "count" and not others & _columns([spot])]
        self._counts = _columns([*years, *(spot for spot, match in counted if match.exact)] or [spot for spot, _ in counted])
        for spot in (*line.words(), *years):
            self.out.account(spot.cell)
        return True

    def _entries(self, line: Line, pending: str) -> list[tuple[Spot, str | None, float, list[Spot]]]:
        """The labels of the line, each with the cells that follow it."""
        found: list[tuple[Spot, str | None, float, list[Spot]]] = []
        for spot in line.spots:
            match = None
            if spot.kind is CellKind.WORDS and "".join(spot.text.split()) not in UNITS:
                match = self._names.of(spot)
                if match is None and pending:
                    match = self._names.joined(pending, spot)
            if match is not None:
                if found and not any(s.kind in (CellKind.NUMBER, CellKind.ODD) for s in found[-1][3]):
                    found.pop()  # the label of a group in a cell of its own
                key = choose(self.words, match, self._under, self._last)
                if key in self.words.rows:
                    row = self.words.rows[key]
                    self._under = row.opens or (self._under if row.under else None)
                    self._last = key
                    self.out.seen["sheet"].add(key)
                    if match.confidence <= DOUBTFUL:
                        self.out.warn(f"表格行“{short_label(spot.text)}”有误字，按“{short_label(row.labels[0])}”读取，请核对")
                self.out.account(spot.cell)
                found.append((spot, key, match.confidence, []))
            elif found:
                found[-1][3].append(spot)
        return found

    def _entry(self, line: Line, label: Spot, key: str | None, sure: float, spots: Sequence[Spot]) -> None:
        numbers = [spot for spot in spots if spot.kind in (CellKind.NUMBER, CellKind.ODD)]
        name = short_label(label.text)
        if key is not None and is_group(key):
            if numbers:
                self.out.warn(f"表格行“{name}”是标题行，{len(numbers)}个数未采用")
            return
        others = [spot for spot in spots if spot.kind is CellKind.WORDS]
        unit = next((u for spot in others if (u := _unit(spot))), None) or unit_in(label.text)
        if not numbers:
            self.out_words(name, others)
            return
        if key is None:
            self.out.warn(f"表格行“{name}”在表中不止一处，无法确定所属，未采用")
            return
        sums = [spot for spot in numbers if self._all_years & _columns([spot])]
        numbers = [spot for spot in numbers if not (self._all_years | self._before_this) & _columns([spot])]
        if len(numbers) > 1:
            numbers = [spot for spot in numbers if self._counts & _columns([spot])]
            if len(numbers) != 1:
                self.out.warn(f"表格行“{name}”有几个数，无法确定哪个是统计数，未采用")
                return
        row = self.words.rows[key]
        assert row.metric is not None
        if unit in _OTHERS and unit not in (row.unit, *ontology.metrics()[row.metric].units):
            self.out.warn(f"表格行“{name}”的单位“{unit}”与规定格式不同，所指可能不同，未采用")
            return
        names = Names(row.metric, name, unit=unit or row.unit, sure=sure, assumed_unit=unit is None)
        if row.unit and row.unit.endswith("元") and unit is not None and not unit.endswith("元"):
            names.unit, names.assumed_unit = row.unit, True
        for spot in numbers:
            self.out.add(line, spot, names)
        if len(sums) == 1:
            self.out.add(line, sums[0], replace(names, cumulative=True))

    def out_words(self, name: str, others: Sequence[Spot]) -> None:
        """Words where a number should stand."""
        odd = [spot for spot in others if _unit(spot) is None]
        if odd:
            self.out.warn(f"表格“{name}”单元格“{short_label(odd[0].text)}”读不出数字，未采用")

    def _unlabelled(self, line: Line) -> str:
        words = [spot for spot in line.words() if _unit(spot) is None]
        numbers = [spot for spot in line.spots if spot.kind in (CellKind.NUMBER, CellKind.ODD)]
        if not numbers:
            return words[0].text if len(words) == 1 and len(words[0].text) <= 60 else ""
        if not words and self._before is not None:
            below = {id(spot.cell) for spot in self._before.spots if any(spot.first == number.first for number in numbers)}
            self.out.drop(self._before.row, below)
        shown = short_label("".join(spot.text for spot in words)) or "（空）"
        self.out.warn(f"表格行“{shown}”不在规定格式中，{len(numbers)}个数未采用")
        return ""


def _columns(spots: Iterable[Spot]) -> set[int]:
    """The positions that they cover."""
    return {c for spot in spots for c in range(spot.first, spot.last + 1)}


def _unit(spot: Spot) -> str | None:
    text = "".join(spot.text.split()).strip("（）()")
    return text if text in UNITS else None
