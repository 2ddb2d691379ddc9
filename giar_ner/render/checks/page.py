"""The findings as one HTML page that needs nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from giar_ner.render.checks.findings import STATUS, Checked, Finding, Pair
from giar_ner.render.snippet import clean

_STYLE = """
body{font:15px/1.6 "Noto Sans CJK SC","Microsoft YaHei",sans-serif;margin:2em auto;max-width:70em;padding:0 1em;color:#222}
h1{font-size:1.3em}h2{font-size:1.1em;margin-top:2em}table{border-collapse:collapse;width:100%}
td,th{border-bottom:1px solid #ddd;padding:.4em .6em;text-align:left;vertical-align:top}
.fail td:first-child{color:#b00020;font-weight:bold}.not_assessable td:first-child{color:#8a6d00}.pass td:first-child{color:#2e7d32}
.where{color:#555;font-size:.9em}mark{background:#ffe58a}.rule{color:#888;font-size:.85em}
"""


def page(checked: Sequence[Checked], pairs: Sequence[Pair]) -> str:
    """A table of findings for each report and each pair of years."""
    parts = []
    for one in checked:
        who = " ".join(str(part) for part in (one.organization, f"{one.year}年" if one.year else None) if part)
        parts.append(f"<h2>{_safe(one.file)} {_safe(who)}</h2>{_table(one.findings)}")
        if one.warnings:
            parts.append(f"<ul>{''.join(f'<li>{_safe(warning)}</li>' for warning in one.warnings)}</ul>")
    for pair in pairs:
        parts.append(f"<h2>{_safe(pair.last)} → {_safe(pair.this)}</h2>")
        parts.append(f"<p>{_safe(pair.note)}</p>" if pair.note else "")
        parts.append(_table(pair.findings))
    head = f'<meta charset="utf-8"><title>勾稽关系核对</title><style>{_STYLE}</style>'
    return f'<!DOCTYPE html>\n<html lang="zh-CN"><head>{head}</head><body><h1>勾稽关系核对</h1>{"".join(parts)}</body></html>\n'


def _table(findings: Sequence[Finding]) -> str:
    if not findings:
        return "<p>没有可核对的数字</p>"
    rows = "".join(f'<tr class="{f.status}"><td>{STATUS[f.status]}</td><td>{_finding(f)}</td></tr>' for f in findings)
    return f"<table><tr><th>结果</th><th>说明</th></tr>{rows}</table>"


def _finding(finding: Finding) -> str:
    shown = finding.places if finding.status == "fail" else ()
    places = "".join(f'<div class="where">{_safe(p.before)}<mark>{_safe(p.text)}</mark>{_safe(p.after)}</div>' for p in shown)
    return f'{_safe(finding.message)} <span class="rule">{_safe(finding.rule)}</span>{places}'


def _safe(text: str) -> str:
    return escape(clean(text))
