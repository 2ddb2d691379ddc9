"""Hashes of all character n-grams of a text at once, on code-point arrays: no Python per character."""

from __future__ import annotations

import zlib
from functools import cache

import numpy as np

_PRIME = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)


def code_points(text: str) -> np.ndarray:
    """uint64 array, one code point per character (lone surrogates included)."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint64)


def scramble(values: np.ndarray) -> np.ndarray:
    """A cheap finaliser (splitmix64): every input bit reaches every output bit."""
    with np.errstate(over="ignore"):
        values = (values ^ (values >> np.uint64(30))) * _MIX
    return values ^ (values >> np.uint64(27))


def ngram_hashes(points: np.ndarray, size: int) -> np.ndarray:
    """One uint64 hash per n-gram of `size` code points: entry i covers points[i : i + size]."""
    count = max(0, len(points) - size + 1)
    out = np.full(count, np.uint64(size), np.uint64)
    with np.errstate(over="ignore"):
        for k in range(size):
            out = scramble((out + points[k : k + count]) * _PRIME)
    return out


@cache
def salt_of(name: str) -> int:
    """The number that stands for a slot (`clause`, `heading`, ...)."""
    return int(scramble(np.array(zlib.crc32(name.encode()), np.uint64)))


def salted(hashes: np.ndarray, salt: np.ndarray | int) -> np.ndarray:
    """The same n-grams as features of another slot; one salt for all, or one for each."""
    with np.errstate(over="ignore"):
        return scramble((hashes ^ np.asarray(salt, np.uint64)) * _PRIME)
