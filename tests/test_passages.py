"""Inline gold to stand-off gold, the errors that a wrong mark gives, and the fixed splits."""

from __future__ import annotations

from pathlib import Path

import pytest

from giar_ner.errors import PassageError
from giar_ner.passages import Passage, parse, read, split

PACK = """=== T-1 a remark
kind: report
org: 渚泉镇
---
⟪title⟫⟦渚泉镇|@organization⟧2010年报告
⟪applications⟫二、依申请公开
收到⟦1.8万余件|applications.received;year=2009;scope=全镇;accept=other,review.total⟧，没有⟦收费|zero:fees.collected;optional⟧，⟦少三成|change:applications.received;value=-30⟧。
"""


def one(body: str, kind: str = "passage") -> Passage:
    return next(parse(f"=== T-1\nkind: {kind}\n---\n{body}\n", "T"))


def test_marks_become_offsets_of_the_plain_text() -> None:
    (p,) = parse(PACK, "T")
    assert (p.id, p.pack, p.meta, p.errors) == ("T-1", "T", {"kind": "report", "org": "渚泉镇"}, [])
    assert p.text == "渚泉镇2010年报告\n二、依申请公开\n收到1.8万余件，没有收费，少三成。\n"
    assert all(p.text[x["start"] : x["end"]] == x["text"] for x in (*p.records, *p.marks))
    assert [p.text[s["start"] : s["end"]][:2] for s in p.sections] == ["渚泉", "二、"] and p.sections[-1]["end"] == len(p.text)
    received, fees, fewer = p.records
    assert (received["value"], received["bound"], received["period"], received["scope"]) == (18000, "at_least", {"year": 2009}, "全镇")
    assert received["accept"] == ["other", "review.total"]
    assert (fees["kind"], fees["value"], fees["optional"]) == ("zero_statement", 0, True)
    assert (fewer["kind"], fewer["value"]) == ("change", -30)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("⟦12件|applications.recieved⟧", "unknown metric applications.recieved"),
        ("⟦12件|applications.received;accept=nothing⟧", "unknown metric nothing"),
        ("⟦12件|sum:applications.received⟧", "unknown kind"),
        ("⟦12件|@place⟧", "unknown mark"),
        ("⟪epilogue⟫完", "unknown section"),
        ("⟦12件⟧", "without words or label"),
        ("⟦若干件|applications.received⟧", "no numeral"),
        ("⟦0件|zero:applications.received⟧", "a zero statement with a digit"),
        ("⟦12件|applications.received;colour=red⟧", "wrong attribute 'colour=red'"),
        ("⟦12件|applications.received;value=many⟧", "wrong attribute 'value=many'"),
        ("⟦12件|applications.received;year=去年⟧", "wrong attribute 'year=去年'"),
        ("⟦12件|applications.received;period=a/b/c⟧", "wrong attribute 'period=a/b/c'"),
        ("收到⟦12件", "a bracket is left"),
    ],
)
def test_a_wrong_mark_is_named(body: str, message: str) -> None:
    assert message in one(body).errors[0]


def test_a_report_begins_with_a_section() -> None:
    assert "starts with a section mark" in one("全年公开⟦12条|disclosure.total⟧。", "report").errors[0]


def test_reading_a_folder_stops_at_the_first_error(tmp_path: Path) -> None:
    with pytest.raises(PassageError, match="no passages"):
        read(tmp_path)
    (tmp_path / "T.txt").write_text(PACK + "=== T-2\nkind: passage\nno line that ends the header\n", encoding="utf-8")
    with pytest.raises(PassageError, match="T-2: no line '---'"):
        read(tmp_path)


def test_the_splits_are_disjoint_and_their_ids_exist() -> None:
    folder = Path(__file__).parents[1] / "data" / "passages"
    passages = read(folder)
    parts = split(passages, folder)
    ids = [p.id for p in (*parts.train, *parts.calibration, *parts.development, *parts.whole)]
    assert len(ids) == len({*ids}) == len(passages)
    for name, part in (("development", parts.development), ("calibration", parts.calibration), ("whole", parts.whole)):
        assert {p.id for p in part} == {*(folder / f"{name}.ids").read_text(encoding="utf-8").split()}
