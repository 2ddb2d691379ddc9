"""Weights in `.npz` files: plain arrays, never pickles, and one clear error for all that can be wrong with a file."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

import numpy as np

from giar_ner.errors import ModelError


def save_arrays(folder: Path, name: str, **arrays: np.ndarray) -> None:
    """Write arrays to `folder`/`name`, not compressed: the packages that carry them are, and unpacking is a tenth of the cold start."""
    np.savez(folder / name, **arrays)  # type: ignore[arg-type]


def load_arrays(folder: Path, name: str) -> dict[str, np.ndarray]:
    """Every array of `folder`/`name`. Raises ModelError when the file is missing or damaged."""
    try:
        with np.load(folder / name, allow_pickle=False) as f:
            return dict(f)
    except FileNotFoundError as error:
        raise ModelError(f"the model folder {folder} lacks {name}") from error
    except (OSError, ValueError, KeyError, EOFError, AttributeError, NotImplementedError, zipfile.BadZipFile, zlib.error) as error:
        raise ModelError(f"{name} in {folder} is damaged: {error}") from error
