"""How a cell's number is printed: plainly, with separators, units, full-width digits, broken over lines, or not at all."""

from __future__ import annotations

import random

from giar_ner.synthesis.forms.grid import Cell, Table

_WIDE = str.maketrans("0123456789.,+-", "０１２３４５６７８９．，＋－")


def plain(cell: Cell) -> str:
    """The digits of a value in the unit that the form asks for; a change of the number of items with its sign."""
    words = f"{(cell.value or 0) / cell.scale:.4f}".rstrip("0").rstrip(".")
    delta = cell.key is not None and cell.key[0].endswith("_delta")
    return f"+{words}" if delta and (cell.value or 0) > 0 else words


def _numbers(tables: list[Table]) -> list[Cell]:
    return [cell for table in tables for cell in table.values() if cell.state != "absent"]


def thousands(tables: list[Table], rng: random.Random) -> None:
    """1,234 or 1，234 throughout."""
    comma = rng.choice((",", ",", "，"))
    for cell in _numbers(tables):
        whole, point, rest = cell.text.partition(".")
        sign, digits = (whole[0], whole[1:]) if whole[:1] in ("+", "-") else ("", whole)
        if digits.isdigit():
            cell.text = sign + f"{int(digits):,}".replace(",", comma) + point + rest


def unit_in_cell(tables: list[Table], rng: random.Random) -> None:
    """The measure word behind the number, in a third of the cells or in all; an amount in 元 where the form asks for 万元."""
    share = rng.choice((0.3, 1))
    for cell in _numbers(tables):
        if rng.random() > share:
            continue
        if cell.scale > 1 and rng.random() < 0.5:
            cell.text = f"{cell.value or 0:.0f}元"
        else:
            cell.text += cell.unit


def slash(tables: list[Table], rng: random.Random) -> None:
    """A stroke in place of half of the zeros."""
    _instead_of_zeros(tables, rng, rng.choice(("/", "/", "／", "-", "—")))


def empty_cell(tables: list[Table], rng: random.Random) -> None:
    """Nothing in place of half of the zeros, and of one number that is lost."""
    _instead_of_zeros(tables, rng, "")
    if rng.random() < 0.5 and (cells := [cell for cell in _numbers(tables) if cell.value]):
        cell = rng.choice(cells)
        cell.text, cell.state = "", "absent"


def _instead_of_zeros(tables: list[Table], rng: random.Random, words: str) -> None:
    zeros = [cell for cell in _numbers(tables) if cell.value == 0]
    for cell in rng.sample(zeros, (len(zeros) + 1) // 2):
        cell.text, cell.state = words, "absent"


def wide_digits(tables: list[Table], rng: random.Random) -> None:
    """Full-width digits throughout."""
    for table in tables:
        for row in table.rows:
            for cell in row:
                cell.text = cell.text.translate(_WIDE)


def broken_number(tables: list[Table], rng: random.Random) -> None:
    """Up to four numbers of several digits are broken over two lines of their cell."""
    long = [cell for cell in _numbers(tables) if len(cell.text) > 1 and cell.text[0].isdigit() and cell.text[1].isdigit()]
    for cell in rng.sample(long, min(len(long), 4)):
        i = rng.randint(1, len(cell.text) - 1) if cell.text.isdigit() else 1
        cell.text = f"{cell.text[:i]}\n{cell.text[i:]}"
