"""Structured records from Chinese government information disclosure annual reports (政府信息公开工作年度报告).

    from giar_ner import extract

    report = extract(text)
    for record in report.records:
        assert report.text[record.start:record.end] == record.text
        print(record.metric, record.value, record.unit, record.confidence)

Everything named in `__all__` is loaded on first use: importing `giar_ner` itself loads neither pydantic nor onnxruntime, let alone torch.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from giar_ner.errors import (
        ConfigError,
        GiarError,
        LimitError,
        ModelError,
        PassageError,
        ReadError,
        UnsupportedInputError,
    )
    from giar_ner.extractor import Extractor, extract
    from giar_ner.schema import Check, Figure, Leftover, Record, Report, Section, Span

    __version__: str

__all__ = [
    "Check",
    "ConfigError",
    "Extractor",
    "Figure",
    "GiarError",
    "Leftover",
    "LimitError",
    "ModelError",
    "PassageError",
    "ReadError",
    "Record",
    "Report",
    "Section",
    "Span",
    "UnsupportedInputError",
    "__version__",
    "extract",
]

_HOMES = {
    "giar_ner.errors": ("ConfigError", "GiarError", "LimitError", "ModelError", "PassageError", "ReadError", "UnsupportedInputError"),
    "giar_ner.extractor": ("Extractor", "extract"),
    "giar_ner.schema": ("Check", "Figure", "Leftover", "Record", "Report", "Section", "Span"),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Import the module that `name` lives in, and keep what was found, so that this function is asked once per name."""
    if name == "__version__":
        from importlib.metadata import PackageNotFoundError, version

        try:
            value: Any = version("giar-ner")
        except PackageNotFoundError:  # a source tree on sys.path that was never installed
            value = "0+unknown"
    elif name in _HOME:
        from importlib import import_module

        value = getattr(import_module(_HOME[name]), name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
