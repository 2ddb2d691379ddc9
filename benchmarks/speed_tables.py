"""The tables of the speed benchmark, from what speed.json holds."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from benchmarks.grids import Grid, figure
from giar_ner.evaluate.scores import Json

LABELS = {
    "batch": "giar-ner batch",
    "extractor": "Extractor, one process",
    "pipeline": "transformers pipeline",
    "spacy": "spaCy NER",
    "crf": "CRF",
    "rules": "rules alone",
}


def rows(results: Json) -> dict[str, Json]:
    """Median, least and most of every figure of a system, and its ratio to the pipeline of the same repeat."""
    size, count = results["characters"], results["documents"]
    out: dict[str, Json] = {}
    for name, runs in results["runs"].items():
        speed = [size / r["warm"] for r in runs]
        row: Json = {
            "characters/s": spread(speed),
            "reports/s": spread([count / r["warm"] for r in runs]),
            "cold": spread([r["cold"] for r in runs]),
            "peak": spread([r["peak"] / 1e6 for r in runs]),
        }
        base = results["runs"].get("pipeline")
        if base and name != "pipeline":
            row["ratio"] = spread([s / (size / b["warm"]) for s, b in zip(speed, base, strict=True)])
            row["cold ratio"] = spread([r["cold"] / b["cold"] for r, b in zip(runs, base, strict=True)])
        latencies = sorted(x for r in runs for x in r["latencies"])
        if latencies:
            row["latency"] = {"median": statistics.median(latencies), "95 %": latencies[int(0.95 * (len(latencies) - 1))]}
        out[name] = row
    return out


def spread(values: Sequence[float]) -> list[float]:
    """Median, least, most."""
    return [statistics.median(values), min(values), max(values)]


def grids(results: Json) -> list[Grid]:
    """The table of systems, the ratios, and the floor."""
    title = (
        f"{results['documents']} reports, {results['characters']:,} characters, {results['cores']} cores, median of {results['repeats']}"
    )
    columns = ("characters/s", "reports/s", "cold start s", "peak MB", "record F1", "kind F1")
    table = Grid(title, ("system", *columns))
    ratios = Grid("in the same repeat, as a multiple of the pipeline (min–max)", ("system", "characters/s", "cold start"))
    for name, row in rows(results).items():
        f1 = results["scores"].get(name, {})
        speed = (f"{row['characters/s'][0]:,.0f}", f"{row['reports/s'][0]:,.1f}", f"{row['cold'][0]:.2f}", f"{row['peak'][0]:,.0f}")
        table.rows.append((LABELS[name], *speed, figure(f1.get("record")), figure(f1.get("kind"))))
        if "ratio" in row:
            ratios.rows.append((LABELS[name], *(f"{m:.2f} ({low:.2f}–{high:.2f})" for m, low, high in (row["ratio"], row["cold ratio"]))))
    out = [table, *([ratios] if ratios.rows else [])]
    if results["floor"]:
        found = results["floor"]
        rates = ", ".join(f"{name} {rate / 1e9:,.0f} GFLOP/s" for name, rate in found["rates"].items())
        grid = Grid(
            f"floor of the encoder: its FLOPs over the measured matrix rate ({rates})",
            ("windows", "GFLOP", "fp32 s", "bf16 s", "characters/s"),
        )
        for name, flops in found["flops"].items():
            seconds = found["seconds"][name]
            most = results["characters"] / min(seconds.values())
            grid.rows.append((name, f"{flops / 1e9:,.0f}", f"{seconds['fp32']:.1f}", f"{seconds['bf16']:.1f}", f"{most:,.0f}"))
        out.append(grid)
    return out


def notes(results: Json) -> list[str]:
    """What the tables do not say."""
    sizes = ", ".join(f"{n}: {speed:,.0f}" for n, speed in results["batch sizes"].items())
    out = [f"Characters/s of the pipeline by batch size, on some of the documents: {sizes}."] if sizes else []
    for name, row in rows(results).items():
        if "latency" in row:
            median, most = (1000 * row["latency"][k] for k in ("median", "95 %"))
            out.append(f"{LABELS[name]}: a report takes {median:.0f} ms (median), 95 % of them at most {most:.0f} ms.")
    missing = [LABELS[n] for n in results["runs"] if n != "pipeline" and n not in results["scores"]]
    if missing:
        out.append(f"No fresh predictions, so no F1, of: {', '.join(missing)} (`python -m benchmarks.compare` makes them).")
    return [*out, f"Load of the machine when it began: {results['machine']['load']:.1f}."]
