"""`giar-ner check`: what it prints, its formats and exit codes."""

from __future__ import annotations

import io
import json
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from giar_ner.cli import app
from giar_ner.reading import read
from giar_ner.records import read_tables, run_checks, table_records

RUNNER = CliRunner()


def page(*values: int) -> str:
    results = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    top = "".join(f"<td rowspan=2>{r}</td>" for r in results)
    low = "".join(f"<td>{r}</td>" for r in results * 2)
    cells = "".join(f"<td>{v}</td>" for v in values)
    return (
        "<html><body><p>青溪县水务局政府信息公开工作年度报告</p><table><tr><td colspan=5>行政复议</td><td colspan=10>行政诉讼</td></tr>"
        f"<tr>{top}<td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr><tr>{low}</tr><tr>{cells}</tr></table></body></html>"
    )


GOOD = page(4, 1, 0, 2, 7, 1, 0, 3, 0, 4, 0, 2, 0, 1, 3)
BAD = page(4, 1, 0, 2, 8, 1, 0, 3, 0, 4, 0, 2, 0, 1, 3)


@pytest.fixture
def check(monkeypatch: pytest.MonkeyPatch, make_report: Callable[..., Any], tmp_path: Path) -> Callable[..., Any]:
    """The command over pages, with an extractor that reads tables and nothing else; a page's year is its place in the list."""

    class Tables:
        def __init__(self, model: Any = None, **_: Any) -> None:
            self.count = 2022

        def extract_file(self, path: Any) -> Any:
            document = read(path)
            self.count += 1
            records = table_records(document.text, read_tables(document.tables), [])
            fields = {"records": [r.model_dump() for r in records], "checks": [c.model_dump() for c in run_checks(records)], "sections": []}
            return make_report(document.text, **fields, year=self.count, source={"uri": str(path), "sha256": "0" * 64})

    module = types.ModuleType("giar_ner.extractor")
    module.Extractor = Tables  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "giar_ner.extractor", module)

    def run(*pages: str, options: tuple[str, ...] = ()) -> Any:
        paths = []
        for i, text in enumerate(pages):
            path = tmp_path / f"{i}.html"
            path.write_text(text, encoding="utf-8")
            paths.append(str(path))
        return RUNNER.invoke(app, ["check", *paths, *options])

    return run


def test_what_fails_is_said_with_the_characters_around(check: Callable[..., Any]) -> None:
    result = check(BAD)
    assert result.exit_code == 1
    assert "✗ 行政复议：四种结果合计7，总计8，相差1" in result.output and "«8»" in result.output
    assert "共核对3项：2项相符，1项不符" in result.output


def test_nothing_fails(check: Callable[..., Any]) -> None:
    result = check(GOOD)
    assert result.exit_code == 0 and "✗" not in result.output and "共核对3项：3项相符" in result.output


def test_two_years(check: Callable[..., Any]) -> None:
    result = check(GOOD, GOOD)
    assert result.exit_code == 0 and "0.html → " in result.output.replace("\n", "")
    report = json.loads(check(GOOD, GOOD, options=("--format", "json")).output)
    assert len(report["reports"]) == 2 and len(report["years"]) == 1


def test_json(check: Callable[..., Any]) -> None:
    result = check(BAD, options=("--format", "json"))
    first = json.loads(result.output)["reports"][0]["findings"][0]
    assert result.exit_code == 1
    assert (first["rule"], first["status"], first["expected"], first["found"]) == ("total:review.total", "fail", 8, 7)
    assert {place["text"] for place in first["places"]} == {"4", "1", "0", "2", "8"}


def test_html_needs_nothing_else_and_is_escaped(check: Callable[..., Any], tmp_path: Path) -> None:
    out = tmp_path / "found.html"
    assert check(BAD, options=("--format", "html", "--output", str(out))).exit_code == 1
    text = out.read_text(encoding="utf-8")
    assert "<mark>8</mark>" in text and "http" not in text and "<script" not in text and 'class="fail"' in text


def test_a_workbook(check: Callable[..., Any], tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="needs the extra: pip install 'giar-ner[xlsx]'")
    out = tmp_path / "found.xlsx"
    assert check(BAD, options=("--format", "xlsx", "--output", str(out))).exit_code == 1
    rows = list(openpyxl.load_workbook(io.BytesIO(out.read_bytes())).active.values)
    assert rows[0][3:6] == ("结果", "规则", "说明") and rows[1][3:5] == ("不符", "total:review.total") and len(rows) == 4


def test_usage_and_unreadable_files(check: Callable[..., Any], tmp_path: Path) -> None:
    assert check(GOOD, options=("--format", "pdf")).exit_code == 2
    assert RUNNER.invoke(app, ["check"]).exit_code == 2
    assert RUNNER.invoke(app, ["check", str(tmp_path / "none.html")]).exit_code == 1
    source = tmp_path / "0.html"
    assert check(GOOD, options=("--format", "html", "--output", str(source))).exit_code == 2
    assert source.read_text(encoding="utf-8") == GOOD
