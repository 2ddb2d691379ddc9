"""normalise: one character to one character, idempotent, and the comma of thousands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giar_ner.language.normal import normalise

TEXTS = st.text(
    alphabet=st.one_of(st.sampled_from("條訴訟檔案網１２ＡＢ，。：；（）,:;()!?0123456789 \n\r\0😀②⑩Ⅳ㈠\ud800豈"), st.characters())
)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("主動公開１，２３４條", "主动公开1,234条"),
        ("共5587262,5568812次", "共5587262，5568812次"),
        ("1,234,567件", "1,234,567件"),
        ("120，115，90条", "120，115，90条"),
        ("12，3456条", "12，3456条"),
        ("0，345条", "0，345条"),
        ("2.5,123", "2.5，123"),
        ("收费:无;减免(无)!?", "收费：无；减免（无）！？"),
        ("占１２．５％", "占12.5%"),
        ("②㈠⑩", "2㈠⑩"),
        ("12²件m³", "12²件m³"),
        ("網(wǎng)站", "网（wǎng）站"),
        ("a\r\nb\0\ud800😀\u3000", "a\r\nb\0\ud800😀 "),
        ("", ""),
    ],
)
def test_forms(text: str, plain: str) -> None:
    assert normalise(text) == plain


@given(TEXTS)
def test_keeps_length_and_is_idempotent(text: str) -> None:
    plain = normalise(text)
    assert len(plain) == len(text)
    assert normalise(plain) == plain
