"""Two folders of JSON files, gold and predicted, named alike: read with care, scored, broken down by an attribute of the documents."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from giar_ner.errors import ReadError
from giar_ner.evaluate.scores import Json, Scores, score, score_document

NOTHING: Json = {"records": [], "sections": []}
Row = tuple[str, Json, Json]  # a document's name, its gold, its prediction


def score_folders(gold: Path, predicted: Path) -> Scores:
    """`score` over two folders of JSON files, named alike. A gold document without a prediction counts as all missed."""
    return score((g, p) for _, g, p in read_folders(gold, predicted))


def read_folders(gold: Path, predicted: Path) -> Iterator[Row]:
    """(name, gold, predicted) per gold file, in order of name. Raises ReadError for what is missing or ill-formed."""
    for role, folder in (("gold", gold), ("predicted", predicted)):
        if not Path(folder).is_dir():
            raise ReadError(f"the {role} folder {folder} does not exist or is not a folder")
    paths = sorted(Path(gold).glob("*.json"))
    if not paths:
        raise ReadError(f"there is no gold file (*.json) in {gold}")
    if not any(Path(predicted, path.name).exists() for path in paths):
        raise ReadError(f"no file in {predicted} is named like a gold file of {gold} (for example {paths[0].name})")
    for path in paths:
        found = Path(predicted, path.name)
        yield path.stem, _read(path), _read(found) if found.exists() else NOTHING


def _read(path: Path) -> Json:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ReadError(f"{path} cannot be read as JSON: {error}") from error
    for key, fields in (("records", ("start", "end", "kind", "metric", "value")), ("sections", ("start", "end", "type"))):
        rows = document.get(key) if isinstance(document, dict) else None
        if not isinstance(rows, list):
            raise ReadError(f"{path} is no report: it has no list {key!r}")
        for n, row in enumerate(rows):
            missing = [f for f in fields if f not in row] if isinstance(row, dict) else list(fields)
            if missing:
                raise ReadError(f"{path}: {key}[{n}] lacks {', '.join(missing)}")
    return document


def attribute(document: Json, name: str, doc_id: str = "") -> str:
    """A gold document's `pack`, `era`, ...: from its `meta`, its own keys, or (pack) the front of its id (`RA-013` is of pack RA)."""
    value = document.get("meta", {}).get(name, document.get(name))
    if value is None and name == "pack" and "-" in doc_id:
        value = doc_id.split("-")[0]
    return "(none)" if value is None else str(value)


def breakdown(documents: Iterable[Row], name: str) -> dict[str, Scores]:
    """Scores per value of a document attribute, in order of value."""
    out: dict[str, Scores] = defaultdict(Scores)
    for doc_id, gold, predicted in documents:
        out[attribute(gold, name, doc_id)] += score_document(gold, predicted)
    return dict(sorted(out.items()))
