"""The sessions that documents are looked at with, made anew when what they were made of has changed."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable
from pathlib import Path
from time import monotonic
from typing import NamedTuple, Protocol

from reportlint.config import CONFIG_NAME, PROJECT_NAME, Sessions, Settings, config_places, files_in, find_config
from reportlint.engine import Session
from reportlint.ignoring import SIDECAR_NAME
from reportlint.selection import SelectionError
from reportlint.toml import Text, TomlError, reason_of

WATCHED = ("**/*.toml", "**/*.py")
"""Patterns of the files that a client is asked to watch: settings, what they extend under any name, sidecars; plugins."""

# Seconds; the files are looked at before a run, but not at each keystroke.
_PAUSE = 1.0

# Documents whose last good session is remembered; each may be another one, with rules and forms of its own.
_MOST_GOOD = 30

_UNTRUSTED = Text(
    "{file} 指定了 Python 规则文件，但编辑器没有说明此文件夹受信任，所以未加载",
    "{file} names Python files with rules; they are not loaded, as the editor does not say that the folder is trusted",
)

logger = logging.getLogger(__name__)


class SessionFactory(Protocol):
    """Gives the session that a document is looked at with. Called for each run: it should remember.

    It is called in worker threads, never two at a time, and may take its time and raise.
    """

    def __call__(self, path: Path | None, /, *, trusted: bool) -> Session:
        """The session for the document at a path; None is a text without a file.

        ``trusted`` says whether Python files that lie in the workspace may be loaded.
        """


class Problem(NamedTuple):
    """Why the settings in a file cannot be used. ``line`` counts from 0."""

    path: Path
    line: int
    message: Text


class Configured(NamedTuple):
    """The session for a document. ``notes`` are what people should know of how it was made.

    ``lasts`` says whether it is right until a file changes that it was made of.
    """

    session: Session
    problem: Problem | None
    notes: tuple[Text, ...]
    lasts: bool


class Configuration:
    """Sessions by the settings files that are closest to the documents. May be used from any thread."""

    def __init__(self, session_for: SessionFactory | None = None, *, local_plugins: bool = True) -> None:
        """Takes what gives the sessions, if it is not the settings files, and whether trust counts at all."""
        self._session_for = session_for
        self._local_plugins = local_plugins
        self._lock = threading.RLock()
        self._good: dict[tuple[Path, bool], Session] = {}
        self._looked = monotonic()
        self.generation = 0
        self._renew()

    def session(self, path: Path | None, home: Path, *, trusted: bool) -> Configured:
        """The session for the document at a path; ``home`` is the folder of a text without a file.

        Where the settings cannot be used it is the last one that could be made, or that of the defaults.
        """
        folder = path.parent if path else home
        trusted = trusted and self._local_plugins
        with self._lock:
            known = self._known.get((path or folder, trusted))
            if known is None:
                known = self._configured(path, folder, trusted)
                # Whoever makes sessions is asked each time; a file that cannot be read may be readable the next time.
                if self._session_for is None and known.lasts:
                    self._known[path or folder, trusted] = known
            return known

    def _configured(self, path: Path | None, folder: Path, trusted: bool) -> Configured:
        self._note(folder)
        notes: tuple[Text, ...] = ()
        problem, lasts = None, True
        try:
            session = self._made(path, folder, trusted)
        except (TomlError, SelectionError, OSError) as error:
            lasts = not isinstance(error, OSError)
            if not trusted and (withheld := self._withheld(folder)):
                # Rules that the settings speak of may be among those that were not loaded.
                notes = withheld
            else:
                problem = _problem(error, folder)
            session = self._good.get((path or folder, trusted)) or self._default()
        else:
            # The newest are last.
            self._good.pop((path or folder, trusted), None)
            self._good[path or folder, trusted] = session
            if len(self._good) > _MOST_GOOD:
                del self._good[next(iter(self._good))]
            if not trusted:
                notes = self._withheld(folder)
        notes += tuple(
            Text(f"{fault.plugin}：{fault.message.zh}", f"{fault.plugin}: {fault.message.en}")
            for fault in session.plugins.faults
        )
        return Configured(session, problem, notes, lasts)

    def files(self, folder: Path) -> Iterable[Path]:
        """The files of a folder that its settings include."""
        with self._lock:
            self._note(folder)
            try:
                settings = self._sessions[False].settings(folder)
            except (TomlError, OSError):
                settings = Settings()
        return files_in(folder, settings)

    def changed(self) -> bool:
        """Whether a file that sessions were made of has changed; then new ones will be made.

        The files are looked at at most once a second.
        """
        with self._lock:
            if monotonic() - self._looked < _PAUSE:
                return False
            if all(_stamp(path) == stamp for path, stamp in self._stamps.items()):
                self._looked = monotonic()
                return False
            self._renew()
            return True

    def touched(self, paths: Iterable[Path]) -> bool:
        """Takes the paths of files that changed; whether they matter. Then new sessions will be made."""
        with self._lock:
            # By name: the client may write a path in other ways than we do.
            known = {path.name for path in self._stamps}
            if not any(path.name in known for path in paths):
                return False
            self._renew()
            return True

    def _renew(self) -> None:
        self._looked = monotonic()
        self.generation += 1
        self._folders: set[Path] = set()
        self._known: dict[tuple[Path, bool], Configured] = {}
        self._stamps: dict[Path, tuple[int, int] | None] = {}
        self._sessions = {trusted: Sessions(local_code=trusted, note=self._stamp) for trusted in (True, False)}

    def _made(self, path: Path | None, folder: Path, trusted: bool) -> Session:
        if self._session_for is not None:
            return self._session_for(path, trusted=trusted)
        for plugin in self._sessions[trusted].settings(folder).plugins:
            self._stamp(plugin)
        session = self._sessions[trusted].session(path or folder)
        for file in session.plugins.files:
            self._stamp(file)
        return session

    def _stamp(self, path: Path) -> None:
        """Remembers how a file is before it is read: one that is saved in between is found to have changed."""
        self._stamps.setdefault(path, _stamp(path))

    def _withheld(self, folder: Path) -> tuple[Text, ...]:
        """What to say of the plugins that the settings name and that are not loaded."""
        try:
            settings = self._sessions[False].settings(folder)
        except (TomlError, OSError):
            return ()
        if all(plugin.suffix == ".toml" for plugin in settings.plugins):
            return ()
        return (Text(_UNTRUSTED.zh.format(file=settings.path), _UNTRUSTED.en.format(file=settings.path)),)

    def _default(self) -> Session:
        return Sessions(fixed=Settings()).session(Path())

    def _note(self, folder: Path) -> None:
        """Remembers how the files are now that decide about a folder, those too that are not there."""
        if folder in self._folders:
            return
        self._folders.add(folder)
        real = folder.resolve()
        sidecars = (parent / SIDECAR_NAME for parent in (real, *real.parents))
        for path in (*config_places(real), *sidecars):
            self._stamp(path)


def is_settings(path: Path | None) -> bool:
    """Whether a path is that of a settings file or a sidecar, which is never looked at as a report."""
    return path is not None and path.name in (CONFIG_NAME, PROJECT_NAME, SIDECAR_NAME)


def _stamp(path: Path) -> tuple[int, int] | None:
    """What changes when a file does, None if it is not there."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size


def problem_of(error: TomlError) -> Problem:
    """An error as a problem in its file."""
    message = error.message
    if error.key:
        message = Text(f"{error.key}：{message.zh}", f"{error.key}: {message.en}")
    return Problem(Path(error.file), max(error.line - 1, 0), message)


def _problem(error: TomlError | SelectionError | OSError, folder: Path) -> Problem | None:
    """The place of an error in the settings for a folder."""
    if isinstance(error, TomlError) and Path(error.file).is_absolute():
        return problem_of(error)
    try:
        path = find_config(folder.resolve())
    except (OSError, TomlError):
        path = None
    if path is None:
        logger.error("no settings for %s: %s", folder, error)
        return None
    if not isinstance(error, OSError):
        return Problem(path, 0, error.message)
    reason = reason_of(error)
    return Problem(path, 0, Text(f"读不了：{reason.zh}", f"cannot be read: {reason.en}"))
