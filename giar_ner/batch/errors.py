"""What ends a job, and the libraries that only a job needs."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from giar_ner.errors import GiarError

_MISSING = "this needs {}, which the extra brings: pip install 'giar-ner[{}]'"


class BatchError(GiarError):
    """A job that cannot start or go on; what it has finished is kept."""


def require(module: str, extra: str = "batch") -> None:
    """Raise BatchError with one sentence that says how to install a module of an extra, where it is not there. It is not imported."""
    if find_spec(module) is None:
        raise BatchError(_MISSING.format(module, extra))


def needed(module: str, extra: str = "batch") -> Any:
    """A module of an extra, or one sentence that says how to install it."""
    try:
        return import_module(module)
    except ImportError:
        raise BatchError(_MISSING.format(module.split(".")[0], extra)) from None
