"""The prose around a form, from the sentence patterns of the report grammar: what it says of the form's metrics is what the form says."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from giar_ner import ontology
from giar_ner.passages import Passage, parse
from giar_ner.synthesis.forms.grid import Key
from giar_ner.synthesis.forms.official import MONEY
from giar_ner.synthesis.grammar import Pattern, Unfit, World, load
from giar_ner.synthesis.numbers import STYLES

_MARK = re.compile(r"⟦([^⟦⟧|]*)\|([^⟦⟧]*)⟧")
_PLAIN = re.compile(r"[a-z](?![%/\-])[^\d万亿%余多约近超]{0,2}")
# What a report states several times, so that the grammar keeps no one value of it.
_MANY = ("responses.interpretations", "complaints.total")
_FACTS = {  # what a table implies and prose states
    "applications.outcome.refused": "applications.refused.",
    "applications.outcome.unavailable": "applications.unavailable.",
    "applications.outcome.not_processed": "applications.not_processed.",
    "applications.outcome.other": "applications.other.",
}
_COUNTED = frozenset(("overview", "disclosure", "platforms", "applications", "review_litigation"))  # what the forms count
_DISCLOSED = "disclosure.total"
_TABLES_BETWEEN: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("总体情况", ("overview", "disclosure", "applications", "review_litigation")),
    ("存在的主要问题及改进情况", ("problems", "improvements")),
    ("其他需要报告的事项", ("other_matters",)),
)
_PARTS = {
    "2014": (
        ("概述", ("overview", "organization")),
        ("主动公开政府信息情况", ("disclosure", "platforms")),
        ("依申请公开情况", ("applications",)),
        ("行政复议和行政诉讼情况", ("review_litigation",)),
        ("存在的问题和改进措施", ("problems", "improvements")),
    ),
    "2019": _TABLES_BETWEEN,
    "2021": _TABLES_BETWEEN,
}


@dataclass
class Prose:
    """The title and the parts, each with its heading (without number) and its text, the gold of both in `passages`."""

    title: Passage
    preamble: Passage | None
    parts: list[tuple[str, Passage]]

    def records(self) -> Iterator[dict[str, Any]]:
        """Every record of the prose."""
        return (record for _, passage in self.parts for record in passage.records)


def write_prose(form: str, year: int, organization: tuple[str, str], figures: Mapping[Key, float], rng: random.Random) -> Prose:
    """Prose of an office (its place and its body) for the year, in accord with the figures."""
    grammar = load()
    place, body = organization
    words = {"year": str(year), "prev": str(year - 1), "next": str(year + 1), "place": place, "self": rng.choice(grammar.slots["self"])}
    world = World(rng, grammar, year, rng.choices(STYLES, (14, 3, 1, 2))[0], words, facts=_facts(form, figures))
    known = frozenset(world.facts) | MONEY | {m for m, _ in figures}
    title = _passage(f"⟦{place}{body}|@organization⟧{year}年政府信息公开工作年度报告")
    preamble = _sentences(world, form, ("preamble",), 1, known)
    parts = [
        (heading, _sentences(world, form, sections, rng.randint(2, 5), known) or _nothing(form, sections))
        for heading, sections in _PARTS[form]
    ]
    return Prose(title, _passage(preamble) if preamble else None, [(heading, _passage(text)) for heading, text in parts])


def _nothing(form: str, sections: Iterable[str]) -> str:
    """What stands under a heading without sentences: 无 would say that the form's figures are zero, where the part is about them."""
    if not _COUNTED & set(sections):
        return "无。"
    return "具体数据详见附件。" if form == "2014" else "具体数据见下列各表。"


def _facts(form: str, figures: Mapping[Key, float]) -> dict[str, float]:
    facts = {metric: value for (metric, applicant), value in figures.items() if applicant in (None, "total") and metric not in MONEY}
    if form != "2014":
        for metric, prefix in _FACTS.items():
            facts.setdefault(metric, sum(v for m, v in facts.items() if m.startswith(prefix)))
        facts["litigation.total"] = facts["litigation.direct.total"] + facts["litigation.after_review.total"]
    return facts


def _passage(text: str) -> Passage:
    (passage,) = parse(f"=== FORM-0\nvoice: grammar\n---\n{text}", "FORM")
    passage.text = passage.text.rstrip("\n")
    return passage


def _sentences(world: World, form: str, sections: tuple[str, ...], count: int, known: frozenset[str]) -> str:
    """Up to `count` sentences of the sections that say nothing against the facts."""
    pool = [p for section in sections for p in _fitting(section, form, known)]
    world.rng.shuffle(pool)
    out: list[str] = []
    for pattern in pool:
        if len(out) == count:
            break
        before = dict(world.facts), set(world.said), set(world.denied)
        try:
            sentence = world.render(pattern)
        except Unfit:
            continue
        # What the form itself counts more than once (an item in several channels) is no contradiction of the sentence.
        earlier = _excess(before[0])
        more = any(excess > earlier.get(total, 0.0) for total, excess in _excess(world.facts).items())
        if more or _beyond_whole("".join((*out, sentence)), world.facts):
            world.facts, world.said, world.denied = before
            continue
        out.append(sentence)
    return "".join(out)


def _beyond_whole(text: str, facts: Mapping[str, float]) -> bool:
    """Whether a class of what was disclosed, of which a report states many, is more than all that was."""
    whole = facts.get(_DISCLOSED)
    records = _passage(text).records if whole is not None else []
    counts = (r for r in records if r["kind"] == "stated" and r["metric"].startswith("disclosure.") and not r["metric"].endswith("rate"))
    return any(r["value"] > whole and not r.keys() & {"period", "scope"} for r in counts)


@cache
def _fitting(section: str, form: str, known: frozenset[str]) -> list[Pattern]:
    return [p for p in load().patterns.get(section, ()) if _fits(p, form, known)]


def _fits(pattern: Pattern, form: str, known: frozenset[str]) -> bool:
    """Whether the era knows what the pattern states, and whether the grammar will take the values of the form's metrics from the form."""
    eras = [ontology.metrics()[m].eras for m in pattern.metrics]
    if not all("prose" in e or form in e for e in eras) or pattern.metrics & (MONEY | set(_MANY)):
        return False
    for words, label in _MARK.findall(pattern.source):
        head, *attributes = label.split(";")
        kind, _, name = head.rpartition(":")
        metric = load().metric(name)
        total = ontology.metrics()[metric].total if metric in ontology.metrics() else None
        if metric in known and (attributes or kind not in ("", "zero") or (not kind and not _PLAIN.fullmatch(words))):
            return False
        if metric not in known and total in known and (kind or attributes):
            return False
    return True


def _excess(facts: Mapping[str, float]) -> dict[str, float]:
    """The totals that their parts exceed, and by how much."""
    sums: dict[str, float] = {}
    for metric, value in facts.items():
        total = ontology.metrics()[metric].total
        if total is not None and total in facts:
            sums[total] = sums.get(total, 0) + value
    return {total: value - facts[total] for total, value in sums.items() if value > facts[total] + 1e-6}
