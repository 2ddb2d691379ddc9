"""Adapt a character encoder to plain text by masked-language modelling: `python -m giar_ner.pretrain --config configs/pretrain.yaml --corpus FOLDER`.

Single characters, short phrases and whole numbers are masked; a wall-clock budget sets the schedule, so that the same recipe fits two cores and a GPU.
Checkpoints are written on the way and taken up again. Needs the `train` extra.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F

NUMBER = re.compile(r"[0-9０-９]+(?:[.．][0-9０-９]+)?[%％]?")


@dataclass
class PretrainConfig:
    """What a run needs to be repeated. `shares` maps a corpus file's stem (or `passages`) to its share of the tokens."""

    encoder: str = "encoders/e5-zh-6x384"
    layers: int | None = None
    shares: dict[str, float] = field(default_factory=lambda: {"gov_work_reports": 0.4, "laws_prc": 0.2, "passages": 0.25, "gov_policy_misc": 0.1, "judgments_cail": 0.05})
    minutes: float = 40.0
    length: int = 256
    rows: int = 16
    learning_rate: float = 4e-4
    masked: float = 0.2
    held_out: float = 0.01
    save_every_minutes: float = 5.0
    seed: int = 7


def paragraphs(path: Path) -> Iterator[str]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:  # type: ignore[operator]
        for line in lines:
            if line.strip():
                yield line.rstrip("\n") + "\n"


def joints(text: str) -> np.ndarray:
    """1 where a maskable unit starts (a character, or a whole number), 0 inside a number."""
    flags = np.ones(len(text), np.uint8)
    for m in NUMBER.finditer(text):
        flags[m.start() + 1 : m.end()] = 0
    return flags


class Corpus:
    """Code points and unit starts of every source, and random blocks of them."""

    def __init__(self, texts: dict[str, str], table: np.ndarray, config: PretrainConfig, mirrors: list[np.ndarray]):
        self.names = list(texts)
        share = np.array([config.shares[n] for n in self.names])
        self.share = share / share.sum()
        self.points = {n: np.frombuffer(t.encode("utf-32-le"), "<u4") for n, t in texts.items()}
        self.starts = {n: joints(t) for n, t in texts.items()}
        self.table, self.config, self.mirrors = table, config, mirrors

    def block(self, rng: np.random.Generator, length: int, held_out: bool) -> tuple[np.ndarray, np.ndarray]:
        name = self.names[rng.choice(len(self.names), p=self.share)]
        points, starts = self.points[name], self.starts[name]
        border = int(len(points) * (1 - self.config.held_out))
        low, high = (border, len(points) - length) if held_out else (0, border - length)
        at = int(rng.integers(low, max(low + 1, high)))
        text, flags = points[at : at + length], starts[at : at + length].copy()
        flags[0] = 1
        dice = rng.random()
        if dice < 0.04 * len(self.mirrors):
            text = self.mirrors[int(dice / 0.04)][text]
        return self.table[text], flags


