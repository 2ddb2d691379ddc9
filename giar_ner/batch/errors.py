"""What ends a job, and the libraries that only a job needs."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from giar_ner.errors import GiarError


class BatchError(GiarError):
    """A job that cannot start or go on; what it has finished is kept."""


def needed(module: str, extra: str = "batch") -> Any:
    """A module of an extra, or one sentence that says how to install it."""
    try:
        return import_module(module)
    except ImportError:
        raise BatchError(f"this needs {module.split('.')[0]}, which the extra brings: pip install 'giar-ner[{extra}]'") from None
