"""Weak supervision: labelling functions over spaCy, their aggregation, the training passages that come of it (`train` extra)."""
