"""What a GPU gives: `python -m benchmarks.gpu`, which scripts/gpu/benchmark.sh runs. Needs the extra `torch`; `--device cpu` shows that it works.

Measured are the ceiling (square matrix products in the encoder's own precision), the encoder as a share of it, the batch job end to end with
several layouts of its processes, and whether the job's records are those of the CPU. Every row is written as soon as it is known (OUT/gpu.json,
OUT/gpu.md), and with `--minutes` no run is begun after that time, so that a machine that is lent for a while gives what it can.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console

from benchmarks.grids import Grid
from benchmarks.growth import texts
from benchmarks.usage import measure
from giar_ner.errors import GiarError
from giar_ner.extractor import default_model
from giar_ner.tagging.backends import load_backend

LENGTH = 320  # characters of a window, as the shipped models have them
START = 16  # documents of the run that shows what starting costs
RECORD = ("document", "start", "end", "metric", "kind", "value", "unit", "applicant", "category")


def encoder_flops(config: dict[str, Any], labels: int, length: int) -> float:
    """Floating-point operations per token of one forward pass over rows of `length` tokens; a multiplication and its addition are two."""
    hidden, inner, layers = config["hidden_size"], config["intermediate_size"], config["num_hidden_layers"]
    layer = 2 * (4 * hidden * hidden + 2 * hidden * inner) + 2 * 2 * length * hidden
    return float(layers * layer + 2 * hidden * labels)


def rate(work: Callable[[], Any], wait: Callable[[], Any], seconds: float) -> float:
    """Runs of `work` per second, over at least `seconds` after a warm-up."""
    for _ in range(3):
        work()
    wait()
    begin, runs = time.perf_counter(), 0
    while (passed := time.perf_counter() - begin) < seconds:
        for _ in range(4):
            work()
        wait()
        runs += 4
    return runs / passed


class Machine:
    """The device, and the figures that are compared with its ceiling."""

    def __init__(self, device: str, seconds: float) -> None:
        try:
            import torch
        except ImportError:
            raise GiarError("this needs torch: pip install 'giar-ner[torch]'") from None
        self.torch, self.device, self.seconds = torch, device, seconds
        self.gpu = device.startswith("cuda")
        if self.gpu and not torch.cuda.is_available():
            raise GiarError(f"torch finds no GPU for {device!r}")
        self.dtype = torch.bfloat16 if self.gpu else torch.float32
        self.name = torch.cuda.get_device_name(device) if self.gpu else f"{torch.get_num_threads()} threads of the CPU"

    def wait(self) -> None:
        if self.gpu:
            self.torch.cuda.synchronize(self.device)

    def ceiling(self) -> float:
        """FLOP/s of the best of some square matrix products."""
        best = 0.0
        for size in (4096, 8192, 16384) if self.gpu else (512, 1024):
            a, b = (self.torch.randn(size, size, device=self.device, dtype=self.dtype) for _ in range(2))
            out = self.torch.empty_like(a)

            def product(a: Any = a, b: Any = b, out: Any = out) -> None:
                self.torch.matmul(a, b, out=out)

            best = max(best, 2 * size**3 * rate(product, self.wait, self.seconds))
        return best

    def encoder(self, model: Path, tokens: int, *, compiled: bool) -> float:
        """Tokens per second of the encoder and its head alone, as the torch backend has them, on rows of LENGTH tokens that lie on the device."""
        from transformers import AutoModelForTokenClassification

        network = (
            AutoModelForTokenClassification.from_pretrained(str(model), local_files_only=True, dtype=self.dtype).eval().to(self.device)
        )
        forward: Any = self.torch.compile(network, dynamic=False) if compiled else network
        ids, mask, types = (self.torch.from_numpy(x).to(self.device) for x in batch(tokens))
        with self.torch.inference_mode():
            runs = rate(lambda: forward(input_ids=ids, attention_mask=mask, token_type_ids=types), self.wait, self.seconds)
        return runs * ids.numel()

    def backend(self, model: Path, tokens: int) -> float:
        """Tokens per second through the backend: from numpy arrays to numpy arrays."""
        run = load_backend(model, "torch", self.device)
        arrays = batch(tokens)
        return rate(lambda: run.logits(*arrays), self.wait, self.seconds) * arrays[0].size


def batch(tokens: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Ids, mask and types of about so many tokens, int64 [rows, LENGTH]."""
    rows = max(tokens // LENGTH, 1)
    ids = np.random.default_rng(5).integers(5, 1000, (rows, LENGTH))
    return ids, np.ones_like(ids), np.zeros_like(ids)


def layouts(device: str, owners: Sequence[int]) -> dict[str, list[str]]:
    """Arguments of `giar-ner batch` by name."""
    cores = len(os.sched_getaffinity(0))
    named = {
        f"{n} {'owner' if n == 1 else 'owners'} and readers": ["--engine", "device", "--device", ",".join([device] * n)] for n in owners
    }
    return named | {f"pool of {cores}, each with the model": ["--engine", "pool", "--device", device]}


class Job:
    """The batch job over generated reports, with the torch backend."""

    def __init__(self, work: Path, model: Path, documents: int, distinct: int) -> None:
        self.work, self.model = work, model
        self.parts = texts(min(distinct, documents))
        self.documents = documents

    def run(self, count: int, out: str, arguments: Sequence[str]) -> tuple[Any, int]:
        """What it takes to read `count` reports, and their characters; the output stays in `work/out`."""
        source, chosen = self.work / f"{count}.jsonl", [*islice(cycle(self.parts), count)]
        source.write_text("".join(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in chosen), encoding="utf-8")
        shutil.rmtree(self.work / out, ignore_errors=True)
        model = [] if self.model == default_model() else ["--model", str(self.model)]
        usage, _ = measure(["-m", "giar_ner", "batch", str(source), str(self.work / out), "--quiet", *model, *arguments])
        return usage, sum(map(len, chosen))

    def end_to_end(self, arguments: Sequence[str]) -> dict[str, float]:
        """Reports and characters per second, with what starting costs and without it."""
        arguments = ["--backend", "torch", *arguments]
        few, _ = self.run(min(START, self.documents), "few", arguments)
        usage, characters = self.run(self.documents, "all", arguments)
        steady = max(usage.seconds - few.seconds, 1e-9)
        return {
            "documents": self.documents,
            "seconds": usage.seconds,
            "start": few.seconds,
            "reports/s": self.documents / usage.seconds,
            "characters/s": characters / usage.seconds,
            "steady reports/s": max(self.documents - START, 0) / steady,
            "peak": usage.peak,
        }

    def same_records(self, arguments: Sequence[str]) -> dict[str, int]:
        """Records that only one of CPU (ONNX Runtime) and device has, of the first START reports."""
        found = []
        for name, chosen in (("cpu", []), ("device", ["--backend", "torch", *arguments])):
            self.run(min(START, self.documents), name, chosen)
            found.append(self._records(self.work / name))
        cpu, device = found
        return {"records": len(cpu), "only cpu": len(cpu - device), "only device": len(device - cpu)}

    def _records(self, out: Path) -> set[tuple[Any, ...]]:
        from pyarrow.parquet import read_table

        rows = [row for path in sorted((out / "records").glob("*.parquet")) for row in read_table(path).to_pylist()]
        return {tuple(row[name] for name in RECORD) for row in rows}


class Sheet:
    """The results as they come."""

    def __init__(self, out: Path, console: Console) -> None:
        self.out, self.console = out, console
        self.results: dict[str, Any] = {}

    def add(self, name: str, value: Any) -> None:
        self.results[name] = value
        self.console.print(f"{name}: {json.dumps(value, ensure_ascii=False)}", soft_wrap=True, markup=False)
        (self.out / "gpu.json").write_text(json.dumps(self.results, ensure_ascii=False, indent=1), encoding="utf-8")
        (self.out / "gpu.md").write_text(markdown(self.results), encoding="utf-8")


def markdown(results: dict[str, Any]) -> str:
    """The tables of what is known."""
    ceiling = results.get("ceiling", 0.0)
    lines = [f"# On {results.get('device')}\n", f"Ceiling, measured with square matrix products: {ceiling / 1e12:,.2f} TFLOP/s.\n"]
    encoder = Grid("the encoder", ("what", "tokens in a batch", "tokens/s", "TFLOP/s", "share of the ceiling"))
    for name, row in results.items():
        if name.startswith("encoder"):
            share = f"{100 * row['flops'] / ceiling:.1f} %" if ceiling else ""
            encoder.rows.append((row["what"], f"{row['tokens']:,}", f"{row['rate']:,.0f}", f"{row['flops'] / 1e12:,.2f}", share))
    job = Grid(
        "the batch job end to end",
        ("layout", "documents", "seconds", "of them to start", "reports/s", "after the start", "characters/s", "MB"),
    )
    for name, row in results.items():
        if name.startswith("job: "):
            figures = (row["documents"], row["seconds"], row["start"], row["reports/s"], row["steady reports/s"], row["characters/s"])
            job.rows.append(
                (
                    name[5:],
                    *(f"{value:,.1f}" if isinstance(value, float) else f"{value:,}" for value in figures),
                    f"{row['peak'] / 1e6:,.0f}",
                )
            )
    lines += [table.markdown() for table in (encoder, job) if table.rows]
    if same := results.get("same records"):
        lines.append(
            f"Of {same['records']:,} records {same['only cpu']:,} are found on the CPU alone, {same['only device']:,} on the device alone.\n"
        )
    return "\n".join(lines)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.gpu", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=Path("out/gpu"), help="folder for the results (default: %(default)s)")
    parser.add_argument("--device", default="cuda", help="cuda, cuda:1, or cpu to try the benchmark itself (default: %(default)s)")
    parser.add_argument("--model", type=Path, default=default_model(), help="model folder (default: the shipped one)")
    parser.add_argument("--tokens", type=_numbers, default=[8192, 32768, 131072], help="tokens in a batch (default: 8192,32768,131072)")
    parser.add_argument("--compile", action="store_true", help="the encoder through torch.compile as well")
    parser.add_argument("--owners", type=_numbers, default=[1, 4, 8], help="processes with a model on the device (default: 1,4,8)")
    parser.add_argument("--documents", type=int, default=4000, help="reports of the batch job (default: %(default)s)")
    parser.add_argument("--distinct", type=int, default=300, help="different reports among them (default: %(default)s)")
    parser.add_argument("--seconds", type=float, default=3.0, help="that each rate is measured for (default: %(default)s)")
    parser.add_argument("--minutes", type=float, default=9.0, help="begin nothing after that time (default: %(default)s)")
    args = parser.parse_args(argv)
    end = time.monotonic() + 60 * args.minutes
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")  # read when transformers is imported, which it is not yet
    args.out.mkdir(parents=True, exist_ok=True)
    sheet = Sheet(args.out, Console())
    work = Path(tempfile.mkdtemp(prefix="work-", dir=args.out))
    try:
        machine = Machine(args.device, args.seconds)
        sheet.add("device", f"{machine.name}, {len(os.sched_getaffinity(0))} cores")
        sheet.add("ceiling", machine.ceiling())
        config = json.loads((args.model / "config.json").read_text(encoding="utf-8"))
        flops = encoder_flops(config, len(config["id2label"]), LENGTH)
        ways: list[tuple[str, Callable[[int], float]]] = [("eager", lambda n: machine.encoder(args.model, n, compiled=False))]
        ways += [("torch.compile", lambda n: machine.encoder(args.model, n, compiled=True))] if args.compile else []
        ways += [("the backend, arrays to arrays", lambda n: machine.backend(args.model, n))]
        for what, measured in ways:
            for tokens in args.tokens:
                if time.monotonic() < end:
                    tokens_per_second = measured(tokens)
                    row = {"what": what, "tokens": tokens, "rate": tokens_per_second, "flops": tokens_per_second * flops}
                    sheet.add(f"encoder: {what}, {tokens}", row)
        job = Job(work, args.model, args.documents, args.distinct)
        chosen = layouts(args.device, args.owners)
        if time.monotonic() < end:
            sheet.add("same records", job.same_records(next(iter(chosen.values()))))
        for name, arguments in chosen.items():
            if time.monotonic() < end:
                sheet.add(f"job: {name}", job.end_to_end(arguments))
    except GiarError as error:
        print(f"benchmarks.gpu: {error}", file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return 0


def _numbers(text: str) -> list[int]:
    return [int(number) for number in text.split(",")]


if __name__ == "__main__":
    sys.exit(main())
