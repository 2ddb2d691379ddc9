"""What several tests need: the seeds where they are at hand, a report made by hand, an extractor that needs no model."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import settings

settings.register_profile("unhurried", deadline=None)  # a busy machine is no error
settings.load_profile("unhurried")

ROOT = Path(__file__).resolve().parent.parent
TEXT = """青溪县水务局2016年政府信息公开工作年度报告
一、主动公开情况
全年主动公开政府信息1.8万余条，比上年增长16%。其中网站公开12000条，占66.7%；机构职能类约30条。
二、依申请公开情况
收到申请97件，办结96件。2015年收到申请83件。全年没有发生收费。
三、复议诉讼情况
行政复议２件，另有编号37。
"""


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with `seeds/` and `gold/`: five real reports and what was read from them. They are not part of the repository."""
    folder = Path(os.environ.get("GIAR_SEEDS") or ROOT.parent / "shared")
    if not (folder / "seeds").is_dir() or not (folder / "gold").is_dir():
        pytest.skip("needs the seed reports: set GIAR_SEEDS to a folder with seeds/ and gold/")
    return folder


@pytest.fixture(scope="session")
def smoke_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model folder made by the training command itself: tiny encoder, few passages, about a minute."""
    pytest.importorskip("torch", reason="training needs the extra: pip install 'giar-ner[train]'")
    from giar_ner.train import main

    output = tmp_path_factory.mktemp("smoke")
    settings = {"output": output, "data.passages": ROOT / "data" / "passages"}
    arguments = [a for key, value in settings.items() for a in ("--set", f"{key}={value}")]
    assert main(["--config", str(ROOT / "configs" / "smoke.yaml"), *arguments]) == 0
    return output / "model"


@pytest.fixture(scope="session")
def examples() -> list[Path]:
    """The example reports that `make demo` reads."""
    return sorted((ROOT / "data" / "examples").glob("*.txt"))


def _make_report(text: str, *rows: dict[str, Any], **fields: Any) -> Any:
    """A valid report over `text`. A row names its `text` (found after the row before it) and `metric`; all else has a default.

    Sections begin at the lines that start like 一、; a record's evidence is its clause.
    """
    from giar_ner import ontology
    from giar_ner.schema import Report

    names = {"主动公开": "disclosure", "依申请": "applications", "复议": "review_litigation"}
    starts = [m.start() for m in re.finditer(r"^[一二三四五六]、", text, re.M)]
    bounds = [0, *starts, len(text)]
    sections = []
    for a, b in pairwise(bounds):
        heading = text[a:b].split("\n")[0]
        kind = next((v for k, v in names.items() if a and k in heading), "title" if a == 0 else "overview")
        sections.append({"start": a, "end": b, "type": kind, "heading": heading, "confidence": 0.99})
    records, at = [], 0
    for row in rows:
        start = text.index(row["text"], at)
        at = end = start + len(row["text"])
        left = max(text.rfind(mark, 0, start) for mark in "。\n") + 1
        right = min(p for p in (*(text.find(mark, end) for mark in "。\n"), len(text)) if p >= 0)
        section = next(s["type"] for s in sections if s["start"] <= start < s["end"])
        record = {"kind": "stated", "value": 0, "unit": "件", "bound": "exact", "confidence": 0.97, "section": section}
        record |= {"name": ontology.metrics()[row["metric"]].zh, "start": start, "end": end, "evidence": {"start": left, "end": right}}
        records.append(record | row)
    base = {
        "source": {"uri": "report.txt", "sha256": "0" * 64},
        "text": text,
        "title": text.split("\n")[0],
        "organization": "青溪县水务局",
        "year": 2016,
        "period": {"start": "2016-01-01", "end": "2016-12-31"},
        "sections": sections,
        "records": records,
        "leftovers": [],
        "warnings": [],
        "model": {"name": "by-hand", "version": "0", "sha256": "0" * 64, "backend": "none"},
    }
    return Report.model_validate(base | fields)


@pytest.fixture
def make_report() -> Callable[..., Any]:
    """See `_make_report`."""
    return _make_report


@pytest.fixture
def report() -> Any:
    """A small report that has one of everything."""
    applicant, category = {"applicant": "natural_person"}, {"category": "机构职能"}
    at = TEXT.index("37")
    return _make_report(
        TEXT,
        {"text": "1.8万余条", "metric": "disclosure.total", "value": 18000, "unit": "条", "bound": "at_least"},
        {"text": "16%", "metric": "disclosure.total", "kind": "change", "value": 16, "unit": "%"},
        {"text": "12000条", "metric": "disclosure.channel.website", "value": 12000, "unit": "条", "confidence": 0.55},
        {"text": "66.7%", "metric": "disclosure.channel.website", "kind": "share", "value": 66.7, "unit": "%", "scope": "局网站"},
        {"text": "约30条", "metric": "disclosure.category", "value": 30, "unit": "条", "bound": "approx", "dimensions": category},
        {"text": "97件", "metric": "applications.received", "value": 97, "dimensions": applicant},
        {"text": "96件", "metric": "applications.completed", "value": 96},
        {"text": "83件", "metric": "applications.received", "value": 83, "period": {"year": 2015}},
        {"text": "收费", "metric": "fees.collected", "kind": "zero_statement", "unit": None, "confidence": 0.72},
        {"text": "２件", "metric": "review.total", "value": 2},
        leftovers=[{"start": at, "end": at + 2, "text": "37"}],
        warnings=["the year of the title and of the period differ"],
        checks=[
            {"rule": "total", "status": "fail", "expected": 97, "found": 96, "records": [5, 6], "message": "办结96件 of 收到97件"},
            {"rule": "growth", "status": "pass", "expected": 16, "found": 16, "records": [1], "message": "as stated"},
        ],
    )


@pytest.fixture
def fake_extractor(monkeypatch: pytest.MonkeyPatch, report: Any) -> Iterator[Callable[..., Any]]:
    """An extractor without a model in the place of the real one; it reads files as that does, and `made` lists how it was called."""
    import sys
    import types

    from giar_ner.reading import read

    class Fake:
        made: ClassVar[list[tuple[Any, ...]]] = []

        def __init__(self, model: Any = None, *, backend: str = "onnx", device: str = "cpu", **_: Any) -> None:
            self.made.append((model, backend, device))

        def extract_file(self, path: Any) -> Any:
            return self.extract_document(read(path))

        def extract_document(self, document: Any) -> Any:
            if document.text.startswith("bug"):
                raise KeyError("lost")
            if document.text.startswith("stop"):
                raise KeyboardInterrupt
            return report.model_copy(update={"source": report.source.model_copy(update={"uri": document.uri})})

    module = types.ModuleType("giar_ner.extractor")
    module.Extractor = Fake  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "giar_ner.extractor", module)
    yield Fake
