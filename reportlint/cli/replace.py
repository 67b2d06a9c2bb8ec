"""Files written whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
from pathlib import Path


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
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(target, draft)
        draft.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink()
        raise
