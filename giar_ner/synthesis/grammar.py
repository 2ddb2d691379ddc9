"""Sentence patterns (patterns/*.yaml) and how one becomes inline gold that `giar_ner.passages.parse` reads.

    [n=a+b+c]      the numbers named n, a, b, c add up       [n>m] [n<m]   n is greater / smaller than m
    ⟦n件|recv⟧      the number n with its measure word and a metric's short name (words.yaml); kinds and attributes as in data/README.md
    ⟦a%n|share:x⟧   a in n, in per cent       ⟦n/m|change:x⟧  growth from m to n in per cent       ⟦n-m件|change:x⟧  the difference
    ⟦x%|share:y⟧    a percentage of its own   ⟦n万条|total⟧    a number of two decimals before 万
    <a|b>          one of these              {class1}        a word of the list `class`; {#3-9} a number that is no record

One report is one `World`: a metric that was stated once keeps its value, parts never exceed their total, and a metric that was said to be
zero is not counted elsewhere.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from giar_ner import ontology
from giar_ner.synthesis.numbers import Style, write

_MARK = re.compile(r"⟦([^⟦⟧|]*)\|([^⟦⟧]*)⟧")
_VARIABLE = re.compile(r"([a-z])(?:([%/-])([a-z]))?")
_CONSTRAINT = re.compile(r"^\[([a-z])([=<>])([a-z+]+)\] ?")
_ASKED = "applications.received"  # without applications there is nothing else to say about them
# Metrics of which a report states many: they have no one value to keep.
_MANY = (
    "other",
    "disclosure.category",
    "disclosure.subordinate",
    "consultations.total",
    "responses.interpretations",
    "complaints.total",
    "reach.letters_received",
    "disclosure.channel.noticeboard",
)


class Unfit(Exception):
    """The pattern contradicts what the report has said already."""


@dataclass(frozen=True)
class Pattern:
    """One authored sentence of a section. `metrics` are the full ids that it marks."""

    section: str
    source: str
    metrics: frozenset[str]


@dataclass
class Grammar:
    patterns: dict[str, list[Pattern]]
    headings: dict[str, list[str]]
    slots: dict[str, list[str]]
    aliases: dict[str, str]
    ranges: dict[str, tuple[int, int]]
    at_most: dict[str, str]

    def metric(self, name: str) -> str:
        return self.aliases.get(name, name)

    def span(self, metric: str) -> tuple[int, int]:
        """The range of a metric's values: the longest prefix in `ranges`."""
        known = [p for p in self.ranges if metric.startswith(p)]
        return self.ranges[max(known, key=len)] if known else (1, 60)


@cache
def load() -> Grammar:
    """The patterns of the package."""
    patterns: dict[str, list[Pattern]] = {}
    headings: dict[str, list[str]] = {}
    folder = files(__package__).joinpath("patterns")
    sources = {
        p.name: yaml.safe_load(p.read_text(encoding="utf-8"))
        for p in sorted(folder.iterdir(), key=lambda p: p.name)
        if p.name.endswith(".yaml")
    }
    words: dict[str, Any] = sources.pop("words.yaml")
    for rows in sources.values():
        headings |= rows.pop("headings", {})
        for section, lines in rows.items():
            for line in lines:
                labels = [m.group(2).split(";")[0].rpartition(":")[2] for m in _MARK.finditer(line)]
                metrics = frozenset(words["aliases"].get(name, name) for name in labels)
                unknown = metrics - ontology.metrics().keys()
                if unknown:
                    raise ValueError(f"unknown metric {sorted(unknown)} in the pattern {line!r}")
                patterns.setdefault(section, []).append(Pattern(section, line, metrics))
    ranges = {k: (int(a), int(b)) for k, (a, b) in words["ranges"].items()}
    return Grammar(patterns, headings, words["slots"], words["aliases"], ranges, words["at_most"])


