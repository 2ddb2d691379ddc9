"""What went wrong, record by record, and grouped by cause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from giar_ner.evaluate.folders import Row
from giar_ner.evaluate.scores import Json, agrees, match, same_metric, same_value

Cause = Literal["missed", "spurious", "kind", "metric", "value"]
AROUND = 24  # characters of context on each side
BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0)


@dataclass(frozen=True)
class Error:
    """One record that does not agree. A wrong kind is not also counted as a wrong metric, nor a wrong metric as a wrong value."""

    document: str
    cause: Cause
    gold: Json | None
    predicted: Json | None
    context: str

    @property
    def start(self) -> int:
        return int((self.gold or self.predicted or {})["start"])

    @property
    def detail(self) -> str:
        """What the cause is about: the metric that was missed or invented, or the pair that was confused (gold → predicted)."""
        g, p = self.gold, self.predicted
        if g and p:
            if self.cause == "metric":
                return f"{g['metric']} → {p['metric']}"
            if self.cause == "kind":
                return f"{g['kind']} → {p['kind']}"
            return str(g["metric"])
        only = g or p or {}
        return f"{only['kind']} {only['metric']}"


def document_errors(name: str, gold: Json, predicted: Json, text: str | None = None) -> list[Error]:
    """Missed, wrong and spurious records of one document, in order of position. `text` (or a `text` of either side) gives the context."""
    m = match(gold, predicted)
    words = text or gold.get("text") or predicted.get("text") or ""
    out = []
    for i in m.asked:
        g, p = m.gold[i], m.predicted[m.pairs[i]] if i in m.pairs else None
        if p is None:
            out.append(Error(name, "missed", g, None, _context(words, g)))
        elif not agrees(g, p):
            cause: Cause = "kind" if g["kind"] != p["kind"] else "value" if same_metric(g, p) and not same_value(g, p) else "metric"
            out.append(Error(name, cause, g, p, _context(words, g)))
    partners = m.partners
    out += [Error(name, "spurious", None, p, _context(words, p)) for j in m.offered if j not in partners for p in [m.predicted[j]]]
    return sorted(out, key=lambda e: e.start)


def errors(documents: Iterable[Row]) -> list[Error]:
    """Every error of (name, gold, predicted) documents."""
    return [error for row in documents for error in document_errors(*row)]


def by_cause(found: Iterable[Error]) -> dict[Cause, Counter[str]]:
    """For each cause, how often each detail (metric or confusion) occurs."""
    out: dict[Cause, Counter[str]] = {c: Counter() for c in ("metric", "missed", "spurious", "kind", "value")}
    for error in found:
        out[error.cause][error.detail] += 1
    return out


def by_metric(found: Iterable[Error]) -> dict[str, Counter[str]]:
    """For each metric (of the gold record, or of a spurious one) how many errors of each cause."""
    out: dict[str, Counter[str]] = {}
    for error in found:
        out.setdefault((error.gold or error.predicted or {})["metric"], Counter())[error.cause] += 1
    return dict(sorted(out.items(), key=lambda item: -item[1].total()))


def by_phenomenon(rows: Iterable[Row], found: Iterable[Error]) -> dict[str, tuple[int, int]]:
    """(errors, gold records) of the documents whose `meta` names a phenomenon, for each that two documents name; most errors a record first."""
    wrong = Counter(error.document for error in found)
    errors_of, records, documents = Counter[str](), Counter[str](), Counter[str]()
    for name, gold, _ in rows:
        for phenomenon in {p.strip() for p in str(gold.get("meta", {}).get("phenomena", "")).replace("，", ",").split(",") if p.strip()}:
            errors_of[phenomenon] += wrong[name]
            records[phenomenon] += sum(not r.get("optional") for r in gold["records"])
            documents[phenomenon] += 1
    named = [p for p in documents if documents[p] > 1 and records[p]]
    return {p: (errors_of[p], records[p]) for p in sorted(named, key=lambda p: -errors_of[p] / records[p])}


def by_confidence(rows: Iterable[Row]) -> list[tuple[float, float, int, int]]:
    """(low, high, records, wrong ones) for bins of the confidence of predicted records."""
    judgements = [
        (float(r["confidence"]), right) for _, gold, predicted in rows for r, right in judged(gold, predicted) if "confidence" in r
    ]
    out = []
    for low, high in pairwise(BINS):
        inside = [right for c, right in judgements if low <= c < high or (high == 1.0 and c == 1.0)]
        out.append((low, high, len(inside), len(inside) - sum(inside)))
    return out


def judged(gold: Json, predicted: Json) -> list[tuple[Json, bool]]:
    """Every predicted record that counts, and whether it agrees with its gold record: what calibration is measured on."""
    m = match(gold, predicted)
    partners = m.partners
    return [(m.predicted[j], j in partners and agrees(m.gold[partners[j]], m.predicted[j])) for j in m.offered]


def _context(text: str, record: Json) -> str:
    """The words around a record on one line, the record itself in 【】."""
    a, b = record["start"], record["end"]
    if not text:
        return ""
    return f"{text[max(0, a - AROUND) : a]}【{text[a:b]}】{text[b : b + AROUND]}".replace("\r", " ").replace("\n", " ")
