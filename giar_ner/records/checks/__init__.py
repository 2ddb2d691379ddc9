"""The arithmetic that a report must satisfy, generated from the ontology and the forms. Nothing is ever repaired.

Rules: `total:METRIC` parts against their total (in prose: must not exceed it; in a table: must add up), `applicants:METRIC` a row of section
three, `replied:APPLICANT` and `balance:APPLICANT` a column of it, `twice:METRIC` a cell that two tables state, `prose:METRIC` prose against
table, `growth:METRIC` a stated growth against its two values, and for reports of two years `carry_over:APPLICANT` and `in_force:GROUP`.
"""

from __future__ import annotations

from collections.abc import Sequence

from giar_ner.records.checks.agreement import prose_against_table
from giar_ner.records.checks.facts import Facts
from giar_ner.records.checks.growth import growth_rates
from giar_ner.records.checks.prose import prose_totals
from giar_ner.records.checks.tables import table_identities
from giar_ner.records.checks.years import YearCheck, compare_years
from giar_ner.schema import Check, Record

__all__ = ["YearCheck", "compare_years", "run_checks"]


def run_checks(records: Sequence[Record], year: int | None = None) -> list[Check]:
    """Every check that the records of one report allow; `year` is the one reported on, which says what form was in force."""
    facts = Facts(records)
    checks = prose_totals(records)
    if facts:
        checks += table_identities(facts, year)
        checks += prose_against_table(facts, year)
    return checks + growth_rates(records, year)
