"""``reportlint check``."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from reportlint.config import Reviews, Sessions, Settings, files_in, read_bytes
from reportlint.diagnostic import Severity
from reportlint.engine import Selection, SelectionError
from reportlint.outputs import OUTPUT_NAMES, STATISTICS, Output, Run, output
from reportlint.result import FileResult
from reportlint.toml import Text

from .console import FAILED, FINDINGS, OK, STDIN, Failure, in_colour, say
from .guard import Guard
from .loading import say_faults, sessions_for


def _sessions(arguments: argparse.Namespace) -> Sessions:
    """The sessions that the arguments ask for. Raises TomlError."""

    def adjust(settings: Settings) -> Settings:
        chosen = settings.selection
        selection = Selection(
            _split(arguments.select) or chosen.select,
            chosen.extend_select + _split(arguments.extend_select),
            chosen.ignore + _split(arguments.ignore),
            chosen.severity,
        )
        return replace(
            settings,
            selection=selection,
            year=arguments.year or settings.year,
            form=arguments.form or settings.form,
            extraction_noise=settings.extraction_noise and not arguments.no_extraction_noise,
        )

    return sessions_for(arguments, adjust, force=arguments.force, ignoring=not arguments.no_ignore)


def _split(lists: Iterable[str]) -> tuple[str, ...]:
    return tuple(part.strip() for one in lists for part in one.split(",") if part.strip())


def check(arguments: argparse.Namespace, asked: str | None) -> int:
    """Checks files and folders, prints what was found, and returns the exit status."""
    name = STATISTICS if arguments.statistics else arguments.output_format or "full"
    paths = [Path(path) for path in arguments.paths or ["."]]
    sessions = _sessions(arguments)
    settings = sessions.settings(Path.cwd())
    language = asked or settings.language or "zh"
    with Guard(partial(say, language=language)) as guard:
        checker = _Checker(sessions, arguments, language, guard)
        results = [result for path in paths for result in checker.check(path)]
        results += checker.reviewed([path for path in paths if path.is_dir()])
    write = _writer(name, sessions)
    for session in sessions.all():
        say_faults(session.plugins, language)
    rules = {rule.code: rule for session in sessions.all() for rule, _, _ in session.rules}
    colour = arguments.output_file is None and in_colour(sys.stdout)
    run = Run(results, [rules[code] for code in sorted(rules)], language, colour)
    _write(write(run), arguments.output_file)
    if checker.failed or guard.failed or any(result.faults for result in results):
        return FAILED
    level = Severity(arguments.fail_level) if arguments.fail_level else settings.fail_level
    grave = any(one.severity.reaches(level) for result in results for one in result.diagnostics)
    return FINDINGS if grave and not arguments.exit_zero else OK


def _writer(name: str, sessions: Sessions) -> Output:
    if name in (*OUTPUT_NAMES, STATISTICS):
        return output(name)
    for session in sessions.all():
        if name in session.plugins.outputs:
            return session.plugins.outputs[name]
    known = "、".join(OUTPUT_NAMES)
    raise Failure(Text(f"没有输出格式 {name}，可用的有：{known}", f"there is no format {name}; known are: {known}"))


class _Checker:
    """Checks paths one by one; what cannot be read is said at once and does not stop the others."""

    def __init__(self, sessions: Sessions, arguments: argparse.Namespace, language: str, guard: Guard) -> None:
        self._sessions = sessions
        self._reviews = Reviews(sessions, date.today())
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
        else:
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
            # What is shown needs the text and the findings; a thousand trees would only fill the memory.
            yield replace(result, report=None)

    def _folder(self, folder: Path) -> Iterator[FileResult]:
        found = 0
        for file in files_in(folder, self._sessions.settings(folder)):
            for result in self._safely(file, partial(self._file, file)):
                quiet = result.problem is not None and result.problem.other_text
                found += result.problem is None
                yield replace(result, diagnostics=()) if quiet else result
        if not found:
            message = Text(f"{folder} 里没有找到年度报告", f"no annual report was found in {folder}")
            say(message, self._language)

    def _file(self, path: Path) -> FileResult:
        with path.open("rb") as file:
            data = read_bytes(file)
        return self._check(path.absolute(), data, os.fspath(path))

    def _stdin(self) -> FileResult:
        named = self._arguments.stdin_filename
        data = read_bytes(sys.stdin.buffer)
        if named:
            return self._check(Path(named).absolute(), data, named)
        session = self._sessions.session(Path.cwd())
        return self._guard.run(lambda watch: session.check_bytes(data, "<stdin>", watch))

    def _check(self, path: Path, data: bytes, name: str) -> FileResult:
        session, entries = self._sessions.session(path), self._reviews.entries(path)
        result = self._guard.run(lambda watch: session.check_bytes(data, name, watch, entries=entries))
        self._reviews.looked_at(path, result)
        return result


def _unreadable(path: Path, error: OSError) -> Text:
    if isinstance(error, FileNotFoundError):
        return Text(f"没有这个文件或文件夹：{path}", f"no such file or folder: {path}")
    reason = error.strerror or str(error)
    return Text(f"读不了 {path}：{reason}", f"cannot read {path}: {reason}")


def _write(text: str, file: str | None) -> None:
    if file is None:
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    try:
        Path(file).write_text(text, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        reason = error.strerror or str(error)
        raise Failure(Text(f"写不了 {file}：{reason}", f"cannot write {file}: {reason}")) from None
