"""Patterns of paths in the manner of ``.gitignore``."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


class Patterns:
    """Patterns that start from a folder; the last one that fits a path decides.

    Of a path elsewhere only the name is looked at, so that ``*.txt`` fits everywhere and ``/a.txt`` here alone.
    """

    def __init__(self, root: Path, patterns: Iterable[str]) -> None:
        self._root = os.path.realpath(root)
        self._patterns = tuple(patterns)
        self._folders: dict[Path, str] = {}
        self._endings = tuple(one[1:] for one in self._patterns if _is_ending(one))

    def fit(self, path: Path, *, folder: bool = False) -> bool:
        """Whether they fit a path, or a folder that it lies in."""
        return bool(self.decide(path, folder=folder))

    def decide(self, path: Path, *, folder: bool = False) -> bool | None:
        """As :meth:`fit`, None where no pattern speaks of the path."""
        if not self._patterns:
            return None
        if len(self._endings) == len(self._patterns):
            # All of the usual *.txt: a run on a single file need not load what reads patterns.
            return path.name.endswith(self._endings) or None
        relative = self._relative(path)
        return self._spec.check_file(relative + "/" if folder else relative).include

    def _relative(self, path: Path) -> str:
        """The path from the folder of the patterns; of what lies elsewhere the name alone."""
        # The links of the folder are followed, that of a file is not: it is the name that people see.
        if path.parent not in self._folders:
            self._folders[path.parent] = os.path.realpath(path.parent)
        try:
            relative = os.path.relpath(f"{self._folders[path.parent]}{os.sep}{path.name}", self._root)
        except ValueError:  # another drive
            return path.name
        parts = relative.replace(os.sep, "/")
        return path.name if parts.startswith("../") else parts

    @cached_property
    def _spec(self) -> GitIgnoreSpec:
        from pathspec import GitIgnoreSpec

        return GitIgnoreSpec.from_lines(self._patterns)


def _is_ending(pattern: str) -> bool:
    """Whether a pattern is a star and an ending, which fits every name that ends so."""
    return pattern.startswith("*.") and not any(char in pattern[1:] for char in "*?[]!/\\ ")
