"""Records as character tags, for scorers of sequence labelling (seqeval)."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from giar_ner.evaluate.scores import KINDS, Json


def iob2(records: Iterable[Json], length: int, kinds: Collection[str] = KINDS) -> list[str]:
    """One IOB2 tag per character of a text of `length`: `B-kind`, `I-kind`, `O`.

    Records of kinds that are not in `kinds` are left out. Where records overlap, the one that starts first (then the longer) keeps its
    characters and the other gets none, since a tag sequence holds one record per character.
    """
    tags = ["O"] * length
    covered = 0
    for record in sorted(records, key=lambda r: (r["start"], -r["end"])):
        start, end = record["start"], min(record["end"], length)
        if record["kind"] in kinds and covered <= start < end:
            tags[start:end] = [f"B-{record['kind']}"] + [f"I-{record['kind']}"] * (end - start - 1)
            covered = end
    return tags
