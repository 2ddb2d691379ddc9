"""Adapt a character encoder to plain text: `python -m giar_ner.pretrain --config configs/pretrain.yaml --corpus FOLDER [--set key=value]`.

Masked-language modelling (BERT; spans as in SpanBERT) over single characters and whole numbers. The schedule follows the clock, so that one
recipe fits two cores and a GPU; a run that is stopped goes on from its checkpoint. Needs the `train` extra.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import re
import shutil
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import opencc
import torch
import torch.nn.functional as F
from rich.console import Console
from transformers import BertConfig, BertForMaskedLM, BertModel

from giar_ner.errors import ConfigError, GiarError
from giar_ner.passages import read, split
from giar_ner.tagging.characters import CharacterVocabulary
from giar_ner.training.config import load_config
from giar_ner.training.loop import choose_precision, keep_freed_memory

NUMBER = re.compile(r"[0-9０-９]+(?:[.．][0-9０-９]+)?[%％]?")
LONGEST_SPAN = 4
IGNORE = -100


@dataclass
class PretrainConfig:
    """One run. `shares` maps the stem of a corpus file, or `passages` for the authored training passages, to its share of the tokens."""

    encoder: str = "encoders/e5-zh-6x384"
    layers: int | None = None
    output: str = "runs/adapted"
    passages: str = "data/passages"
    shares: dict[str, float] = field(default_factory=lambda: {"passages": 1.0})
    minutes: float = 40.0
    length: int = 256
    rows: int = 24
    learning_rate: float = 4e-4
    warmup_steps: int = 200
    masked: float = 0.2
    mirrored: float = 0.04
    """Share of the blocks in traditional characters, and of those with full-width digits."""
    held_out: float = 0.01
    save_minutes: float = 5.0
    precision: str = "auto"
    seed: int = 7


class Corpus:
    """Code points of every source with the starts of its maskable units, and random blocks of them."""

    def __init__(self, texts: dict[str, str], vocabulary: CharacterVocabulary, config: PretrainConfig):
        self.names, self.config = list(texts), config
        share = np.array([config.shares[n] for n in self.names])
        self.share = share / share.sum()
        self.points = {n: np.frombuffer(t.encode("utf-32-le"), "<u4") for n, t in texts.items()}
        self.starts = {n: unit_starts(t) for n, t in texts.items()}
        self.table = vocabulary.table.astype(np.int64)
        self.mirrors = (
            _mirror(opencc.OpenCC("s2t").convert, vocabulary),
            _mirror(lambda c: chr(ord(c) + 0xFEE0) if c in "0123456789" else c, vocabulary),
        )

    def block(self, rng: np.random.Generator, length: int, held_out: bool) -> tuple[np.ndarray, np.ndarray]:
        """ids and unit starts, both [length]; the last `held_out` share of each source is for measuring alone."""
        name = self.names[rng.choice(len(self.names), p=self.share)]
        points, starts = self.points[name], self.starts[name]
        border = int(len(points) * (1 - self.config.held_out))
        low, high = (border, len(points) - length) if held_out else (0, border - length)
        at = int(rng.integers(low, max(low + 1, high)))
        text, flags = points[at : at + length], starts[at : at + length].copy()
        flags[0] = 1
        mirror = int(rng.random() / self.config.mirrored) if self.config.mirrored else len(self.mirrors)
        return self.table[self.mirrors[mirror][text] if mirror < len(self.mirrors) else text], flags


def unit_starts(text: str) -> np.ndarray:
    """1 where a maskable unit starts (a character, or a whole number), 0 inside a number."""
    flags = np.ones(len(text), np.uint8)
    for m in NUMBER.finditer(text):
        flags[m.start() + 1 : m.end()] = 0
    return flags


def _mirror(convert, vocabulary: CharacterVocabulary) -> np.ndarray:  # type: ignore[no-untyped-def]
    table = np.arange(0x110000)
    for token in vocabulary.vocabulary:
        if len(token) == 1 and len(other := convert(token)) == 1:
            table[ord(token)] = ord(other)
    return table


def mask(
    ids: np.ndarray, flags: np.ndarray, rate: float, vocabulary: CharacterVocabulary, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Inputs and targets: spans of one to four units, `rate` of all units; 80 % [MASK], 10 % another character, 10 % left as they are."""
    unit = np.cumsum(flags) - 1
    count = int(unit[-1]) + 1
    chosen = np.zeros(count, bool)
    while chosen.sum() < rate * count:
        at = int(rng.integers(0, count))
        chosen[at : at + min(LONGEST_SPAN, int(rng.geometric(0.45)))] = True
    masked = chosen[unit] & (ids != vocabulary.unknown)
    dice, shown = rng.random(len(ids)), ids.copy()
    shown[masked & (dice < 0.8)] = vocabulary.vocabulary["[MASK]"]
    swap = masked & (dice >= 0.9)
    shown[swap] = rng.integers(5, len(vocabulary.vocabulary), int(swap.sum()))
    return shown, np.where(masked, ids, IGNORE)


