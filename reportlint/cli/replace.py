"""Files written whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
from pathlib import Path

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def replace_file(path: Path, data: bytes) -> None:
    """Puts other bytes into a file, with its permissions kept; who reads it sees the old or the new ones.

    Through a symbolic link the file that it names is replaced; the link stays.

    Raises:
        OSError: the file may not be written, or its folder not; it is as it was.
    """
    target = path.resolve(strict=True)
    # Replacing needs the right to write into the folder only; a file that is protected is left alone.
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    _put(target, data, permissions_of=target)


def write_file(path: Path, data: bytes) -> None:
    """Puts bytes into a file that need not be there yet, as whole as :func:`replace_file`.

    What is no regular file, as a pipe or /dev/stdout, is not replaced but written to.

    Raises:
        OSError: the file cannot be written; if there was one, it is as it was.
    """
    if path.is_file():
        replace_file(path, data)
    elif path.exists():
        with path.open("wb") as file:
            file.write(data)
    else:
        _put(path.resolve(), data)


def _put(target: Path, data: bytes, permissions_of: Path | None = None) -> None:
    # The system gives a new file the permissions that its user wants new files to have.
    draft = target.parent / f".{target.name}.{secrets.token_hex(6)}.tmp"
    descriptor = os.open(draft, _NEW, 0o666 if permissions_of is None else 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if permissions_of is not None:
            shutil.copymode(permissions_of, draft)
        draft.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink()
        raise
