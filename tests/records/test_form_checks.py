"""The identities of the forms, prose against table, growth rates and two years; hints that never change a value."""

from __future__ import annotations

from typing import Any

import pytest
from form_grids import APPLICANTS, FORMS, Made, applications, disclosure, make, review, sheet
from marked_spans import build

from giar_ner import forms
from giar_ner.errors import QueryError
from giar_ner.ontology import APPLICANTS as COLUMNS
from giar_ner.records import compare_years, run_checks, table_records
from giar_ner.records.checks.slips import slip
from giar_ner.schema import Check, Record


def records_of(made: Made) -> list[Record]:
    return table_records(made.text, made.reading, [])


def changed(records: list[Record], metric: str, value: float, applicant: str | None = None) -> list[Record]:
    return [
        r.model_copy(update={"value": value}) if r.metric == metric and r.dimensions.get("applicant") == applicant else r for r in records
    ]


def by_status(checks: list[Check], status: str) -> set[str]:
    return {c.rule for c in checks if c.status == status}


@pytest.mark.parametrize("name", FORMS)
def test_a_consistent_form_fails_nothing(name: str) -> None:
    checks = run_checks(records_of(make(FORMS[name]()[0])))
    assert not by_status(checks, "fail") and not by_status(checks, "not_assessable")
    assert len({c.rule for c in checks}) == len(checks)


def test_the_rules_of_each_form() -> None:
    rules = by_status(run_checks(records_of(make(applications()[0]))), "pass")
    assert rules >= {f"{rule}:{who}" for rule in ("balance", "replied") for who in APPLICANTS}
    assert {r for r in rules if r.startswith("applicants:")} >= {"applicants:applications.received", "applicants:applications.other.rest"}
    assert by_status(run_checks(records_of(make(review()[0]))), "pass") == {
        "total:review.total",
        "total:litigation.direct.total",
        "total:litigation.after_review.total",
    }
    assert by_status(run_checks(records_of(make(sheet()[0]))), "pass") == {
        f"total:{metric}"
        for metric in (
            "disclosure.total", "applications.received", "applications.completed", "applications.replied", "applications.outcome.refused",
            "review.total", "litigation.total", "capacity.staff",
        )
    }  # fmt: skip


def test_every_changed_cell_breaks_its_row_and_column() -> None:
    rows, gold = applications()
    records = records_of(make(rows))
    for (metric, who), value in gold.items():
        failed = by_status(run_checks(changed(records, metric, value + 1, who), 2023), "fail")
        column = {"applications.received", "applications.carried_in", "applications.carried_out"}
        wanted = {f"applicants:{metric}", f"balance:{who}" if metric in column else f"replied:{who}"}
        assert failed >= wanted, (metric, who, failed)


def test_both_sides_the_records_and_a_hint() -> None:
    rows, gold = applications()
    value = gold["applications.received", "total"]
    swapped = float(str(int(value))[:-2] + str(int(value))[-1] + str(int(value))[-2])
    checks = run_checks(changed(records_of(make(rows)), "applications.received", swapped, "total"))
    (check,) = [c for c in checks if c.rule == "applicants:applications.received"]
    assert (check.status, check.expected, check.found, len(check.records)) == ("fail", swapped, value, 7)
    assert "颠倒" in check.message and "2处" in check.message and "本年新收" in check.message


@pytest.mark.parametrize(
    ("printed", "meant", "words"),
    [(12, 21, "颠倒"), (132, 123, "颠倒"), (12, 123, "少一位"), (1123, 123, "多一位"), (12, 34, None), (12, 12.5, None), (0, 5, None)],
)
def test_slips(printed: float, meant: float, words: str | None) -> None:
    found = slip(float(printed), float(meant))
    assert found is None if words is None else found is not None and words in found


def test_a_number_split_over_two_cells() -> None:
    rows, _ = review()
    records = records_of(make(rows))
    for metric, value in (("upheld", 1), ("corrected", 2), ("other", 0), ("pending", 0), ("total", 12)):
        records = changed(records, f"review.{metric}", value)
    (check,) = [c for c in run_checks(records) if c.status == "fail"]
    assert "被拆开" in check.message


def test_a_missing_part_is_not_assessable_unless_too_much_is_stated() -> None:
    rows, _ = review()
    rows[-1][2] = ""
    rows[-1][4] = "9"
    status = {c.rule: c.status for c in run_checks(records_of(make(rows)))}
    assert status["total:review.total"] == "not_assessable"
    records = changed(records_of(make(rows)), "review.total", 6.0)
    assert {c.rule: c.status for c in run_checks(records)}["total:review.total"] == "fail"


