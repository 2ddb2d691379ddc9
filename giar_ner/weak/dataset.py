"""A folder of plain-text reports -> soft-labelled passages to train on: what the labelling functions say, and how sure they are."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from giar_ner.errors import ReadError
from giar_ner.passages import Passage
from giar_ner.weak.aggregators import DEFAULT, Aggregator, aggregate, dawid_skene
from giar_ner.weak.apply import apply
from giar_ner.weak.report import summarise, table
from giar_ner.weak.rules import value_of

if TYPE_CHECKING:
    from rich.table import Table


def read_texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Name and text of every `.txt` and `.txt.gz` of a folder, in order. Text that is not UTF-8 raises ReadError."""
    if not folder.is_dir():
        raise ReadError(f"no folder of texts: {folder}")
    for path in sorted(p for p in folder.iterdir() if p.name.endswith((".txt", ".txt.gz"))):
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        try:
            yield path.name.removesuffix(".gz").removesuffix(".txt"), data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise ReadError(f"{path} is not UTF-8 text") from error


def label_texts(
    texts: Sequence[tuple[str, str]],
    aggregator: Aggregator = DEFAULT,
    keep: float = 0.5,
    show: Callable[[Table], None] | None = None,
    *,
    arithmetic: bool = True,
) -> list[Passage]:
    """One passage per (name, text). Records carry `weight`, the probability of their label by the aggregator (see `aggregate`).

    Candidates whose best label stays below `keep` are neither records nor counter-examples: they stand in `marks` as @unsure, so that
    training can mask them, and `meta["unsure"]` counts them. `show` is handed the table of the functions: coverage, overlap, conflict and
    the accuracy that Dawid-Skene estimates.
    """
    matrix, found = apply(text for _, text in texts)
    if show and len(matrix.votes):
        model, _ = dawid_skene(matrix)
        show(table(summarise(matrix, model)))
    best, probability = aggregate(matrix, found, aggregator, arithmetic=arithmetic).best()
    out, row = [], 0
    for (name, text), candidates in zip(texts, found, strict=True):
        passage = Passage(name, "WEAK", {"kind": "report"}, text)
        for candidate in candidates:
            (kind, metric), weight = matrix.labels[int(best[row])], float(probability[row])
            row += 1
            span = {"start": candidate.start, "end": candidate.end, "text": text[candidate.start : candidate.end]}
            if weight < keep:
                passage.marks.append(span | {"label": "unsure"})
            elif kind != "none":
                bound = candidate.quantity.bound if candidate.quantity else "exact"
                record = {"kind": kind, "metric": metric, "value": value_of(candidate, kind), "bound": bound, "weight": round(weight, 4)}
                passage.records.append(span | record)
        passage.meta["unsure"] = str(len(passage.marks))
        out.append(passage)
    return out


def label_folder(
    folder: Path,
    aggregator: Aggregator = DEFAULT,
    keep: float = 0.5,
    show: Callable[[Table], None] | None = None,
    *,
    arithmetic: bool = True,
) -> list[Passage]:
    """`label_texts` of every text of a folder."""
    return label_texts(list(read_texts(folder)), aggregator, keep, show, arithmetic=arithmetic)
