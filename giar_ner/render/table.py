"""The printed report: who and when, the parts, the records of each part with the words they come from, and what is left to look at."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rich import box
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from giar_ner.render.matrix import is_cell, matrix
from giar_ner.render.phrases import confidence, era, metric_name, notes, number, sign, type_name, unit
from giar_ner.render.snippet import clean, fold, head, snippet
from giar_ner.schema import Kind, Record, Report, Section

WIDE = 130  # from here on a record takes one line, with the id in a column of its own
LISTED = 12  # leftovers, failed checks and warnings shown; the JSON has them all
KINDS: dict[Kind, str] = {"stated": "stated", "zero_statement": "zero", "change": "change", "share": "share", "table_cell": "table cell"}
LEGEND = {
    "∅": "said not to have occurred",
    "↑": "growth",
    "↓": "decline",
    "%": "share or rate",
    "▦": "table cell",
    "≥": "at least",
    "≈": "about",
}


def print_report(report: Report, console: Console) -> None:
    """Print the whole report to `console`, at its width; without colour the spans stand between « »."""
    colour = console.color_system is not None and not console.no_color
    console.print(_header(report))
    console.print(_strip(report, console.width))
    for section, records in _by_section(report):
        console.print(_section(report, section, records, console.width, colour))
    console.print(_remarks(report, console.width, colour))


def summary_row(name: str, report: Report) -> tuple[str, ...]:
    """The cells of a report's line in the summary."""
    zeros = sum(r.kind == "zero_statement" for r in report.records)
    counts = (len(report.records), zeros, len(report.leftovers), sum(c.status == "fail" for c in report.checks), len(report.warnings))
    return (clean(name), clean(report.organization or "–"), str(report.year or "–"), *(str(n or "·") for n in counts))


