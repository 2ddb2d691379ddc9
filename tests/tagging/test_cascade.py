"""The cascade: the encoder reads the windows in which the lexical memory is unsure, and nothing else; together or alone, texts give the same."""

from dataclasses import replace

import numpy as np
import pytest

from giar_ner.extractor import default_model
from giar_ner.tagging.evidence import Evidence
from giar_ner.tagging.spans import Tagging
from giar_ner.tagging.tagger import Tagger

TEXT = """湖渠县林业局2013年政府信息公开工作年度报告
一、主动公开情况
2013年，本局主动公开政府信息320条，其中网站公开210条。便民手册印发3000份，接到来电来访咨询41人次。
二、依申请公开情况
全年收到申请12件，同意公开9件。未收取任何费用。
"""


class Listening:
    """A backend that remembers how many tokens it was shown."""

    def __init__(self, tagger: Tagger) -> None:
        assert tagger.encoder is not None
        self.inner, self.shown, self.calls = tagger.encoder.backend, 0, 0

    def logits(self, ids: np.ndarray, mask: np.ndarray, types: np.ndarray) -> np.ndarray:
        self.shown += int(mask.sum())
        self.calls += 1
        return self.inner.logits(ids, mask, types)


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger(default_model(), cascade=True)


@pytest.fixture
def heard(tagger: Tagger, monkeypatch: pytest.MonkeyPatch) -> Listening:
    listening = Listening(tagger)
    monkeypatch.setattr(tagger.encoder, "backend", listening)
    return listening


def decided(tagging: Tagging) -> list[tuple[int, int, str, str]]:
    return [(s.start, s.end, s.kind, s.metric) for s in tagging.spans]


def test_a_sure_memory_leaves_the_encoder_out(tagger: Tagger, heard: Listening, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tagger.combination, "sure", 0.0)
    alone = Tagger(default_model(), parts="lexical")
    assert decided(tagger.tag(TEXT)) == decided(alone.tag(TEXT)) != []
    assert heard.calls == 0


def test_an_unsure_one_has_every_window_with_a_candidate_read_as_without_a_cascade(
    tagger: Tagger, heard: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tagger.combination, "sure", 1.1)
    plain = "本局坚持以人民为中心，持续推进各项工作，取得新的进展。\n" * 20
    evidence, shown = tagger.evidence(plain + TEXT), heard.shown
    assert evidence.asked is not None and evidence.asked.all()
    cascaded = tagger.tag(plain + TEXT)
    monkeypatch.setattr(tagger, "cascade", False)
    heard.shown = 0
    full = tagger.tag(plain + TEXT)
    assert [(s.start, s.end, s.kind, s.metric, s.confidence) for s in cascaded.spans] == [
        (s.start, s.end, s.kind, s.metric, s.confidence) for s in full.spans
    ]
    assert 0 < shown < heard.shown  # without a cascade, words alone are read as well, for the sections


def test_only_the_windows_in_doubt_are_read(tagger: Tagger, heard: Listening, monkeypatch: pytest.MonkeyPatch) -> None:
    assert 0.5 < tagger.combination.sure <= 1
    text = TEXT + "本局坚持以人民为中心，持续推进各项工作。\n" * 20 + "答复信函申请7件。\n"

    def last(e: Evidence, *_: object) -> np.ndarray:
        return np.arange(len(e.candidates)) == len(e.candidates) - 1

    monkeypatch.setattr("giar_ner.tagging.tagger.unsure", last)
    evidence = tagger.evidence(text)
    assert heard.calls == 1 and evidence.asked is not None
    asked = [c for c, told in zip(evidence.candidates, evidence.asked, strict=True) if told]
    assert [text[c.start : c.end] for c in asked] == ["7件"] and len(evidence.candidates) > 5


def test_texts_that_share_calls_do_not_share_answers(tagger: Tagger, heard: Listening, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tagger, "cascade", False)
    texts = [TEXT, "", TEXT[:60], TEXT * 3, "无关的话。"]
    alone = [tagger.tag(text) for text in texts]
    calls = heard.calls
    monkeypatch.setattr(tagger.encoder, "batch_tokens", 4096)
    shared = tagger.tag_many([(text, ()) for text in texts])
    assert heard.calls - calls < calls
    for a, b in zip(alone, shared, strict=True):
        assert decided(a) == decided(b)
        np.testing.assert_allclose([s.confidence for s in a.spans], [s.confidence for s in b.spans], atol=1e-3)
        assert [replace(s, confidence=0) for s in a.sections] == [replace(s, confidence=0) for s in b.sections]
