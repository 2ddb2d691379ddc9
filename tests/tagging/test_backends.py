"""Precision: bytes say nearly what floats say, and `auto` knows the processor."""

from pathlib import Path

import numpy as np
import pytest

from giar_ner.errors import ModelError
from giar_ner.extractor import Extractor, default_model
from giar_ner.language.normal import normalise
from giar_ner.tagging import backends
from giar_ner.tagging.backends import OnnxBackend, resolve
from giar_ner.tagging.characters import CharacterVocabulary
from giar_ner.tagging.labels import Labels
from giar_ner.tagging.windows import encode_windows, make_windows

TEXT = normalise("二、依申请公开情况\n全年收到申请12件，其中当面申请3件、网络申请9件，均已答复。未收取费用，没有发生行政复议。")


def test_bytes_say_nearly_what_floats_say() -> None:
    windows = make_windows(TEXT, 320, 64)
    batch = encode_windows(TEXT, windows, CharacterVocabulary.load(default_model()), len(windows[0]))
    floats, integers = (OnnxBackend(default_model(), precision=p).logits(*batch) for p in ("fp32", "int8"))  # type: ignore[arg-type]
    assert 0 < np.abs(floats - integers).mean() < 0.1 * np.abs(floats).mean()
    tags = len(Labels.of_ontology().tags)
    assert (floats[..., :tags].argmax(-1) == integers[..., :tags].argmax(-1)).mean() > 0.98


def test_int8_is_written_into_the_report() -> None:
    assert Extractor(precision="int8").extract(TEXT).model.backend == "onnx-int8"
    assert Extractor(cascade=True).extract(TEXT).model.backend == "onnx-cascade"


@pytest.mark.parametrize(
    ("flags", "wanted"), [("fpu avx2", "fp32"), ("fpu avx2 avx_vnni", "int8"), ("amx_int8 avx512f", "int8"), ("", "fp32")]
)
def test_auto_follows_the_processor(flags: str, wanted: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = tmp_path / "cpuinfo"
    known.write_text(f"processor : 0\nflags\t\t: {flags}\n\nprocessor : 1\nflags\t\t: avx_vnni\n", encoding="ascii")
    monkeypatch.setattr(backends, "CPUINFO", known)
    assert resolve("auto") == wanted and resolve("int8") == "int8"
    monkeypatch.setattr(backends, "CPUINFO", tmp_path / "none")
    assert resolve("auto") == "fp32"


def test_an_unknown_precision_is_refused() -> None:
    with pytest.raises(ModelError, match="unknown precision 'fp8': fp32, int8, auto"):
        Extractor(precision="fp8")  # type: ignore[arg-type]
