"""Configurations: known keys only, right types only."""

from pathlib import Path

import pytest

pytest.importorskip("torch", reason="training needs the extra: pip install 'giar-ner[train]'")

from giar_ner.errors import ConfigError
from giar_ner.pretrain import PretrainConfig
from giar_ner.train import main
from giar_ner.training.config import TrainConfig, load_config

CONFIGS = Path(__file__).parents[2] / "configs"


@pytest.mark.parametrize("name", ["default", "smoke"])
def test_shipped_configurations_are_valid(name: str) -> None:
    assert load_config(TrainConfig, CONFIGS / f"{name}.yaml").seed == 13


@pytest.mark.parametrize("name", ["pretrain", "pretrain_more"])
def test_the_pretraining_configurations_are_valid(name: str) -> None:
    assert sum(load_config(PretrainConfig, CONFIGS / f"{name}.yaml").shares.values()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("override", "words"),
    [
        ("neural.epoch=3", "unknown key neural.epoch"),
        ("colour=red", "unknown key colour"),
        ("neural.epochs=many", "neural.epochs wants int"),
        ("neural=3", "neural. wants keys"),
        ("seed=true", "seed wants int"),
        ("epochs", "key=value"),
    ],
)
def test_wrong_keys_and_values_are_refused(override: str, words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        load_config(TrainConfig, CONFIGS / "smoke.yaml", [override])


def test_numbers_in_any_notation() -> None:
    config = load_config(TrainConfig, None, ["neural.learning_rate=3e-4", "neural.dropout=0", "layers=null"])
    assert (config.neural.learning_rate, config.neural.dropout, config.layers) == (3e-4, 0.0, None)


def test_the_command_says_what_is_wrong(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["--config", str(tmp_path / "none.yaml")]) == 1
    assert "cannot read the configuration" in capsys.readouterr().err
    smoke = ["--config", str(CONFIGS / "smoke.yaml"), "--set", f"output={tmp_path / 'run'}"]
    assert main([*smoke, "--set", f"data.passages={tmp_path / 'none'}"]) == 1
    assert "no folder" in capsys.readouterr().err
    assert not (tmp_path / "run").exists()  # a finished run in its place keeps its configuration
    assert main([*smoke, "--set", "encoder=no/such-folder", "--set", f"data.passages={CONFIGS.parent / 'data' / 'passages'}"]) == 1
    assert "cannot load the encoder" in capsys.readouterr().err
