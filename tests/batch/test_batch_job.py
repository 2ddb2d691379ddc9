"""What a job writes, that it is always the same, and what it refuses."""

from __future__ import annotations

import io
import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from batch_fakes import Fake
from batch_jobs import errors, go, reports, snapshot, table

from giar_ner.batch import BatchError, Settings, Shard, manifest
from giar_ner.batch.disk import Folder
from giar_ner.batch.manifest import code
from giar_ner.errors import ConfigError
from giar_ner.render.rows import COLUMNS

pytestmark = pytest.mark.usefixtures("inline")


def columns(name: str) -> dict[str, list[Any]]:
    from pyarrow.parquet import read_table

    return read_table(name).to_pydict()


def test_files_of_a_job(inputs: Any) -> None:
    inputs(*reports(7), **{"z.bin": b"\x7fELF\x01\x00"})
    done = go(csv=True, xlsx=True)
    assert (done.documents, done.parts, done.made, done.errors, done.complete) == (8, 3, 3, 1, True)
    assert sorted(snapshot()) == [
        "documents.jsonl", "errors/part-00002.jsonl", *(f"figures/part-0000{n}.jsonl" for n in range(3)), "manifest.json", "panel.csv",
        "panel.parquet", "panel.xlsx", "panel_sources.csv", "panel_sources.parquet", "records.csv", "records.xlsx",
        *(f"records/part-0000{n}.parquet" for n in range(3)), *(f"reports/part-0000{n}.parquet" for n in range(3)),
    ]  # fmt: skip
    assert errors() == {"in/z.bin": "the input is a program or a database, not a report"}
    records = columns("out/records/part-00000.parquet")
    assert [*records] == ["document", *COLUMNS[1:]]
    assert records["document"] == ["in/r00.txt"] * 2 + ["in/r01.txt"] * 2 + ["in/r02.txt"] * 2
    assert (records["value"], records["year"][:2]) == ([0, 0, 1, 0, 2, 0], [2000, 2000])
    assert [row["document"] for row in table("records.csv")] == [f"in/r{i:02}.txt" for i in range(7) for _ in range(2)]
    assert len(table("panel.csv")) == 7


@pytest.mark.parametrize("text", [True, False])
def test_reports_are_what_extract_gives(inputs: Any, text: bool) -> None:
    inputs(*reports(2))
    go(out="a", settings={"reports": "jsonl", "text": text})
    go(out="b", settings={"text": text})
    from giar_ner.reading import read

    wanted = [Fake().extract_document(read(f"in/r0{i}.txt")).to_json(text=text, indent=None) for i in range(2)]
    assert Path("a/reports/part-00000.jsonl").read_text(encoding="utf-8").splitlines() == wanted
    table_ = columns("b/reports/part-00000.parquet")
    assert table_["report"] == wanted
    assert table_["sha256"] == [json.loads(line)["source"]["sha256"] for line in wanted]


