"""What a piece of a flattened text may be, and which table of the forms it may belong to."""

from __future__ import annotations

from enum import Enum, auto


class Part(Enum):
    """The tables of the forms."""

    DISCLOSURE = auto()  # section two of 2019 and of 2021
    APPLICATIONS = auto()  # section three of both
    REVIEW = auto()  # section four of both
    SHEET = auto()  # the sheet of 2014


class Kind(Enum):
    HEADER = auto()
    ROW = auto()
    VALUE = auto()
    UNIT = auto()
    TEXT = auto()
    PROSE = auto()
