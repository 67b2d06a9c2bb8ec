"""Files written whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep, time

from reportlint.toml import Text

from .console import unwritten

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_DRAFT = re.compile(r"\.reportlint-[0-9a-f]{16}\.tmp")

# Seconds. A draft is needed for milliseconds; one so old was left by a run that was killed.
_FORGOTTEN = 24 * 3600
# Seconds. It takes others microseconds; a run that was stopped in between must not stop the rest for ever.
_LONGEST_WAIT = 2.0
_PAUSE = 0.001

_tidied: set[Path] = set()


class ChangedMeanwhile(OSError):
    """The file is not what it was when it was read; it is as somebody else left it."""


class LeadsOut(OSError):
    """The file is a link to one that lies elsewhere; that is as it was."""


def replace_file(path: Path, data: bytes, *, before: bytes | None = None, within: Path | None = None) -> None:
    """Puts other bytes into a file, new or there already; who reads it sees the old or the new ones.

    Its permissions and, where that is allowed, its owner are kept. Through a symbolic link the file that it names is
    replaced; the link stays. Other hard links keep the old bytes.

    Args:
        path: of the file.
        data: its bytes from now on.
        before: its bytes as they were read; if it has others by now, it is left alone.
        within: the folder that it must lie in, whatever links there are on the way to it. A folder may be somebody
            else's, with links to files that its writer wants to have changed.

    Raises:
        ChangedMeanwhile: it has other bytes than ``before``, or is gone.
        LeadsOut: it does not lie ``within`` the folder.
        OSError: the file may not be written, or its folder not; it is as it was.
    """
    target = path.resolve()
    if within is not None and within.resolve() not in target.parents:
        raise LeadsOut(errno.EPERM, "leads out of the folder", str(path))
    there = target.exists()
    if there and not _is_writable(target):
        # Replacing needs the right to write into the folder only; a file that is protected is left alone.
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    # The system gives a new file the permissions that its user wants new files to have.
    with _draft(target.parent, data, 0o600 if there else 0o666) as draft:
        if there:
            _take_after(draft, target)
        # As late as can be: the time in which another program's work could be lost is that between these lines.
        with _alone(target.parent):
            if before is not None and not _holds(target, before):
                raise ChangedMeanwhile(errno.ESTALE, "changed meanwhile", str(path))
            draft.replace(target)


def new_file(path: Path, data: bytes) -> None:
    """Puts bytes into a new file; who looks for it finds nothing or all of them.

    Raises:
        FileExistsError: there is something of its name, which is as it was.
        OSError: the folder may not be written into.
    """
    with _draft(path.parent, data, 0o666) as draft:
        try:
            if os.name == "nt":
                draft.rename(path)  # never over another file there
            else:
                os.link(draft, path)
        except FileExistsError:
            raise
        except OSError:
            # Some file systems have no second name for a file; between these lines somebody else's could be lost.
            if os.path.lexists(path):
                raise
            draft.replace(path)


@contextlib.contextmanager
def _draft(folder: Path, data: bytes, mode: int) -> Iterator[Path]:
    """A file with the bytes, safe on the disk, that is gone behind the block unless it was moved to its place."""
    _tidy(folder)
    # A name of its own: behind that of the file it could be too long.
    draft = folder / f".reportlint-{secrets.token_hex(8)}.tmp"
    descriptor = os.open(draft, _NEW, mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield draft
    finally:
        with contextlib.suppress(OSError):
            draft.unlink()


def _tidy(folder: Path) -> None:
    """Takes away the drafts that runs left in a folder when they were killed. Looks once in each folder."""
    if folder.absolute() in _tidied:
        return
    _tidied.add(folder.absolute())
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _DRAFT.fullmatch(entry.name) and time() - entry.stat(follow_symlinks=False).st_mtime > _FORGOTTEN:
                Path(entry.path).unlink()


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keeps other runs of this program from putting files into a folder at the same time, where the system can."""
    try:
        from fcntl import LOCK_EX, LOCK_NB, flock

        descriptor = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError):
        yield
        return
    try:
        end = monotonic() + _LONGEST_WAIT
        while True:
            try:
                flock(descriptor, LOCK_EX | LOCK_NB)
                break
            except BlockingIOError:
                if monotonic() > end:
                    break
                sleep(_PAUSE)
            except OSError:  # a file system that has no locks
                break
        yield
    finally:
        os.close(descriptor)


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
    if isinstance(error, LeadsOut):
        return Text(
            f"{name} 是指向文件夹之外的链接，保持原样；要修改它，请直接写出它所指的文件",
            f"{name} is a link that leads out of the folder and is left alone; to have it changed, name the file itself",
        )
    if isinstance(error, ChangedMeanwhile):
        return Text(
            f"{name} 在检查期间被别的程序改动，保持原样；请再运行一次",
            f"{name} was changed by somebody else meanwhile and is left alone; run it once more",
        )
    return unwritten(name, error)
