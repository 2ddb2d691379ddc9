"""One form of the text, one character to one character, so that every offset stays.

Traditional → simplified (OpenCC's character table), full-width letters and digits → half-width and compatibility forms by NFKC,
half-width `, : ; ( ) ! ?` → full-width. A change is made only where one character stays one. A comma that separates thousands is `,`,
every other comma `，`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache

WIDE = dict(zip(",:;()!?", "，：；（）！？", strict=True))
# Superscripts are no digits of the number beside them (`12²` is 12 with a note mark, `m³` a unit), so NFKC must not make them so.
_KEPT = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉ªº")
# A whole run of groups: 1,234 and 12，345，678; not 5587262,5568812 and not 120，115，90, which are numbers around a comma.
_THOUSANDS = re.compile(r"(?<![0-9.])(?<![0-9]，)[1-9][0-9]{0,2}(?:，[0-9]{3})++(?!，?[0-9])")


@cache
def _simplifier() -> Callable[[str], str]:
    import opencc  # imported at first use: its dictionaries take a tenth of a second to read

    convert: Callable[[str], str] = opencc.OpenCC("t2s").convert
    return convert


class _Table(dict[int, int]):
    """A translation table for `str.translate` that learns each distinct character the first time it is met."""

    def __missing__(self, code: int) -> int:
        self[code] = target = ord(_one(chr(code)))
        return target


def _one(character: str) -> str:
    """The normal form of one character: repeated until nothing changes, so that `normalise` is idempotent (豈 U+F900 → 豈 → 岂)."""
    if character < "\x80" or "\ud800" <= character <= "\udfff" or character in _KEPT:
        return WIDE.get(character, character)
    seen = {character}
    while True:
        forms = (unicodedata.normalize("NFKC", character), _simplifier()(character))
        step = next((form for form in forms if len(form) == 1 and form != character), character)
        if step in seen:  # nothing changed, or two tables that disagree
            return WIDE.get(step, step)
        seen.add(step)
        character = step


_TABLE = _Table()


def normalise(text: str) -> str:
    """`text` in one form; `len(normalise(text)) == len(text)` and character i of the one is character i of the other."""
    return _THOUSANDS.sub(lambda match: match.group().replace("，", ","), text.translate(_TABLE))
