"""A server that is used without a rest: edits over many documents, and everything that goes wrong beside them.

At each checkpoint the server is left in peace and has to show, for every document and file, just what a fresh look at the
same text finds; every request has to be answered; and when everything was closed again there must be no more in it than before.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from reportlint.plugins import load_plugins
from reportlint.server.diagnostics import Shown
from tests.server.client import Client, Published, ServerError
from tests.server.editing import edits

from .apart import Losses
from .soak_server import ALIVE, AT_REST
from .trials import Outcome, Trial
from .workplace import ENCODINGS, SIGNS, SLOW, Fresh, Workplace, texts

EDITS = 20_000
DOCUMENTS = 50
COUNTS = (5_000, 12_000, EDITS)
"""After so many edits everything is closed and what is alive is counted.

Up to the first findings are pushed, from then on they are asked for: what is still alive is held against the count before.
"""
_BETWEEN = 2_000
_FAULT = 0.1
_SHORT = 10.0
_FEW_DOCUMENTS = 6
_LONGEST = 25
"""Times as many seconds as are said may pass until all edits were made."""
_ENOUGH = 0.5
"""The part of a short time that goes by with edits; the rest is for looking at what came of them."""
_AHEAD = 40
_LONGEST_ANSWER = 240.0
"""Seconds; one request may ask for a look at all documents, on a machine that others use, too."""

# Objects and kilobytes that may be more at the end than after the first quarter: less than one document has.
_MORE_OBJECTS = 20_000
_MORE_MEMORY = 48_000

_RULE_LIMIT = 5_000
_CAPABILITIES = {
    "textDocument": {
        "diagnostic": {},
        "hover": {"contentFormat": ["markdown"]},
        "completion": {"completionItem": {"snippetSupport": True}},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
    },
    "workspace": {
        "diagnostics": {"refreshSupport": True},
        "workspaceEdit": {"documentChanges": True, "resourceOperations": ["create"]},
    },
    "window": {"workDoneProgress": True},
}
_AT_A_PLACE = ("hover", "completion", "definition", "references", "documentHighlight")
_IN_A_RANGE = ("inlayHint", "semanticTokens/range", "codeAction", "rangeFormatting")
_OF_A_DOCUMENT = ("documentSymbol", "foldingRange", "documentLink", "codeLens", "semanticTokens/full", "formatting")
_OPTIONS = {"tabSize": 4, "insertSpaces": True}


@dataclass
class _Document:
    path: Path
    encoding: str
    text: str
    open: bool = False
    version: int = 0
    edits: Iterator[tuple[list[dict[str, Any]], str]] = field(default_factory=lambda: iter(()))

    @property
    def uri(self) -> str:
        return self.path.as_uri()


@dataclass(frozen=True)
class _Left:
    """What is alive in a server with everything closed: objects, kilobytes, objects by kind."""

    edits: int
    objects: int
    memory: int
    kinds: dict[str, int]

    def __str__(self) -> str:
        return f"{self.objects} objects in {self.memory // 1024} MB after {self.edits} edits"


class _Soak:
    def __init__(self, folder: Path, seed: int, documents: int, losses: Losses) -> None:
        self.rng = rng = random.Random(seed)
        self.losses = losses
        self.forms = load_plugins(installed=False).forms
        self.texts = texts(self.forms, rng)
        self.folders = [folder / "甲", folder / "乙"]
        self.added = {self.folders[0]}
        for one in self.folders:
            one.mkdir()
        self.places = [Workplace(one, rng) for one in self.folders]
        self.documents = [
            _Document(self.folders[number % 5 == 0] / f"{number}.txt", rng.choice(ENCODINGS), next(self.texts))
            for number in range(documents)
        ]
        for document in self.documents:
            self.save(document)
        self.client = Client(
            folder,
            command=(sys.executable, str(Path(__file__).with_name("soak_server.py"))),
            options={"debounce": 1, "ruleTimeout": _RULE_LIMIT, "trusted": True, "language": "zh"},
            capabilities=_CAPABILITIES,
            folders=[self.folders[0]],
        )
        self.language = "zh"
        self.shown: dict[str, Published] = {}
        self.asked: list[tuple[int, str]] = []
        self.pulls = False
        self.counts: list[_Left] = []
        self.made = self.answered = self.compared = self.checks = 0
        self.slowest = 0.0
        self.slow = list(SLOW)
        self.faults: tuple[Callable[[], None], ...] = (
            self.close, self.reopen, self.write_all, self.count_wrongly, self.cancel, self.save_one, self.nonsense,
        )  # fmt: skip
        # After each of them all documents are looked at, with nothing of before.
        self.upheavals: tuple[Callable[[], None], ...] = (
            self.speak, self.settle_anew, self.ignore, self.reload, self.change_folders, self.distrust, self.ask_for_all, self.be_slow,
        )  # fmt: skip
        self.upheaval = 0.3 / documents

    # What an editor does.

    def some(self) -> _Document:
        return self.rng.choice(self.documents)

    def open(self, document: _Document, text: str | None = None) -> None:
        document.text = next(self.texts) if text is None else text
        document.version = self.rng.choice((0, 1, 7))
        document.open = True
        document.edits = edits(document.text, "utf-16", self.rng, SIGNS)
        item = {"uri": document.uri, "languageId": "plaintext", "version": document.version, "text": document.text}
        self.client.notify("textDocument/didOpen", {"textDocument": item})

    def edit(self) -> None:
        document = self.some()
        if not document.open:
            self.open(document)
        for _ in range(self.rng.choice((1, 1, 2, 4))):
            batch, document.text = next(document.edits)
            document.version += 1
            self.client.change(batch, document.version, uri=document.uri)
            self.made += len(batch)
        if len(document.text) > 60_000:
            self.write_all(document)

    def ask(self, method: str, params: Any) -> None:
        self.asked.append((self.client.ask(method, params), method))

    def get(self, method: str, params: Any) -> Any:
        return self.client.answer(self.client.ask(method, params), timeout=_LONGEST_ANSWER)

    def ask_something(self) -> None:
        """Any request, at any place, also one that is not there."""
        rng = self.rng
        document = {"uri": self.some().uri if rng.random() < 0.95 else "file:///nowhere/没有.txt"}
        start, end = sorted((rng.choice((0, 3, rng.randrange(200), 10**9)), rng.choice((0, 40, 10**6))) for _ in "ab")
        places = [{"line": line, "character": character} for line, character in (start, end)]
        params: dict[str, Any] = {"textDocument": document}
        kind = rng.random()
        if kind < 0.4:
            method = rng.choice(_AT_A_PLACE)
            params |= {"position": places[0], "context": {"includeDeclaration": True, "triggerKind": 1}}
        elif kind < 0.6:
            method = rng.choice(_IN_A_RANGE)
            params |= {"range": dict(zip(("start", "end"), places, strict=True)), "context": {"diagnostics": []}}
            params["options"] = _OPTIONS
        elif kind < 0.8:
            method = rng.choice(_OF_A_DOCUMENT)
            params["options"] = _OPTIONS
        elif kind < 0.9:
            method = "selectionRange"
            params["positions"] = places
        else:
            method = rng.choice(("reportlint/overview", "reportlint/years", "reportlint/rulePage", "workspace/symbol"))
            params |= {"code": "TBL301", "query": "公开"}
        self.ask(method if "/" in method and "semantic" not in method else f"textDocument/{method}", params)
        if self.pulls and rng.random() < 0.3:
            self.ask("textDocument/diagnostic", {"textDocument": document})

    # What goes wrong.

    def close(self) -> None:
        document = self.some()
        # Also one that is not open.
        self.client.close(uri=document.uri)
        document.open = False

    def reopen(self) -> None:
        self.open(self.some())

    def write_all(self, document: _Document | None = None) -> None:
        document = document or self.some()
        if document.open:
            document.text = next(self.texts)
            document.version += 1
            document.edits = edits(document.text, "utf-16", self.rng, SIGNS)
            self.client.change([{"text": document.text}], document.version, uri=document.uri)
            self.made += 1

    def count_wrongly(self) -> None:
        document = self.some()
        version = self.rng.choice((document.version, document.version - 1, 0, -5))
        self.client.change([], version, uri=document.uri)
        if document.open:
            document.version = version

    def speak(self) -> None:
        self.language = self.rng.choice(("zh", "en"))
        values = {"language": self.language, "debounce": self.rng.choice((0, 1, 5)), "nonsense": [None]}
        self.client.notify("workspace/didChangeConfiguration", {"settings": {"reportlint": values}})

    def settle_anew(self) -> None:
        self.rng.choice(self.places).change_settings()
        self.tell()

    def ignore(self) -> None:
        self.rng.choice(self.places).change_sidecar()
        self.tell()

    def reload(self) -> None:
        place = self.rng.choice(self.places)
        self.rng.choice((place.change_plugin, place.change_declared))()
        self.tell()

    def tell(self, *, all: bool = False) -> None:
        """Tells which files were changed; not always at once."""
        if not all and self.rng.random() < 0.4:
            return
        changed = [path for place in self.places for path in sorted(place.changed)]
        events = [{"uri": path.as_uri(), "type": 2} for path in changed]
        self.client.notify("workspace/didChangeWatchedFiles", {"changes": events})
        for place in self.places:
            place.changed.clear()

    def change_folders(self) -> None:
        second = self.folders[1]
        event: dict[str, list[Any]] = {"added": [], "removed": []}
        event["removed" if second in self.added else "added"] = [{"uri": second.as_uri(), "name": "乙"}]
        self.added ^= {second}
        self.client.notify("workspace/didChangeWorkspaceFolders", {"event": event})

    def cancel(self) -> None:
        for _ in range(self.rng.randint(1, 4)):
            self.ask_something()
            self.client.notify("$/cancelRequest", {"id": self.asked[-1][0]})
        self.client.notify("$/cancelRequest", {"id": 10**8})

    def save_one(self) -> None:
        self.save(self.some())

    def save(self, document: _Document) -> None:
        document.path.write_bytes(document.text.encode(document.encoding, "replace"))

    def nonsense(self) -> None:
        self.client.notify("textDocument/didSave", {"textDocument": {"uri": self.some().uri}})
        self.client.notify("$/nothing", None)
        self.client.notify("window/workDoneProgress/cancel", {"token": "no token"})
        self.client.change([{"text": "一"}], 3, uri="untitled:没有")

    def distrust(self) -> None:
        self.client.notify("reportlint/didChangeTrust", {"trusted": self.rng.random() < 0.5})

    def ask_for_all(self) -> None:
        if self.pulls:
            params = (
                {"previousResultIds": [], "partialResultToken": "parts"}
                if self.rng.random() < 0.5
                else {"previousResultIds": []}
            )
            self.ask("workspace/diagnostic", params)
        else:
            self.ask("workspace/executeCommand", {"command": "reportlint.checkWorkspace"})
        if self.rng.random() < 0.3:
            self.client.notify("$/cancelRequest", {"id": self.asked[-1][0]})

    def be_slow(self) -> None:
        if self.slow:
            document = self.some()
            self.open(document, f"{self.slow.pop()}\n{next(self.texts)}")

    # What has to hold.

    def take_answers(self) -> None:
        """Waits for every answer; a request that was cancelled is answered by an error."""
        for number, method in self.asked:
            began = time.monotonic()
            try:
                self.client.answer(number, timeout=_LONGEST_ANSWER)
            except ServerError as error:
                self.losses.check("" if "cancel" in str(error).lower() else str(error), method)
            except AssertionError as silence:
                self.losses.check(str(silence), f"{method} is not answered")
                raise
            self.slowest = max(self.slowest, time.monotonic() - began)
            self.answered += 1
        self.asked.clear()

    def come_to_rest(self) -> None:
        """Leaves nothing that a client could know of untold, and waits until the server has nothing to do."""
        for place in self.places:
            place.mend()
        self.tell(all=True)
        self.client.notify("reportlint/didChangeTrust", {"trusted": True})
        for _ in range(2):
            for document in self.documents:
                if document.open:
                    self.ask("textDocument/foldingRange", {"textDocument": {"uri": document.uri}})
            self.take_answers()
        for uri, published in self.client.published_by_uri():
            self.shown[uri] = published

    def compare(self) -> None:
        """Holds what is shown against a fresh look."""
        self.come_to_rest()
        self.checks += 1
        fresh = Fresh([one for one in self.folders if one in self.added], "utf-16", self.language)
        for document in self.documents:
            if not document.open:
                continue
            if self.pulls:
                items = self.get("textDocument/diagnostic", {"textDocument": {"uri": document.uri}})["items"]
            else:
                version, items = self.shown.get(document.uri, Published(None, []))
                if version != document.version:
                    self.losses.check(f"shown for version {version}, it is {document.version}", document.path.name)
            self._same(document.path, items, fresh.of_text(document.path, document.text))
        self._compare_files(fresh)

    def _compare_files(self, fresh: Fresh) -> None:
        """The same for the files of the folders that are not open."""
        opened = {document.path for document in self.documents if document.open}
        files = [one.path for one in self.documents if one.path not in opened and one.path.parent in self.added]
        if self.pulls:
            answer = self.get("workspace/diagnostic", {"previousResultIds": []})
            found = {one["uri"]: one["items"] for one in answer["items"]}
        else:
            self.get("workspace/executeCommand", {"command": "reportlint.checkWorkspace"})
            self.shown |= dict(self.client.published_by_uri())
            found = {uri: published.diagnostics for uri, published in self.shown.items()}
        for path in files:
            self._same(path, found.get(path.as_uri(), []), fresh.of_file(path))

    def _same(self, path: Path, items: list[dict[str, Any]], fresh: Shown) -> None:
        self.compared += 1
        wanted = [json.loads(one) for one in fresh.items]
        if items == wanted:
            return
        lost, stale = (
            [f"{one.get('code')} {one['range']['start']}" for one in these if one not in those]
            for these, those in ((wanted, items), (items, wanted))
        )
        self.losses.check(f"lost {lost[:3]}, stale {stale[:3]}, of {len(wanted)}", f"{path.name} at edit {self.made}")

    def close_all(self) -> _Left:
        """Closes everything, and counts what is left."""
        self.take_answers()
        for document in self.documents:
            self.client.close(uri=document.uri)
            document.open = False
        alive: dict[str, Any] = {}
        end = time.monotonic() + 60
        # What was under way ends by itself.
        while time.monotonic() < end and (not alive or alive["tasks"] > AT_REST):
            time.sleep(0.3)
            alive = self.get(ALIVE, {})
        self.losses.check(
            "" if alive["tasks"] <= AT_REST else f"{alive['tasks']} tasks are left", "after closing everything"
        )
        self.shown.clear()
        return _Left(self.made, alive["objects"], self.client.memory, alive["kinds"])

    def part(self, edits: int, until: float) -> None:
        """Makes edits up to a number or a time, with faults among them, and closes everything."""
        next_check = self.made + _BETWEEN
        while self.made < edits and time.monotonic() < until:
            self.edit()
            if self.rng.random() < 0.5:
                self.ask_something()
            if self.rng.random() < _FAULT:
                self.rng.choice(self.faults)()
            if self.rng.random() < self.upheaval:
                self.rng.choice(self.upheavals)()
            if len(self.asked) > _AHEAD:
                self.take_answers()
            if self.made >= next_check:
                self.compare()
                next_check = self.made + _BETWEEN
        self.compare()
        self.counts.append(self.close_all())

    def end(self) -> None:
        """Holds each count against the one before, and says goodbye."""
        for before, after in pairwise(self.counts):
            if after.objects - before.objects > _MORE_OBJECTS:
                grown = {kind: more - before.kinds.get(kind, 0) for kind, more in after.kinds.items()}
                most = sorted(grown.items(), key=lambda item: -item[1])[:8]
                self.losses.check(f"{before} became {after}: {most}", "objects that are left")
            if after.memory - before.memory > _MORE_MEMORY:
                self.losses.check(f"{before} became {after}", "memory")
        self.losses.check("" if self.client.goodbye() == 0 else "it ended with an error", "the end")
        log = self.client.log
        if "Traceback" in log:
            self.losses.check(log[max(0, log.index("Traceback") - 300) :][:3000], "the log")

    def figures(self) -> str:
        """What a page says of it."""
        told = (
            f"{self.checks} checkpoints, {self.compared} documents and files compared, {self.answered} requests answered, "
            f"the slowest in {self.slowest:.1f} s"
        )
        return f"{told}; with everything closed {', '.join(map(str, self.counts))}"


def soak(seed: int, seconds: float, strict: bool) -> Outcome:
    """Edits until there were :data:`EDITS`, or for less than half a minute as long as was said."""
    losses = Losses(strict)
    whole = seconds >= _SHORT
    with TemporaryDirectory() as place:
        one = _Soak(Path(place).resolve(), seed, DOCUMENTS if whole else _FEW_DOCUMENTS, losses)
        until = time.monotonic() + seconds * (_LONGEST if whole else _ENOUGH)
        with one.client:
            try:
                for left, count in zip(range(len(COUNTS), 0, -1), COUNTS, strict=True):
                    now = time.monotonic()
                    one.part(count, now + (until - now) / left)
                    # After the first count the client asks for findings.
                    one.pulls = True
                one.end()
            except (BrokenPipeError, AssertionError) as error:
                losses.check(
                    f"{error}\n{one.client.log[-3000:]}", f"the server ended, or is silent, at edit {one.made}"
                )
        return Outcome(one.made, losses.count, one.figures())


TRIALS = [
    Trial(
        f"the server, edits of {DOCUMENTS} documents with everything going wrong beside them",
        "what is shown at rest is what a fresh look finds, every request is answered, nothing leaks, no error is in the log",
        soak,
    )
]
