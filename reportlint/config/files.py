"""The files of a folder that are looked at."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import BinaryIO

from reportlint.source import MAX_BYTES

from .gitignore import GitIgnore
from .load import Note
from .patterns import Patterns
from .settings import DEFAULT_EXCLUDE, Settings

_OURS = ".reportlint-"
"""What names of our own files begin with: sidecars, baselines, drafts of a run that was killed. They are no reports."""


def read_bytes(file: BinaryIO) -> bytes:
    """The bytes of a file: one more than is ever looked at tells that it is too large, without reading all of it."""
    return file.read(MAX_BYTES + 1)


def files_in(folder: Path, settings: Settings, note: Note = lambda path: None) -> Iterator[Path]:
    """The files of a folder and its folders that the settings include, in the order of their paths.

    What ``.gitignore`` leaves out is passed over. Symbolic links to folders are not followed, so that no circle is
    walked. ``note`` is told of each folder, and where patterns are looked for.
    """
    included, excluded = Patterns(settings.root, settings.include), Patterns(settings.root, settings.exclude)
    ignored = GitIgnore(folder, note) if settings.respect_gitignore else None

    def left_out(path: Path, *, folder: bool = False) -> bool:
        if excluded.fit(path, folder=folder):
            return True
        return ignored is not None and ignored.leaves_out(path, folder=folder)

    for root, folders, names in os.walk(folder):
        here = Path(root)
        note(here)
        folders[:] = sorted(
            name
            for name in folders
            if not any(fnmatch(name, pattern) for pattern in DEFAULT_EXCLUDE) and not left_out(here / name, folder=True)
        )
        for name in sorted(names):
            path = here / name
            if not name.startswith(_OURS) and included.fit(path) and not left_out(path) and not _is_special(path):
                yield path


def is_forced_out(path: Path, settings: Settings) -> bool:
    """Whether a file is left out even where it is named by itself: excluded, and ``force-exclude`` is set."""
    return settings.force_exclude and Patterns(settings.root, settings.exclude).fit(path)


def _is_special(path: Path) -> bool:
    """Whether a path is there and no ordinary file: a pipe would keep its reader waiting for ever."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return False  # opening it will say why
