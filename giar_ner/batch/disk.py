"""Files that take their place only when they are complete, and the lock that keeps two runs from doing the same."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from giar_ner.batch.errors import BatchError

ASIDE = ".unfinished"


def cannot_write(path: Path, error: OSError) -> BatchError:
    """What to say of a full disk or a folder that may not be written to."""
    return BatchError(
        f"cannot write {path}: {error.strerror or error}; what was finished is kept, and the same command goes on from there when it can write"
    )


class Folder:
    """The output folder as one run sees it; `name` is its shard's, whose unfinished files lie in a folder of their own."""

    def __init__(self, out: Path, name: str) -> None:
        self.out, self._aside = out, out / ASIDE / name
        self._lock = -1

    def __enter__(self) -> Folder:
        """Make the folder, lock it, and clear away what a killed run left unfinished."""
        for last in (False, False, True):
            try:
                self._aside.mkdir(parents=True, exist_ok=True)
                self._lock = _lock(self._aside / "lock")
                self._clear()
                break
            except FileNotFoundError as error:  # another shard that ended just now has removed the folder around it
                if last:
                    raise cannot_write(self.out, error) from None
            except OSError as error:
                raise cannot_write(self.out, error) from None
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self._clear()
            (self._aside / "lock").unlink()
            self._aside.rmdir()
            self._aside.parent.rmdir()
        os.close(self._lock)

    def sweep(self) -> None:
        """Clear away what killed runs of other shards left, unless they are at work: for the run that finds everything complete."""
        for other in sorted(path for path in self._aside.parent.iterdir() if path != self._aside):
            with suppress(OSError):  # it may end and clear up by itself meanwhile
                lock = _lock(other / "lock")
                if lock >= 0:
                    shutil.rmtree(other, ignore_errors=True)
                    os.close(lock)

    @contextmanager
    def write(self, name: str) -> Iterator[BinaryIO]:
        """A file of the output, which appears under its name, complete and on the disk, when the context ends without an error."""
        final, aside = self.out / name, self._aside / name.replace("/", "+")
        try:
            with open(aside, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            final.parent.mkdir(exist_ok=True)
            os.replace(aside, final)
        except OSError as error:
            aside.unlink(missing_ok=True)  # on a full disk every byte counts
            raise cannot_write(final, error) from None
        except BaseException:
            aside.unlink(missing_ok=True)
            raise

    def remove(self, name: str) -> None:
        try:
            (self.out / name).unlink(missing_ok=True)
        except OSError as error:
            raise cannot_write(self.out / name, error) from None

    def has(self, name: str) -> bool:
        return (self.out / name).is_file()

    def _clear(self) -> None:
        if self._lock < 0:
            raise BatchError(f"{self.out}: another run of this job is at work here; wait for it, or give another output folder")
        for path in self._aside.iterdir():
            if path.name != "lock":
                path.unlink()


def _lock(path: Path) -> int:
    """An open descriptor that holds the lock, or -1 when another process has it. The system frees it when the process ends, however it does."""
    import fcntl

    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.fstat(handle).st_ino == os.stat(path).st_ino:
                return handle
        except BlockingIOError:
            os.close(handle)
            return -1
        except FileNotFoundError:  # its owner has just removed it
            pass
        except OSError:
            return handle  # a network file system without locks: then the user must see to it
        os.close(handle)