@dataclass
class World:
    """One fictional report: its fixed words and what it has stated so far."""

    rng: random.Random
    grammar: Grammar
    year: int
    style: Style
    words: dict[str, str]
    facts: dict[str, float] = field(default_factory=dict)
    said: set[str] = field(default_factory=set)
    denied: set[str] = field(default_factory=set)

    def draw(self, metric: str, known: dict[str, float]) -> float:
        """A value in the metric's range that fits what is `known` of its total, its parts and what it bounds."""
        low, high = self.grammar.span(metric)
        ontology_total = ontology.metrics()[metric].total
        for total, share in ((ontology_total, 2), (self.grammar.at_most.get(metric), 1)):
            if total is not None and total in known:
                high = min(high, int(known[total]) // share)
        parts = sum(v for m, v in known.items() if ontology.metrics()[m].total == metric)
        low = max(low, int(parts), *(int(v) for m, v in known.items() if self.grammar.at_most.get(m) == metric), 0)
        if high < 1:
            raise Unfit(metric)
        low, high = (min(low, high), high) if high < low and parts == 0 else (low, max(low, high))
        # Small numbers are the commonest: the logarithm is uniform.
        return float(round(low * (high / low) ** self.rng.random())) if low > 0 else float(self.rng.randint(low, high))

    def value(self, metric: str, kept: bool, known: dict[str, float]) -> float:
        if kept and metric in self.facts:
            if self.facts[metric] == 0:
                raise Unfit(metric)
            return self.facts[metric]
        return self.draw(metric, known)

    def render(self, pattern: Pattern) -> str:
        """The pattern with inline gold. Raises Unfit where it cannot hold beside what was said before; then nothing is remembered."""
        source, constraint = pattern.source, None
        if match := _CONSTRAINT.match(source):
            constraint, source = (match.group(1), match.group(2), match.group(3)), source[match.end() :]
        source = re.sub(r"<([^<>]*\|[^<>]*)>", lambda m: self.rng.choice(m.group(1).split("|")), source)
        source = self._slots(source)
        marks = [(m.group(1), m.group(2)) for m in _MARK.finditer(source)]
        values, kept = self._assign(marks, constraint)
        fresh = {metric: values[name] for name, metric in kept.items()}
        for words, label in marks:
            kind, _, name = label.split(";")[0].rpartition(":")
            literal = re.match(r"\d+", words)
            if (kind != "zero" and not (literal and not kind)) or self.grammar.metric(name) in _MANY:
                continue
            value = float(literal.group()) if literal else 0.0
            self._agree(self.grammar.metric(name), value, self.facts | fresh)
            fresh[self.grammar.metric(name)] = value
        if self.facts.get(_ASKED, fresh.get(_ASKED)) == 0 and any(
            m.startswith("applications.") and v for m, v in (self.facts | fresh).items()
        ):
            raise Unfit(_ASKED)
        said, denied = self._claims(marks)
        if (said | self.said) & (denied | self.denied):
            raise Unfit(source)
        self.said |= said
        self.denied |= denied
        out = _MARK.sub(lambda m: self._mark(m.group(1), m.group(2), values), source)
        self.facts |= fresh
        return re.sub(r"\{([a-z])\}", lambda m: write(values[m.group(1)], "plain"), out)

    def _claims(self, marks: list[tuple[str, str]]) -> tuple[set[str], set[str]]:
        """The metrics that the marks state (of the report's own period) and those that they say are zero; `other` is many things."""
        out: tuple[set[str], set[str]] = (set(), set())
        for words, label in marks:
            head, *attributes = label.split(";")
            kind, _, name = head.rpartition(":")
            if kind in ("", "zero") and not words.startswith("0") and not any(a.startswith(("year", "period")) for a in attributes):
                out[kind == "zero"].add(self.grammar.metric(name))
        return out[0] - {"other"}, out[1] - {"other"}

    def _agree(self, metric: str, value: float, known: dict[str, float]) -> None:
        """Raise Unfit where a value that the pattern itself says is not what the report has said, or is less than its parts."""
        parts = sum(v for m, v in known.items() if metric in (ontology.metrics()[m].total, self.grammar.at_most.get(m)))
        if known.get(metric, value) != value or value < parts:
            raise Unfit(metric)

    def _slots(self, source: str) -> str:
        taken: dict[str, str] = {}

        def fill(match: re.Match[str]) -> str:
            name = match.group(1)
            if name.startswith("#"):
                low, high = name[1:].split("-")
                return str(self.rng.randint(int(low), int(high)))
            if name in self.words:
                return self.words[name]
            if name not in taken:
                options = [w for w in self.grammar.slots[name.rstrip("0123456789")] if w not in taken.values()]
                taken[name] = self.rng.choice(options)
            return taken[name]

        for _ in range(2):  # a slot's word may hold a slot
            source = re.sub(r"\{(#\d+-\d+|[a-z]{2,}\d?)\}", fill, source)
        return source

    def _assign(self, marks: list[tuple[str, str]], constraint: tuple[str, str, str] | None) -> tuple[dict[str, float], dict[str, str]]:
        """A value for each variable, and which of them the report keeps (variable -> metric)."""
        metrics: dict[str, str] = {}
        kept: dict[str, str] = {}
        form: dict[str, str] = {}
        shares: list[tuple[str, str]] = []
        for words, label in marks:
            found = _VARIABLE.search(words)
            if not found:
                continue
            head, *attributes = label.split(";")
            kind, _, name = head.rpartition(":")
            first, sign, second = found.groups()
            if sign:
                if sign == "%":
                    shares.append((first, second))
                continue
            metrics.setdefault(first, self.grammar.metric(name))
            tail = words[found.end() :]
            form[first] = "万" if tail.startswith("万") and not tail.startswith("万元") else "%" if tail.startswith("%") else ""
            plain = not kind and not form[first] and all(a.startswith("accept") for a in attributes)
            if plain and metrics[first] not in _MANY:
                kept[first] = metrics[first]
        values: dict[str, float] = {}
        if constraint and constraint[1] == "=":
            values = self._sum(constraint[0], constraint[2].split("+"), metrics, kept)
        for name, metric in metrics.items():
            if name in values:
                continue
            if form[name] == "%":
                values[name] = round(self.rng.uniform(2, 99.9), self.rng.choice([0, 1, 1, 2]))
            elif form[name] == "万":
                values[name] = round(self.rng.uniform(0.6, 90), self.rng.choice([1, 2]))
            else:
                known = self.facts | {metrics[k]: v for k, v in values.items() if k in kept}
                values[name] = self.value(metric, name in kept, known)
        if constraint and constraint[1] in "<>":
            n, m = constraint[0], constraint[2]
            step = max(1.0, round(values[n] * self.rng.uniform(0.04, 0.6)))
            values[m] = values[n] - step if constraint[1] == ">" else values[n] + step
            if values[m] < 1:
                raise Unfit(m)
        for name, metric in kept.items():
            total = ontology.metrics()[metric].total
            if total in self.facts and values[name] > self.facts[total]:
                raise Unfit(name)
        for part, whole in shares:
            if values[part] > values[whole]:
                if (part in kept and whole in kept) or constraint:
                    raise Unfit(part)
                values[part], values[whole] = values[whole], values[part]
                if any(name in kept and kept[name] in self.facts and self.facts[kept[name]] != values[name] for name in (part, whole)):
                    raise Unfit(part)
        return values, kept

    def _sum(self, total: str, parts: list[str], metrics: dict[str, str], kept: dict[str, str]) -> dict[str, float]:
        fixed = {p: self.facts[metrics[p]] for p in parts if p in kept and metrics[p] in self.facts}
        if any(v == 0 for v in fixed.values()):
            raise Unfit(total)
        free = [p for p in parts if p not in fixed]
        if total in kept and metrics[total] in self.facts:
            rest = int(self.facts[metrics[total]] - sum(fixed.values()))
            if rest < len(free) or (not free and rest != 0):
                raise Unfit(total)
            cuts = sorted(self.rng.sample(range(1, rest), len(free) - 1)) if len(free) > 1 else []
            sizes = [b - a for a, b in zip([0, *cuts], [*cuts, rest], strict=True)] if free else []
            drawn = {p: float(s) for p, s in zip(free, sizes, strict=True)}
        else:
            drawn = {p: self.draw(metrics[p], self.facts) for p in free}
        values = fixed | drawn
        return values | {total: float(sum(values.values()))}

    def _mark(self, words: str, label: str, values: dict[str, float]) -> str:
        head, *attributes = label.split(";")
        kind, colon, name = head.rpartition(":")
        found = _VARIABLE.search(words)
        if found:
            first, sign, second = found.groups()
            if sign == "%":
                shown = write(round(100 * values[first] / values[second], self.rng.choice([1, 1, 2])), "plain") + "%"
            elif sign == "/":
                growth = round(100 * abs(values[first] - values[second]) / values[second], 1)
                shown = write(growth, "plain") + "%"
                attributes += [f"value=-{growth}"] if values[first] < values[second] else []
            elif sign == "-":
                step = abs(values[first] - values[second])
                shown = write(step, self.style)
                attributes += [f"value=-{step:g}"] if values[first] < values[second] else []
            else:
                tail = words[found.end() : found.end() + 1]
                style = self.style if tail and tail not in "%万余" else "plain" if self.style == "chinese" else self.style
                shown = write(values[first], style)
            words = words[: found.start()] + shown + words[found.end() :]
        return "⟦" + words + "|" + ";".join([kind + colon + self.grammar.metric(name), *attributes]) + "⟧"
