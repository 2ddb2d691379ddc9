"""The documents that systems are compared on, and the passages that comparators train on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from giar_ner.errors import ReadError
from giar_ner.evaluate.scores import Json
from giar_ner.passages import HEADER, Passage, read, split

WHOLE = "whole reports"
INVENTED, RETOLD = "invented (A–Q)", "re-told (R–W, RA–RD)"


@dataclass(frozen=True)
class Document:
    """A text and its gold (`records`, `sections`, `text`, `meta`); the id names its files."""

    id: str
    text: str
    gold: Json


@dataclass
class TestSets:
    """`sets` by name (development, seeds); `training` is what comparators learn from: the training and calibration splits."""

    training: list[Passage]
    sets: dict[str, list[Document]] = field(default_factory=dict)
    skipped: dict[str, str] = field(default_factory=dict)

    def documents(self) -> Iterator[tuple[str, Document]]:
        """(name of the set, document) for all of them."""
        for name, documents in self.sets.items():
            for document in documents:
                yield name, document


def load(data: Path, shared: Path) -> TestSets:
    """The development split of `data`, its held-out whole reports and, where `shared` has them, the seeds. `skipped` names what is not there."""
    splits = split(read(data), data)
    out = TestSets([*splits.train, *splits.calibration], {"development": [_document(p, family=family(p.pack)) for p in splits.development]})
    if splits.whole:
        out.sets[WHOLE] = [_document(p) for p in splits.whole]
    gold = sorted((shared / "gold").glob("*.json"))
    if gold:
        out.sets["seeds"] = [_seed(path, shared / "seeds" / f"{path.stem}.txt") for path in gold]
    else:
        out.skipped["seeds"] = f"The seeds are skipped: there is no gold in {shared / 'gold'} (name the folder with --shared)."
    return out


def family(pack: str) -> str:
    """Packs R to W and those of two letters re-tell the structure of real reports; A to Q and those that begin with X are invented."""
    return RETOLD if "R" <= pack < "X" else INVENTED


def _document(p: Passage, **meta: str) -> Document:
    """A passage as a document, with what its gold shall say of it beside its own header."""
    meta = p.meta | {"pack": p.pack} | meta
    return Document(p.id, p.text, {"id": p.id, "text": p.text, "meta": meta, "records": p.records, "sections": p.sections})


def _seed(gold: Path, text: Path) -> Document:
    if not text.exists():
        raise ReadError(f"{gold} has gold, but its text {text} is missing")
    words = text.read_bytes().decode("utf-8")  # no newline translation: offsets count the file's own characters
    return Document(gold.stem, words, json.loads(gold.read_text(encoding="utf-8")) | {"text": words})


def write_packs(data: Path, folder: Path, groups: Mapping[str, Iterable[str]]) -> dict[str, list[Path]]:
    """Copy the passages of `data`, inline marks and all, into one folder of pack files per group of ids."""
    members = {name: set(ids) for name, ids in groups.items()}
    out: dict[str, list[Path]] = {name: [] for name in members}
    for pack in sorted(data.glob("*.txt")):
        source = pack.read_text(encoding="utf-8")
        starts = list(HEADER.finditer(source))
        ends = [m.start() for m in starts[1:]] + [len(source)]
        blocks = [(m[1], source[m.start() : end]) for m, end in zip(starts, ends, strict=True)]
        for name, ids in members.items():
            chosen = "".join(block for pid, block in blocks if pid in ids)
            if chosen:
                path = folder / name / pack.name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(chosen, encoding="utf-8")
                out[name].append(path)
    return out


def write_gold(documents: Iterable[Document], folder: Path) -> None:
    """Gold as JSON files, so that `giar-ner evaluate` and tools/score.py can be run on the same predictions by hand."""
    folder.mkdir(parents=True, exist_ok=True)
    for d in documents:
        (folder / f"{d.id}.json").write_text(json.dumps(d.gold, ensure_ascii=False), encoding="utf-8")
