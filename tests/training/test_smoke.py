"""The training command from end to end, on a tiny encoder: what it writes, and that what it wrote can be used and taken up."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="training needs the extra: pip install 'giar-ner[train]'")

from giar_ner.errors import ModelError
from giar_ner.extractor import Extractor
from giar_ner.language.normal import normalise
from giar_ner.tagging.backends import OnnxBackend, TorchBackend
from giar_ner.tagging.characters import CharacterVocabulary
from giar_ner.tagging.labels import Labels
from giar_ner.tagging.windows import encode_windows, make_windows
from giar_ner.train import main

TEXT = """云埠市城乡水利局2016年政府信息公开工作年度报告
一、主动公开情况
2016年，本局主动公开政府信息320条，其中网站公开210条，微信公开110条。
二、依申请公开情况
全年收到申请12件，答复12件，同意公开9件。未收取费用。
三、复议和诉讼
未发生行政复议、行政诉讼。
"""


def test_everything_that_a_model_needs_is_written(smoke_model: Path) -> None:
    names = {p.name for p in smoke_model.iterdir()}
    weights = {"model.safetensors", "model.onnx", "lexical.npz", "sections.npz", "transitions.npz", "combination.json"}
    assert names >= weights | {"config.json", "tokenizer.json", "config.yaml", "metrics.json", "README.md"}
    metrics = json.loads((smoke_model / "metrics.json").read_text(encoding="utf-8"))
    assert 0 < metrics["development"]["all"]["record"]["f1"] < 1
    assert metrics["development"]["lexical"]["record"]["f1"] > 0.3  # even sixty passages teach the memory something


def test_both_backends_say_the_same(smoke_model: Path) -> None:
    normal = normalise(TEXT)
    windows = make_windows(normal, 320, 64)
    batch = encode_windows(normal, windows, CharacterVocabulary.load(smoke_model), max(map(len, windows)))
    np.testing.assert_allclose(OnnxBackend(smoke_model).logits(*batch), TorchBackend(smoke_model).logits(*batch), atol=1e-4)
    spans = [
        [(r.start, r.end, r.kind, r.metric) for r in Extractor(smoke_model, backend=backend).extract(TEXT).records]  # type: ignore[arg-type]
        for backend in ("onnx", "torch")
    ]
    assert spans[0] == spans[1]


def test_the_checkpoint_is_an_ordinary_one(smoke_model: Path) -> None:
    from transformers import AutoModelForTokenClassification, AutoTokenizer

    model = AutoModelForTokenClassification.from_pretrained(smoke_model)
    tokenizer = AutoTokenizer.from_pretrained(smoke_model)
    assert Labels.of_config(model.config.id2label) == Labels.of_ontology()
    text = normalise(TEXT) + "𠮷 \t\0😀"
    assert tokenizer(text, add_special_tokens=False)["input_ids"] == CharacterVocabulary.load(smoke_model).encode(text).tolist()


def test_a_finished_run_is_not_trained_again(smoke_model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = tmp_path / "again"
    shutil.copytree(smoke_model.parent, copy)
    before = {name: (copy / "model" / name).read_bytes() for name in ("model.safetensors", "sections.npz")}
    data = Path(__file__).parents[2] / "data" / "passages"
    config = Path(__file__).parents[2] / "configs" / "smoke.yaml"
    settings = ["--set", f"output={copy}", "--set", f"data.passages={data}", "--set", "name=renamed"]
    assert main(["--config", str(config), *settings]) == 0
    assert capsys.readouterr().err.count("trained already") == 2  # the classifier and the sections
    assert {name: (copy / "model" / name).read_bytes() for name in before} == before
    assert Extractor(copy / "model").extract(TEXT).model.name == "renamed"


@pytest.mark.parametrize(
    "name",
    [
        "config.json",
        "tokenizer.json",
        "lexical.npz",
        "sections.npz",
        "transitions.npz",
        "combination.json",
        "model.onnx",
        "model.safetensors",
    ],
)
@pytest.mark.parametrize("damage", ["missing", "cut", "noise"])
def test_a_damaged_folder_is_refused(smoke_model: Path, tmp_path: Path, name: str, damage: str) -> None:
    folder = tmp_path / "model"
    shutil.copytree(smoke_model, folder)
    data = (folder / name).read_bytes()
    (folder / name).unlink()
    if damage == "cut":
        (folder / name).write_bytes(data[: len(data) // 3])
    elif damage == "noise":
        (folder / name).write_bytes(b"\xff\x00garbage" * 20)
    with pytest.raises(ModelError):
        Extractor(folder)


def test_the_torch_backend_says_what_is_wrong(smoke_model: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot use the device"):
        Extractor(smoke_model, backend="torch", device="no-such-device")
    folder = tmp_path / "model"
    shutil.copytree(smoke_model, folder)
    (folder / "model.safetensors").write_bytes(b"\xff\x00garbage" * 20)
    with pytest.raises(ModelError, match="cannot load the model"):
        Extractor(folder, backend="torch")


def test_a_model_of_another_label_set_is_refused(smoke_model: Path, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(smoke_model, folder)
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    config["id2label"] = {str(i): f"B-thing{i}" for i in range(5)}
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    with pytest.raises(ModelError, match="labels"):
        Extractor(folder)
