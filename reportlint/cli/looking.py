"""Looking at many files: what is known from an earlier run is recalled, the rest is looked at by several processes."""

from __future__ import annotations

import argparse
import gc
import os
import signal
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reportlint.cache.compiled import Compiled
from reportlint.cache.fingerprint import plugin_parts, plugins_fingerprint, program_fingerprint
from reportlint.cache.records import BadRecord, record_of, result_of
from reportlint.cache.store import Store, cache_folder, key_of
from reportlint.config import Sessions, Settings
from reportlint.ignoring import Entry, KnownFindings
from reportlint.result import FileResult
from reportlint.selection import SelectionError
from reportlint.source import MAX_BYTES, SourceText, UnreadableText, decode
from reportlint.toml import TomlError

from .console import say
from .loading import check_sessions

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

    from reportlint.engine import Session

    from .guard import Guard

# So many files are looked at before it is worth while to start other processes.
_FEW = 16
# So many files for each process are under way; more would only wait in memory.
_AHEAD = 8
_MOST_JOBS = 16


class Inquiry(NamedTuple):
    """A file to be looked at: its bytes, its name for people, and the place whose settings count for it.

    ``path`` is None for standard input; ``folder`` the one that it was found in, if it was not named itself.
    """

    data: bytes
    name: str
    beside: Path
    path: Path | None
    folder: Path | None
    entries: tuple[Entry, ...]
    known: KnownFindings | None


_FOUND = (FileResult, TomlError, SelectionError)
Found = FileResult | TomlError | SelectionError
"""What came of looking at a file: what was found, or why the settings for it cannot be used."""

_Answer = bytes | None
"""What a process gives back: the record of a result, None if it cannot be one."""


class Looker:
    """Looks at files and gives what was found in their order. To be entered for the time of a run."""

    def __init__(self, sessions: Sessions, arguments: argparse.Namespace, language: str) -> None:
        """Takes the sessions of the run and what its command line says of cache and processes."""
        self._sessions = sessions
        self._arguments = arguments
        self._language = language
        self._store = None if arguments.no_cache else cache_store(arguments)
        self._around: dict[int, bytes | None] = {}
        self._guard: Guard | None = None
        self._pool: ProcessPoolExecutor | None = None
        self._jobs = arguments.jobs or min(_processors(), _MOST_JOBS)
        self._looked = 0
        self.all_kept = True
        """Whether a run like this one would know the result of every file."""

    def __enter__(self) -> Looker:
        return self

    def __exit__(self, *error: object) -> None:
        if self._pool is not None:
            # Python waits for its processes at its end anyway, but may then wake a thread that has just closed what it
            # is woken by, and show that. A run that was broken off says so first.
            self._pool.shutdown(wait=not any(error), cancel_futures=True)
        if self._guard is not None:
            self._guard.__exit__(None, None, None)
        if self._store is not None:
            self._store.prune()

    @property
    def failed(self) -> bool:
        """Whether a rule had to be left out."""
        return self._guard is not None and self._guard.failed

    @property
    def guard(self) -> Guard:
        """What keeps rules of plugins from spoiling the run."""
        if self._guard is None:
            from .guard import Guard  # and with it the engine: for runs that do not know everything already

            self._guard = Guard(partial(say, language=self._language))
            self._guard.__enter__()
        return self._guard

    def look(self, inquiries: Iterable[Inquiry]) -> Iterator[tuple[Inquiry, Found]]:
        """What is found in each file, in their order; in the place of it, why its settings cannot be used."""
        waiting: deque[tuple[Inquiry, str | None, Found | Future[_Answer]]] = deque()
        for inquiry in inquiries:
            key = self._key(inquiry)
            known = self._recalled(inquiry, key)
            waiting.append((inquiry, key, known if known is not None else self._begun(inquiry, key)))
            while waiting and (isinstance(waiting[0][2], _FOUND) or len(waiting) > self._jobs * _AHEAD):
                yield self._ended(*waiting.popleft())
        while waiting:
            yield self._ended(*waiting.popleft())

    def _begun(self, inquiry: Inquiry, key: str | None) -> Found | Future[_Answer]:
        self._looked += 1
        if self._looked == _FEW:
            _settle()
        # With few files, other processes would only cost their start. The first ones also load the rules, which
        # processes that are forked later share.
        if self._jobs == 1 or (self._looked <= _FEW and not self._arguments.jobs) or self._looked == 1:
            return self._found(inquiry, key)
        if self._pool is None:
            _settle()
            self._pool = _started(self._arguments, self._sessions, self._jobs, self._language)
        try:
            return self._pool.submit(_work, inquiry)
        except RuntimeError:  # a process was killed, and with it all of them are done for
            self._jobs = 1
            return self._found(inquiry, key)

    def _ended(self, inquiry: Inquiry, key: str | None, result: Found | Future[_Answer]) -> tuple[Inquiry, Found]:
        if isinstance(result, _FOUND):
            return inquiry, result
        try:
            answer = result.result()
        # A process that was killed takes the answers of the others along; each file is looked at here then.
        except Exception:
            self._jobs = 1
            return inquiry, self._found(inquiry, key)
        if answer is None:
            return inquiry, self._found(inquiry, key)
        found = result_of(answer, inquiry.name, _source(inquiry), inquiry.entries)
        self._keep(key, answer)
        self.all_kept = self.all_kept and key is not None
        return inquiry, found

    def _found(self, inquiry: Inquiry, key: str | None) -> Found:
        """What is found in a file, looked at here and now."""
        try:
            session = self._sessions.session(inquiry.beside)
        except (TomlError, SelectionError) as error:
            self.all_kept = False
            return error
        result = _looked_at(inquiry, session, self.guard)
        if key is not None and not session.plugins.faults and not self.failed:
            record = record_of(result, inquiry.entries)
            if record is not None:
                self._keep(key, record)
                return result
        self.all_kept = False
        return result

    def _recalled(self, inquiry: Inquiry, key: str | None) -> FileResult | None:
        record = self._store.read(key) if self._store is not None and key is not None else None
        if record is None:
            return None
        try:
            return result_of(record, inquiry.name, _source(inquiry), inquiry.entries)
        except BadRecord:
            return None

    def _keep(self, key: str | None, record: bytes) -> None:
        if self._store is not None and key is not None:
            self._store.write(key, record)

    def _key(self, inquiry: Inquiry) -> str | None:
        """What a result is kept by: all that decides about it. None if it is not to be kept."""
        if self._store is None or inquiry.path is None:
            return None
        settings = self._sessions.settings(inquiry.beside)
        if id(settings) not in self._around:
            self._around[id(settings)] = self._around_of(settings)
        around = self._around[id(settings)]
        if around is None:
            return None
        known = None if inquiry.known is None else sorted(inquiry.known.items())
        apart = repr((inquiry.name, inquiry.entries, known)).encode("utf-8", "surrogatepass")
        return key_of((around, apart, inquiry.data))

    def _around_of(self, settings: Settings) -> bytes | None:
        arguments = self._arguments
        try:
            local = () if arguments.no_plugins else settings.plugin_files(code=not arguments.no_local_plugins)
        except TomlError:
            return None  # it is told when the file is looked at
        # Whether Python files are run depends on who may write where the settings lie, too.
        lies = (settings.path.parent,) if local and settings.path is not None else ()
        for part in (*lies, *(path.parent for path in local), *map(Path, plugin_parts(local))):
            self._sessions.note(part)
        plugins = plugins_fingerprint(local, installed=not arguments.no_plugins)
        if plugins is None:
            return None
        said = [(keys, given.value) for keys, given in settings.layer.items() if keys != ("overrides",)]
        flags = (arguments.force, arguments.no_ignore, arguments.no_plugins, arguments.no_local_plugins)
        return key_of((program_fingerprint(), plugins, repr((sorted(said), flags)).encode())).encode()


