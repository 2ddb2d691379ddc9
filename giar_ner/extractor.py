"""The inference module: reading -> tables and tagging -> records. `extract(text)` for one text, `Extractor` for many."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import islice
from pathlib import Path

from giar_ner.errors import ModelError
from giar_ner.language.normal import normalise
from giar_ner.ontology import OTHER
from giar_ner.reading import Document, from_text, read
from giar_ner.reading.glosses import without_glosses
from giar_ner.records import (
    Named,
    TableReading,
    confident,
    find_leftovers,
    is_excerpt,
    is_report,
    read_metadata,
    read_tables,
    restored,
    run_checks,
    table_records,
)
from giar_ner.schema import ModelInfo, Report, Section, Source
from giar_ner.tagging.backends import BackendName, Precision
from giar_ner.tagging.spans import Tagging
from giar_ner.tagging.tagger import Tagger

EXCERPT = "文本不像完整的政府信息公开年度报告"
NO_REPORT = "文本不像政府信息公开年度报告，未提取任何记录"
TOGETHER = 64
"""Documents whose windows share the calls of a GPU. On a CPU each is read by itself, so that its numbers never depend on its neighbours."""
ON_TOPIC = 0.8
"""Confidence of one record with a metric of its own that makes a text an excerpt: laws and work reports have numbers and our words, too."""


def default_model() -> Path:
    """The folder of the model that the package ships."""
    return Path(str(files("giar_ner"))) / "models" / "default"


class Extractor:
    """Reads reports with one loaded model.

    model: a folder written by `giar_ner.train` (default: the shipped one); backend: `onnx`, or `torch` with a device such as `cuda`;
    threads: of ONNX Runtime, 0 for one per core; min_precision: keep only records so sure that this share of them is right (0.99), by the
    curve fitted on held-out passages; parts: who decides, `all`, or for comparisons `neural` or `lexical` alone; cascade: have the
    encoder read only the windows in which the lexical memory is unsure; precision: of the onnx backend's arithmetic, `fp32`, `int8`, or
    `auto` for int8 on processors that are fast in it. Both make it faster and change few records. Raises ModelError when the model cannot be
    loaded or cannot be so precise.
    """

    def __init__(
        self,
        model: str | os.PathLike[str] | None = None,
        *,
        backend: BackendName = "onnx",
        device: str = "cpu",
        threads: int = 0,
        min_precision: float | None = None,
        parts: str = "all",
        cascade: bool = False,
        precision: Precision = "fp32",
    ):
        folder = default_model() if model is None else Path(model)
        if not folder.is_dir():
            raise ModelError(f"no model folder at {folder}")
        with ThreadPoolExecutor(1) as aside:  # the weights are hashed while they are loaded
            fingerprint = aside.submit(_fingerprint, folder)
            self._tagger = Tagger(folder, backend, device, parts, threads, precision, cascade)
        self._minimum = 0.0 if min_precision is None else self._tagger.confidence.threshold(min_precision, parts)
        self._model = ModelInfo(
            name=self._tagger.name, version=self._tagger.version, sha256=fingerprint.result(), backend=self._tagger.runs_on
        )
        self._together = 1 if device == "cpu" else TOGETHER

    def extract(self, source: str) -> Report:
        """The report in `source`, which is always text, never a path. Offsets count its code points."""
        if not isinstance(source, str):
            raise TypeError(f"extract takes a str, not {type(source).__name__}; for a file there is extract_file")
        return self.extract_document(from_text(source))

    def extract_file(self, path: str | os.PathLike[str]) -> Report:
        """The report in a file (text or HTML, any Chinese encoding). Raises ReadError."""
        return self.extract_document(read(path))

    def extract_many(self, texts: Iterable[str]) -> Iterator[Report]:
        """One report per text, in order, lazily; on a GPU some are read ahead."""
        return self.extract_documents(from_text(text) for text in texts)

    def extract_documents(self, documents: Iterable[Document]) -> Iterator[Report]:
        """One report per document that `giar_ner.reading` gave, in order, lazily; on a GPU, the windows of some share its calls."""
        source = iter(documents)
        while chunk := list(islice(source, self._together)):
            yield from self._extract(chunk)

    def extract_document(self, document: Document) -> Report:
        """The report in a document that `giar_ner.reading` gave."""
        return self._extract([document])[0]

    def _extract(self, sources: Sequence[Document]) -> list[Report]:
        documents, gaps = zip(*map(without_glosses, sources), strict=True)
        normals = [normalise(document.text) for document in documents]
        tables = [read_tables(document.tables) for document in documents]  # before the tagger, which must not take their cells for prose
        told = [Named.of(document.text, normal) for document, normal in zip(documents, normals, strict=True)]
        taggings = self._tagger.tag_many([(n.normal, n.widened(t.excluded)) for n, t in zip(told, tables, strict=True)])
        reports = (self._report(*parts) for parts in zip(documents, normals, tables, told, taggings, strict=True))
        return [restored(report, source.text, gap) for report, source, gap in zip(reports, sources, gaps, strict=True)]

    def _report(self, document: Document, normal: str, tables: TableReading, named: Named, tagging: Tagging) -> Report:
        """The report that the records of prose and tables make."""
        text = document.text
        sections = named.narrowed(tagging.sections)
        metadata = read_metadata(text, normal, sections)
        warnings = [*document.warnings, *metadata.warnings]
        spans = tagging.spans
        # A pasted paragraph of a report gives its records, any other text none.
        if not (is_report(normal) or (metadata.title and metadata.year)):
            excerpt = bool(tables.figures) or (is_excerpt(normal) and any(s.metric != OTHER and s.confidence >= ON_TOPIC for s in spans))
            spans = spans if excerpt else []
            warnings.append(EXCERPT if excerpt else NO_REPORT)
        prose, unread = named.records(text, normal, spans, sections, metadata.year)
        records = sorted([*prose, *table_records(text, tables, sections)], key=lambda record: record.start)
        report = Report(
            source=Source(uri=document.uri, sha256=document.sha256, media_type=document.media_type),
            text=text,
            title=metadata.title or document.title,
            organization=metadata.organization,
            year=metadata.year,
            period=metadata.period,
            sections=[Section(type=s.type, start=s.start, end=s.end, heading=s.heading, confidence=s.confidence) for s in sections],
            records=records,
            checks=run_checks(records, metadata.year),
            leftovers=find_leftovers(text, normal, records, metadata, tables.accounted),
            warnings=[*warnings, *unread, *tables.warnings],
            model=self._model,
        )
        return confident(report, self._minimum)


def _fingerprint(folder: Path) -> str:
    """SHA-256 over the weight files, in the order of their names."""
    digest = sha256()
    for path in sorted(
        p for p in folder.iterdir() if p.suffix in (".safetensors", ".npz", ".onnx") or p.name in ("combination.json", "confidence.json")
    ):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


@cache
def _default() -> Extractor:
    return Extractor()


def extract(text: str) -> Report:
    """The report in `text`, read with the shipped model (loaded once, on the first call)."""
    return _default().extract(text)
