"""Records in a folder, safe for any number of runs at a time.

Imported by every run, also by one that has nothing else to do: what only writing needs is imported there.
"""

from __future__ import annotations

import os
import sys
from time import time

try:
    # The same without OpenSSL, which hashlib loads (15 ms where a Python that does nothing takes 24).
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_HEAD = b"reportlint 1 "
_DIGEST = 20
# A record that no run has asked for in so long is thrown away.
_KEPT = 30 * 24 * 3600.0
_DAY = 24 * 3600.0
_PRUNED = ".pruned"


def cache_folder() -> str:
    """The folder where records are kept unless another one is named: the user's own for such things."""
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA") or os.path.expanduser("~\\AppData\\Local")
        return os.path.join(local, "reportlint", "Cache")
    if sys.platform == "darwin":
        return os.path.expanduser("~/Library/Caches/reportlint")
    named = os.environ.get("XDG_CACHE_HOME", "").strip()
    # By the specification a path that is not absolute counts as none.
    return os.path.join(named if os.path.isabs(named) else os.path.expanduser("~/.cache"), "reportlint")


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

    def __init__(self, folder: str | os.PathLike[str], sum_of: Callable[[bytes], bytes] | None = None) -> None:
        """Takes the folder, which is made when something is written, and what sums up a record, if a digest is too slow."""
        self._folder = os.fspath(folder)
        self._sum = sum_of or _sum
        self._usable: bool | None = None

    def read(self, key: str) -> bytes | None:
        """The record of a key; None if there is none or it is damaged."""
        if not self._is_usable():
            return None
        path = self._path(key)
        try:
            with open(path, "rb") as file:
                head, record = file.read(len(_HEAD) + _DIGEST), file.read()
                if time() - os.fstat(file.fileno()).st_mtime > _DAY:
                    os.utime(path)
        except OSError:
            return None
        return record if head == _HEAD + self._sum(record) else None

    def write(self, key: str, record: bytes) -> None:
        """Keeps a record. Other runs see all of it or nothing."""
        from contextlib import suppress
        from threading import get_ident

        path = self._path(key)
        folder = os.path.dirname(path)
        draft = f"{folder}/.{key}.{os.getpid()}.{get_ident()}"
        with suppress(OSError):
            if not self.takes_records():
                return
            with suppress(FileExistsError):
                os.mkdir(folder, mode=0o700)
            try:
                with open(draft, "wb") as file:
                    file.write(_HEAD + self._sum(record) + record)
                os.replace(draft, path)
            except OSError:
                with suppress(FileNotFoundError):
                    os.unlink(draft)
                raise

    def takes_records(self) -> bool:
        """Whether records can be written; the folder is made if it is not there."""
        if self._usable is None:
            try:
                os.makedirs(self._folder, mode=0o700, exist_ok=True)
            except OSError:
                return False
        return self._is_usable() and os.access(self._folder, os.W_OK)

    def prune(self) -> None:
        """Throws away what has not been asked for in a month. Looks once a day."""
        from contextlib import suppress
        from pathlib import Path

        mark = Path(self._folder, _PRUNED)
        with suppress(OSError):
            if not self._is_usable() or (mark.exists() and time() - mark.stat().st_mtime < _DAY):
                return
            mark.touch()
            for path in Path(self._folder).glob("??/*"):
                with suppress(OSError):
                    if time() - path.stat().st_mtime > _KEPT:
                        path.unlink()

    def _path(self, key: str) -> str:
        return f"{self._folder}/{key[:2]}/{key[2:]}"

    def _is_usable(self) -> bool:
        """Whether the folder is there and only its user may write into it."""
        if self._usable is None:
            try:
                status = os.stat(self._folder)
            except OSError:
                return False
            # Where there are no owners there are no modes either.
            owner = getattr(os, "geteuid", lambda: status.st_uid)()
            self._usable = status.st_uid == owner and not (os.name == "posix" and status.st_mode & 0o022)
        return self._usable


def _sum(record: bytes) -> bytes:
    return blake2b(record, digest_size=_DIGEST).digest()
