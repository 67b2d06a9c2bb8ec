"""When documents are looked at: off the loop, one state after the other, and only the newest counts."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TypeVar

from reportlint.engine import Stopped, Watch
from reportlint.result import FileResult
from reportlint.toml import Text

from .analysis import Analysis, State
from .configuration import Configuration, Configured, is_settings
from .diagnostics import SOURCE, shown
from .documents import Snapshot, Workspace, document_key, path_of
from .garbage import Calm
from .guard import Guard
from .ignoring import DocumentSidecars
from .looking import Kept, Looked, Surroundings, look
from .scheduler import Scheduler
from .settings import Settings
from .showing import Display, Marks, Problems
from .voice import Voice
from .workers import Workers
from .written import Written

# Two, so that a huge document does not keep a small one waiting; more only fight for the interpreter.
_WORKERS = 2

_RULE_FAILS = Text("规则 {rule}（来自 {plugin}）出错：{error}", "The rule {rule} (of {plugin}) fails: {error}")

logger = logging.getLogger(__name__)

Result = TypeVar("Result")


class Analyst:
    """Keeps the newest state of each open document. To be used from the loop only."""

    def __init__(
        self,
        configuration: Configuration,
        voice: Voice,
        publish: Callable[[Written], None],
        refresh: Callable[[], None],
        refresh_marks: Callable[[], None],
    ) -> None:
        """Takes the client's ear: how findings are pushed, and how it is told to ask anew for them, or for marks."""
        self.configuration = configuration
        self.voice = voice
        self.workspace: Workspace
        self.settings = Settings()
        self.display = Display(publish, refresh)
        self.marks = Marks(refresh_marks)
        self._scheduler = Scheduler(self._run)
        self._workers = Workers(_WORKERS)
        self.sidecars = DocumentSidecars()
        self.guard = Guard(self._workers, voice.say)
        self._states: dict[str, State] = {}
        self._watches: dict[str, Watch] = {}
        self._kept: dict[str, Kept] = {}
        self._problems = Problems(self.display, voice)
        self._generation = configuration.generation
        self._calm = Calm()

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
        self._problems.mind(key, None)
        self.display.closed(uri, is_settings=is_settings(path_of(uri)))

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
        self.display.refresh()
        self.marks.ask_anew()

    async def current(self, uri: str) -> Analysis | None:
        """The analysis of a document as it is now, waited for if it is under way.

        None if the document is not open, could not be looked at, or was changed during the wait: then the
        question was about a text that is no more.
        """
        document = self.workspace.opened(uri)
        if document is None:
            self.marks.missed(document_key(uri))
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
            self.display.told(uri, revision)
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
        self._calm.disturb()
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
        around = Surroundings(self.settings, self.workspace.folder_paths, self.workspace.home)

        def work(watch: Watch) -> Looked:
            # If it was closed meanwhile nobody wants what the run leaves.
            kept = self._kept.get(key) or Kept()
            return look(snapshot, around, self.configuration, self.sidecars, kept, watch)

        looked = None
        try:
            length = len(snapshot.text.text)
            looked = await self.guard.run(work, length, around.settings.rule_limit, partial(self._begun, key))
        except Stopped:
            return
        except Exception:
            logger.exception("could not look at %s", snapshot.uri)
        finally:
            self._watches.pop(key, None)
        if looked is not None and looked.renewed:
            self.look_again(but=key)
        if self._is_newest(key, snapshot, around.settings):
            self._take(key, snapshot, looked)

    def _is_newest(self, key: str, snapshot: Snapshot, settings: Settings) -> bool:
        now = self.workspace.at(key)
        same = (settings.language, settings.trusted) == (self.settings.language, self.settings.trusted)
        return now is not None and now.revision == snapshot.revision and same

    def _begun(self, key: str, watch: Watch) -> None:
        again = key in self._watches
        self._watches[key] = watch
        if again or key not in self._kept:
            # A run that was given up may still be using what it had.
            self._kept[key] = Kept()

    def _take(self, key: str, snapshot: Snapshot, looked: Looked | None) -> None:
        """Keeps what was found in the newest state of a document, and shows it."""
        if looked is None:
            # What was found in an older text must go.
            state = State(snapshot.revision, None, shown((), snapshot, self.settings.language))
        else:
            state = looked.state
            self.mind(looked.configured, looked.result)
            self._problems.mind(key, looked.configured.problem)
        self.display.show(snapshot, state)
        self._states[key] = state
        self.marks.looked(key)
        # The sessions of before are of no more use when there are new settings.
        renewed, self._generation = self._generation != self.configuration.generation, self.configuration.generation
        self._calm.begin(everything=renewed)
