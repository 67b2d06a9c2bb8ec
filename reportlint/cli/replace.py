"""Files written whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from pathlib import Path

from reportlint.toml import Text

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


class ChangedMeanwhile(OSError):
    """The file is not what it was when it was read; it is as somebody else left it."""


def replace_file(path: Path, data: bytes, *, before: bytes | None = None) -> None:
    """Puts other bytes into a file, new or there already; who reads it sees the old or the new ones.

    Its permissions and, where that is allowed, its owner are kept. Through a symbolic link the file that it names is
    replaced; the link stays. Other hard links keep the old bytes.

    Args:
        path: of the file.
        data: its bytes from now on.
        before: its bytes as they were read; if it has others by now, it is left alone.

    Raises:
        ChangedMeanwhile: it has other bytes than ``before``, or is gone.
        OSError: the file may not be written, or its folder not; it is as it was.
    """
    target = path.resolve()
    there = target.exists()
    if there and not _is_writable(target):
        # Replacing needs the right to write into the folder only; a file that is protected is left alone.
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    # A name of its own: behind that of the file it could be too long.
    draft = target.parent / f".reportlint-{secrets.token_hex(8)}.tmp"
    # The system gives a new file the permissions that its user wants new files to have.
    descriptor = os.open(draft, _NEW, 0o600 if there else 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if there:
            _take_after(draft, target)
        # As late as can be: the time in which somebody else's work could be lost is that between these lines.
        if before is not None and not _holds(target, before):
            raise ChangedMeanwhile(errno.ESTALE, "changed meanwhile", str(path))
        draft.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink()
        raise


def _is_writable(target: Path) -> bool:
    # The administrator may write everything, and a file that is marked as protected all the same.
    marked = not target.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
    return os.access(target, os.W_OK) and not marked


def _take_after(draft: Path, target: Path) -> None:
    """Gives a draft the permissions and the owner of the file that it will be in place of."""
    known = target.stat()
    if hasattr(os, "chown"):
        with contextlib.suppress(OSError):
            os.chown(draft, known.st_uid, known.st_gid)
    draft.chmod(stat.S_IMODE(known.st_mode))


def _holds(target: Path, data: bytes) -> bool:
    try:
        with target.open("rb") as file:
            return file.read(len(data) + 1) == data
    except FileNotFoundError:
        return False


def not_written(name: str, error: OSError) -> Text:
    """What people are told of a file that could not be written."""
    if isinstance(error, ChangedMeanwhile):
        return Text(
            f"{name} 在检查期间被别的程序改动，保持原样；请再运行一次",
            f"{name} was changed by somebody else meanwhile and is left alone; run it once more",
        )
    reason = error.strerror or str(error)
    return Text(f"写不了 {name}：{reason}", f"cannot write {name}: {reason}")
