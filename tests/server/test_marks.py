"""What stands between the words is asked for anew when something else than the text has changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from queue import Empty

import pytest

from .client import Client

CAPABILITIES = {"workspace": {"codeLens": {"refreshSupport": True}, "inlayHint": {"refreshSupport": True}}}
ASKED = {"workspace/codeLens/refresh", "workspace/inlayHint/refresh"}
REPORT = "青石镇人民政府2023年政府信息公开工作年度报告\n\n一、总体情况\n\n2023年，公开政府信息3条。\n"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    with Client(tmp_path, capabilities=CAPABILITIES) as client:
        yield client
        assert client.goodbye() == 0


def lenses(client: Client) -> object:
    return client.request("textDocument/codeLens", {"textDocument": {"uri": client.uri()}})


def asked(client: Client, count: int) -> set[str]:
    return {client.requests_seen.get(timeout=20) for _ in range(count)}


def forget(client: Client) -> None:
    """Lets what the client is asked for at the beginning come and go."""
    lenses(client)
    while True:
        try:
            client.requests_seen.get(timeout=1)
        except Empty:
            return


def test_who_asks_before_a_document_is_open_is_told_to_ask_again(client: Client) -> None:
    forget(client)
    assert lenses(client) is None
    client.open(REPORT)
    assert asked(client, 2) == ASKED
    assert lenses(client)
    client.change([{"text": REPORT + "\n"}], 2)
    assert lenses(client)
    assert client.requests_seen.empty()


def test_other_settings_have_them_asked_for_anew(client: Client) -> None:
    client.open(REPORT)
    forget(client)
    client.notify("workspace/didChangeConfiguration", {"settings": {"reportlint": {"language": "en"}}})
    assert asked(client, 2) == ASKED
    assert "sections" in str(lenses(client))
