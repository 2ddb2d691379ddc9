"""Characters that a PDF's font names by their shape, as the characters that its author wrote; one character stays one but for Latin ligatures.

A font that draws 一 and the radical ⼀ with one glyph may name either. Circled numbers and the like are left as they are: `①12` must not
become `112`.
"""

from __future__ import annotations

import unicodedata
from functools import cache

# Radicals without a decomposition in Unicode that fonts use for the character that looks the same.
_RADICALS = dict(
    zip(
        "⺎⺕⺝⺟⺠⺫⺮⺯⺶⺻⻁⻂⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
        "兀彐月母民目竹纟羊聿虎衤西见角贝车長长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
        strict=True,
    )
)
# Blocks of variants: radicals, compatibility ideographs, forms for vertical lines, half-width and full-width Latin are another matter.
_VARIANTS = ((0x2E80, 0x2FDF), (0xF900, 0xFAFF), (0xFE10, 0xFE4F), (0x2F800, 0x2FA1F))


@cache
def written(character: str) -> str:
    """The character that a glyph stands for."""
    if character in _RADICALS:
        return _RADICALS[character]
    if any(first <= ord(character) <= last for first, last in _VARIANTS):
        normal = unicodedata.normalize("NFKC", character)
        return normal if len(normal) == 1 else character
    if "\ufb00" <= character <= "\ufb06":  # ligatures of Latin letters
        return unicodedata.normalize("NFKC", character)
    return character
