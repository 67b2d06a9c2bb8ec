"""``check --watch``: checked again whenever a file is changed."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from reportlint.config import DEFAULT_EXCLUDE, DEFAULT_INCLUDE
from reportlint.toml import Text, TomlError

from .console import FAILED, STDIN, Failure, said_of, say

# Seconds between two looks at the files.
_PAUSE = 0.5
_CLEAR = "\033[2J\033[3J\033[H"
# Reports, and what decides about them: settings, sidecars, baselines, rules.
_SUFFIXES = frozenset(pattern.lstrip("*") for pattern in DEFAULT_INCLUDE) | {".toml", ".py", ".json", ".gitignore"}

_Stamps = dict[str, tuple[int, int]]


def watching(arguments: argparse.Namespace, language: str, check: Callable[[], int]) -> int:
    """Runs a check again and again, until it is interrupted; the exit status is that of the last run.

    ``language`` is that of what is said about settings that cannot be used.

    Raises:
        Failure: there is nothing that could change.
    """
    paths = [Path(path) for path in arguments.paths or ["."]]
    if STDIN in arguments.paths:
        raise Failure(Text("--watch 不能用于标准输入（-）", "--watch is not for stdin (-)"))
    status = FAILED
    try:
        while True:
            # Before the run: what is changed while it goes on is looked at once more.
            stamps = _stamps(paths)
            if sys.stdout.isatty() and arguments.output_file is None:
                sys.stdout.write(_CLEAR)
            status = _safely(language, check)
            sys.stdout.flush()
            while _stamps(paths) == stamps:
                time.sleep(_PAUSE)
    except KeyboardInterrupt:
        return status


def _safely(language: str, check: Callable[[], int]) -> int:
    """A run whose mistake, as in settings that are being written, does not end the watch."""
    try:
        return check()
    except Failure as failure:
        say(failure.message, language)
    except TomlError as error:
        say(said_of(error), language)
    return FAILED


def _stamps(paths: list[Path]) -> _Stamps:
    """How the files are that a run looks at, or that decide about it."""
    stamps: _Stamps = {}
    for path in paths:
        # Settings may stand above; what a single file needs lies beside it.
        folders = [path if path.is_dir() else path.parent, *path.resolve().parents]
        for file in (path, *_files(path), *(folder / name for folder in folders for name in _SETTINGS)):
            try:
                status = file.stat()
            except OSError:
                continue
            stamps[os.fspath(file)] = (status.st_mtime_ns, status.st_size)
    return stamps


_SETTINGS = ("reportlint.toml", "pyproject.toml", ".reportlint-ignore.toml", ".reportlint-baseline.json")


def _files(path: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(path):
        folders[:] = [name for name in folders if not name.startswith(".") and name not in DEFAULT_EXCLUDE]
        for name in names:
            if name.endswith(tuple(_SUFFIXES)):
                yield Path(root, name)
