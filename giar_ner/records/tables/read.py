"""Every table of a document to the reader of its part; a grid that holds several parts is divided between its rows."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from giar_ner import forms, ontology
from giar_ner.forms import Part
from giar_ner.forms.labels import segments
from giar_ner.reading.document import Table
from giar_ner.records.tables.columns import Header
from giar_ner.records.tables.grid import Line, lines_of
from giar_ner.records.tables.last_row import CARRIED_OUT, is_last_row, official_header
from giar_ner.records.tables.matrix import MatrixReader
from giar_ner.records.tables.numbers import CellKind
from giar_ner.records.tables.output import Figure, Reading, short_label
from giar_ner.records.tables.review import ReviewReader
from giar_ner.records.tables.sheet import SheetReader
from giar_ner.records.tables.vocabulary import parts_of_label, vocabulary

LEAST = 2  # labels of a form that a table must have to be one
LEAST_DAMAGED = 4  # where some of them are merely near one
MOST_DAMAGED = 60  # labels of a table that are compared
SENTENCE = 16  # characters that a cell has at least which holds one
STOP = re.compile("[\u4e00-\u9fff][0-9，、]*[。；]")
COMMON = frozenset(("其他", "总计", "合计", "单位", "数量", "项目", "指标", "数值", "政府网站"))


def read_tables(tables: Sequence[Table]) -> Reading:
    """The figures of all official forms among `tables`; tables of another kind give none, and a warning where they hold numbers."""
    out = Reading()
    headers: dict[Part, Header] = {}
    for table in tables:
        lines = lines_of(table)
        runs = _runs(lines) or _damaged_runs(lines)
        if not runs and is_last_row(lines) and CARRIED_OUT not in out.seen["applications"]:
            out.excluded += _cells_alone(table, lines)
            header = official_header(headers.get("applications"))
            _read_part("applications", lines, {"applications": header}, out, flattened=table.flattened)
            continue
        if not runs:
            _unknown(table, out)
            continue
        out.excluded += _cells_alone(table, lines)
        for part, lines in runs:
            since = len(out.figures)
            _read_part(part, lines, headers, out, flattened=table.flattened)
            out.figures[since:] = _once(out.figures[since:], out)
    _missing_rows(out)
    return out


def _cells_alone(table: Table, lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """The stretch of a form without the cells that hold sentences (a note below its rows), which are prose like any other."""
    start = table.start
    notes = (line for line in lines if not line.has_figures())
    for cell in sorted((spot.cell for line in notes for spot in line.words() if spot.cell.row == line.row), key=lambda cell: cell.start):
        if cell.start >= start and len(cell.text) >= SENTENCE and STOP.search(cell.text):
            yield start, cell.start
            start = cell.end
    yield start, table.end


def _read_part(part: Part, lines: Sequence[Line], headers: dict[Part, Header], out: Reading, *, flattened: bool) -> None:
    words = vocabulary(part)
    if part == "sheet":
        SheetReader(words, out).read(lines)
        return
    reader = (ReviewReader if part == "review" else MatrixReader)(words, out, headers.get(part), flattened=flattened)
    reader.read(lines)
    headers[part] = reader.header


def _damaged_runs(lines: Sequence[Line]) -> list[tuple[Part, list[Line]]]:
    """The same of a small table whose labels a scanner damaged, each to be known by the label that it is near."""
    labels = dict.fromkeys(label for line in lines for spot in line.words() for label in segments(spot.text))
    if len(labels) > MOST_DAMAGED:
        return []
    near: dict[str, frozenset[Part]] = {}
    for label in labels:
        words = {part: vocabulary(part) for part in forms.PARTS}
        found = {part for part, own in words.items() if own.column_labels.match(label, closed=True) or own.row_labels.match(label)}
        near[label.core] = parts_of_label().get(label.core) or frozenset(found)
    return _runs(lines, near, least=LEAST_DAMAGED)


def _runs(
    lines: Sequence[Line], parts_of: Mapping[str, frozenset[Part]] | None = None, least: int = LEAST
) -> list[tuple[Part, list[Line]]]:
    """The rows divided by the part that their labels belong to; none where the table is no form."""
    parts_of = parts_of_label() if parts_of is None else parts_of
    found: list[tuple[Part | None, list[Line], set[str]]] = []
    for line in lines:
        votes: Counter[Part] = Counter()
        cores = {label.core for spot in line.words() for label in segments(spot.text)}
        for core in cores:
            votes.update(parts_of.get(core, ()))
        best = max(votes.values(), default=0)
        parts = [part for part in forms.PARTS if best and votes[part] == best]  # in an order of their own, not that of a set
        current = found[-1][0] if found else None
        part = current if not parts or current in parts else parts[0]
        known = {core for core in cores if part in parts_of.get(core, ())} - COMMON
        if found and (part == current or current is None):
            found[-1] = (part, [*found[-1][1], line], found[-1][2] | known)
        else:
            found.append((part, [line], known))
    runs: list[tuple[Part, list[Line]]] = []
    for part, rows, known in found:
        if part is not None and len(known) >= least:
            if runs and runs[-1][0] == part:
                runs[-1][1].extend(rows)
            else:
                runs.append((part, rows))
        elif runs:  # a stray row does not end a part
            runs[-1][1].extend(rows)
    return runs


def _unknown(table: Table, out: Reading) -> None:
    """A table that is no form: its bare numbers are hidden from the tagger of prose; its words, and numbers with a measure word, are not."""
    bare = 0
    for line in lines_of(table):
        for spot in line.spots:
            if spot.kind in (CellKind.NUMBER, CellKind.ODD) and spot.number.unit is None and spot.cell.row == line.row:
                out.excluded.append((spot.cell.start, spot.cell.end))
                bare += 1
    if bare:
        words = next((spot.text for line in lines_of(table) for spot in line.words()), "")
        out.warn(f"有一个表格（首格“{short_label(words)}”）不是规定格式的统计表，其中{bare}个数未采用")


def _once(figures: Sequence[Figure], out: Reading) -> list[Figure]:
    """Each cell of a form once: told with two values it is left out, with one value the first stands."""
    by_cell: defaultdict[tuple[str, str | None, bool], list[Figure]] = defaultdict(list)
    for figure in figures:
        by_cell[figure.metric, figure.applicant, figure.cumulative].append(figure)
    kept = []
    for same in by_cell.values():
        if len({figure.value for figure in same}) == 1:
            kept.append(same[0])
            continue
        shown = "、".join(f"“{short_label(figure.cell.text)}”" for figure in same)
        out.warn(f"表格中“{ontology.metrics()[same[0].metric].zh}”有几个不同的数（{shown}），无法确定，未采用")
    return kept


def _missing_rows(out: Reading) -> None:
    """Say which rows of a form are not there: of the form whose labels fit best."""
    for part, seen in out.seen.items():
        best = max(forms.tables(part), key=lambda table: len(_ids(table) & seen) - len(_ids(table) - seen))
        rows = [row.labels[0] for row in best.rows if row.id not in seen and not _summed(row, seen)]
        if rows and not best.customary:
            listed = "、".join(f"“{short_label(row)}”" for row in rows[:8]) + ("等" if len(rows) > 8 else "")
            out.warn(f"表格“{best.title}”缺少{len(rows)}行：{listed}")


def _ids(table: forms.FormTable) -> set[str]:
    return {row.id for row in table.rows} | {f"column:{column.id}" for column in table.columns if table.part == "disclosure"}


def _summed(row: forms.Row, seen: set[str]) -> bool:
    """Whether the row stands in the table as the sum of a group."""
    return any(key.startswith("group:") and any(label in key for label in row.labels) for key in seen)
