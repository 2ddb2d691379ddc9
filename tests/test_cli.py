"""The command line as a user meets it: formats, outputs, exit codes, one sentence for what is wrong."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from giar_ner.cli import app

RUNNER = CliRunner()
BINARY = b"\x7fELF\x02\x01\x01" + bytes(range(256))


def giar(*args: Any, **options: Any) -> Any:
    result = RUNNER.invoke(app, [str(a) for a in args], **options)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def files(tmp_path: Path, fake_extractor: Any) -> Callable[..., list[Path]]:
    """Makes files of the given contents and gives their paths."""

    def make(**contents: bytes) -> list[Path]:
        paths = []
        for name, content in contents.items():
            path = tmp_path / f"{name}.txt"
            path.write_bytes(content)
            paths.append(path)
        return paths

    return make


def test_version() -> None:
    assert giar("--version").stdout.startswith("giar-ner ")


@pytest.mark.parametrize("args", [("extract", "--help"), ("--help",)])
def test_help(args: tuple[str, ...]) -> None:
    assert giar(*args).exit_code == 0


@pytest.mark.parametrize(
    "options",
    [("--format", "xml"), ("--min-confidence", "1.5"), ("--min-confidence", "many"), ("--backend", "tpu"), ("--bom",), ("--no-such",)],
)
def test_wrong_usage_is_2(files: Any, options: tuple[str, ...]) -> None:
    (good,) = files(good=b"x")
    result = giar("extract", good, *options)
    assert result.exit_code == 2
    assert result.stderr and not result.stdout


def test_no_inputs_is_usage() -> None:
    result = giar("extract")
    assert result.exit_code == 2
    assert "PATH" in result.output


def test_table_shows_every_part(files: Any) -> None:
    result = giar("extract", *files(good=b"x"))
    assert result.exit_code == 0
    shown = ["青溪县水务局", "2014 form", "依申请公开 4", "≥ 18,000 条", "+16 %", "∅", "«1.8万余条»", "2015年", "机构职能"]
    shown += ["Checks: 1 hold, 1 fail", "«37»", "Warnings"]
    assert [word for word in shown if word not in result.stdout] == []
    assert not result.stderr


def test_several_tables_end_with_a_summary(files: Any) -> None:
    result = giar("extract", *files(a=b"x", b=b"x"))
    assert result.exit_code == 0
    assert "2 reports" in result.stdout
    assert result.stdout.count("2014 form") == 2


def test_json_is_one_object_and_a_valid_report(files: Any) -> None:
    from giar_ner.schema import Report

    result = giar("extract", *files(good=b"x"), "--format", "json")
    assert len(Report.model_validate_json(result.stdout).records) == 10
    assert "政府信息" in result.stdout  # as written, not escaped


def test_json_of_several_is_an_array_also_when_some_fail(files: Any) -> None:
    good, bad = files(good=b"x", bad=BINARY)
    result = giar("extract", good, bad, "--format", "json")
    assert result.exit_code == 1
    assert len(json.loads(result.stdout)) == 1
    assert json.loads(giar("extract", bad, bad, "--format", "json").stdout) == []


def test_jsonl_is_a_report_a_line(files: Any) -> None:
    result = giar("extract", *files(a=b"x", b=b"x"), "--format", "jsonl", "--no-text")
    reports = [json.loads(line) for line in result.stdout.splitlines()]
    assert [Path(r["source"]["uri"]).name for r in reports] == ["a.txt", "b.txt"]
    assert all("text" not in r and r["records"] for r in reports)


def test_csv_has_one_header_and_a_row_per_record(files: Any) -> None:
    result = giar("extract", *files(a=b"x", b=b"x"), "--format", "csv")
    raw = result.stdout_bytes.decode("utf-8")
    assert raw.count("\r\n") == 21 and raw.count("organization,") == 1
    rows = list(csv.DictReader(io.StringIO(raw, newline="")))
    assert len(rows) == 20
    assert rows[0]["metric"] == "disclosure.total" and rows[0]["value"] == "18000" and rows[0]["text"] == "1.8万余条"
    assert rows[3]["value"] == "66.7" and rows[3]["scope"] == "局网站"


def test_csv_columns_are_those_of_the_report(report: Any) -> None:
    from giar_ner.render.rows import COLUMNS

    assert sorted(report.to_rows()[0]) == sorted(COLUMNS)


def test_bom_is_for_excel(files: Any) -> None:
    assert giar("extract", *files(good=b"x"), "--format", "csv", "--bom").stdout_bytes.startswith(b"\xef\xbb\xbfuri")


def test_min_confidence_leaves_nothing_unaccounted(files: Any, report: Any) -> None:
    from giar_ner.schema import Report

    result = giar("extract", *files(good=b"x"), "--format", "json", "--min-confidence", "0.9")
    kept = Report.model_validate_json(result.stdout)  # the invariants hold: checks point at records that exist
    assert min(r.confidence for r in kept.records) >= 0.9
    assert [part.text for part in kept.leftovers] == ["12000条", "37"]  # the zero statement is no numeral
    assert kept.warnings[-1] == "有2条记录的置信度低于0.9，未采用"
    check = next(c for c in kept.checks if c.rule == "total")
    assert [kept.records[i].text for i in check.records] == ["97件", "96件"]
    assert len(report.records) == 10


def test_failed_inputs_are_named_and_the_rest_is_done(files: Any, tmp_path: Path) -> None:
    good, binary, bug, other = files(good=b"x", binary=BINARY, bug=b"bug", other=b"y")
    missing = tmp_path / "missing.txt"
    inputs = [good, binary, missing, tmp_path, bug, "https://example.org/report.html", other]
    result = giar("extract", *inputs, "--format", "jsonl")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 2
    lines = result.stderr.splitlines()
    reasons = {binary: "the input is", missing: "no such file", tmp_path: "directory", bug: "KeyError", "https:": "URL"}
    for line, (path, word) in zip(lines, reasons.items(), strict=False):
        assert line.startswith(f"giar-ner: {path}") and word in line
        assert line.count(str(path)) == 1  # the name once
    assert lines[5] == "giar-ner: 5 of 7 inputs failed"


def test_stdin_is_a_dash(files: Any, fake_extractor: Any) -> None:
    result = giar("extract", "-", "--format", "json", input=b"some text")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["source"]["uri"] is None
    failed = giar("extract", "-", input=BINARY)
    assert failed.exit_code == 1
    assert failed.stderr.startswith("giar-ner: -: the input is ") and failed.stderr.count("\n") == 1


def test_output_file_appears_only_when_complete(files: Any, tmp_path: Path) -> None:
    good, stop = files(good=b"x", stop=b"stop")
    out = tmp_path / "all.jsonl"
    assert giar("extract", good, stop, "--format", "jsonl", "--output", out).exit_code == 130
    assert not out.exists() and not list(tmp_path.glob("*.part"))
    assert giar("extract", good, "--format", "jsonl", "--output", out).exit_code == 0
    assert len(out.read_text(encoding="utf-8").splitlines()) == 1


def test_output_folder_takes_a_file_per_input(files: Any, tmp_path: Path) -> None:
    good, bad = files(good=b"x", bad=BINARY)
    twin = tmp_path / "more" / "good.txt"
    twin.parent.mkdir()
    twin.write_bytes(b"x")
    result = giar("extract", good, bad, twin, "--format", "json", "--output", f"{tmp_path / 'out'}{os.sep}")
    assert result.exit_code == 1 and not result.stdout
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["good.json", "good.txt.json"]


@pytest.mark.parametrize("target", ["good.txt", "."])
def test_an_input_is_never_written_over(files: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str) -> None:
    (good,) = files(good=b"x")
    monkeypatch.chdir(tmp_path)
    result = giar("extract", good, "--output", target)
    assert result.exit_code == 2
    assert "would overwrite the input" in result.stderr
    assert good.read_bytes() == b"x"


def test_output_that_cannot_be_opened(files: Any, tmp_path: Path) -> None:
    result = giar("extract", *files(good=b"x"), "--output", tmp_path / "none" / "out.txt")
    assert result.exit_code == 2
    assert "No such file or directory" in result.stderr


def test_model_and_backend_reach_the_extractor(files: Any, fake_extractor: Any) -> None:
    giar("extract", *files(good=b"x"), "--model", "some/model", "--backend", "torch", "--device", "cuda:1")
    assert fake_extractor.made == [("some/model", "torch", "cuda:1")]


@pytest.mark.parametrize("command", ["extract", "check"])
def test_how_the_encoder_runs_reaches_the_extractor(files: Any, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    made: list[dict[str, Any]] = []

    class Noting(sys.modules["giar_ner.extractor"].Extractor):  # type: ignore[name-defined,misc]
        def __init__(self, model: Any = None, **options: Any) -> None:
            made.append(options)

    good = files(good=b"x")
    monkeypatch.setattr(sys.modules["giar_ner.extractor"], "Extractor", Noting)
    giar(command, *good)
    giar(command, *good, "--threads", "3", "--precision", "auto", "--full")
    giar(command, *good, "--cascade")
    open_, chosen, fast = ({name: options.get(name) for name in ("threads", "precision", "cascade")} for options in made)
    assert open_ == {"threads": 0, "precision": "fp32", "cascade": False}
    assert chosen == {"threads": 3, "precision": "auto", "cascade": False}
    assert fast["cascade"] is True
    assert giar(command, *good, "--threads", "0").exit_code == 2


def test_a_bad_model_is_one_sentence(files: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from giar_ner.errors import ModelError

    def broken(*args: Any, **options: Any) -> None:
        raise ModelError("some/model: labels.json is missing")

    monkeypatch.setattr(sys.modules["giar_ner.extractor"], "Extractor", broken)
    result = giar("extract", *files(good=b"x"))
    assert result.exit_code == 2
    assert result.stderr == "giar-ner: some/model: labels.json is missing\n"


@pytest.mark.parametrize("command", ["train", "evaluate"])
def test_train_and_evaluate_get_all_their_arguments(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[str]] = []
    module = types.ModuleType(f"giar_ner.{command}")
    module.main = lambda argv: seen.append(argv) or 3  # type: ignore[attr-defined,func-returns-value]
    monkeypatch.setitem(sys.modules, f"giar_ner.{command}", module)
    args = ["--config", "a.yaml", "--set", "seed=1", "gold", "--help"]
    assert giar(command, *args).exit_code == 3
    assert seen == [args]


@pytest.mark.skipif(not hasattr(signal, "SIGPIPE"), reason="pipes of this kind are POSIX")
def test_a_reader_that_goes_away_is_no_traceback() -> None:
    code = "import os, sys\nfrom giar_ner.cli import _orderly\nwith _orderly():\n    for _ in range(100000): print('x' * 80)\n"
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout and process.stderr
    process.stdout.readline()
    process.stdout.close()
    assert "BrokenPipe" not in process.stderr.read()
    process.stderr.close()
    process.wait()


@pytest.mark.parametrize("width", [60, 80, 100, 160])
def test_no_printed_line_is_wider_than_asked(report: Any, width: int) -> None:
    from rich.cells import cell_len
    from rich.console import Console

    from giar_ner.render.table import print_report

    console = Console(file=io.StringIO(), width=width, highlight=False)
    print_report(report, console)
    printed = console.file.getvalue()  # type: ignore[attr-defined]
    assert max(map(cell_len, printed.splitlines())) <= width
    squeezed = "".join(printed.split())
    for record in report.records:
        assert f"«{record.text}»" in squeezed or width < 100  # narrow columns break the line inside it


def test_nothing_in_a_report_can_steer_the_terminal() -> None:
    from giar_ner.render.snippet import clean, snippet

    assert clean("a\x1b[31mb\x00\u202ec\r\n d") == "a[31mbc d"
    assert snippet("收到\x1b]0;x\x07申请97件", 10, 13, 0, 13, 40, colour=False).plain == "收到]0;x申请«97件»"


def test_snippet_keeps_the_span_and_fits() -> None:
    from rich.cells import cell_len

    from giar_ner.render.snippet import snippet

    text = "前" * 100 + "97件" + "后" * 100
    for width in range(8, 120, 7):
        found = snippet(text, 100, 103, 0, len(text), width, colour=False)
        assert "«97件»" in found.plain
        assert cell_len(found.plain) <= width
        assert cell_len(found.plain) >= min(width, 20) - 3  # the room is used


def test_applications_form_is_shown_as_a_form(make_report: Any) -> None:
    from rich.console import Console

    from giar_ner.render.table import print_report

    text = "标题\n一、依申请表\n本年新收 | 3 | 0 | 3\n"
    cell = {"metric": "applications.received", "kind": "table_cell"}
    applicants = [("3", "natural_person"), ("0", "commercial_enterprise"), ("3", "total")]
    report = make_report(text, *({**cell, "text": t, "value": float(t), "dimensions": {"applicant": a}} for t, a in applicants))
    console = Console(file=io.StringIO(), width=100, highlight=False)
    print_report(report, console)
    lines = console.file.getvalue().splitlines()  # type: ignore[attr-defined]
    row = next(line for line in lines if "收到申请数" in line)
    assert row.split()[-3:] == ["3", "0", "3"]
    assert any("自然人" in line and "总计" in line for line in lines)


def test_examples_are_complete_reports(examples: list[Path]) -> None:
    assert len(examples) == 3
    for path in examples:
        text = path.read_text(encoding="utf-8")
        assert 1200 <= len(text) <= 3000
        assert "年度报告" in text and "依申请公开" in text
