"""Authored passages: inline gold -> stand-off gold. See data/README.md for the notation.

    ⟦12件|applications.received⟧       a stated record; `zero:`, `change:`, `share:` before the metric for the other kinds
    ⟦30起|review.total;year=2022⟧      attributes: year= period=cumulative|START/END scope= category= applicant= value= bound= accept=a,b optional
    ⟦青溪县水务局|@organization⟧         marks that are no records: @organization @period @scope
    ⟪applications⟫三、依申请公开情况     a section of this type starts here and runs to the next one

Offsets are code points of the text without the marks, half-open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from giar_ner import ontology
from giar_ner.errors import PassageError
from giar_ner.language.numerals import NumeralError
from giar_ner.language.quantities import read_quantity

KINDS = {"": "stated", "zero": "zero_statement", "change": "change", "share": "share"}
MARKS = ("organization", "period", "scope")
HEADER = re.compile(r"^=== *(\S+)[^\n]*\n", re.M)
TOKEN = re.compile(r"(⟦[^⟦⟧]*⟧|⟪[^⟪⟫]*⟫)")


@dataclass
class Passage:
    """One authored text with its gold. `records`, `marks` and `sections` are dicts as in the gold files."""

    id: str
    pack: str
    meta: dict[str, str]
    text: str = ""
    records: list[dict[str, Any]] = field(default_factory=list)
    marks: list[dict[str, Any]] = field(default_factory=list)
    sections: list[dict[str, Any]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def parse(source: str, pack: str = "") -> Iterator[Passage]:
    """Every passage of a pack's text; what is wrong with one stands in its `errors`."""
    blocks = HEADER.split(source)
    for pid, block in zip(blocks[1::2], blocks[2::2], strict=True):
        head, found, body = block.partition("\n---\n")
        meta = {k.strip(): v.strip() for k, _, v in (line.partition(":") for line in head.split("\n")) if v}
        passage = Passage(pid, pack, meta)
        if found:
            _read_body(passage, body.strip("\n") + "\n")
        else:
            passage.errors.append("no line '---' after the header")
        yield passage


def read(folder: Path) -> list[Passage]:
    """Every passage of every pack (`*.txt`) in `folder`. Raises PassageError at the first one that is wrong."""
    passages = [p for path in sorted(folder.glob("*.txt")) for p in parse(path.read_text(encoding="utf-8"), path.stem)]
    if not passages:
        raise PassageError(f"no passages in {folder}")
    for p in passages:
        if p.errors:
            raise PassageError(f"{p.id}: {p.errors[0]}")
    return passages


@dataclass
class Splits:
    """Passages by what they are for: only those of `train` train a model. `whole` are reports from title to end, as real ones are."""

    train: list[Passage]
    calibration: list[Passage]
    development: list[Passage]
    whole: list[Passage] = field(default_factory=list)


def split(passages: Iterable[Passage], folder: Path) -> Splits:
    """The fixed splits, by the ids listed in `development.ids`, `calibration.ids` and (where `folder` has it) `whole.ids`."""
    out = Splits([], [], [])
    parts = {"development": out.development, "calibration": out.calibration}
    if (folder / "whole.ids").exists():
        parts["whole"] = out.whole
    listed = {i: part for name, part in parts.items() for i in (folder / f"{name}.ids").read_text(encoding="utf-8").split()}
    for p in passages:
        listed.get(p.id, out.train).append(p)
    return out


def _read_body(passage: Passage, body: str) -> None:
    text: list[str] = []
    size = 0
    for token in TOKEN.split(body):
        if token.startswith("⟪"):
            passage.sections.append({"type": token[1:-1], "start": size})
            if token[1:-1] not in ontology.section_types():
                passage.errors.append(f"unknown section {token}")
            continue
        if token.startswith("⟦"):
            words, bar, label = token[1:-1].rpartition("|")
            if not bar or not words:
                passage.errors.append(f"mark without words or label: {token}")
                continue
            entry = {"start": size, "end": size + len(words), "text": words}
            if label.startswith("@"):
                passage.marks.append(entry | {"label": label[1:]})
                if label[1:] not in MARKS:
                    passage.errors.append(f"unknown mark {token}")
            else:
                _read_record(passage, entry, label, token)
            token = words
        text.append(token)
        size += len(token)
    passage.text = "".join(text)
    for a, b in pairwise([*passage.sections, {"start": size}]):
        a["end"] = b["start"]
    if passage.meta.get("kind") == "report" and not (passage.sections and passage.sections[0]["start"] == 0):
        passage.errors.append("a report starts with a section mark (⟪title⟫)")
    if re.search(r"[⟦⟧⟪⟫]", passage.text):
        passage.errors.append("a bracket is left in the text")


def _read_record(passage: Passage, entry: dict[str, Any], label: str, token: str) -> None:
    label, *attributes = label.split(";")
    kind, _, metric = label.rpartition(":")
    if kind not in KINDS:
        passage.errors.append(f"unknown kind {token}")
        return
    entry |= {"kind": KINDS[kind], "metric": metric}
    if kind == "zero":
        entry |= {"value": 0.0, "bound": "exact"}
        if re.search(r"[0-9０-９]", entry["text"]):
            passage.errors.append(f"a zero statement with a digit: {token}")
    else:
        try:
            quantity = read_quantity(entry["text"])
            entry |= {"value": quantity.value, "bound": quantity.bound}
        except NumeralError:
            entry |= {"value": None, "bound": "exact"}
    for attribute in attributes:
        try:
            _read_attribute(entry, attribute)
        except ValueError:
            passage.errors.append(f"wrong attribute {attribute!r} in {token}")
    if entry["value"] is None:
        passage.errors.append(f"no numeral: {token}")
    passage.errors += [f"unknown metric {m}" for m in [metric, *entry.get("accept", ())] if m not in ontology.metrics()]
    passage.records.append(entry)


def _read_attribute(entry: dict[str, Any], attribute: str) -> None:
    """Put one `key=value` (or `optional`) into the record. Raises ValueError for an unknown key or a value that cannot be read."""
    key, _, value = attribute.partition("=")
    key = key.strip()
    if key == "optional":
        entry["optional"] = True
    elif key == "value":
        entry["value"] = float(value)
    elif key == "year":
        entry["period"] = {"year": int(value)}
    elif key == "period":
        entry["period"] = value if "/" not in value else dict(zip(("start", "end"), value.split("/"), strict=True))
    elif key == "accept":
        entry["accept"] = [x.strip() for x in value.split(",")]
    elif key in ("scope", "bound"):
        entry[key] = value
    elif key in ("category", "applicant"):
        entry.setdefault("dimensions", {})[key] = value
    else:
        raise ValueError(key)
