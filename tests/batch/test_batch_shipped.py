"""The shipped model in a worker gives what it gives in this process."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from batch_jobs import snapshot

from giar_ner.batch import Settings, run
from giar_ner.extractor import Extractor, default_model

pytestmark = pytest.mark.skipif(not (default_model() / "model.onnx").is_file(), reason="no model in the package")
TEXT = """青溪县水务局2016年政府信息公开工作年度报告
一、主动公开政府信息情况
2016年，我局主动公开政府信息120条。
二、依申请公开政府信息情况
2016年，我局收到政府信息公开申请7件，全部按时答复，没有收取费用。
三、因政府信息公开申请行政复议、提起行政诉讼情况
没有因政府信息公开申请行政复议的案件。
"""


def test_shipped_model(inputs: Any) -> None:
    inputs(TEXT, "今天天气很好。")
    done = run("in", "out", Settings(precision="fp32", cascade=False), workers=1)
    assert (done.documents, done.errors, done.complete) == (2, 0, True)
    from pyarrow.parquet import read_table

    report = Extractor().extract(TEXT)
    rows = read_table("out/records/part-00000.parquet").to_pylist()
    assert [(r["document"], r["start"], r["end"], r["metric"], r["value"]) for r in rows] == [
        ("in/r00.txt", r.start, r.end, r.metric, r.value) for r in report.records
    ]
    assert [r["confidence"] for r in rows] == pytest.approx([r.confidence for r in report.records], abs=2e-4)
    panel = read_table("out/panel.parquet").to_pylist()
    assert (panel[0]["organization"], panel[0]["year"]) == (report.organization, report.year)
    assert panel[0]["applications.received"] == report.value("applications.received").value  # type: ignore[union-attr]
    assert Path("out/panel_sources.csv").exists()


def test_shipped_model_on_a_device(inputs: Any) -> None:
    """One owner of the model and a reader beside it give the bytes that the pool gives; the device is the CPU, which everyone has."""
    pytest.importorskip("torch", reason="needs the extra: pip install 'giar-ner[torch]'")
    pytest.importorskip("transformers", reason="needs the extra: pip install 'giar-ner[torch]'")
    inputs(TEXT, "今天天气很好。", TEXT.replace("7件", "9件"))
    for engine in ("pool", "device"):
        assert run("in", engine, Settings(backend="torch"), engine=engine, workers=1).complete
    assert snapshot("device") == snapshot("pool")
