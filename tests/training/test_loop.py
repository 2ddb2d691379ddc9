"""A run that is killed goes on from its checkpoint and ends with the weights of an undisturbed one."""

from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="training needs the extra: pip install 'giar-ner[train]'")

from datasets import Dataset
from rich.console import Console

from giar_ner.errors import ConfigError
from giar_ner.passages import parse
from giar_ner.tagging.labels import Labels
from giar_ner.training import loop
from giar_ner.training.config import NeuralConfig, TrainConfig
from giar_ner.training.examples import encode_example, make_example, zero_phrases
from giar_ner.training.network import build_network

PACK = "".join(
    f"=== T-{i}\nkind: passage\n---\n⟪applications⟫二、依申请公开\n收到申请⟦{i}件|applications.received⟧。未收到⟦复议|zero:review.total⟧。\n"
    for i in range(1, 25)
)
CONFIG = NeuralConfig(epochs=3, batch_tokens=256, precision="fp32", checkpoint_steps=3)


def run(folder: Path, fingerprint: str = "same"):  # type: ignore[no-untyped-def]
    passages = list(parse(PACK, "T"))
    labels = Labels.of_ontology()
    torch.manual_seed(0)
    examples = [make_example(p, zero_phrases(passages)) for p in passages]
    config = TrainConfig(encoder="tiny")
    model, vocabulary = build_network(config, labels, [e.text for e in examples])
    rows = Dataset.from_list([r for e in examples for r in encode_example(e, vocabulary, labels, config.window, 0.3)])
    history = loop.fine_tune(model, rows, vocabulary, labels, CONFIG, 5, folder, fingerprint, Console(quiet=True))
    return model, history


def test_a_killed_run_ends_like_an_undisturbed_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, history = run(tmp_path / "whole")
    assert history["steps"] > 8
    calls, original = [], loop.losses

    def killed_at_the_eighth_step(*args):  # type: ignore[no-untyped-def]
        calls.append(1)
        if len(calls) == 8:
            raise KeyboardInterrupt
        return original(*args)

    monkeypatch.setattr(loop, "losses", killed_at_the_eighth_step)
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path / "cut")
    assert (tmp_path / "cut" / "checkpoint" / "progress.json").exists()
    calls.extend([1] * 100)
    resumed, _ = run(tmp_path / "cut")
    assert len(calls) == 8 + 100 + history["steps"] - 6  # the checkpoint is that of the sixth step
    for name, weights in whole.state_dict().items():
        torch.testing.assert_close(resumed.state_dict()[name], weights)


def test_a_checkpoint_of_another_run_is_refused(tmp_path: Path) -> None:
    run(tmp_path)
    with pytest.raises(ConfigError, match="another configuration"):
        run(tmp_path, "different")


def test_precision_names() -> None:
    assert loop.choose_precision("fp32") == "no" and loop.choose_precision("bf16") == "bf16"
    assert loop.choose_precision("auto") in ("no", "bf16")
    with pytest.raises(ConfigError, match="precision"):
        loop.choose_precision("fp8")
