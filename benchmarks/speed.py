"""Speed side by side: `python -m benchmarks.speed`. Our batch job, one extractor, the transformers pipeline, spaCy's NER, the CRF, the rules.

All read the same documents on the same cores: the held-out passages of kind `report`, `data/examples`, and generated reports. Each runs in
a process of its own, with another for every repeat, and the repeats are interleaved (A B C A B C). Cold: from the start of the process to the
first report's records, imports and model included; for the batch job a whole job of one report. Warm: the seconds for all documents, reading
their files included; for the batch job the start of its workers and its files as well. Peak: resident memory of the process and its children.
The CRF, spaCy and the rules run in one process per core, the pipeline with as many threads. Ratios are to the pipeline, per repeat.

Record F1 is that of the predictions that `python -m benchmarks.compare` keeps, on the development split. The pipeline says no metrics, so it
has a `kind` F1 alone (spans overlap; kind and value agree), which stands beside the others' for that reason. Comparators that were not
trained there are trained first (`--systems` leaves some out). Writes OUT/speed.md and OUT/speed.json.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shlex
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import psutil
from rich.console import Console

from benchmarks import cache
from benchmarks.speed_floor import floor
from benchmarks.speed_systems import SYSTEMS, Job
from benchmarks.speed_tables import LABELS, grids, notes, rows
from benchmarks.systems import SYSTEMS as COMPARED
from benchmarks.systems import Context
from benchmarks.testsets import WHOLE, Document, TestSets, load
from giar_ner.errors import GiarError
from giar_ner.evaluate import Scores, score_document
from giar_ner.evaluate.scores import Json
from giar_ner.synthesis import generate

PREDICTIONS = {"batch": "fast", "extractor": "combination", "spacy": "spacy", "crf": "crf", "rules": "rules"}
"""Whose predictions in compare's cache a system's F1 is taken from."""
BATCH_SIZES = (1, 8, 32)
PROBED = 20_000  # characters on which the pipeline's batch size is chosen
LOOK = 0.2  # seconds between looks at the memory: a look costs milliseconds, which the measured process lacks
SEED = 13
HERE = Path(__file__).parents[1]


def documents(held_out: Sequence[Document], examples: Path, generated: int, limit: int | None) -> dict[str, str]:
    """Texts by name: the reports of the splits, the examples, generated reports without noise; `limit` cuts the first two."""
    found = {d.id: d.text for d in [d for d in held_out if d.gold["meta"].get("kind") == "report"][:limit]}
    found |= {f"example-{path.stem}": path.read_text(encoding="utf-8") for path in sorted(examples.glob("*.txt"))[:limit]}
    return found | {p.id: p.text for p in generate(generated, SEED, noise=0.0, reports=1.0)}


def write(texts: dict[str, str], folder: Path) -> Path:
    """The texts as `.txt` files of a new folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_bytes(text.encode("utf-8"))
    return folder


def run(job: Job) -> Json:
    """One system in a new process: what it measured of itself, and its peak of resident memory in bytes, children included."""
    threads = str(job.cores if job.system in ("pipeline", "extractor") else 1)
    limits = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), threads)
    more = {"TOKENIZERS_PARALLELISM": "false", "HF_HUB_OFFLINE": "1", "PYTHONPATH": os.pathsep.join([str(HERE), *sys.path])}
    with tempfile.TemporaryDirectory() as scratch, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        given = replace(job, scratch=scratch, started=time.monotonic()).to_json()
        command = [sys.executable, "-m", "benchmarks.speed_systems", given]
        process = psutil.Popen(command, stdout=out, stderr=err, env=os.environ | limits | more)
        peak = 0
        while process.poll() is None:
            peak = max(peak, _resident(process))
            time.sleep(LOOK)
        out.seek(0), err.seek(0)
        if process.returncode:
            last = (err.read().decode(errors="replace").strip().splitlines() or ["no message"])[-1]
            raise GiarError(f"{LABELS[job.system]} ended with status {process.returncode}: {last}")
        measured: Json = json.loads(out.read().decode().strip().splitlines()[-1])
        return measured | {"peak": max(peak, measured["own peak"])}


def _resident(process: psutil.Process) -> int:
    total = 0
    for p in [process, *_children(process)]:
        try:
            total += p.memory_info().rss
        except psutil.Error:  # it has just ended
            continue
    return total


