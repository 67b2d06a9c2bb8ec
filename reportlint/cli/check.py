"""``reportlint check``."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reportlint.config import Baselines, Reviews, Sessions, files_in, is_forced_out, read_bytes
from reportlint.diagnostic import Severity
from reportlint.ignoring import NOTHING_KNOWN
from reportlint.outputs import STATISTICS, Run
from reportlint.result import FileResult
from reportlint.selection import SelectionError
from reportlint.toml import Text

from .console import FAILED, FINDINGS, OK, STDIN, Failure, in_colour, say
from .fixing import Fixer, look
from .guard import Guard
from .loading import say_faults, sessions_for
from .results import Results

if TYPE_CHECKING:
    from .changed import Changed


def _sessions(arguments: argparse.Namespace) -> Sessions:
    """The sessions that the arguments ask for. Raises TomlError."""
    return sessions_for(arguments, force=arguments.force, ignoring=not arguments.no_ignore)


def check(arguments: argparse.Namespace, asked: str | None) -> int:
    """Checks files and folders, prints what was found, and returns the exit status."""
    name = STATISTICS if arguments.statistics else arguments.output_format or "full"
    paths = [Path(path) for path in arguments.paths or ["."]]
    sessions = _sessions(arguments)
    # What an editor sends is checked as if it came from its place.
    settings = sessions.settings(Path(arguments.stdin_filename or "").absolute())
    language = asked or settings.language or "zh"
    out = Results(name, sessions, paths, arguments.output_file)
    fixer = Fixer(arguments, language)
    baselines = Baselines(sessions, Path(arguments.baseline) if arguments.baseline else None)
    whole = [path for path in paths if path.is_dir() and arguments.changed_since is None]
    with Guard(partial(say, language=language)) as guard:
        checker = Checker(sessions, arguments, language, fixer, baselines, guard)
        results = [result for path in paths for result in checker.check(path)]
        results += checker.reviewed(whole)
    for session in sessions.all():
        say_faults(session.plugins, language)
    rules = {rule.code: rule for session in sessions.all() for rule, _, _ in session.rules}
    # What is mended goes to stdout; then what is to be said of it goes elsewhere.
    stream = sys.stderr if fixer.to_stdout else sys.stdout
    colour = arguments.output_file is None and in_colour(stream)
    level = Severity(arguments.fail_level) if arguments.fail_level else settings.fail_level
    run = Run(results, [rules[code] for code in sorted(rules)], language, colour, level)
    out.put("".join(fixer.differences) if fixer.showing else out.of(run), stream)
    fixer.sum_up()
    _say_lapsed(baselines.lapsed, language)
    if checker.failed or fixer.failed or guard.failed or any(result.faults for result in results):
        return FAILED
    if fixer.showing:
        return FINDINGS if fixer.differences and not arguments.exit_zero else OK
    grave = any(one.severity.reaches(level) for result in results for one in result.diagnostics)
    return FINDINGS if grave and not arguments.exit_zero else OK


def _say_lapsed(count: int, language: str) -> None:
    if count:
        zh = f"基线里有 {count} 个问题已经没有了，可用 reportlint baseline --prune 清理"
        say(Text(zh, f"findings of the baseline that are gone: {count}; see reportlint baseline --prune"), language)


def _changed_since(revision: str | None) -> Changed | None:
    if revision is None:
        return None
    from .changed import Changed  # and with it what starts git

    return Changed(revision)


class Checker:
    """Checks paths one by one; what cannot be read is said at once and does not stop the others."""

    def __init__(
        self,
        sessions: Sessions,
        arguments: argparse.Namespace,
        language: str,
        fixer: Fixer,
        baselines: Baselines,
        guard: Guard,
    ) -> None:
        self._sessions = sessions
        self._reviews = Reviews(sessions, date.today())
        self._baselines = baselines
        self._fixer = fixer
        self._changed = _changed_since(arguments.changed_since)
        self._arguments = arguments
        self._language = language
        self._guard = guard
        self.failed = False

    def check(self, path: Path) -> Iterator[FileResult]:
        """The results for a path of the command line. Raises Failure and TomlError."""
        if str(path) == STDIN:
            yield from self._safely(path, self._stdin)
        elif path.is_dir():
            yield from self._folder(path)
        elif is_forced_out(path, self._sessions.settings(path.absolute())):
            return
        elif self._changed is None or not path.exists() or self._changed.holds(path):
            yield from self._safely(path, lambda: self._file(path))

    def reviewed(self, folders: Collection[Path]) -> Iterator[FileResult]:
        """What is to be said of the sidecars in the end; ``folders`` are those that were checked. Raises Failure."""
        try:
            yield from self._reviews.results(folders)
        except SelectionError as error:
            raise Failure(error.message) from None

    def _safely(self, path: Path, check: Callable[[], FileResult]) -> Iterator[FileResult]:
        try:
            result = check()
        except OSError as error:
            say(_unreadable(path, error), self._language)
            self.failed = True
        except SelectionError as error:
            raise Failure(error.message) from None
        else:
            yield result

    def _folder(self, folder: Path) -> Iterator[FileResult]:
        found = 0
        for file in files_in(folder, self._sessions.settings(folder)):
            if self._changed is not None and not self._changed.holds(file):
                continue
            for result in self._safely(file, partial(self._file, file)):
                quiet = result.problem is not None and result.problem.other_text
                found += result.problem is None
                yield replace(result, diagnostics=()) if quiet else result
        if not found:
            message = Text(f"{folder} 里没有找到年度报告", f"no annual report was found in {folder}")
            if self._changed is not None:
                message = Text(f"{folder} 里没有改动过的年度报告", f"no annual report in {folder} was changed")
            say(message, self._language)

    def _file(self, path: Path) -> FileResult:
        with path.open("rb") as file:
            data = read_bytes(file)
        return self._looked_at(path.absolute(), path, data, os.fspath(path))

    def _stdin(self) -> FileResult:
        named = self._arguments.stdin_filename
        data = read_bytes(sys.stdin.buffer)
        if named:
            return self._looked_at(Path(named).absolute(), None, data, named)
        fixed = look(self._sessions.session(Path.cwd()), data, "<stdin>", self._fixer.allowed, self._guard)
        return self._fixer.finish(None, data, fixed)

    def _looked_at(self, beside: Path, path: Path | None, data: bytes, name: str) -> FileResult:
        """What is found in bytes with the settings and sidecars of a place, after their fixes were written to a path."""
        known = NOTHING_KNOWN if self._arguments.no_ignore else self._baselines.known(beside)
        session, entries = self._sessions.session(beside), self._reviews.entries(beside)
        fixed = look(session, data, name, self._fixer.allowed, self._guard, entries=entries, known=known)
        result = self._fixer.finish(path, data, fixed)
        self._reviews.looked_at(beside, result)
        self._baselines.looked_at(beside, result)
        return result


def _unreadable(path: Path, error: OSError) -> Text:
    if isinstance(error, FileNotFoundError):
        return Text(f"没有这个文件或文件夹：{path}", f"no such file or folder: {path}")
    reason = error.strerror or str(error)
    return Text(f"读不了 {path}：{reason}", f"cannot read {path}: {reason}")
