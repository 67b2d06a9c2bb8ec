"""Records in a folder, safe for any number of runs at a time."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from threading import get_ident
from time import time

_HEAD = b"reportlint 1 "
_DIGEST = 20
# A record that no run has asked for in so long is thrown away.
_KEPT = 30 * 24 * 3600.0
_DAY = 24 * 3600.0
_PRUNED = ".pruned"


def cache_folder() -> Path:
    """The folder where records are kept unless another one is named: the user's own for such things."""
    from platformdirs import user_cache_path  # for those only who name none

    return user_cache_path("reportlint", appauthor=False)


def key_of(parts: Iterable[bytes]) -> str:
    """What a record is found by: a digest of all that decides about it."""
    digest = blake2b(digest_size=_DIGEST)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


class Store:
    """A folder of records by their keys.

    A cache only saves time: whatever is wrong with it, a run goes on without. What others may write into is
    neither read nor written.
    """

    def __init__(self, folder: Path) -> None:
        """Takes the folder; it is made when something is written."""
        self._folder = folder
        self._usable: bool | None = None

    def read(self, key: str) -> bytes | None:
        """The record of a key; None if there is none or it is damaged."""
        if not self._is_usable():
            return None
        path = self._path(key)
        try:
            with path.open("rb") as file:
                data = file.read()
                if time() - os.fstat(file.fileno()).st_mtime > _DAY:
                    os.utime(path)
        except OSError:
            return None
        head, record = data[: len(_HEAD) + _DIGEST], data[len(_HEAD) + _DIGEST :]
        return record if head == _HEAD + _sum(record) else None

    def write(self, key: str, record: bytes) -> None:
        """Keeps a record. Other runs see all of it or nothing."""
        path = self._path(key)
        draft = path.with_name(f".{key}.{os.getpid()}.{get_ident()}")
        with contextlib.suppress(OSError):
            if self._usable is None:
                self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not self._is_usable():
                return
            path.parent.mkdir(mode=0o700, exist_ok=True)
            try:
                draft.write_bytes(_HEAD + _sum(record) + record)
                draft.replace(path)
            except OSError:
                draft.unlink(missing_ok=True)
                raise

    def prune(self) -> None:
        """Throws away what has not been asked for in a month. Looks once a day."""
        mark = self._folder / _PRUNED
        with contextlib.suppress(OSError):
            if not self._is_usable() or (mark.exists() and time() - mark.stat().st_mtime < _DAY):
                return
            mark.touch()
            for path in self._folder.glob("??/*"):
                with contextlib.suppress(OSError):
                    if time() - path.stat().st_mtime > _KEPT:
                        path.unlink()

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key[2:]

    def _is_usable(self) -> bool:
        """Whether the folder is there and only its user may write into it."""
        if self._usable is None:
            try:
                status = self._folder.stat()
            except OSError:
                return False
            # Where there are no owners there are no modes either.
            owner = getattr(os, "geteuid", lambda: status.st_uid)()
            self._usable = status.st_uid == owner and not (os.name == "posix" and status.st_mode & 0o022)
        return self._usable


def _sum(record: bytes) -> bytes:
    return blake2b(record, digest_size=_DIGEST).digest()
