"""Authored sentence patterns -> passages and reports with exact gold, and the noise of real reports."""

from giar_ner.synthesis.corrupt import augment
from giar_ner.synthesis.generate import generate

__all__ = ["augment", "generate"]
