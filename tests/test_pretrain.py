"""Masked-language modelling: what is masked, and a run on a tiny encoder that is stopped and goes on."""

from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="training needs the extra: pip install 'giar-ner[train]'")

from rich.console import Console

from giar_ner.errors import ConfigError
from giar_ner.pretrain import IGNORE, PretrainConfig, Pretraining, mask, read_corpus, unit_starts
from giar_ner.tagging.characters import SPECIAL, CharacterVocabulary
from giar_ner.training.network import save_tokenizer

TEXT = "全年公开信息1,234条，收到申请56件，同比增长7.5%。\n" * 200
VOCABULARY = CharacterVocabulary({t: i for i, t in enumerate([*SPECIAL, *sorted(set(TEXT))])})


@pytest.fixture
def encoder(tmp_path: Path) -> Path:
    from transformers import BertConfig, BertModel

    folder = tmp_path / "encoder"
    size = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 64}
    BertModel(BertConfig(vocab_size=len(VOCABULARY.vocabulary), **size), add_pooling_layer=False).save_pretrained(folder)
    save_tokenizer(VOCABULARY, folder)
    return folder


def test_a_number_is_one_unit() -> None:
    assert "".join(map(str, unit_starts("共1.5万，占12%"))) == "1100111100"


def test_whole_units_are_masked_at_the_rate_and_the_rest_is_left() -> None:
    flags, ids = unit_starts(TEXT), VOCABULARY.encode(TEXT).astype(np.int64)
    shown, targets = mask(ids, flags, 0.2, VOCABULARY, np.random.default_rng(0))
    chosen = targets != IGNORE
    assert (shown[~chosen] == ids[~chosen]).all() and (targets[chosen] == ids[chosen]).all()
    unit = np.cumsum(flags) - 1
    assert all(len({*chosen[unit == u]}) == 1 for u in range(unit[-1] + 1))  # a number is hidden as a whole or not at all
    assert 0.2 <= len({*unit[chosen]}) / (unit[-1] + 1) < 0.22
    hidden = shown[chosen] == VOCABULARY.vocabulary["[MASK]"]
    assert 0.7 < hidden.mean() < 0.9


def test_a_run_writes_an_encoder_and_goes_on(encoder: Path, tmp_path: Path) -> None:
    from transformers import BertModel

    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "reports.txt").write_text(TEXT, encoding="utf-8")
    settings = {"encoder": str(encoder), "output": str(tmp_path / "out"), "layers": 1, "shares": {"reports": 1.0}, "precision": "fp32"}
    printed = io.StringIO()

    def run(minutes: float) -> Pretraining:
        config = PretrainConfig(**settings, minutes=minutes, length=32, rows=4)  # type: ignore[arg-type]
        training = Pretraining(config, tmp_path / "corpus", Console(file=printed))
        training.run()
        return training

    first = run(0.005)
    second = run(first.seconds / 60 + 0.005)
    assert f"taking up the checkpoint at step {first.step}" in printed.getvalue()
    assert json.loads((tmp_path / "out" / "pretraining.json").read_text(encoding="utf-8"))["steps"] == second.step > first.step
    assert BertModel.from_pretrained(tmp_path / "out", add_pooling_layer=False).config.num_hidden_layers == 1
    assert CharacterVocabulary.load(tmp_path / "out").vocabulary == CharacterVocabulary.load(encoder).vocabulary


def test_a_corpus_that_is_not_there_or_too_short_is_refused(tmp_path: Path) -> None:
    config = PretrainConfig(shares={"laws": 1.0})
    with pytest.raises(ConfigError, match=r"no laws\.txt"):
        read_corpus(tmp_path, config)
    (tmp_path / "laws.txt").write_text("第一条", encoding="utf-8")
    with pytest.raises(ConfigError, match="too short"):
        read_corpus(tmp_path, config)
