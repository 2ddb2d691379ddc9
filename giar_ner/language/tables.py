"""Tables that were flattened into running text: rows of a code, the name of a class, its count and its share, one after the other.

Their cells are no prose: `0100 机构领导 2 0.70% 0200 机构设置 0 0.00% ...` holds counts that no sentence states.
"""

from __future__ import annotations

import re

_BLANK = r"[ \t\u3000|]"
_ROW = rf"(?:[0-9]{{2,6}}{_BLANK}{{1,4}})?[^\s0-9|%。；，：]{{2,24}}{_BLANK}{{1,4}}[0-9]{{1,7}}[\s|]{{1,4}}[0-9]{{1,3}}(?:\.[0-9]+)?%"
_TABLE = re.compile(rf"{_ROW}(?:[\s|]{{1,4}}{_ROW}){{2,}}")


def flattened_tables(text: str) -> list[tuple[int, int]]:
    """Ranges of the normalised `text` with three such rows and more, in order."""
    return [m.span() for m in _TABLE.finditer(text)]
