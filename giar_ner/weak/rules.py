"""The rules alone: labelling functions and their weighted majority, nothing learned. The first line of every comparison table."""

from __future__ import annotations

import re
from typing import Any

from giar_ner.weak.apply import apply, weighted_choice
from giar_ner.weak.candidates import Candidate
from giar_ner.weak.lexicon import Lexicon


def value_of(candidate: Candidate, kind: str) -> float:
    """The value as the annotation guide counts it: a zero statement is 0, a decline negative, growth by n times +100n %."""
    if kind == "zero_statement" or candidate.quantity is None:
        return 0.0
    value = candidate.quantity.value
    if kind != "change":
        return value
    text, words = candidate.scene.text, candidate.scene.lexicon.words["change_words"]
    if candidate.unit == "倍":
        shown = text[max(candidate.sentence[0], candidate.start - 4) : candidate.start]
        return (value - 1) * 100 if "是" in shown or "为" in shown else value * 100
    near = text[max(candidate.sentence[0], candidate.start - 8) : candidate.start]
    ends = {side: max((near.rfind(w) + len(w) for w in found if w in near), default=-1) for side, found in words.items()}
    return -value if ends["down"] > ends["up"] else value


def extract_rules(text: str, lexicon: Lexicon | None = None) -> list[dict[str, Any]]:
    """Records of `text` as dicts with start, end, text, kind, metric, value and confidence (the winner's share), in document order."""
    matrix, (candidates,) = apply([text], lexicon)
    out: list[dict[str, Any]] = []
    for row, candidate in zip(matrix.rows, candidates, strict=True):
        choice, share = weighted_choice(row, matrix.strengths)
        kind, metric = matrix.labels[choice]
        if kind == "none":
            continue
        start, end = candidate.start, candidate.end
        if kind == "zero_statement":
            # 收到, 接到, 受理, 收取 directly before their noun belong to the span.
            verb = re.search(r"(收到|接到|受理|收取)$", candidate.scene.text[max(0, start - 2) : start])
            start -= len(verb.group()) if verb else 0
        if out and start < out[-1]["end"]:
            continue
        if kind == "zero_statement" and out and (out[-1]["kind"], out[-1]["metric"]) == (kind, metric):
            between = text[out[-1]["end"] : start]
            if len(between) <= 14 and not re.search(r"[。；;\n0-9]", between):  # one zero said in two words: 收取[检索、复制]费用
                out[-1] |= {"end": end, "text": text[out[-1]["start"] : end]}
                continue
        span = {"start": start, "end": end, "text": text[start:end], "kind": kind, "metric": metric}
        out.append(span | {"value": value_of(candidate, kind), "confidence": round(share, 4)})
    return out
