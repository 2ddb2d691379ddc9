"""The training set: what each key of `data` adds, and that all of it can be learnt from."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("spacy", reason="weak labels need the extra: pip install 'giar-ner[train]'")

from rich.console import Console

from giar_ner.errors import ConfigError
from giar_ner.passages import parse
from giar_ner.training.config import DataConfig, NeuralConfig, TrainConfig
from giar_ner.training.data import rehearsal, training_set
from giar_ner.training.examples import make_example

PACK = "=== T-1\nkind: passage\n---\n⟪applications⟫二、依申请公开\n收到申请⟦12件|applications.received⟧。\n"
QUIET = Console(quiet=True)


@pytest.fixture
def folders(tmp_path: Path) -> dict[str, str]:
    """A folder of reports and one of other texts."""
    rules = "".join(f"第{i}条 逾期不缴的，加收百分之三的滞纳金，并处2000元罚款。\n" for i in range(400))
    texts = {"reports": "二、依申请公开情况\n收到申请12件，其中当面申请5件、网络申请7件。\n", "negatives": rules}
    for name, text in texts.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(text, encoding="utf-8")
    return {name: str(tmp_path / name) for name in texts}


def test_every_source_adds_its_passages(folders: dict[str, str]) -> None:
    authored = list(parse(PACK, "T"))
    data = DataConfig(augmented=3.0, synthetic=4, reports_weight=0.5, negatives_count=5, **folders)
    found = training_set(authored, TrainConfig(data=data), QUIET)
    assert [p.pack for p in found] == ["T"] * 4 + ["SYN"] * 4 + ["WEAK"] + ["NEG"] * 5
    assert found == training_set(authored, TrainConfig(data=data), QUIET)  # deterministic by seed
    weak = next(p for p in found if p.pack == "WEAK")
    assert weak.records and all(0 < r["weight"] <= 0.5 for r in weak.records)
    examples = [make_example(p, frozenset()) for p in found]
    assert not any(g for p, e in zip(found, examples, strict=True) if p.pack == "NEG" for g in e.gold)


def test_nothing_asked_nothing_added() -> None:
    authored = list(parse(PACK, "T"))
    assert training_set(authored, TrainConfig(), QUIET) == authored


@pytest.mark.parametrize("key", ["reports", "negatives"])
def test_a_folder_that_is_not_there_is_named(key: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=f"data.{key}: no folder"):
        training_set([], TrainConfig(data=DataConfig(**{key: str(tmp_path / "none")})), QUIET)


def test_older_packs_are_rehearsed_in_part() -> None:
    text = PACK.removeprefix("=== T-1\n")
    known = list(parse("".join(f"=== T-{i}\n{text}" for i in range(10)), "T"))
    fresh, made = list(parse(f"=== N-1\n{text}", "N")), list(parse(f"=== SYN-1\n{text}", "SYN"))
    config = TrainConfig(data=DataConfig(new=["N"], rehearsed=0.3))
    shown = rehearsal([*known, *fresh, *made], [*known, *fresh], config)
    assert [p.pack for p in shown] == ["T"] * 3 + ["N", "SYN"]
    assert shown == rehearsal([*known, *fresh, *made], [*known, *fresh], config)  # deterministic by seed
    assert rehearsal(known, known, TrainConfig()) == known


def test_shares_are_shares() -> None:
    with pytest.raises(ConfigError, match=r"data\.rehearsed is a share between 0 and 1, not 1\.5"):
        DataConfig(rehearsed=1.5)
    with pytest.raises(ConfigError, match=r"neural\.kept is a share between 0 and 1, not -0\.5"):
        NeuralConfig(kept=-0.5)
