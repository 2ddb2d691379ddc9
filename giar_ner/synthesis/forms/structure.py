"""What happens to the rows and columns of a form on its way to a web page: rows lost, cells shifted, headers repeated, tables cut."""

from __future__ import annotations

import random

from giar_ner.synthesis.forms.grid import Cell, Table, copied, once


def lost_row(tables: list[Table], rng: random.Random) -> None:
    """One or two rows of figures are gone."""
    rows = [(table, row) for table in tables for row in table.rows if _figures(row) and table.labels]
    for table, row in rng.sample(rows, rng.randint(1, 2)):
        table.rows = [r for r in table.rows if r is not row]


def cut_form(tables: list[Table], rng: random.Random) -> None:
    """The last rows of the longest table are gone."""
    table = max(tables, key=lambda t: len(t.rows))
    del table.rows[-rng.randint(1, (len(table.rows) - table.head) // 3) :]


def shifted_row(tables: list[Table], rng: random.Random) -> None:
    """A row has lost a cell, and what stood behind it stands one column further left; or it has one too many, and lost its last.

    Nobody can tell which of its numbers belong where.
    """
    sheet = len(tables) == 1
    rows = [(table, row) for table in tables for row in table.rows if len(_figures(row)) > (0 if sheet else 2)]
    table, row = rng.choice(rows)
    first = 1 if sheet else next(i for i, cell in enumerate(row) if cell.role == "value")
    at = rng.randrange(first, len(row))
    affected = _figures(row)
    if rng.random() < 0.7:
        del row[at]
        row.append(Cell("", "gone"))
    else:
        row.insert(at, Cell("", "blank"))
        row.pop()
    table.displaced += [cell for cell in affected if cell not in row]
    for cell in affected:
        cell.state = "optional" if cell.state == "read" else cell.state


def spare_column(tables: list[Table], rng: random.Random) -> None:
    """An empty column between the labels and the figures, through header and body; in a sheet, it pushes the unit along."""
    for table in tables:
        if not table.labels:
            continue
        for row in table.rows:
            before, after = row[table.labels - 1], row[table.labels]
            row.insert(table.labels, before if before is after else Cell("", "blank"))


def repeated_header(tables: list[Table], rng: random.Random) -> None:
    """The header again among the rows, as where a page ended."""
    for table in tables:
        if table.head and len(table.rows) - table.head > 3:
            at = rng.randrange(table.head + 1, len(table.rows))
            table.rows[at:at] = copied(table.rows[: table.head])


def split_table(tables: list[Table], rng: random.Random) -> None:
    """The table goes on in another table (on the next page of a PDF), under its header again or not."""
    for table in tables:
        body = range(table.head + 1, len(table.rows))
        places = [r for r in body if table.head or table.rows[r][0] is table.rows[r][-1]]  # section two: where a block begins
        if len(places) > 1:
            table.breaks = sorted(rng.sample(places, 1 if len(places) < 12 or rng.random() < 0.7 else 2))
            table.repeat = rng.random() < 0.5


def footnote_date(tables: list[Table], rng: random.Random, year: int) -> None:
    """A note with a date, at the end of a table, in the midst of it, or behind a label."""
    date = rng.choice((f"{year}年12月31日", f"{year}-12-31", f"{year}.12.31", f"{year + 1}年1月{rng.randint(3, 28)}日"))
    way = rng.choice(("last", "middle", "label", "cells"))
    table = rng.choice([t for t in tables if t.labels])
    width = len(table.rows[-1])
    if way == "label":
        label = next(cell for row in table.rows[table.head :] for cell in row if cell.role == "label")
        label.text += f"（截至{date}）"
    elif way == "cells":
        table.rows.append([Cell("填报日期", "note"), *[Cell(date, "note")] * (width - 1)])
    else:
        note = [Cell(f"注：本表数据统计截至{date}。", "note")] * width
        at = len(table.rows) if way == "last" or not table.head else rng.randrange(table.head + 1, len(table.rows))
        table.rows.insert(at, note)


def _figures(row: list[Cell]) -> list[Cell]:
    return [cell for cell in once(row) if cell.role == "value"]
