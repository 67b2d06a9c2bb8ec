"""``reportlint check``."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from reportlint.config import Baselines, Reviews, Sessions, files_in, is_forced_out, read_bytes
from reportlint.diagnostic import Severity
from reportlint.ignoring import NOTHING_KNOWN
from reportlint.outputs import STATISTICS, Run
from reportlint.result import FileResult
from reportlint.selection import SelectionError
from reportlint.source import SourceText
from reportlint.toml import Text, TomlError

from .console import FAILED, FINDINGS, OK, STDIN, Failure, in_colour, said_of, say, unread
from .fixing import Fixer
from .loading import check_sessions, say_faults
from .looking import Inquiry, Looker, cache_store
from .progress import Progress
from .recording import Recording, is_repeatable
from .results import Results

if TYPE_CHECKING:
    from .changed import Changed


def check(arguments: argparse.Namespace, asked: str | None) -> int:
    """Checks files and folders, prints what was found, and returns the exit status."""
    if arguments.watch:
        from .watching import watching

        return watching(arguments, asked or "zh", lambda: _check(arguments, asked))
    if not is_repeatable(arguments):
        return _check(arguments, asked)
    with Recording(arguments.argv, cache_store(arguments)) as recording:
        status = _check(arguments, asked, recording)
    recording.keep(status)
    return status


def _check(arguments: argparse.Namespace, asked: str | None, recording: Recording | None = None) -> int:
    name = STATISTICS if arguments.statistics else arguments.output_format or "full"
    paths = [Path(path) for path in arguments.paths or ["."]]
    sessions = check_sessions(arguments, recording.note if recording is not None else lambda path: None)
    # What an editor sends is checked as if it came from its place.
    settings = sessions.settings(Path(arguments.stdin_filename or "").absolute())
    language = asked or settings.language or "zh"
    out = Results(name, sessions, paths, arguments.output_file)
    fixer = Fixer(arguments, language)
    baselines = Baselines(sessions, Path(arguments.baseline) if arguments.baseline else None)
    whole = [path for path in paths if path.is_dir() and arguments.changed_since is None]
    # What is mended goes to stdout; then what is to be said of it goes elsewhere.
    stream = sys.stderr if fixer.to_stdout else sys.stdout
    colour = arguments.output_file is None and in_colour(stream)
    level = Severity(arguments.fail_level) if arguments.fail_level else settings.fail_level
    run = Run((), (), language, colour, level)
    results: list[FileResult] = []
    with Looker(sessions, arguments, language) as looker, Progress(sys.stderr, language) as progress:
        checker = Checker(sessions, arguments, language, fixer, baselines, looker)
        for result in chain(checker.check(paths), checker.reviewed(whole)):
            results.append(result)
            progress.step()
            if out.is_streamed and not fixer.showing:
                progress.rest()
                out.put_piece(run, result, stream)
    if out.needs_rules:
        # Which rules there are is not known from results of earlier runs.
        for folder in {Path(result.name).absolute().parent for result in results}:
            with suppress(TomlError, SelectionError):
                sessions.session(folder)
    for session in sessions.all():
        say_faults(session.plugins, language)
    rules = {rule.code: rule for session in sessions.all() for rule, _, _ in session.rules}
    run = replace(run, results=results, rules=[rules[code] for code in sorted(rules)])
    out.put("".join(fixer.differences) if fixer.showing else out.of(run), stream, language)
    fixer.sum_up()
    _say_lapsed(baselines.lapsed, language)
    if recording is not None and not looker.all_kept:
        recording.spoil()
    if checker.failed or fixer.failed or looker.failed or any(result.faults for result in results):
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
    """Has paths looked at and their fixes applied; what cannot be read is said at once and does not stop the others."""

    def __init__(
        self,
        sessions: Sessions,
        arguments: argparse.Namespace,
        language: str,
        fixer: Fixer,
        baselines: Baselines,
        looker: Looker,
    ) -> None:
        self._sessions = sessions
        self._reviews = Reviews(sessions, date.today())
        self._baselines = baselines
        self._fixer = fixer
        self._looker = looker
        self._changed = _changed_since(arguments.changed_since)
        self._arguments = arguments
        self._language = language
        self._said: set[str] = set()
        # How many there are in each folder, with the files of which nobody knows.
        self._reports: dict[Path, int] = {}
        self.failed = False

    def check(self, paths: Iterable[Path]) -> Iterator[FileResult]:
        """The results for the paths of the command line, in their order. Raises Failure."""
        for inquiry, found in self._looker.look(self._inquiries(paths)):
            if not isinstance(found, FileResult):
                self._not_looked_at(inquiry.folder)
                self._say_once(found)
                continue
            result = self._finished(inquiry, found)
            if inquiry.folder is not None:
                self._reports[inquiry.folder] += result.problem is None
                quiet = result.problem is not None and result.problem.other_text
                result = replace(result, diagnostics=()) if quiet else result
            yield result
        for folder in [folder for folder, count in self._reports.items() if not count]:
            looked_for = " ".join(self._sessions.settings(folder).include)
            message = Text(
                f"{folder} 里没有找到年度报告（看的是 {looked_for}；Word、PDF、网页请先另存为文本）",
                f"no annual report was found in {folder} (among {looked_for}; save Word, PDF or web pages as text first)",
            )
            if self._changed is not None:
                message = Text(f"{folder} 里没有改动过的年度报告", f"no annual report in {folder} was changed")
            say(message, self._language)

    def reviewed(self, folders: Collection[Path]) -> Iterator[FileResult]:
        """What is to be said of the sidecars in the end; ``folders`` are those that were checked. Raises Failure."""
        try:
            yield from self._reviews.results(folders)
        except SelectionError as error:
            raise Failure(error.message) from None

    def _inquiries(self, paths: Iterable[Path]) -> Iterator[Inquiry]:
        """What is to be looked at."""
        for path in paths:
            self._sessions.note(path)
            if str(path) == STDIN:
                named = self._arguments.stdin_filename
                yield from self._inquiry(None, Path(named or "").absolute(), named or "<stdin>", None)
            elif path.is_dir():
                self._reports[path] = 0
                for file in self._files(path):
                    yield from self._inquiry(file, file.absolute(), os.fspath(file), path)
            elif self._is_asked_for(path):
                yield from self._inquiry(path, path.absolute(), os.fspath(path), None)

    def _files(self, folder: Path) -> Iterator[Path]:
        for file in files_in(folder, self._sessions.settings(folder), self._sessions.note):
            if self._changed is None or self._changed.holds(file):
                yield file

    def _is_asked_for(self, path: Path) -> bool:
        if is_forced_out(path, self._sessions.settings(path.absolute())):
            return False
        return self._changed is None or not path.exists() or self._changed.holds(path)

    def _inquiry(self, path: Path | None, beside: Path, name: str, folder: Path | None) -> Iterator[Inquiry]:
        """A file as it is now; nothing if it cannot be read, or what belongs to it."""
        try:
            if path is None:
                data = read_bytes(sys.stdin.buffer)
            else:
                self._sessions.note(path)
                with path.open("rb") as file:
                    data = read_bytes(file)
            # What comes from nowhere has no sidecar and no baseline.
            nowhere = path is None and not self._arguments.stdin_filename
            known = NOTHING_KNOWN if nowhere or self._arguments.no_ignore else self._baselines.known(beside)
            entries = () if nowhere else tuple(self._reviews.entries(beside))
        except OSError as error:
            self._not_looked_at(folder)
            say(_unreadable(path or Path(name), error), self._language)
            self.failed = True
        except TomlError as error:
            self._not_looked_at(folder)
            self._say_once(error)
        else:
            yield Inquiry(data, name, beside, path, folder, entries, known)

    def _finished(self, inquiry: Inquiry, found: FileResult) -> FileResult:
        """What is to be shown of a file, after its fixes were written."""

        def check(source: SourceText) -> FileResult:
            session = self._sessions.session(inquiry.beside)
            look = partial(session.check, source, None, entries=inquiry.entries, known=inquiry.known)
            return replace(self._looker.guard.run(look), report=None)

        result = self._fixer.finish(inquiry.path, inquiry.folder, inquiry.data, found, check)
        if inquiry.path is not None or self._arguments.stdin_filename:
            self._reviews.looked_at(inquiry.beside, result)
            self._baselines.looked_at(inquiry.beside, result)
        return result

    def _not_looked_at(self, folder: Path | None) -> None:
        """Takes it that a file of a folder may be a report."""
        if folder is not None:
            self._reports[folder] += 1

    def _say_once(self, error: TomlError | SelectionError) -> None:
        """Tells what is wrong with settings, which many files may have."""
        self.failed = True
        message = error.message if isinstance(error, SelectionError) else said_of(error)
        if message.zh not in self._said:
            self._said.add(message.zh)
            say(message, self._language)


def _unreadable(path: Path, error: OSError) -> Text:
    if isinstance(error, FileNotFoundError):
        return Text(f"没有这个文件或文件夹：{path}", f"no such file or folder: {path}")
    return unread(path, error)