def test_workbook_of_the_panel(inputs: Any) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    inputs("=1+1\x0b;2019;review.total=7")
    go(xlsx=True)
    book = openpyxl.load_workbook("out/panel.xlsx")
    assert book.sheetnames == ["panel", "sources"]
    head, row = book["panel"].iter_rows(values_only=True)
    assert dict(zip(head, row, strict=True))["review.total"] == 7
    cell = book["panel"]["A2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_same_bytes_every_time(inputs: Any) -> None:
    inputs(*reports(5), "bug", "甲局;2019;review.total=1;review.total=2")
    for out in ("a", "b"):
        go(out=out, csv=True, xlsx=True, settings={"reports": "jsonl"})
    assert snapshot("a") == snapshot("b")


def test_nothing_is_made_twice(inputs: Any) -> None:
    inputs(*reports(4))
    go()
    before = {path: path.stat().st_mtime_ns for path in Path("out").rglob("*.*")}
    assert go().made == 0
    assert {path: path.stat().st_mtime_ns for path in Path("out").rglob("*.*")} == before


def test_tables_on_request_can_be_asked_for_later(inputs: Any) -> None:
    inputs(*reports(4))
    go()
    assert go(csv=True).made == 0
    assert len(table("records.csv")) == 8


@pytest.mark.parametrize("name", ["reports/part-00001.parquet", "records/part-00000.parquet", "figures/part-00002.jsonl"])
def test_missing_part_is_made_again(inputs: Any, name: str) -> None:
    inputs(*reports(8))
    go()
    whole = snapshot()
    Path("out", name).unlink()
    assert go().made == 1
    assert snapshot() == whole


def test_shards_make_the_same(inputs: Any) -> None:
    inputs(*reports(10))
    go(out="whole")
    shares = [go(out="shared", shard=Shard(n, 3)) for n in (2, 1, 3)]
    assert [(done.made, done.complete) for done in shares] == [(1, False), (2, False), (1, True)]
    assert snapshot("shared") == snapshot("whole")


def test_what_a_killed_shard_left_is_cleared_away(inputs: Any) -> None:
    inputs(*reports(4))
    left = Path("out/.unfinished/1-of-2")
    left.mkdir(parents=True)
    (left / "lock").touch(), (left / "reports+part-00000.parquet").write_text("half")
    go()
    go(out="whole")
    assert snapshot() == snapshot("whole")


@pytest.mark.parametrize("text", ["0/2", "3/2", "1", "a/b", "1/0"])
def test_no_such_shard(text: str) -> None:
    with pytest.raises(ConfigError):
        Shard.parse(text)


@pytest.mark.parametrize(("settings", "what"), [
    ({"min_precision": 0.9}, "other settings .*min_precision None, not 0.9"),
    ({"part_size": 2}, "other settings .*part_size 3, not 2"),
    ({"model": "another"}, "another model .*sha256 [0-9a-f]{12}…, not [0-9a-f]{12}…"),
])  # fmt: skip
def test_other_settings_or_model_do_not_mix(inputs: Any, settings: dict[str, Any], what: str) -> None:
    inputs(*reports(4))
    go()
    whole = snapshot()
    Path("out/reports/part-00001.parquet").unlink()
    with pytest.raises(BatchError, match=what + ".*must not be mixed: give another output folder"):
        go(settings=settings)
    assert snapshot() == {name: data for name, data in whole.items() if name != "reports/part-00001.parquet"}


def test_other_code_does_not_mix(inputs: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    inputs(*reports(1))
    go()
    monkeypatch.setattr(manifest, "code", code)
    with pytest.raises(BatchError, match=r"other code \(sha256 None, not [0-9a-f]{12}…, version test, not "):
        go()


@pytest.mark.parametrize("content", ["{", '{"format": 99}', "[]"])
def test_manifest_of_something_else(inputs: Any, content: str) -> None:
    inputs(*reports(1))
    Path("out").mkdir()
    Path("out/manifest.json").write_text(content)
    with pytest.raises(BatchError, match="manifest"):
        go()


def test_changed_or_new_inputs_do_not_mix(inputs: Any) -> None:
    folder = inputs(*reports(4))
    go()
    (folder / "r00a.txt").write_text("new")
    with pytest.raises(BatchError, match=r"in/r00a.txt is not among the documents that this job began with"):
        go()
    (folder / "r00a.txt").unlink()
    (folder / "r03.txt").write_text("changed")
    with pytest.raises(BatchError, match=r"in/r03.txt was changed since"):
        go()


@pytest.mark.parametrize("source", ["in", "in/*.txt", "@list"])
def test_vanished_inputs_are_errors_of_the_parts_still_to_be_made(inputs: Any, source: str) -> None:
    folder = inputs(*reports(5))
    Path("list").write_text("\n".join(f"in/r{i:02}.txt" for i in range(5)))
    go(source)
    Path("out/reports/part-00001.parquet").unlink()
    (folder / "r00.txt").unlink(), (folder / "r04.txt").unlink()
    done = go(source)
    assert (done.gone, done.made, done.errors, done.complete) == (2, 1, 1, True)
    assert errors() == {"in/r04.txt": "there is no such file"}


def test_vanished_table(inputs: Any) -> None:
    inputs(**{"t.jsonl": "\n".join(json.dumps({"text": text}) for text in reports(4))})
    go()
    Path("out/reports/part-00001.parquet").unlink()
    shutil.rmtree("in")
    assert go().errors == 1
    assert "there is no such file" in errors()["in/t.jsonl#4"]


def test_error_of_an_attempt_before_is_no_error_any_more(inputs: Any) -> None:
    inputs(*reports(2))
    Path("out/errors").mkdir(parents=True)
    go(out="whole")
    shutil.copy("whole/manifest.json", "out"), shutil.copy("whole/documents.jsonl", "out")
    Path("out/errors/part-00000.jsonl").write_text('{"document": "in/r00.txt", "reason": "killed before the reports were there"}\n')
    assert go().errors == 0
    assert snapshot() == snapshot("whole")


def test_bad_rows_are_errors(inputs: Any) -> None:
    inputs(**{"t.jsonl": '{"text": "甲局;2019;review.total=1"}\nnot json\n{"other": 1}\n', "u.parquet": b"PAR1 broken"})
    done = go()
    assert (done.documents, done.errors, done.complete) == (4, 3, True)
    assert {name: reason[:7] for name, reason in errors().items()} == {
        "in/t.jsonl#2": "the row", "in/t.jsonl#3": "the row", "in/u.parquet": "ArrowIn",
    }  # fmt: skip


def test_no_documents(inputs: Any) -> None:
    inputs()
    with pytest.raises(BatchError, match="no documents"):
        go()


def test_output_must_be_a_folder_of_its_own(inputs: Any) -> None:
    inputs(*reports(1))
    with pytest.raises(BatchError, match="holds no job but other files"):
        go(out="in")
    assert [*snapshot("in")] == ["r00.txt"]
    with pytest.raises(BatchError, match="not a URL"):
        go(out="s3://bucket/out")
    Path("file").touch()
    with pytest.raises(BatchError, match="cannot write file"):
        go(out="file")


def test_two_runs_at_once(inputs: Any) -> None:
    inputs(*reports(1))
    with Folder(Path("out"), "1-of-1"), pytest.raises(BatchError, match="another run of this job is at work"):
        go()
    assert go().complete


@pytest.mark.parametrize("settings", [{"part_size": 0}, {"reports": "xml"}, {"min_precision": 2}])
def test_settings_out_of_range(settings: dict[str, Any]) -> None:
    with pytest.raises(ConfigError):
        Settings(**settings)


def test_killed_at_every_step(inputs: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process ends without a chance to clean up before each file takes its place; the next run makes it good."""
    inputs(*reports(5), "bug")
    go(out="whole", csv=True)
    steps = 0
    while killed_at(steps, monkeypatch):
        assert not (Path("out/panel.parquet").exists() and not Path("out/panel.csv").exists())
        go(csv=True)
        assert snapshot() == snapshot("whole"), f"killed before file {steps}"
        shutil.rmtree("out")
        steps += 1
    assert steps == 2 + 2 * 3 + 1 + 4 + 1  # list and manifest, two parts, errors of one, the panel's files, records.csv


def killed_at(step: int, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether a job in a forked process was ended before the file of that number took its place."""
    child = os.fork()
    if not child:
        replace, count = os.replace, 0

        def deadly(*names: Any) -> None:
            nonlocal count
            if count == step:
                os._exit(9)
            count += 1
            replace(*names)

        os.replace = deadly
        try:
            go(csv=True)
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def test_progress_lines(inputs: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from giar_ner.batch.progress import Lines, duration

    inputs(*reports(2))
    go(progress=True)
    assert "giar-ner: 2 of 2 documents, " in capsys.readouterr().err
    now = 0.0
    lines = Lines(12_000, 1_000, clock=lambda: now)
    for _ in range(500):
        now += 0.1
        lines.advance()
    assert capsys.readouterr().err.splitlines() == ["giar-ner: 1,300 of 12,000 documents, 10.0/s, 18 min left"]
    assert [duration(s) for s in (5, 90, 7200)] == ["5 s", "2 min", "2.0 h"]
    monkeypatch.setattr("sys.stderr", type("Terminal", (io.StringIO,), {"isatty": lambda self: True})())
    assert go(out="other", progress=True).complete
