"""Where a single process spends its time, by module: cProfile over `Extractor.extract`, functions written in C counted to their callers."""

from __future__ import annotations

import cProfile
import pstats
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.grids import Grid, percent
from giar_ner.extractor import Extractor

Function = tuple[str, int, str]


def profile(model: Path, texts: Sequence[str], threads: int = 1) -> dict[str, float]:
    """Seconds by module for a warm extractor. The profiler slows calls of Python functions down: shares of small functions are too large."""
    extractor = Extractor(model, threads=threads)
    extractor.extract(texts[0])
    profiler = cProfile.Profile()
    profiler.enable()
    for text in texts:
        extractor.extract(text)
    profiler.disable()
    return by_module(pstats.Stats(profiler))


def by_module(stats: pstats.Stats) -> dict[str, float]:
    """Own seconds of every module, the most first; a module of another package is its package."""
    seconds: Counter[str] = Counter()
    for function, (_, _, own, _, callers) in stats.stats.items():  # type: ignore[attr-defined]
        if function[0] != "~" or not callers:
            seconds[module_of(function)] += own
        else:
            for caller, (_, _, its, _) in callers.items():
                seconds[module_of(caller)] += its
    return dict(seconds.most_common())


def module_of(function: Function) -> str:
    """`giar_ner.tagging.lexical` for our files, else the package, `python` for the standard library."""
    path = Path(function[0])
    parts = path.with_suffix("").parts
    if "giar_ner" in parts:
        return ".".join(parts[len(parts) - 1 - parts[::-1].index("giar_ner") :]).removesuffix(".__init__")
    if "site-packages" in parts:
        return parts[parts.index("site-packages") + 1]
    return "python"


def grid(seconds: dict[str, float], characters: int, least: float = 0.005) -> Grid:
    """The modules with a share of at least `least`."""
    total = sum(seconds.values())
    out = Grid(f"profile of one process over {characters:,} characters ({total:.1f} s under cProfile)", ("module", "s", "share"))
    for name, own in seconds.items():
        if own >= least * total:
            out.rows.append((name, f"{own:.2f}", percent(own / total)))
    return out
