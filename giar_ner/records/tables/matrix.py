"""Sections two and three: rows of labels with values under headers. Rows and columns are found by their words, never by their place."""

from __future__ import annotations

from collections.abc import Sequence

from giar_ner.records.tables.columns import Header, align, column_match, read_header
from giar_ner.records.tables.damaged import DOUBTFUL
from giar_ner.records.tables.grid import Line, Spot
from giar_ner.records.tables.numbers import CellKind
from giar_ner.records.tables.output import Names, Reading, short_label
from giar_ner.records.tables.rows import RowLabel, RowNames, choose, is_group
from giar_ner.records.tables.vocabulary import Vocabulary

APPLICANTS = "applications"
TOTAL = "total"


class MatrixReader:
    """Reads the rows of one table; `header` is what the table before it ended with, for one that goes on without a head of its own."""

    def __init__(self, words: Vocabulary, out: Reading, header: Header | None = None, *, flattened: bool = False) -> None:
        self.words, self.out, self._flattened = words, out, flattened
        self.header = Header(header.heads, placed=False) if header else Header()
        self._names = RowNames(words, ())
        self._block: list[Line] = []
        self._pending = ""
        self._last: tuple[int, dict[int, Spot]] | None = None  # the row of the figures above, and its values by their position
        self._unaligned: dict[str, list[str]] = {}  # rows whose values have no sure column, by the reason
        self._gapped: list[str] = []  # rows with an empty cell that nothing explains
        self._groups: list[tuple[str, Line, RowLabel, list[Spot]]] = []

    def read(self, lines: Sequence[Line]) -> None:
        self._names = RowNames(self.words, lines)
        for line in lines:
            if self._is_header(line):
                self._head(line)
            else:
                self._row(line)
        if self._block:
            self._close_head()
        self._group_rows()
        for why, rows in self._unaligned.items():
            self.out.warn(f"表格行{_listed(rows)}{why}，无法确定各数所属的栏，{'该行' if len(rows) == 1 else '各行'}未采用")
        if self._gapped:
            self.out.warn(f"表格行{_listed(self._gapped)}有空格，各数可能错栏，请核对")

    def _is_header(self, line: Line) -> bool:
        """A row of the head: it names columns (or is nothing but words of the head) and holds no figure and no label of a row."""
        words = line.words()
        if not words or line.has_figures():
            return False
        named = [spot for spot in words if column_match(self.words, spot)]
        label = self._names.of_line(line)
        if label is not None and not (label.spot in named and (len(named) > 1 or self._block)):
            return False  # 总计 and 其他 are rows as well; alone they belong to a head that has begun
        return bool(named) or any(self.words.is_head(spot.text) for spot in words)

    def _head(self, line: Line) -> None:
        names = any(column_match(self.words, spot) for spot in line.words())
        if self.words.part != APPLICANTS and names:
            self._block = []
        self._block.append(line)
        self._pending, self._last = "", None
        for spot in line.words():
            self.out.account(spot.cell)

    def _close_head(self) -> None:
        header = read_header(self.words, self._block)
        self._block = []
        for key in header.double:
            self.out.warn(f"表头“{self.words.columns[key].labels[0]}”出现两次，该两列未采用")
        for text in header.unknown:
            self.out.warn(f"表头“{short_label(text)}”不在规定格式中，该列未采用")
        for head in header.heads:
            if head.sure <= DOUBTFUL:
                self.out.warn(f"表头“{short_label(head.text)}”有误字，按“{self.words.columns[head.key].labels[0]}”读取，请核对")
        if header.heads:
            self.header = header
            # What a text that lost its table lost of the head, its grid cannot know.
            self.header.placed = header.placed and (self._whole() or not self._flattened)
        self.out.seen[self.words.part] |= {f"column:{head.key}" for head in header.heads}
        if self.words.part == APPLICANTS and header.heads:
            found = {head.key for head in header.heads}
            missing = [column.labels[0] for key, column in self.words.columns.items() if key not in found]
            if missing:
                self.out.warn(f"表头缺少“{'、'.join(missing)}”，相应的列未采用")

    def _row(self, line: Line) -> None:
        if self._block and (line.has_figures() or line.words()):
            self._close_head()
        label = self._names.of_line(line)
        if (label is None or not label.match.exact) and self._pending:
            label = self._joined(line) or label
        if label is None:
            self._unlabelled(line)
            return
        self._pending = ""
        self._account(line, label.position)
        values = line.spots[label.position + 1 :]
        key = choose(self.words, label.match, None, None)
        if key is None:
            return
        if is_group(key):
            if any(spot.kind in (CellKind.NUMBER, CellKind.ODD) for spot in values):
                self._groups.append((key, line, label, values))
            return
        self.out.seen[self.words.part].add(key)
        if label.match.confidence <= DOUBTFUL:
            self.out.warn(f"表格行“{short_label(label.spot.text)}”有误字，按“{short_label(self.words.rows[key].labels[0])}”读取，请核对")
        if not any(spot.kind is not CellKind.EMPTY for spot in values) and not label.match.exact:
            self._pending = label.spot.text  # perhaps only the first half of it
        self._values(line, label, key, values)

    def _joined(self, line: Line) -> RowLabel | None:
        i = next((i for i, spot in enumerate(line.spots) if spot.kind is CellKind.WORDS), None)
        match = self._names.joined(self._pending, line.spots[i]) if i is not None else None
        return RowLabel(line.spots[i], match, i) if i is not None and match else None

    def _values(self, line: Line, label: RowLabel, key: str, values: Sequence[Spot]) -> None:
        name = self.words.rows[key].labels[0] if key in self.words.rows else self.words.groups[key].labels[0]
        self._last = line.row, {spot.first: spot for spot in values}
        if all(spot.kind is CellKind.EMPTY for spot in values):
            return
        aligned = align(self.header, values, whole=self._whole())
        if aligned is None and (rest := self._page_behind(values)):
            shown = short_label(values[-1].text)
            self.out.warn(f"表格行“{short_label(name)}”末尾多出“{shown}”，疑似页码，未采用")
            aligned = align(self.header, rest)
        if aligned is None:
            if any(spot.kind in (CellKind.NUMBER, CellKind.ODD, CellKind.WORDS) for spot in values):
                filled = sum(spot.kind is not CellKind.EMPTY for spot in values)
                why = f"有{filled}个数，表头有{len(self.header.heads)}栏" if self.header.heads else "没有可辨认的表头"
                self._unaligned.setdefault(why, []).append(short_label(name))
            return
        if self.words.part == APPLICANTS and _slipped(aligned.values):
            self.out.warn(f"表格行“{short_label(name)}”有空格，且各栏之和与总计栏不符，疑似错位，该行未采用")
            return
        if self._flattened and self.words.part == APPLICANTS and _alone(aligned.values):
            self._unaligned.setdefault("只有一个数，又无总计", []).append(short_label(name))
            return
        if _doubtful(aligned.values, self.words.part == APPLICANTS):
            self._gapped.append(short_label(name))
        for head in self.header.heads:
            spot = aligned.values[head.key]
            metric = self.words.rows[key].metric_at(head.key) if key in self.words.rows else self.words.groups[key].metric
            column = self.words.columns[head.key]
            if metric is None:
                if spot.kind in (CellKind.NUMBER, CellKind.ODD):
                    self.out.warn(f"表格行“{short_label(name)}”没有“{column.labels[0]}”一栏，单元格“{short_label(spot.text)}”未采用")
                continue
            names = Names(
                metric=metric,
                words=f"{short_label(name)} × {column.labels[0]}",
                applicant=head.key if self.words.dimension == "applicant" else None,
                unit=head.unit or column.unit,
                sure=label.match.confidence * head.sure * aligned.sure,
                assumed_unit=head.unit is None and column.unit is not None,
            )
            self.out.add(line, spot, names)

    def _page_behind(self, values: Sequence[Spot]) -> Sequence[Spot]:
        """The values without the number behind them, where only without it they add up: mostly that of a page."""
        width = len(self.words.columns)
        if self.words.part != APPLICANTS or not self._whole() or len(values) != width + 1:
            return ()
        if any(spot.kind is not CellKind.NUMBER for spot in values):
            return ()
        numbers = [spot.number.value for spot in values]
        return values[:-1] if _adds_up(numbers[:-1]) and not _adds_up(numbers[1:]) else ()

    def _whole(self) -> bool:
        """Whether no column is missing, so that as many values as headers are all of a row."""
        return self.words.part != APPLICANTS or len(self.header.heads) == len(self.words.columns)

    def _unlabelled(self, line: Line) -> None:
        """A row that no label explains: the rest of a label above, the rest of numbers above, a note, or a row that lost its label."""
        words = line.words()
        filled = [spot for spot in line.spots if spot.kind in (CellKind.NUMBER, CellKind.ODD)]
        if not filled:
            self._pending = words[0].text if len(words) == 1 and len(words[0].text) <= 60 else ""
            return
        self._pending = ""
        few = len(filled) < len(self.header.heads) or len(self.header.heads) == 1 or self._flattened
        if not words and self._last is not None and few:
            row, above = self._last
            # In a flattened text the rest of a row says that the whole row was divided wrongly; in a grid only its columns are in doubt.
            cells = {id(spot.cell) for c, spot in above.items() if self._flattened or any(c == f.first for f in filled)}
            self.out.drop(row, cells)
            shown = "、".join(short_label(spot.text) for spot in filled)
            self.out.warn(f"表格中“{shown}”所在行没有名称，疑似上一行数字折行，上一行相应的单元格未采用")
            return
        shown = short_label("".join(spot.text for spot in words)) or "（空）"
        self.out.warn(f"表格行“{shown}”不在规定格式中，{len(filled)}个数未采用")

    def _group_rows(self) -> None:
        """Rows that bear the name of a group alone: its sum, unless they are its first row and lost their own name."""
        seen = self.out.seen[self.words.part]
        for key, line, label, values in self._groups:
            group, children = self.words.groups[key], self.words.children(key)
            present = [child for child in children if child in seen]
            lost = label.spot.cell.row_span > 1 or (present and children[0] not in seen)
            if group.metric is None or lost:
                self.out.warn(f"表格行“{short_label(group.labels[0])}”的下级名称缺失，该行未采用")
            else:
                self._values(line, label, key, values)
                seen.add(key)

    def _account(self, line: Line, upto: int) -> None:
        for spot in line.spots[: upto + 1]:
            if spot.kind is CellKind.WORDS or spot.cell.row_span > 1:
                self.out.account(spot.cell)


