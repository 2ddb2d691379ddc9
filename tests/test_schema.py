"""The invariants of a report: whatever breaks one is refused where the report is made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from giar_ner.schema import Report

Plain = dict[str, Any]


def shift(part: Plain, by: int) -> None:
    part["start"] += by
    part["end"] += by


BREAKS: dict[str, tuple[Callable[[Plain], object], str]] = {
    "a record's offsets": (lambda r: shift(r["records"][0], 1), "the text at"),
    "a record's text": (lambda r: r["records"][0].update(text="97件"), "the text at"),
    "a leftover's offsets": (lambda r: shift(r["leftovers"][0], -1), "the text at"),
    "a record beyond the end": (lambda r: shift(r["records"][-1], len(r["text"])), "the text at"),
    "a span that ends before it starts": (lambda r: r["records"][0].update(start=r["records"][0]["end"] + 1), "before it starts"),
    "the order of the records": (lambda r: (r["records"].reverse(), r["checks"].clear()), "document order"),
    "the evidence": (lambda r: r["records"][0]["evidence"].update(start=r["records"][0]["start"] + 1), "does not contain it"),
    "a gap between sections": (lambda r: r["sections"].pop(1), "do not tile"),
    "sections that stop early": (lambda r: r["sections"].pop(), "do not reach the end"),
    "a check of a missing record": (lambda r: r["checks"][0]["records"].append(99), "does not exist"),
    "a confidence above one": (lambda r: r["records"][0].update(confidence=1.5), "less than or equal to 1"),
    "a key that nobody knows": (lambda r: r.update(colour="red"), "Extra inputs"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_report_is_refused(report: Report, name: str) -> None:
    damage, message = BREAKS[name]
    plain = report.model_dump(mode="json")
    assert Report.model_validate(plain) == report
    damage(plain)
    with pytest.raises(ValidationError, match=message):
        Report.model_validate(plain)


def test_json_and_back_with_and_without_the_text(report: Report) -> None:
    assert Report.model_validate_json(report.to_json()) == report
    assert '"text": "青溪县' not in report.to_json(text=False) and '"97件"' in report.to_json(text=False)


def test_a_row_is_flat_and_says_where_it_is_from(report: Report) -> None:
    rows = report.to_rows()
    assert [row["text"] for row in rows] == [record.text for record in report.records]
    assert all(not isinstance(value, (dict, list)) for row in rows for value in row.values())
    assert (rows[0]["organization"], rows[0]["year"], rows[4]["category"], rows[7]["period"]) == ("青溪县水务局", 2016, "机构职能", "2015")
