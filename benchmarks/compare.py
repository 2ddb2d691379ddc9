"""Compare every system on the development split, on whole reports kept apart and on the five seeds: `python -m benchmarks.compare`.

Comparators (baseline.py, the CRF) train on the training and calibration splits; the shipped model is used as it is. Predictions are kept in
OUT, one folder per system, and made again only when what they follow from has changed; `--systems crf` runs one system and shows the
others from there. Writes OUT/compare.json and OUT/compare.md; OUT/gold/<set> and OUT/<system>/<set> are folders for `giar-ner evaluate`.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from benchmarks import cache, summary
from benchmarks.systems import SYSTEMS, Context, System, Unavailable
from benchmarks.testsets import TestSets, load, write_gold
from giar_ner.errors import GiarError
from giar_ner.evaluate import Scores, breakdown, difference, interval, score_document
from giar_ner.evaluate.folders import NOTHING
from giar_ner.evaluate.scores import Json

WIDTH = 100  # columns, so that no figure is cut off where output is piped
DEFAULT = "rules,baseline,crf,classifier,combination"


def compare(
    data: Path, shared: Path, model: Path, names: Sequence[str], out: Path, console: Console, rerun: Sequence[str] = (), command: str = ""
) -> Json:
    """Run what is asked for and not cached, score everything that is there, print and write the tables. Returns what compare.json holds."""
    tests = load(data, shared)
    for name, documents in tests.sets.items():
        write_gold(documents, out / "gold" / name)
    skipped = dict(tests.skipped)
    systems: Json = {}
    scored: dict[str, dict[str, list[Scores]]] = {}
    contexts = {name: Context(data, shared, model, out / name, tests) for name in SYSTEMS}
    marks = {s.name: cache.fingerprint(s, contexts[s.name]) for s in SYSTEMS.values()}  # before anything runs: files may change meanwhile
    for system in SYSTEMS.values():
        try:
            outcome = _outcome(
                system, contexts[system.name], marks[system.name], wanted=system.name in names, again=system.name in rerun, console=console
            )
        except Unavailable as reason:
            skipped[system.name] = str(reason)
            continue
        if outcome is not None:
            scored[system.name], systems[system.name] = _score(tests, system, outcome)
    results = {
        "command": command,
        "machine": {"cpu": platform.processor() or platform.machine(), "cores": os.cpu_count(), "python": platform.python_version()},
        "training": {"passages": len(tests.training), "records": sum(len(p.records) for p in tests.training)},
        "sets": {n: {"documents": len(d), "records": sum(_asked(x.gold) for x in d)} for n, d in tests.sets.items()},
        "systems": systems,
        "ahead of baseline": _differences(scored),
        "skipped": skipped,
    }
    out.mkdir(parents=True, exist_ok=True)
    (out / "compare.json").write_text(json.dumps(results, ensure_ascii=False, indent=1), encoding="utf-8")
    (out / "compare.md").write_text(summary.markdown(results), encoding="utf-8")
    for grid in summary.grids(results):
        console.print(grid.rich())
    for sentence in skipped.values():
        console.print(sentence, soft_wrap=True, markup=False)
    return results


def _outcome(system: System, context: Context, mark: str, *, wanted: bool, again: bool, console: Console) -> cache.Outcome | None:
    """Fresh predictions from the cache, or (if wanted) new ones. None: not asked for, and nothing fresh is there."""
    found = None if again else cache.load(context.work, mark)
    if found is None and wanted:
        console.print(f"running {system.label} …")
        found = system.run(context)
        cache.store(context.work, found, mark)
    return found


def _score(tests: TestSets, system: System, outcome: cache.Outcome) -> tuple[dict[str, list[Scores]], Json]:
    """Scores per document of each set, and the same added up with intervals and, where documents have one, by family of packs."""
    documents: dict[str, list[Scores]] = {}
    sets: Json = {}
    for name, gold in tests.sets.items():
        rows = [(d.id, d.gold, outcome.predictions[name][d.id]) for d in gold]
        documents[name] = [score_document(g, p) for _, g, p in rows]
        families = breakdown(rows, "family") if any("family" in g.get("meta", {}) for _, g, _ in rows) else {}
        total = sum(documents[name], Scores()).to_dict() | {"interval": interval(documents[name])}
        sets[name] = total | {"families": {family: scores.to_dict() for family, scores in families.items()}}
    return documents, {"label": system.label, "seconds": outcome.seconds, "sets": sets}


def _asked(gold: Json) -> int:
    """How many records must be found."""
    return score_document(gold, NOTHING)["record"].gold


def _differences(scored: dict[str, dict[str, list[Scores]]]) -> Json:
    """Record F1 of each system minus that of baseline.py, with the paired bootstrap interval."""
    if "baseline" not in scored:
        return {}
    out: Json = {}
    for name, sets in scored.items():
        if name == "baseline":
            continue
        for test, ours in sets.items():
            theirs = scored["baseline"][test]
            gap = sum(ours, Scores())["record"].f1 - sum(theirs, Scores())["record"].f1
            out.setdefault(name, {})[test] = {"record": gap, "interval": difference(ours, theirs)}
    return out


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.compare", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("data/passages"), help="folder of the authored passages and their splits")
    parser.add_argument(
        "--shared", type=Path, default=Path(os.environ.get("GIAR_SEEDS", "../shared")), help="folder with gold/, seeds/, tools/"
    )
    parser.add_argument("--model", type=Path, default=Path("giar_ner/models/default"), help="model folder")
    parser.add_argument("--systems", default=DEFAULT, help=f"comma-separated, of {', '.join(SYSTEMS)} (default: %(default)s)")
    parser.add_argument("--rerun", default="", help="systems to run again although their predictions are fresh")
    parser.add_argument("--out", type=Path, default=Path("out/compare"), help="folder for predictions and tables")
    args = parser.parse_args(argv)
    names, rerun = ([n for n in value.split(",") if n] for value in (args.systems, args.rerun))
    unknown = {*names, *rerun} - SYSTEMS.keys()
    if unknown:
        parser.error(f"unknown system {', '.join(sorted(unknown))}; there are {', '.join(SYSTEMS)}")
    command = shlex.join(["python", "-m", "benchmarks.compare", *(sys.argv[1:] if argv is None else argv)])
    try:
        compare(args.data, args.shared, args.model, [*names, *rerun], args.out, Console(width=max(WIDTH, Console().width)), rerun, command)
    except GiarError as error:
        print(f"benchmarks.compare: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
