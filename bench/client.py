"""A client of language servers that types and takes the time, over stdin and stdout as an editor has them.

A time runs from before didChange is written until the last byte of the publishDiagnostics for that version has been read.
After each answer the client waits until nothing more comes.
"""

from __future__ import annotations

import json
import os
import random
import select
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reportlint.testing.growing import Edit

from .commands import clean_environment

_WARM_UP = 10
_PAUSE = 0.01
# Seconds to wait for one answer.
_PATIENCE = 60.0


class NoAnswer(Exception):
    """A server said nothing for too long, or went away."""


@dataclass(frozen=True)
class Contestant:
    """A server to be measured, and what it reads."""

    name: str
    command: Sequence[str]
    suffix: str
    language: str
    edit: Callable[[str, random.Random], Edit]
    options: Mapping[str, Any] = field(default_factory=dict)


class Connection:
    """A server's process."""

    def __init__(self, contestant: Contestant, folder: Path) -> None:
        """Starts it and waits for the answer to initialize."""
        self._buffer = b""
        self._numbers = 0
        start = time.perf_counter()
        self._process = subprocess.Popen(
            contestant.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=folder,
            env=clean_environment(),
        )  # fmt: skip
        synchronization = {"publishDiagnostics": {"versionSupport": True, "relatedInformation": True}}
        hello = {
            "processId": os.getpid(),
            "rootUri": folder.as_uri(),
            "workspaceFolders": [{"uri": folder.as_uri(), "name": "bench"}],
            "capabilities": {"textDocument": synchronization, "general": {"positionEncodings": ["utf-16"]}},
            "initializationOptions": contestant.options,
        }
        try:
            self.request("initialize", hello)
        except (NoAnswer, OSError):
            self._process.kill()
            self._process.wait()
            raise
        self.started = time.perf_counter() - start
        self.send({"method": "initialized", "params": {}})

    def send(self, message: dict[str, Any]) -> float:
        """Sends a message; the time just before it was written."""
        body = json.dumps({"jsonrpc": "2.0", **message}, ensure_ascii=False).encode()
        data = b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
        assert self._process.stdin is not None
        now = time.perf_counter()
        self._process.stdin.write(data)
        self._process.stdin.flush()
        return now

    def request(self, method: str, params: Any, patience: float = _PATIENCE) -> None:
        """Sends a request and waits for its answer."""
        self._numbers += 1
        number = self._numbers
        self.send({"id": number, "method": method, "params": params})
        self.wait(lambda message: message.get("id") == number and "method" not in message, patience)

    def wait(
        self, wanted: Callable[[dict[str, Any]], bool], patience: float = _PATIENCE
    ) -> tuple[float, dict[str, Any]]:
        """The first message that is wanted, and the time when its last byte was there."""
        end = time.perf_counter() + patience
        while True:
            received = self._receive(end - time.perf_counter())
            if received is None:
                raise NoAnswer(f"nothing within {patience:.0f} s")
            if wanted(received[1]):
                return received

    def quiet(self) -> None:
        """Returns when nothing more comes."""
        while self._receive(_PAUSE) is not None:
            pass

    def memory(self) -> int:
        """The most memory that the process had, in bytes; 0 where the system does not tell."""
        status = Path(f"/proc/{self._process.pid}/status")
        if not status.exists():
            return 0
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024

    def close(self) -> None:
        """Ends the server, kindly if that works."""
        try:
            self.request("shutdown", None, 5)
            self.send({"method": "exit"})
            self._process.wait(5)
        except (NoAnswer, BrokenPipeError, subprocess.TimeoutExpired):
            self._process.kill()
            self._process.wait()

    def _receive(self, patience: float) -> tuple[float, dict[str, Any]] | None:
        assert self._process.stdout is not None
        pipe = self._process.stdout.fileno()
        end = time.perf_counter() + patience
        while True:
            head = self._buffer.find(b"\r\n\r\n")
            if head >= 0:
                lines = self._buffer[:head].lower().split(b"\r\n")
                length = next(int(line.partition(b":")[2]) for line in lines if line.startswith(b"content-length"))
                if len(self._buffer) >= head + 4 + length:
                    now = time.perf_counter()
                    message = json.loads(self._buffer[head + 4 : head + 4 + length])
                    self._buffer = self._buffer[head + 4 + length :]
                    self._answer(message)
                    return now, message
            if not select.select([pipe], [], [], max(0, end - time.perf_counter()))[0]:
                return None
            data = os.read(pipe, 1 << 20)
            if not data:
                raise NoAnswer("the server went away")
            self._buffer += data

    def _answer(self, message: dict[str, Any]) -> None:
        if "method" in message and "id" in message:
            items = message["params"].get("items", ()) if message["method"] == "workspace/configuration" else None
            self.send({"id": message["id"], "result": None if items is None else [None for _ in items]})


