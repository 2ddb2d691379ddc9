"""One token per code point, whatever the text and the vocabulary."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from giar_ner.errors import ModelError
from giar_ner.tagging.characters import SPECIAL, CharacterVocabulary

VOCABULARY = CharacterVocabulary({t: i for i, t in enumerate([*SPECIAL, "[unused1]", "公", "开", "1", "a", "##开", "公开"])})


@given(st.text())
def test_as_many_ids_as_code_points(text: str) -> None:
    assert len(VOCABULARY.encode(text)) == len(text)


def test_known_characters_whitespace_upper_case_and_the_rest() -> None:
    ids = VOCABULARY.encode("公开1A\n😀龘")
    names = {i: t for t, i in VOCABULARY.vocabulary.items()}
    assert [names[int(i)] for i in ids] == ["公", "开", "1", "a", "[unused1]", "[UNK]", "[UNK]"]


def test_a_vocabulary_without_special_tokens_is_refused() -> None:
    with pytest.raises(ModelError, match="lacks"):
        CharacterVocabulary({"公": 0})


def test_a_folder_without_vocabulary_is_refused(tmp_path) -> None:
    with pytest.raises(ModelError, match="tokenizer"):
        CharacterVocabulary.load(tmp_path)


def test_lone_surrogates_are_unknown() -> None:
    assert VOCABULARY.encode("\ud800").tolist() == [VOCABULARY.unknown]
    assert VOCABULARY.table.dtype == np.int32
