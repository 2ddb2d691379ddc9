"""One generated report: its blocks, its gold, and what every renderer needs of it."""

from __future__ import annotations

import random
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Literal

from giar_ner.passages import Passage
from giar_ner.synthesis.forms import structure, wording, writing
from giar_ner.synthesis.forms.figures import Figures, draw_figures
from giar_ner.synthesis.forms.grid import Cell, Key, State, Table, once
from giar_ner.synthesis.forms.identities import Fault, carry_over, faults, identities, prose_faults, slip, spoil
from giar_ner.synthesis.forms.official import FORMS, YEARS, tables
from giar_ner.synthesis.forms.prose import Prose, write_prose
from giar_ner.synthesis.grammar import load

TextStyle = Literal["pipe", "lines", "bars", "mixed", "spaces"]
TEXT_STYLES: tuple[TextStyle, ...] = ("pipe", "lines", "bars", "mixed", "spaces")
_DAMAGE = {  # in the order in which they come about: the form, its numbers, its words
    f.__name__: f
    for f in (
        structure.cut_form, structure.lost_row, wording.header_cut, wording.header_doubled, structure.repeated_header,
        writing.slash, writing.empty_cell, structure.shifted_row, structure.spare_column, structure.split_table,
        writing.thousands, writing.unit_in_cell, writing.broken_number,
        wording.de_particle, wording.ocr_labels, wording.numbering, wording.compatibility_glyphs, writing.wide_digits,
    )
}  # fmt: skip
DEFECTS: tuple[str, ...] = (*_DAMAGE, "footnote_date", "text_box")
"""The switches. Several can be given; each draws what it hits from the seed. A text box is in Word files only, several pages in PDFs only."""
_LARGE = frozenset(("thousands", "broken_number"))
_TOWN, _CITY = 300, 30_000


@dataclass(frozen=True)
class GoldCell:
    """A cell of the form: what the office meant (money in 元), what is printed, and whether a reader can know it.

    "read": it must be read; "optional": what tells its row or column is lost, so that it may be left out, and must not be another;
    "absent": no number is printed for it, and none may be told.
    """

    metric: str
    applicant: str | None
    value: float
    printed: str
    state: State

    @property
    def key(self) -> Key:
        return self.metric, self.applicant


@dataclass(frozen=True)
class Gold:
    """`faults` are the identities that the figures break, all of whose numbers can be read; `open` the rules that damage leaves undecided."""

    cells: tuple[GoldCell, ...]
    faults: tuple[Fault, ...]
    open: frozenset[str]

    def by_key(self) -> dict[Key, GoldCell]:
        return {cell.key: cell for cell in self.cells}


@dataclass(frozen=True)
class Block:
    """A paragraph, a heading or a table."""

    kind: Literal["title", "heading", "paragraph", "table"]
    text: str = ""
    table: Table | None = None


@dataclass
class FormDocument:
    """A small report around an official form, to be rendered; `gold` holds for HTML, DOCX, PDF and pipe rows, `gold_of` for any text style."""

    form: str
    year: int
    seed: int
    defects: tuple[str, ...]
    organization: tuple[str, str]
    figures: Figures
    tables: list[Table]
    prose: Prose
    gold: Gold = field(init=False)

    def __post_init__(self) -> None:
        self.gold = self._with_faults(_gold_cells(self.figures, self.tables))

    def gold_of(self, style: TextStyle) -> Gold:
        """The gold of a flattened text: without bars, an empty cell or a broken number leaves it open which number of the row is which."""
        if style == "pipe":
            return self.gold
        lost = {
            cell.key for table in self.tables for row in table.rows if _ambiguous(row, style) for cell in once(row) if cell.role == "value"
        }
        cells = [replace(c, state="optional") if c.state == "read" and c.key in lost else c for c in self.gold.cells]
        return self._with_faults(cells)

    def _with_faults(self, cells: list[GoldCell]) -> Gold:
        """Faults that the printed numbers show; a rule that needs a number which is lost, or has no place, may fail, hold, or not be assessed."""
        unread = {cell.key for cell in cells if cell.state != "read"}
        broken = [*faults(self.form, self.figures), *prose_faults(self.prose.records(), self.figures)]
        undecided = {f.rule for f in broken if f.keys & unread}
        # Zeros that are not printed (a stroke, nothing) leave an identity as true as it was.
        lost = {c.key for c in cells if c.state == "optional" or (c.state == "absent" and c.value)}
        undecided |= {i.rule for i in identities(self.form) if i.keys & lost}
        return Gold(tuple(cells), tuple(f for f in broken if not f.keys & unread), frozenset(undecided))

    def faults_after(self, last: FormDocument) -> list[Fault]:
        """What this report carries over from the one of the year before otherwise than that one says."""
        return carry_over(self.form, last.figures, self.figures)

    def blocks(self) -> list[Block]:
        """The report in order."""
        parts = [Block("title", self.prose.title.text)]
        parts += [Block("paragraph", self.prose.preamble.text)] if self.prose.preamble else []
        if self.form == "2014":
            parts += [b for n, part in enumerate(self.prose.parts) for b in _part("一二三四五六"[n], part)]
            (sheet,) = self.tables
            return [*parts, Block("heading", f"附件：{sheet.name}（{self.year}年度）"), Block("table", table=sheet)]
        first, *rest = self.prose.parts
        parts += _part("一", first)
        for table in self.tables:
            parts += [Block("heading", table.name), Block("table", table=table)]
        return [*parts, *(b for n, part in enumerate(rest) for b in _part("五六"[n], part))]

    def rng(self, name: str) -> random.Random:
        """The same choices at every rendering."""
        return random.Random(f"{self.form}-{self.seed}-{','.join(self.defects)}-{name}")

    def html(self, layout: str = "merged") -> str:
        """A page; `layout` is one of `html.LAYOUTS`."""
        from giar_ner.synthesis.forms.html import render

        return render(self, layout)

    def docx(self) -> bytes:
        """A Word file."""
        from giar_ner.synthesis.forms.docx import render

        return render(self)

    def pdf(self, *, ruled: bool = True) -> bytes:
        """A PDF, its tables with lines or without."""
        from giar_ner.synthesis.forms.pdf import render

        return render(self, ruled=ruled)

    def text(self, style: TextStyle = "pipe") -> str:
        """A plain text with the tables flattened."""
        from giar_ner.synthesis.forms.plain import render

        return render(self, style)


