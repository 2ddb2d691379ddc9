"""`giar-ner evaluate GOLD PRED [--errors] [--by pack]`: scores of a folder of reports as tables."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from giar_ner.errors import GiarError
from giar_ner.evaluate.causes import Error, by_cause, by_confidence, by_metric, by_phenomenon, errors
from giar_ner.evaluate.folders import Row, breakdown, read_folders
from giar_ner.evaluate.resampling import interval
from giar_ner.evaluate.scores import Scores, score_document

TOP = 12  # confusions shown per cause


def evaluate(gold: Path, predicted: Path, *, show_errors: bool = False, by: str | None = None, console: Console | None = None) -> Scores:
    """Print the scores of `predicted` against `gold`; with `show_errors` every error and its cause, with `by` a row per attribute value."""
    console = console or Console()
    rows = list(read_folders(gold, predicted))
    documents = [score_document(g, p) for _, g, p in rows]
    total = sum(documents, Scores())
    console.print(scores_table(total, documents))
    if by:
        console.print(breakdown_table(breakdown(rows, by), by))
    if show_errors:
        found = errors(rows)
        for error in found:
            console.print(Text(error_line(error)), soft_wrap=True)
        for table in (causes_table(found), metrics_table(found), phenomena_table(rows, found), confidence_table(rows)):
            if table.row_count:
                console.print(table)
    return total


def scores_table(total: Scores, documents: Sequence[Scores]) -> Table:
    """Precision, recall, F1 with its bootstrap interval, and the counts."""
    table = Table(title=f"{len(documents)} documents", box=SIMPLE_HEAD)
    for column in ("", "P", "R", "F1", "95 %", "right", "predicted", "gold"):
        table.add_column(column, justify="left" if not column else "right", no_wrap=True)
    for name, s in total.slices.items():
        low, high = interval(documents, name)
        counts = (str(s.right), str(s.predicted), str(s.gold))
        table.add_row(name, f"{s.precision:.3f}", f"{s.recall:.3f}", f"{s.f1:.3f}", f"{low:.3f}–{high:.3f}", *counts)
    table.add_row("sections", "", "", f"{total.section:.3f}", "", str(total.section_right), "", str(total.section_characters))
    return table


def breakdown_table(parts: Mapping[str, Scores], by: str) -> Table:
    """One row per value of a document attribute."""
    table = Table(title=f"F1 by {by}", box=SIMPLE_HEAD)
    for column in (by, "span", "record", "official", "zero", "section", "gold records"):
        table.add_column(column, justify="left" if column == by else "right")
    for value, s in parts.items():
        figures = [f"{s[name].f1:.3f}" if s[name].gold else "–" for name in ("span", "record", "official", "zero")]
        table.add_row(value, *figures, f"{s.section:.3f}" if s.section_characters else "–", str(s["record"].gold))
    return table


def causes_table(found: Iterable[Error]) -> Table:
    """Errors grouped by cause, the most frequent confusions of each."""
    table = Table("cause", "what (gold → predicted)", title="errors by cause", box=SIMPLE_HEAD)
    table.add_column("count", justify="right")
    for cause, details in by_cause(found).items():
        table.add_row(cause, Text("all", style="bold"), str(details.total()))
        for detail, count in details.most_common(TOP):
            table.add_row("", detail, str(count))
        table.add_section()
    return table


def metrics_table(found: Sequence[Error]) -> Table:
    """The metrics with most errors, by cause."""
    causes = ("missed", "spurious", "metric", "kind", "value")
    table = Table("metric", title="errors by metric", box=SIMPLE_HEAD)
    for cause in (*causes, "all"):
        table.add_column(cause, justify="right")
    for metric, counts in list(by_metric(found).items())[:TOP]:
        table.add_row(metric, *(str(counts[cause] or "") for cause in causes), str(counts.total()))
    return table


def phenomena_table(rows: Sequence[Row], found: Sequence[Error]) -> Table:
    """The phenomena (`phenomena` of the gold's `meta`) of the documents that err most often."""
    table = Table("phenomenon", title="errors by phenomenon of the document", box=SIMPLE_HEAD)
    for column in ("errors", "gold records", "errors a record"):
        table.add_column(column, justify="right")
    for phenomenon, (wrong, records) in list(by_phenomenon(rows, found).items())[:TOP]:
        table.add_row(phenomenon, str(wrong), str(records), f"{wrong / records:.2f}")
    return table


def confidence_table(rows: Sequence[Row]) -> Table:
    """Where in the confidence the wrong and spurious records lie."""
    table = Table("confidence", title="wrong and spurious records by confidence", box=SIMPLE_HEAD)
    for column in ("predicted", "wrong", "share"):
        table.add_column(column, justify="right")
    for low, high, records, wrong in by_confidence(rows):
        if records:
            table.add_row(f"{low:.2f}–{high:.2f}", str(records), str(wrong), f"{wrong / records:.3f}")
    return table


def error_line(error: Error) -> str:
    """`name cause offset: gold <- predicted confidence  | context` on one line."""
    sides = [f"{r['kind']} {r['metric']} {r['value']}" if r else "–" for r in (error.gold, error.predicted)]
    sure = f" ({error.predicted['confidence']:.2f})" if error.predicted and "confidence" in error.predicted else ""
    return f"{error.document} {error.cause.upper():8} {error.start:>6}  {sides[0]} <- {sides[1]}{sure}  | {error.context}"


def main(argv: Sequence[str] | None = None) -> int:
    """Entry point; 0 when scored, 1 with one sentence on stderr when a folder cannot be read, 2 (argparse) for wrong usage."""
    parser = argparse.ArgumentParser(prog="giar-ner evaluate", description=__doc__)
    parser.add_argument("gold", type=Path, help="folder of gold JSON files")
    parser.add_argument("predicted", type=Path, help="folder of reports, named alike")
    parser.add_argument("--errors", action="store_true", help="every error with its context, and by cause, metric, phenomenon, confidence")
    parser.add_argument("--by", metavar="ATTRIBUTE", help="break the scores down by a document attribute: pack, era, level ...")
    args = parser.parse_args(argv)
    try:
        evaluate(args.gold, args.predicted, show_errors=args.errors, by=args.by)
    except GiarError as error:
        print(f"giar-ner evaluate: {error}", file=sys.stderr)
        return 1
    return 0
