"""Features and the sparse heads: the same numbers as a dense product, the same after saving."""

import numpy as np
import pytest

from giar_ner.errors import ModelError
from giar_ner.language.normal import normalise
from giar_ner.tagging.candidates import propose_candidates
from giar_ner.tagging.features import FeatureExtractor, MaskedText
from giar_ner.tagging.lexical import LexicalHead, LexicalMemory

TEXT = normalise("一、主动公开\n全年公开信息1,234条，其中网站800条、微信三十余条。未收到复议、诉讼。\n")


def test_masked_text_maps_positions() -> None:
    masked = MaskedText(TEXT)
    assert "#条，其中网站#条、微信#余条" in masked.text
    at = masked.locate(np.array([TEXT.index("全年"), TEXT.index("条，"), TEXT.index("网站")]))
    assert [masked.text[i : i + 2] for i in at] == ["全年", "条，", "网站"]


def test_places_of_candidates_lie_around_their_numeral() -> None:
    candidates = propose_candidates(TEXT, frozenset({"复议", "诉讼"}))
    extractor = FeatureExtractor(TEXT, candidates)
    words = [extractor.masked.text[p.start : p.end] for p in extractor.places]
    assert words[:3] == ["#条", "#条", "#余条"] and words[-2:] == ["复议", "诉讼"]


def test_features_are_distinct_sorted_and_depend_on_context() -> None:
    candidates = propose_candidates(TEXT, frozenset())
    rows = FeatureExtractor(TEXT, candidates).rows()
    assert len(rows) == len(candidates)
    assert all((np.diff(r.astype(np.int64)) > 0).all() and r.dtype == np.uint32 for r in rows)
    assert set(rows[0].tolist()) != set(rows[1].tolist())
    assert FeatureExtractor(TEXT, []).rows() == []


def _head(rng: np.random.Generator) -> tuple[LexicalHead, np.ndarray]:
    dense = np.where(rng.random((20, 3)) < 0.4, rng.integers(-127, 128, (20, 3)), 0).astype(np.int8)
    feature, label = np.nonzero(dense)
    counts = np.bincount(feature, minlength=20).astype(np.uint8)
    keys = np.arange(100, 120, dtype=np.uint32)
    used = counts > 0
    return LexicalHead(
        ["a", "b", "c"], keys[used], counts[used], label.astype(np.uint8), dense[feature, label], 0.5, np.array([1, 0, -1], np.float32)
    ), dense


@pytest.mark.parametrize(
    ("text", "zeros"),
    [
        ("共收到2份书面公开申请，均已回复，未发生收费。", ["收费"]),
        ("有5起涉及拆迁的行政诉讼，没有行政复议。", ["行政复议"]),
        ("2016年度公开申请、行政诉讼都没有发生。", ["公开申请", "行政诉讼"]),  # a year counts nothing
        ("答复3件均未发生行政诉讼。", ["行政诉讼"]),
        ("没有一起行政诉讼。", ["行政诉讼"]),
        ("全县16个乡镇行政复议、行政诉讼均未发生。", ["行政复议", "行政诉讼"]),
    ],
)
def test_what_a_number_counts_is_no_zero(text: str, zeros: list[str]) -> None:
    found = propose_candidates(text, frozenset({"公开申请", "收费", "行政诉讼", "行政复议"}))
    assert [text[c.start : c.end] for c in found if c.zero] == zeros


def test_sparse_logits_equal_the_dense_product() -> None:
    rng = np.random.default_rng(3)
    head, dense = _head(rng)
    rows = [np.array([100, 105, 110], np.uint32), np.array([7, 101], np.uint32), np.array([], np.uint32)]
    wanted = [head.bias + 0.5 * sum(dense[k - 100].astype(float) for k in r if 100 <= k < 120) / max(1, len(r)) ** 0.5 for r in rows]
    np.testing.assert_allclose(head.logits(rows), np.array([np.broadcast_to(w, 3) for w in wanted]), atol=1e-5)


def test_saved_memory_gives_the_same_logits(tmp_path) -> None:
    heads = {name: _head(np.random.default_rng(i))[0] for i, name in enumerate(LexicalMemory.HEADS)}
    LexicalMemory(heads, frozenset({"复议"})).save(tmp_path)
    loaded = LexicalMemory.load(tmp_path)
    rows = [np.array([100, 104, 119], np.uint32)]
    for name, head in heads.items():
        np.testing.assert_array_equal(loaded.heads[name].logits(rows), head.logits(rows))
    assert loaded.phrases == {"复议"}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"no archive"])
def test_a_damaged_file_is_refused(tmp_path, content: bytes) -> None:
    (tmp_path / "lexical.npz").write_bytes(content)
    with pytest.raises(ModelError, match=r"lexical\.npz"):
        LexicalMemory.load(tmp_path)