def _children(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.children(recursive=True)
    except psutil.Error:
        return []


def batch_sizes(job: Job, texts: dict[str, str], scratch: Path) -> dict[int, float]:
    """Characters per second of the pipeline on some of the texts, by batch size."""
    some: dict[str, str] = {}
    for name, text in texts.items():
        some[name] = text
        if sum(map(len, some.values())) >= PROBED:
            break
    folder = write(some, scratch)
    size = sum(map(len, some.values()))
    return {n: size / run(replace(job, system="pipeline", documents=str(folder), batch_size=n))["warm"] for n in BATCH_SIZES}


def kinds_alone(report: Json) -> Json:
    """The report with one metric for all records, so that only spans, kinds and values are scored."""
    return {"records": [{**r, "metric": "", "accept": []} for r in report["records"]], "sections": []}


def scores(gold: Sequence[Document], predicted: dict[str, Json], *, metrics: bool = True) -> Json:
    """Record F1 (None without `metrics`) and kind F1 over documents."""
    total, kinds = Scores(), Scores()
    for d in gold:
        total += score_document(d.gold, predicted[d.id])
        kinds += score_document(kinds_alone(d.gold), kinds_alone(predicted[d.id]))
    return {"record": total["record"].f1 if metrics else None, "kind": kinds["record"].f1}


def kept_scores(context: Context, names: Sequence[str]) -> dict[str, Json]:
    """F1 of the systems whose predictions compare keeps, made by what is here now."""
    out = {}
    for name in names:
        source = PREDICTIONS.get(name)
        if source is None:
            continue
        here = replace(context, work=context.work / source)
        found = cache.load(here.work, cache.fingerprint(COMPARED[source], here))
        if found is not None:
            out[name] = scores(context.tests.sets["development"], found.predictions["development"])
    return out


def train_missing(tests: TestSets, compared: Path, names: Sequence[str]) -> None:
    """Comparators that are not trained yet; each is kept where compare looks for it."""
    if "crf" in names:
        from benchmarks import crf

        crf.trained(tests.training, compared / "crf" / "model")
    if "spacy" in names:
        from benchmarks import spacy_ner

        spacy_ner.trained(tests.training, compared / "spacy" / "model")


def pipeline_scores(job: Job, gold: Sequence[Document], scratch: Path) -> Json:
    """The pipeline's kind F1 on the development split."""
    source = scratch / "development.json"
    source.write_text(json.dumps({d.id: d.text for d in gold}, ensure_ascii=False), encoding="utf-8")
    few = write({"one": gold[0].text}, scratch / "one")
    run(replace(job, system="pipeline", documents=str(few), predict=str(source)))
    return scores(gold, json.loads(source.with_suffix(".predicted.json").read_text(encoding="utf-8")), metrics=False)


def measure(args: argparse.Namespace, names: Sequence[str], console: Console) -> tuple[Json, dict[str, str]]:
    """What speed.json holds, and the texts that were read."""
    tests = load(args.data, args.shared)
    gold = tests.sets["development"]
    context = Context(args.data, args.shared, args.model, args.compared, tests)
    train_missing(tests, args.compared, names)
    texts = documents([*gold, *tests.sets.get(WHOLE, [])], args.examples, args.generated, args.limit)
    work: Path = args.out / "speed"
    folder = write(texts, work / "documents")
    trained = {name: str((args.compared / name / "model").resolve()) for name in ("crf", "spacy")}
    job = Job("", str(folder.resolve()), "", str(args.model.resolve()), trained["crf"], trained["spacy"], args.cores, BATCH_SIZES[0])
    results: Json = {
        "machine": {"cpu": platform.processor() or platform.machine(), "python": platform.python_version(), "load": os.getloadavg()[0]},
        "documents": len(texts),
        "characters": sum(map(len, texts.values())),
        "cores": args.cores,
        "repeats": args.repeats,
        "batch sizes": {},
        "scores": kept_scores(context, names),
        "runs": {name: [] for name in names},
    }
    if "pipeline" in names:
        results["batch sizes"] = batch_sizes(job, texts, work / "probe")
        job = replace(job, batch_size=max(results["batch sizes"], key=results["batch sizes"].__getitem__))
        if not args.limit:
            results["scores"]["pipeline"] = pipeline_scores(job, gold, work)
    for repeat in range(args.repeats):
        for name in names:
            console.print(f"{LABELS[name]}, {repeat + 1} of {args.repeats} …")
            results["runs"][name].append(run(replace(job, system=name)))
    results["floor"] = floor(args.model, list(texts.values()), args.cores)
    return results, texts


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.speed", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("data/passages"), help="folder of the authored passages and their splits")
    parser.add_argument("--examples", type=Path, default=Path("data/examples"), help="folder of more reports")
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("GIAR_SEEDS", "../shared")), help="as for benchmarks.compare")
    parser.add_argument("--model", type=Path, default=Path("giar_ner/models/default"), help="model folder")
    parser.add_argument("--compared", type=Path, default=Path("out/compare"), help="where benchmarks.compare keeps models and predictions")
    parser.add_argument("--systems", default=",".join(SYSTEMS), help="comma-separated (default: %(default)s)")
    parser.add_argument("--generated", type=int, default=400, help="generated reports")
    parser.add_argument("--limit", type=int, help="at most so many documents of each other source")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("--profile", action="store_true", help="say where one process spends its time as well")
    parser.add_argument("--out", type=Path, default=Path("benchmarks/results"), help="folder for speed.md and speed.json")
    args = parser.parse_args(argv)
    names = [n for n in args.systems.split(",") if n]
    unknown = set(names) - set(SYSTEMS)
    if unknown or not names:
        parser.error(f"unknown system {', '.join(sorted(unknown)) or repr('')}; there are {', '.join(SYSTEMS)}")
    command = shlex.join(["python", "-m", "benchmarks.speed", *(sys.argv[1:] if argv is None else argv)])
    console = Console(width=max(120, Console().width))
    try:
        results, texts = measure(args, names, console)
    except (GiarError, ImportError) as error:
        print(f"benchmarks.speed: {error}", file=sys.stderr)
        return 1
    tables, more = grids(results), notes(results)
    if args.profile:
        from benchmarks import profiling

        tables.append(profiling.grid(profiling.profile(args.model, list(texts.values())), results["characters"]))
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / "speed.json").write_text(
        json.dumps({"command": command} | results | {"rows": rows(results)}, ensure_ascii=False, indent=1), encoding="utf-8"
    )
    lines = ["# Speed", "", f"`{command}` on {results['machine']['cpu']}.", "", *(t.markdown() for t in tables), *more]
    (args.out / "speed.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for table in tables:
        console.print(table.rich())
    for line in more:
        console.print(line, soft_wrap=True, markup=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
