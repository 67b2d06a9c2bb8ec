"""How much the server does for a keystroke and before its first answer, counted: a clock would say something else each time."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO, FileIO
from typing import Any

import pytest

from reportlint.forms import FormBook
from reportlint.server import diagnostics
from reportlint.server.listening import listen
from reportlint.server.messages import Messages
from reportlint.server.server import create_server
from reportlint.testing import sample_report

URI = "file:///nowhere/report.txt"
HELLO = {
    "id": 1,
    "method": "initialize",
    "params": {
        "processId": None,
        "rootUri": None,
        "capabilities": {},
        "initializationOptions": {"debounce": 0, "ruleTimeout": 60_000},
    },
}


def framed(message: dict[str, Any]) -> bytes:
    body = json.dumps({"jsonrpc": "2.0", **message}).encode()
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


class Counting(asyncio.SelectorEventLoop):
    """A loop that counts how often another thread wakes it."""

    woken = 0

    def call_soon_threadsafe(self, *args: Any, **more: Any) -> asyncio.Handle:
        self.woken += 1
        return super().call_soon_threadsafe(*args, **more)


class Editor:
    """An editor in the server's own process: what it sends goes through a pipe, what it gets is kept."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe
        self._news = asyncio.Event()
        self.messages: list[dict[str, Any]] = []

    def write(self, data: bytes) -> None:
        """Takes a message of the server, whole."""
        self.messages.append(json.loads(data.partition(b"\r\n\r\n")[2]))
        self._news.set()

    def close(self) -> None:
        """Has nothing to close."""

    def send(self, message: dict[str, Any]) -> None:
        os.write(self._pipe, framed(message))

    def type(self, version: int, line: int, text: str) -> None:
        """Types at the beginning of a line."""
        place = {"line": line, "character": 0}
        change = {"range": {"start": place, "end": place}, "text": text}
        document = {"uri": URI, "version": version}
        self.send(
            {"method": "textDocument/didChange", "params": {"textDocument": document, "contentChanges": [change]}}
        )

    async def shown(self, version: int) -> list[Any]:
        """The findings of a version, when they are there."""
        while True:
            for message in self.messages:
                params = message.get("params", {})
                if params.get("version") == version and "diagnostics" in params:
                    return list(params["diagnostics"])
            self._news.clear()
            await asyncio.wait_for(self._news.wait(), 60)


@contextmanager
def connected(loop: asyncio.AbstractEventLoop, forms: FormBook) -> Iterator[tuple[Editor, str]]:
    """The editor of a server in which a report is open, and the report."""
    form = forms.for_year(2024)
    assert form is not None
    text = sample_report(form, 2024).replace("。\n", "，截止2024年12月31日。\n", 20)
    read, write = os.pipe()
    server, editor = create_server(), Editor(write)
    server.protocol.set_writer(editor)  # type: ignore[no-untyped-call]
    with FileIO(read) as stream:
        listening = loop.create_task(listen(Messages(stream.read), server.protocol.receive))
        editor.send(HELLO)
        item = {"uri": URI, "languageId": "plaintext", "version": 1, "text": text}
        editor.send({"method": "textDocument/didOpen", "params": {"textDocument": item}})
        assert loop.run_until_complete(editor.shown(1))
        yield editor, text
        os.close(write)
        loop.run_until_complete(listening)
        server.shutdown()


@pytest.fixture
def loop() -> Iterator[Counting]:
    loop = Counting()
    asyncio.set_event_loop(loop)
    yield loop
    for task in asyncio.all_tasks(loop):
        task.cancel()
    loop.run_until_complete(asyncio.sleep(0))
    asyncio.set_event_loop(None)
    loop.close()


def test_a_keystroke_is_one_message_in_and_one_out(loop: Counting, forms: FormBook) -> None:
    with connected(loop, forms) as (editor, text):
        lines, rng = text.count("\n"), random.Random(1)
        editor.type(2, 0, "")
        findings = loop.run_until_complete(editor.shown(2))
        assert len(findings) > 5
        before, woken = len(editor.messages), loop.woken
        written = diagnostics._unmoved.cache_info().misses
        for version in range(3, 43):
            editor.type(version, rng.randrange(1, lines), rng.choice("一，9\n"))
            loop.run_until_complete(editor.shown(version))
        assert len(editor.messages) - before == 40
        # Once by the thread that reads, once by the one that looked.
        assert loop.woken - woken == 80
        # What findings say is turned into JSON when it is new, wherever they have been moved to.
        assert diagnostics._unmoved.cache_info().misses - written <= 120


def test_keystrokes_leave_no_garbage(loop: Counting, forms: FormBook) -> None:
    with connected(loop, forms) as (editor, _):
        editor.type(2, 3, "一")
        loop.run_until_complete(editor.shown(2))
        gc.collect()
        gc.disable()
        try:
            for version in range(3, 33):
                editor.type(version, version, "一")
                # Every third is overtaken by the next while it is looked at, and broken off.
                if version % 3:
                    loop.run_until_complete(editor.shown(version))
                else:
                    loop.run_until_complete(asyncio.sleep(0.003))
            loop.run_until_complete(editor.shown(32))
            # A run over this report makes tens of thousands of objects.
            assert gc.collect() < 100
        finally:
            gc.enable()


def test_the_first_answer_comes_before_the_libraries() -> None:
    asked = framed(HELLO)
    program = (
        "import sys\n"
        "bare = len(sys.modules)\n"
        "sys.modules['reportlint.server.server'] = None\n"
        "from reportlint.cli import main\n"
        "try:\n"
        "    main(['server'])\n"
        "except ImportError:\n"
        "    print(len(sys.modules) - bare, *sys.modules, file=sys.stderr)\n"
    )
    ended = subprocess.run([sys.executable, "-c", program], input=asked, capture_output=True, timeout=60)
    answer = json.loads(ended.stdout.partition(b"\r\n\r\n")[2])
    assert answer["id"] == 1 and "capabilities" in answer["result"]
    number, *names = ended.stderr.decode().split()
    assert int(number) <= 100
    heavy = {"asyncio", "logging", "pygls", "lsprotocol", "attr", "cattrs", "lark", "pluggy", "reportlint.engine"}
    assert not heavy & set(names)


def test_hello_is_short() -> None:
    from reportlint.server.greeting import greet

    out = BytesIO()
    assert greet(framed(HELLO).partition(b"\r\n\r\n")[2], out) is not None
    assert len(out.getvalue()) < 4000
