"""Section four: one row of fifteen values under headers of two or three levels."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from giar_ner.forms.labels import read_label
from giar_ner.forms.match import Match, Matcher
from giar_ner.records.tables.columns import Head, Header, align, column_match
from giar_ner.records.tables.grid import Line, Spot
from giar_ner.records.tables.numbers import CellKind
from giar_ner.records.tables.output import Names, Reading, short_label
from giar_ner.records.tables.vocabulary import GROUP, Vocabulary

SEPARATOR = "."
BETWEEN = 0.8
"""Confidence in a column that its neighbours name."""
COUNTED = 0.8
"""Confidence in a column that nothing names but its place among all the columns of the form."""


class ReviewReader:
    """Reads the rows of one table."""

    def __init__(self, words: Vocabulary, out: Reading, header: Header | None = None, *, flattened: bool = False) -> None:
        self.words, self.out, self._flattened = words, out, flattened
        self._since = len(out.figures)
        self._all = len(words.groups) * len(words.columns)
        self.header = Header(header.heads, placed=False) if header else Header()
        self._groups = Matcher({key.removeprefix(GROUP): group.labels for key, group in words.groups.items()})

    def read(self, lines: Sequence[Line]) -> None:
        block: list[Line] = []
        rows: list[Line] = []
        for line in lines:
            if line.has_figures():
                if block:
                    self._head(block, line)
                    block = []
                rows.append(line)
                self._row(line, len(rows))
            elif line.words():
                block.append(line)
        if block and not rows:
            self._head(block)

    def _head(self, block: Sequence[Line], row: Line | None = None) -> None:
        """The header that `block` makes up, above the figures of `row`."""
        for line in block:
            for spot in line.words():
                self.out.account(spot.cell)
        levels = [
            line for i, line in enumerate(block) if line.texts() not in {other.texts() for other in block[:i]}
        ]  # a head may stand twice
        header = self._by_grid(block) or self._by_order(levels) or self._by_run(levels)
        if header is None or (self._flattened and len(header.heads) < self._all):
            header = self._by_count(levels, row) if row is not None else None
        if header is None:
            self.header = Header()
            if row is not None:
                self.out.warn("行政复议、行政诉讼表的表头无法辨认")
            return
        self.header = header
        self.out.seen["review"] |= {head.key for head in header.heads}

    def _group(self, text: str) -> Match | None:
        return None if self.words.is_head(text) else self._groups.match(read_label(text))

    def _by_grid(self, block: Sequence[Line]) -> Header | None:
        """Each column by the headers that stand above each other in it; None unless all columns are understood."""
        width = max((spot.last for line in block for spot in line.spots), default=-1) + 1
        results = {id(s.cell): m for line in block for s in line.spots if (m := column_match(self.words, s, closed=True))}
        heads: dict[str, Head] = {}
        cells: dict[str, int] = {}
        for c in range(width):
            stack = [spot for line in block for spot in line.spots if spot.first <= c <= spot.last]
            named = [spot for spot in stack if id(spot.cell) in results]
            if not named:
                if any(self._group(spot.text) for spot in stack):
                    return None
                continue
            groups = [m for spot in stack if id(spot.cell) not in results and (m := self._group(spot.text))]
            if len({m.keys for m in groups}) != 1 or len({results[id(s.cell)].keys for s in named}) != 1:
                return None
            match = results[id(named[-1].cell)]
            key = groups[0].keys[0] + SEPARATOR + match.keys[0]
            if cells.setdefault(key, id(named[-1].cell)) != id(named[-1].cell):
                return None
            sure = groups[0].confidence * match.confidence
            heads.setdefault(key, Head(key, set(), None, sure, named[-1].text)).columns.add(c)
        ordered = sorted(heads.values(), key=lambda head: min(head.columns))
        return Header(ordered) if len(ordered) > 1 else None

    def _by_order(self, block: Sequence[Line]) -> Header | None:
        """The columns where the head lost its spans: whole runs of the five results, for the groups in their order."""
        results: list[tuple[str, float, str]] = []
        groups: list[tuple[str, float]] = []
        for line in block:
            for spot in line.spots:
                if spot.cell.row != line.row or spot.kind is not CellKind.WORDS:
                    continue
                if match := column_match(self.words, spot, closed=True):
                    results.append((match.keys[0], match.confidence, spot.text))
                elif (found := self._group(spot.text)) and found.keys[0] not in [key for key, _ in groups]:
                    groups.append((found.keys[0], found.confidence))
        wanted = list(self.words.columns)
        official = [key.removeprefix(GROUP) for key in self.words.groups]
        if [key for key, _ in groups] != official or [key for key, _, _ in results] != wanted * len(official):
            return None
        heads = []
        for i, (key, sure, text) in enumerate(results):
            group, certain = groups[i // len(wanted)]
            heads.append(Head(group + SEPARATOR + key, set(), None, sure * certain, text))
        return Header(heads, placed=False)

    def _by_run(self, block: Sequence[Line]) -> Header | None:
        """The columns of a full row of results where some are damaged: what stands between two that are known can be one only."""
        wanted = list(self.words.columns)
        groups = [found.keys[0] for line in block for spot in line.spots if spot.cell.row == line.row and (found := self._group(spot.text))]
        official = [key.removeprefix(GROUP) for key in self.words.groups]
        told = list(dict.fromkeys(groups))
        stacks = [[spot for line in block for spot in line.spots if spot.first <= c <= spot.last] for c in range(self._all)]
        width = max((spot.last for line in block for spot in line.spots), default=-1) + 1
        # All columns are there: with two groups in their order the third has but one place.
        if width != self._all or len(told) < len(official) - 1 or told != [key for key in official if key in told]:
            return None
        known = [next((m for spot in reversed(stack) if (m := column_match(self.words, spot, closed=True))), None) for stack in stacks]
        if any(match and match.keys != (wanted[i % len(wanted)],) for i, match in enumerate(known)):
            return None
        gaps = [i for i, match in enumerate(known) if match is None]
        # The first and the last must be known, and of two neighbours one.
        if {0, self._all - 1} & set(gaps) or any(b - a == 1 for a, b in pairwise(gaps)):
            return None
        heads = []
        for i, match in enumerate(known):
            key = wanted[i % len(wanted)]
            sure = match.confidence if match else BETWEEN
            heads.append(Head(official[i // len(wanted)] + SEPARATOR + key, set(), None, sure, self.words.columns[key].labels[0]))
        return Header(heads, placed=False)

    def _by_count(self, block: Sequence[Line], row: Line) -> Header | None:
        """The columns of the form where the head was cut to pieces: all three groups are named, and the row has a number for every column.

        Only where each group adds up to its total, and where nothing that is left of the head stands in another order than the form's.
        """
        words = {id(spot.cell): spot for line in block for spot in line.words()}
        ordered = sorted(words.values(), key=lambda spot: spot.cell.start)
        told: dict[str, float] = {}
        for match in (self._group(spot.text) for spot in ordered):
            if match is not None:
                told.setdefault(match.keys[0], match.confidence)
        if [GROUP + key for key in told] != list(self.words.groups) or self._contradicts(block, ordered) or not self._adds_up(row):
            return None
        columns = self.words.columns.items()
        heads = [
            Head(group + SEPARATOR + key, set(), None, COUNTED * sure, column.labels[0])
            for group, sure in told.items()
            for key, column in columns
        ]
        return Header(heads, placed=False)

    def _contradicts(self, block: Sequence[Line], head: Sequence[Spot]) -> bool:
        """Whether the whole results that the head names, or the pieces of others, stand in another order than the form's."""
        if any(not self._fits(line) for line in block if len(line.spots) == self._all):
            return True
        named = [match.keys[0] for spot in head if (match := column_match(self.words, spot)) and match.exact]
        columns = iter(list(self.words.columns) * len(self.words.groups))
        if not all(key in columns for key in named):  # each is looked for behind the one before
            return True
        return not self._pieces_ordered("".join("".join(spot.text.split()) for spot in head if not self._group(spot.text)))

    def _fits(self, line: Line) -> bool:
        """Whether each cell of a row that has all columns is a piece of its column's label, or a group's."""
        labels = [column.labels[0] for column in self.words.columns.values()]
        cells = [("".join(spot.text.split()), labels[i % len(labels)]) for i, spot in enumerate(line.spots)]
        return all(text in label or self._group(text) or self.words.is_head(text) for text, label in cells)

    def _pieces_ordered(self, rest: str) -> bool:
        """Whether the characters by which the results differ first stand in the order of the form, those of one place in the labels each."""
        labels = [column.labels[0] for column in self.words.columns.values()]
        every = "".join(labels)
        for i in range(max(map(len, labels))):
            own = [label[i] for label in labels if i < len(label) and every.count(label[i]) == 1]
            found = [at for character in own if (at := rest.find(character)) >= 0]
            if found != sorted(found):
                return False
        return True

    def _adds_up(self, row: Line) -> bool:
        """Whether the row has a number for each column of the form, and those of each group add up to its total."""
        values = [spot for spot in row.spots if spot.kind not in (CellKind.EMPTY, CellKind.WORDS)]
        if len(values) != self._all or any(spot.kind is not CellKind.NUMBER for spot in values):
            return False
        numbers, width = [spot.number.value for spot in values], len(self.words.columns)
        return all(sum(numbers[at : at + width - 1]) == numbers[at + width - 1] for at in range(0, self._all, width))

    def _row(self, line: Line, nth: int) -> None:
        values = [spot for spot in line.spots if spot.kind is not CellKind.WORDS]
        if nth > 1:
            self.out.warn("行政复议、行政诉讼表不止一行数，未采用")
            del self.out.figures[self._since :]  # which of the rows is the form's nobody can say
            return
        row = line.spots if len(line.spots) == len(self.header.heads) else values  # words in a value's place are said below
        aligned = align(self.header, row, whole=len(self.header.heads) == self._all)
        if aligned is None:
            filled = sum(spot.kind is not CellKind.EMPTY for spot in values)
            self.out.warn(f"行政复议、行政诉讼表有{filled}个数，表头有{len(self.header.heads)}栏，无法确定各数所属的栏，未采用")
            return
        off = self._off(aligned.values)
        if any(difference > 0 for difference in off):
            self.out.warn("行政复议、行政诉讼表有空格，且有的各项结果合计大于总计，疑似错位，未采用")
            return
        untotalled = self._untotalled(aligned.values)
        if any(numbers[-1] == sum(numbers[:-1]) for numbers in untotalled):  # the last is the total, one column too far left
            self.out.warn("行政复议、行政诉讼表有一组缺总计，其末数等于前几项之和，疑似错位，未采用")
            return
        if any(off) or untotalled:
            self.out.warn("行政复议、行政诉讼表有空格，且各项结果合计不等于总计，各数可能错栏，请核对")
        for head in self.header.heads:
            group = self.words.groups[GROUP + head.key.rpartition(SEPARATOR)[0]]
            names = Names(head.key, f"{group.labels[0]} × {short_label(head.text)}", sure=head.sure * aligned.sure)
            self.out.add(line, aligned.values[head.key], names)

    def _off(self, values: dict[str, Spot]) -> list[float]:
        """By how much the results of each group exceed its total, where a cell is empty: a number that is merely not there leaves them short."""
        if not any(spot.kind is CellKind.EMPTY for spot in values.values()):
            return []
        sums: dict[str, float] = {}
        for key, spot in values.items():
            group, _, result = key.rpartition(SEPARATOR)
            if result != "total" or spot.kind is CellKind.NUMBER:
                sums[group] = sums.get(group, 0) + spot.number.value * (-1 if result == "total" else 1)
        totals = {key.rpartition(SEPARATOR)[0] for key, spot in values.items() if key.endswith(".total") and spot.kind is CellKind.NUMBER}
        return [difference for group, difference in sums.items() if group in totals or difference == 0]

    def _untotalled(self, values: dict[str, Spot]) -> list[list[float]]:
        """The numbers of each group whose total is an empty cell although one of its results is not zero, in their order."""
        groups: dict[str, list[float]] = {}
        for key, spot in values.items():
            if spot.kind is CellKind.NUMBER:
                groups.setdefault(key.rpartition(SEPARATOR)[0], []).append(spot.number.value)
        empty = {key.rpartition(SEPARATOR)[0] for key, spot in values.items() if key.endswith(".total") and spot.kind is CellKind.EMPTY}
        return [numbers for group, numbers in groups.items() if group in empty and any(numbers)]
