"""Looking at documents: off the loop, one state after the other, and only the newest counts.

Findings are pushed until the client asks for them the first time; from then on they are only handed out
when it asks, so that no document is ever shown twice.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from reportlint.diagnostic import Diagnostic, Severity
from reportlint.engine import Session, Stopped, Watch
from reportlint.memory import Memory
from reportlint.records import NamedTuple
from reportlint.report import Report
from reportlint.result import FileResult
from reportlint.toml import Text

from .configuration import Configuration, Configured, Problem, is_settings
from .diagnostics import SOURCE, Shown, publication, remark, shown
from .documents import Snapshot, TextDocument, Workspace, document_key, path_of
from .garbage import set_aside
from .guard import Guard
from .ignoring import DocumentSidecars
from .scheduler import Scheduler
from .settings import Settings
from .voice import Voice
from .workers import Workers
from .written import Written

# Two, so that a huge document does not keep a small one waiting; more only fight for the interpreter.
_WORKERS = 2

# Seconds after the first findings of a session, in which nobody waits for anything.
_CALM = 0.3

# Seconds after which a client that asks for findings is reminded that there are new ones.
_PATIENCE = 1.0

_RULE_FAILS = Text("规则 {rule}（来自 {plugin}）出错：{error}", "The rule {rule} (of {plugin}) fails: {error}")

logger = logging.getLogger(__name__)

Result = TypeVar("Result")


class Analysis(NamedTuple):
    """What was found in one state of a document. ``report`` is None for a text that is no report."""

    snapshot: Snapshot
    session: Session
    findings: tuple[Diagnostic, ...]
    report: Report | None


class State(NamedTuple):
    """What the editor is to show of one state of a document. ``analysis`` is None if it could not be looked at."""

    revision: int
    analysis: Analysis | None
    shown: Shown


class _Looked(NamedTuple):
    """What comes back from a worker. ``renewed`` tells that settings have changed for every document."""

    state: State
    configured: Configured
    result: FileResult
    renewed: bool


class _Kept:
    """What the runs over a document leave for the next one, as long as the session is the same."""

    def __init__(self) -> None:
        self._session: Session | None = None
        self._memory = Memory()

    def memory_for(self, session: Session) -> Memory:
        """The memory for a run."""
        if session is not self._session:
            self._session, self._memory = session, Memory()
        return self._memory


class Analyst:
    """Keeps the newest state of each open document. To be used from the loop only."""

    def __init__(
        self,
        configuration: Configuration,
        voice: Voice,
        publish: Callable[[Written], None],
        refresh: Callable[[], None],
    ) -> None:
        """Takes the client's ear: how findings are pushed, and how it is told to ask for them anew."""
        self.configuration = configuration
        self.voice = voice
        self.workspace: Workspace
        self.settings = Settings()
        self.pulled = False
        self._publish = publish
        self._refresh = refresh
        self._scheduler = Scheduler(self._run)
        self._workers = Workers(_WORKERS)
        self.sidecars = DocumentSidecars()
        self.guard = Guard(self._workers, voice.say)
        self._states: dict[str, State] = {}
        self._watches: dict[str, Watch] = {}
        self._kept: dict[str, _Kept] = {}
        self._pushed: dict[str, str] = {}
        self._told: dict[str, int] = {}
        self._problems: dict[str, Problem] = {}
        self._newest_session: Session | None = None

    def start(self, workspace: Workspace, settings: Settings) -> None:
        """Takes the client's workspace and settings, before anything else is called."""
        self.workspace = workspace
        self._use(settings)

    def stop(self) -> None:
        """Begins nothing new."""
        for watch in self._watches.values():
            watch.stop()
        self._workers.stop()

    def opened(self, uri: str) -> None:
        """A document was opened: it is looked at at once."""
        self._schedule(document_key(uri), 0)

    def changed(self, uri: str, version: int) -> None:
        """A document was changed: it is looked at when the keyboard rests."""
        document = self.workspace.opened(uri)
        if document is not None:
            # pygls takes the version with the changes, of which there may be none.
            document.version = version
            self._schedule(document_key(uri), self.settings.debounce)

    def closed(self, uri: str) -> None:
        """A document was closed: its findings go from the editor."""
        key = document_key(uri)
        self._scheduler.forget(key)
        if key in self._watches:
            self._watches[key].stop()
        self._states.pop(key, None)
        self._kept.pop(key, None)
        self._told.pop(key, None)
        self._mind_problem(key, None)
        if self._pushed.pop(key, None) is not None or not (self.pulled or is_settings(path_of(uri))):
            self._publish(publication(uri, ()))

    def configured(self, settings: Settings) -> None:
        """The client has other settings: what they decide about is made anew."""
        before = self.settings
        self._use(settings)
        if (settings.language, settings.trusted) != (before.language, before.trusted):
            self.look_again()

    async def files_changed(self, paths: Iterable[Path]) -> None:
        """Files in the workspace were changed: if sessions were made of them, everything is looked at anew."""
        if await self.off_loop(partial(self.configuration.touched, tuple(paths))):
            self.look_again()

    def look_again(self, *, but: str | None = None) -> None:
        """Looks at all open documents again, but for the one of a key, and has the client ask again."""
        for key in list(self.workspace.text_documents):
            if key != but:
                self._schedule(key, 0)
        self.refresh()

    def refresh(self) -> None:
        """Tells a client that asks for findings to ask again."""
        if self.pulled:
            self._refresh()

    def publish_file(self, uri: str, items: Sequence[Written]) -> None:
        """Pushes the findings of a file that is not open."""
        self._publish(publication(uri, items))

    def pull(self) -> None:
        """The client asks for findings: they are not pushed any more, and what was pushed is taken back."""
        if not self.pulled:
            self.pulled = True
            for uri in self._pushed.values():
                self._publish(publication(uri, ()))
            self._pushed.clear()

    async def current(self, uri: str) -> Analysis | None:
        """The analysis of a document as it is now, waited for if it is under way.

        None if the document is not open, could not be looked at, or was changed during the wait: then the
        question was about a text that is no more.
        """
        document = self.workspace.opened(uri)
        if document is None:
            return None
        asked = document.revision
        state = await self._settled(uri)
        return state.analysis if state is not None and state.revision == asked else None

    async def latest(self, uri: str) -> State | None:
        """The state of a document when it has come to rest: for answers that have no version and last.

        None if the document is not open or could not be looked at.
        """
        while (document := self.workspace.opened(uri)) is not None:
            revision = document.revision
            state = await self._settled(uri)
            now = self.workspace.opened(uri)
            if now is None or now.revision != revision:
                continue
            if state is None or state.revision != revision:
                break
            self._told[document_key(uri)] = revision
            return state
        return None

    async def off_loop(self, work: Callable[[], Result]) -> Result:
        """The result of work that may take long or reads files, done in a worker thread."""
        return await self._workers.do(work)

    def mind(self, configured: Configured, result: FileResult) -> None:
        """Tells people, once, what is wrong with plugins and rules."""
        for note in configured.notes:
            self.voice.say_once(note)
        for fault in result.faults:
            plugin = configured.session.plugins.origins.get(fault.code) or SOURCE
            names = {"rule": fault.code, "plugin": plugin, "error": fault.message}
            message = Text(_RULE_FAILS.zh.format(**names), _RULE_FAILS.en.format(**names))
            if self.voice.say_once(message, about=fault.code):
                logger.warning("%s: %s", fault.code, fault.message)

    def _use(self, settings: Settings) -> None:
        self.settings = settings
        self.voice.language = settings.language

    def _schedule(self, key: str, delay: float) -> None:
        document = self.workspace.at(key)
        if document is None or is_settings(path_of(document.uri)):
            return
        if key in self._watches:
            self._watches[key].stop()
        self._scheduler.schedule(key, delay)

    async def _settled(self, uri: str) -> State | None:
        key = document_key(uri)
        await self._scheduler.settled(key)
        return self._states.get(key)

    async def _run(self, key: str) -> None:
        document = self.workspace.at(key)
        if document is None:
            return
        snapshot = document.snapshot()
        settings = self.settings
        length = len(snapshot.text.text)
        look = partial(self._look, snapshot, settings)
        looked = None
        try:
            looked = await self.guard.run(look, length, settings.rule_limit, partial(self._begun, key))
        except Stopped:
            return
        except Exception:
            logger.exception("could not look at %s", snapshot.uri)
        finally:
            self._watches.pop(key, None)
        if looked is not None and looked.renewed:
            self.look_again(but=key)
        now = self.workspace.at(key)
        same = (settings.language, settings.trusted) == (self.settings.language, self.settings.trusted)
        if now is None or now.revision != snapshot.revision or not same:
            return
        if looked is None:
            # What was found in an older text must go.
            self._take(key, now, State(snapshot.revision, None, shown((), snapshot, settings.language)))
            return
        if looked.configured.session is not self._newest_session:
            self._newest_session = looked.configured.session
            asyncio.get_running_loop().call_later(_CALM, set_aside)
        self.mind(looked.configured, looked.result)
        self._mind_problem(key, looked.configured.problem)
        self._take(key, now, looked.state)

    def _look(self, snapshot: Snapshot, settings: Settings, watch: Watch) -> _Looked:
        """Looks at a state of a document; runs in a worker thread."""
        renewed = self.configuration.changed()
        configured = self.configuration.session(path_of(snapshot.uri), self.workspace.home, trusted=settings.trusted)
        beside = self.sidecars.beside(path_of(snapshot.uri), self.workspace.folder_paths, self.configuration.generation)
        if configured.problem is None:
            configured = configured._replace(problem=beside.problem)
        kept = self._kept.get(document_key(snapshot.uri)) or _Kept()
        memory = kept.memory_for(configured.session)
        try:
            result = configured.session.check(snapshot.text, memory, watch, entries=beside.entries)
        except Stopped:
            memory.broken_off()
            raise
        # What is no report is somebody's other text: nothing is said about it.
        findings = () if result.problem else result.diagnostics
        analysis = Analysis(snapshot, configured.session, findings, result.report)
        state = State(snapshot.revision, analysis, shown(findings, snapshot, settings.language))
        return _Looked(state, configured, result, renewed)

    def _begun(self, key: str, watch: Watch) -> None:
        again = key in self._watches
        self._watches[key] = watch
        if again or key not in self._kept:
            # A run that was given up may still be using what it had.
            self._kept[key] = _Kept()

    def _take(self, key: str, document: TextDocument, state: State) -> None:
        """Keeps what was found in the newest state of a document, and shows it."""
        self._states[key] = state
        if not self.pulled:
            self._pushed[key] = document.uri
            self._publish(publication(document.uri, state.shown.items, document.shown_version))
        elif key in self._told:
            # Some clients ask when a document is opened, and not when it is changed.
            asyncio.get_running_loop().call_later(_PATIENCE, self._remind, key, state.revision)

    def _remind(self, key: str, revision: int) -> None:
        state = self._states.get(key)
        if state is not None and state.revision == revision != self._told.get(key):
            self.refresh()

    def _mind_problem(self, key: str, problem: Problem | None) -> None:
        """Shows what is wrong with the settings for a document, in the settings file and once as a message."""
        before = self._problems.pop(key, None)
        others = set(self._problems.values())
        if problem is not None:
            self._problems[key] = problem
            if problem != before and problem not in others:
                place = f"{problem.path}:{problem.line + 1}"
                self.voice.say(Text(f"{place}：{problem.message.zh}", f"{place}: {problem.message.en}"))
        if problem == before:
            return
        for path in {one.path for one in (before, problem) if one is not None}:
            here = {one for one in self._problems.values() if one.path == path}
            self._publish(publication(path.as_uri(), [self._as_finding(one) for one in here]))

    def _as_finding(self, problem: Problem) -> Written:
        return remark(problem.message.in_language(self.settings.language), Severity.ERROR, problem.line)
