"""`import giar_ner` is cheap, and gives everything that it names."""

from __future__ import annotations

import subprocess
import sys

import giar_ner

HEAVY = ("torch", "spacy", "transformers", "pydantic", "onnxruntime", "numpy", "rich", "typer", "yaml", "lxml")


def run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip()


def test_import_loads_nothing_heavy() -> None:
    assert run(f"import giar_ner, sys; print([m for m in {HEAVY} if m in sys.modules])") == "[]"


def test_import_takes_well_under_a_fifth_of_a_second() -> None:
    # CPU time, and the best of three: the machine may be busy with something else.
    code = "import time; t = time.process_time(); import giar_ner; print(time.process_time() - t)"
    assert min(float(run(code)) for _ in range(3)) < 0.1


def test_schema_and_errors_load_no_model_code() -> None:
    loaded = run("import giar_ner, sys; giar_ner.Report, giar_ner.GiarError; print('torch' in sys.modules, 'onnxruntime' in sys.modules)")
    assert loaded == "False False"


def test_every_name_is_there() -> None:
    for name in giar_ner.__all__:
        assert getattr(giar_ner, name) is not None


def test_unknown_name_is_an_attribute_error() -> None:
    assert not hasattr(giar_ner, "extrakt")


def test_command_line_starts_without_the_libraries() -> None:
    assert run(f"import giar_ner.cli, sys; print([m for m in {HEAVY} if m in sys.modules and m not in ('typer', 'rich')])") == "[]"
