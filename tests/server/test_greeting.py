"""The first answer is what pygls would say, and comes before pygls is there."""

from __future__ import annotations

import asyncio
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import converters
from pytest_lsp import client_capabilities

from reportlint.server.greeting import capabilities_for, greet
from reportlint.server.server import create_server

from .client import Client
from .test_pull import HALF, PULLS

EDITORS = ("emacs", "neovim", "visual-studio-code")
CONVERTER = converters.get_converter()


def first_request(params: Any, method: str = "initialize") -> bytes:
    return json.dumps({"jsonrpc": "2.0", "id": 7, "method": method, "params": params}).encode()


def pygls_answer(params: Any) -> Any:
    out = io.BytesIO()

    async def scene() -> None:
        server = create_server()
        server.protocol.set_writer(out, include_headers=False)  # type: ignore[no-untyped-call, arg-type]
        server.protocol.receive(first_request(params))
        server.shutdown()

    asyncio.run(scene())
    answer = json.loads(out.getvalue())
    sync = answer["result"]["capabilities"]["textDocumentSync"]
    # Not said is no; pygls says it to those clients that have a word for it.
    for key in ("willSave", "willSaveWaitUntil"):
        assert not sync.pop(key, False)
    return answer


def clients() -> dict[str, Any]:
    real = {name: CONVERTER.unstructure(client_capabilities(name)) for name in EDITORS}
    halves = {f"half {number}": half for number, half in enumerate(HALF)}
    encodings = (["utf-8"], ["utf-32", "utf-16"], ["latin-1", "utf-8"], ["latin-1"], [])
    units = {f"in {offered}": {"general": {"positionEncodings": offered}} for offered in encodings}
    return {"plain": {}, "pulls": PULLS, **real, **halves, **units}


@pytest.mark.parametrize("options", [None, {"pull": False}, {"pull": None}])
@pytest.mark.parametrize("client", clients().values(), ids=clients().keys())
def test_it_is_what_pygls_says(client: Any, options: Any) -> None:
    params = {"processId": None, "rootUri": None, "capabilities": client, "initializationOptions": options}
    out = io.BytesIO()
    greeting = greet(first_request(params), out)
    assert greeting is not None
    answer = json.loads(out.getvalue().partition(b"\r\n\r\n")[2])
    assert answer == pygls_answer(params)
    assert greeting.encoding == answer["result"]["capabilities"]["positionEncoding"]


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        first_request({}, "textDocument/hover"),
        first_request(None),
        first_request({}).replace(b"7", b"null"),
        first_request({}).replace(b"7", b"true"),
        first_request({}).replace(b'"id"', b'"no"'),
    ],
)
def test_anything_else_is_left_alone(body: bytes) -> None:
    out = io.BytesIO()
    assert greet(body, out) is None
    assert out.getvalue() == b""


@pytest.mark.parametrize(
    "capabilities", [None, 5, {"general": 1}, {"textDocument": [], "general": {"positionEncodings": 3}}]
)
def test_what_cannot_be_understood_is_as_if_it_were_not_there(capabilities: Any) -> None:
    assert capabilities_for({"capabilities": capabilities}) == capabilities_for({})


def test_a_client_with_a_capability_of_the_wrong_kind_is_served(tmp_path: Path) -> None:
    with Client(tmp_path, capabilities={"textDocument": {"hover": 5}}, encodings=["utf-8"]) as client:
        assert client.open("截止2023年").codes == ["TOY001"]
        assert client.goodbye() == 0


def test_a_client_that_says_nothing_costs_nothing() -> None:
    command = [sys.executable, "-X", "importtime", "-m", "reportlint", "server"]
    ended = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=30)
    assert (ended.returncode, ended.stdout) == (1, b"")
    assert b"pygls" not in ended.stderr
