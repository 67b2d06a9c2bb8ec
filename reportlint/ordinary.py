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
    """A pipe or a device where a file should be."""


def read_ordinary(path: Path, most: int = LARGEST) -> bytes:
    """The bytes of an ordinary file. A pipe would keep its reader waiting for ever, and a device has no end.

    Raises:
        NotOrdinary: it is a pipe or a device.
        OSError: it cannot be read, is a folder, or is larger than ``most``.
    """
    descriptor = os.open(path, _FLAGS)
    try:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not stat.S_ISREG(mode):
            raise NotOrdinary(errno.EINVAL, "not an ordinary file", str(path))
        # It would not close what it is given of a folder.
        file = os.fdopen(descriptor, "rb")
    except OSError:
        os.close(descriptor)
        raise
    with file:
        data = file.read(most + 1)
    if len(data) > most:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
    return data
