"""Weak supervision by figures: the labelling functions and what aggregates their votes: `python -m benchmarks.weak`.

The functions vote on the candidates of the development passages, whose gold judges them: coverage, overlap, conflict, estimated and true
accuracy of each. Then the aggregators, with and without the votes of sums that hold (arithmetic), skweak's among them where it is installed
(`pip install skweak`). No aggregator sees the development gold; the log-linear one was fitted on passages of the training split. Writes
OUT/weak.md and OUT/weak.json. `--fit` fits the weights that the package ships anew, on a seeded sample of the training split; `--train N`
adds what the lexical memory learns from N training passages with each aggregator's labels in place of their gold.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import get_args

import numpy as np
from rich.console import Console

from benchmarks.grids import Grid, figure, percent
from giar_ner.errors import GiarError
from giar_ner.evaluate import Scores, score_document
from giar_ner.evaluate.scores import Json
from giar_ner.passages import Passage, Splits, read, split
from giar_ner.weak.aggregate import Posterior
from giar_ner.weak.aggregators import DEFAULT, Aggregator, aggregate, dawid_skene, numbers_among
from giar_ner.weak.apply import Matrix, apply
from giar_ner.weak.arithmetic import strengthen
from giar_ner.weak.candidates import Candidate
from giar_ner.weak.gold import gold_labels
from giar_ner.weak.loglinear import WEIGHTS, LogLinear
from giar_ner.weak.report import FunctionReport, summarise

KEEP = 0.5
RECALLS = (0.4, 0.5, 0.6)
SEED = 13


@dataclass(frozen=True)
class Votes:
    """The passages, the votes on their candidates, and the labels that are right by their gold."""

    passages: list[Passage]
    matrix: Matrix
    candidates: list[list[Candidate]]
    gold: list[frozenset[int]]

    @classmethod
    def of(cls, passages: Sequence[Passage]) -> Votes:
        matrix, candidates = apply(p.text for p in passages)
        return cls(list(passages), matrix, candidates, gold_labels(passages, candidates, matrix))

    @property
    def asked(self) -> int:
        """Gold records that must be found."""
        return sum(not r.get("optional") for p in self.passages for r in p.records)


def judge(posterior: Posterior, votes: Votes) -> Json:
    """How good the labels are, kept and unsure ones, and how true their probabilities.

    accuracy: of all candidates; precision, recall and f1: of records, where the best label is kept if its probability is KEEP or more;
    unsure: share of the candidates below; ece: expected calibration error of the best label; precision at recall: of the surest records.
    """
    best, probability = posterior.best()
    right = np.array([int(label) in gold for label, gold in zip(best, votes.gold, strict=True)], bool)
    kept = probability >= KEEP
    record = best > 0
    found, true = int((record & kept).sum()), int((record & kept & right).sum())
    precision, recall = true / max(found, 1), true / max(votes.asked, 1)
    bins = np.clip((20 * probability).astype(int), 0, 19)
    ece = sum(abs(probability[bins == b].sum() - right[bins == b].sum()) for b in range(20)) / max(len(best), 1)
    order = np.argsort(-probability[record], kind="stable")
    hits = right[record][order].cumsum()
    at = {}
    for wanted in RECALLS:
        i = int(np.searchsorted(hits, wanted * votes.asked))
        at[str(wanted)] = float(hits[i] / (i + 1)) if i < len(hits) else None
    return {
        "accuracy": float(right.mean()) if len(right) else 0.0,
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / (precision + recall) if true else 0.0,
        "unsure": float(1 - kept.mean()) if len(kept) else 0.0,
        "ece": float(ece),
        "precision at recall": at,
    }


def ceiling(votes: Votes) -> float:
    """Share of the gold records whose label some function names: no aggregator finds more."""
    rows = votes.matrix.votes.tolist()
    return sum(0 not in gold and bool(gold & set(row)) for row, gold in zip(rows, votes.gold, strict=True)) / max(votes.asked, 1)


def trained_on(passages: list[Passage], splits: Splits) -> Json:
    """F1 on the development split of the lexical memory alone after training on `passages`, the combination fitted on the calibration split."""
    from benchmarks.ablation import Row, data_row
    from giar_ner.tagging.labels import Labels

    return data_row(Row("", lambda train: passages), [], splits.calibration, splits.development, Labels.of_ontology())


def measure(splits: Splits, skweak: bool, train: int, console: Console) -> Json:
    """All figures of the two tables."""
    votes = Votes.of(splits.development)
    model, _ = dawid_skene(votes.matrix)
    rows: dict[str, Json] = {}
    sources: dict[str, Posterior] = {
        name: aggregate(votes.matrix, votes.candidates, name, arithmetic=False) for name in get_args(Aggregator)
    }
    skipped = ""
    if skweak:
        try:
            from benchmarks.weak_skweak import posteriors

            sources |= posteriors(votes.matrix, [len(c) for c in votes.candidates], console)
        except ImportError as error:
            skipped = f"skweak is skipped: {error} (pip install skweak)."
    for name, posterior in sources.items():
        rows[name] = judge(posterior, votes)
        rows[f"{name} + arithmetic"] = judge(strengthen(posterior, votes.candidates, votes.matrix.labels), votes)
    return {
        "passages": len(votes.passages),
        "candidates": len(votes.gold),
        "records": votes.asked,
        "ceiling": ceiling(votes),
        "functions": [asdict(r) for r in summarise(votes.matrix, model, votes.gold)],
        "aggregators": rows,
        "record F1 of the rules alone": _rules(splits.development),
        "trained": _trained(splits, train) if train else {},
        "skipped": skipped,
    }


def _rules(passages: list[Passage]) -> float:
    """The record F1 of the weighted majority as whole records, values and all, as the comparison table has it."""
    from giar_ner.weak.rules import extract_rules

    return sum((score_document({"records": p.records}, {"records": extract_rules(p.text)}) for p in passages), Scores())["record"].f1


def _trained(splits: Splits, count: int) -> Json:
    """What the lexical memory learns from the same texts by each aggregator's labels, and by their gold."""
    from giar_ner.weak.dataset import label_texts

    passages = random.Random(SEED).sample(splits.train, min(count, len(splits.train)))
    texts = [(p.id, p.text) for p in passages]
    labelled = {name: label_texts(texts, name) for name in get_args(Aggregator)}
    labelled[f"{DEFAULT}, no arithmetic"] = label_texts(texts, DEFAULT, arithmetic=False)
    return {name: trained_on(found, splits) for name, found in {**labelled, "gold": passages}.items()}


