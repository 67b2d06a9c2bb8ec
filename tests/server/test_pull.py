"""Findings for clients that ask for them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import converters, types

from reportlint.server.server import create_server

from .client import Client, ServerError

PULLS = {"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": True}}}
HALF = [
    {"textDocument": {"diagnostic": {}}},
    {"workspace": {"diagnostics": {"refreshSupport": True}}},
    {"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": False}}},
]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    folder = tmp_path_factory.mktemp("pull")
    (folder / "甲.txt").write_text("截止2023年", encoding="utf-8")
    (folder / "乙.md").write_text("大概也许", encoding="utf-8")
    (folder / "strict.txt").write_text("购物清单：截止2023年", encoding="utf-8")
    (folder / "字.txt").write_bytes(b"\xff\xfe\x00\xff\x01\x02\x80")
    (folder / "程序.py").write_text("截止2023年", encoding="utf-8")
    with Client(folder, capabilities=PULLS) as client:
        yield client


@pytest.fixture
def client(shared: Client) -> Client:
    shared.turn_page()
    return shared


def ask(client: Client, uri: str | None = None, *, known: str | None = None) -> Any:
    params: dict[str, Any] = {"textDocument": {"uri": uri or client.uri()}}
    if known is not None:
        params["previousResultId"] = known
    return client.request("textDocument/diagnostic", params)


def ask_all(client: Client, known: dict[str, str] | None = None, **more: Any) -> dict[str, Any]:
    ids = [{"uri": uri, "value": id} for uri, id in (known or {}).items()]
    answer = client.request("workspace/diagnostic", {"previousResultIds": ids, **more})
    return {item["uri"]: item for item in answer["items"]}


def start(client: Client, text: str) -> None:
    item = {"uri": client.uri(), "languageId": "plaintext", "version": 0, "text": text}
    client.notify("textDocument/didOpen", {"textDocument": item})


def codes(report: Any) -> list[str]:
    return [one["code"] for one in report["items"]]


@pytest.mark.parametrize(("capabilities", "enough"), [*((half, False) for half in HALF), (PULLS, True)])
def test_half_of_the_capabilities_is_not_enough(capabilities: dict[str, Any], enough: bool) -> None:
    server = create_server()
    structured = converters.get_converter().structure(capabilities, types.ClientCapabilities)
    server.protocol.client_capabilities = structured
    assert server.can_pull() is enough


def test_a_client_that_says_no_is_pushed_to(tmp_path: Path) -> None:
    with Client(tmp_path, capabilities=PULLS, options={"debounce": 0, "pull": False}) as client:
        assert "diagnosticProvider" not in client.server["capabilities"]
        assert client.open("截止2023年").codes == ["TOY001"]
        with pytest.raises(ServerError):
            ask(client)


def test_pushed_until_asked_and_never_both(tmp_path: Path) -> None:
    with Client(tmp_path, capabilities=PULLS) as client:
        provider = client.server["capabilities"]["diagnosticProvider"]
        assert (provider["interFileDependencies"], provider["workspaceDiagnostics"]) == (False, True)
        assert client.open("截止2023年").codes == ["TOY001"]
        report = ask(client)
        assert (report["kind"], codes(report)) == ("full", ["TOY001"])
        assert client.published().diagnostics == []
        client.change([{"text": "大概截止2023年"}], 1)
        assert codes(ask(client)) == ["TOY002", "TOY001"]
        client.close()
        ask(client)
        assert client.more_published() == []


def test_what_has_not_changed_is_not_sent_again(client: Client) -> None:
    start(client, "大概，也许")
    first = ask(client)
    again = ask(client, known=first["resultId"])
    assert again == {"kind": "unchanged", "resultId": first["resultId"]}
    client.change([{"text": "大概，也许。"}], 1)
    assert ask(client, known=first["resultId"])["kind"] == "unchanged"
    client.change([{"text": "\n大概，也许。"}], 2)
    moved = ask(client, known=first["resultId"])
    assert (moved["kind"], codes(moved)) == ("full", ["TOY002", "TOY003"])
    assert moved["resultId"] != first["resultId"]


def test_an_answer_is_about_the_newest_text(client: Client) -> None:
    start(client, "大概")
    numbers = []
    for version in range(1, 20):
        params = {"textDocument": {"uri": client.uri()}}
        numbers.append(client.ask("textDocument/diagnostic", params))
        client.change([{"text": "也许" * version}], version)
    numbers.append(client.ask("textDocument/diagnostic", {"textDocument": {"uri": client.uri()}}))
    assert len(client.answer(numbers[-1])["items"]) == 19
    # Those before have no version either: whatever they say must hold for a text that comes after them.
    assert all(client.answer(number)["kind"] == "full" for number in numbers[:-1])


def test_a_document_that_is_not_open_has_nothing(client: Client) -> None:
    assert ask(client, "file:///nowhere/没有.txt") == {"kind": "full", "items": []}


def test_a_client_that_asks_only_once_is_reminded(client: Client) -> None:
    start(client, "大概")
    ask(client)
    while not client.requests_seen.empty():
        client.requests_seen.get()
    client.change([{"text": "也许"}], 1)
    assert client.requests_seen.get(timeout=10) == "workspace/diagnostic/refresh"


def test_a_change_of_settings_has_the_client_ask_again(client: Client) -> None:
    while not client.requests_seen.empty():
        client.requests_seen.get()
    for language, word in (("en", "write"), ("zh", "应写")):
        start(client, "截止2023年")
        client.notify("workspace/didChangeConfiguration", {"settings": {"reportlint": {"language": language}}})
        assert client.requests_seen.get(timeout=10) == "workspace/diagnostic/refresh"
        assert word in ask(client)["items"][0]["message"]


def test_all_reports_of_the_folder(client: Client) -> None:
    start(client, "大概大概")
    found = ask_all(client)
    first, second, broken, unsaved = (client.uri("甲.txt"), client.uri("乙.md"), client.uri("字.txt"), client.uri())
    # An open document that is no file of the folder is the business of textDocument/diagnostic.
    assert unsaved not in found
    assert {uri: codes(one) for uri, one in found.items() if uri != broken} == {
        first: ["TOY001"],
        second: ["TOY002", "TOY003"],
    }
    assert all(one["version"] is None and one["kind"] == "full" for one in found.values())

    known = {uri: one["resultId"] for uri, one in found.items()}
    again = ask_all(client, known)
    assert {uri: one["kind"] for uri, one in again.items()} == dict.fromkeys(known, "unchanged")

    (client.folder / "甲.txt").write_text("截止2023年也许", encoding="utf-8")
    gone = client.folder / "乙.md"
    text = gone.read_text(encoding="utf-8")
    gone.unlink()
    changed = ask_all(client, known)
    assert (changed[first]["kind"], codes(changed[first])) == ("full", ["TOY001", "TOY003"])
    assert changed[second]["items"] == []
    gone.write_text(text, encoding="utf-8")
    (client.folder / "甲.txt").write_text("截止2023年", encoding="utf-8")


def test_an_open_file_is_told_as_it_is_in_the_editor(client: Client) -> None:
    client.document = "甲.txt"
    start(client, "大概")
    client.change([{"text": "也许也许"}], 7)
    item = ask_all(client)[client.uri()]
    assert (item["version"], codes(item)) == (7, ["TOY003", "TOY003"])
    client.close()
    item = ask_all(client)[client.uri()]
    assert (item["version"], codes(item)) == (None, ["TOY001"])


def test_parts_and_progress(client: Client) -> None:
    client.more_told("$/progress")
    assert ask_all(client, partialResultToken="parts", workDoneToken="done") == {}
    told = []
    while not told or told[-1]["value"].get("kind") != "end":
        told.append(client.told("$/progress"))
    parts = [one["value"]["items"] for one in told if one["token"] == "parts"]
    parts += [one["value"]["items"] for one in client.more_told("$/progress")]
    assert {item["uri"] for part in parts for item in part} >= {client.uri("甲.txt"), client.uri("乙.md")}
    kinds = [one["value"]["kind"] for one in told if one["token"] == "done"]
    assert (kinds[0], kinds[-1]) == ("begin", "end")


def test_a_long_answer_can_be_cancelled(client: Client, tmp_path_factory: pytest.TempPathFactory) -> None:
    many = tmp_path_factory.mktemp("many")
    for number in range(400):
        (many / f"{number}.txt").write_text("也许" * 20, encoding="utf-8")
    folder = {"uri": many.as_uri(), "name": "many"}
    client.notify("workspace/didChangeWorkspaceFolders", {"event": {"added": [folder], "removed": []}})
    number = client.ask("workspace/diagnostic", {"previousResultIds": [], "workDoneToken": "all"})
    client.told("$/progress", lambda one: one["value"]["kind"] == "report")
    client.notify("$/cancelRequest", {"id": number})
    with pytest.raises(ServerError, match="cancel"):
        client.answer(number)
    client.told("$/progress", lambda one: one["value"]["kind"] == "end")

    number = client.ask("workspace/diagnostic", {"previousResultIds": [], "workDoneToken": "more"})
    client.told("$/progress", lambda one: one["value"]["kind"] == "report")
    client.notify("window/workDoneProgress/cancel", {"token": "more"})
    assert 0 < len(client.answer(number)["items"]) < 400
    client.notify("workspace/didChangeWorkspaceFolders", {"event": {"added": [], "removed": [folder]}})
