"""What `giar-ner check` prints: which identities fail, in the words of an office, with the characters around each figure."""

from giar_ner.render.checks.findings import Checked, Finding, Pair, Place, check_reports, failures
from giar_ner.render.checks.write import CheckFormat, write_checks

__all__ = ["CheckFormat", "Checked", "Finding", "Pair", "Place", "check_reports", "failures", "write_checks"]
