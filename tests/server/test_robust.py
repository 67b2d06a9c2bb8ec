"""What a server meets that runs for weeks: rules that hang, messages out of order, clients that vanish."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .client import TIMEOUT, Client, ServerError

STATUS = Path("/proc/self/status")
START = {"line": 0, "character": 0}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """One server for all tests that need nothing special of it.

    It is told to live as long as a process that is not there, as by a client in another container: that
    means nothing.
    """
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait(TIMEOUT)
    with Client(tmp_path_factory.mktemp("robust"), process=gone.pid) as client:
        yield client
        assert client.goodbye() == 0


def test_a_rule_that_hangs_is_switched_off_and_told_once(tmp_path: Path) -> None:
    options = {"debounce": 0, "ruleTimeout": 300, "language": "en"}
    with Client(tmp_path, options=options) as client:
        assert client.open("睡也许").codes == ["TOY007", "TOY003"]
        client.change([{"text": "睡眠也许"}], 1)
        # The others go on in the same run, and without it in the next.
        assert client.published().codes == ["TOY003"]
        said = client.told("window/showMessage")
        assert said["type"] == 2
        assert "TOY007" in said["message"] and "toy_plugin" in said["message"]
        client.change([{"text": "睡也许"}], 2)
        assert client.published().codes == ["TOY003"]
        for number in range(3):
            assert client.open("眠截止2023年", uri=client.uri(f"{number}.txt")).codes == ["TOY001"]
        assert client.more_told("window/showMessage") == []
        assert client.goodbye() == 0


def test_a_server_that_is_frozen_ends(tmp_path: Path) -> None:
    with Client(tmp_path, options={"debounce": 0, "ruleTimeout": 100}) as client:
        item = {"uri": client.uri(), "languageId": "plaintext", "version": 0, "text": "疯"}
        client.notify("textDocument/didOpen", {"textDocument": item})
        assert client.process.wait(TIMEOUT) == 1
        assert "in sleepy" in client.log


def test_rules_that_fail_or_end_the_program_are_told_once(client: Client) -> None:
    for sign, code in (("走", "TOY008"), ("炸", "TOY004")):
        for number in range(3):
            assert client.open(f"{sign}{number}也许", uri=client.uri(f"{sign}{number}.txt")).codes == ["TOY003"]
        assert code in client.told("window/showMessage")["message"]
        assert client.more_told("window/showMessage") == []


def test_what_the_server_ends_with_does_not_wait_for_a_rule(tmp_path: Path) -> None:
    with Client(tmp_path) as client:
        client.change([], 0)
        item = {"uri": client.uri(), "languageId": "plaintext", "version": 0, "text": "眠"}
        client.notify("textDocument/didOpen", {"textDocument": item})
        assert client.goodbye() == 0


def test_messages_before_the_beginning_and_after_the_end(tmp_path: Path) -> None:
    class Hasty(Client):
        hello = False

        def request(self, method: str, params: Any) -> Any:
            if method == "initialize" and not self.hello:
                self.hello = True
                item = {"uri": "file:///a.txt", "languageId": "text", "version": 0, "text": "也许"}
                self.notify("textDocument/didOpen", {"textDocument": item})
                with pytest.raises(ServerError, match="not initialized"):
                    self.request("textDocument/hover", {"textDocument": {"uri": "file:///a.txt"}, "position": START})
            return super().request(method, params)

    with Hasty(tmp_path) as client:
        with pytest.raises(ServerError, match="initialized before"):
            client.request("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
        assert client.open("也许").codes == ["TOY003"]
        client.request("shutdown", None)
        with pytest.raises(ServerError, match="shutting down"):
            client.hover(START)
        client.change([{"text": "大概"}], 1)
        client.notify("exit", None)
        assert client.process.wait(TIMEOUT) == 0


def test_versions_that_are_null_or_missing(client: Client) -> None:
    client.turn_page()
    item = {"uri": client.uri(), "languageId": "plaintext", "version": None, "text": "也许"}
    client.notify("textDocument/didOpen", {"textDocument": item})
    assert client.published() == (None, client.open("也许", version=0).diagnostics)
    insert = {"range": {"start": START, "end": START}, "text": "大概"}
    for document in ({"uri": client.uri(), "version": None}, {"uri": client.uri()}):
        client.notify("textDocument/didChange", {"textDocument": document, "contentChanges": [insert]})
        assert client.published().version is None
    client.change([insert], 9)
    published = client.published()
    assert (published.version, published.codes) == (9, ["TOY002"] * 3 + ["TOY003"])


def test_two_ways_to_write_a_uri_are_one_document(client: Client) -> None:
    client.turn_page()
    plain = client.uri()
    written = plain.replace("%20", " ")
    assert client.open("也许", uri=plain).codes == ["TOY003"]
    document = {"uri": written, "version": 1}
    client.notify("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": "大概"}]})
    assert client.published(plain).codes == ["TOY002"]


def test_uris_that_are_not_utf_8(client: Client) -> None:
    client.turn_page()
    one, other = (f"{client.folder.as_uri()}/%{byte}.txt" for byte in ("FE", "FF"))
    assert client.open("也许", uri=one).codes == ["TOY003"]
    assert client.open("大概", uri=other).codes == ["TOY002"]
    client.change([{"text": "也许也许"}], 1, uri=one)
    assert client.published(one).codes == ["TOY003"] * 2
    for uri in (one, other):
        client.close(uri=uri)
    percent = (client.folder / "100%25.txt").as_uri()
    assert client.open("也许", uri=percent).codes == ["TOY003"]
    client.change([{"text": "大概"}], 1, uri=percent)
    assert client.published(percent).codes == ["TOY002"]
    for strange in ("::", "file://[", "file:///%00.txt", "untitled:%ZZ", "\ud800"):
        assert client.open("也许", uri=strange).codes == ["TOY003"]


def test_a_document_of_ten_megabytes(client: Client) -> None:
    client.turn_page()
    line = "一二三四五六七八九十。" * 300 + "\n"
    text = line * (10_000_000 // len(line.encode()))
    item = {"uri": client.uri("大.txt"), "languageId": "plaintext", "version": 0, "text": text}
    client.notify("textDocument/didOpen", {"textDocument": item})
    place = {"line": 500, "character": 3}
    for version in range(1, 11):
        client.change([{"range": {"start": place, "end": place}, "text": "大概"}], version, uri=client.uri("大.txt"))
    # It keeps no other document waiting.
    assert client.open("也许").codes == ["TOY003"]
    last = client.published(client.uri("大.txt"), lambda one: one.version == 10)
    assert last.codes == ["TOY002"] * 10
    client.close(uri=client.uri("大.txt"))


@pytest.mark.skipif(not STATUS.exists(), reason="reads /proc")
def test_memory_stays_flat(tmp_path: Path) -> None:
    """For some hundred edits of one document; tests/faults/soak.py makes thousands."""
    edits = 600
    rng = random.Random(edits)
    with Client(tmp_path, options={"debounce": 1}) as client:
        text = "".join(f"大概{number}，也许截止2023年。\n" for number in range(20))
        client.open(text)

        def edit(first: int, number: int) -> None:
            for version in range(first, first + number):
                place = {"line": rng.randrange(20), "character": rng.randrange(9)}
                end = {**place, "character": place["character"] + version % 2}
                client.change([{"range": {"start": place, "end": end}, "text": "概" * ((version + 1) % 2)}], version)
                if version % 50 == 0:
                    client.published(until=lambda one, version=version: one.version == version)  # type: ignore[misc]

        edit(1, edits // 2)
        before = client.memory
        edit(1 + edits // 2, edits // 2)
        # In kilobytes; pygls alone would keep one of them for each message.
        assert client.memory - before < 1_500 + edits * 0.1


@pytest.mark.skipif(os.name == "nt", reason="ends a process with a signal")
def test_the_server_ends_with_the_process_that_it_is_for(tmp_path: Path) -> None:
    parent = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    try:
        with Client(tmp_path, process=parent.pid) as client:
            assert client.open("也许").codes == ["TOY003"]
            parent.send_signal(signal.SIGKILL)
            parent.wait(TIMEOUT)
            # Its stdin is still open.
            assert client.process.wait(TIMEOUT) == 1
    finally:
        parent.kill()
