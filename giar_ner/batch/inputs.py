"""What the user named, as a list of documents in an order that every run gives again."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Any

from giar_ner.batch.documents import MISSING, Item, local_path, printable
from giar_ner.batch.errors import BatchError, needed
from giar_ner.batch.rows import is_table, table_items
from giar_ner.batch.settings import Settings

WILD = frozenset("*?[")


def list_items(inputs: Iterable[str | os.PathLike[str]], settings: Settings, out: str, *, lenient: bool = False) -> Iterator[Item]:
    """Every document of the inputs once, lazily: the inputs in their order, a folder by name, a table by row.

    A folder gives every file that is not hidden, those of the job's own `out` left out. An input that does not exist is an error, because it is
    mostly a typing mistake; one that a list names, or any if `lenient` (a job that goes on), becomes a document that cannot be read.
    """
    seen: set[int] = set()
    for item in _all(inputs, settings, os.path.realpath(out), lenient):
        key = int.from_bytes(blake2b(item.id.encode(), digest_size=8).digest())
        if key not in seen:
            seen.add(key)
            yield item
        elif item.kind in ("jsonl", "parquet") and settings.id_column:
            raise BatchError(f"{item.place}: the id {item.id!r} stands twice, and a document is known by its id: name another id column")


def _all(inputs: Iterable[str | os.PathLike[str]], settings: Settings, out: str, lenient: bool) -> Iterator[Item]:
    for given in inputs:
        name = os.fspath(given)
        if name.startswith("@") and not os.path.exists(name):
            yield from _all(_listed(name[1:]), settings, out, lenient=True)
        elif "://" in name:
            yield from _remote(name, settings, lenient)
        else:
            yield from _local(name, settings, out, lenient)


def _listed(name: str) -> Iterator[str]:
    """The inputs that a list names, one a line; empty lines and comments are left out."""
    try:
        with sys.stdin if name == "-" else open(name, encoding="utf-8-sig", errors="surrogateescape") as lines:
            yield from (line.strip() for line in lines if line.strip() and not line.startswith("#"))
    except OSError as error:
        raise BatchError(f"{name}: the list cannot be read ({error.strerror or error})") from None


def _local(name: str, settings: Settings, out: str, lenient: bool) -> Iterator[Item]:
    if os.path.isdir(name):
        for path in _walk(name, out):
            yield from _file(path, settings)
    elif os.path.exists(name):
        yield from _file(name, settings)
    elif WILD & {*name}:
        found = sorted(glob.glob(name, recursive=True))
        if not found and not lenient:
            raise BatchError(f"{name}: no file is called like that")
        for path in found:
            if not os.path.isdir(path) and not os.path.realpath(path).startswith(out + os.sep):
                yield from _file(path, settings)
    elif lenient:
        yield from _file(name, settings)
    else:
        raise BatchError(f"{name}: there is no such file or folder")


def _walk(folder: str, out: str) -> Iterator[str]:
    """The files below a folder, sorted by name in each; links to folders are not followed, which could go in a circle."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise BatchError(f"{folder}: the folder cannot be read ({error.strerror or error})") from None
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            if os.path.realpath(entry.path) != out:
                yield from _walk(entry.path, out)
        elif not entry.is_dir():
            yield entry.path


def _file(path: str, settings: Settings) -> Iterator[Item]:
    name = local_path(path)
    try:
        status = os.stat(path)
        fingerprint = f"{status.st_size}-{status.st_mtime_ns}"
    except (OSError, ValueError):
        fingerprint = MISSING
    if is_table(name) and fingerprint != MISSING:
        yield from table_items(name, fingerprint, settings)
    else:
        yield Item(printable(name), "file", name, fingerprint)


def _remote(url: str, settings: Settings, lenient: bool) -> Iterator[Item]:
    head, chain, rest = url.partition("::")
    try:
        system, path = needed("fsspec.core").url_to_fs(url)
        if WILD & {*head}:
            found = system.glob(path, detail=True)
        elif system.isdir(path):
            found = system.find(path, detail=True)
        else:
            found = {path: system.info(path)} if system.exists(path) else {}
    except BatchError:
        raise
    except Exception as error:  # every file system of fsspec has errors of its own
        if lenient:
            return
        raise BatchError(f"{url}: it cannot be listed ({type(error).__name__}: {error})") from None
    if not found and not lenient:
        raise BatchError(f"{url}: there is no such file or folder")
    for name in sorted(found):
        if found[name].get("type") != "directory":
            place = system.unstrip_protocol(name) + chain + rest
            if is_table(name):
                yield from table_items(place, _tag(found[name]), settings)
            else:
                yield Item(printable(place), "url", place, _tag(found[name]))


def _tag(info: dict[str, Any]) -> str:
    """Size, and the content's tag where the store keeps one."""
    tag = next((str(info[key]) for key in ("ETag", "etag", "md5Hash", "CRC") if info.get(key)), "")
    return f"{info.get('size')}-{tag}".rstrip("-")