def test_channels_may_overlap_but_not_fall_short() -> None:
    records = records_of(make(sheet()[0]))
    assert "total:disclosure.total" in by_status(run_checks(changed(records, "disclosure.total", 2900)), "pass")
    assert "total:disclosure.total" in by_status(run_checks(changed(records, "disclosure.total", 3121)), "fail")


def with_table(source: str, *forms: Any) -> list[Record]:
    return [*build(source)[0], *records_of(make(*forms))]


def test_prose_against_table() -> None:
    rows, gold = applications()
    total = int(gold["applications.received", "total"])
    people = int(gold["applications.received", "natural_person"])
    refused = int(sum(v for (m, who), v in gold.items() if m.startswith("applications.refused.") and who == "total"))
    agree = f"收到申请<{total}件|applications.received>，不予公开<{refused}件|applications.outcome.refused>。"
    assert by_status(run_checks(with_table(agree, rows)), "pass") >= {"prose:applications.received", "prose:applications.outcome.refused"}
    checks = run_checks(with_table(f"收到申请<{total + 1}件|applications.received>，没有<结转|zero:applications.carried_in>。", rows))
    assert by_status(checks, "fail") == {"prose:applications.received", "prose:applications.carried_in"}
    checks = run_checks(with_table(f"收到申请<约{total + 1}件|applications.received>。其中公民<{people}件|applications.received>。", rows))
    assert by_status(checks, "fail") == set() and "prose:applications.received:natural_person" in by_status(checks, "pass")
    assert by_status(run_checks(with_table(f"收到申请<{total - 5}余件|applications.received>。", rows)), "fail") == set()


def surer(records: list[Record], confidence: float) -> list[Record]:
    return [r if r.kind == "table_cell" else r.model_copy(update={"confidence": confidence}) for r in records]


def test_a_misread_sentence_accuses_nobody() -> None:
    rows, gold = applications()
    total = int(gold["applications.received", "total"])
    part = f"其中市民递交的申请<{total - 3}件|applications.received>。"
    assert by_status(run_checks(with_table(part, rows)), "fail") == {"prose:applications.received"}
    beside = with_table(f"全年申请<{total}件|applications.received>，{part}", rows)
    assert by_status(run_checks(beside), "fail") == set(), "a part that was taken for the whole"
    larger = with_table(f"全年申请<{total + 9}件|applications.received>，{part}", rows)
    failed = [c for c in run_checks(larger) if c.status == "fail"]
    assert [c.found for c in failed] == [total + 9], "the larger of two is no part"
    denied = with_table(f"全年申请<{total}件|applications.received>，没有<收到申请|zero:applications.received>。", rows)
    assert by_status(run_checks(denied), "fail") == {"prose:applications.received"}, "nothing is no part"
    about = with_table(f"申请<约{total + 9}件|applications.received>。{part}", rows)
    assert by_status(run_checks(about), "fail") == {"prose:applications.received"}, "what is about so many proves nothing"
    plan = build(f"明年力争受理申请<{total + 9}件|applications.received>。", section="problems_improvements")[0]
    assert not {c.rule for c in run_checks([*plan, *records_of(make(rows))]) if c.rule.startswith("prose:")}
    form, figures = sheet()
    staff = int(figures["capacity.staff_part_time"])
    short = build(f"目前只有<{staff + 2}名|capacity.staff_part_time>兼职人员。", section="problems_improvements")[0]
    checks = run_checks([*short, *records_of(make(form))])
    assert by_status(checks, "fail") == {"prose:capacity.staff_part_time"}, "what there is stands among the problems, too"
    assert by_status(run_checks(surer(with_table(part, rows), 0.89)), "fail") == set()
    assert by_status(run_checks(surer(larger, 0.85)), "fail") == {"prose:applications.received"}
    split = build("收到申请<9件|applications.received>，网上<20件|applications.channel.online>。")[0]
    assert by_status(run_checks(split), "fail") == {"total:applications.received"}
    assert by_status(run_checks(surer(split, 0.8)), "not_assessable") == {"total:applications.received"}
    more = build("收到申请<9件|applications.received>，网上<20件|applications.channel.online>，当面<1件|applications.channel.in_person>。")[
        0
    ]
    unsure = [r.model_copy(update={"confidence": 0.6}) if r.metric.endswith("in_person") else r for r in more]
    assert by_status(run_checks(unsure), "fail") == {"total:applications.received"}, "what is surely read is too much by itself"


