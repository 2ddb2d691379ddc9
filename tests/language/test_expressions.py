"""not_quantities explains numerals that are no quantities; leftovers is what nobody explains."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giar_ner.language.expressions import KINDS, leftovers, not_quantities


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("截至2014年3月31日止", "2014年3月31日", "date"),
        ("1至11月份", "1至11月份", "date"),
        ("发布于2014-03-05。", "2014-03-05", "date"),
        ("9：30-17：00开门", "9：30-17：00", "time"),
        ("云水发〔2014〕12号文", "〔2014〕12号", "document"),
        ("依第二十条第三款", "第二十条第三款", "article"),
        ("电话：0799-6543210", "电话：0799-6543210", "phone"),
        ("邮编000111", "邮编000111", "phone"),
        ("见www.lingquan.gov.cn/xx/12.html", "www.lingquan.gov.cn/xx/12.html", "url"),
        ("信箱a1@lingquan.gov.cn", "a1@lingquan.gov.cn", "url"),
        ("第一，办会", "第一", "ordinal"),
        ("；二是办会", "二", "ordinal"),
        ("另（三）办会", "（三）", "ordinal"),
        ("接通12345热线", "12345", "hotline"),
        ("“96111”平台", "“96111”", "hotline"),
        ("十三五规划", "十三五", "name"),
        ("5·18洽谈会", "5·18", "name"),
        ("PM2.5", "PM2.5", "name"),
        ("1+6+X制度", "1+6+X", "name"),
        ("进一步做好", "进一步", "idiom"),
        ("全年零投诉", "零", "idiom"),
        ("没有一件投诉", "一件", "idiom"),
        ("没收到一份申请", "一份", "idiom"),
        ("收到一份申请", None, None),
        ("无一起诉讼", "一起", "idiom"),
        ("现有一件申请", None, None),
        ("收费为零。", None, None),
        ("长桥路88弄", "88弄", "name"),
        ("浏览量：354 打印", "浏览量：354", "name"),
        ("浏览量：354万次", None, None),
        ("网站点击量：354000，", None, None),
        ("其中1：25件", None, None),
        ("据第九至十二条", "第九至十二条", "article"),
        ("三公经费", "三公", "idiom"),
        ("以下四方面", "以下四方面", "structure"),
        ("15个工作日内答复", "15个工作日内", "deadline"),
        ("每周公布一次", "每周公布一次", "frequency"),
        ("索引号 | 003482285/2023-00209", "索引号 | 003482285/2023-00209", "document"),
        ("见/2015-30117", "2015-30117", "document"),
        ("0473—8990000", "0473—8990000", "phone"),
        ("电话0473—8990000", "电话0473—8990000", "phone"),
        ("2018—2019学年度", "2018—2019学年", "date"),
        ("二0一七年", "二0一七年", "date"),
        ("2015- 04- 01", "2015- 04- 01", "date"),
        ("行政中心9楼", "9楼", "name"),
        ("3楼盘", None, None),
        ("收件；2、发件", "2、", "ordinal"),
        ("收件；2、3件", None, None),
        ("公开12条", None, None),
        ("增加1.2个百分点", None, None),
    ],
)
def test_expressions(text: str, words: str | None, kind: str | None) -> None:
    found = [(text[e.start : e.end], e.kind) for e in not_quantities(text)]
    assert found == ([] if words is None else [(words, kind)])


def test_leftovers() -> None:
    text = "2014年，我局统一公开12条，〔2013〕7号文和第三条除外，另有密语42，会议3次。"
    start = text.index("12条")
    assert [text[a:b] for a, b in leftovers(text, [(start, start + 3)])] == ["42", "3次"]
    assert leftovers("", []) == []


@given(st.text(alphabet="0123456789年月日第号条〔〕（）一二三十百：.-—+·@/wgov“” \n😀\0热线电话", max_size=60))
def test_ordered_and_disjoint(text: str) -> None:
    end = 0
    for e in not_quantities(text):
        assert end <= e.start < e.end <= len(text)
        assert e.kind in KINDS
        end = e.end
    rest = leftovers(text, [])
    assert all(0 <= a < b <= len(text) for a, b in rest)
    assert rest == sorted(rest)
    assert leftovers(text, [(0, len(text))]) == []
