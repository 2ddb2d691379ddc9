"""Running a job with the fake extractor, and looking at all that it wrote."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from giar_ner.batch import Settings, Summary, run

FAKE: dict[str, Any] = {"extractor": "batch_fakes:Fake"}


def go(source: Any = "in", out: str = "out", *, part_size: int = 3, settings: dict[str, Any] | None = None, **options: Any) -> Summary:
    return run(source, out, Settings(**FAKE | {"part_size": part_size} | (settings or {})), **{"workers": 1} | options)


def snapshot(out: str | Path = "out") -> dict[str, bytes]:
    """Every file of an output and its bytes, hidden ones too."""
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(Path(out).rglob("*")) if path.is_file()}


def reports(count: int, first: str = "") -> list[str]:
    return [f"{first}青溪县水务局;{2000 + i};applications.received={i};review.total=0t" for i in range(count)]


def errors(out: str | Path = "out") -> dict[str, str]:
    """Reason by document."""
    lines = [line for path in sorted(Path(out, "errors").glob("*")) for line in path.read_text(encoding="utf-8").splitlines()]
    return {row["document"]: row["reason"] for row in map(json.loads, lines)}


def table(name: str, out: str | Path = "out") -> list[dict[str, str]]:
    """The rows of a CSV without their empty cells."""
    with open(Path(out, name), encoding="utf-8", newline="") as lines:
        return [{key: cell for key, cell in row.items() if cell} for row in csv.DictReader(lines)]
