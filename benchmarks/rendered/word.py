"""A report as a Word file, through python-docx: runs that end in the middle of numbers, headings that Word numbers, the title styled."""

from __future__ import annotations

import io
import re
from typing import Any

from benchmarks.rendered.blocks import Source, placed

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HEADING = re.compile(r"([一二三四五六七八九十]{1,3})、|([（(])([一二三四五六七八九十]{1,3})[）)]")
_CHINESE = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", *(f"十{c}" for c in "一二三四五六七八九"))
_PIECES = re.compile(r"\d+|\D+")


def docx(source: Source) -> bytes:
    """The file's bytes."""
    import docx as library

    file = library.Document()
    brackets = next((m[2] for block in source.blocks if isinstance(block, str) and (m := _HEADING.match(block)) and m[2]), "（")
    numbers = _numbering(file, brackets)
    wanted = [0, 0]  # the next number of each level
    for block in source.blocks:
        if not isinstance(block, str):
            table = file.add_table(len(block), max(map(len, block)))
            for r, row in enumerate(placed(block)):
                column = 0
                for text, span in row:
                    cell = table.cell(r, column)
                    _runs((cell.merge(table.cell(r, column + span - 1)) if span > 1 else cell).paragraphs[0], text)
                    column += span
            continue
        paragraph = file.add_paragraph(style="Title" if block == source.title else None)
        number = _HEADING.match(block)
        level = 0 if number and number[1] else 1
        if number and number[2] in (None, brackets) and (number[1] or number[3]) == _CHINESE[min(wanted[level], len(_CHINESE) - 1)]:
            wanted[level] += 1
            if level == 0:
                wanted[1] = 0
            numbered: Any = paragraph._p.get_or_add_pPr()
            properties = numbered.get_or_add_numPr()
            properties.get_or_add_ilvl().val, properties.get_or_add_numId().val = level, numbers
            block = block[number.end() :].strip()
        _runs(paragraph, block)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _runs(paragraph: Any, text: str) -> None:
    """A run for each half of a number and for each stretch between."""
    for piece in _PIECES.findall(text):
        half = len(piece) // 2 if piece.isdigit() else 0
        for part in filter(None, (piece[:half], piece[half:])):
            paragraph.add_run(part)


def _numbering(file: Any, bracket: str) -> int:
    """The list whose levels read 一、 and （一）."""
    from docx.oxml import parse_xml

    shut = "）" if bracket == "（" else ")"
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for n, text in enumerate(("%1、", f"{bracket}%2{shut}"))
    )
    root = file.part.numbering_part.element
    root.insert(
        0, parse_xml(f'<w:abstractNum xmlns:w="{_W}" w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>')
    )
    return int(root.add_num(90).numId)
