"""What the gold of an authored passage says about the candidates of its text: for fitting the aggregation and for judging the functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from giar_ner.passages import Passage
from giar_ner.weak.apply import Matrix
from giar_ner.weak.candidates import Candidate
from giar_ner.weak.functions import NOTHING, Vote


def gold_labels(passages: Iterable[Passage], candidates: Sequence[Sequence[Candidate]], matrix: Matrix) -> list[frozenset[int]]:
    """The labels that are right for each candidate, of all passages in order, as indices into `matrix.labels`.

    A candidate is the record that it overlaps most, NOTHING where it overlaps none; accepted metrics are right as well, and an optional
    record may be left out. Labels that no function ever names are not in the matrix: a set may be empty.
    """
    number = {vote: i for i, vote in enumerate(matrix.labels)}
    out = []
    for passage, found in zip(passages, candidates, strict=True):
        for c in found:
            hits = [r for r in passage.records if r["start"] < c.end and c.start < r["end"]]
            if not hits:
                out.append(frozenset({number[NOTHING]}))
                continue
            record = max(hits, key=lambda r: min(r["end"], c.end) - max(r["start"], c.start))
            votes = {Vote(record["kind"], metric) for metric in (record["metric"], *record.get("accept", ()))}
            votes |= {NOTHING} if record.get("optional") else set()
            out.append(frozenset(number[v] for v in votes if v in number))
    return out
