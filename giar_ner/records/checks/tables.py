"""The identities (勾稽关系) of the forms: each row, each column, each total with its parts."""

from __future__ import annotations

from collections.abc import Iterator

from giar_ner.forms import FormTable
from giar_ner.records.checks.facts import TOTAL, Facts, Key, column_names, expanded, name
from giar_ner.records.checks.slips import with_hints
from giar_ner.records.checks.tested import Tested, Words, number, put
from giar_ner.schema import Check

REPLIED = "applications.replied"
GROUPS = {"review": "行政复议", "litigation.direct": "未经复议直接起诉的行政诉讼", "litigation.after_review": "复议后起诉的行政诉讼"}


def table_identities(facts: Facts, year: int | None) -> list[Check]:
    """Every identity of the forms whose cells are stated."""
    tested: list[Tested | None] = list(_twice(facts))
    for table in facts.tables(year):
        if table.part == "applications":
            tested += [*_rows(facts, table), *_columns(facts, table)]
        elif table.part == "review":
            tested += _review(facts, table)
        elif table.part == "sheet":
            tested += _sheet(facts, table)
    return with_hints(facts, [t for t in tested if t is not None])


def _twice(facts: Facts) -> Iterator[Tested]:
    for metric, applicant in facts:
        indexes = facts.cells((metric, applicant))
        values = sorted({facts.records[i].value for i in indexes})
        if len(values) > 1:
            who = f"（{column_names().get(applicant, applicant)}）" if applicant else ""
            message = f"{name(metric)}{who}：不同表格中的数不一致：{'、'.join(map(number, values))}"
            rule = f"twice:{metric}" + (f":{applicant}" if applicant else "")
            yield Tested(Check(rule=rule, status="fail", expected=values[0], found=values[-1], records=indexes, message=message))


def _rows(facts: Facts, table: FormTable) -> Iterator[Tested | None]:
    """Each row of section three: the six kinds of applicants add up to the last column."""
    people = [column.id for column in table.columns if column.id != TOTAL]
    groups = [group.metric for group in table.groups if group.metric]
    for metric in [*(row.metric for row in table.rows), *groups]:
        if metric:
            words = Words(f"“{name(metric, 'applications')}”一行", "六类申请人合计", "总计栏")
            yield put(facts, f"applicants:{metric}", [(metric, who) for who in people], [(metric, TOTAL)], words)


def _columns(facts: Facts, table: FormTable) -> Iterator[Tested | None]:
    """Each column of section three: the outcomes add up, groups that have a figure of their own, and what came in went somewhere."""
    cells = table.metrics()
    for column in table.columns:
        who, label = column.id, f"“{column.labels[0]}”一栏"
        own = [g.metric for g in table.groups if g.metric and (g.metric, who) in facts]
        outcomes = [(metric, who) for metric in expanded(REPLIED, cells)]
        yield put(facts, f"replied:{who}", outcomes, [(REPLIED, who)], Words(label, "各项办理结果合计", "办理结果“总计”行"))
        for group in own:
            parts = [(metric, who) for metric in expanded(group, cells)]
            yield put(facts, f"total:{group}:{who}", parts, [(group, who)], Words(label, f"“{name(group)}”各分项合计", "该项"))
        for identity in table.identities:
            left: list[Key] = [(metric, who) for metric in identity.left]
            right: list[Key] = [(metric, who) for metric in identity.right]
            words = Words(label, f"{_sum(facts, left)}", f"{_sum(facts, right)}")
            yield put(facts, f"{identity.rule}:{who}", left, right, words)


def _sum(facts: Facts, keys: list[Key]) -> str:
    """本年新收10＋上年结转2＝ ."""
    shown = [f"{name(key[0], 'applications')}{number(value) if (value := facts.value(key)) is not None else '（空）'}" for key in keys]
    return "＋".join(shown) + "＝"


def _review(facts: Facts, table: FormTable) -> Iterator[Tested | None]:
    """Section four: the four results of each group add up to its total."""
    for group in table.groups:
        total = f"{group.id}.{TOTAL}"
        parts: list[Key] = [(f"{group.id}.{column.id}", None) for column in table.columns if column.id != TOTAL]
        if facts.value((total, None)) is not None or sum(key in facts for key in parts) > 1:
            words = Words(GROUPS[group.id], "四种结果合计", "总计")
            yield put(facts, f"total:{total}", parts, [(total, None)], words)


def _sheet(facts: Facts, table: FormTable) -> Iterator[Tested | None]:
    """The sheet of 2014: each total that the ontology knows, with its parts on the sheet."""
    cells = table.metrics()
    for total in sorted(cells):
        parts: list[Key] = [(part, None) for part in expanded(total, cells) if part in cells]
        if not parts:
            continue
        subject = f"“{name(total, 'sheet')}”"
        if total in table.overlapping:
            words = Words(subject, "总数", "各渠道合计")
            yield put(facts, f"total:{total}", [(total, None)], parts, words, at_most=True)
        else:
            yield put(facts, f"total:{total}", parts, [(total, None)], Words(subject, "各分项合计", "总数"))