def generate_form(
    form: str = "2021",
    *,
    seed: int = 0,
    defects: Collection[str] = (),
    inconsistent: bool | str = False,
    last: FormDocument | None = None,
) -> FormDocument:
    """A report with an official form of `form` (2014, 2019, 2021), the same for the same arguments.

    `defects` are names in `DEFECTS`. `inconsistent` plants a slip: True in any identity, or the rule that it must break
    (`identities(form)` has them; "prose" and "prose:METRIC" spoil what the prose says instead).
    `last` is a report of the year before, from whose figures this one carries over.
    """
    if form not in FORMS:
        raise ValueError(f"no form {form!r}; there are {', '.join(FORMS)}")
    if unknown := set(defects) - set(DEFECTS):
        raise ValueError(f"no defect {', '.join(sorted(unknown))}; there are {', '.join(DEFECTS)}")
    chosen = tuple(d for d in DEFECTS if d in defects)
    rng = random.Random(f"form-{form}-{seed}")
    first, final = YEARS[form]
    year = last.year + 1 if last else rng.randint(first, final)
    if not first <= year <= final:
        raise ValueError(f"the form of {form} was not in force for the report on {year}")
    slots = load().slots
    organization = last.organization if last else (rng.choice(slots["place"]), rng.choice(slots["body"]))
    against = isinstance(inconsistent, str) and inconsistent.startswith("prose")
    size = _CITY if _LARGE & set(chosen) else _TOWN if against else None  # numbers of several digits; something to contradict
    true = draw_figures(form, rng, size=size, last=last.figures if last else None)
    figures = true
    if against:
        prose = _contradicting(form, year, organization, true, str(inconsistent).partition(":")[2], rng)
    else:
        prose = write_prose(form, year, organization, true, rng)
        figures = spoil(form, true, inconsistent if isinstance(inconsistent, str) else None, rng) if inconsistent else true
    filled = tables(form, figures)
    for table in filled:
        for cell in table.values():
            cell.text = writing.plain(cell)
    for name in chosen:
        damage = random.Random(f"{name}-{form}-{seed}")
        if name == "footnote_date":
            structure.footnote_date(filled, damage, year)
        elif name in _DAMAGE:
            _DAMAGE[name](filled, damage)
    return FormDocument(form, year, seed, chosen, organization, figures, filled, prose)


def _part(number: str, part: tuple[str, Passage]) -> list[Block]:
    heading, passage = part
    return [Block("heading", f"{number}、{heading}"), *(Block("paragraph", line) for line in passage.text.split("\n") if line.strip())]


def _gold_cells(figures: Figures, filled: list[Table]) -> list[GoldCell]:
    shown: dict[Key, Cell] = {cell.key: cell for table in filled for cell in (*table.displaced, *table.values()) if cell.key}
    cells = []
    for (metric, applicant), value in figures.items():
        cell = shown.get((metric, applicant))
        cells.append(GoldCell(metric, applicant, value, cell.text if cell else "", cell.state if cell else "absent"))
    return cells


def _contradicting(form: str, year: int, office: tuple[str, str], true: Figures, metric: str, rng: random.Random) -> Prose:
    """Prose that says another number of one metric (of `metric`, if it is not empty) than the form."""
    stated = (k for k, value in true.items() if k[1] in (None, "total") and value and (not metric or k[0] == metric))
    keys = sorted(stated, key=str)  # the same in every process
    for _ in range(300 if keys else 0):
        key = rng.choice(keys)
        prose = write_prose(form, year, office, true | {key: slip(true[key], rng)}, rng)
        if prose_faults(prose.records(), true):
            return prose
    raise ValueError(f"no sentence of the grammar states {metric or 'any metric of the form'} of this report")


def _ambiguous(row: list[Cell], style: TextStyle) -> bool:
    """Whether cells of a row are lost or merged in a flattened text; where only some rows have bars, an empty column is in those alone."""
    if style == "bars":  # an empty cell is a bar
        return any(cell.role == "gone" or "\n" in cell.text for cell in row)
    if style == "mixed" and any(cell.role == "blank" for cell in row):
        return True
    return any(cell.role in ("value", "gone") and (not cell.text or "\n" in cell.text) for cell in row)
