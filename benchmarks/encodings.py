"""How often `decode` reads slices of the authored passages right, beside charset-normalizer on the same encodings.

    python -m benchmarks.encodings [SEED]      (about two minutes)

Slices are of the passages' plain text with nothing filtered; only pure ASCII and what the encoding cannot write are left out.
The constants in decode.py were set on seed 0 (of texts with rare characters removed): quote figures of another seed.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from pathlib import Path

from charset_normalizer import from_bytes
from opencc import OpenCC

from giar_ner import passages
from giar_ner.errors import ReadError
from giar_ner.reading.decode import decode

ISOLATED = ["utf_8", "gb18030", "big5", "utf_16_le", "utf_16_be"]


def library(data: bytes, threshold: float) -> str | None:
    match = from_bytes(data, cp_isolation=ISOLATED, threshold=threshold).best()
    return str(match) if match is not None else None


def main(seed: int) -> None:
    rng = random.Random(seed)
    texts = [p.text for p in passages.read(Path("data/passages")) if len(p.text) > 20]
    source = "\n".join(texts)
    convert = OpenCC("s2t").convert
    print("length encoding    n | ours right wrong refused | library right, threshold 0.2 (default), 0.9")
    for length in (4, 6, 10, 20, 50, 200, 2000):
        for encoding in ("utf-8", "gb18030", "big5", "utf-16-le", "utf-16-be"):
            ours: Counter[str] = Counter()
            theirs: Counter[float] = Counter()
            n = 0
            for _ in range(1000 if length < 2000 else 200):
                at = rng.randrange(len(source) - length)
                text = source[at : at + length]
                try:
                    data = (convert(text) if encoding == "big5" else text).encode(encoding)
                except UnicodeEncodeError:
                    continue
                if text.isascii():
                    continue
                n += 1
                right = data.decode(encoding)
                try:
                    ours["right" if decode(data)[0] == right else "wrong"] += 1
                except ReadError:
                    ours["refused"] += 1
                for threshold in (0.2, 0.9):
                    theirs[threshold] += library(data, threshold) == right
            counts = " ".join(f"{ours[outcome]:4}" for outcome in ("right", "wrong", "refused"))
            print(f"{length:6} {encoding:9} {n:4} | {counts} | {theirs[0.2]:4} {theirs[0.9]:4}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
