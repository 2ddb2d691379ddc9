"""propose and read_quantity: spans by the annotation guide, values multiplied out, nothing but linear time."""

from __future__ import annotations

import contextlib
import math
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giar_ner.language.normal import normalise
from giar_ner.language.numerals import NumeralError
from giar_ner.language.quantities import propose, read_quantity

ALPHABET = (
    "0123456789lO.,，+-−%％一二三四五六七八九十百千万亿两半几数上过约近超余多来成番倍条件次元角分个月日年第"
    "（）()【】。；：、？?\n\r \t\u3000\0😀公开ā<b>&"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("去年收到12件，办结十件。", [("12件", 12, "件", "exact"), ("十件", 10, "件", "exact")]),
        ("点击1.8万余条", [("1.8万余条", 18000, "条", "at_least")]),
        ("投入约1609万元", [("约1609万元", 16090000, "元", "approx")]),
        ("节约12万元，签约3户，最近1次", [("12万元", 120000, "元", "exact"), ("3户", 3, "户", "exact"), ("1次", 1, "次", "exact")]),
        ("突破百万，超过300人次以上", [("突破百万", 1e6, None, "at_least"), ("超过300人次以上", 300, "人次", "at_least")]),
        ("粉丝过万，只开过3次会", [("过万", 10000, None, "at_least"), ("3次", 3, "次", "exact")]),
        ("占六成五以上，一半左右", [("六成五以上", 65, "%", "at_least"), ("一半左右", 50, "%", "approx")]),
        ("约三分之一、百分之七点五", [("约三分之一", 33.3, "%", "approx"), ("百分之七点五", 7.5, "%", "exact")]),
        ("是上年的1.5倍，翻了一番多", [("1.5倍", 1.5, "倍", "exact"), ("一番多", 1, "番", "at_least")]),
        ("比上年70条多26条", [("70条", 70, "条", "exact"), ("26条", 26, "条", "exact")]),
        ("人事信息 138 46.94%", [("138", 138, None, "exact"), ("46.94%", 46.94, "%", "exact")]),  # two cells, not 13846.94
        ("几十人、上百户、十几次", [("几十人", 10, "人", "at_least"), ("上百户", 100, "户", "at_least"), ("十几次", 10, "次", "at_least")]),
        ("五六条、一两件", [("五六条", 5, "条", "approx"), ("一两件", 1, "件", "approx")]),
        (
            "三百多人次，二十来篇，500多万条",
            [("三百多人次", 300, "人次", "at_least"), ("二十来篇", 20, "篇", "approx"), ("500多万条", 5e6, "条", "at_least")],
        ),
        ("1万9千余条", [("1万9千余条", 19000, "条", "at_least")]),
        (
            "12条（次）、3篇（条）、4台（套）",
            [("12条（次）", 12, "条（次）", "exact"), ("3篇（条）", 3, "篇（条）", "exact"), ("4台（套）", 4, "台（套）", "exact")],
        ),
        ("增加12.5个百分点", [("12.5个百分点", 12.5, "个百分点", "exact")]),
        ("公开180余，诉讼：零。", [("180余", 180, None, "at_least"), ("零", 0, None, "exact")]),
        ("增减-3项，+5件", [("-3项", -3, "项", "exact"), ("+5件", 5, "件", "exact")]),
        (
            "两元四角、十八块六、2小时47分",
            [("两元四角", 2.4, "元", "exact"), ("十八块六", 18.6, "元", "exact"), ("2小时47分", 167, "分钟", "exact")],
        ),
        ("维持五、纠正二。", [("五", 5, None, "exact"), ("二", 2, None, "exact")]),
        ("没有收取一分钱，每页收2分", [("2分", 2, "分", "exact")]),
        ("窗口申请未接到一件。诉讼没有一起，复议未发生一例。", []),
        ("没有一件申请，未审结一件。", [("一件", 1, "件", "exact"), ("一件", 1, "件", "exact")]),
        ("唯一一处、统一3项", [("一处", 1, "处", "exact"), ("3项", 3, "项", "exact")]),
        (
            "7部分公开，2处理，9行政，5日常",
            [("7", 7, None, "exact"), ("2", 2, None, "exact"), ("9", 9, None, "exact"), ("5", 5, None, "exact")],
        ),
        ("公开1.204条", [("1.204条", 1204, "条", "exact")]),
        ("占17，6%", [("17，6%", 17.6, "%", "exact")]),
    ],
)
def test_proposals(text: str, expected: list[tuple[str, float, str | None, str]]) -> None:
    found = [(text[q.start : q.end], q.value, q.unit, q.bound) for q in propose(text)]
    assert found == [(words, pytest.approx(value), unit, bound) for words, value, unit, bound in expected]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("信 息 12 0条。", "12 0条", 120),
        ("受理\n1\n45件", "1\n45件", 145),
        ("网站1 340人次", "1 340人次", 1340),
        ("公开4\n2,968条", "4\n2,968条", 42968),
        ("公开2？件", "2？件", 2),
        ("受理l2O件", "l2O件", 120),
        ("三\n百\n一\n十\n七\n条", "三\n百\n一\n十\n七\n条", 317),
        ("网站29&nbsp；条", "29&nbsp；条", 29),
        ("接待1，0 26份", "1，0 26份", 1026),
        ("三場（chǎng）次", "三場（chǎng）次", 3),
    ],
)
def test_damage(text: str, words: str, value: float) -> None:
    text = normalise(text)
    assert [(text[q.start : q.end], q.value) for q in propose(text)] == [(normalise(words), value)]


