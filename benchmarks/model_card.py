"""Write model_card.md: `python -m benchmarks.model_card`. Every figure comes from a file that a script wrote.

Reads OUT/compare.json and the predictions beside it (`python -m benchmarks.compare`), and `metrics.json` and `config.yaml` of the model
folder (`python -m giar_ner.train`), and the tables of the OTHERS where there are some; fills `model_card_template.md`.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from string import Template
from typing import Any

from benchmarks.grids import Grid, figure, percent
from benchmarks.plots import coverage_at, precision_at, precision_coverage, reliability_diagram
from benchmarks.reliability import expected_calibration_error, reliability
from benchmarks.summary import grids
from giar_ner import ontology
from giar_ner.errors import GiarError, ReadError
from giar_ner.evaluate import Error, by_cause, errors, judged, read_folders
from giar_ner.evaluate.folders import Row
from giar_ner.evaluate.scores import Json

TEMPLATE = Path(__file__).with_name("model_card_template.md")
SHIPPED, TEST = "combination", "development"
RESULTS = Path("benchmarks/results")
OTHERS = {
    "ablation": RESULTS / "ablation" / "ablation.md",
    "names": RESULTS / "names.md",
    "speed": RESULTS / "speed.md",
    "speed_all": RESULTS / "speed_all.md",
    "growth": RESULTS / "growth.md",
    "growth_long": RESULTS / "growth_long.md",
    "forms": RESULTS / "forms.md",
    "weak": RESULTS / "weak.md",
}
"""Other benchmarks whose tables stand in the card, and where each leaves them: in the repository, for some take hours."""
TOP = 8  # details shown per cause
CAUSES = {
    "metric": "wrong metric (gold → predicted)",
    "missed": "missed",
    "spurious": "spurious",
    "kind": "wrong kind (gold → predicted)",
    "value": "wrong value",
}


def model_card(
    compare: Path, model: Path, others: Mapping[str, Path], pictures: Path, command: str = "python -m benchmarks.model_card"
) -> str:
    """The card's text, from a comparison's folder, a model folder and what the `others` wrote; its pictures go to `pictures`.

    Raises ReadError where the comparison or the model's own figures are missing; another that was not run is said to be so.
    """
    results: Json = _json(compare / "compare.json", "python -m benchmarks.compare")
    if SHIPPED not in results["systems"]:
        why = results["skipped"].get(SHIPPED, "it was not run")
        raise ReadError(f"{compare / 'compare.json'} has no figures of the shipped model ({SHIPPED}): {why}")
    folders = compare / "gold" / TEST, compare / SHIPPED / TEST
    rows = list(read_folders(*folders))
    found = errors(rows)
    more = {name: _confidences(read_folders(compare / "gold" / name, compare / SHIPPED / name)) for name in results["sets"] if name != TEST}
    return Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        command=command,
        name=f"giar-ner {model.name}",
        metrics=len(ontology.metrics()),
        section_types=len(ontology.section_types()),
        training=_training(results),
        run=_run(model),
        cascade=_cascade(model),
        compare_command=results["command"],
        figures="\n".join(grid.markdown() for grid in grids(results)),
        notes="\n".join(f"- {sentence}" for sentence in results["skipped"].values()),
        **{name: _made(others[name], f"python -m benchmarks.{name}") for name in OTHERS},
        error_count=len(found),
        gold_count=results["systems"][SHIPPED]["sets"][TEST]["record"]["gold"],
        errors_command=shlex.join(["giar-ner", "evaluate", *map(str, folders), "--errors"]),
        errors=_causes(found).markdown(),
        reliability=_reliability(_confidences(rows), pictures, more),
        limits=_limits(results, rows, found),
    )


def _training(results: Json) -> str:
    counts = results["training"]
    tests = ", ".join(f"{name}: {size['documents']} documents with {size['records']} records" for name, size in results["sets"].items())
    return (
        f"{counts['passages']} authored passages and reports of fictional offices with {counts['records']} records (training and "
        f"calibration splits). Kept aside for testing: {tests}."
    )


def _run(model: Path) -> str:
    """What training itself measured and how it was configured, as the model folder says."""
    grid = Grid("what training measured (`metrics.json`)", ("figure", "value"))
    found = _flat(_json(model / "metrics.json", "python -m giar_ner.train"))
    # Precision, recall and F1 are measured again by the comparison, whose tables follow.
    grid.rows += [(name, _short(value)) for name, value in found if name.rsplit(".", 1)[-1] not in ("precision", "recall", "f1")]
    config = model / "config.yaml"
    if not config.exists():
        raise ReadError(f"{config} does not exist: python -m giar_ner.train writes it beside the weights")
    return f"{grid.markdown()}\nThe resolved configuration:\n\n```yaml\n{config.read_text(encoding='utf-8').strip()}\n```"


def _cascade(model: Path) -> str:
    """How sure the lexical memory has to be in this model's cascade."""
    bar = _json(model / "combination.json", "python -m giar_ner.train")["sure"]
    if bar >= 1:
        return "In the cascade of this model the encoder reads every window that may hold a record: no bar of the lexical memory was safe."
    return (
        f"In the cascade of this model the encoder reads the windows with a number of which the lexical memory is less than {bar:g} sure."
    )


