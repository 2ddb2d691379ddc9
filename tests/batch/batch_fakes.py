"""An extractor without a model, named to the job as `batch_fakes:Fake`; worker processes find it through the path that pytest has.

A text is `office;year;metric=value;...` (a value with a t behind it is a cell of a form), or tells the worker what to do.
"""

from __future__ import annotations

import hashlib
import os
import signal
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from giar_ner.schema import ModelInfo, Record, Report, Source, Span


class Fake:
    """Made as `Extractor` is; `model` is only a name, and its fingerprint that of the name."""

    def __init__(self, model: Any = None, *, backend: str = "onnx", **_: Any) -> None:
        if model == "broken":
            os._exit(7)
        name = str(model or "fake")
        self.model = ModelInfo(name="fake", version="1", sha256=hashlib.sha256(name.encode()).hexdigest(), backend=backend)

    def extract_document(self, document: Any) -> Report:
        text = document.text
        word, *rest = text.split(maxsplit=1) or [""]
        if word == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        elif word == "die-once" and not Path(rest[0]).exists():
            Path(rest[0]).touch()
            os._exit(3)
        elif word == "bug":
            raise KeyError(f"{object()}")
        elif word == "hang":
            time.sleep(60)
        elif word == "slow":
            time.sleep(0.01)
            text = text.removeprefix("slow ")
        return self._report(document, document.text, text)

    def _report(self, document: Any, whole: str, text: str) -> Report:
        office, year, *figures = [*text.split(";"), "", ""][: max(2, text.count(";") + 1)]
        records, at = [], 0
        for figure in filter(None, figures):
            metric, _, value = figure.partition("=")
            start = whole.index(figure, at)
            at = start + len(figure)
            number, kind = value.rstrip("t~"), "table_cell" if value.endswith("t") else "stated"
            fields: dict[str, Any] = {"metric": metric, "name": metric, "kind": kind, "value": float(number), "unit": "件", "text": figure}
            fields |= {"bound": "approx" if value.endswith("~") else "exact", "start": start, "end": at, "section": None}
            records.append(Record(**fields, evidence=Span(start=start, end=at), confidence=0.87654321))
        return Report(
            source=Source(uri=document.uri, sha256=document.sha256, media_type=document.media_type),
            text=whole,
            title=None,
            organization=office or None,
            year=int(year) if year.strip().isdecimal() else None,
            period=None,
            sections=[],
            records=records,
            leftovers=[],
            warnings=[],
            model=self.model,
        )


class Batching(Fake):
    """Takes several documents together, as an encoder does whose batches go across documents, and lets that show in every record."""

    def extract_documents(self, documents: Iterable[Any]) -> Iterator[Report]:
        together = list(documents)
        for document in together:
            report = self.extract_document(document)
            records = [record.model_copy(update={"confidence": 1 / (1 + len(together))}) for record in report.records]
            yield report.model_copy(update={"records": records})


class Showing(Batching):
    """Another model on each device, which never happens, and shows who has which. Slow, so that no device is done before another begins."""

    def __init__(self, model: Any = None, **options: Any) -> None:
        super().__init__(model, **options)
        self.model = self.model.model_copy(update={"version": options["device"]})

    def extract_document(self, document: Any) -> Report:
        time.sleep(0.1)
        return super().extract_document(document)
