"""One grid of figures, printed with rich or written as Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text


@dataclass
class Grid:
    """A titled table of text; the columns `left` are left-aligned, the others right. An empty cell is a figure that was not measured."""

    title: str
    header: Sequence[str]
    rows: list[Sequence[str]] = field(default_factory=list)
    left: Sequence[int] = (0,)

    def rich(self) -> Table:
        table = Table(title=self.title, box=SIMPLE_HEAD)
        for n, column in enumerate(self.header):
            table.add_column(column, justify="left" if n in self.left else "right", no_wrap=True)
        for row in self.rows:
            table.add_row(*(Text(cell) for cell in row))
        return table

    def markdown(self) -> str:
        """A pipe table under its title in bold."""
        lines = [list(self.header), ["---" if n in self.left else "---:" for n in range(len(self.header))], *self.rows]
        return (
            "\n".join([f"**{self.title}**", "", *("| " + " | ".join(c.replace("|", "\\|") for c in line) + " |" for line in lines)]) + "\n"
        )


def figure(value: float | None) -> str:
    """Three decimals, or nothing."""
    return "" if value is None else f"{value:.3f}"


def percent(value: float) -> str:
    return f"{100 * value:.1f} %"


def bar(value: float, width: int = 20) -> str:
    """A share as a bar of text."""
    return "█" * round(value * width) or "·"
