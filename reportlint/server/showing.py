"""How findings, and what else there is to be seen, come to the client.

Findings are pushed until the client asks for them the first time; from then on they are only handed out when it asks, so
that no document is ever shown twice.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from reportlint.diagnostic import Severity
from reportlint.toml import Text

from .analysis import State
from .configuration import Problem
from .diagnostics import publication, remark
from .documents import Snapshot, document_key
from .voice import Voice
from .written import Written

# Seconds after which a client that asks for findings is reminded that there are new ones.
_PATIENCE = 1.0
# Documents that were asked about before they were opened; who asks for more of them never means to.
_MOST_OWED = 100


class Display:
    """What the client shows of open documents. To be used from the loop only."""

    def __init__(self, publish: Callable[[Written], None], refresh: Callable[[], None]) -> None:
        """Takes the client's ear: how findings are pushed, and how it is told to ask for them anew."""
        self._publish = publish
        self._refresh = refresh
        self._newest: dict[str, int] = {}
        self._pushed: dict[str, str] = {}
        self._told: dict[str, int] = {}
        self.pulled = False

    def push(self, uri: str, items: Sequence[Written], version: int | None = None) -> None:
        """Pushes the findings of a file."""
        self._publish(publication(uri, items, version))

    def show(self, snapshot: Snapshot, state: State) -> None:
        """Shows what was found in the newest state of a document."""
        key = document_key(snapshot.uri)
        self._newest[key] = state.revision
        if not self.pulled:
            self._pushed[key] = snapshot.uri
            self.push(snapshot.uri, state.shown.items, snapshot.version)
        elif key in self._told:
            # Some clients ask when a document is opened, and not when it is changed.
            asyncio.get_running_loop().call_later(_PATIENCE, self._remind, key, state.revision)

    def told(self, uri: str, revision: int) -> None:
        """The client was told what there is in a state of a document, because it asked."""
        self._told[document_key(uri)] = revision

    def closed(self, uri: str, *, is_settings: bool) -> None:
        """A document was closed: its findings go from the editor."""
        key = document_key(uri)
        self._newest.pop(key, None)
        self._told.pop(key, None)
        if self._pushed.pop(key, None) is not None or not (self.pulled or is_settings):
            self.push(uri, ())

    def pull(self) -> None:
        """The client asks for findings: they are not pushed any more, and what was pushed is taken back."""
        if not self.pulled:
            self.pulled = True
            for uri in self._pushed.values():
                self.push(uri, ())
            self._pushed.clear()

    def refresh(self) -> None:
        """Tells a client that asks for findings to ask again."""
        if self.pulled:
            self._refresh()

    def _remind(self, key: str, revision: int) -> None:
        if self._newest.get(key) == revision != self._told.get(key):
            self.refresh()


class Marks:
    """What the client shows between the words, lenses, hints and colours: it asks for them when a text changes.

    To be used from the loop only.
    """

    def __init__(self, ask_anew: Callable[[], None]) -> None:
        """Takes how the client is told to ask again."""
        self.ask_anew = ask_anew
        self._owed: set[str] = set()

    def missed(self, key: str) -> None:
        """The client asked about a document that is not open: some do just before they open it."""
        if len(self._owed) < _MOST_OWED:
            self._owed.add(key)

    def looked(self, key: str) -> None:
        """There is something to be said about a document now."""
        if key in self._owed:
            self._owed.remove(key)
            self.ask_anew()


class Problems:
    """What is wrong with the settings for open documents: shown in the settings files, and told once."""

    def __init__(self, display: Display, voice: Voice) -> None:
        self._display = display
        self._voice = voice
        self._of: dict[str, Problem] = {}

    def mind(self, key: str, problem: Problem | None) -> None:
        """Takes what is wrong with the settings for the document of a key."""
        before = self._of.pop(key, None)
        others = set(self._of.values())
        if problem is not None:
            self._of[key] = problem
            if problem != before and problem not in others:
                place = f"{problem.path}:{problem.line + 1}"
                self._voice.say(Text(f"{place}：{problem.message.zh}", f"{place}: {problem.message.en}"))
        if problem == before:
            return
        for path in {one.path for one in (before, problem) if one is not None}:
            here = {one for one in self._of.values() if one.path == path}
            self._display.push(path.as_uri(), [self._as_finding(one) for one in here])

    def _as_finding(self, problem: Problem) -> Written:
        return remark(problem.message.in_language(self._voice.language), Severity.ERROR, problem.line)
