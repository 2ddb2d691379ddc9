"""`giar-ner batch` as a user meets it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from batch_jobs import reports, snapshot, table
from inline_engine import InlineEngine
from typer.testing import CliRunner

from giar_ner.batch import Settings, job
from giar_ner.cli import app

RUNNER = CliRunner()


@pytest.fixture(autouse=True)
def fake(inline: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("giar_ner.batch.Settings", lambda **options: Settings(**options, extractor="batch_fakes:Fake"))


def giar(*args: str) -> Any:
    result = RUNNER.invoke(app, ["batch", *args])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_good_job(inputs: Any) -> None:
    inputs(*reports(5))
    result = giar("in/r00.txt", "in", "out", "--part-size", "2", "--reports", "jsonl", "--csv", "--bom")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.splitlines()[-1] == "giar-ner: 5 documents in out"
    assert Path("out/panel.csv").read_bytes().startswith(b"\xef\xbb\xbforganization,year,")
    assert Path("out/reports/part-00002.jsonl").exists()
    before = snapshot()
    assert giar("in/r00.txt", "in", "out", "--part-size", "2", "--reports", "jsonl", "--csv", "--bom").exit_code == 0
    assert snapshot() == before


def test_documents_that_cannot_be_read_are_exit_1(inputs: Any) -> None:
    inputs(*reports(2), "bug")
    result = giar("in", "out", "--quiet")
    assert result.exit_code == 1
    assert result.stderr == "giar-ner: 1 of 3 documents could not be read: out/errors says why\ngiar-ner: 3 documents in out\n"
    assert len(table("panel.csv")) == 2


def test_shards(inputs: Any) -> None:
    inputs(*reports(4))
    result = giar("in", "out", "-q", "--part-size", "1", "--shard", "1/2")
    assert (result.exit_code, result.stderr) == (
        0, "giar-ner: done with this share; 2 of 4 parts are left to others, and the last run makes the panel\n",
    )  # fmt: skip
    assert giar("in", "out", "-q", "--part-size", "1", "--shard", "2/2").stderr == "giar-ner: 4 documents in out\n"


DEFAULTS = (None, ["cpu"], "onnx", "auto", True)
OTHERS = ("device", ["cuda:0", "cuda:1"], "torch", "fp32", False)


@pytest.mark.parametrize(
    ("options", "chosen"),
    [("", DEFAULTS), ("--engine device --device cuda:0,cuda:1 --backend torch --precision fp32 --full", OTHERS)],
)
def test_engine_and_devices_reach_the_job(inputs: Any, monkeypatch: pytest.MonkeyPatch, options: str, chosen: Any) -> None:
    inputs(*reports(1))
    seen = []

    class Noting(InlineEngine):
        def __init__(self, name: Any, settings: Settings, *more: Any) -> None:
            seen.append((name, settings.devices, settings.backend, settings.precision, settings.cascade))
            super().__init__(name, settings, *more)

    monkeypatch.setattr(job, "open_engine", Noting)
    assert giar("in", "out", *options.split()).exit_code == 0
    assert seen == [chosen]


def test_stopped_job_is_exit_130(inputs: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    inputs(*reports(4))

    class Impatient(job.Stop):
        def __enter__(self) -> Any:
            self.asked = True
            return self

    monkeypatch.setattr(job, "Stop", Impatient)
    result = giar("in", "out", "-q", "--part-size", "1")
    assert (result.exit_code, result.stderr) == (130, "giar-ner: stopped; 4 of 4 parts are left, and the same command makes them\n")


@pytest.mark.parametrize(
    "options",
    [
        ("--shard", "3/2"),
        ("--part-size", "0"),
        ("--reports", "xml"),
        ("--min-precision", "2"),
        ("--workers", "0"),
        ("--engine", "spark"),
        ("--device", "cuda,"),
    ],
)
def test_wrong_usage_is_2(inputs: Any, options: tuple[str, ...]) -> None:
    inputs(*reports(1))
    result = giar("in", "out", *options)
    assert result.exit_code == 2
    assert not Path("out").exists()


def test_job_that_cannot_go_on_is_1_and_one_sentence(inputs: Any) -> None:
    inputs(*reports(1))
    assert giar("in", "out").exit_code == 0
    result = giar("in", "out", "--min-precision", "0.9")
    assert result.exit_code == 1
    assert result.stderr.startswith("giar-ner: out was begun with other settings") and result.stderr.count("\n") == 1
    assert giar("no", "out2").stderr == "giar-ner: no: there is no such file or folder\n"


def test_library_that_is_missing(inputs: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    inputs(*reports(1))
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    result = giar("in", "out")
    assert (result.exit_code, result.stderr) == (1, "giar-ner: this needs pyarrow, which the extra brings: pip install 'giar-ner[batch]'\n")
