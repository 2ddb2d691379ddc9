"""From reports to the panel: which figure counts, and what contradicts it."""

from __future__ import annotations

from typing import Any

import pytest
from batch_fakes import Fake
from batch_jobs import go, table

from giar_ner.batch.figures import Said, what_it_says
from giar_ner.batch.panel import merge, same_organization
from giar_ner.reading import from_text


def said(text: str, document: str = "a") -> Said:
    return what_it_says(Fake().extract_document(from_text(text)), document)


def test_figures_are_those_of_report_value(report: Any) -> None:
    figures = what_it_says(report, "a").figures
    for metric in {record.metric for record in report.records}:
        figure = report.value(metric)
        assert (metric in figures) == (figure is not None)
        if figure is not None:
            first = figures[metric][0]
            assert (first.value, first.unit, first.start, first.end) == (figure.value, figure.unit, figure.record.start, figure.record.end)
            assert report.text[first.start : first.end] == first.text


def test_form_before_prose_and_the_rest_contradicts() -> None:
    one = said("局;2019;review.total=3;review.total=2t;review.total=2;review.total=9t;review.total=8~")
    assert [(s.value, s.source) for s in one.figures["review.total"]] == [(2, "table"), (3, "prose"), (9, "table")]
    assert one.agrees["review.total"] is False
    assert Said.from_line(one.to_line()) == one


def test_documents_of_one_row() -> None:
    group = [said("局;2019;review.total=3;fees.collected=1", "a"), said("局;2019;review.total=4t;fees.collected=1", "b")]
    row, sources = merge(group)
    assert {key: row[key] for key in ("organization", "year", "documents", "review.total", "fees.collected")} == {
        "organization": "局", "year": 2019, "documents": 2, "review.total": 4, "fees.collected": 1,
    }  # fmt: skip
    told = [(s["metric"], s["role"], s["document"], s["value"], s["source"], s["start"], s["confidence"]) for s in sources]
    assert told == [
        ("review.total", "panel", "b", 4, "table", 7, 0.8765),
        ("review.total", "conflict", "a", 3, "prose", 7, 0.8765),
        ("fees.collected", "panel", "a", 1, "prose", 22, 0.8765),
    ]


def test_names_that_differ_by_typing_only() -> None:
    assert same_organization("青溪县 水务局（本级）") == same_organization("青溪县水务局(本级)")


@pytest.mark.usefixtures("inline")
def test_rows_by_organisation_and_year_and_none_lost(inputs: Any) -> None:
    inputs(
        "乙局;2020;review.total=1",
        "甲局;2021;review.total=2",
        ";2019;review.total=3",
        "乙局;;review.total=4",
        "甲 局;2021;",
        ";2019;",
        "乙局;2019;",
    )
    go(part_size=2)
    rows = [(r.get("organization"), r.get("year"), r["documents"], r.get("review.total")) for r in table("panel.csv")]
    assert rows == [
        ("乙局", "2019", "1", None), ("乙局", "2020", "1", "1"), ("乙局", None, "1", "4"), ("甲局", "2021", "2", "2"),
        (None, "2019", "1", "3"), (None, "2019", "1", None),
    ]  # fmt: skip
    assert {row["document"] for row in table("panel_sources.csv")} == {"in/r00.txt", "in/r01.txt", "in/r02.txt", "in/r03.txt"}
