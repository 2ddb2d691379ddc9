"""Labels in every printing reduce to one form, and damaged ones find their row or none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giar_ner import ontology
from giar_ner.forms import FORMS, form_of, forms
from giar_ner.forms.labels import distance, read_label, segments, unit_in
from giar_ner.forms.match import Matcher
from giar_ner.records.tables.vocabulary import vocabulary


@pytest.mark.parametrize(
    "printed",
    [
        "（三）不予公开",
        "(三)不予公开",
        "㈢不予公开",
        "（三）、不予公开",
        "三、不予公开",
        "3.不予公开",
        "③不予公开",
        "不 予\n公开",
        "不予公開",
        "（三）不予公开（备注）",
    ],
)
def test_one_form(printed: str) -> None:
    assert read_label(printed).core == "不予公开"


def test_numbers_say_how_deep() -> None:
    assert [read_label(t).number for t in ("四、总计", "（七）总计", "3.其他", "其他")] == [(1, 4), (2, 7), (3, 3), None]


def test_several_labels_in_one_cell() -> None:
    assert [label.core for label in segments("三、本年度办理结果（三）不予公开1.属于国家秘密")] == [
        "本年度办理结果",
        "不予公开",
        "属于国家秘密",
    ]
    assert read_label("危及“三安全一稳定”").core == "危及三安全一稳定"
    assert read_label("第二十条第（五）项").core == read_label("第二十条第（八）项").core == "第二十条"
    assert read_label("自然人自然人").core == "自然人"


def test_units() -> None:
    assert unit_in("本年收费金额（单位：万元）") == "万元" and unit_in("采购总金额(万元)") == "万元" and unit_in("采购总金额") is None


ROWS = vocabulary("applications").row_labels
SHEET = vocabulary("sheet").row_labels


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("7.属千行政执法案巻", "applications.refused.enforcement_file"),
        ("2.其他法律行政法规禁止公开的", "applications.refused.other_law"),
        ("没有现成的信息需要另行制作", "applications.unavailable.needs_creation"),
        ("部份公开", "applications.outcome.partial"),
        ("申请人无正当理由逾期不补正、行政机关不再处理", "applications.other.not_corrected"),
    ],
)
def test_damaged_labels_find_their_row(printed: str, key: str) -> None:
    match = ROWS.match(read_label(printed))
    assert match and match.keys == (key,) and 0.5 <= match.confidence <= 1


@pytest.mark.parametrize("printed", ["公开", "办理情况说明", "政务微X公开政府信息数"])
def test_what_may_be_two_rows_is_none(printed: str) -> None:
    assert ROWS.match(read_label(printed)) is None and SHEET.match(read_label(printed)) is None


def test_a_lost_character_that_makes_another_label_is_caught_by_its_number() -> None:
    """不同意公开答复数 without its 不 is the label of another row; only its number tells."""
    assert SHEET.match(read_label("4.同意公开答复数")) is None
    assert SHEET.match(read_label("2.同意公开答复数")).keys == ("applications.outcome.granted",)  # type: ignore[union-attr]


def test_a_row_that_is_there_is_no_candidate() -> None:
    matcher = Matcher({"a": ["政务微博"], "b": ["政务微信"]})
    assert matcher.match(read_label("政务微倌")) is None
    assert matcher.match(read_label("政务微倌"), {"a"}).keys == ("b",)  # type: ignore[union-attr]


@given(st.text("甲乙丙丁", max_size=6), st.text("甲乙丙丁", max_size=6))
def test_distance_is_the_edit_distance(a: str, b: str) -> None:
    def slow(x: str, y: str) -> int:
        if not x or not y:
            return len(x) + len(y)
        return min(slow(x[1:], y) + 1, slow(x, y[1:]) + 1, slow(x[1:], y[1:]) + (x[0] != y[0]))

    assert distance(a, b, 9) == slow(a, b)


@given(st.text(max_size=40))
def test_any_text_is_a_label(text: str) -> None:
    assert segments(text) and isinstance(read_label(text).core, str)


def test_the_forms_are_whole() -> None:
    known = ontology.metrics()
    assert tuple(forms()) == FORMS
    for form in forms().values():
        stated = {metric for table in form.tables for metric in table.metrics()}
        assert stated <= known.keys()
        for table in form.tables:
            for row in table.rows:
                assert row.cells is None or row.cells.keys() <= {column.id for column in table.columns}
                assert row.group is None or row.group in {group.labels[0] for group in table.groups}
    assert {m.id for m in known.values() if "2014" in m.eras} == {m for t in forms()["2014"].tables for m in t.metrics()}
    in_force = [form_of(year) for year in (2007, 2013, 2014, 2020, 2030)]
    assert [form and form.id for form in in_force] == [None, "2008", "2014", "2019", "2021"]
