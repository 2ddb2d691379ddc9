"""Fine-tuning with accelerate: length-sorted token-budget batches, checkpoints that a killed run takes up again, deterministic by seed."""

from __future__ import annotations

import ctypes
import json
import math
import shutil
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from accelerate import Accelerator
from accelerate.utils import set_seed
from datasets import Dataset
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from transformers import PreTrainedModel, get_linear_schedule_with_warmup

from giar_ner.errors import ConfigError
from giar_ner.tagging.characters import CharacterVocabulary
from giar_ner.tagging.labels import Labels
from giar_ner.training.config import NeuralConfig
from giar_ner.training.distil import Teachers, soft_losses
from giar_ner.training.network import collate, losses, total


def choose_precision(wanted: str) -> str:
    """`no` (fp32) or `bf16`. auto takes bf16 where a matrix product is faster in it: with AMX or on a GPU, never with plain AVX2."""
    if wanted in ("fp32", "bf16"):
        return {"fp32": "no", "bf16": "bf16"}[wanted]
    if wanted != "auto":
        raise ConfigError(f"neural.precision wants auto, fp32 or bf16, not {wanted!r}")
    device = "cuda" if torch.cuda.is_available() else "cpu"
    seconds = dict.fromkeys((torch.float32, torch.bfloat16), math.inf)
    for _ in range(8):  # the least of several, in turn: a busy machine must not choose
        for dtype in seconds:
            a = torch.ones(768, 768, dtype=dtype, device=device)
            begin = time.perf_counter()
            a @ a
            if device == "cuda":
                torch.cuda.synchronize()
            seconds[dtype] = min(seconds[dtype], time.perf_counter() - begin)
    return "bf16" if seconds[torch.bfloat16] < seconds[torch.float32] else "no"


def keep_freed_memory() -> None:
    """Tell glibc to keep large freed blocks: giving them back at every step costs as much time as the arithmetic. Elsewhere a no-op."""
    if sys.platform != "linux":
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has none
    if mallopt is not None:
        for option, value in ((-3, 2**30), (-1, 2**31 - 1), (-2, 2**28)):  # M_MMAP_THRESHOLD, M_TRIM_THRESHOLD, M_TOP_PAD
            mallopt(option, value)


