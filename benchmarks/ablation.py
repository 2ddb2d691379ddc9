"""What each part is worth: training data (on the lexical memory, minutes a row) and encoders (`benchmarks.ablation_encoders`).

    python -m benchmarks.ablation [--only PATTERN] [--out benchmarks/results/ablation] [--encoders FOLDER] [--steps 300]

Every row is scored on the same development split, its combination fitted on the same calibration split. Rows of data train the lexical memory
alone, which tells what text is worth at a hundredth of the cost; with --encoders (where the encoders lie that are not in the repository) each
row of encoders trains a classifier for so many steps of about 4,096 characters. A row that is done is read from OUT.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console

from benchmarks.ablation_encoders import ENCODERS, RUNS, encoder_row, scored
from benchmarks.grids import Grid, figure
from giar_ner.language.normal import normalise
from giar_ner.passages import Passage, read, split
from giar_ner.tagging.candidates import propose_candidates
from giar_ner.tagging.evidence import Evidence, ask_lexical, sentence_of
from giar_ner.tagging.labels import KINDS, Labels
from giar_ner.tagging.lexical import LexicalMemory
from giar_ner.training.combination import count_transitions, fit_combination
from giar_ner.training.config import LexicalConfig
from giar_ner.training.examples import make_example, zero_phrases
from giar_ner.training.lexical import fit_lexical

SEED = 13
INVENTED = tuple("ABCDEFGHIJKLMNOPQ")
RETOLD = (*"RSTUVW", "RA", "RB", "RC", "RD", *(f"S{x}" for x in "ABCDEFGHIJKLM"))


@dataclass(frozen=True)
class Row:
    """A row of data: its name and how its training set comes from the training split."""

    name: str
    passages: Callable[[list[Passage]], list[Passage]]


def _packs(*names: str) -> Callable[[list[Passage]], list[Passage]]:
    return lambda train: [p for p in train if p.pack in names]


def _synthetic(train: list[Passage]) -> list[Passage]:
    from giar_ner.synthesis import generate

    return [*train, *generate(len(train) // 4, SEED, 0.3)]


def _only_synthetic(train: list[Passage]) -> list[Passage]:
    from giar_ner.synthesis import generate

    return generate(len(train) // 2, SEED, 0.3)


def _augmented(train: list[Passage]) -> list[Passage]:
    from giar_ner.synthesis.corrupt import augment

    rng = random.Random(SEED)
    return [*train, *(augment(p, rng) for p in rng.choices(train, k=len(train) // 4))]


def _weak(train: list[Passage]) -> list[Passage]:
    """The same texts with the labels of the labelling functions instead of the gold: what a user without gold gets."""
    from giar_ner.weak.dataset import label_folder

    with tempfile.TemporaryDirectory() as folder:
        for p in train:
            Path(folder, f"{p.id}.txt").write_text(p.text, encoding="utf-8")
        return label_folder(Path(folder))


DATA = (
    Row("weak labels alone (no gold)", _weak),
    Row("synthesis alone", _only_synthetic),
    Row("authored, invented A–Q", _packs(*INVENTED)),
    Row("+ re-told R–W, RA–RD, SA–SM", _packs(*INVENTED, *RETOLD)),
    Row("+ re-told SN–SZ, TA–TG, whole reports among them", lambda train: [p for p in train if not p.pack.startswith("X")]),
    Row("+ invented X1–X12 (all authored)", lambda train: train),
    Row("all authored + synthesis (a quarter more)", _synthetic),
    Row("all authored + noisy copies (a quarter more)", _augmented),
)


def data_row(row: Row, train: list[Passage], calibration: list[Passage], development: list[Passage], labels: Labels) -> dict[str, Any]:
    """Train the lexical memory on the row's passages and score it on `development`."""
    passages = row.passages(train)
    phrases = zero_phrases(passages)
    examples = [make_example(p, phrases) for p in passages]
    memory = fit_lexical(examples, phrases, LexicalConfig(), SEED)
    transitions = count_transitions(examples, labels)
    held_out = [_evidence(memory, labels, p) for p in calibration]
    combination = fit_combination(calibration, held_out, labels, transitions)
    scores = scored(development, [_evidence(memory, labels, p) for p in development], combination, transitions, labels, "lexical")
    found = {name: scores[name].f1 for name in ("span", "record", "official", "zero")}
    return {"passages": len(passages), "records": sum(len(p.records) for p in passages), **found}


def _evidence(memory: LexicalMemory, labels: Labels, p: Passage) -> Evidence:
    text = normalise(p.text)
    out = Evidence(propose_candidates(text, memory.phrases))
    out.sentence = sentence_of(text, out.candidates)
    # The neural part is asked by nobody here, but fitting wants it: it says nothing.
    n = len(out.candidates)
    out.neural_kind, out.neural_metric = np.zeros((n, 1 + len(KINDS)), np.float32), np.zeros((n, len(labels.metrics)), np.float32)
    if n:
        ask_lexical(out, memory, labels, text)
    return replace(out, neural_kind=out.neural_kind, neural_metric=out.neural_metric)


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("data/passages"))
    parser.add_argument("--out", type=Path, default=Path("benchmarks/results/ablation"))
    parser.add_argument("--only", default="", help="rows whose name holds this")
    parser.add_argument("--encoders", type=Path, help="the rows of encoders as well; the folder of those that are not in the repository")
    parser.add_argument("--steps", type=int, default=300, help="of each row of encoders; 0: whole training runs (default: %(default)s)")
    args = parser.parse_args(argv)
    console, labels = Console(width=110), Labels.of_ontology()
    args.out.mkdir(parents=True, exist_ok=True)
    splits = split(read(args.data), args.data)
    table = Grid(
        "lexical memory alone on the development split, by training data", ("training data", "passages", "record", "official", "zero")
    )
    for row in DATA:
        make = partial(data_row, row, splits.train, splits.calibration, splits.development, labels)
        found = _kept(args.out, row.name, args.only, make)
        if found:
            table.rows.append((row.name, str(found["passages"]), *(figure(found[n]) for n in ("record", "official", "zero"))))
            console.print(table.rows[-1])
    grids = [table]
    if args.encoders:
        steps = f"{args.steps} steps" if args.steps else "whole runs"
        columns = ("encoder", "MB", "CPU ms a thousand characters", "classifier alone", "combination")
        encoders = Grid(f"encoders after {steps} from a fresh head, record F1 on the development split", columns)
        for name, overrides in ENCODERS.items():
            chosen = [o.format(others=args.encoders) for o in overrides]
            found = _kept(args.out, name, args.only, partial(encoder_row, chosen, RUNS / _slug(name), splits, args.steps, console))
            if found:
                figures = (f"{found['megabytes']:.0f}", f"{found['milliseconds']:.0f}", figure(found["neural"]), figure(found["all"]))
                encoders.rows.append((name, *figures))
                console.print(encoders.rows[-1])
        grids.append(encoders)
    for grid in grids:
        console.print(grid.rich())
    (args.out / "ablation.md").write_text("\n".join(g.markdown() for g in grids), encoding="utf-8")


def _slug(name: str) -> str:
    return "".join(c if c.isalnum() else "-" for c in name).strip("-")


def _kept(out: Path, name: str, only: str, make: Callable[[], dict[str, Any]]) -> dict[str, Any] | None:
    """A row's figures: from OUT when it is done, made when it is asked for, else None."""
    path = out / f"{_slug(name)}.json"
    if path.exists():
        return json.loads(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]
    if only not in name:
        return None
    found = make()
    path.write_text(json.dumps(found), encoding="utf-8")
    return found


if __name__ == "__main__":
    main()
