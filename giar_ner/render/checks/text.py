"""The findings as lines to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from giar_ner.render.checks.findings import STATUS, Checked, Finding, Pair
from giar_ner.render.snippet import clean

SHOWN = 4
"""Places shown for a finding, and findings that could not be assessed."""
SIGNS = {"fail": "✗", "not_assessable": "？"}


def lines(checked: Sequence[Checked], pairs: Sequence[Pair]) -> Iterator[str]:
    """What fails, then what could not be assessed, for each report and each pair of years; a line of counts for each."""
    for one in checked:
        who = clean(" ".join(str(part) for part in (one.organization, f"{one.year}年" if one.year else None) if part))
        yield f"{clean(one.file)}{f'  {who}' if who else ''}"
        yield from _findings(one.findings)
        yield from (f"  ! {clean(warning)}" for warning in one.warnings)
        yield f"  {_counts(one.findings)}"
    for pair in pairs:
        yield f"{clean(pair.last)} → {clean(pair.this)}"
        if pair.note:
            yield f"  ! {pair.note}"
        yield from _findings(pair.findings)
        if pair.findings or not pair.note:
            yield f"  {_counts(pair.findings)}"


def _findings(findings: Sequence[Finding]) -> Iterator[str]:
    for status in SIGNS:
        some = [finding for finding in findings if finding.status == status]
        for finding in some if status == "fail" else some[:SHOWN]:
            yield f"  {SIGNS[status]} {clean(finding.message)}"
            if status == "fail":
                yield from _places(finding)
        if status != "fail" and len(some) > SHOWN:
            yield f"  ？ 另有{len(some) - SHOWN}项无法核对"


def _places(finding: Finding) -> Iterator[str]:
    places = [place for place in finding.places if place.text.strip("0 ")] or list(finding.places)
    for place in places[:SHOWN]:
        yield f"      {place.before}«{place.text}»{place.after}"
    if len(places) > SHOWN:
        yield f"      ……共{len(places)}处"


def _counts(findings: Sequence[Finding]) -> str:
    if not findings:
        return "没有可核对的数字"
    counts = Counter(finding.status for finding in findings)
    told = "，".join(f"{counts[status]}项{word}" for status, word in reversed(STATUS.items()) if counts[status])
    return f"共核对{len(findings)}项：{told}"
