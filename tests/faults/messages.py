"""A client of the language server that sends anything: wrong types, methods that nobody knows, places outside, broken headers."""

from __future__ import annotations

import re
import tempfile
import time
from pathlib import Path
from random import Random
from typing import Any

from lsprotocol import types

from reportlint.engine import Session
from reportlint.source import SourceText
from tests.server.client import REAL_SERVER, TIMEOUT, Client, ServerError

from .texts import plugins, vocabulary
from .trials import Outcome

REPORT = "青石镇人民政府2023年政府信息公开工作年度报告\n\n一、总体情况\n\n2023年共收到申请3件。。依据《条例》第二十条𠮷。\n\n|甲|乙|\n|--|--|\n|1|2|\n"
_METHODS = sorted(types.METHOD_TO_TYPES)
_OURS = ("reportlint/didChangeTrust", "reportlint/overview", "reportlint/equations", "$/unknown", "nobody/knows", "")
_COMMANDS = ("reportlint.checkWorkspace", "reportlint.ignore", "", "x")
# What ends the server, or is sent by servers alone.
_NOT_SENT = {"exit", "shutdown", "initialize"}
_HUGE = (0, 1, -1, 3, 2**31 - 1, 2**31, 2**32, -(2**31), 2**63, 10**30, 1.5, -0.0, 1e300)


class Listener(Client):
    """A client that does not mind answers to what it never asked. ``waiting`` are numbers of requests without an answer."""

    def __init__(self, folder: Path) -> None:
        self.waiting: set[int] = set()
        self.sent: dict[int, Any] = {}
        super().__init__(folder, command=REAL_SERVER)

    def _take(self, message: dict[str, Any]) -> None:
        self.waiting.discard(message.get("id"))  # type: ignore[arg-type]
        if "method" in message or message.get("id") in self._answers:
            super()._take(message)


class Sender:
    """Draws messages."""

    def __init__(self, rng: Random, client: Listener) -> None:
        self.rng = rng
        self.client = client
        self.uris = [client.uri(name) for name in ("a.txt", "b.txt", "不在.txt")]
        self.number = 10_000_000

    def value(self, depth: int = 0) -> Any:
        """Anything that JSON has."""
        rng = self.rng
        kind = rng.randrange(9 if depth < 4 else 6)
        if kind == 0:
            return rng.choice((None, True, False))
        if kind == 1:
            return rng.choice(_HUGE)
        if kind in (2, 3):
            return rng.choice((*self.uris, "file:///", "untitled:x", "::", "", rng.choice(vocabulary())))
        if kind in (4, 5):
            return self.place()
        if kind == 6:
            return [self.value(depth + 1) for _ in range(rng.randrange(3))]
        names = ("textDocument", "position", "range", "uri", "version", "text", "contentChanges", "context", "settings", "options", "command",
                 "arguments", "changes", "event", "added", "removed", "positions", "id", "token", "kind", "query", "files", "ranges", "newName")  # fmt: skip
        return {rng.choice(names): self.value(depth + 1) for _ in range(rng.randrange(4))}

    def place(self) -> dict[str, Any]:
        """A position; most are in the text or near."""
        rng = self.rng
        near = rng.random() < 0.7
        return {
            "line": rng.randrange(12) if near else rng.choice(_HUGE),
            "character": rng.randrange(60) if near else rng.choice(_HUGE),
        }

    def params(self) -> Any:
        """Parameters of which most are nearly right."""
        rng = self.rng
        good: dict[str, Any] = {
            "textDocument": {
                "uri": rng.choice(self.uris), "version": rng.choice((None, rng.randrange(9), rng.choice(_HUGE))), "languageId": "plaintext",
                "text": REPORT,
            },
            "position": self.place(),
            "range": {"start": self.place(), "end": self.place()},
            "context": {"diagnostics": [], "includeDeclaration": True, "triggerKind": 1},
            "contentChanges": [
                {"range": {"start": self.place(), "end": self.place()}, "text": rng.choice(vocabulary())[:200]}
                if rng.random() < 0.9 else {"text": REPORT}
                for _ in range(rng.randrange(4))
            ],
            "positions": [self.place() for _ in range(rng.randrange(3))],
            "options": {"tabSize": 4, "insertSpaces": True},
            "settings": rng.choice(({"reportlint": self.value()}, self.value())),
            "command": rng.choice(_COMMANDS), "arguments": [self.value()], "query": "申请", "changes": [],
            "identifier": "x", "previousResultId": "y", "previousResultIds": [], "event": {"added": [], "removed": []},
            "files": [], "reason": 1, "value": "off", "token": 1, "ranges": [{"start": self.place(), "end": self.place()}],
            "trusted": self.value(), "newName": "x", "item": {}, "id": rng.randrange(99), "message": "x",
        }  # fmt: skip
        for _ in range(rng.choice((0, 0, 0, 1, 1, 2, 6))):
            self._spoil(good)
        return good if rng.random() < 0.95 else self.value()

    def _spoil(self, value: Any) -> None:
        while isinstance(value, dict) and value:
            key = self.rng.choice(list(value))
            if self.rng.random() < 0.4 or not isinstance(value[key], dict):
                if self.rng.random() < 0.4:
                    del value[key]
                else:
                    value[key] = self.value()
                return
            value = value[key]

    def send(self) -> None:
        """Sends a message, or what is none."""
        rng = self.rng
        if rng.random() < 0.04:
            self.client.send_raw(self._broken())
            return
        message: dict[str, Any] = {"jsonrpc": "2.0", "method": self._method(), "params": self.params()}
        if rng.random() < 0.6:
            self.number += 1
            message["id"] = self.number if rng.random() < 0.9 else rng.choice(("x", None, 1.5, [], -1, 0))
        if rng.random() < 0.05:
            message.pop(rng.choice(list(message)))
        if rng.random() < 0.03:
            message[rng.choice(("result", "error", "jsonrpc", "id", "params"))] = self.value()
        if (
            isinstance(message.get("method"), str)
            and isinstance(message.get("id"), int)
            and message.get("jsonrpc") == "2.0"
        ):
            self.client.waiting.add(message["id"])
            self.client.sent[message["id"]] = message
        self.client.send(message)

    def _method(self) -> str:
        often = ("textDocument/didChange", "textDocument/didOpen", "textDocument/hover", "textDocument/codeAction")
        return self.rng.choice((*often, *[one for one in _METHODS if one not in _NOT_SENT], *_OURS))

    def _broken(self) -> bytes:
        """Bytes that are a message only from far; what comes behind must be read again."""
        body = self.rng.choice(
            (
                b"",
                b"{}",
                b"[]",
                b"null",
                b"1",
                b'"x"',
                b"{",
                b"\xff\xfe",
                b'{"jsonrpc":"2.0"}',
                b"[1,2]",
                b"\xe9\x9d",
                b"[" * 5000,
                b"9" * 5000,
            )
        )
        head = self.rng.choice(
            (
                b"Content-Length: %d\r\n\r\n",
                b"content-length:%d\r\n\r\n",
                b"Content-Type: x\r\nContent-Length: %d\r\n\r\n",
            )
        )
        return head % len(body) + body  # fmt: skip