def read_corpus(folder: Path | None, config: PretrainConfig) -> dict[str, str]:
    """The text of every source in `shares`: `.txt` or `.txt.gz` files of `folder`, and the authored passages without the development split."""
    texts = {}
    for name in config.shares:
        if name == "passages":
            source = Path(config.passages)
            known = split(read(source), source)
            texts[name] = "\n".join(p.text for p in known.train + known.calibration)
            continue
        path = next((p for p in sorted(folder.iterdir()) if p.name.split(".")[0] == name), None) if folder and folder.is_dir() else None
        if path is None:
            raise ConfigError(f"shares names {name}, but the corpus folder holds no {name}.txt or {name}.txt.gz")
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        texts[name] = data.decode("utf-8")
    short = [n for n, t in texts.items() if len(t) * config.held_out < config.length]
    if short:
        raise ConfigError(f"{short[0]} is too short to hold out {config.held_out:.0%} of it")
    return texts


class Pretraining:
    """The model with its optimiser and its clock."""

    def __init__(self, config: PretrainConfig, corpus: Path | None, console: Console):
        self.config, self.console, self.out = config, console, Path(config.output)
        torch.manual_seed(config.seed)
        keep_freed_memory()
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self.half = choose_precision(config.precision) == "bf16"
        self.vocabulary = CharacterVocabulary.load(Path(config.encoder))
        self.corpus = Corpus(read_corpus(corpus, config), self.vocabulary, config)
        self.shape = BertConfig.from_pretrained(config.encoder, attn_implementation="eager")
        self.shape.num_hidden_layers = config.layers or self.shape.num_hidden_layers
        self.shape.hidden_dropout_prob = self.shape.attention_probs_dropout_prob = 0.0
        self.model = BertForMaskedLM(self.shape)
        start = BertModel.from_pretrained(config.encoder, config=self.shape, add_pooling_layer=False, dtype=torch.float32)
        self.model.bert.load_state_dict(start.state_dict())
        self.model.tie_weights()
        torch.nn.Module.to(self.model, self.device)
        groups = [
            {"params": [p for p in self.model.parameters() if (p.ndim > 1) == wide], "weight_decay": 0.01 * wide} for wide in (True, False)
        ]
        self.optimizer = torch.optim.AdamW(groups, lr=config.learning_rate, betas=(0.9, 0.98))
        self.seconds, self.step = 0.0, 0

    def run(self) -> None:
        """Train until the clock runs out, with checkpoints."""
        self._resume()
        rng = np.random.default_rng([self.config.seed, self.step])
        budget, last, saved, window = self.config.minutes * 60, time.time(), time.time(), []  # type: ignore[var-annotated]
        while (done := self.seconds / budget) < 1:
            rate = self.config.learning_rate * min(1.0, (self.step + 1) / self.config.warmup_steps)
            for group in self.optimizer.param_groups:
                group["lr"] = rate * (0.05 + 0.95 * (1 + math.cos(math.pi * done)) / 2)
            loss = self.loss(rng)
            self.optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            self.optimizer.step()
            window.append(loss.item())
            self.step += 1
            now = time.time()
            self.seconds, last = self.seconds + now - last, now
            if self.step % 100 == 0:
                rate = self.step * self.config.rows * self.config.length / self.seconds
                self.console.print(f"step {self.step}, {done:.0%} of the time, loss {np.mean(window[-100:]):.3f}, {rate:,.0f} tokens/s")
            if now - saved > 60 * self.config.save_minutes:
                self._save()
                saved = time.time()
        self._save()
        self.console.print(f"the encoder is in {self.out}")

    def loss(self, rng: np.random.Generator, held_out: bool = False) -> torch.Tensor:
        """Mean cross-entropy of the masked characters of one fresh batch."""
        c, v = self.config, self.vocabulary
        x, y = np.full((c.rows, c.length), v.begin, np.int64), np.full((c.rows, c.length), IGNORE, np.int64)
        for row in range(c.rows):
            x[row, 1:-1], y[row, 1:-1] = mask(*self.corpus.block(rng, c.length - 2, held_out), c.masked, v, rng)
        x[:, -1] = v.separator
        ids, targets = torch.from_numpy(x).to(self.device), torch.from_numpy(y).to(self.device)
        with torch.autocast(self.device, dtype=torch.bfloat16, enabled=self.half):
            at = targets != IGNORE
            return F.cross_entropy(self.model.cls(self.model.bert(ids).last_hidden_state[at]).float(), targets[at])

    def held_out(self) -> float:
        rng = np.random.default_rng(1)
        with torch.no_grad():
            return float(np.mean([self.loss(rng, held_out=True).item() for _ in range(8)]))

    def _save(self) -> None:
        """The encoder alone in fp16, ready for training, and the checkpoint beside it, written aside and renamed."""
        self.out.mkdir(parents=True, exist_ok=True)
        state = {"model": self.model.state_dict(), "optimizer": self.optimizer.state_dict(), "seconds": self.seconds, "step": self.step}
        torch.save(state, self.out / "checkpoint.new")
        (self.out / "checkpoint.new").replace(self.out / "checkpoint.pt")
        plain = BertModel(self.shape, add_pooling_layer=False)
        plain.load_state_dict({k.removeprefix("bert."): v.cpu() for k, v in self.model.state_dict().items() if k.startswith("bert.")})
        plain.half().save_pretrained(self.out)
        for name in ("tokenizer.json", "tokenizer_config.json"):
            if (source := Path(self.config.encoder, name)).resolve() != (self.out / name).resolve():
                shutil.copy(source, self.out / name)
        report = {"steps": self.step, "minutes": round(self.seconds / 60, 1), "held_out_loss": round(self.held_out(), 3)}
        (self.out / "pretraining.json").write_text(json.dumps(report), encoding="utf-8")
        self.console.print(f"held-out loss {report['held_out_loss']:.3f}")

    def _resume(self) -> None:
        if (self.out / "checkpoint.pt").exists():
            saved = torch.load(self.out / "checkpoint.pt", weights_only=True, map_location=self.device)
            self.model.load_state_dict(saved["model"])
            self.optimizer.load_state_dict(saved["optimizer"])
            self.seconds, self.step = saved["seconds"], saved["step"]
            self.console.print(f"taking up the checkpoint at step {self.step}")


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, help="a folder of .txt or .txt.gz files, named in the configuration's shares")
    parser.add_argument("--set", dest="overrides", metavar="KEY=VALUE", action="append", default=[])
    args = parser.parse_args(argv)
    console = Console(stderr=True)
    try:
        Pretraining(load_config(PretrainConfig, args.config, args.overrides), args.corpus, console).run()
    except GiarError as error:
        console.print(f"giar_ner.pretrain: {error}", markup=False)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
