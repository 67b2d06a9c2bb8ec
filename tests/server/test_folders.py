"""The command that looks at all reports, for clients that do not ask for findings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .client import Client, Published

COMMAND = {"command": "reportlint.checkWorkspace"}
PROGRESS: dict[str, Any] = {"window": {"workDoneProgress": True}}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    folder = tmp_path_factory.mktemp("folders")
    folders = [folder / "甲", folder / "乙"]
    for one in folders:
        one.mkdir()
    (folders[0] / "一.txt").write_text("截止2023年", encoding="utf-8")
    (folders[0] / "二.txt").write_text("没有问题", encoding="utf-8")
    (folders[0] / "strict.txt").write_text("截止2023年", encoding="utf-8")
    (folders[0] / "三.md").write_text("大概", encoding="utf-8")
    (folders[0] / "reportlint.toml").write_text('exclude = ["三.md"]', encoding="utf-8")
    (folders[1] / "三.md").write_text("大概", encoding="utf-8")
    with Client(folder, folders=folders, options={"debounce": 0, "language": "en"}, capabilities=PROGRESS) as client:
        yield client


def check(client: Client) -> tuple[Any, dict[str, list[Published]]]:
    """What the command says, and what was published by name until it had ended."""
    client.more_published()
    found: dict[str, list[Published]] = {}
    number = client.ask("workspace/executeCommand", COMMAND)
    said = client.answer(number)
    for uri, published in client.published_by_uri():
        found.setdefault(uri.removeprefix(client.folder.as_uri() + "/"), []).append(published)
    return said, found


def name(client: Client, path: str) -> str:
    return client.uri(path).removeprefix(client.folder.as_uri() + "/")


def test_all_reports_are_published_with_progress(client: Client) -> None:
    assert COMMAND["command"] in client.server["capabilities"]["executeCommandProvider"]["commands"]
    said, found = check(client)
    assert said == {"reports": 3, "findings": 2}
    codes = {uri: [one.codes for one in all] for uri, all in found.items()}
    assert codes == {
        name(client, "甲/一.txt"): [["TOY001"]],
        name(client, "甲/二.txt"): [[]],
        name(client, "乙/三.md"): [["TOY002"]],
    }
    assert client.requests_seen.get(timeout=10) == "window/workDoneProgress/create"
    begin = client.told("$/progress")["value"]
    assert (begin["kind"], begin["cancellable"]) == ("begin", True)
    end = client.told("$/progress", lambda one: one["value"]["kind"] == "end")["value"]
    assert end["message"] == "3 annual reports checked, 2 findings"


def test_open_documents_are_left_alone_and_come_back_when_they_are_closed(client: Client) -> None:
    check(client)
    uri = client.uri("甲/一.txt")
    assert client.open("也许", uri=uri).codes == ["TOY003"]
    said, found = check(client)
    assert said == {"reports": 3, "findings": 2}
    assert name(client, "甲/一.txt") not in found
    client.close(uri=uri)
    assert client.published(uri).diagnostics == []
    # What was typed was not saved.
    assert client.published(uri).codes == ["TOY001"]


def test_what_is_gone_goes_from_the_editor(client: Client) -> None:
    check(client)
    gone = client.folder / "乙" / "三.md"
    gone.unlink()
    said, found = check(client)
    assert said == {"reports": 2, "findings": 1}
    assert [one.codes for one in found[name(client, "乙/三.md")]] == [[]]
    gone.write_text("大概", encoding="utf-8")


def test_it_can_be_cancelled(client: Client) -> None:
    many = client.folder / "乙" / "多"
    many.mkdir()
    for number in range(300):
        (many / f"{number}.txt").write_text("大概" * 20, encoding="utf-8")
    client.more_told("$/progress")
    number = client.ask("workspace/executeCommand", COMMAND)
    report = client.told("$/progress", lambda one: one["value"]["kind"] == "report")
    client.notify("window/workDoneProgress/cancel", {"token": report["token"]})
    said = client.answer(number)
    assert said["reports"] < 300


def test_without_progress_the_end_is_told(tmp_path: Path) -> None:
    (tmp_path / "一.txt").write_text("截止2023年", encoding="utf-8")
    with Client(tmp_path) as client:
        assert check(client)[0] == {"reports": 1, "findings": 1}
        said = client.told("window/showMessage")
        assert (said["type"], said["message"]) == (3, "检查了 1 份年度报告，有 1 处问题")
