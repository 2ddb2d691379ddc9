"""XLSX through openpyxl (extra `xlsx`), made so that the same rows give the same bytes."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Sequence
from tempfile import TemporaryFile
from typing import IO, Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from giar_ner.batch.errors import needed

MOST_ROWS = 1_048_576  # of a sheet
MOST_CHARACTERS = 32_767  # of a cell
_TIME = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_EPOCH = (1980, 1, 1, 0, 0, 0)

Sheet = tuple[str, Sequence[str], Iterable[Sequence[Any]]]


def write_workbook(file: BinaryIO, sheets: Iterable[Sheet]) -> None:
    """Sheets of a title, columns and rows; what is too long for one goes on in the next."""
    book = needed("openpyxl", "xlsx").Workbook(write_only=True)
    for title, columns, rows in sheets:
        sheet, count, number = _sheet(book, title, columns), 1, 1
        for row in rows:
            if count == MOST_ROWS:
                number += 1
                sheet, count = _sheet(book, f"{title} {number}", columns), 1
            sheet.append([_cell(sheet, value) for value in row])
            count += 1
    with TemporaryFile() as raw:
        book.save(raw)
        _without_times(raw, file)


def _sheet(book: Any, title: str, columns: Sequence[str]) -> Any:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    sheet.append(columns)
    return sheet


def _cell(sheet: Any, value: Any) -> Any:
    """A text that looks like a formula stays a text; what XML cannot hold is left out."""
    if not isinstance(value, str):
        return value
    illegal = needed("openpyxl.cell.cell", "xlsx").ILLEGAL_CHARACTERS_RE
    text = illegal.sub("", value)[:MOST_CHARACTERS]
    if not text.startswith("="):
        return text
    cell = needed("openpyxl.cell", "xlsx").WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    return cell


def _without_times(raw: IO[bytes], file: BinaryIO) -> None:
    """The archive again, with the same time for every member and in the document's properties."""
    with ZipFile(raw) as source, ZipFile(file, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = ZipInfo(name, _EPOCH)
            info.compress_type = ZIP_DEFLATED
            if name == "docProps/core.xml":
                target.writestr(info, _TIME.sub(b"1980-01-01T00:00:00Z", source.read(name)))
                continue
            with source.open(name) as member, target.open(info, "w", force_zip64=True) as copy:
                shutil.copyfileobj(member, copy)
