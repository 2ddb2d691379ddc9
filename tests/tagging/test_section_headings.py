"""Which heading governs a place, by the annotation guide's rule."""

from __future__ import annotations

import pytest

from giar_ner.language.normal import normalise
from giar_ner.tagging.section_candidates import candidates
from giar_ner.tagging.section_headings import CLASSES, govern, heading_class

LEAD = "2021年，本局各项公开工作平稳推进。\n"
MANDATORY = "（一）主动公开\n发布信息3条。\n（二）依申请公开\n没有收到申请。\n（三）政府信息管理\n目录修订一次。\n"


def rules(text: str) -> list[tuple[str, str]]:
    """(the line's first characters, the type that governs it) of each line."""
    words = normalise(text)
    atoms = candidates(words)
    found = govern(words, atoms)
    return [(words[atoms.start[i] :].strip()[:4], CLASSES[found.rule[i]]) for i in range(len(atoms)) if atoms.line[i]]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("主动公开政府信息及公开平台建设情况", "disclosure"),
        ("因政府信息公开申请提起行政复议、行政诉讼情况", "review_litigation"),
        ("依申请公开收费及减免情况", "fees"),
        ("依申请公开、收费和复议诉讼情况", "applications"),
        ("收到和处理政府信息公开申请情况", "applications"),
        ("存在的主要问题及改进措施", "problems_improvements"),
        ("存在的主要问题", "problems"),
        ("下一步打算", "improvements"),
        ("政府信息公开保密审查及监督检查情况", "supervision"),
        ("其他需要报告的事项", "other_matters"),
        ("附件1", "attachments"),
        ("概述", "overview"),
        ("主动公开和依申请公开情况", ""),
        ("年度工作", ""),
    ],
)
def test_the_words_of_a_heading(words: str, expected: str) -> None:
    assert CLASSES[heading_class(words)] == expected


def test_an_overview_with_other_sub_parts_stays_one() -> None:
    text = "一、概述\n" + LEAD + "（一）加强组织领导\n召开会议。\n（二）突出重点领域\n公开预算。\n二、主动公开情况\n发布3条。\n"
    assert [r for _, r in rules(text)] == ["overview"] * 6 + ["disclosure"] * 2


def test_an_overview_is_split_at_its_mandatory_sub_parts() -> None:
    assert [r for _, r in rules("一、总体情况\n" + LEAD + MANDATORY)] == [
        "overview",
        "overview",
        *["disclosure"] * 2,
        *["applications"] * 2,
        *["organization"] * 2,
    ]


def test_without_a_lead_the_heading_goes_with_the_first_sub_part() -> None:
    assert [r for _, r in rules("一、总体情况\n" + MANDATORY)][:3] == ["disclosure"] * 3


def test_a_typed_part_keeps_its_type() -> None:
    text = "一、主动公开情况\n发布3条。\n（一）平台建设\n网站改版。\n二、依申请公开情况\n没有。\n"
    assert [r for _, r in rules(text)] == ["disclosure"] * 4 + ["applications"] * 2


def test_run_in_names_split_an_overview() -> None:
    text = "一、总体情况\n" + LEAD + "主动公开方面。发布3条。\n依申请公开方面。没有收到申请。\n平台建设方面。网站改版。\n"
    assert [r for _, r in rules(text)] == ["overview", "overview", "disclosure", "applications", "platforms"]


def test_headings_without_numbers() -> None:
    text = "概述\n" + LEAD + "主动公开政府信息的情况\n1.网站发布3条。\n2.报纸登载2篇。\n收费及减免情况\n没有收费。\n"
    assert [r for _, r in rules(text)] == ["overview", "overview", *["disclosure"] * 3, *["fees"] * 2]


def test_nothing_governs_plain_text() -> None:
    assert {r for _, r in rules("全年发布信息3条。\n没有收到申请。\n")} == {""}
