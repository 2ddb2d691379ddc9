"""The small words of the table: a record's sign, number, unit and notes, a confidence, an era."""

from __future__ import annotations

import re

from rich.text import Text

from giar_ner import ontology
from giar_ner.render.rows import plain
from giar_ner.render.snippet import clean
from giar_ner.schema import Period, Record, Year

BARS = "▁▂▃▄▅▆▇█"
BOUNDS = {"exact": "", "at_least": "≥ ", "approx": "≈ "}
APPLICANTS = {
    "natural_person": "自然人",
    "commercial_enterprise": "商业企业",
    "research_institution": "科研机构",
    "social_organization": "公益组织",
    "legal_service": "法律服务",
    "other": "其他",
    "total": "总计",
}  # the columns of the 2019 and 2021 forms, in their order


def era(year: int) -> str:
    """Which form a report for `year` follows."""
    if year < 2014:
        return "2008 form, prose"
    if year < 2019:
        return "2014 form, prose and statistics sheet"
    return "2019 form, fixed tables" if year < 2021 else "2021 form, fixed tables"


def sign(record: Record) -> tuple[str, str]:
    """A sign for the record's kind and the style that goes with it; a plain stated number has none."""
    if record.kind == "change":
        return ("↓", "red") if record.value < 0 else ("↑", "green")
    return {"zero_statement": ("∅", "magenta"), "share": ("%", "blue"), "table_cell": ("▦", "none")}.get(record.kind, ("", "none"))


def number(record: Record) -> str:
    """The value with thousands separators, its bound before it, and the sign of a change."""
    value = plain(record.value)
    digits = f"{value:+,}" if record.kind == "change" else f"{value:,}"
    return BOUNDS[record.bound] + digits.replace("-", "−")


def unit(record: Record) -> str:
    return clean(record.unit or "")


def metric_name(record: Record) -> str:
    """The metric's Chinese name without the remark in parentheses that ends some names."""
    return re.sub(r"(?<=.)（[^（）]*）$", "", record.name)


def type_name(section_type: str) -> str:
    """The Chinese name of a section type."""
    types = ontology.section_types()
    return types[section_type].zh if section_type in types else section_type


def notes(record: Record) -> str:
    """What sets the record apart from the report's own figure: period, scope, class, applicant."""
    found = []
    if record.period == "cumulative":
        found.append("累计")
    elif isinstance(record.period, Year):
        found.append(f"{record.period.year}年")
    elif isinstance(record.period, Period):
        found.append(f"{record.period.start} – {record.period.end}")
    if record.scope:
        found.append(clean(record.scope))
    for key, value in record.dimensions.items():
        found.append(APPLICANTS.get(value, value) if key == "applicant" else clean(value))
    return " · ".join(found)


def confidence(value: float) -> Text:
    """`▇ .97`: a bar as high as the confidence, and the figure."""
    style = "green" if value >= 0.9 else "yellow" if value >= 0.6 else "red"
    figure = f"{value:.2f}".removeprefix("0")
    return Text(f"{BARS[min(7, int(value * 8))]} {figure}", style=style)
