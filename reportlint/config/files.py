"""The files of a folder that are looked at."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import BinaryIO

from reportlint.engine import MAX_BYTES

from .settings import DEFAULT_EXCLUDE, Settings


def read_bytes(file: BinaryIO) -> bytes:
    """The bytes of a file: one more than is ever looked at tells that it is too large, without reading all of it."""
    return file.read(MAX_BYTES + 1)


def files_in(folder: Path, settings: Settings) -> Iterator[Path]:
    """The files of a folder and its folders that the settings include, in the order of their paths.

    Symbolic links to folders are not followed, so that no circle is walked.
    """
    excluded = _Excluded(settings)
    for root, folders, names in os.walk(folder):
        here = Path(root)
        folders[:] = sorted(
            name
            for name in folders
            if not any(fnmatch(name, pattern) for pattern in DEFAULT_EXCLUDE) and not excluded(here / name, folder=True)
        )
        for name in sorted(names):
            included = any(fnmatch(name, pattern) for pattern in settings.include)
            if included and not excluded(here / name) and not _is_special(here / name):
                yield here / name


def _is_special(path: Path) -> bool:
    """Whether a path is there and no ordinary file: a pipe would keep its reader waiting for ever."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return False  # opening it will say why


class _Excluded:
    """Whether the settings exclude a path; their patterns are those of ``.gitignore``."""

    def __init__(self, settings: Settings) -> None:
        self._root = settings.root
        self._spec = None
        if settings.exclude:
            from pathspec import PathSpec  # only for the few who exclude anything

            self._spec = PathSpec.from_lines("gitwildmatch", settings.exclude)

    def __call__(self, path: Path, *, folder: bool = False) -> bool:
        if self._spec is None:
            return False
        try:
            relative = path.resolve().relative_to(self._root.resolve()).as_posix()
        except ValueError:
            return False
        return self._spec.match_file(relative + "/" if folder else relative)
