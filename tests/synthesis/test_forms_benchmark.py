"""What the benchmark of the forms counts: cells, silent errors, faults found and false alarms."""

from __future__ import annotations

import pytest

from benchmarks.forms import Answer, judge, main, measure, tables_alone
from benchmarks.forms_results import Result, Tally, load
from giar_ner.schema import Check, Record, Span
from giar_ner.synthesis.forms import Gold, generate_form


def records(gold: Gold, changes: dict[tuple[str, str | None], float | None] | None = None) -> list[Record]:
    """Records of every cell that is printed, with some of them changed or (None) left out."""
    values = {cell.key: cell.value for cell in gold.cells if cell.state != "absent"} | (changes or {})
    return [
        Record(
            start=i, end=i + 1, text="1", metric=metric, name="", kind="table_cell", value=value, unit=None, bound="exact",
            evidence=Span(start=i, end=i + 1), section=None, dimensions={"applicant": who} if who else {}, confidence=1.0,
        )
        for i, ((metric, who), value) in enumerate(values.items())
        if value is not None
    ]  # fmt: skip


def failing(rule: str, indexes: list[int]) -> Check:
    return Check(rule=rule, status="fail", expected=1, found=2, records=indexes, message="")


def test_a_perfect_answer():
    gold = generate_form("2021", seed=1).gold
    tally, findings = judge(gold, Answer(records(gold), [], []))
    assert tally.perfect
    assert findings == []


def test_a_wrong_number_is_silent_unless_something_speaks_of_it():
    gold = generate_form("2021", seed=1).gold
    told = records(gold, {("rules.issued", None): 999.0})
    at = next(i for i, record in enumerate(told) if record.metric == "rules.issued")
    assert (judge(gold, Answer(told, [], []))[0].wrong, judge(gold, Answer(told, [], []))[0].silent) == (1, 1)
    assert judge(gold, Answer(told, [], ["表格行“规章”有空格"]))[0].silent == 0
    assert judge(gold, Answer(told, [failing("in_force:rules", [at])], []))[0].silent == 0


def test_a_cell_that_is_left_out_and_one_that_is_made_up():
    gold = generate_form("2021", seed=1, defects={"slash"}).gold
    absent = next(cell.key for cell in gold.cells if cell.state == "absent")
    left_out, made_up = records(gold, {("rules.issued", None): None}), records(gold, {absent: 0.0})
    first, second = (judge(gold, Answer(told, [], []))[0] for told in (left_out, made_up))
    assert (first.expected - first.seen, first.wrong) == (1 if gold.by_key()["rules.issued", None].state == "read" else 0, 0)
    assert (second.seen, second.silent) == (second.expected, 1)


def test_faults_are_found_missed_and_invented():
    gold = generate_form("2021", seed=1, inconsistent="balance:legal_service").gold
    told = records(gold)
    everything = [failing(fault.rule.replace("balance:", "balance:applications:"), [0]) for fault in gold.faults]
    assert judge(gold, Answer(told, everything, []))[0].found == len(gold.faults)
    at = next(i for i, record in enumerate(told) if record.metric == "review.total")
    tally, findings = judge(gold, Answer(told, [failing("total:review.total", [at])], []))
    assert (tally.found, tally.alarms) == (0, 1)
    assert {kind for kind, _ in findings} == {"missed", "alarm"}


SETTINGS = {"whole": False, "in_process": False}
CLEAN = [("2021", "text-pipe", "none"), ("2014", "text-lines", "none")]


def counts(result: Result) -> dict[tuple[str, str, str], tuple[int, int, int]]:
    return {names: (t.documents, t.expected, t.right) for names, t in result.tallies.items()}


def test_a_run_in_pieces_counts_what_one_run_counts(tmp_path):
    whole = measure(tables_alone, CLEAN, range(4))
    path = tmp_path / "kept" / "run.json"
    budget = iter([True] * 3)
    first = measure(tables_alone, CLEAN, range(4), going=lambda _: next(budget, False))  # stopped after three documents
    first.save(path, SETTINGS)
    resumed = measure(tables_alone, CLEAN, range(4), load(path, SETTINGS))
    assert counts(resumed) == counts(whole)
    halves = measure(tables_alone, CLEAN, range(2))
    halves.merge(measure(tables_alone, CLEAN, range(2, 4)))
    assert counts(halves) == counts(whole)
    with pytest.raises(ValueError, match="both runs have seed 1"):
        halves.merge(measure(tables_alone, CLEAN, [1]))


def test_runs_with_other_settings_are_not_mixed(tmp_path):
    path = tmp_path / "run.json"
    Result().save(path, SETTINGS)
    with pytest.raises(ValueError, match="other settings"):
        load(path, SETTINGS | {"whole": True})


def test_the_command_goes_on_and_merges(tmp_path, capsys):
    kept, sums = tmp_path / "a.json", tmp_path / "sum.md"
    some = ["--forms", "2021", "--files", "text-pipe", "--defects", "none", "--results", str(kept)]
    main([*some, "--documents", "1"])
    main([*some, "--documents", "3"])
    assert load(kept, SETTINGS).seeds["2021", "text-pipe", "none"] == {0, 1, 2}
    other = tmp_path / "b.json"
    main([*some[:-1], str(other), "--documents", "2", "--first-seed", "3"])
    main(["--merge", f"{kept},{other}", "--markdown", str(sums), "--all"])
    assert "| 2021 | text-pipe | none | 5 | 1.000 | 1.000 |" in sums.read_text(encoding="utf-8")
    with pytest.raises(SystemExit):
        main(["--merge", f"{kept},{kept}"])
    assert "both runs have seed 0" in capsys.readouterr().err


def test_a_share_that_is_not_all_is_never_shown_as_all():
    assert Tally(documents=1, expected=10_000, seen=10_000, right=9_999).row()[1] == "0.999"