def sane(client: Listener) -> None:
    """The server has answered everything, and finds in a text what a fresh look finds."""
    name = client.uri("fresh.txt")
    published = client.open(REPORT, uri=name)
    found = Session(plugins()).check(SourceText(REPORT))
    assert sorted(published.codes) == sorted(one.code for one in found.diagnostics)
    client.close(uri=name)
    client.published(uri=name)
    end = time.monotonic() + TIMEOUT
    while client.waiting and time.monotonic() < end:
        time.sleep(0.01)
    assert not client.waiting, f"no answer to {[client.sent[one] for one in sorted(client.waiting)[:5]]}"


def disturb(seed: int, seconds: float, strict: bool) -> Outcome:
    """Sends messages for a time; after each hundred the server must be as good as new."""
    end = time.monotonic() + seconds
    tried = lost = restarts = 0
    complaints: set[str] = set()
    while time.monotonic() < end:
        seed += 1
        with tempfile.TemporaryDirectory() as folder, Listener(Path(folder)) as client:
            restarts += 1
            sender = Sender(Random(seed), client)
            try:
                for _ in range(20):
                    for _ in range(100):
                        sender.send()
                        tried += 1
                    client.open(REPORT, uri=sender.uris[0])
                    sane(client)
                    assert "Traceback" not in client.log, client.log
                    if time.monotonic() > end:
                        break
                assert client.goodbye() == 0
            except (AssertionError, ServerError, OSError) as error:
                if strict:
                    said = _traces(client.log) or client.log[-2000:]
                    raise AssertionError(f"seed {seed}: {str(error)[:900]}\n{said}") from None
                lost += 1
                complaints |= {
                    line[:200] for line in client.log.splitlines() if re.match(r"\w*(Error|Exception)\b", line)
                }
    return Outcome(tried, lost, "; ".join([f"servers started: {restarts}", *sorted(complaints)]))


def _traces(log: str) -> str:
    """The tracebacks in a log, each with the line that they end in."""
    return "\n".join(re.findall(r"^Traceback.*\n(?:[ ].*\n)*.*", log, re.MULTILINE)[:3])
