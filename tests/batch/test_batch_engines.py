"""All engines make the same files, whatever happens to their workers."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from batch_fakes import Batching
from batch_jobs import errors, go, reports, snapshot, table
from inline_engine import InlineEngine

from giar_ner.batch import BatchError, Settings, Shard
from giar_ner.batch.engines import DeviceEngine, PoolEngine, open_engine
from giar_ner.batch.ledger import DIED
from giar_ner.errors import ConfigError, ModelError

BATCHING = {"extractor": "batch_fakes:Batching"}
RAY = pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="ray is not installed: pip install 'giar-ner[ray]'")


@pytest.fixture(scope="module")
def cluster() -> Iterator[None]:
    """A Ray of this machine alone, whose actors find the fakes."""
    import ray

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(map(os.path.abspath, sys.path)))
        for last in (False, False, True):  # Ray gives its own start half a minute, which a machine with much else to do exceeds
            try:
                ray.init(address="local", num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="error")
                break
            except Exception as error:
                ray.shutdown()
                if last:
                    pytest.skip(f"Ray does not start on this machine as it is now: {error}")
    yield
    ray.shutdown()


@pytest.fixture(params=["pool", "device", pytest.param("ray", marks=RAY)])
def engine(request: pytest.FixtureRequest) -> Any:
    if request.param == "ray":
        request.getfixturevalue("cluster")
    return request.param


def batching(out: str, part_size: int = 20, **options: Any) -> Any:
    return go(out=out, part_size=part_size, settings=BATCHING, **{"workers": 2} | options)


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Makes the files in this process, for comparison."""

    def make(**options: Any) -> dict[str, bytes]:
        with monkeypatch.context() as patch:
            patch.setattr("giar_ner.batch.job.open_engine", InlineEngine)
            batching("whole", **options)
        return snapshot("whole")

    return make


def test_same_bytes(inputs: Any, whole: Any, engine: str) -> None:
    inputs(
        *reports(30), "bug", *reports(20, "slow "), **{"z.bin": b"\x7fELF\x01\x00", "t.jsonl": '{"text": "甲局;2019;review.total=3"}\n{}\n'}
    )
    wanted = whole(csv=True)
    confidences = {row["confidence"] for row in table("records.csv", "whole")}
    assert len(confidences) > 2, "the fake's batches do not show"
    done = batching("out", engine=engine, csv=True)
    assert (done.documents, done.errors, done.complete) == (54, 3, True)
    assert snapshot() == wanted


def test_another_engine_may_go_on(inputs: Any, whole: Any, engine: str) -> None:
    inputs(*reports(50))
    wanted = whole()
    assert batching("out", shard=Shard(2, 2)).made == 1
    assert batching("out", engine=engine).made == 2
    assert snapshot() == wanted


def test_accident_and_fatal_document(inputs: Any, whole: Any, engine: str, tmp_path: Path) -> None:
    """Chance kills a worker: its chunk is made again as it was. A document kills every worker: it is an error, its neighbours are not."""
    died = tmp_path / "died"
    inputs(*reports(20), f"die-once {died}", *reports(20), "die", *reports(3))
    done = batching("out", engine=engine)
    assert died.exists()
    assert (done.documents, done.errors, done.complete) == (45, 1, True)
    assert errors() == {"in/r41.txt": DIED}
    Path("in/r41.txt").unlink()  # the rest is as if it had not been there: alone in its chunk, and the others each for itself
    first = {name: data for name, data in whole().items() if name.endswith(("part-00000.parquet", "part-00001.parquet"))}
    assert {name: data for name, data in snapshot().items() if name in first} == first


def test_model_that_cannot_be_loaded(engine: str) -> None:
    with pytest.raises(ModelError, match="No module named 'nothing'"), open_engine(engine, Settings(extractor="nothing:Here"), 1, 60, 1):
        pass


def test_reader_that_hangs(inputs: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("giar_ner.batch.pool.TICK", 0.05)
    inputs(*reports(3))
    os.mkfifo("in/r01a.txt")  # nobody ever writes into it
    assert batching("out", engine="device", timeout=3).complete
    assert errors() == {"in/r01a.txt": "reading it took longer than 3 s"}


def test_engine_follows_from_the_devices() -> None:
    def chosen(device: str, workers: int | None = None, chunks: int = 9) -> Any:
        return open_engine(None, Settings(device=device), workers, 60, chunks)

    assert isinstance(chosen("cpu"), PoolEngine)
    assert isinstance(chosen("cuda"), DeviceEngine)
    assert isinstance(chosen("cuda:0, cuda:1"), DeviceEngine)
    assert Settings(device="cuda:0, cuda:1").devices == ["cuda:0", "cuda:1"]
    with pytest.raises(ConfigError, match="device is 'cuda:0,'"):
        Settings(device="cuda:0,")
    with pytest.raises(ConfigError, match="no engine 'spark'"):
        open_engine("spark", Settings(), 1, 60, 1)  # type: ignore[arg-type]


def test_every_device_has_an_owner_and_every_reader_none(inputs: Any) -> None:
    """The fake puts its device into the model's version, and two that differ are refused; readers never make an extractor."""
    inputs(*reports(40))
    assert go(engine="device", workers=2, settings={"extractor": "batch_fakes:Batching", "device": "cpu,cpu"}).complete
    with pytest.raises(BatchError, match="the model was changed"):
        go(out="other", engine="device", workers=2, settings={"extractor": "batch_fakes:Showing", "device": "a,b"})


@RAY
def test_ray_needs_the_folder_everywhere(cluster: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.getcwd", lambda: str(tmp_path / "gone"))
    with pytest.raises(ModelError, match="every machine needs the folder"), open_engine("ray", Settings(**BATCHING), 1, 60, 1):
        pass


@RAY
def test_ray_cluster_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    import ray

    def refuse(**_: Any) -> None:
        raise ConnectionError("Failed to connect to Ray cluster at head:6379\nmore")

    monkeypatch.setattr(ray, "is_initialized", lambda: False)
    monkeypatch.setattr(ray, "init", refuse)
    with (
        pytest.raises(BatchError, match=r"no Ray cluster can be reached or started \(Failed to connect to Ray cluster at head:6379\)$"),
        open_engine("ray", Settings(**BATCHING), 1, 60, 1),
    ):
        pass


def test_ray_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(BatchError, match=r"this needs ray, which the extra brings: pip install 'giar-ner\[ray\]'"):
        open_engine("ray", Settings(**BATCHING), 1, 60, 1)


def test_fake_batches() -> None:
    from giar_ner.reading import from_text

    texts = [from_text(text) for text in reports(3)]
    assert {record.confidence for report in Batching().extract_documents(texts) for record in report.records} == {0.25}
