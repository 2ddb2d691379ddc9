"""What the results of a folder depend on. A run that would mix others into them is refused."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from giar_ner.batch.disk import Folder
from giar_ner.batch.errors import BatchError
from giar_ner.batch.settings import Settings

NAME = "manifest.json"
FORMAT = 1


def read_manifest(out: Path) -> dict[str, Any] | None:
    """The manifest of a folder, None where there is none."""
    path = out / NAME
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise BatchError(f"{path}: the manifest cannot be read ({error}); give another output folder") from None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise BatchError(f"{path}: this is no manifest of this version of giar-ner; give another output folder")
    return manifest


def write_manifest(folder: Folder, settings: Settings, model: dict[str, str], documents: int, fingerprint: str) -> None:
    """Written once, before the first part."""
    manifest = {
        "format": FORMAT,
        "code": code(),
        "model": model,
        "settings": settings.lasting(),
        "inputs": {"documents": documents, "sha256": fingerprint},
    }
    with folder.write(NAME) as file:
        file.write((json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode())


def refuse_other(out: Path, manifest: dict[str, Any], settings: Settings, model: dict[str, str] | None = None) -> None:
    """Raise BatchError when a folder was begun with other code, settings or (where it is known yet) another model."""
    for what, there, here in (
        ("other code", manifest["code"], code()),
        ("other settings", manifest["settings"], settings.lasting()),
        ("another model", manifest["model"], model or manifest["model"]),
    ):
        if there != here:
            raise BatchError(
                f"{out} was begun with {what} ({_difference(there, here)}), and results must not be mixed: give another output folder, or what it "
                "was begun with"
            )


def _difference(there: dict[str, Any], here: dict[str, Any]) -> str:
    keys = [key for key in sorted(there.keys() | here.keys()) if there.get(key) != here.get(key)]
    return ", ".join(f"{key} {_short(there.get(key))}, not {_short(here.get(key))}" for key in keys)


def _short(value: Any) -> str:
    return f"{value[:12]}…" if isinstance(value, str) and len(value) == 64 else str(value)


@cache
def code() -> dict[str, str]:
    """The version of giar-ner, and a fingerprint of its sources for those who work on them."""
    import giar_ner

    digest = hashlib.sha256()
    root = Path(str(files("giar_ner")))
    for path in sorted(path for ending in ("py", "yaml") for path in root.rglob(f"*.{ending}")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return {"version": giar_ner.__version__, "sha256": digest.hexdigest()}
