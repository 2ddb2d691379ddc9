"""Forms with one cell a line and a bar behind each: a bar alone on its line is an empty cell, or fills a row up to the width of the grid.

Which of both it is nobody can say of one bar. Where every row of a form fits once the bars behind its last column are taken away, they are
cells; where one does not, all of them are dropped, and the rows stay short: values are never read by a place that was guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from giar_ner.reading.kinds import Kind, Part
from giar_ner.reading.labels import meaning
from giar_ner.reading.pieces import CellPiece
from giar_ner.reading.wording import ABOVE_LABELS, APPLICANTS, ARTICLE, GROUPS, RESULTS

_WIDTH = {Part.APPLICATIONS: len(APPLICANTS), Part.REVIEW: sum(span == len(RESULTS) for _, span in GROUPS.values()) * len(RESULTS)}


def without_padding(normal: str, part: Part, cells: list[CellPiece]) -> list[CellPiece]:
    """The pieces of a form in the `normal` text with those bars alone on a line that are empty cells of it, and without the others."""
    if not any(map(_alone, cells)):
        return cells
    runs = [list(run) for _, run in groupby(cells, key=lambda cell: cell.kind is Kind.VALUE)]
    widths = [_WIDTH[part]] * len(runs) if part in _WIDTH else list(_headers(normal, runs))
    sure = any(run[0].kind is Kind.VALUE and len(run) == width for run, width in zip(runs, widths, strict=True))
    fitted = [cell for run in _fitted(runs, widths) for cell in run] if sure else []
    return fitted or [cell for cell in cells if not _alone(cell)]


def _headers(normal: str, runs: Sequence[list[CellPiece]]) -> Iterator[int]:
    """For each run, how many headers of columns the last row of headers had: 0 where there was none."""
    width = 0
    for run in runs:
        for cell in run:
            if cell.kind is Kind.HEADER:
                text = normal[cell.start : cell.end]
                width = 0 if meaning(text) in ABOVE_LABELS or ARTICLE.match("".join(text.split())) else width + 1
        yield width


def _fitted(runs: Sequence[list[CellPiece]], widths: Iterable[int]) -> Iterator[list[CellPiece]]:
    """The runs of values that have bars among them cut to their width, and what is between them; nothing where one is wider or narrower."""
    fitted: list[list[CellPiece]] = []
    for i, (run, width) in enumerate(zip(runs, widths, strict=True)):
        if any(map(_alone, run)):
            while len(run) > width and _alone(run[-1]):
                run.pop()
            behind_label = i > 0 and runs[i - 1][-1].kind is not Kind.HEADER
            if not any(cell.start < cell.end for cell in run) and len(run) < width and not behind_label:
                continue  # it fills a row of headers
            if len(run) != width:
                return
        fitted.append(run)
    yield from fitted


def _alone(cell: CellPiece) -> bool:
    return cell.kind is Kind.VALUE and cell.start == cell.end and not cell.barred
