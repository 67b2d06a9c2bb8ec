"""The reports that a command line names, read for commands that do not run rules."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from reportlint.config import files_in, is_forced_out, read_bytes
from reportlint.engine import Session
from reportlint.report import Report, read_report
from reportlint.selection import SelectionError
from reportlint.source import MAX_BYTES, SourceText, UnreadableText, decode
from reportlint.toml import Text

from .console import STDIN, Failure, say, unread
from .loading import sessions_for


class Opened(NamedTuple):
    """A file that was read. ``path`` is None for stdin, ``report`` None where there is no report in it.

    ``folder`` is the one that it was found in, None if it was named itself.
    """

    name: str
    path: Path | None
    data: bytes
    session: Session
    report: Report | None
    folder: Path | None


class Reports:
    """Opens files and says what is wrong with those that are no reports; the others are opened all the same.

    ``failed`` tells, once everything was opened, whether some path could not be read.
    """

    def __init__(self, arguments: argparse.Namespace, language: str) -> None:
        """Takes the arguments that choose settings.

        Raises:
            TomlError: the settings file that is named cannot be used.
        """
        self._sessions = sessions_for(arguments)
        self._language = language
        self.failed = False

    def open(self, paths: Iterable[str]) -> Iterator[Opened]:
        """Every file that the paths mean, ``-`` being stdin.

        Raises:
            TomlError: a settings file cannot be used.
            Failure: a settings file chooses what is not there.
        """
        for path in paths:
            try:
                yield from self._open(path)
            except SelectionError as error:
                raise Failure(error.message) from None

    def fail(self, message: Text) -> None:
        """Says what went wrong with one file, so that the run fails in the end."""
        say(message, self._language)
        self.failed = True

    def _open(self, name: str) -> Iterator[Opened]:
        path = Path(name)
        if name == STDIN:
            yield self._opened("<stdin>", None, read_bytes(sys.stdin.buffer), None)
        elif path.is_dir():
            for file in files_in(path, self._sessions.settings(path)):
                yield from self._read(file, path)
        elif not is_forced_out(path, self._sessions.settings(path.absolute())):
            yield from self._read(path, None)

    def _read(self, path: Path, folder: Path | None) -> Iterator[Opened]:
        """The file, unless it cannot be read."""
        try:
            with path.open("rb") as file:
                data = read_bytes(file)
        except OSError as error:
            self.fail(unread(path, error))
        else:
            yield self._opened(os.fspath(path), path, data, folder)

    def _opened(self, name: str, path: Path | None, data: bytes, folder: Path | None) -> Opened:
        """A file, after saying why it is no report. What other files of a folder are for is not worth a word."""
        session = self._sessions.session((path or Path.cwd()).absolute())
        report = None
        if len(data) > MAX_BYTES:
            self.fail(Text(f"{name} 太大，不像年度报告", f"{name} is too large to be an annual report"))
        elif (source := self._decoded(data, name)) is not None:
            report = read_report(source, session.plugins.forms, session.reading)
            if not report.looks_like_report:
                report = None
                if folder is None:
                    say(Text(f"{name} 不像年度报告", f"{name} does not look like an annual report"), self._language)
        return Opened(name, path, data, session, report, folder)

    def _decoded(self, data: bytes, name: str) -> SourceText | None:
        try:
            return decode(data, name)
        except UnreadableText:
            self.fail(Text(f"认不出 {name} 的编码", f"the encoding of {name} is unknown"))
            return None
