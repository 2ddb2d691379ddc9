"""Passages and whole reports of fictional offices with exact gold, deterministic by seed."""

from __future__ import annotations

import random
from collections import Counter

from giar_ner import ontology
from giar_ner.errors import PassageError
from giar_ner.passages import Passage, parse
from giar_ner.synthesis.corrupt import augment
from giar_ner.synthesis.grammar import Pattern, Unfit, World, load
from giar_ner.synthesis.numbers import STYLES, Style

_ORDER = [
    "overview",
    "organization",
    "disclosure",
    "platforms",
    "response",
    "applications",
    "fees",
    "review_litigation",
    "supervision",
    "institutions",
    "problems",
    "improvements",
    "other_matters",
    "attachments",
]
# How often a passage is about each part: where models err most comes most.
_WEIGHT = {
    "disclosure": 6,
    "applications": 6,
    "platforms": 4,
    "organization": 4,
    "response": 3,
    "review_litigation": 3,
    "overview": 2,
    "fees": 2,
}
_ERAS = ((2013, "prose-2008", "2014"), (2018, "2014", "2014"), (2020, "2019", "2019"), (9999, "2021", "2021"))


class _Author:
    """Chooses among patterns so that the seldom used come first: every pattern and every thin metric appears in a few hundred passages."""

    def __init__(self, rng: random.Random) -> None:
        self.rng, self.grammar = rng, load()
        self.used: Counter[str] = Counter()

    def world(self) -> tuple[World, dict[str, str]]:
        grammar, rng = self.grammar, self.rng
        place, body, year = rng.choice(grammar.slots["place"]), rng.choice(grammar.slots["body"]), rng.randint(2008, 2025)
        level = {"省": "province", "市": "city", "区": "district", "县": "county", "镇": "town", "乡": "town", "街": "town"}[body[0]]
        style: Style = rng.choices(STYLES, (14, 3, 1, 2))[0]
        words = {"year": str(year), "prev": str(year - 1), "next": str(year + 1), "place": place, "self": rng.choice(grammar.slots["self"])}
        era = next(name for last, name, _ in _ERAS if year <= last)
        return World(rng, grammar, year, style, words), {
            "org": place + body,
            "year": str(year),
            "era": era,
            "level": level,
            "voice": "grammar",
        }

    def sentences(self, world: World, section: str, count: int, used: set[str]) -> list[str]:
        """Up to `count` sentences of the section that its era knows and that contradict nothing said before."""
        pool = [p for p in self.grammar.patterns.get(section, ()) if p.source not in used and _in_era(p, world.year)]
        self.rng.shuffle(pool)
        pool.sort(key=lambda p: self.used[p.source] // 2)
        out: list[str] = []
        for pattern in pool:
            if len(out) == count:
                break
            try:
                out.append(world.render(pattern))
            except Unfit:
                continue
            used.add(pattern.source)
            self.used[pattern.source] += 1
        if section not in ("title", "attachments", "preamble") and out and self.rng.random() < 0.3:
            out.insert(self.rng.randint(0, len(out)), self.sentences_of_other_work(world))
        return out

    def sentences_of_other_work(self, world: World) -> str:
        return world.render(min(self.rng.sample(self.grammar.patterns["distractors"], 3), key=lambda p: self.used[p.source]))

    def section(self, world: World, section: str, number: int, used: set[str], longest: int) -> str:
        sentences = self.sentences(world, section, self.rng.randint(1, longest), used)
        heading = self.rng.choice(self.grammar.headings.get(section, [""]))
        joint = "\n" if self.rng.random() < 0.25 else ""
        lead = f"{_numeral(number, self.rng.random() < 0.2)}{heading}\n" if heading else ""
        return f"⟪{section}⟫{lead}{joint.join(sentences)}\n" if sentences else ""

    def passage(self) -> tuple[dict[str, str], str]:
        world, meta = self.world()
        sections = [s for s in _ORDER if s in self.grammar.patterns]
        count = self.rng.choices((1, 2, 3), (6, 3, 1))[0]
        chosen = self.rng.choices(sections, [_WEIGHT.get(s, 1) for s in sections], k=count)
        chosen = sorted(set(chosen), key=_ORDER.index)
        first = self.rng.randint(1, 4)
        used: set[str] = set()
        return meta | {"kind": "passage"}, "".join(self.section(world, s, first + i, used, 4) for i, s in enumerate(chosen))

    def report(self) -> tuple[dict[str, str], str]:
        world, meta = self.world()
        used: set[str] = set()
        title = f"⟪title⟫⟦{meta['org']}|@organization⟧{world.year}年政府信息公开工作年度报告\n"
        lead = self.sentences(world, "preamble", 1, used)
        kept = [s for s in _ORDER if s in ("disclosure", "applications", "review_litigation") or self.rng.random() < 0.7]
        body = "".join(self.section(world, s, i + 1, used, 5) for i, s in enumerate(kept))
        return meta | {"kind": "report"}, title + (f"⟪preamble⟫{lead[0]}\n" if lead else "") + body


def _numeral(number: int, brackets: bool) -> str:
    numerals = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五", "十六", "十七", "十八"]
    return f"（{numerals[number - 1]}）" if brackets else f"{numerals[number - 1]}、"


def _in_era(pattern: Pattern, year: int) -> bool:
    form = next(code for last, _, code in _ERAS if year <= last)
    eras = [ontology.metrics()[m].eras for m in pattern.metrics]
    return all("prose" in e or form in e for e in eras)


def generate(count: int, seed: int, noise: float = 0.3, reports: float = 0.1) -> list[Passage]:
    """`count` passages of pack SYN, a share of `reports` of them whole reports; a share of `noise` is damaged, its gold kept exact."""
    rng = random.Random(f"giar-{seed}")
    author = _Author(rng)
    out: list[Passage] = []
    while len(out) < count:
        meta, body = author.report() if rng.random() < reports else author.passage()
        if not body:
            continue
        head = "".join(f"{key}: {value}\n" for key, value in meta.items())
        (passage,) = parse(f"=== SYN-{seed}-{len(out):05d}\n{head}---\n{body}", "SYN")
        if passage.errors:
            raise PassageError(f"a sentence pattern gives a wrong passage: {passage.errors[0]} in {body!r}")
        out.append(augment(passage, rng) if rng.random() < noise else passage)
    return out
