"""Hard negatives: paragraphs full of numbers that are no disclosure statistics (laws, work reports). None of it is kept here."""

from __future__ import annotations

import gzip
import random
import re
from collections.abc import Iterator
from pathlib import Path

from giar_ner.errors import ReadError
from giar_ner.passages import Passage

# A paragraph that speaks of disclosure may state one of our metrics: it proves nothing either way.
_OURS = re.compile(
    r"信息公开|政务公开|公开信息|主动公开|依申请|新闻发布会|政策解读|政府公报|规范性文件|政府网站|公众号|微博|信箱|热线|建议提案|政协提案|行政复议|行政诉讼"
)
_NUMERAL = re.compile(r"[0-9０-９]|[二三四五六七八九十百千万][条件份篇期次人名家个项起元]")


def _lines(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        yield from file


def hard_negatives(folder: Path, count: int, seed: int = 0, longest: int = 400, every: int = 20) -> list[Passage]:
    """About `count` passages without records, an equal share from each `.txt`/`.txt.gz` of `folder`, deterministic by seed.

    Of a file's paragraphs with a numeral one in `every` is looked at, so that millions of characters are not held in memory. A government
    work report does count things: its numbers are `other` at most, and a passage says so in `meta["other"]` so that training may mask them.
    """
    paths = (
        sorted(p for p in folder.iterdir() if p.name.endswith((".txt", ".txt.gz")) and p.stem.lower() != "readme")
        if folder.is_dir()
        else []
    )
    if not paths:
        raise ReadError(f"no .txt or .txt.gz in {folder}")
    out: list[Passage] = []
    for path in paths:
        rng = random.Random(f"{seed}-{path.name}")
        share, seen = -(-count // len(paths)), 0
        pool: list[str] = []
        for line in _lines(path):
            text = line.strip()
            if len(text) < 20 or not _NUMERAL.search(text) or _OURS.search(text) or rng.randrange(every):
                continue
            seen += 1  # a reservoir: each paragraph looked at is equally likely to stay
            place = len(pool) if len(pool) < share else rng.randrange(seen)
            if place < share:
                pool[place : place + 1] = [text]
        name = path.name.split(".")[0]
        meta = {"kind": "negative", "source": name} | ({"other": "maybe"} if "work_report" in name or "policy" in name else {})
        out += [Passage(f"NEG-{name}-{i:05d}", "NEG", dict(meta), _cut(text, longest) + "\n") for i, text in enumerate(pool)]
    return out[:count]


def _cut(text: str, longest: int) -> str:
    """The text up to the last sentence end within `longest` characters."""
    if len(text) <= longest:
        return text
    end = max(text.rfind(mark, 0, longest) for mark in "。；")
    return text[: end + 1] if end > 20 else text[:longest]
