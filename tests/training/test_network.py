"""The losses against a slow reading of their definition, and encoders of other makes."""

import json
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs the extra: pip install 'giar-ner[train]'")

from giar_ner.errors import ConfigError
from giar_ner.passages import parse
from giar_ner.tagging.characters import SPECIAL, CharacterVocabulary
from giar_ner.tagging.labels import KINDS, Labels
from giar_ner.training.config import NeuralConfig, TrainConfig
from giar_ner.training.distil import Teachers, soft_losses
from giar_ner.training.examples import encode_example, make_example, zero_phrases
from giar_ner.training.loop import make_batches
from giar_ner.training.network import build_network, collate, interpolate, losses, save_tokenizer

PACK = """=== T-1
kind: passage
---
⟪applications⟫二、依申请公开
全年收到申请⟦12件|applications.received⟧，其中当面⟦5件|applications.channel.in_person;accept=applications.channel.other⟧。未收到⟦复议|zero:review.total⟧。
"""


@pytest.fixture
def made():  # type: ignore[no-untyped-def]
    passages = list(parse(PACK, "T"))
    example = make_example(passages[0], zero_phrases(passages))
    labels = Labels.of_ontology()
    config = TrainConfig(encoder="tiny")
    model, vocabulary = build_network(config, labels, [example.text])
    return example, labels, config, model.eval(), vocabulary


def test_interpolation_goes_part_of_the_way_back(made) -> None:  # type: ignore[no-untyped-def]
    model = made[3]
    before = {name: weight.detach().clone() for name, weight in model.named_parameters()}
    with torch.no_grad():
        for weight in model.parameters():
            weight.add_(1.0)
    interpolate(model, before, 0.25)
    assert all(torch.allclose(weight, before[name] + 0.75) for name, weight in model.named_parameters())


def test_losses_are_what_their_names_say(made) -> None:  # type: ignore[no-untyped-def]
    example, labels, config, model, vocabulary = made
    rows = encode_example(example, vocabulary, labels, config.window, 0.3)
    batch = collate(rows, vocabulary, NeuralConfig(heading_dropout=0), np.random.default_rng(0))
    with torch.no_grad():
        logits = model(input_ids=batch["ids"], attention_mask=batch["mask"], token_type_ids=batch["types"]).logits
    found = losses(logits, batch, labels)
    offset, kind, metric = len(rows[0]["heading"]) + 2, [], []
    for c, g in zip(example.candidates, example.gold, strict=True):
        kinds, metrics = labels.pool(logits[0, offset + c.start : offset + c.end].numpy())
        log_kind = kinds - np.log(np.exp(kinds).sum())
        kind.append(-log_kind[KINDS.index(g["kind"]) + 1 if g else 0])
        if g:
            p = np.exp(metrics) / np.exp(metrics).sum()
            metric.append(-np.log(p[[labels.metric_index[m] for m in (g["metric"], *g.get("accept", ()))]].sum()))
    assert found["kind"].item() == pytest.approx(np.mean(kind), abs=1e-5)
    assert found["metric"].item() == pytest.approx(np.mean(metric), abs=1e-5)
    assert found["section"].item() > 0 and found["tag"].item() > 0
    smooth = losses(logits, batch, labels, 0.1)["metric"].item()
    assert smooth > found["metric"].item()  # the rest of the target lies on metrics that are less likely


def test_masked_characters_are_hidden_and_nothing_else_changes(made) -> None:  # type: ignore[no-untyped-def]
    example, labels, config, _, vocabulary = made
    rows = encode_example(example, vocabulary, labels, config.window, 0.3)
    plain, masked = (collate(rows, vocabulary, NeuralConfig(heading_dropout=0, masked=m), np.random.default_rng(0)) for m in (0.0, 0.5))
    changed = plain["ids"] != masked["ids"]
    assert 0 < changed.sum() < len(example.text)
    assert (masked["ids"][changed] == vocabulary.vocabulary["[MASK]"]).all()
    assert all(torch.equal(plain[k], masked[k]) for k in plain if k != "ids")


def test_every_gold_record_is_an_example(made) -> None:  # type: ignore[no-untyped-def]
    example = made[0]
    assert [g["metric"] for g in example.gold if g] == ["applications.received", "applications.channel.in_person", "review.total"]
    assert example.missed == []


