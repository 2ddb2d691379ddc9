"""The labelling functions: each looks at one candidate and votes for a (kind, metric), for NOTHING, or abstains (None).

The words that they look for are in patterns.yaml; a function only says where to look. Importing this package registers all of them.
"""

from giar_ner.weak.functions import items, nothing, words, zeros
from giar_ner.weak.voting import FUNCTIONS, NOTHING, STRENGTH, Function, Vote

__all__ = ["FUNCTIONS", "NOTHING", "STRENGTH", "Function", "Vote", "items", "nothing", "words", "zeros"]
