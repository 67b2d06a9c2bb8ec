"""What ``.gitignore`` files leave out of a folder."""

from __future__ import annotations

from pathlib import Path

from reportlint.ordinary import read_ordinary

from .load import Note
from .patterns import Patterns

_NAME = ".gitignore"
# What one person leaves out for himself stands in the repository and not in the work tree.
_OWN = Path(".git", "info", "exclude")
# Larger ones were not written by people; a page of patterns is a few kilobytes, and no path is so long.
_LARGEST = 1024 * 1024
_LONGEST_LINE = 4096


class GitIgnore:
    """The ``.gitignore`` files for the paths below a folder: those in it, below it, and above it up to the repository.

    A folder that is left out itself was meant by whoever named it: then those above it do not count.
    """

    def __init__(self, folder: Path, note: Note = lambda path: None) -> None:
        """``note`` is told where patterns, and the repository, are looked for."""
        self._note = note
        self._folder = folder.resolve()
        self._read: dict[Path, Patterns | None] = {}
        above = self._above()
        self._top = above[-1] if above else self._folder
        if above and self.leaves_out(self._folder, folder=True):
            self._top = self._folder

    def leaves_out(self, path: Path, *, folder: bool = False) -> bool:
        """Whether a path below the folder is left out; its own folder is not."""
        parent = path.parent.resolve()
        while True:
            patterns = self._patterns(parent)
            decided = patterns.decide(path, folder=folder) if patterns is not None else None
            if decided is not None:
                return decided
            if parent == self._top or parent == parent.parent:
                return False
            parent = parent.parent

    def _above(self) -> list[Path]:
        """The folder and those above it up to the repository; none if it is in no repository."""
        folders = []
        for folder in (self._folder, *self._folder.parents):
            folders.append(folder)
            self._note(folder / ".git")
            if (folder / ".git").exists():
                return folders
        return []

    def _patterns(self, folder: Path) -> Patterns | None:
        if folder not in self._read:
            files = (folder / _OWN, folder / _NAME) if folder == self._top else (folder / _NAME,)
            for file in files:
                self._note(file)
            lines = [line for file in files for line in _lines(file)]
            self._read[folder] = Patterns(folder, lines) if lines else None
        return self._read[folder]


def _lines(file: Path) -> list[str]:
    """The patterns in a file; one that cannot be read has none, as for git."""
    try:
        lines = read_ordinary(file, _LARGEST).decode("utf-8-sig", "surrogateescape").split("\n")
    except OSError:
        return []
    return [line for line in lines if line.strip() and not line.startswith("#") and len(line) <= _LONGEST_LINE]
