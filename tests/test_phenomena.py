"""The hard parts of real reports, each on authored passages that no model trains on (`tests/phenomena/<name>.txt`), with the shipped model.

A bar is what a user may expect, a few points below what was measured: one record is 2 to 4 points of a file's F1. `python -m
benchmarks.phenomena --errors` shows the figures and every miss.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from benchmarks.phenomena import Outcome, measure, phenomena
from giar_ner import extract
from giar_ner.extractor import default_model
from giar_ner.language.normal import normalise
from giar_ner.language.sentences import sentences
from giar_ner.passages import read

FOLDER = Path(__file__).parent / "phenomena"
PACKS = Path(__file__).parent.parent / "data" / "passages"


@dataclass(frozen=True)
class Bar:
    """At least this record F1, at most so many records too many, and at least this share of an attribute right."""

    record: float
    spurious: int = 5
    attributes: dict[str, float] = field(default_factory=dict)


BARS = {
    "category_lists": Bar(0.92, attributes={"category": 0.85}),
    "changes_against_last_year": Bar(0.85),
    "cumulative_against_annual": Bar(0.9, attributes={"period": 0.85}),
    "distractors": Bar(0.85, spurious=2),
    "elided_coordination": Bar(0.88),
    "flattened_tables": Bar(0.95, spurious=1),
    "full_width_digits": Bar(0.95),
    "inner_spaces": Bar(0.95),
    "lost_characters": Bar(0.88),
    "names_without_values": Bar(0, spurious=2),
    "one_line_reports": Bar(0.95),
    "one_negation_over_several": Bar(0.88),
    "periods_that_end_early": Bar(0.93, attributes={"period": 0.85, "report period": 0.8}),
    "previous_year_in_parentheses": Bar(0.93, attributes={"period": 0.9}),
    "scope": Bar(0.93, attributes={"scope": 0.8}),
    "shares_tied_to_metric": Bar(0.93, attributes={"category": 0.75}),
    "spam_words": Bar(0.93),
    "traditional_mirrors": Bar(0.93),
    "wan_yi_and_chinese_numerals": Bar(0.9),
}

needs_model = pytest.mark.skipif(not (default_model() / "config.json").exists(), reason="no shipped model in this tree")


@pytest.fixture(scope="module", params=sorted(BARS))
def phenomenon(request: pytest.FixtureRequest) -> tuple[Bar, Outcome]:
    """One phenomenon's bar and what the shipped model makes of its passages."""
    return BARS[request.param], measure(phenomena(FOLDER)[request.param], extract)


@needs_model
def test_records(phenomenon: tuple[Bar, Outcome]) -> None:
    bar, outcome = phenomenon
    assert outcome.spurious <= bar.spurious, "\n".join(outcome.wrong)
    assert outcome.scores["record"].f1 >= bar.record, "\n".join(outcome.wrong)


@needs_model
def test_attributes_of_the_records_found(phenomenon: tuple[Bar, Outcome]) -> None:
    bar, outcome = phenomenon
    for name, least in {"value": 1.0, **bar.attributes}.items():
        assert outcome.attribute(name) >= least, f"{name}: {outcome.attribute(name):.3f}\n" + "\n".join(outcome.wrong)
        assert outcome.asked[name] or not outcome.scores["record"].gold, f"nothing says whether {name} is right"


def test_every_file_has_its_bar_and_its_passages() -> None:
    found = phenomena(FOLDER)
    assert set(found) == set(BARS)
    for name, passages in found.items():
        assert [p.id for p in passages] == [f"{name}-{n}" for n in range(1, 7)]
        assert all(80 <= len(p.text) <= 250 for p in passages)


def test_no_model_has_seen_them() -> None:
    """No sentence of them stands in the passages that models learn from; the header rows of official forms do."""
    known = "".join("".join(normalise(p.text).split()) for p in read(PACKS))
    for passages in phenomena(FOLDER).values():
        for text in (normalise(p.text) for p in passages):
            words = ["".join(text[start:end].split()) for start, end in sentences(text)]
            assert not [w for w in words if len(w) >= 24 and "|" not in w and w in known]