def make_batches(sizes: list[int], budget: int, rng: np.random.Generator) -> list[list[int]]:
    """Windows of like length together, at most `budget` tokens with padding, in random order."""
    order = sorted(rng.permutation(len(sizes)).tolist(), key=lambda i: sizes[i] // 16)
    out: list[list[int]] = []
    batch: list[int] = []
    longest = 0
    for i in order:
        if batch and max(longest, sizes[i]) * (len(batch) + 1) > budget:
            out.append(batch)
            batch, longest = [], 0
        batch.append(i)
        longest = max(longest, sizes[i])
    if batch:
        out.append(batch)
    return [out[i] for i in rng.permutation(len(out))]


def fine_tune(
    model: PreTrainedModel,
    rows: Dataset,
    vocabulary: CharacterVocabulary,
    labels: Labels,
    config: NeuralConfig,
    seed: int,
    folder: Path,
    fingerprint: str,
    console: Console,
) -> dict[str, Any]:
    """Train in place and return the history. A checkpoint in `folder` made with the same `fingerprint` is taken up."""
    set_seed(seed)
    keep_freed_memory()
    precision = choose_precision(config.precision)
    accelerator = Accelerator(mixed_precision=precision)
    sizes = [len(h) + len(i) + 3 for h, i in zip(rows["heading"], rows["ids"], strict=True)]
    plans = [make_batches(sizes, config.batch_tokens, np.random.default_rng([seed, epoch])) for epoch in range(config.epochs)]
    steps = min(sum(map(len, plans)), config.steps or sys.maxsize)
    head = [p for n, p in model.named_parameters() if n.startswith("classifier")]
    body = [(n, p) for n, p in model.named_parameters() if not n.startswith("classifier")]
    groups = [
        {"params": [p for _, p in body if p.ndim > 1], "weight_decay": config.weight_decay, "lr": config.learning_rate},
        {"params": [p for _, p in body if p.ndim < 2], "weight_decay": 0.0, "lr": config.learning_rate},
        {"params": head, "weight_decay": 0.0, "lr": config.head_learning_rate},
    ]
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98))
    schedule = get_linear_schedule_with_warmup(optimizer, max(1, int(config.warmup * steps)), steps)
    model, optimizer, schedule = accelerator.prepare(model, optimizer, schedule)
    teachers = Teachers(config.teachers, labels, vocabulary, accelerator.device) if config.teachers else None
    state = folder / "checkpoint"
    done, history = _resume(accelerator, state, fingerprint)
    if done:
        console.print(f"taking up the checkpoint at step {done} of {steps}")
    console.print(f"fine-tuning: {len(rows)} windows, {steps} steps, {'bf16' if precision == 'bf16' else 'fp32'} on {accelerator.device}")
    model.train()
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[loss]}"),
    )
    with Progress(*columns, console=console, refresh_per_second=1, disable=not console.is_terminal) as progress:
        task = progress.add_task("fine-tuning", total=steps, completed=done, loss="")
        step, running = 0, {}  # type: ignore[var-annotated]
        begin = time.time()
        for epoch, plan in enumerate(plans):
            for batch_rows in plan:
                step += 1
                if step <= done or step > steps:
                    continue
                rng = np.random.default_rng([seed, 1, step])
                batch = collate([rows[i] for i in batch_rows], vocabulary, config, rng)
                batch = {k: v.to(accelerator.device) for k, v in batch.items()}
                with accelerator.autocast():
                    logits = model(input_ids=batch["ids"], attention_mask=batch["mask"], token_type_ids=batch["types"]).logits
                parts = losses(logits.float(), batch, labels, config.smoothing)
                loss = total(parts, config)
                if teachers:
                    soft = soft_losses(logits.float(), teachers.probabilities(batch), batch, labels)
                    loss = (1 - config.teacher_weight) * loss + config.teacher_weight * total(soft, config)
                if not math.isfinite(loss.item()):
                    raise ConfigError(f"the loss is {loss.item()} at step {step}: lower neural.learning_rate")
                accelerator.backward(loss)
                accelerator.clip_grad_norm_(model.parameters(), 1.0)
                optimizer.step()
                schedule.step()
                optimizer.zero_grad()
                for name, part in parts.items():
                    running[name] = running.get(name, part.item()) * 0.98 + part.item() * 0.02
                words = " ".join(f"{k} {v:.3f}" for k, v in running.items())
                progress.update(task, completed=step, loss=words)
                if step % 50 == 0 or step == steps:
                    history.append({"step": step, "epoch": epoch, **{k: round(v, 4) for k, v in running.items()}})
                    if not console.is_terminal and step % 100 == 0:
                        rate = (time.time() - begin) / (step - done)
                        console.print(f"step {step}/{steps}, {rate:.2f} s a step, {rate * (steps - step) / 60:.0f} min left: {words}")
                if step % config.checkpoint_steps == 0 and step < steps:
                    _save(accelerator, state, step, history, fingerprint)
    # In place: without it the forward pass stays wrapped in autocast, and an export of it computes in bf16.
    accelerator.unwrap_model(model, keep_fp32_wrapper=False).eval()
    return {"steps": steps, "precision": "bf16" if precision == "bf16" else "fp32", "history": history}


def _save(accelerator: Accelerator, state: Path, step: int, history: list[dict[str, Any]], fingerprint: str) -> None:
    """Written aside and renamed, so that a kill never leaves half a checkpoint."""
    aside = state.with_name("checkpoint.new")
    shutil.rmtree(aside, ignore_errors=True)
    accelerator.save_state(str(aside))
    (aside / "progress.json").write_text(json.dumps({"step": step, "history": history, "fingerprint": fingerprint}), encoding="utf-8")
    shutil.rmtree(state, ignore_errors=True)
    aside.rename(state)


def _resume(accelerator: Accelerator, state: Path, fingerprint: str) -> tuple[int, list[dict[str, Any]]]:
    if not (state / "progress.json").exists():
        return 0, []
    saved = json.loads((state / "progress.json").read_text(encoding="utf-8"))
    if saved["fingerprint"] != fingerprint:
        raise ConfigError(f"{state} belongs to another configuration: remove it or choose another output folder")
    accelerator.load_state(str(state))
    return saved["step"], saved["history"]