def fit(splits: Splits, count: int) -> LogLinear:
    """The log-linear weights, from the votes on `count` passages of the training split and their gold."""
    votes = Votes.of(random.Random(SEED).sample(splits.train, min(count, len(splits.train))))
    return LogLinear.fit(votes.matrix, numbers_among(votes.candidates), votes.gold)


def grids(results: Json) -> list[Grid]:
    """One grid of functions, one of aggregators and, where it was measured, one of what is learned from their labels."""
    size = f"{results['passages']} development passages, {results['candidates']} candidates, {results['records']} records"
    functions = Grid(f"labelling functions on {size}", ("function", "coverage", "overlap", "conflict", "estimated", "true"))
    for r in sorted((FunctionReport(**f) for f in results["functions"]), key=lambda r: -r.coverage):
        functions.rows.append((r.name, *map(percent, (r.coverage, r.overlap, r.conflict)), figure(r.estimated), figure(r.true)))
    columns = ("accuracy", "precision", "recall", "f1", "unsure", "ece")
    title = f"aggregators; a label is kept at {KEEP}; some function names the right one of {percent(results['ceiling'])} of the records"
    aggregators = Grid(title, ("aggregator", *columns, *(f"P at R {r}" for r in RECALLS)))
    for name, row in results["aggregators"].items():
        aggregators.rows.append((name, *(figure(row[c]) for c in columns), *(figure(row["precision at recall"][str(r)]) for r in RECALLS)))
    out = [functions, aggregators]
    if results["trained"]:
        learned = Grid("lexical memory trained on the same passages by", ("labels", "records", "record F1", "official F1", "zero F1"))
        for name, row in results["trained"].items():
            learned.rows.append((name, str(row["records"]), *(figure(row[c]) for c in ("record", "official", "zero"))))
        out.append(learned)
    return out


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.weak", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("data/passages"), help="folder of the authored passages and their splits")
    parser.add_argument("--out", type=Path, default=Path("benchmarks/results"), help="folder for weak.md and weak.json")
    parser.add_argument("--fit", type=int, nargs="?", const=1500, metavar="N", help="fit the shipped weights on N training passages first")
    parser.add_argument("--train", type=int, default=0, metavar="N", help="train the lexical memory on N passages with each set of labels")
    parser.add_argument("--no-skweak", action="store_true", help="leave skweak's aggregators out")
    args = parser.parse_args(argv)
    console = Console(width=max(150, Console().width))
    try:
        splits = split(read(args.data), args.data)
        if args.fit:
            head = f"Weights of the log-linear aggregation (loglinear.py), fitted on {args.fit} authored passages: python -m benchmarks.weak --fit"
            fit(splits, args.fit).save(Path(__file__).parents[1] / "giar_ner" / "weak" / WEIGHTS, head)
        results = measure(splits, not args.no_skweak, args.train, console)
    except GiarError as error:
        print(f"benchmarks.weak: {error}", file=sys.stderr)
        return 1
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / "weak.json").write_text(json.dumps(results, ensure_ascii=False, indent=1), encoding="utf-8")
    tables = grids(results)
    note = f"The rules alone, values included: record F1 {results['record F1 of the rules alone']:.3f}. {results['skipped']}".strip()
    (args.out / "weak.md").write_text("\n".join(["# Weak supervision", "", *(g.markdown() for g in tables), note, ""]), encoding="utf-8")
    for grid in tables:
        console.print(grid.rich())
    console.print(note, markup=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