def _source(inquiry: Inquiry) -> SourceText | None:
    if len(inquiry.data) > MAX_BYTES:
        return None
    try:
        return decode(inquiry.data, inquiry.name)
    except UnreadableText:
        return None


def cache_store(arguments: argparse.Namespace) -> Store:
    """Where the results of a run are kept."""
    return Store(arguments.cache_dir or os.environ.get("REPORTLINT_CACHE_DIR") or cache_folder())


def _processors() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _settle() -> None:
    """What was loaded is here to stay; from now on there may be garbage.

    A report makes and drops tens of thousands of objects, and what they leave goes by itself: to look for what does not after
    every 700 of them took a twentieth of a check.
    """
    if not gc.isenabled():
        gc.freeze()
        gc.set_threshold(500_000, 50, 50)
        gc.enable()


class _Worker(NamedTuple):
    """What a process looks at files with."""

    sessions: Sessions
    guard: Guard


_WORKERS: list[_Worker] = []


def _started(arguments: argparse.Namespace, sessions: Sessions, jobs: int, language: str) -> ProcessPoolExecutor:
    """Other processes. Where they can be forked they have the sessions that are there, else they make their own."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    forked = sys.platform == "linux"
    context = get_context("fork" if forked else "spawn")
    return ProcessPoolExecutor(
        jobs, context, _begin, (None if forked else arguments, sessions if forked else None, language)
    )


def _begin(arguments: argparse.Namespace | None, sessions: Sessions | None, language: str) -> None:
    from .guard import Guard

    # Whoever interrupts the run means the process that started it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sessions is None:
        assert arguments is not None, "one of the two is given"
        Compiled().lay_out()
        sessions = check_sessions(arguments)
    guard = Guard(partial(say, language=language))
    guard.__enter__()
    _WORKERS[:] = [_Worker(sessions, guard)]


def _work(inquiry: Inquiry) -> _Answer:
    """Looks at a file in another process."""
    (worker,) = _WORKERS
    # What goes wrong is told by the process that people hear: it looks again.
    try:
        session = worker.sessions.session(inquiry.beside)
    except (TomlError, SelectionError):
        return None
    result = _looked_at(inquiry, session, worker.guard)
    if worker.guard.failed or session.plugins.faults:
        return None
    return record_of(result, inquiry.entries)


def _looked_at(inquiry: Inquiry, session: Session, guard: Guard) -> FileResult:
    """What is found in a file, without its tree: what is shown needs the text and the findings alone."""
    check = partial(session.check_bytes, inquiry.data, inquiry.name, entries=inquiry.entries, known=inquiry.known)
    return replace(guard.run(check), report=None)
