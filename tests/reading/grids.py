"""What every Document must keep, whatever file it came from."""

from __future__ import annotations

from giar_ner.reading import Document


def check_offsets(document: Document) -> None:
    """Every cell's text is the document's, and tables follow each other."""
    covered = 0
    for table in document.tables:
        assert covered <= table.start <= table.end <= len(document.text)
        covered = table.end
        for r, row in enumerate(table.rows):
            for c, cell in enumerate(row):
                assert document.text[cell.start : cell.end] == cell.text
                assert table.start <= cell.start <= cell.end <= table.end
                assert cell.row <= r < cell.row + cell.row_span
                assert cell.column <= c < cell.column + cell.column_span
        starts = [cell.start for cell in table.cells() if cell.text]
        assert starts == sorted(starts)


def grid(document: Document, n: int = 0) -> list[list[str]]:
    """The texts of a table, spans expanded."""
    return [[cell.text for cell in row] for row in document.tables[n].rows]
