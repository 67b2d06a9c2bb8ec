"""Files that are read without anybody having named them one by one: settings, sidecars, baselines, plugins."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

LARGEST = 64 * 1024 * 1024
"""Bytes that such a file may have, unless less is said."""

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


class NotOrdinary(OSError):
    """A pipe, a device or a folder where a file should be."""


def read_ordinary(path: Path, most: int = LARGEST) -> bytes:
    """The bytes of an ordinary file. A pipe would keep its reader waiting for ever, and a device has no end.

    Raises:
        NotOrdinary: it is no ordinary file.
        OSError: it cannot be read, or is larger than ``most``.
    """
    descriptor = os.open(path, _FLAGS)
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise NotOrdinary(errno.EINVAL, "not an ordinary file", str(path))
        data = file.read(most + 1)
    if len(data) > most:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
    return data
