"""From keystroke to findings: language servers side by side, over stdin and stdout as an editor has them.

    python bench/lsp.py [--edits N] [--sizes 12 100 1000] [--pylsp COMMAND] [--seed S]

Prints Markdown tables. A time runs from before didChange is written until the last byte of the
publishDiagnostics for that version has been read. The servers take turns in small rounds, so that a slow
moment of the machine falls on all of them alike; after each answer the client waits until nothing more comes.
The floor is a pygls server that publishes an empty list (bench/lsp_floor.py); what the client costs is in it too.
pylsp waits half a second by itself before it looks; it takes part if it is on the PATH or named.
"""

from __future__ import annotations

import argparse
import gc
import json
import math
import os
import random
import select
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lsp_documents import Edit, python_edit, python_text, report_edit, report_text

from reportlint.engine import Session
from reportlint.plugins import Plugins, load_plugins
from reportlint.source import SourceText

ROUND = 10
WARM_UP = 10
STARTS = 10
PAUSE = 0.01
# Seconds to wait for one answer, and for all edits of one server in one document: slow ones make fewer.
PATIENCE = 60.0
BUDGET = 40.0
# As many as reportlint publishes of one document.
MOST = 500
FLOOR, OURS, RUFF = "empty pygls server", "reportlint", "ruff server"


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
            contestant.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=folder
        )
        synchronization = {"publishDiagnostics": {"versionSupport": True, "relatedInformation": True}}
        hello = {
            "processId": os.getpid(),
            "rootUri": folder.as_uri(),
            "workspaceFolders": [{"uri": folder.as_uri(), "name": "bench"}],
            "capabilities": {"textDocument": synchronization, "general": {"positionEncodings": ["utf-16"]}},
            "initializationOptions": contestant.options,
        }
        self.request("initialize", hello)
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

    def request(self, method: str, params: Any, patience: float = PATIENCE) -> None:
        """Sends a request and waits for its answer."""
        self._numbers += 1
        number = self._numbers
        self.send({"id": number, "method": method, "params": params})
        self.wait(lambda message: message.get("id") == number and "method" not in message, patience)

    def wait(
        self, wanted: Callable[[dict[str, Any]], bool], patience: float = PATIENCE
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
        while self._receive(PAUSE) is not None:
            pass

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

    def __init__(self, contestant: Contestant, folder: Path, text: str, seed: int) -> None:
        """Opens the document and waits for its first findings."""
        self.contestant = contestant
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
            for _ in range(WARM_UP):
                if self.trouble or spent > BUDGET / 10:
                    return
                spent += self._type_one()

    def type(self, count: int) -> None:
        """Makes that many edits, unless the server has failed or used up its time."""
        with self._noting_trouble():
            for _ in range(count):
                if self.trouble or sum(self.seconds) > BUDGET:
                    return
                self.seconds.append(self._type_one())

    def close(self) -> None:
        """Ends the server."""
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
            params = message.get("params")
            return (
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


def contestants(pylsp: str | None) -> list[Contestant]:
    """The servers that are there."""
    here = Path(__file__).parent
    python = [sys.executable]
    servers = [
        Contestant(FLOOR, [*python, str(here / "lsp_floor.py")], ".txt", "plaintext", report_edit),
        Contestant(OURS, [*python, "-m", "reportlint", "server"], ".txt", "plaintext", report_edit, {"debounce": 0}),
    ]
    ruff = shutil.which("ruff")
    if ruff is not None:
        servers.append(Contestant(RUFF, [ruff, "server"], ".py", "python", python_edit))
    else:
        print("no ruff on the PATH: measured without it", file=sys.stderr)
    if pylsp is not None:
        servers.append(Contestant("pylsp", shlex.split(pylsp), ".py", "python", python_edit))
    else:
        print("no pylsp on the PATH and none named by --pylsp: measured without it", file=sys.stderr)
    return servers


def start_times(servers: Sequence[Contestant], folder: Path) -> dict[str, list[float]]:
    """Seconds from the start of each server's process to its answer to initialize, round by round."""
    times: dict[str, list[float]] = {server.name: [] for server in servers}
    for _ in range(STARTS):
        for server in servers:
            connection = Connection(server, folder)
            times[server.name].append(connection.started)
            connection.close()
    return times


def keystrokes(
    servers: Sequence[Contestant], folder: Path, texts: Mapping[str, str], edits: int, seed: int
) -> list[Typist]:
    """The servers after that many edits each in a text of their kind, all alive at once and in turn."""
    typists = [Typist(server, folder, texts[server.suffix], seed) for server in servers]
    try:
        for typist in typists:
            typist.warm_up()
        for first in range(0, edits, ROUND):
            gc.collect()
            for typist in typists:
                typist.type(min(ROUND, edits - first))
    finally:
        for typist in typists:
            typist.close()
    return typists


def documents(plugins: Plugins, kilobytes: int, seed: int) -> dict[str, str]:
    """A text of each kind, by suffix: of the same size, and with as many findings to publish."""
    report = report_text(plugins.forms, kilobytes * 1000, random.Random(seed))
    findings = min(MOST, len(Session(plugins).check(SourceText(report)).diagnostics))
    return {".txt": report, ".py": python_text(kilobytes * 1000, findings, random.Random(seed))}


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that so many per cent of the values are not above."""
    return sorted(values)[math.ceil(percent / 100 * len(values)) - 1]


def rows(kilobytes: int, typists: Sequence[Typist]) -> list[str]:
    """The lines of the table for one size."""
    lines = []
    by_name = {typist.contestant.name: typist for typist in typists}
    for typist in typists:
        name = typist.contestant.name
        if not typist.seconds:
            lines.append(f"| {kilobytes} KB | {name} | 0 | | {typist.trouble} | | | | |")
            continue
        fifty, ninety_five, ninety_nine = (1000 * percentile(typist.seconds, one) for one in (50, 95, 99))
        ratios = []
        for other in (FLOOR, RUFF):
            beside = by_name[other].seconds if other in by_name else []
            both = (f"{ms / (1000 * percentile(beside, one)):.2f}" for one, ms in ((50, fifty), (99, ninety_nine)))
            ratios.append(" / ".join(both) if beside else "")
        note = f" ({typist.trouble})" if typist.trouble else ""
        lines.append(
            f"| {kilobytes} KB | {name}{note} | {len(typist.seconds)} | {typist.findings} "
            f"| {fifty:.2f} | {ninety_five:.2f} | {ninety_nine:.2f} | {ratios[0]} | {ratios[1]} |"
        )
    return lines


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description="measure language servers from keystroke to findings")
    parser.add_argument("--edits", type=int, default=200, help="edits in each document (200)")
    parser.add_argument("--sizes", type=int, nargs="+", default=[12, 100, 1000], metavar="KB", help="(12 100 1000)")
    parser.add_argument("--pylsp", default=shutil.which("pylsp"), metavar="COMMAND")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    servers = contestants(given.pylsp)
    plugins = load_plugins(installed=False)
    # A collection in the client would fall on whichever server has its turn.
    gc.disable()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        starts = start_times(servers, folder)
        lines = []
        for kilobytes in given.sizes:
            texts = documents(plugins, kilobytes, given.seed)
            lines += rows(kilobytes, keystrokes(servers, folder, texts, given.edits, given.seed))
            print(f"{kilobytes} KB done", file=sys.stderr)
    print("| document | server | edits | findings | p50 ms | p95 ms | p99 ms | × floor p50 / p99 | × ruff p50 / p99 |")
    print("|---|---|--:|--:|--:|--:|--:|--:|--:|")
    print("\n".join(lines))
    print("\n| server | started ms, median | slowest | × floor |")
    print("|---|--:|--:|--:|")
    for server in servers:
        ours = starts[server.name]
        ratio = statistics.median(one / floor for one, floor in zip(ours, starts[FLOOR], strict=True))
        print(f"| {server.name} | {1000 * statistics.median(ours):.0f} | {1000 * max(ours):.0f} | {ratio:.2f} |")


if __name__ == "__main__":
    main()