def _flat(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """The scalars of nested dicts, with dotted names; lists (curves) are left to the file."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(inner, f"{name}.{key}" if name else str(key))
    elif isinstance(value, (int, float, str)):
        yield name, value


def _short(value: Any) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _made(path: Path, command: str) -> str:
    """What another benchmark left in `path`, without a title of its own, or a sentence that says how to make it."""
    if not path.exists():
        return f"Not run: `{command}`."
    lines = path.read_text(encoding="utf-8").strip().splitlines()
    return "\n".join(lines[1:] if lines and lines[0].startswith("# ") else lines).strip()


def _causes(found: list[Error]) -> Grid:
    grid = Grid("errors by cause, the most frequent of each", ("cause", "count", "what"), left=(0, 2))
    for cause, details in by_cause(found).items():
        shown = "; ".join(f"{detail} ({count})" for detail, count in details.most_common(TOP))
        grid.rows.append((CAUSES[cause], str(details.total()), shown))
    return grid


def _confidences(rows: Iterable[Row]) -> list[tuple[float, bool]]:
    """Of each predicted record, and whether it is right."""
    judgements = (j for _, gold, predicted in rows for j in judged(gold, predicted))
    return [(float(r["confidence"]), right) for r, right in judgements if "confidence" in r]


def _reliability(confidences: list[tuple[float, bool]], pictures: Path, more: Mapping[str, list[tuple[float, bool]]]) -> str:
    """Confidence against accuracy on the development split, with two pictures, or a sentence where predictions carry no confidence. A line for
    each other set."""
    if not confidences:
        return "The predictions carry no confidence."
    reliability_diagram(confidences, pictures / "reliability.png")
    precision_coverage(confidences, pictures / "precision_coverage.png")
    sentences = (
        f"Expected calibration error {figure(expected_calibration_error(confidences))} ({TEST} split).",
        f"The surest 80 % of the records are right in {percent(precision_at(confidences, 0.8))};",
        f"a precision of 99 % is kept by the surest {percent(coverage_at(confidences, 0.99))}.",
        "`Extractor(min_precision=0.99)` takes its bar from the calibration passages, not from these.",
    )
    lines = [
        f"- {name}: expected calibration error {figure(expected_calibration_error(found))}, the surest 80 % are right in "
        f"{percent(precision_at(found, 0.8))}, 99 % is kept by the surest {percent(coverage_at(found, 0.99))}."
        for name, found in more.items()
    ]
    images = " ".join(f"![{name}]({pictures.name}/{name}.png)" for name in ("reliability", "precision_coverage"))
    return "\n".join((reliability(confidences).markdown(), " ".join(sentences), "", *lines, "", images))


def _limits(results: Json, rows: list[Row], found: list[Error]) -> str:
    """Where the model is weakest, measured: the metrics with most errors, the eras apart, and what no figure covers."""
    wrong = Counter(e.gold["metric"] for e in found if e.gold)
    asked = Counter(r["metric"] for _, gold, _ in rows for r in gold["records"] if not r.get("optional") and r["kind"] != "table_cell")
    worst = sorted((m for m in asked if asked[m] >= 20), key=lambda m: wrong[m] / asked[m], reverse=True)[:TOP]
    weak = ", ".join(f"`{m}` ({percent(wrong[m] / asked[m])} of {asked[m]})" for m in worst)
    lines = [
        f"- Metrics missed or wrong most often (of those with 20 or more records): {weak}.",
        f"- {sum(1 for m in ontology.metrics() if m not in asked)} metrics of the ontology have no record in the development split, "
        "and so no figure here.",
    ]
    if seeds := results["sets"].get("seeds"):
        lines.append(f"- The seeds are {seeds['documents']} real reports: their figures are honest, but their intervals are wide.")
    lines.append("- The development split has the authors' voices of the training split; real reports vary more.")
    return "\n".join(lines)


def _json(path: Path, maker: str) -> Json:
    try:
        document: Json = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ReadError(f"{path} does not exist: `{maker}` writes it") from error
    except ValueError as error:
        raise ReadError(f"{path} is no JSON: {error}") from error
    return document


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.model_card", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--compare", type=Path, default=Path("out/compare"), help="folder that benchmarks.compare wrote")
    for name, path in OTHERS.items():
        parser.add_argument(f"--{name}", type=Path, default=path, help=f"what benchmarks.{name} wrote")
    parser.add_argument("--model", type=Path, default=Path("giar_ner/models/default"), help="model folder")
    parser.add_argument("--out", type=Path, default=Path("model_card.md"))
    args = parser.parse_args(argv)
    command = shlex.join(["python", "-m", "benchmarks.model_card", *(sys.argv[1:] if argv is None else argv)])
    try:
        others = {name: getattr(args, name) for name in OTHERS}
        text = model_card(args.compare, args.model, others, args.out.with_name("model_card_pictures"), command)
    except GiarError as error:
        print(f"benchmarks.model_card: {error}", file=sys.stderr)
        return 1
    part = args.out.with_name(args.out.name + ".part")
    part.write_text(text, encoding="utf-8")
    os.replace(part, args.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
