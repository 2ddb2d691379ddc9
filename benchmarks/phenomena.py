"""The hard parts of real reports one by one: how well the extractor reads authored passages of each phenomenon.

    python -m benchmarks.phenomena [FOLDER] [--model FOLDER] [--errors]

Every `.txt` file of the folder (default: tests/phenomena) is one phenomenon in the notation of data/README.md; no model trains on them.
`span` and `record` are the F1 of giar_ner.evaluate. An attribute is judged on the records of which kind and metric are right: `value` on all
of them, `period`, `scope` and `category` on those that have one on either side; `report period` on passages whose header names it.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console

from benchmarks.grids import Grid, figure
from giar_ner import Extractor
from giar_ner.evaluate import Scores, document_errors, match, score_document
from giar_ner.evaluate.command import error_line
from giar_ner.evaluate.scores import Json, same_metric, same_value
from giar_ner.language.normal import normalise
from giar_ner.passages import Passage, read
from giar_ner.schema import Report

FOLDER = Path("tests/phenomena")
ATTRIBUTES = ("value", "period", "scope", "category", "report period")
_CLASS_WORD = re.compile(r"(?:类|信息)+$")  # 工作动态, 工作动态类 and 工作动态类信息 name one class


@dataclass
class Outcome:
    """What became of one phenomenon: `right` of `asked` per attribute; `wrong` says in words what is not as the gold has it."""

    passages: int = 0
    scores: Scores = field(default_factory=Scores)
    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def attribute(self, name: str) -> float:
        """The share of right ones; 1 where none was asked."""
        return self.right[name] / self.asked[name] if self.asked[name] else 1.0

    @property
    def spurious(self) -> int:
        """Records too many: predicted ones that do not agree with the gold."""
        return self.scores["record"].predicted - self.scores["record"].right


def measure(passages: Sequence[Passage], extract: Callable[[str], Report]) -> Outcome:
    """Read every passage and judge what came out."""
    out = Outcome(len(passages))
    for passage in passages:
        gold: Json = {"records": passage.records, "sections": passage.sections}
        predicted = extract(passage.text).model_dump(mode="json")
        out.scores += score_document(gold, predicted)
        out.wrong += [error_line(e) for e in document_errors(passage.id, gold, predicted, passage.text)]
        for name, words, asked, told in _attributes(passage, gold, predicted):
            out.asked[name] += 1
            out.right[name] += asked == told
            if asked != told:
                out.wrong.append(f"{passage.id} {name} of {words!r}: {asked} <- {told}")
    return out


def _attributes(passage: Passage, gold: Json, predicted: Json) -> Iterator[tuple[str, str, object, object]]:
    """(attribute, words of the record, as the gold has it, as it was read)."""
    m = match(gold, predicted)
    for i in m.asked:
        g, p = m.gold[i], m.predicted[m.pairs[i]] if i in m.pairs else None
        if p is None or g["kind"] != p["kind"] or not same_metric(g, p):
            continue
        yield "value", g["text"], g["value"], g["value"] if same_value(g, p) else p["value"]
        for name in ("period", "scope", "category"):
            asked, told = _attribute(g, name), _attribute(p, name)
            if asked or told:
                yield name, g["text"], asked, told
    if stated := passage.meta.get("report_period"):
        yield "report period", passage.meta["org"], dict(zip(("start", "end"), stated.split("/"), strict=True)), predicted["period"]


def _attribute(record: Json, name: str) -> object:
    if name == "period":
        return record.get("period")
    if name == "scope":
        return normalise(record.get("scope") or "")
    return _CLASS_WORD.sub("", normalise((record.get("dimensions") or {}).get("category") or ""))


def phenomena(folder: Path) -> dict[str, list[Passage]]:
    """The passages of every file of the folder by its name. Raises PassageError for a wrong mark."""
    out: dict[str, list[Passage]] = {}
    for passage in read(folder):
        out.setdefault(passage.pack, []).append(passage)
    return out


def table(outcomes: dict[str, Outcome]) -> Grid:
    """One line per phenomenon; an attribute as right / asked."""
    grid = Grid("phenomena on authored passages", ("phenomenon", "records", "span F1", "record F1", "too many", *ATTRIBUTES))
    for name, outcome in outcomes.items():
        span, record = outcome.scores["span"], outcome.scores["record"]
        f1 = [figure(s.f1) if s.gold else "" for s in (span, record)]
        judged = [f"{outcome.right[a]}/{outcome.asked[a]}" if outcome.asked[a] else "" for a in ATTRIBUTES]
        grid.rows.append((name, str(record.gold), *f1, str(outcome.spurious), *judged))
    return grid


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=FOLDER)
    parser.add_argument("--model", type=Path, help="a model folder in the place of the shipped one")
    parser.add_argument("--errors", action="store_true", help="every record and attribute that is not right")
    args = parser.parse_args(argv)
    extract = Extractor(args.model).extract
    outcomes = {name: measure(passages, extract) for name, passages in phenomena(args.folder).items()}
    console = Console(width=110)
    console.print(table(outcomes).rich())
    if args.errors:
        for line in (line for outcome in outcomes.values() for line in outcome.wrong):
            console.print(line, soft_wrap=True, markup=False, highlight=False)


if __name__ == "__main__":
    main()
