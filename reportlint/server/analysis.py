"""Looking at documents: off the loop, one state after the other, and only the newest counts."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

from lsprotocol import types

from reportlint.config import Sessions
from reportlint.diagnostic import Diagnostic
from reportlint.engine import Session

from .diagnostics import to_publish
from .documents import Snapshot, Workspace, path_of
from .scheduler import Scheduler
from .settings import Settings

# Two, so that a huge document does not keep a small one waiting; more only fight for the interpreter.
_WORKERS = 2

logger = logging.getLogger(__name__)

Result = TypeVar("Result")


class SessionFactory(Protocol):
    """Gives the session that a document is looked at with. Called for each run: it should remember.

    It is called in worker threads, never two at a time, and may take its time and raise.
    """

    def __call__(self, path: Path | None, /, *, trusted: bool) -> Session:
        """The session for the document at a path; None is a text without a file.

        ``trusted`` says whether Python files that lie in the workspace may be loaded.
        """


class ConfiguredSessions:
    """The sessions that the settings files beside the documents ask for."""

    def __init__(self) -> None:
        self._trusted = Sessions()
        self._untrusted = Sessions(local_plugins=False)

    def __call__(self, path: Path | None, /, *, trusted: bool) -> Session:
        """The session for a document; files of an untrusted workspace are not run."""
        sessions = self._trusted if trusted else self._untrusted
        return sessions.session(path or Path.cwd())


class Analysis(NamedTuple):
    """What was found in one state of a document."""

    snapshot: Snapshot
    session: Session
    findings: tuple[Diagnostic, ...]


class Analyst:
    """Keeps the newest analysis of each open document and publishes it. To be used from the loop only."""

    def __init__(self, session_for: SessionFactory, publish: Callable[[types.PublishDiagnosticsParams], None]) -> None:
        self._session_for = session_for
        self._publish = publish
        self._workspace: Workspace
        self.settings = Settings()
        self._scheduler = Scheduler(self._run)
        self._analyses: dict[str, Analysis] = {}
        self._executor = ThreadPoolExecutor(_WORKERS, thread_name_prefix="reportlint")
        self._sessions_lock = threading.Lock()
        self._said: set[str] = set()

    def start(self, workspace: Workspace, settings: Settings) -> None:
        """Takes the client's workspace and settings, before anything else is called."""
        self._workspace = workspace
        self.settings = settings

    def stop(self) -> None:
        """Begins nothing new."""
        self._executor.shutdown(wait=False, cancel_futures=True)

    def opened(self, uri: str) -> None:
        """A document was opened: it is looked at at once."""
        self._scheduler.schedule(uri, 0)

    def changed(self, uri: str, version: int) -> None:
        """A document was changed: it is looked at when the keyboard rests."""
        document = self._workspace.opened(uri)
        if document is not None:
            # pygls takes the version with the changes, of which there may be none.
            document.version = version
            self._scheduler.schedule(uri, self.settings.debounce)

    def closed(self, uri: str) -> None:
        """A document was closed: its findings go from the editor."""
        self._scheduler.forget(uri)
        self._analyses.pop(uri, None)
        self._publish(types.PublishDiagnosticsParams(uri, []))

    def configured(self, settings: Settings) -> None:
        """The client has other settings: what is shown in the language of the messages is made anew."""
        anew = settings.language != self.settings.language
        self.settings = settings
        if anew:
            for document in self._workspace.text_documents.values():
                self._scheduler.schedule(document.uri, 0)

    async def current(self, uri: str) -> Analysis | None:
        """The analysis of a document as it is now, waited for if it is under way.

        None if the document is not open, could not be looked at, or was changed during the wait: then the
        question was about a text that is no more.
        """
        document = self._workspace.opened(uri)
        if document is None:
            return None
        asked = document.revision
        await self._scheduler.settled(uri)
        analysis = self._analyses.get(uri)
        return analysis if analysis is not None and analysis.snapshot.revision == asked else None

    async def off_loop(self, work: Callable[[], Result]) -> Result:
        """The result of work that may take long or reads files, done in a worker thread."""
        return await asyncio.get_running_loop().run_in_executor(self._executor, work)

    async def _run(self, uri: str) -> None:
        document = self._workspace.opened(uri)
        if document is None:
            return
        snapshot = document.snapshot()
        settings = self.settings
        loop = asyncio.get_running_loop()
        analysis, params = await loop.run_in_executor(self._executor, self._look, snapshot, settings)
        now = self._workspace.opened(uri)
        if now is None or now.revision != snapshot.revision or settings.language != self.settings.language:
            return
        if analysis is None:
            self._analyses.pop(uri, None)
        else:
            self._analyses[uri] = analysis
        self._publish(params)

    def _look(self, snapshot: Snapshot, settings: Settings) -> tuple[Analysis | None, types.PublishDiagnosticsParams]:
        """Looks at a state of a document; the only part that runs in a worker thread.

        Where that fails there is nothing to publish, and what was found in an older text must go.
        """
        try:
            with self._sessions_lock:
                session = self._session_for(path_of(snapshot.uri), trusted=settings.trusted)
            result = session.check(snapshot.text)
            for plugin_fault in session.plugins.faults:
                self._say(f"{plugin_fault.plugin}: {plugin_fault.message.in_language(settings.language)}")
            for fault in result.faults:
                self._say(f"{fault.code}: {fault.message}")
            # What is no report is somebody's other text: nothing is said about it.
            findings = () if result.problem else result.diagnostics
            return Analysis(snapshot, session, findings), to_publish(findings, snapshot, settings.language)
        # A rule may be anybody's: one that calls sys.exit must not end the server. Ctrl-C never comes here.
        except BaseException:
            logger.exception("could not look at %s", snapshot.uri)
            return None, types.PublishDiagnosticsParams(snapshot.uri, [], snapshot.version)

    def _say(self, fault: str) -> None:
        # A fault comes back with every keystroke; saying it once is enough.
        if fault not in self._said:
            self._said.add(fault)
            logger.warning("%s", fault)