class Typist:
    """One open document in one server, and the times of the edits in it."""

    def __init__(self, contestant: Contestant, folder: Path, text: str, seed: int, budget: float) -> None:
        """Opens the document and waits for its first findings; the edits may take that many seconds in all."""
        self.contestant = contestant
        self.memory = 0
        self._budget = budget
        self.seconds: list[float] = []
        self.findings = 0
        self.trouble = ""
        self._text = text
        self._random = random.Random(seed)
        self._version = 1
        # A name of its own, so that no server can take what another left.
        path = folder / f"{contestant.name.replace(' ', '-')}{contestant.suffix}"
        path.write_text(text, encoding="utf-8")
        self._uri = path.as_uri()
        self._connection = Connection(contestant, folder)
        item = {"uri": self._uri, "languageId": contestant.language, "version": 1, "text": text}
        with self._noting_trouble():
            self._connection.send({"method": "textDocument/didOpen", "params": {"textDocument": item}})
            self._published()
            self._connection.quiet()

    def warm_up(self) -> None:
        """Makes a few edits that are not counted, of which slow servers need fewer."""
        with self._noting_trouble():
            spent = 0.0
            for _ in range(_WARM_UP):
                if self.trouble or spent > self._budget / 10:
                    return
                spent += self._type_one()

    def type(self, count: int) -> None:
        """Makes that many edits, unless the server has failed or used up its time."""
        with self._noting_trouble():
            for _ in range(count):
                if self.trouble or sum(self.seconds) > self._budget:
                    return
                self.seconds.append(self._type_one())

    def close(self) -> None:
        """Ends the server."""
        self.memory = self._connection.memory()
        self._connection.close()

    def _type_one(self) -> float:
        edit = self.contestant.edit(self._text, self._random)
        start, end = (_position(self._text, offset) for offset in (edit.offset, edit.offset + edit.removed))
        self._text = edit.applied(self._text)
        self._version += 1
        change = {"range": {"start": start, "end": end}, "text": edit.text}
        document = {"uri": self._uri, "version": self._version}
        params = {"textDocument": document, "contentChanges": [change]}
        begun = self._connection.send({"method": "textDocument/didChange", "params": params})
        ended = self._published()
        self._connection.quiet()
        return ended - begun

    def _published(self) -> float:
        def wanted(message: dict[str, Any]) -> bool:
            params = message.get("params", {})
            return bool(
                message.get("method") == "textDocument/publishDiagnostics"
                and params["uri"] == self._uri
                # Not every server names the version; the client was quiet before, so it is the answer.
                and params.get("version") in (self._version, None)
            )

        when, message = self._connection.wait(wanted)
        self.findings = len(message["params"]["diagnostics"])
        return when

    @contextmanager
    def _noting_trouble(self) -> Iterator[None]:
        try:
            yield
        except (NoAnswer, BrokenPipeError) as error:
            self.trouble = str(error)


def _position(text: str, offset: int) -> dict[str, int]:
    start = text.rfind("\n", 0, offset) + 1
    return {"line": text.count("\n", 0, offset), "character": len(text[start:offset].encode("utf-16-le")) // 2}
