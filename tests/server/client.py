"""A small language client: it sends what the tests say and waits for answers, never for ever."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, Queue
from types import TracebackType
from typing import Any, NamedTuple, TypeVar

TIMEOUT = 30.0
TOY_SERVER = (sys.executable, str(Path(__file__).with_name("toy_server.py")))
REAL_SERVER = (sys.executable, "-m", "reportlint.server")
_UNITS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}

Item = TypeVar("Item")


class ServerError(Exception):
    """The server answered a request with an error."""


class Published(NamedTuple):
    """One publication of a document's diagnostics."""

    version: int | None
    diagnostics: list[dict[str, Any]]

    @property
    def codes(self) -> list[str]:
        """The codes in their order."""
        return [diagnostic["code"] for diagnostic in self.diagnostics]


class Client:
    """A server's process and what it said."""

    def __init__(
        self,
        folder: Path,
        *,
        command: tuple[str, ...] = TOY_SERVER,
        encodings: list[str] | None = None,
        options: Any = None,
        locale: str | None = None,
        capabilities: Mapping[str, Any] | None = None,
        configuration: Any = None,
        environment: Mapping[str, str] | None = None,
        folders: Sequence[Path] | None = None,
        process: int | None = None,
    ) -> None:
        """Starts a server and says hello. ``encodings`` of None offers nothing, which means UTF-16.

        ``options`` are the initializationOptions, without a debounce unless they name one.
        ``configuration`` is what a request for the settings is answered with. ``folders`` are those of the
        workspace, if they are not just the client's own. ``process`` is the one that the server is told to
        live as long as, if it is not this one.
        """
        self.folder = folder
        self.document = "报告.txt"
        self.configuration = configuration
        self.requests_seen: Queue[str] = Queue()
        self._notes: Queue[tuple[str, Any] | None] = Queue()
        self._numbers = itertools.count(1)
        self._answers: dict[int, Queue[dict[str, Any] | None]] = {}
        self._published: Queue[tuple[str, Published] | None] = Queue()
        self._log = folder / "stderr.log"
        variables = {key: value for key, value in os.environ.items() if key != "REPORTLINT_LANG"}
        variables |= {
            "PYTHONPATH": os.pathsep.join(sys.path),
            "PYTHONIOENCODING": "utf-8",
            **(environment or {}),
        }
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, env=variables
            )
        threading.Thread(target=self._read, daemon=True).start()
        abilities = dict(capabilities or {})
        if encodings is not None:
            abilities["general"] = {"positionEncodings": encodings}
        hello = {
            "processId": process or os.getpid(),
            "rootUri": folder.as_uri(),
            "capabilities": abilities,
            "initializationOptions": options if options is not None else {"debounce": 0},
        }
        if folders is not None:
            hello["workspaceFolders"] = [{"uri": one.as_uri(), "name": one.name} for one in folders]
        if locale is not None:
            hello["locale"] = locale
        self.server = self.request("initialize", hello)
        self.encoding = self.server["capabilities"]["positionEncoding"]
        self.notify("initialized", {})

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(TIMEOUT)
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdout.close()
        with suppress(BrokenPipeError):
            self.process.stdin.close()

    @property
    def memory(self) -> int:
        """The memory that the server has, in kilobytes; only where there is /proc."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])

    @property
    def log(self) -> str:
        """What the server wrote to stderr."""
        return self._log.read_text(encoding="utf-8")

    def uri(self, name: str = "") -> str:
        """The URI of a file in the client's folder, without a name that of the document at hand."""
        return (self.folder / (name or self.document)).as_uri()

    def turn_page(self) -> None:
        """Takes another document in hand, so that a test sees nothing of the one before it."""
        self.document = f"报告 {next(self._numbers)}.txt"
        self.more_published()

    def position(self, text: str, offset: int) -> dict[str, int]:
        """The position of an offset, worked out from the encoded text."""
        encoding, width = _UNITS[self.encoding]
        lines = text[:offset].replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return {"line": len(lines) - 1, "character": len(lines[-1].encode(encoding)) // width}

    def range(self, text: str, part: str, *, nth: int = 0) -> dict[str, dict[str, int]]:
        """The range of a part of a text."""
        start = -1
        for _ in range(nth + 1):
            start = text.index(part, start + 1)
        return {"start": self.position(text, start), "end": self.position(text, start + len(part))}

    def applied(self, text: str, edits: list[dict[str, Any]]) -> str:
        """A text with edits made, by bytes of the client's encoding."""
        encoding, width = _UNITS[self.encoding]
        lines = [line.encode(encoding) for line in text.split("\n")]
        for edit in sorted(edits, key=lambda one: tuple(one["range"]["start"].values()), reverse=True):
            start, end = edit["range"]["start"], edit["range"]["end"]
            assert start["line"] == end["line"]
            line = lines[start["line"]]
            new = line[: start["character"] * width] + edit["newText"].encode(encoding)
            lines[start["line"]] = new + line[end["character"] * width :]
        return "\n".join(line.decode(encoding) for line in lines)

    def request(self, method: str, params: Any) -> Any:
        """The result of a request."""
        return self.answer(self.ask(method, params))

    def ask(self, method: str, params: Any) -> int:
        """Sends a request; its number is what :meth:`answer` waits with."""
        number = next(self._numbers)
        self._answers[number] = Queue()
        self.send({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
        return number

    def answer(self, number: int, *, timeout: float = TIMEOUT) -> Any:
        """The result of a request that was sent."""
        message = self._next(self._answers[number], "no answer", timeout)
        if "error" in message:
            raise ServerError(message["error"]["message"])
        return message["result"]

    def notify(self, method: str, params: Any) -> None:
        """Sends a notification."""
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def send(self, message: Any) -> None:
        """Sends anything that is JSON."""
        body = json.dumps(message).encode()
        self.send_raw(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

    def send_raw(self, data: bytes) -> None:
        """Sends bytes as they are."""
        assert self.process.stdin is not None
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def open(self, text: str, *, uri: str | None = None, version: int = 0) -> Published:
        """Opens a document; what is published of it."""
        item = {"uri": uri or self.uri(), "languageId": "plaintext", "version": version, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})
        return self.published(uri)

    def change(self, changes: list[dict[str, Any]], version: int, *, uri: str | None = None) -> None:
        """Changes a document."""
        document = {"uri": uri or self.uri(), "version": version}
        self.notify("textDocument/didChange", {"textDocument": document, "contentChanges": changes})

    def close(self, *, uri: str | None = None) -> None:
        """Closes a document."""
        self.notify("textDocument/didClose", {"textDocument": {"uri": uri or self.uri()}})

    def published(self, uri: str | None = None, until: Callable[[Published], bool] = lambda _: True) -> Published:
        """The next publication of a document that is as wanted; those before it are passed over."""
        while True:
            of, published = self._next(self._published, "nothing was published")
            if of == (uri or self.uri()) and until(published):
                return published

    def told(self, method: str, until: Callable[[Any], bool] = lambda _: True) -> Any:
        """What the next notification of a method says that is as wanted; all before it are passed over."""
        while True:
            of, params = self._next(self._notes, f"no {method}")
            if of == method and until(params):
                return params

    def more_told(self, method: str) -> list[Any]:
        """What other notifications of a method said up to now, without waiting."""
        more = []
        while not self._notes.empty():
            one = self._notes.get_nowait()
            if one is not None and one[0] == method:
                more.append(one[1])
        return more

    def more_published(self) -> list[Published]:
        """What else was published up to now, without waiting."""
        return [published for _, published in self.published_by_uri()]

    def published_by_uri(self) -> list[tuple[str, Published]]:
        """The same with the URIs."""
        more = []
        while not self._published.empty():
            one = self._published.get_nowait()
            if one is not None:
                more.append(one)
        return more

    def code_actions(self, range: Any, *, diagnostics: Any = (), only: list[str] | None = None) -> Any:
        """The code actions for a range."""
        context: dict[str, Any] = {"diagnostics": list(diagnostics)}
        if only is not None:
            context["only"] = only
        document = {"uri": self.uri()}
        return self.request("textDocument/codeAction", {"textDocument": document, "range": range, "context": context})

    def hover(self, position: Any) -> Any:
        """The hover at a position."""
        return self.request("textDocument/hover", {"textDocument": {"uri": self.uri()}, "position": position})

    def goodbye(self, *, shutdown: bool = True) -> int:
        """Ends the server; its exit status."""
        if shutdown:
            self.request("shutdown", None)
        self.notify("exit", None)
        return self.process.wait(TIMEOUT)

    def _next(self, queue: Queue[Item | None], complaint: str, timeout: float = TIMEOUT) -> Item:
        try:
            item = queue.get(timeout=timeout)
        except Empty:
            item = None
        assert item is not None, f"{complaint}; the server said:\n{self.log}"
        return item

    def _read(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while True:
            length = 0
            while line := stream.readline().strip():
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            if not length:
                break
            self._take(json.loads(stream.read(length)))
        # Nobody waits for a server that has gone.
        self._published.put(None)
        self._notes.put(None)
        for answer in self._answers.values():
            answer.put(None)

    def _reply(self, message: dict[str, Any]) -> None:
        with suppress(OSError, ValueError):  # the server has gone
            self.send(message)

    def _take(self, message: dict[str, Any]) -> None:
        method = message.get("method")
        if method is None:
            self._answers[message["id"]].put(message)
        elif method == "textDocument/publishDiagnostics":
            params = message["params"]
            published = Published(params.get("version"), params["diagnostics"])
            self._published.put((params["uri"], published))
        elif "id" in message:
            result = [self.configuration] if method == "workspace/configuration" else None
            reply = {"jsonrpc": "2.0", "id": message["id"], "result": result}
            # Whoever reads must never wait for being heard: the server may be waiting for its reader.
            threading.Thread(target=self._reply, args=(reply,), daemon=True).start()
            self.requests_seen.put(method)
        else:
            self._notes.put((method, message["params"]))
