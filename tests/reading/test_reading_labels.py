"""Pieces of flattened forms: every official label is known as what it is, and nothing else is."""

from __future__ import annotations

import pytest
from grids import grid

from giar_ner import forms
from giar_ner.reading import from_text
from giar_ner.reading.kinds import Kind, Part
from giar_ner.reading.labels import classify, core, meaning
from giar_ner.reading.wording import ARTICLE, CORNER, EITHER, EVERYDAY, GROUPS, SPANS

_PARTS = {"disclosure": Part.DISCLOSURE, "applications": Part.APPLICATIONS, "review": Part.REVIEW, "sheet": Part.SHEET}
_SHORT = 4  # characters: other wordings shorter than this are everyday words


@pytest.mark.parametrize("form", forms.FORMS)
def test_every_official_label_is_known(form: str) -> None:
    for table in forms.forms()[form].tables:
        rows = [*table.rows, *(table.groups if table.part != "review" else ())]
        columns = [*table.columns, *(table.groups if table.part == "review" else ())]
        for kind, entries in ((Kind.ROW, rows), (Kind.HEADER, columns)):
            for label in (label for entry in entries for label in entry.labels):
                if label != entries[0].labels[0] and len(core(label)) < _SHORT and core(label) not in EITHER | EVERYDAY:
                    continue
                found, parts = classify(label)
                assert (found, _PARTS[table.part] in parts) == (kind, True), label
        for head in table.heads:
            if len(head) >= _SHORT and head != table.title:
                assert classify(head) == (Kind.HEADER, frozenset({_PARTS[table.part]})), head


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("計量單位", "計量單位"),  # the splitter gives normalised text: a traditional label is none here
        ("计量单位", "单位"),
        ("上年结转", "上年结转政府信息公开申请数量"),
        ("3.其它", "其他"),
        ("（七）总计（件）", "总计"),
        ("其它处理", "其他处理"),
    ],
)
def test_a_label_means_the_official_words(text: str, words: str) -> None:
    assert meaning(text) == words


@pytest.mark.parametrize(
    "text", ["合计", "项目", "指标", "数量", "数值", "公开", "其他方式", "政府信息公开情况统计表", "年信息公开专项经费"]
)
def test_everyday_words_are_no_labels(text: str) -> None:
    assert classify(text)[0] is Kind.TEXT


def test_where_the_heads_stand() -> None:
    assert GROUPS == {"行政复议": (0, 5), "未经复议直接起诉": (5, 5), "复议后起诉": (10, 5), "行政诉讼": (5, 10)}
    assert SPANS["法人或其他组织"] == SPANS["法人和其他组织"] == (1, 5) and SPANS["申请人情况"] == (0, 7)
    assert ARTICLE.fullmatch("第二十条第(十)项") and not ARTICLE.fullmatch("第二十条规定")
    assert CORNER.fullmatch("（本列数据勾稽关系为：第一项") and not CORNER.fullmatch("本列数据")
    document = from_text(
        "申请人情况\n自然人\n法人和其它组织\n总计\n商业企业\n科研机构\n社会公益组织\n法律服务机构\n其他\n一、本年新收政府信息公开申请数量\n1\n2\n3\n4\n5\n6\n21"
    )
    assert grid(document)[1][-7:] == ["自然人", *["法人和其它组织"] * 5, "总计"]


@pytest.mark.parametrize(
    "text",
    [
        "本局信息公开专项经费 4 0 万元 ，实际支出 39.6万元 ，公用经费中列支27.1万元。",
        "1505 政策解读 7 2.46%\n1801 工作动态 138 48.59%\n信息总计: 145\n二、政府信息依申请公开情况\n没有收到申请。",
    ],
)
def test_words_near_a_label_do_not_make_a_form(text: str) -> None:
    assert from_text(text).tables == []
