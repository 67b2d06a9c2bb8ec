"""Whole sessions with the capabilities of real editors: every method, and nothing that the editor did not ask for.

pytest-lsp has their capabilities, and warns of answers that they do not allow.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

from reportlint.plugins import load_plugins
from reportlint.testing import sample_report

from .client import REAL_SERVER, TIMEOUT

pytestmark = [
    pytest.mark.filterwarnings("error::pytest_lsp.LspSpecificationWarning"),
]

# Each with what it counts characters in, and whether it watches files for us.
CLIENTS = {
    "visual_studio_code": (types.PositionEncodingKind.Utf16, True),
    "neovim@v0.11": (types.PositionEncodingKind.Utf8, False),
    "emacs": (types.PositionEncodingKind.Utf32, True),
}
WIDTHS = {
    types.PositionEncodingKind.Utf8: lambda text: len(text.encode()),
    types.PositionEncodingKind.Utf16: lambda text: len(text.encode("utf-16-le")) // 2,
    types.PositionEncodingKind.Utf32: len,
}
# What is asked of those that say they can; pytest-lsp has an error for a request that nobody answers.
REFRESHES = (
    types.WORKSPACE_CODE_LENS_REFRESH, types.WORKSPACE_INLAY_HINT_REFRESH, types.WORKSPACE_SEMANTIC_TOKENS_REFRESH,
)  # fmt: skip
FLAW = "截止2023年12月31日"
BEFORE = "𠮷安社区"


class Session:
    """A client in its folder, and what the server registered with it."""

    def __init__(self, name: str, client: LanguageClient, folder: Path) -> None:
        self.client = client
        self.encoding, self.watches = CLIENTS[name]
        self.uri = (folder / "年报.txt").as_uri()
        self.folder = folder
        self.registered: list[str] = []
        shown = client_capabilities(name).workspace
        kinds = (getattr(shown, kind, None) for kind in ("code_lens", "inlay_hint", "semantic_tokens"))
        self.draws_again = sum(getattr(kind, "refresh_support", None) is True for kind in kinds)
        self.drawn_again = 0
        form = load_plugins(installed=False).forms.for_year(2023)
        assert form is not None
        self.text = sample_report(form, 2023).replace(
            "一、总体情况\n", f"一、总体情况\n{BEFORE}{FLAW}，主动公开信息。\n", 1
        )
        (folder / "年报.txt").write_text(self.text, encoding="utf-8")
        self.line = self.text[: self.text.index(FLAW)].count("\n")

    @property
    def document(self) -> types.TextDocumentIdentifier:
        return types.TextDocumentIdentifier(self.uri)

    @property
    def place(self) -> types.Position:
        """Behind the sign that each encoding counts differently."""
        return types.Position(self.line, WIDTHS[self.encoding](BEFORE))

    async def published(self, wanted: bool) -> types.Diagnostic | None:
        """Waits until the flaw is, or is not, among what is published."""
        for _ in range(int(TIMEOUT * 50)):
            found = self.client.diagnostics.get(self.uri)
            flaws = [one for one in found or () if one.code == "YR301"]
            if found is not None and bool(flaws) is wanted:
                return flaws[0] if flaws else None
            await asyncio.sleep(0.02)
        raise AssertionError("nothing was published")

    async def drawn(self) -> None:
        """Waits until the editor was asked to draw again all that it can, because of other settings."""
        for _ in range(int(TIMEOUT * 50)):
            if self.drawn_again >= self.draws_again:
                return
            await asyncio.sleep(0.02)
        raise AssertionError("what stands between the words is that of other settings")

    def range_of(self, start: str, text: str) -> types.Range:
        width = WIDTHS[self.encoding]
        begin = types.Position(self.line, width(start))
        return types.Range(begin, types.Position(self.line, begin.character + width(text)))


@pytest_lsp.fixture(
    params=list(CLIENTS),
    config=ClientServerConfig(
        server_command=list(REAL_SERVER), server_env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    ),
)
async def client(request: Any, lsp_client: LanguageClient, tmp_path: Path) -> AsyncIterator[None]:
    session = lsp_client.session = Session(request.param, lsp_client, tmp_path)

    @lsp_client.feature(types.CLIENT_REGISTER_CAPABILITY)
    def register(params: types.RegistrationParams) -> None:
        session.registered += [one.method for one in params.registrations]

    def draw_again(_: None) -> None:
        session.drawn_again += 1

    for method in REFRESHES:
        lsp_client.feature(method)(draw_again)

    answer = await lsp_client.initialize_session(
        types.InitializeParams(
            client_capabilities(request.param),
            root_uri=tmp_path.as_uri(),
            workspace_folders=[types.WorkspaceFolder(tmp_path.as_uri(), "年报")],
            initialization_options={"debounce": 0, "language": "en"},
        )
    )
    assert answer.capabilities.position_encoding == session.encoding
    # None of the three can be told to ask again.
    assert answer.capabilities.diagnostic_provider is None
    yield
    await lsp_client.shutdown_session()


@pytest.mark.asyncio
async def test_a_session(client: Any) -> None:
    session: Session = client.session
    document = session.document
    client.text_document_did_open(
        types.DidOpenTextDocumentParams(types.TextDocumentItem(session.uri, "plaintext", 0, session.text))
    )
    flaw = await session.published(True)
    assert flaw is not None
    assert flaw.range.start == session.place
    assert (types.WORKSPACE_DID_CHANGE_WATCHED_FILES in session.registered) is session.watches

    # The quick fix, made as the editor would.
    actions = await client.text_document_code_action_async(
        types.CodeActionParams(document, flaw.range, types.CodeActionContext([flaw]))
    )
    titles = [action.title for action in actions or ()]
    assert any("截至" in title for title in titles), titles
    hover = await client.text_document_hover_async(types.HoverParams(document, session.place))
    assert hover is not None and "YR301" in str(hover.contents)

    change = types.TextDocumentContentChangePartial(session.range_of(f"{BEFORE}截", "止"), "至")
    identifier = types.VersionedTextDocumentIdentifier(0, session.uri)
    client.text_document_did_change(types.DidChangeTextDocumentParams(identifier, [change]))
    await session.published(False)
    session.text = session.text.replace("截止", "截至", 1)

    # A file that decides, changed while the editor watches it or not.
    (session.folder / "reportlint.toml").write_text('select = ["TXT"]', encoding="utf-8")
    changed = types.FileEvent((session.folder / "reportlint.toml").as_uri(), types.FileChangeType.Created)
    client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([changed]))
    await every_question(session)
    checked = await client.workspace_execute_command_async(types.ExecuteCommandParams("reportlint.checkWorkspace"))
    assert checked["reports"] == 1
    await session.drawn()
    client.text_document_did_close(types.DidCloseTextDocumentParams(document))


async def every_question(session: Session) -> None:
    """All that an editor may ask about a document; an answer that is an error raises."""
    client, document, place = session.client, session.document, session.place
    whole = types.Range(types.Position(0, 0), types.Position(session.text.count("\n"), 0))
    options = types.FormattingOptions(4, True)
    assert await client.text_document_document_symbol_async(types.DocumentSymbolParams(document))
    assert await client.text_document_folding_range_async(types.FoldingRangeParams(document))
    assert await client.text_document_selection_range_async(types.SelectionRangeParams(document, [place]))
    assert await client.text_document_inlay_hint_async(types.InlayHintParams(document, whole))
    assert await client.text_document_semantic_tokens_full_async(types.SemanticTokensParams(document))
    assert await client.text_document_code_lens_async(types.CodeLensParams(document))
    await client.text_document_completion_async(types.CompletionParams(document, place))
    await client.text_document_document_link_async(types.DocumentLinkParams(document))
    await client.text_document_document_highlight_async(types.DocumentHighlightParams(document, place))
    await client.text_document_definition_async(types.DefinitionParams(document, place))
    await client.text_document_references_async(types.ReferenceParams(types.ReferenceContext(True), document, place))
    await client.text_document_formatting_async(types.DocumentFormattingParams(document, options))
    await client.workspace_symbol_async(types.WorkspaceSymbolParams(""))
