"""What the readers of tables hand on, and the one place where a cell becomes a figure or a warning."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from giar_ner import ontology
from giar_ner.forms import Part
from giar_ner.reading.document import Cell
from giar_ner.records.tables.grid import Line, Spot
from giar_ner.records.tables.numbers import CellKind, money

DELTA = ".items_delta"
MOST_WARNINGS = 300
LARGE = 1000  # of 万元 that no unit says: most offices that print so much mean 元
NAMED = 24  # characters of a cell or label that a warning shows


@dataclass(slots=True)
class Figure:
    """The number of one cell with what its labels make of it."""

    metric: str
    applicant: str | None
    value: float
    unit: str | None
    cell: Cell
    evidence: tuple[int, int]
    confidence: float
    line: int
    cumulative: bool = False
    """Of all years, not of the report's own."""


@dataclass(slots=True)
class Names:
    """What the labels of a cell say: its metric and applicant, the words for a warning, the unit, how sure the labels are."""

    metric: str
    words: str
    applicant: str | None = None
    unit: str | None = None
    sure: float = 1.0
    assumed_unit: bool = False
    """No label says the unit, though in the official form one does."""
    cumulative: bool = False


@dataclass
class Reading:
    """Figures, warnings, and the ranges of the text that are accounted for."""

    figures: list[Figure] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    _said: set[str] = field(default_factory=set)
    excluded: list[tuple[int, int]] = field(default_factory=list)
    """Ranges that the prose tagger must not see."""
    accounted: list[tuple[int, int]] = field(default_factory=list)
    """Labels: their numerals are no statistics."""
    seen: dict[Part, set[str]] = field(default_factory=lambda: defaultdict(set))
    """For each table the ids of the rows and columns that were found, whatever their cells hold."""

    def warn(self, message: str) -> None:
        if message not in self._said and len(self._said) <= MOST_WARNINGS:
            self._said.add(message)
            self.warnings.append(message if len(self._said) <= MOST_WARNINGS else "表格的提示过多，其余从略")

    def account(self, cell: Cell) -> None:
        if cell.start < cell.end:
            self.accounted.append((cell.start, cell.end))

    def add(self, line: Line, spot: Spot, names: Names) -> None:
        """The figure of a cell, or a warning that says why it is left out. An empty cell or a stroke is neither."""
        number = spot.number
        if number.kind in (CellKind.EMPTY, CellKind.STROKE):
            return
        where = f"表格“{names.words}”单元格“{_short(spot.text)}”"
        if number.kind is not CellKind.NUMBER:
            self.warn(f"{where}读不出数字，未采用")
            return
        metric = ontology.metrics()[names.metric]
        value, unit = number.value, number.unit
        if number.signed and not names.metric.endswith(DELTA):
            self.warn(f"{where}带正负号，此栏不应有符号，未采用")
            return
        monetary = any(u.endswith("元") for u in metric.units)
        sure = names.sure * number.sure
        if unit is not None and (unit == "元") != monetary:
            self.warn(f"{where}的单位与指标“{metric.zh}”不符，未采用")
            return
        if monetary:
            if unit is None:
                given = names.unit if names.unit and names.unit.endswith("元") else None
                if value and names.assumed_unit:
                    self.warn(f"{where}未注明金额单位，按规定格式以{given or metric.units[0]}计")
                elif value >= LARGE and given is None:
                    self.warn(f"{where}未注明金额单位，按规定以{metric.units[0]}计，数额较大，请核对是否以元为单位")
                    sure *= 0.5
                value, unit = money(value, given or metric.units[0]) or 0.0, "元"
        elif not value.is_integer():
            self.warn(f"{where}不是整数，未采用")
            return
        else:
            unit = unit or (names.unit if names.unit in metric.units else metric.units[0])
        if number.sure < 0.9:
            self.warn(f"{where}{number.doubt}，读作{_plain(number.value)}，请核对")
        span = spot.cell.start, spot.cell.end
        evidence = line.evidence if line.evidence and line.evidence[0] <= span[0] and span[1] <= line.evidence[1] else span
        figure = Figure(names.metric, names.applicant, value, unit, spot.cell, evidence, round(sure, 4), line.row, names.cumulative)
        self.figures.append(figure)

    def drop(self, line: int, cells: set[int]) -> None:
        """Take back the figures of the row `line` whose cells have these identities."""
        self.figures = [f for f in self.figures if not (f.line == line and id(f.cell) in cells)]


def _plain(value: float) -> str:
    """All the digits of a number."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= NAMED else text[:NAMED] + "…"


def short_label(text: str) -> str:
    """A label as a warning shows it."""
    return _short("".join(text.split()))
