"""Metrics and section types, read from the YAML files beside this module. To add a metric, add a line to metrics.yaml and passages that use it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

OTHER = "other"
OPEN = (OTHER, "disclosure.key_areas", "disclosure.category")
"""Metrics without a row of their own in any official form: the open classes, which the official score leaves out."""


APPLICANTS = (
    "natural_person",
    "commercial_enterprise",
    "research_institution",
    "social_organization",
    "legal_service",
    "other",
    "total",
)
"""Who applied: the columns of the applications form, with that of their sum."""


@dataclass(frozen=True)
class Metric:
    """One statistic. `units[0]` is canonical; `total` is the metric that this one is a part of."""

    id: str
    zh: str
    units: tuple[str, ...] = ()
    total: str | None = None
    eras: tuple[str, ...] = ()


@dataclass(frozen=True)
class SectionType:
    """One kind of top-level part of a report."""

    id: str
    zh: str


def _read(name: str, key: str) -> list[dict]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(files(__package__).joinpath(name).read_text(encoding="utf-8"), Loader=loader)[key]


@cache
def metrics() -> dict[str, Metric]:
    """Every metric by id, in the file's order."""
    rows = _read("metrics.yaml", "metrics")
    return {
        r["id"]: Metric(r["id"], r["zh"], tuple(r.get("units", ())), r.get("total"), tuple(str(e) for e in r.get("eras", ()))) for r in rows
    }


@cache
def section_types() -> dict[str, SectionType]:
    """Every section type by id, in the file's order."""
    return {r["id"]: SectionType(r["id"], r["zh"]) for r in _read("sections.yaml", "sections")}
