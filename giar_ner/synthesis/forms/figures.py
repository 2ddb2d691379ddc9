"""Figures of a form that satisfy every identity of it, from the smallest office to a whole city. Money is in 元."""

from __future__ import annotations

import random
from collections.abc import Mapping

from giar_ner.synthesis.forms.grid import Key
from giar_ner.synthesis.forms.official import APPLICANTS, RESULTS, outcome_metrics

Figures = dict[Key, float]
PEOPLE = tuple(a for a in APPLICANTS if a != "total")
_SHARE = {"natural_person": 1.0, "commercial_enterprise": 0.2, "other": 0.05}  # of an office's applications
_SIZES, _WEIGHTS = (3, 30, 300, 3000), (1, 2, 3, 2)


def draw_figures(form: str, rng: random.Random, *, size: int | None = None, last: Mapping[Key, float] | None = None) -> Figures:
    """Consistent figures of an office of about `size` applications a year (drawn, if not given); those of the year before, `last`, carry over."""
    size = size or rng.choices(_SIZES, _WEIGHTS)[0]
    if form == "2014":
        return _sheet(rng, size)
    return {
        **{(metric, None): value for metric, value in _disclosure(form, rng, size, last or {}).items()},
        **_applications(form, rng, size, last or {}),
        **_review(rng, size),
    }


def _draw(rng: random.Random, high: float, zero: float = 0.3) -> int:
    """Zero, or a number up to `high`; small ones are the commonest."""
    return 0 if rng.random() < zero or high < 1 else int(high ** rng.random())


def _money(rng: random.Random, size: float) -> float:
    """An amount that 万元 writes with at most two decimals."""
    return 100.0 * _draw(rng, 100 * size)


def _sheet(rng: random.Random, size: int) -> Figures:
    f: dict[str, float] = {}

    def parts(total: str, names: str, high: float, zero: float = 0.4) -> None:
        group = total.rpartition(".")[0] if total.endswith(".total") else total
        for name in names.split():
            f[name if "." in name else f"{group}.{name}"] = _draw(rng, high, zero)
        f[total] = sum(f[n if "." in n else f"{group}.{n}"] for n in names.split())

    parts(
        "disclosure.total", " ".join(f"disclosure.channel.{c}" for c in ("gazette", "website", "weibo", "wechat", "other")), 10 * size, 0.2
    )
    channels = [value for metric, value in f.items() if metric.startswith("disclosure.channel.")]
    if rng.random() < 0.5:  # what is published in several ways counts once
        f["disclosure.total"] = rng.randint(int(max(channels)), int(sum(channels)))
    f["disclosure.normative_documents"] = min(_draw(rng, size), f["disclosure.total"])
    f["normative_documents.issued"] = f["disclosure.normative_documents"] + _draw(rng, size / 10)
    for name in ("hot_topics", "press_conferences", "interviews", "interpretations", "social_media", "other"):
        f[f"responses.{name}"] = _draw(rng, size)
    for name in ("press_conferences", "interviews"):
        f[f"responses.{name}_by_head"] = _draw(rng, f[f"responses.{name}"])
    refused = ("state_secret", "trade_secret", "privacy", "safety", "not_government_information", "other_law")
    parts("applications.outcome.refused", " ".join(f"applications.refused.{r}" for r in refused), size / 10, 0.6)
    outcomes = ("already_public", "granted", "partial", "not_this_agency", "not_exist", "unclear", "redirected")
    for name in outcomes:
        f[f"applications.outcome.{name}"] = _draw(rng, size)
    f["applications.replied"] = sum(f[f"applications.outcome.{name}"] for name in (*outcomes, "refused"))
    f["applications.completed"] = f["applications.replied"]
    f["applications.completed_extended"] = _draw(rng, f["applications.completed"] / 5)
    f["applications.completed_on_time"] = f["applications.completed"] - f["applications.completed_extended"]
    f["applications.received"] = rest = f["applications.completed"] + _draw(rng, size / 10, 0.6)
    for name in ("in_person", "fax", "letter"):
        f[f"applications.channel.{name}"] = _draw(rng, rest)
        rest -= f[f"applications.channel.{name}"]
    f["applications.channel.online"] = rest
    for group in ("review", "litigation"):
        parts(f"{group}.total", "upheld corrected other", size / 10, 0.5)
    f["complaints.total"] = _draw(rng, size / 10, 0.6)
    f["fees.collected"] = _money(rng, size / 10)
    f["capacity.offices"], f["capacity.access_points"] = _draw(rng, size / 5, 0.1), _draw(rng, size, 0.1)
    parts("capacity.staff", "capacity.staff_full_time capacity.staff_part_time", size / 5, 0.1)
    f["capacity.budget"] = _money(rng, size)
    f["training.meetings"], f["training.sessions"] = _draw(rng, size / 5), _draw(rng, size / 5)
    f["training.participants"] = _draw(rng, 10 * size, 0) if f["training.sessions"] else 0
    return {(metric, None): float(value) for metric, value in f.items()}