def mask(ids: np.ndarray, flags: np.ndarray, rate: float, vocabulary: int, special: dict[str, int], rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Spans of one to four units, `rate` of all units: 80 % [MASK], 10 % another character, 10 % left as they are (BERT; spans as in SpanBERT)."""
    unit = np.cumsum(flags) - 1
    count = int(unit[-1]) + 1
    chosen = np.zeros(count, bool)
    while chosen.sum() < rate * count:
        size = min(4, int(rng.geometric(0.45)))
        at = int(rng.integers(0, count))
        chosen[at : at + size] = True
    masked = chosen[unit] & (ids != special["[UNK]"])
    dice, shown = rng.random(len(ids)), ids.copy()
    shown[masked & (dice < 0.8)] = special["[MASK]"]
    swap = masked & (dice >= 0.9)
    shown[swap] = rng.integers(len(special), vocabulary, int(swap.sum()))
    return shown, np.where(masked, ids, -100)


def fastest_dtype(device: str) -> torch.dtype:
    """bf16 where this machine multiplies it at least as fast as fp32 (AMX, GPUs), else fp32."""
    rates = {}
    for dtype in (torch.float32, torch.bfloat16):
        a = torch.randn(1024, 1024, device=device, dtype=dtype)
        for _ in range(2):
            a @ a
        begin = time.perf_counter()
        for _ in range(4):
            a @ a
        if device == "cuda":
            torch.cuda.synchronize()
        rates[dtype] = 1 / (time.perf_counter() - begin)
    return max(rates, key=lambda d: rates[d])


def main(argv: list[str] | None = None) -> None:
    import opencc
    import yaml
    from transformers import BertConfig, BertForMaskedLM, BertModel

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--config"), parser.add_argument("--corpus", required=True), parser.add_argument("--passages"), parser.add_argument("--out", required=True)
    args = parser.parse_args(argv)
    values: dict[str, Any] = yaml.safe_load(Path(args.config).read_text(encoding="utf-8")) if args.config else {}
    config = PretrainConfig(**values)
    torch.manual_seed(config.seed)
    rng, out = np.random.default_rng(config.seed), Path(args.out)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    dtype = fastest_dtype(device)

    vocabulary: dict[str, int] = json.loads(Path(config.encoder, "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    special = {k: v for k, v in vocabulary.items() if len(k) > 1}
    table = np.full(0x110000, special["[UNK]"], np.int64)
    traditional, wide = np.arange(0x110000), np.arange(0x110000)
    convert = opencc.OpenCC("s2t").convert
    for token, i in vocabulary.items():
        if len(token) == 1:
            table[ord(token)] = i
            other = convert(token)
            if len(other) == 1:
                traditional[ord(token)] = ord(other)
    for c in "0123456789":
        wide[ord(c)] = ord(c) + 0xFEE0

    texts = {}
    for name in config.shares:
        if name == "passages":
            texts[name] = Path(args.passages).read_text(encoding="utf-8")
        else:
            path = next(p for p in Path(args.corpus).iterdir() if p.name.split(".")[0] == name)
            texts[name] = "".join(paragraphs(path))
    corpus = Corpus(texts, table, config, [traditional, wide])

    encoder = BertConfig.from_pretrained(config.encoder, attn_implementation="eager")
    if config.layers:
        encoder.num_hidden_layers = config.layers
    encoder.hidden_dropout_prob = encoder.attention_probs_dropout_prob = 0.0
    model = BertForMaskedLM(encoder)
    model.bert.load_state_dict(BertModel.from_pretrained(config.encoder, config=encoder, add_pooling_layer=False, dtype=torch.float32).state_dict())
    model.tie_weights()
    decay = [p for p in model.parameters() if p.ndim > 1]
    rest = [p for p in model.parameters() if p.ndim < 2]
    optimizer = torch.optim.AdamW([{"params": decay, "weight_decay": 0.01}, {"params": rest, "weight_decay": 0.0}], lr=config.learning_rate, betas=(0.9, 0.98), fused=True)
    model.to(device)
    begun, step = 0.0, 0
    state = out / "checkpoint.pt"
    if state.exists():
        saved = torch.load(state, weights_only=True, map_location=device)
        model.load_state_dict(saved["model"]), optimizer.load_state_dict(saved["optimizer"])
        begun, step = saved["seconds"], saved["step"]

    def batch(generator: np.random.Generator, held_out: bool = False) -> tuple[torch.Tensor, torch.Tensor]:
        n = config.length - 2
        x, y = np.full((config.rows, config.length), special["[CLS]"]), np.full((config.rows, config.length), -100)
        for row in range(config.rows):
            ids, flags = corpus.block(generator, n, held_out)
            x[row, 1:-1], y[row, 1:-1] = mask(ids, flags, config.masked, len(vocabulary), special, generator)
        x[:, -1] = special["[SEP]"]
        return torch.from_numpy(x).to(device), torch.from_numpy(y).to(device)

    def loss_of(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        with torch.autocast(device, dtype=dtype, enabled=dtype != torch.float32):
            hidden = model.bert(x).last_hidden_state
            at = y != -100
            return F.cross_entropy(model.cls(hidden[at]).float(), y[at])

    def save(final: bool = False) -> None:
        out.mkdir(parents=True, exist_ok=True)
        torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "seconds": begun + time.time() - start, "step": step}, out / "checkpoint.tmp")
        (out / "checkpoint.tmp").replace(state)
        plain = BertModel(encoder, add_pooling_layer=False)
        plain.load_state_dict({k.removeprefix("bert."): v.cpu() for k, v in model.state_dict().items() if k.startswith("bert.")})
        plain.half().save_pretrained(out)
        for name in ("tokenizer.json", "tokenizer_config.json"):
            (out / name).write_bytes(Path(config.encoder, name).read_bytes())

    budget, start, saved_at, running = config.minutes * 60, time.time(), time.time(), []
    while (done := (begun + time.time() - start) / budget) < 1:
        rate = config.learning_rate * min(1.0, (step + 1) / 200) * (0.05 + 0.95 * (1 + math.cos(math.pi * done)) / 2)
        for group in optimizer.param_groups:
            group["lr"] = rate
        loss = loss_of(*batch(rng))
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        running.append(loss.item())
        step += 1
        if step % 100 == 0:
            tokens = step * config.rows * config.length
            print(f"step {step} {done:.0%} loss {np.mean(running[-100:]):.3f} {tokens / 1e6:.1f} M tokens {tokens / (begun + time.time() - start):.0f}/s", flush=True)
        if time.time() - saved_at > 60 * config.save_every_minutes:
            save()
            saved_at = time.time()
            check = np.random.default_rng(1)
            with torch.no_grad():
                print(f"held-out loss {np.mean([loss_of(*batch(check, True)).item() for _ in range(8)]):.3f}", flush=True)
    save(final=True)


if __name__ == "__main__":
    main()
