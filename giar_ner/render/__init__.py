"""Reports for people and for other programs: the printed table, JSON, JSON Lines, CSV, and where they go."""

from giar_ner.render.output import OutputError, output
from giar_ner.render.writers import Format

__all__ = ["Format", "OutputError", "output"]