def _disclosure(form: str, rng: random.Random, size: int, last: Mapping[Key, float]) -> dict[str, float]:
    f: dict[str, float] = {}
    for group, high in (("rules", size / 30), ("normative_documents", size)):
        before = last.get((f"{group}.in_force", None), float(_draw(rng, high)))
        f[f"{group}.issued"] = _draw(rng, high, 0.5)
        if form == "2019":
            f[f"{group}.published"] = min(f[f"{group}.issued"] + _draw(rng, 2, 0.8), before + f[f"{group}.issued"])
            f[f"{group}.in_force"] = before + f[f"{group}.issued"]
        else:
            f[f"{group}.repealed"] = _draw(rng, before / 3, 0.6)
            f[f"{group}.in_force"] = before + f[f"{group}.issued"] - f[f"{group}.repealed"]
    for group in ("licensing", "penalties", "coercion", *(("services", "charges") if form == "2019" else ())):
        if form == "2019":
            f[f"{group}.items_previous"] = _draw(rng, size)
            f[f"{group}.items_delta"] = rng.choice((-1, 1)) * _draw(rng, f[f"{group}.items_previous"], 0.4)
        if group != "charges":
            f[f"{group}.decisions"] = _draw(rng, 10 * size)
    if form == "2019":
        f["procurement.projects"] = _draw(rng, size)
        f["procurement.amount"] = _money(rng, 10 * size) if f["procurement.projects"] else 0.0
    else:
        f["charges.amount"] = _money(rng, size)
    return {metric: float(value) for metric, value in f.items()}


def _applications(form: str, rng: random.Random, size: int, last: Mapping[Key, float]) -> Figures:
    f: Figures = {}
    outcomes = outcome_metrics(form)
    for applicant in PEOPLE:
        share = size * _SHARE.get(applicant, 0.02)
        column = {metric: _draw(rng, share / (1 if metric.endswith("granted") else 5), 0.5) for metric in outcomes}
        left = _draw(rng, share / 5, 0.6)
        carried = last.get(("applications.carried_out", applicant))
        before = _draw(rng, share / 5, 0.6) if carried is None else int(carried)
        column["applications.outcome.granted"] += max(0, before - sum(column.values()) - left)  # what was carried in is dealt with
        done = sum(column.values())
        before = min(before, done + left)
        column |= {
            "applications.replied": done,
            "applications.carried_out": left,
            "applications.carried_in": before,
            "applications.received": done + left - before,
        }
        f |= {(metric, applicant): float(value) for metric, value in column.items()}
    for metric in {metric for metric, _ in f}:
        f[metric, "total"] = sum(f[metric, applicant] for applicant in PEOPLE)
    return f


def _review(rng: random.Random, size: int) -> Figures:
    f: Figures = {}
    for group in ("review", "litigation.direct", "litigation.after_review"):
        for result in RESULTS:
            f[f"{group}.{result}", None] = float(_draw(rng, size / 10, 0.6))
        f[f"{group}.total", None] = sum(f[f"{group}.{result}", None] for result in RESULTS if result != "total")
    return f
