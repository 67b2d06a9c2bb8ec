"""What a run makes of the sidecars that it meets."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path

from reportlint.ignoring import Entry, Review
from reportlint.result import FileResult
from reportlint.source import SourceText

from .sessions import Sessions
from .sidecars import path_in


class Reviews:
    """Gives each file the entries of its sidecar, and tells in the end which entries are of no use."""

    def __init__(self, sessions: Sessions, today: date) -> None:
        """Takes the sessions of the run, and the day on which entries may be over."""
        self._sessions = sessions
        self._today = today
        self._reviews: dict[str, Review] = {}
        self._by_folder: dict[Path, Review | None] = {}

    def entries(self, file: Path) -> list[Entry]:
        """The entries that count for a file.

        Raises:
            TomlError: its sidecar, or the closest settings file, cannot be used.
        """
        review = self._review(file)
        return review.entries_for(path_in(review.sidecar, file)) if review is not None else []

    def looked_at(self, file: Path, result: FileResult) -> None:
        """Takes what was found in a file with its entries."""
        review = self._review(file)
        if review is not None:
            used = [ignored.by for ignored in result.ignored if isinstance(ignored.by, Entry)]
            review.looked_at(used, result.unused_entries)

    def results(self, folders: Collection[Path]) -> Iterator[FileResult]:
        """What is to be said of the entries, as findings in the sidecars.

        Args:
            folders: those that were looked at with all that is below them.

        Raises:
            TomlError: the settings for a sidecar's folder cannot be used.
            SelectionError: they choose a rule that is not there.
        """
        whole = [folder.resolve() for folder in folders]
        for review in self._reviews.values():
            path = Path(review.sidecar.source.name)
            session = self._sessions.session(path)
            all_of_it = any(folder in path.parents for folder in whole)
            slips = list(review.slips(session.plugins.code_of, whole=all_of_it, mandatory=session.mandatory))
            if slips:
                source = SourceText(review.sidecar.source.text, _shown(path))
                yield session.check_slips(source, slips)

    def _review(self, file: Path) -> Review | None:
        # A run may look at thousands of files of one folder.
        if file.parent not in self._by_folder:
            sidecar = self._sessions.sidecar(file)
            review = Review(sidecar, self._today) if sidecar is not None else None
            if review is not None:
                review = self._reviews.setdefault(review.sidecar.source.name, review)
            self._by_folder[file.parent] = review
        return self._by_folder[file.parent]


def _shown(path: Path) -> str:
    """The path of a sidecar for people: from the current folder if it lies below."""
    here = Path.cwd()
    return os.fspath(path.relative_to(here) if here in path.parents else path)
