"""Every feature through a real server's process, in each unit that clients count in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.server.client import REAL_SERVER, Client

from .reports import REPORT, TABBED_ROW

CAPABILITIES: dict[str, Any] = {
    "workspace": {"workspaceEdit": {"documentChanges": True, "resourceOperations": ["create"]}},
    "textDocument": {
        "hover": {"contentFormat": ["markdown"]},
        "completion": {"completionItem": {"snippetSupport": True, "insertTextModeSupport": {"valueSet": [1, 2]}}},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "foldingRange": {"rangeLimit": 10},
    },
}
WRONG = REPORT.replace(TABBED_ROW, TABBED_ROW[:-2] + "16")
ENCODINGS = ["utf-8", "utf-16", "utf-32"]


class Editor(Client):
    """A client with a wrong report open."""

    def ask_at(self, method: str, place: dict[str, int], **more: Any) -> Any:
        params = {"textDocument": {"uri": self.uri()}, "position": place, **more}
        return self.request(f"textDocument/{method}", params)

    def ask_of(self, method: str, **more: Any) -> Any:
        return self.request(f"textDocument/{method}", {"textDocument": {"uri": self.uri()}, **more})

    def at(self, part: str, within: int = 0) -> dict[str, int]:
        return self.position(WRONG, WRONG.index(part) + within)


@pytest.fixture(scope="module", params=ENCODINGS)
def editor(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    folder = tmp_path_factory.mktemp("lsp")
    options = {"debounce": 0, "language": "zh"}
    with Editor(
        folder, command=REAL_SERVER, encodings=[request.param], capabilities=CAPABILITIES, options=options
    ) as client:
        assert client.encoding == request.param
        assert "TBL301" in client.open(WRONG).codes
        yield client
        assert client.goodbye() == 0
        assert "Traceback" not in client.log


def test_what_the_server_says_it_can(editor: Editor) -> None:
    can = editor.server["capabilities"]
    for name in (
        "hover", "definition", "references", "documentHighlight", "documentSymbol", "workspaceSymbol", "foldingRange",
        "selectionRange", "documentFormatting", "documentRangeFormatting", "inlayHint", "codeLens", "documentLink",
    ):  # fmt: skip
        assert can.get(f"{name}Provider"), name
    assert "《" in can["completionProvider"]["triggerCharacters"]
    assert can["semanticTokensProvider"]["full"] and can["semanticTokensProvider"]["range"]
    assert can["semanticTokensProvider"]["legend"]["tokenTypes"][0] == "namespace"
    assert can["codeActionProvider"]["codeActionKinds"] == [
        "quickfix", "refactor.rewrite.reportlint", "source.fixAll.reportlint",
    ]  # fmt: skip


def test_hover(editor: Editor) -> None:
    found = editor.hover(editor.at("申请15件", 3))
    assert found["range"] == editor.range(WRONG, "15件")
    assert "**读作：政府信息公开申请 · 收到：15件**" in found["contents"]["value"]
    assert "≠ 与表不一致" in found["contents"]["value"]


def test_inlay_hints(editor: Editor) -> None:
    row = editor.range(WRONG, TABBED_ROW[:-2] + "16")
    [hint] = editor.ask_of("inlayHint", range=row)
    assert (hint["label"], hint["position"]) == ("Σ 15 ≠ 16", row["end"])


def test_completion(editor: Editor) -> None:
    place = editor.at("根据《中华", 2)
    found = editor.ask_at("completion", place)
    assert found == []
    caret = editor.at("第五十条", 1)
    [item] = [one for one in editor.ask_at("completion", caret) if one["label"] == "第五十条"]
    assert item["textEdit"]["range"] == {"start": editor.at("第五十条"), "end": caret}


def test_definition_and_references(editor: Editor) -> None:
    cell = editor.range(WRONG, TABBED_ROW[:-2] + "16")["end"]
    [found] = editor.ask_at("definition", editor.at("申请15件", 3))
    assert found["uri"] == editor.uri() and found["range"]["end"] == cell
    [back] = [one for one in editor.ask_at("definition", cell) if one["range"]["start"] == editor.at("申请15件", 2)]
    assert back["range"] == editor.range(WRONG, "15件")
    found = editor.ask_at("references", cell, context={"includeDeclaration": True})
    assert back in found and len(found) > 1


def test_highlights(editor: Editor) -> None:
    found = editor.ask_at("documentHighlight", editor.range(WRONG, TABBED_ROW[:-2] + "16")["end"])
    assert len(found) == 10
    assert editor.range(WRONG, "16") in [one["range"] for one in found if one["kind"] == 3]


def test_symbols_folding_and_selection(editor: Editor) -> None:
    symbols = editor.ask_of("documentSymbol")
    assert symbols[2]["selectionRange"] == editor.range(WRONG, "二、主动公开政府信息情况")
    assert len(symbols[2]["children"]) == 4
    found = editor.request("workspace/symbol", {"query": "行政许可"})
    assert [(one["name"], one["location"]["uri"]) for one in found] == [("行政许可", editor.uri())]
    assert len(editor.ask_of("foldingRange")) == 10
    [selection] = editor.ask_of("selectionRange", positions=[editor.at("申请15件", 3)])
    assert selection["range"] == editor.range(WRONG, "15")
    assert selection["parent"]["range"] == editor.range(WRONG, "15件")


def test_semantic_tokens(editor: Editor) -> None:
    line = WRONG.index(TABBED_ROW[:-2])
    start = editor.position(WRONG, line)
    data = editor.ask_of("semanticTokens/range", range=editor.range(WRONG, TABBED_ROW[:-2] + "16"))["data"]
    assert len(data) == 8 * 5
    assert data[:2] == [start["line"], 0]
    assert data[5:8] == [0, editor.at(TABBED_ROW[:-2], TABBED_ROW.index("12"))["character"], 2]
    whole = editor.ask_of("semanticTokens/full")["data"]
    assert len(whole) > 1000 and len(whole) % 5 == 0


def test_links_and_lenses(editor: Editor) -> None:
    assert editor.ask_of("documentLink") == []
    lenses = editor.ask_of("codeLens")
    assert lenses[0]["command"]["title"] == "6/6 个部分 · 40/42 勾稽关系成立，2 不成立"
    assert len(lenses) == 7


def test_formatting(editor: Editor) -> None:
    options = {"tabSize": 4, "insertSpaces": True}
    [edit] = editor.ask_of("rangeFormatting", range=editor.range(WRONG, "（七）总计"), options=options)
    assert edit["newText"].startswith("| （本列数据")
    assert edit["range"]["start"] == editor.at("（本列数据")
    assert edit in editor.ask_of("formatting", options=options)


def test_code_actions(editor: Editor) -> None:
    place = editor.range(WRONG, TABBED_ROW[:-2] + "16")["end"]
    here = {"start": place, "end": place}
    fills = editor.code_actions(here, only=["refactor"])
    [change] = fills[0]["edit"]["documentChanges"]
    assert change["edits"] == [{"range": editor.range(WRONG, "16"), "newText": "15"}]
    ignored = [one for one in editor.code_actions(here, only=["quickfix"]) if "忽略清单" in one["title"]]
    assert ignored and ignored[0]["edit"]["documentChanges"][0]["kind"] == "create"


def test_a_document_that_is_not_open_has_no_answers(editor: Editor) -> None:
    place = {"line": 0, "character": 0}
    nowhere = {"start": place, "end": place}
    options = {"tabSize": 4, "insertSpaces": True}
    for method, more in {
        "hover": {"position": place}, "completion": {"position": place}, "definition": {"position": place},
        "references": {"position": place, "context": {"includeDeclaration": True}}, "inlayHint": {"range": nowhere},
        "documentHighlight": {"position": place}, "documentSymbol": {}, "foldingRange": {},
        "selectionRange": {"positions": [place]}, "semanticTokens/full": {}, "semanticTokens/range": {"range": nowhere},
        "documentLink": {}, "codeLens": {}, "formatting": {"options": options},
        "rangeFormatting": {"options": options, "range": nowhere},
    }.items():  # fmt: skip
        params = {"textDocument": {"uri": editor.uri("nowhere.txt")}, **more}
        assert editor.request(f"textDocument/{method}", params) is None, method


def test_clients_without_an_outline_get_a_list(tmp_path: Path) -> None:
    with Editor(tmp_path, command=REAL_SERVER) as client:
        client.open(REPORT)
        names = [one["name"] for one in client.ask_of("documentSymbol")]
        assert "收到和处理政府信息公开申请情况表" in names
        client.change([{"text": ""}], 1)
        items = client.ask_at("completion", {"line": 0, "character": 0})
        assert len(items) == 2
        assert all(one["insertTextFormat"] == 1 and "| 规章" in one["textEdit"]["newText"] for one in items)