def _listed(names: Sequence[str]) -> str:
    return "、".join(f"“{name}”" for name in names)


def _adds_up(numbers: Sequence[float]) -> bool:
    return sum(numbers[:-1]) == numbers[-1]


def _alone(values: dict[str, Spot]) -> bool:
    """Whether a row has one number, and none for the total: one cell over the whole row, as an office writes it that had none of the columns."""
    filled = [key for key, spot in values.items() if spot.kind is not CellKind.EMPTY]
    return len(filled) == 1 and TOTAL in values and filled != [TOTAL]


def _slipped(values: dict[str, Spot]) -> bool:
    """Whether the values of a row with an empty cell look as if they stood one column beside their own.

    To the left: the total is empty, and the last value is the sum of the others. To the right: the parts exceed what stands for their total,
    which a number that was merely not printed does not explain.
    """
    if not any(spot.kind is CellKind.EMPTY for spot in values.values()) or TOTAL not in values:
        return False
    stated = {key: spot.number.value for key, spot in values.items() if spot.kind is CellKind.NUMBER}
    total = stated.pop(TOTAL, None)
    parts = list(stated.values())
    if total is not None:
        return sum(parts) > total
    return values[TOTAL].kind is CellKind.EMPTY and len(parts) > 2 and parts[-1] > 0 and parts[-1] == sum(parts[:-1])


def _doubtful(values: dict[str, Spot], summed: bool) -> bool:
    """Whether a row with an empty cell may have slipped by a column: nothing adds up that would speak against it.

    Zeros alone are in doubt as well, for what was pushed out of the row need not have been one; where there is a total, that of zeros is zero.
    """
    stated = {key: spot.number.value for key, spot in values.items() if spot.kind is CellKind.NUMBER}
    if not stated or not any(spot.kind is CellKind.EMPTY for spot in values.values()):
        return False
    return not summed or (any(stated.values()) and stated.pop(TOTAL, None) != sum(stated.values()))
