"""The tables of a comparison, from what compare.json holds: printed, and as Markdown."""

from __future__ import annotations

from benchmarks.grids import Grid, figure
from giar_ner.evaluate.scores import Json

SCORES = ("span", "record", "official", "zero")


def grids(results: Json) -> list[Grid]:
    """One grid per test set, one per family of packs, the distance to baseline.py, and the CPU seconds."""
    out = [_set(results, name) for name in results["sets"]]
    names = {family for system in results["systems"].values() for parts in system["sets"].values() for family in parts["families"]}
    out += [_family(results, family) for family in sorted(names)]
    if results["ahead of baseline"]:
        out.append(_distance(results))
    return [*out, _seconds(results)]


def markdown(results: Json) -> str:
    """All grids, the command that made them, and what was skipped."""
    head = [
        "# Comparison of systems",
        "",
        f"`{results['command']}` on {results['machine']['cores']} cores.",
        *results["skipped"].values(),
        "",
    ]
    return "\n".join([*head, *(grid.markdown() for grid in grids(results))])


def _set(results: Json, name: str) -> Grid:
    size = results["sets"][name]
    title = f"{name}: {size['documents']} documents, {size['records']} records (F1; section: accuracy)"
    grid = Grid(title, ("system", *SCORES, "section", "record 95 %"))
    for system in results["systems"].values():
        s = system["sets"][name]
        low, high = s["interval"]
        grid.rows.append((system["label"], *_figures(s), f"{low:.3f}–{high:.3f}"))
    return grid


def _family(results: Json, family: str) -> Grid:
    grid = Grid(f"development, packs {family}", ("system", *SCORES, "section"))
    for system in results["systems"].values():
        for parts in system["sets"].values():
            if family in parts["families"]:
                grid.rows.append((system["label"], *_figures(parts["families"][family])))
    return grid


def _figures(scores: Json) -> list[str]:
    """F1 of each slice and section accuracy; nothing where a system has no sections or the gold has nothing to find."""
    figures = [figure(scores[s]["f1"] if scores[s]["gold"] else None) for s in SCORES]
    return [*figures, figure(scores["section"]["accuracy"] if scores["section"]["right"] else None)]


def _distance(results: Json) -> Grid:
    grid = Grid("record F1 minus that of baseline.py (paired bootstrap, 95 %)", ("system", *results["sets"]))
    for name, sets in results["ahead of baseline"].items():
        cells = [f"{d['record']:+.3f} ({d['interval'][0]:+.3f} to {d['interval'][1]:+.3f})" for d in sets.values()]
        grid.rows.append((results["systems"][name]["label"], *cells))
    return grid


def _seconds(results: Json) -> Grid:
    grid = Grid("CPU seconds", ("system", "what"), left=(0, 1))
    for system in results["systems"].values():
        grid.rows.append((system["label"], ", ".join(f"{what} {seconds:.0f}" for what, seconds in system["seconds"].items())))
    return grid
