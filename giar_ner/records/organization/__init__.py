"""Who reports: the office that a report names in its title, beside it, in its sentences, as its source or in its signature.

`names`: what a name looks like; `cues`: where one stands; `beside`: the lines around the title; `doers`: offices named in passing; `place`: names
without their place; `reporter`: which of all these it is.
"""

from giar_ner.records.organization.reporter import reporting_office

__all__ = ["reporting_office"]
