"""The damage that real reports show, as functions Passage -> Passage that keep the gold exact.

Each kind of damage is a list of edits (start, end, new words) on the text; `edit` applies them and moves every offset. Values and metrics are
what the office meant: the damage never changes what a record's digits say, so they stay.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

from giar_ner.passages import Passage

Edit = tuple[int, int, str]
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SPAM = ("代孕", "彩票", "棋牌", "贷款", "减肥", "网址大全", "体育投注", "免费下载", "代理加盟")
# Numerals and negations stay: without them a sentence says something else.
_KEPT = frozenset("〇零一二三四五六七八九十百千万亿两未没无不")
_NARROW = str.maketrans("，。：；（）！？", ",.:;()!?")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def edit(passage: Passage, edits: list[Edit]) -> Passage:
    """The passage with non-overlapping edits applied and all offsets moved.

    What is inserted at a span's edge stays outside it; a record whose characters are all gone is dropped.
    """
    edits = sorted(edits)
    text, position = [], 0
    for start, end, words in edits:
        if start < position:
            raise ValueError(f"edits overlap at {start}")
        text += [passage.text[position:start], words]
        position = end
    new = "".join([*text, passage.text[position:]])

    def moved(offset: int, closing: bool) -> int:
        shift = 0
        for start, end, words in edits:
            if end < offset or (end == offset and (start < end or not closing)):
                shift += len(words) - (end - start)
            elif start < offset < end:  # inside what was replaced: a closing edge goes to its end, an opening one behind it
                return start + shift + (min(offset - start, len(words)) if closing else len(words))
            else:
                break
        return offset + shift

    def spans(rows: list[dict[str, Any]], texts: bool = True) -> list[dict[str, Any]]:
        out = []
        for row in rows:
            start, end = moved(row["start"], False), moved(row["end"], True)
            if texts and end <= start:
                continue
            out.append(row | {"start": start, "end": max(start, end)} | ({"text": new[start:end]} if texts else {}))
        return out

    sections = spans(passage.sections, texts=False)
    for i, section in enumerate(sections):  # sections tile the text: each reaches to the next one
        section["end"] = sections[i + 1]["start"] if i + 1 < len(sections) else len(new)
    if sections and passage.sections[0]["start"] == 0:
        sections[0]["start"] = 0
    return replace(passage, text=new, records=spans(passage.records), marks=spans(passage.marks), sections=sections)


def _free(passage: Passage) -> list[int]:
    """Places of Chinese characters that belong to no record and no mark."""
    taken = {i for row in (*passage.records, *passage.marks) for i in range(row["start"], row["end"])}
    return [i for i, c in enumerate(passage.text) if i not in taken and _HAN.match(c) and c not in _KEPT]


def _map(passage: Passage, text: str) -> Passage:
    """The passage with a text of the same length."""
    spans = [[row | {"text": text[row["start"] : row["end"]]} for row in rows] for rows in (passage.records, passage.marks)]
    return replace(passage, text=text, records=spans[0], marks=spans[1])


def lose_characters(passage: Passage, rng: random.Random) -> Passage:
    """Single characters of words are missing."""
    places = _free(passage)
    return edit(passage, [(i, i + 1, "") for i in rng.sample(places, min(len(places), 1 + len(places) // 60))])


def split_numbers(passage: Passage, rng: random.Random) -> Passage:
    """A blank or a line break between a number and its measure word: 120 条."""
    blank = rng.choice([" ", " ", "\n", "\u3000"])
    edits = []
    for row in passage.records:
        match = re.search(r"(?<=[0-9０-９])(?=[\u4e00-\u9fff%])", row["text"])
        if match and 0 < match.start() < len(row["text"]) and rng.random() < 0.5:
            edits.append((row["start"] + match.start(), row["start"] + match.start(), blank))
    return edit(passage, edits)


def split_words(passage: Passage, rng: random.Random) -> Passage:
    """Blanks inside words: 信 息 3条."""
    places = _free(passage)
    return edit(passage, [(i, i, " ") for i in rng.sample(places, min(len(places), 1 + len(places) // 25)) if i])


def narrow_punctuation(passage: Passage, rng: random.Random) -> Passage:
    """Half-width punctuation throughout."""
    return _map(passage, passage.text.translate(_NARROW))


def wide_digits(passage: Passage, rng: random.Random) -> Passage:
    """Full-width digits throughout."""
    return _map(passage, passage.text.translate(_WIDE))


def traditional(passage: Passage, rng: random.Random) -> Passage:
    """A traditional-character mirror, character by character."""
    return _map(passage, "".join(_traditional(c) for c in passage.text))


@cache
def _traditional(character: str) -> str:
    new = _converter().convert(character)
    return new if len(new) == 1 else character


@cache
def _converter() -> Any:
    import opencc  # imported at first use: its dictionaries take a tenth of a second to read

    return opencc.OpenCC("s2t")


def spam(passage: Passage, rng: random.Random) -> Passage:
    """Spam words put into the text or in place of two characters."""
    places = [i for i in _free(passage) if i]
    if not places:
        return passage
    i = rng.choice(places)
    swallow = 1 if i + 1 in places and rng.random() < 0.5 else 0
    return edit(passage, [(i, i + 2 * swallow, rng.choice(_SPAM))])


def doubled_commas(passage: Passage, rng: random.Random) -> Passage:
    """，， in place of ，."""
    taken = {i for row in (*passage.records, *passage.marks) for i in range(row["start"], row["end"])}
    places = [i for i, c in enumerate(passage.text) if c in "，,、" and i not in taken]
    return edit(passage, [(i, i + 1, "，，") for i in rng.sample(places, min(len(places), 1 + len(places) // 8))])


def drop_headings(passage: Passage, rng: random.Random) -> Passage:
    """The heading lines of some sections are gone."""
    edits = []
    for section in passage.sections:
        end = passage.text.find("\n", section["start"], section["end"]) + 1
        inside = any(row["start"] < end and section["start"] < row["end"] for row in (*passage.records, *passage.marks))
        if end and end < section["end"] and end - section["start"] < 30 and not inside and rng.random() < 0.6:
            edits.append((section["start"], end, ""))
    return edit(passage, edits)


def cut_end(passage: Passage, rng: random.Random) -> Passage:
    """The text stops in mid-sentence, never inside a record."""
    cut = rng.randint(max(1, len(passage.text) * 3 // 5), max(1, len(passage.text)))
    for row in (*passage.records, *passage.marks):
        if row["start"] < cut < row["end"]:
            cut = row["end"]
    return edit(passage, [(cut, len(passage.text), "")]) if cut < len(passage.text) else passage


def one_line(passage: Passage, rng: random.Random) -> Passage:
    """The whole text on one line, the breaks gone or blanks."""
    blank = rng.choice(["", " ", "\u3000"])
    taken = {i for row in (*passage.records, *passage.marks) for i in range(row["start"], row["end"])}
    places = [m.span() for m in re.finditer(r"\n+", passage.text.rstrip("\n")) if m.start() not in taken]
    return edit(passage, [(a, b, blank) for a, b in places])


DAMAGE: dict[str, Callable[[Passage, random.Random], Passage]] = {
    f.__name__: f
    for f in (
        lose_characters, split_numbers, split_words, narrow_punctuation, wide_digits, traditional,
        spam, doubled_commas, drop_headings, cut_end, one_line,
    )
}  # fmt: skip


def augment(passage: Passage, rng: random.Random) -> Passage:
    """One to three kinds of damage; works on authored passages as well. The names are added to `meta["damage"]`."""
    names = rng.sample(sorted(DAMAGE), rng.choices((1, 2, 3), (5, 3, 1))[0])
    for name in names:
        passage = DAMAGE[name](passage, rng)
    return replace(passage, meta=passage.meta | {"damage": ", ".join(names)})
