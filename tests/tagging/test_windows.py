"""Windows: cores tile the text, stay within the limit and know the headings above them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from giar_ner.tagging.characters import SPECIAL, CharacterVocabulary
from giar_ner.tagging.windows import encode_windows, make_windows

TEXT = "一、主动公开情况\n" + "全年公开信息12条。" * 30 + "\n二、依申请公开情况\n（一）受理情况\n" + "收到申请3件，其中网上2件。" * 20
ALPHABET = st.sampled_from(list("一二三、。；\n 公开申请12件（）😀\0"))


@settings(max_examples=60)
@given(st.text(ALPHABET, max_size=900), st.integers(100, 200), st.integers(0, 40))
def test_cores_tile_the_text_and_windows_keep_their_limit(text: str, limit: int, context: int) -> None:
    windows = make_windows(text, limit, context)
    at = 0
    for w in windows:
        assert w.core == at and w.start <= w.core < w.end and len(w) <= limit
        at = w.end
    assert at == len(text)


def test_headings_above_are_the_first_segment() -> None:
    last = make_windows(TEXT, 160, 32)[-1]
    assert "依申请公开" in last.heading and "受理" in last.heading


def test_tokens_stand_at_their_offsets() -> None:
    vocabulary = CharacterVocabulary({t: i for i, t in enumerate([*SPECIAL, *sorted(set(TEXT))])})
    windows = make_windows(TEXT, 160, 32)
    ids, mask, types = encode_windows(TEXT, windows, vocabulary, 160)
    for row, w in enumerate(windows):
        for i in range(w.start, w.end):
            assert ids[row, w.offset + i - w.start] == vocabulary.vocabulary[TEXT[i]]
        assert mask[row].sum() == len(w) and types[row].sum() == w.end - w.start + 1