def test_two_tables_that_contradict_each_other() -> None:
    rows, _ = disclosure()
    other = [[("36", 1, 3) if cell == ("35", 1, 3) else cell for cell in row] for row in rows]
    checks = run_checks(records_of(make(rows, other)))
    assert by_status(checks, "fail") == {"twice:penalties.decisions"}


@pytest.mark.parametrize(
    ("now", "rate", "status"),
    [("120件", "20%", "pass"), ("120件", "21%", "pass"), ("120件", "22%", "fail"), ("113件", "13.0%", "pass"), ("80件", "20%", "fail")],
)
def test_growth(now: str, rate: str, status: str) -> None:
    source = f"收到申请<{now}|applications.received>，比2016年（<100件|applications.received>）增长<{rate}|change:applications.received>。"
    (check,) = [c for c in run_checks(build(source)[0], 2017) if c.rule.startswith("growth")]
    assert check.status == status and len(check.records) == 3


def test_growth_in_pieces() -> None:
    source = "收到申请<88件|applications.received>，比2016年（<100件|applications.received>）减少<12件|change:applications.received>。"
    assert by_status(run_checks(build(source)[0], 2017), "pass") == {"growth:applications.received"}
    assert run_checks(build("收到申请<88件|applications.received>，增长<12%|change:applications.received>。")[0], 2017) == []


def report_of(make_report: Any, made: Made, year: int) -> Any:
    return make_report(made.text, year=year, records=[r.model_dump() for r in records_of(made)], sections=[])


def test_two_years(make_report: Any) -> None:
    rows, gold = applications()
    section_two, _ = disclosure()
    last = report_of(make_report, make(section_two, rows), 2022)
    this = report_of(make_report, make(section_two, rows), 2023)
    checks = {c.rule: c for c in compare_years(last, this)}
    assert set(checks) == {f"carry_over:{who}" for who in APPLICANTS} | {"in_force:rules", "in_force:normative_documents"}
    for who in APPLICANTS:
        same = gold["applications.carried_out", who] == gold["applications.carried_in", who]
        check = checks[f"carry_over:{who}"]
        assert check.status == ("pass" if same else "fail") and check.last and check.this
    rules = checks["in_force:rules"]
    assert (rules.status, rules.expected, rules.found) == ("fail", 8, 7)


def test_who_may_apply_are_the_columns_of_the_forms() -> None:
    for table in forms.tables("applications"):
        assert tuple(column.id for column in table.columns) == COLUMNS


def test_the_value_of_a_metric(make_report: Any) -> None:
    rows, gold = applications()
    made = make(rows)
    total = int(gold["applications.received", "total"])
    report = report_of(make_report, made, 2023)
    figure = report.value("applications.received", applicant="total")
    assert (figure.value, figure.source, figure.agrees, figure.unit) == (total, "table", None, "件")
    assert figure.evidence.startswith("一、本年新收") and report.value("applications.received") == figure
    assert report.value("applications.carried_in", "commercial_enterprise").value == 0
    assert report.value("complaints.total") is None
    with pytest.raises(QueryError, match=r"no metric 'applications.recieved'.*applications.received"):
        report.value("applications.recieved")
    with pytest.raises(QueryError, match=r"no applicant 'natural'.*natural_person"):
        report.value("applications.received", "natural")
    with pytest.raises(QueryError, match="no applicant ''"):
        report.value("applications.received", "")
    prose, _ = build(f"收到申请<{total}件|applications.received>，没有发生<收费|zero:fees.collected>。")
    text = "收到申请" + f"{total}件，没有发生收费。\n" + made.text
    shift = len(text) - len(made.text)
    moved = [
        r.model_copy(
            update={
                "start": r.start + shift,
                "end": r.end + shift,
                "evidence": r.evidence.model_copy(update={"start": r.evidence.start + shift, "end": r.evidence.end + shift}),
            }
        )
        for r in records_of(made)
    ]
    both = make_report(text, records=[r.model_dump() for r in [*prose, *moved]], sections=[])
    figure = both.value("applications.received")
    assert (figure.source, figure.agrees, len(figure.prose)) == ("table", True, 1)
    zero = both.value("fees.collected")
    assert zero is not None and (zero.value, zero.source, zero.agrees, zero.record.kind) == (0, "prose", None, "zero_statement")
