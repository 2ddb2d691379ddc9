"""What the benchmark of the forms has counted so far: kept in a file, so that a long run goes on where it stopped, and merged from pieces."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from benchmarks.grids import figure

Names = tuple[str, str, str]
"""Form, kind of file, defect."""
HEADER = ("documents", "accuracy", "read", "wrong", "unnamed", "silent", "errors", "alarms", "recall", "CPU ms")
MOST_FINDINGS = 2000


@dataclass
class Tally:
    """Counts of one group of documents; `seconds` of processor time."""

    documents: int = 0
    expected: int = 0
    seen: int = 0
    right: int = 0
    wrong: int = 0
    unnamed: int = 0
    silent: int = 0
    faults: int = 0
    found: int = 0
    alarms: int = 0
    seconds: float = 0.0
    failed: int = 0

    def __iadd__(self, other: Tally) -> Tally:
        for f in fields(self):
            setattr(self, f.name, getattr(self, f.name) + getattr(other, f.name))
        return self

    def row(self, *names: str) -> list[str]:
        counts = [str(n) for n in (self.wrong, self.unnamed, self.silent, self.failed, self.alarms)]
        shares = [_share(self.right, self.seen), _share(self.seen, self.expected)]
        time_each = f"{1000 * self.seconds / max(1, self.documents):.0f}"
        return [*names, str(self.documents), *shares, *counts, _share(self.found, self.faults), time_each]

    @property
    def perfect(self) -> bool:
        flaws = self.wrong or self.silent or self.failed or self.alarms
        return not flaws and self.seen == self.expected == self.right and self.found == self.faults


def _share(part: int, whole: int) -> str:
    """Three decimals, rounded down: 1.000 is all of them."""
    return figure(int(1000 * part / whole) / 1000) if whole else ""


@dataclass
class Finding:
    """One error, for a person who looks for its cause."""

    kind: str
    form: str
    file: str
    defect: str
    seed: int
    what: str


@dataclass
class Result:
    """Counts and errors of combinations, and of which seeds they are."""

    tallies: dict[Names, Tally] = field(default_factory=lambda: defaultdict(Tally))
    findings: list[Finding] = field(default_factory=list)
    seeds: dict[Names, set[int]] = field(default_factory=lambda: defaultdict(set))

    def add(self, names: Names, seed: int, tally: Tally | None, findings: Iterable[Finding] = ()) -> None:
        """The counts of one document; None where its seed gives none."""
        self.seeds[names].add(seed)
        if tally is not None:
            self.tallies[names] += tally
            self.findings += findings

    def merge(self, other: Result) -> None:
        """Add another run. Raises ValueError where both counted a document."""
        for names, seeds in other.seeds.items():
            if both := self.seeds[names] & seeds:
                raise ValueError(f"{' '.join(names)}: both runs have seed {min(both)}")
            self.seeds[names] |= seeds
        for names, tally in other.tallies.items():
            self.tallies[names] += tally
        self.findings += other.findings

    def save(self, path: Path, settings: Mapping[str, Any]) -> None:
        """Write the counts; a run that is cut off while it writes leaves the file as it was."""
        path.parent.mkdir(parents=True, exist_ok=True)
        combinations = [
            {"form": names[0], "file": names[1], "defect": names[2], "seeds": _ranges(seeds), **asdict(self.tallies[names])}
            for names, seeds in sorted(self.seeds.items())
        ]
        content = {**settings, "combinations": combinations, "findings": [asdict(f) for f in self.findings[:MOST_FINDINGS]]}
        part = path.with_name(path.name + ".part")
        part.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
        part.replace(path)


def load(path: Path, settings: Mapping[str, Any]) -> Result:
    """A saved run. Raises ValueError where it was made with other settings."""
    content = json.loads(path.read_text(encoding="utf-8"))
    if other := {key: content.get(key) for key, value in settings.items() if content.get(key) != value}:
        raise ValueError(f"{path} was made with other settings: {other}")
    result = Result(findings=[Finding(**finding) for finding in content["findings"]])
    for row in content["combinations"]:
        names = row["form"], row["file"], row["defect"]
        result.seeds[names] = {seed for first, last in row["seeds"] for seed in range(first, last + 1)}
        result.tallies[names] = Tally(**{f.name: row[f.name] for f in fields(Tally)})
    return result


def _ranges(seeds: Iterable[int]) -> list[list[int]]:
    """First and last of each run of seeds."""
    found: list[list[int]] = []
    for seed in sorted(seeds):
        if found and seed == found[-1][1] + 1:
            found[-1][1] = seed
        else:
            found.append([seed, seed])
    return found
