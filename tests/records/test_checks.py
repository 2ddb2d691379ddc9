"""Parts must not exceed their total."""

from __future__ import annotations

import pytest
from marked_spans import build

from giar_ner.records import run_checks
from giar_ner.schema import Record

TOTAL = "收到申请<{}|applications.received>，"
PARTS = "其中当面<{}|applications.channel.in_person>，信函<{}|applications.channel.letter>。"


def checked(*figures: str) -> list[tuple[str, str, float | None, float | None, list[int]]]:
    records, _ = build((TOTAL + PARTS).format(*figures))
    return [(c.rule, c.status, c.expected, c.found, c.records) for c in run_checks(records)]


@pytest.mark.parametrize(
    ("figures", "status", "expected", "found"),
    [
        (("9件", "4件", "5件"), "pass", 9, 9),
        (("9件", "4件", "2件"), "pass", 9, 6),
        (("9件", "4件", "6件"), "fail", 9, 10),
        (("9余件", "4件", "6件"), "not_assessable", None, None),
    ],
)
def test_total(figures: tuple[str, ...], status: str, expected: float | None, found: float | None) -> None:
    assert checked(*figures) == [("total:applications.received", status, expected, found, [0, 1, 2])]


@pytest.mark.parametrize(("figures", "status"), [(("9条", "6条", "8条"), "pass"), (("9条", "6条", "10条"), "fail")])
def test_channels_may_overlap_but_none_exceeds_the_total(figures: tuple[str, ...], status: str) -> None:
    told = "公开<{}|disclosure.total>，其中网站<{}|disclosure.channel.website>，微信<{}|disclosure.channel.wechat>。"
    (check,) = run_checks(build(told.format(*figures))[0])
    assert (check.rule, check.status) == ("total:disclosure.total", status)


def test_a_message_shows_all_digits() -> None:
    records, _ = build((TOTAL + PARTS).format("1234567件", "1234567件", "1件"))
    assert "1234568大于总数1234567" in run_checks(records)[0].message


def test_zero_statements_count_as_parts() -> None:
    records, _ = build(
        "收到申请<2件|applications.received>：信函<2件|applications.channel.letter>，没有<传真|zero:applications.channel.fax>。"
    )
    (check,) = run_checks(records)
    assert (check.status, check.expected, check.found) == ("pass", 2, 2) and "等于" in check.message


@pytest.mark.parametrize(
    "source",
    [
        PARTS.format("4件", "5件"),  # no total
        (TOTAL + TOTAL + PARTS).format("9件", "8件", "4件", "5件"),  # told twice, differently
    ],
)
def test_not_assessable(source: str) -> None:
    (check,) = run_checks(build(source)[0])
    assert (check.status, check.expected, check.found) == ("not_assessable", None, None)


def test_other_periods_scopes_and_columns_are_left_out() -> None:
    records, _ = build((TOTAL + PARTS).format("9件", "4件", "6件"))

    def status(**changed: object) -> str:
        altered: list[Record] = [records[0], records[1], records[2].model_copy(update=changed)]
        return run_checks(altered)[0].status

    assert status() == "fail"
    assert status(period="cumulative") == status(scope="市本级") == status(dimensions={"applicant": "natural_person"}) == "pass"
    assert status(section="fees") == "pass"


def test_a_channel_elsewhere_is_no_part() -> None:
    whole = "公开信息<64条|disclosure.total>"
    beside, elsewhere = "，其中微信<488条|disclosure.channel.wechat>。", "。同时，公众号发文<488篇|disclosure.channel.wechat>。"
    assert [run_checks(build(whole + words)[0])[0].status for words in (beside, elsewhere)] == ["fail", "not_assessable"]


def test_what_was_carried_in_may_be_among_the_parts() -> None:
    told = "收到申请<9件|applications.received>，上年结转<{}|applications.carried_in>。其中网上<5件|applications.channel.online>、"
    told += "信函<5件|applications.channel.letter>。"
    assert [run_checks(build(told.format(n))[0])[0].status for n in ("1件", "3件")] == ["pass", "fail"]


def test_no_parts_no_check() -> None:
    assert run_checks(build("收到申请<9件|applications.received>。")[0]) == []
