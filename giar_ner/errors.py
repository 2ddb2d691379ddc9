"""Every error that callers can meet, all under one base class."""

from __future__ import annotations


class GiarError(Exception):
    """Base class: the message is one sentence that says what is wrong and, where possible, what to do."""


class ReadError(GiarError):
    """An input could not be read: missing, unreadable, not decodable."""


class UnsupportedInputError(ReadError):
    """An input of a kind that is not read (a scanned PDF, an image, a binary, an old Word file)."""


class LimitError(ReadError):
    """An input that exceeds a stated limit of size or nesting."""


class ModelError(GiarError):
    """A model folder that is missing, damaged, or made for another label set."""


class ConfigError(GiarError):
    """A configuration with unknown keys or values out of range."""


class QueryError(GiarError):
    """A report was asked for a metric or an applicant that does not exist."""


class PassageError(GiarError):
    """An authored passage whose marks cannot be read."""