def print_summary(rows: Sequence[tuple[str, ...]], console: Console) -> None:
    """One line per report of a run over several."""
    table = Table(title=f"{len(rows)} reports", title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("file", overflow="fold")
    table.add_column("organisation", overflow="fold")
    for column in ("year", "records", "zeros", "leftovers", "failed checks", "warnings"):
        table.add_column(column, justify="right")
    for row in rows:
        table.add_row(*map(Text, row))
    console.print(table)


def _header(report: Report) -> RenderableType:
    found = bool(report.organization)
    lines = [Text(clean(report.organization or "organisation not found"), style="bold" if found else "dim italic")]
    when = Text(f"{report.year or 'year not found'}", style="bold cyan")
    if report.period:
        when.append(f"  {report.period.start} – {report.period.end}", style="cyan")
    if report.year:
        when.append(f"  {era(report.year)}", style="dim")
    lines.append(when)
    if report.title and clean(report.title) != clean(report.organization or ""):
        lines.append(Text(clean(report.title), style="italic"))
    source = clean(report.source.uri or "text")
    return Panel(Group(*lines), title=Text(source, style="dim"), title_align="left", border_style="cyan", padding=(0, 1))


def _strip(report: Report, width: int) -> RenderableType:
    """What was found, and the parts of the report in order with their number of records."""
    kinds = Counter(r.kind for r in report.records)
    found = Text(_count(len(report.records), "record"), style="bold")
    for kind, word in KINDS.items():
        if kinds[kind]:
            found.append("  " + (f"{kinds[kind]} {word}" if kind == "stated" else _count(kinds[kind], word)), style="not bold")
    starts = [s.start for s in report.sections]
    inside = Counter(bisect_right(starts, r.start) - 1 for r in report.records)
    lines = [Text()]
    for i, section in enumerate(report.sections):
        part = Text.assemble((type_name(section.type), "bold" if inside[i] else "dim"), (f" {inside[i]}" if inside[i] else "", "green"))
        if lines[-1] and lines[-1].cell_len + 3 + part.cell_len > width - 4:  # a part stays whole; rich would break inside it
            lines.append(Text())
        elif lines[-1]:
            lines[-1].append(" │ ", style="dim")
        lines[-1].append_text(part)
    return Padding(Group(found, *(line for line in lines if line)), (0, 2))


def _by_section(report: Report) -> Iterator[tuple[Section | None, list[Record]]]:
    """The records of each part that has any, in document order."""
    starts = [s.start for s in report.sections]
    for i, records in groupby(report.records, key=lambda r: bisect_right(starts, r.start) - 1):
        yield (report.sections[i] if i >= 0 else None), list(records)


def _section(report: Report, section: Section | None, records: Sequence[Record], width: int, colour: bool) -> RenderableType:
    title = Text("▌", style="cyan")
    if section is None:
        title.append("not in a part", style="bold")
    else:
        kind = type_name(section.type)
        heading = head(clean(section.heading), width - 34) or kind
        title.append(heading, style="bold")
        title.append(f"  {section.type}" if heading == kind else f"  {kind} · {section.type}", style="dim not bold")
    lines = [r for r in records if not is_cell(r)]
    cells = [r for r in records if is_cell(r)]
    parts: list[RenderableType] = [Text(), title]
    if lines:
        parts.append(_lines(report, lines, width, colour))
    if cells:
        parts.append(matrix(cells, width))
    return Group(*parts)


def _lines(report: Report, records: Iterable[Record], width: int, colour: bool) -> Table:
    """Mark, number, unit, confidence, metric and the words: two lines a record, or one where the terminal is wide."""
    wide = width >= WIDE
    digits = max(cell_len(number(r)) for r in report.records)  # the same in every part, so that the parts stand in line
    columns = {"mark": 2, "number": digits, "unit": 4, "confidence": 6, "metric": 36 if wide else 32 if width >= 100 else 26}
    columns |= {"id": 34} if wide else {}
    room = max(16, width - sum(columns.values()) - len(columns) - 1)
    table = Table(box=None, show_header=False, padding=(0, 1, 0, 0), pad_edge=False)
    for column, cells in (columns | {"words": room}).items():
        table.add_column(column, width=cells, justify="right" if column == "number" else "left", overflow="fold")
    for record in records:
        mark, style = sign(record)
        name = Text(metric_name(record))
        if extra := notes(record):
            name.append(f" · {extra}", style="cyan")
        first, last = record.evidence.start, record.evidence.end
        words = snippet(report.text, record.start, record.end, first, last, room if wide else 2 * room - 2, colour=colour)
        identifier = Text(record.metric, style="dim")
        stacked = [Group(fold(name, columns["metric"]), fold(identifier, columns["metric"]))]
        labels = [fold(name, columns["metric"]), fold(identifier, columns["id"])] if wide else stacked
        figure = (Text(mark, style=style), Text(number(record), style=f"bold {style}"), Text(unit(record)), confidence(record.confidence))
        table.add_row(*figure, *labels, fold(words, room))
    return table


def _remarks(report: Report, width: int, colour: bool) -> RenderableType:
    """Failed checks, leftovers, warnings, the signs used, the model."""
    parts: list[RenderableType] = [Text()]
    failed = [c for c in report.checks if c.status == "fail"]
    if report.checks:
        passed = sum(c.status == "pass" for c in report.checks)
        parts.append(Text(f"Checks: {passed} hold, {len(failed)} fail", style="bold red" if failed else "green"))
        parts += _listed([Text(f"  ✗ {clean(c.message)}", style="red") for c in failed])
    if report.leftovers:
        parts.append(Text(f"Leftovers: {_count(len(report.leftovers), 'numeral')} that no record accounts for", style="bold yellow"))
        around = ((max(0, part.start - 14), part) for part in report.leftovers)
        found = [
            Text("  ") + snippet(report.text, part.start, part.end, first, part.end + 10, min(46, width - 2), colour=colour)
            for first, part in around
        ]
        parts += _listed(found)
    if report.warnings:
        parts.append(Text("Warnings", style="bold yellow"))
        parts += _listed([Text(f"  ! {clean(w)}") for w in report.warnings])
    used = {sign(r)[0] for r in report.records} | {number(r)[0] for r in report.records}
    parts.append(Text("   ".join(f"{mark} {meaning}" for mark, meaning in LEGEND.items() if mark in used), style="dim"))
    parts.append(Text(f"{report.model.name} {report.model.version}, {report.model.backend}", style="dim"))
    return Padding(Group(*parts), (0, 2))


def _count(n: int, word: str) -> str:
    return f"{n} {word}" if n == 1 else f"{n} {word}s"


def _listed(items: list[Text]) -> list[Text]:
    rest = len(items) - LISTED
    return items[:LISTED] + ([Text(f"  and {rest} more (all in the JSON)", style="dim")] if rest > 0 else [])
