"""The findings in one of four formats, to standard output or a file."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Literal

from giar_ner.render.checks.findings import Checked, Pair
from giar_ner.render.checks.page import page
from giar_ner.render.checks.text import lines
from giar_ner.render.checks.workbook import workbook
from giar_ner.render.output import OutputError, keep_inputs, standard_output, text_file

CheckFormat = Literal["table", "json", "html", "xlsx"]


def write_checks(checked: Sequence[Checked], pairs: Sequence[Pair], format: CheckFormat, target: str | None, inputs: Sequence[str]) -> None:
    """Write all findings. `target` None is standard output; an input is never written over."""
    if format == "xlsx":
        _binary(workbook(checked, pairs), target, inputs)
        return
    with standard_output("table" if format == "table" else "json") if target is None else text_file(Path(target), inputs) as stream:
        if format == "table":
            stream.writelines(f"{line}\n" for line in lines(checked, pairs))
        elif format == "html":
            stream.write(page(checked, pairs))
        else:
            found = {"reports": [asdict(one) for one in checked], "years": [asdict(pair) for pair in pairs]}
            stream.write(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
        stream.flush()


def _binary(data: bytes, target: str | None, inputs: Sequence[str]) -> None:
    if target is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    keep_inputs(Path(target), inputs)
    try:
        Path(target).write_bytes(data)
    except OSError as error:
        raise OutputError(f"cannot write {target}: {error.strerror}") from None
