"""The server as editors meet it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .client import REAL_SERVER, TIMEOUT, Client, ServerError

# Each client's offer, and what comes of it.
ENCODINGS = {
    "utf-8": ["utf-8", "utf-32", "utf-16"],
    "utf-16": ["utf-7", "utf-16"],
    "utf-32": ["utf-32", "utf-16"],
}
TEXT = "第一页\f第二页\r\n大概𠮷𠮷截止2023年，也许截止2024年\n末行"
DOCUMENT_CHANGES = {"workspace": {"workspaceEdit": {"documentChanges": True}}}
PAGE = Path(__file__).with_name("toy_server.md")
NOWHERE = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 1}}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """One server for all tests that need nothing special of it: starting one takes a second."""
    with Client(tmp_path_factory.mktemp("shared")) as client:
        yield client


@pytest.fixture
def client(shared: Client) -> Client:
    """The shared server with a document that no other test knows."""
    shared.turn_page()
    return shared


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_document_from_open_to_close(tmp_path: Path, encoding: str) -> None:
    with Client(tmp_path, encodings=ENCODINGS[encoding]) as client:
        assert client.encoding == encoding
        opened = client.open(TEXT, version=0)
        assert opened.version == 0
        assert opened.codes == ["TOY002", "TOY001", "TOY003", "TOY001"]
        ranges = [diagnostic["range"] for diagnostic in opened.diagnostics]
        assert ranges == [
            client.range(TEXT, "大概"),
            client.range(TEXT, "截止"),
            client.range(TEXT, "也许"),
            client.range(TEXT, "截止", nth=1),
        ]

        client.change([{"range": client.range(TEXT, "大概"), "text": "约😀"}], 1)
        text = TEXT.replace("大概", "约😀")
        changed = client.published()
        assert (changed.version, changed.codes) == (1, ["TOY001", "TOY003", "TOY001"])
        assert changed.diagnostics[0]["range"] == client.range(text, "截止")

        line = {"start": {"line": 1, "character": 0}, "end": {"line": 2, "character": 0}}
        actions = client.code_actions(line, only=["quickfix"])
        assert [action["title"] for action in actions] == [*["改为“截至”"] * 2, "修复全部 TOY001（2 处）"]
        edits = actions[0]["edit"]["changes"][client.uri()]
        client.change([{"range": edit["range"], "text": edit["newText"]} for edit in edits], 2)
        text = text.replace("截止", "截至", 1)
        mended = client.published()
        assert (mended.version, mended.codes) == (2, ["TOY003", "TOY001"])
        assert mended.diagnostics[1]["range"] == client.range(text, "截止")

        client.close()
        assert client.published().diagnostics == []
        assert client.goodbye() == 0


def test_what_a_diagnostic_says(tmp_path: Path) -> None:
    with Client(tmp_path, locale="zh-cn") as client:
        [diagnostic] = client.open("甲截止2023年").diagnostics
        assert diagnostic == {
            "range": {"start": {"line": 0, "character": 1}, "end": {"line": 0, "character": 3}},
            "severity": 2,
            "code": "TOY001",
            "codeDescription": {"href": PAGE.as_uri()},
            "source": "reportlint",
            "message": "“截止”应写“截至”，不是*截止*",
            "relatedInformation": [{"location": {"uri": client.uri(), "range": NOWHERE}, "message": "开头"}],
            "data": {"name": "until-year", "fix": "safe"},
        }


def test_other_languages_get_english(tmp_path: Path) -> None:
    with Client(tmp_path, locale="de") as client:
        assert "write" in client.open("截止2023年").diagnostics[0]["message"]


def test_a_version_may_repeat(client: Client) -> None:
    assert client.open("截止2023年", version=0).codes == ["TOY001"]
    for text, codes in (("大概", ["TOY002"]), ("", []), ("也许", ["TOY003"])):
        client.change([{"text": text}], 0)
        published = client.published()
        assert (published.version, published.codes) == (0, codes)


def test_several_changes_in_one_message_build_on_each_other(client: Client) -> None:
    client.open("")
    start = {"line": 0, "character": 0}
    changes = [{"range": {"start": start, "end": start}, "text": text} for text in ("2023年", "止", "截")]
    client.change(changes, 1)
    assert client.published(until=lambda one: one.version == 1).codes == ["TOY001"]


def test_changes_beyond_the_end_and_inside_a_pair_are_survived(client: Client) -> None:
    client.open("𠮷")
    inside = {"line": 0, "character": 1}
    far = {"line": 9, "character": 99}
    changes = [
        {"range": {"start": inside, "end": inside}, "text": "、"},
        {"range": {"start": far, "end": far}, "text": "截止2023年"},
    ]
    client.change(changes, 1)
    [diagnostic] = client.published(until=lambda one: one.version == 1).diagnostics
    assert diagnostic["range"] == client.range("、𠮷截止2023年", "截止")


def test_many_quick_changes_are_few_runs(tmp_path: Path) -> None:
    with Client(tmp_path, options={"debounce": 500}) as client:
        client.open("")
        text = "截止2023年" + "报" * 30
        for version in range(1, 31):
            client.change([{"text": text[: len(text) - 30 + version]}], version)
        published = client.published()
        assert (published.version, published.codes) == (30, ["TOY001"])
        assert client.goodbye() == 0
        assert client.log.count("LOOK") == 2
        assert client.more_published() == []


def test_without_a_debounce_the_last_state_comes_last(client: Client) -> None:
    client.open("")
    for version in range(1, 31):
        client.change([{"text": "截止2023年" * version}], version)
    assert len(client.published(until=lambda one: one.version == 30).codes) == 30
    # An answer shows that nothing is still to come.
    client.hover({"line": 0, "character": 0})
    assert client.more_published() == []


def test_a_fix_is_offered_for_a_named_finding_wherever_the_range_is(tmp_path: Path) -> None:
    with Client(tmp_path, capabilities=DOCUMENT_CHANGES) as client:
        text = "报告截止2023年"
        diagnostics = client.open(text, version=0).diagnostics
        assert client.code_actions(NOWHERE) == []
        [action, everything] = client.code_actions(NOWHERE, diagnostics=diagnostics)
        assert action["kind"] == "quickfix"
        assert action["isPreferred"] is True
        assert action["diagnostics"] == diagnostics
        [change] = action["edit"]["documentChanges"]
        assert change["textDocument"] == {"uri": client.uri(), "version": 0}
        assert client.applied(text, change["edits"]) == "报告截至2023年"
        assert everything["kind"] == "source.fixAll.reportlint"


def test_findings_of_others_are_not_ours(client: Client) -> None:
    [diagnostic] = client.open("报告截止2023年").diagnostics
    other = {**diagnostic, "source": "other", "code": 7}
    assert client.code_actions(NOWHERE, diagnostics=[other]) == []


def test_unsafe_fixes_say_so_and_displayed_ones_are_not_offered(tmp_path: Path) -> None:
    with Client(tmp_path, options={"debounce": 0, "language": "zh"}) as client:
        text = "大概也许"
        client.open(text)
        [action] = client.code_actions(client.range(text, text))
        assert action["title"] == "改为“约”（需人工确认）"
        assert "isPreferred" not in action


@pytest.mark.parametrize("only", ["source", "source.fixAll", "source.fixAll.reportlint"])
def test_all_safe_fixes_at_once(client: Client, only: str) -> None:
    text = "大概截止2023年，\n也许截止2024年"
    client.open(text)
    [action] = client.code_actions(NOWHERE, only=[only])
    edits = action["edit"]["changes"][client.uri()]
    assert client.applied(text, edits) == text.replace("截止", "截至")
    assert client.code_actions(client.range(text, text), only=["refactor", "source.organizeImports"]) == []


def test_nothing_to_fix_gives_no_actions(client: Client) -> None:
    client.open("大概")
    assert client.code_actions(NOWHERE, only=["source.fixAll"]) == []


def test_hover_on_a_finding_and_on_a_code(tmp_path: Path) -> None:
    markdown = {"textDocument": {"hover": {"contentFormat": ["markdown", "plaintext"]}}}
    with Client(tmp_path, capabilities=markdown) as client:
        text = "报告截止2023年，见TOY001。"
        client.open(text)
        on_finding = client.hover(client.position(text, 3))
        assert on_finding["range"] == client.range(text, "截止")
        assert on_finding["contents"] == {
            "kind": "markdown",
            "value": "**TOY001** `until-year`\n\n“截止”应写“截至”，不是\\*截止\\*\n\n依据：出版物上数字用法"
            "\n\n---\n\n# 截至与截止\n\n“截至2023年底”说到某时为止。",
        }
        on_code = client.hover(client.range(text, "OY001")["start"])
        assert on_code["range"] == client.range(text, "TOY001")
        assert on_code["contents"]["value"].startswith("**TOY001** `until-year`\n\n“截止”应为“截至”\n\n依据")
        assert client.hover({"line": 0, "character": 0}) is None


def test_hover_without_markdown(client: Client) -> None:
    client.open("截止2023年")
    contents = client.hover({"line": 0, "character": 0})["contents"]
    assert contents["kind"] == "plaintext"
    assert contents["value"].startswith("TOY001 until-year\n\n“截止”应写“截至”，不是*截止*")


def test_questions_wait_for_the_text_they_are_about(tmp_path: Path) -> None:
    with Client(tmp_path, options={"debounce": 300}) as client:
        client.open("无")
        client.change([{"text": "截止2023年"}], 1)
        assert client.hover({"line": 0, "character": 0})["range"]["end"]["character"] == 2


def test_questions_about_a_text_that_is_no_more_have_no_answer(tmp_path: Path) -> None:
    with Client(tmp_path, options={"debounce": 300}) as client:
        client.open("无")
        client.change([{"text": "截止2023年"}], 1)
        params = {"textDocument": {"uri": client.uri()}, "position": {"line": 0, "character": 0}}
        number = client.ask("textDocument/hover", params)
        client.change([{"text": "，截止2023年"}], 2)
        assert client.answer(number) is None


def test_questions_about_a_document_that_is_not_open_have_no_answer(client: Client) -> None:
    assert client.hover({"line": 0, "character": 0}) is None
    assert client.code_actions(NOWHERE) is None


def test_a_rule_that_fails_costs_only_itself(client: Client) -> None:
    for version in range(3):
        text = "炸截止2023年"
        if version:
            client.change([{"text": text}], version)
            assert client.published().codes == ["TOY001"]
        else:
            assert client.open(text).codes == ["TOY001"]
    assert client.log.count("TOY004: ValueError: 炸") == 1


@pytest.mark.parametrize(("bad", "logged"), [("崩", "RuntimeError: 崩"), ("退", "SystemExit: 退")])
def test_an_analysis_that_fails_leaves_nothing_stale_and_the_server_alive(
    client: Client, bad: str, logged: str
) -> None:
    assert client.open("截止2023年").codes == ["TOY001"]
    client.change([{"text": f"{bad}截止2023年"}], 1)
    published = client.published()
    assert (published.version, published.diagnostics) == (1, [])
    assert client.hover({"line": 0, "character": 2}) is None
    assert logged in client.log
    client.change([{"text": "截止2023年"}], 2)
    assert client.published().codes == ["TOY001"]


def test_what_is_not_a_report_is_left_alone(client: Client) -> None:
    uri = client.uri("strict.txt")
    assert client.open("购物清单：截止2023年", uri=uri).diagnostics == []


def test_at_most_500_are_published_the_gravest_among_them_and_how_many_more(client: Client) -> None:
    more, *diagnostics = client.open("满" + "字" * 700).diagnostics
    assert len(diagnostics) == 500
    assert "100" in more["message"]
    assert (more["range"]["start"]["line"], more["severity"]) == (0, 3)
    assert [one["severity"] for one in diagnostics].count(1) == 1


def test_trust_is_given_and_taken(tmp_path: Path) -> None:
    with Client(
        tmp_path, configuration={"trusted": True}, capabilities={"workspace": {"configuration": True}}
    ) as client:
        client.requests_seen.get(timeout=TIMEOUT)
        assert client.open("疑").codes == []
        # Settings come from files in the folder in question.
        client.notify("workspace/didChangeConfiguration", {"settings": {"reportlint": {"trusted": True}}})
        client.change([{"text": "疑也许"}], 1)
        assert client.published().codes == ["TOY003"]
        client.notify("reportlint/didChangeTrust", {"trusted": True})
        assert client.published().codes == ["TOY006", "TOY003"]
        client.notify("reportlint/didChangeTrust", {"trusted": "yes"})
        assert client.published().codes == ["TOY003"]


def test_the_command_line_goes_before_trust(tmp_path: Path) -> None:
    (tmp_path / "reportlint.toml").write_text('plugins = ["./rules.py"]\n', encoding="utf-8")
    (tmp_path / "rules.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n", encoding="utf-8")
    command = (sys.executable, "-m", "reportlint", "server", "--no-local-plugins")
    with Client(tmp_path, command=command, options={"trusted": True}) as client:
        assert client.open("某县2023年政府信息公开工作年度报告\n\n一、总体情况\n").diagnostics
    assert not (tmp_path / "ran").exists()


def test_an_unsaved_document_is_looked_at(client: Client) -> None:
    assert client.open("截止2023年", uri="untitled:Untitled-1").codes == ["TOY001"]


def test_the_clients_settings_are_asked_for_and_followed(tmp_path: Path) -> None:
    capabilities: dict[str, Any] = {
        "workspace": {"configuration": True, "didChangeConfiguration": {"dynamicRegistration": True}}
    }
    with Client(tmp_path, capabilities=capabilities, configuration={"language": "zh"}) as client:
        asked = {client.requests_seen.get(timeout=TIMEOUT) for _ in range(2)}
        assert asked == {"client/registerCapability", "workspace/configuration"}
        assert "应写" in client.open("截止2023年").diagnostics[0]["message"]
        client.configuration = {"language": "en", "debounce": "soon"}
        client.notify("workspace/didChangeConfiguration", {"settings": None})
        published = client.published(until=lambda one: "write" in one.diagnostics[0]["message"])
        assert published.version == 0
        client.notify("workspace/didChangeConfiguration", {"settings": {"reportlint": {"language": "zh"}}})
        client.published(until=lambda one: "应写" in one.diagnostics[0]["message"])


def test_nonsense_is_survived(tmp_path: Path) -> None:
    with Client(tmp_path) as client:
        client.send_raw(b"garbage\r\n\r\nContent-Length: 3\r\n\r\n{]}")
        messages: list[Any] = [
            [],
            7,
            "报告",
            {},
            {"jsonrpc": "1.0", "method": "x"},
            {"jsonrpc": "2.0", "method": "$/unknown", "params": [1]},
            {"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {}},
            {"jsonrpc": "2.0", "id": "nobody asked", "result": 1},
            {"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": 4711}},
            {"jsonrpc": "2.0", "method": "textDocument/didClose", "params": {"textDocument": {"uri": "x"}}},
        ]
        for message in messages:
            client.send(message)
        client.change([{"text": "截止2023年"}], 1, uri="file:///never-opened.txt")
        with pytest.raises(ServerError):
            client.request("no/such/method", {})
        with pytest.raises(ServerError):
            client.request("textDocument/hover", {"position": "here"})
        assert client.open("\ud842截止2023年").codes == ["TOY001"]
        assert client.goodbye() == 0


def test_the_log_holds_no_texts(tmp_path: Path) -> None:
    with Client(tmp_path) as client:
        client.open("机密截止2023年")
        client.goodbye()
        assert "机密" not in client.log
        assert "\\u673a" not in client.log


def test_an_end_without_goodbye(tmp_path: Path) -> None:
    with Client(tmp_path) as client:
        assert client.goodbye(shutdown=False) == 1


def test_the_server_ends_with_its_client(tmp_path: Path) -> None:
    with Client(tmp_path) as client:
        client.open("截止2023年")
        assert client.process.stdin is not None
        client.process.stdin.close()
        assert client.process.wait(TIMEOUT) == 1


def test_the_real_rules_are_there(tmp_path: Path) -> None:
    with Client(tmp_path, command=REAL_SERVER) as client:
        assert client.server["serverInfo"]["name"] == "reportlint"
        assert client.open("").diagnostics == []
        assert client.open("今天天气很好。", uri=client.uri("b.txt")).diagnostics == []
        assert client.goodbye() == 0


def test_the_command_line_ends_as_quietly_as_the_server(tmp_path: Path) -> None:
    with Client(tmp_path, command=(sys.executable, "-m", "reportlint", "server")) as client:
        client.open("一封信")
        assert client.goodbye() == 0
        assert "Traceback" not in client.log