def test_a_wordpiece_checkpoint_is_read_one_character_at_a_time(tmp_path: Path) -> None:
    from transformers import AutoTokenizer, BertConfig, BertModel

    words = [*SPECIAL[:1], "[unused1]", *SPECIAL[1:], "申", "请", "件", "1", "2", "##请", "申请", "a"]
    (tmp_path / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    BertModel(
        BertConfig(vocab_size=len(words), hidden_size=32, num_hidden_layers=3, num_attention_heads=2, intermediate_size=64)
    ).half().save_pretrained(tmp_path)  # an encoder at rest may be in half precision; training is not
    labels = Labels.of_ontology()
    model, vocabulary = build_network(TrainConfig(encoder=str(tmp_path), layers=2), labels, [])
    assert model.config.num_hidden_layers == 2 and model.config.num_labels == len(labels.names)
    other, _ = build_network(TrainConfig(encoder=str(tmp_path), layers=2, random_weights=True), labels, [])
    name = "bert.encoder.layer.0.output.dense.weight"
    assert not torch.equal(model.state_dict()[name], other.state_dict()[name])
    assert {p.dtype for made in (model, other) for p in made.parameters()} == {torch.float32}
    text = "申请 12件\n\t\u3000A龘"
    trained = tmp_path / "trained"  # as a run writes it, away from the vocab.txt of the encoder
    trained.mkdir()
    save_tokenizer(vocabulary, trained)
    model.config.save_pretrained(trained)
    assert AutoTokenizer.from_pretrained(trained)(text, add_special_tokens=False)["input_ids"] == vocabulary.encode(text).tolist()


@pytest.mark.parametrize(
    ("change", "words"), [({"layers": 9}, "has 3 layers"), ({"model_type": "roberta"}, "not a BERT"), ({"positions": 64}, "positions")]
)
def test_an_encoder_that_does_not_fit_is_refused(tmp_path: Path, change: dict, words: str) -> None:
    from transformers import BertConfig, BertModel

    size = {"hidden_size": 32, "num_hidden_layers": 3, "num_attention_heads": 2, "intermediate_size": 64}
    BertModel(BertConfig(vocab_size=6, max_position_embeddings=change.get("positions", 512), **size)).save_pretrained(tmp_path)
    if "model_type" in change:
        config = json.loads((tmp_path / "config.json").read_text())
        (tmp_path / "config.json").write_text(json.dumps(config | {"model_type": change["model_type"]}))
    with pytest.raises(ConfigError, match=words):
        build_network(TrainConfig(encoder=str(tmp_path), layers=change.get("layers")), Labels.of_ontology(), [])


def test_batches_hold_every_window_once_within_the_budget() -> None:
    sizes = np.random.default_rng(0).integers(20, 300, 500).tolist()
    batches = make_batches(sizes, 2048, np.random.default_rng(1))
    assert sorted(i for b in batches for i in b) == list(range(500))
    assert all(max(sizes[i] for i in b) * len(b) <= 2048 for b in batches)


def test_a_list_of_zero_phrases_is_no_phrase() -> None:
    marked = "未发生⟦复议、诉讼|zero:review.total⟧。无⟦复议|zero:review.total⟧、⟦诉讼|zero:litigation.total⟧、⟦收费|zero:fees.collected⟧。"
    assert zero_phrases(parse(f"=== T-2\nkind: passage\n---\n{marked}\n", "T")) == {"复议", "诉讼", "收费"}


def test_teachers_are_met_where_the_student_says_the_same(made, smoke_model: Path) -> None:  # type: ignore[no-untyped-def]
    example, labels, config, _, _ = made
    vocabulary = CharacterVocabulary.load(smoke_model)
    rows = encode_example(example, vocabulary, labels, config.window, 0.3)
    batch = collate(rows, vocabulary, NeuralConfig(heading_dropout=0, masked=0.3), np.random.default_rng(0))
    teachers = Teachers([str(smoke_model)] * 2, labels, vocabulary, torch.device("cpu"))
    taught = teachers.probabilities(batch)
    assert all(torch.allclose(p.sum(-1), torch.ones(p.shape[:-1]), atol=1e-5) for p in taught.values())
    same = torch.cat([taught[head].log() for head in ("tag", "metric", "section")], -1).requires_grad_()
    other = torch.zeros_like(same)
    near, far = (soft_losses(x, taught, batch, labels) for x in (same, other))
    assert near.keys() == far.keys() == taught.keys()
    assert all(near[head] < far[head] for head in near)
    (gradient,) = torch.autograd.grad(sum(near.values()), same)
    assert gradient.abs().max() < 1e-6  # cross-entropy is least where both agree


def test_a_teacher_with_other_characters_is_refused(made, smoke_model: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    _, labels, _, _, vocabulary = made
    with pytest.raises(ConfigError, match="other labels or other characters"):
        Teachers([str(smoke_model)], labels, vocabulary, torch.device("cpu"))
    with pytest.raises(ConfigError, match="cannot load"):
        Teachers([str(tmp_path)], labels, vocabulary, torch.device("cpu"))