@pytest.mark.parametrize(
    "text",
    [
        "2014年3月31日",
        "二〇一四年",
        "第二十条、第12号",
        "统一、进一步、百姓",
        "一、概述\n（二）其他。三是办会",
        "单位：万元",
        "队伍",
        "9" * 80,
    ],
)
def test_no_quantity(text: str) -> None:
    assert propose(text) == []


@pytest.mark.parametrize("text", ["2013 120条", "0 0 2 行政", "27\t3.9%", "合计  700  100%", "12345 2.27万件"])
def test_cells_do_not_join(text: str) -> None:
    assert len(propose(text)) > 1


@pytest.mark.parametrize(
    ("text", "value", "unit", "bound"),
    [
        ("３，２１７件", 3217, "件", "exact"),
        ("約2.3萬餘條", 23000, "条", "at_least"),
        ("2014年", 2014, None, "exact"),
        ("将近一成九", 19, "%", "approx"),
        ("叁件", 3, "件", "exact"),
    ],
)
def test_read_quantity(text: str, value: float, unit: str | None, bound: str) -> None:
    quantity = read_quantity(text)
    assert (quantity.value, quantity.bound) == (value, bound)
    assert unit is None or quantity.unit == unit


@pytest.mark.parametrize("text", ["", "当日", "无", "9" * 500])
def test_read_quantity_refuses(text: str) -> None:
    with pytest.raises(NumeralError):
        read_quantity(text)


@given(st.text(alphabet=ALPHABET, max_size=60))
def test_spans_are_ordered_and_finite(text: str) -> None:
    end = 0
    for quantity in propose(normalise(text)):
        assert end <= quantity.start < quantity.end <= len(text)
        assert math.isfinite(quantity.value)
        end = quantity.end
    with contextlib.suppress(NumeralError):
        assert math.isfinite(read_quantity(text).value)


@pytest.mark.parametrize("unit", ["1", "一", "一万", "1，", "万", "l", "约", "0.", "1?", "分之", "1万9千", "一、"])
def test_no_quadratic_time(unit: str) -> None:
    """A guard, no benchmark: linear time takes a second at most, quadratic time minutes."""
    start = time.process_time()
    propose(unit * (60_000 // len(unit)))
    assert time.process_time() - start < 20
