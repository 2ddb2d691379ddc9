"""The findings as a workbook, through openpyxl (extra `xlsx`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from giar_ner.render.checks.findings import STATUS, Checked, Finding, Pair
from giar_ner.render.output import OutputError
from giar_ner.render.snippet import clean

HEAD = ("文件", "机关", "年度", "结果", "规则", "说明", "应为", "实为", "原文")
WIDTHS = (28, 24, 8, 10, 34, 80, 12, 12, 80)
_FORMULA = "=+-@"


def workbook(checked: Sequence[Checked], pairs: Sequence[Pair]) -> bytes:
    """One row a finding."""
    try:
        from openpyxl import Workbook
        from openpyxl.styles import Font
    except ImportError:
        raise OutputError("xlsx needs the extra of that name: pip install 'giar-ner[xlsx]'") from None
    book = Workbook()
    sheet = book.active
    sheet.title = "核对结果"
    for r, row in enumerate([HEAD, *_rows(checked, pairs)], 1):
        for c, value in enumerate(row, 1):
            cell = sheet.cell(r, c, value)
            if isinstance(value, str) and value[:1] in _FORMULA and value:
                cell.data_type = "s"  # a text that looks like a formula stays a text
    for c, width in enumerate(WIDTHS):
        sheet.column_dimensions["ABCDEFGHI"[c]].width = width
        sheet.cell(1, c + 1).font = Font(bold=True)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _rows(checked: Sequence[Checked], pairs: Sequence[Pair]) -> Iterator[tuple[Any, ...]]:
    for one in checked:
        yield from (_row(one.file, one.organization, one.year, finding) for finding in one.findings)
        yield from ((clean(one.file), clean(one.organization or ""), one.year, "提示", "", clean(w), None, None, "") for w in one.warnings)
    for pair in pairs:
        yield from (_row(f"{pair.last} → {pair.this}", None, None, finding) for finding in pair.findings)


def _row(file: str, organization: str | None, year: int | None, f: Finding) -> tuple[Any, ...]:
    places = "；".join(f"{p.before}«{p.text}»{p.after}" for p in f.places)[:30_000]  # a cell holds 32,767 characters
    return clean(file), clean(organization or ""), year, STATUS[f.status], f.rule, clean(f.message), f.expected, f.found, places
