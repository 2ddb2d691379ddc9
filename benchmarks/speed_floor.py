"""The floor of the encoder: its floating-point operations for given texts over the rate at which this machine multiplies matrices."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from giar_ner.evaluate.scores import Json
from giar_ner.language.normal import normalise
from giar_ner.tagging.windows import make_windows

ROWS = 8192
SECONDS = 1.0


def encoder_flops(config: Json, lengths: Iterable[int]) -> float:
    """Multiplications and additions of a BERT with `config` (as in its config.json) and its linear layer, over sequences of these lengths."""
    h, f, layers = config["hidden_size"], config["intermediate_size"], config["num_hidden_layers"]
    labels = len(config["id2label"])
    return float(sum(layers * (2 * n * (4 * h * h + 2 * h * f) + 4 * n * n * h) + 2 * n * h * labels for n in lengths))


def window_lengths(config: Json, texts: Sequence[str], *, bare: bool) -> list[int]:
    """Tokens of each window that the tagger makes of `texts`; `bare`: full windows of the characters alone, no context, no headings."""
    size = config["giar_ner"]["window"]
    if bare:
        return [min(size["max_length"], len(t) - i) for t in texts for i in range(0, len(t), size["max_length"])]
    return [len(w) for t in texts if t for w in make_windows(normalise(t), size["max_length"], size["context"])]


def matrix_rates(config: Json, threads: int) -> dict[str, float]:
    """FLOP/s of torch for the encoder's own shape, [ROWS, hidden] by [hidden, intermediate], in fp32 and bf16, the best of a second each."""
    import torch

    torch.set_num_threads(threads)
    out = {}
    for name, kind in (("fp32", torch.float32), ("bf16", torch.bfloat16)):
        a = torch.randn(ROWS, config["hidden_size"]).to(kind)
        b = torch.randn(config["hidden_size"], config["intermediate_size"]).to(kind)
        flops = 2 * ROWS * config["hidden_size"] * config["intermediate_size"]
        best, until = 0.0, time.perf_counter() + SECONDS
        while time.perf_counter() < until:
            begin = time.perf_counter()
            torch.mm(a, b)
            best = max(best, flops / (time.perf_counter() - begin))
        out[name] = best
    return out


def floor(model: Path, texts: Sequence[str], threads: int) -> Json:
    """FLOPs of the texts, as the tagger cuts them and bare, the rates, and the seconds that follow."""
    config = json.loads((model / "config.json").read_text(encoding="utf-8"))
    work = {
        name: encoder_flops(config, window_lengths(config, texts, bare=bare))
        for name, bare in (("with context and headings", False), ("characters alone", True))
    }
    rates = matrix_rates(config, threads)
    seconds = {name: {rate: flops / per_second for rate, per_second in rates.items()} for name, flops in work.items()}
    return {"flops": work, "rates": rates, "seconds": seconds}
