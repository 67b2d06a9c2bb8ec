"""Handlers out of the features: each waits for the analysis and is worked out off the loop."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from lsprotocol import types
from pygls.capabilities import get_capability

from reportlint.server.actions import KINDS, code_actions
from reportlint.server.ignoring import ignore_edit

from .completion import TRIGGERS, completion
from .folding import folding_ranges
from .formatting import formatting
from .highlights import highlights
from .hover import hover
from .inlay_hints import inlay_hints
from .lenses import code_lenses
from .links import document_links
from .navigation import definition, references
from .requests import register_requests
from .selection import selection_ranges
from .symbols import document_symbols, flat_symbols
from .tokens import LEGEND, semantic_tokens

if TYPE_CHECKING:
    from reportlint.server.analysis import Analysis
    from reportlint.server.server import ReportServer

Result = TypeVar("Result")
More = ParamSpec("More")


def register(server: ReportServer) -> None:
    """Gives a server all features that look at one document or at all open ones."""
    _register_actions(server)
    _register_words(server)
    _register_places(server)
    _register_structure(server)
    _register_layout(server)
    register_requests(server)


async def _answer(
    server: ReportServer,
    uri: str,
    feature: Callable[Concatenate[Analysis, More], Result],
    *args: More.args,
    **kwargs: More.kwargs,
) -> Result | None:
    """A feature of a document as it is now; None where nothing can be said of that."""
    analysis = await server.analyst.current(uri)
    if analysis is None:
        return None
    return await server.analyst.off_loop(partial(feature, analysis, *args, **kwargs))


def _register_actions(server: ReportServer) -> None:
    analyst = server.analyst

    def text_of(path: Path) -> str | None:
        document = analyst.workspace.opened(path.as_uri())
        return document.source if document is not None else None

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(KINDS))
    async def act(params: types.CodeActionParams) -> list[types.CodeAction] | None:
        analysis = await analyst.current(params.text_document.uri)
        if analysis is None:
            return None
        versioned = server.client_can("workspace.workspace_edit.document_changes")
        language = analyst.settings.language
        operations = get_capability(server.client_capabilities, "workspace.workspace_edit.resource_operations", None)
        ignore = partial(
            ignore_edit, analysis.snapshot, session=analysis.session, folders=analyst.workspace.folder_paths,
            opened=text_of, language=language, today=date.today(),
            creates=types.ResourceOperationKind.Create in (operations or ()), versioned=versioned,
        )  # fmt: skip
        return await analyst.off_loop(
            partial(code_actions, analysis, params, language, versioned=versioned, ignore=ignore)
        )


def _register_words(server: ReportServer) -> None:
    analyst = server.analyst

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def show_hover(params: types.HoverParams) -> types.Hover | None:
        formats = get_capability(server.client_capabilities, "text_document.hover.content_format", None) or ()
        markdown = types.MarkupKind.Markdown in formats
        language = analyst.settings.language
        return await _answer(server, params.text_document.uri, hover, params.position, language, markdown=markdown)

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=TRIGGERS))
    async def complete(params: types.CompletionParams) -> list[types.CompletionItem] | None:
        snippets = server.client_can("text_document.completion.completion_item.snippet_support")
        modes = "text_document.completion.completion_item.insert_text_mode_support.value_set"
        as_is = types.InsertTextMode.AsIs in (get_capability(server.client_capabilities, modes, None) or ())
        language, today = analyst.settings.language, date.today()
        return await _answer(
            server, params.text_document.uri, completion, params.position, language, today,
            snippets=snippets, as_is=as_is,
        )  # fmt: skip

    @server.feature(types.TEXT_DOCUMENT_INLAY_HINT)
    async def hint(params: types.InlayHintParams) -> list[types.InlayHint] | None:
        return await _answer(server, params.text_document.uri, inlay_hints, params.range, analyst.settings.language)

    @server.feature(types.TEXT_DOCUMENT_CODE_LENS)
    async def lens(params: types.CodeLensParams) -> list[types.CodeLens] | None:
        return await _answer(server, params.text_document.uri, code_lenses, analyst.settings.language)


def _register_places(server: ReportServer) -> None:
    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    async def define(params: types.DefinitionParams) -> list[types.Location] | None:
        return await _answer(server, params.text_document.uri, definition, params.position)

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    async def refer(params: types.ReferenceParams) -> list[types.Location] | None:
        wanted = params.context.include_declaration
        return await _answer(server, params.text_document.uri, references, params.position, declaration=wanted)

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)
    async def highlight(params: types.DocumentHighlightParams) -> list[types.DocumentHighlight] | None:
        return await _answer(server, params.text_document.uri, highlights, params.position)

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_LINK)
    async def link(params: types.DocumentLinkParams) -> list[types.DocumentLink] | None:
        return await _answer(server, params.text_document.uri, document_links, server.analyst.settings.language)


def _register_structure(server: ReportServer) -> None:
    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    async def outline(
        params: types.DocumentSymbolParams,
    ) -> list[types.DocumentSymbol] | list[types.SymbolInformation] | None:
        uri = params.text_document.uri
        if server.client_can("text_document.document_symbol.hierarchical_document_symbol_support"):
            return await _answer(server, uri, document_symbols)
        return await _answer(server, uri, flat_symbols)

    @server.feature(types.WORKSPACE_SYMBOL)
    async def find(params: types.WorkspaceSymbolParams) -> list[types.SymbolInformation]:
        found: list[types.SymbolInformation] = []
        for document in list(server.workspace.text_documents.values()):
            found += await _answer(server, document.uri, flat_symbols, params.query) or []
        return found

    @server.feature(types.TEXT_DOCUMENT_FOLDING_RANGE)
    async def fold(params: types.FoldingRangeParams) -> list[types.FoldingRange] | None:
        limit = get_capability(server.client_capabilities, "text_document.folding_range.range_limit", None)
        return await _answer(server, params.text_document.uri, folding_ranges, limit)

    @server.feature(types.TEXT_DOCUMENT_SELECTION_RANGE)
    async def select(params: types.SelectionRangeParams) -> list[types.SelectionRange] | None:
        return await _answer(server, params.text_document.uri, selection_ranges, params.positions)


def _register_layout(server: ReportServer) -> None:
    @server.feature(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, LEGEND)
    async def colour(params: types.SemanticTokensParams) -> types.SemanticTokens | None:
        return await _answer(server, params.text_document.uri, semantic_tokens)

    @server.feature(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE, LEGEND)
    async def colour_range(params: types.SemanticTokensRangeParams) -> types.SemanticTokens | None:
        return await _answer(server, params.text_document.uri, semantic_tokens, params.range)

    @server.feature(types.TEXT_DOCUMENT_FORMATTING)
    async def format_all(params: types.DocumentFormattingParams) -> list[types.TextEdit] | None:
        return await _answer(server, params.text_document.uri, formatting)

    @server.feature(types.TEXT_DOCUMENT_RANGE_FORMATTING)
    async def format_range(params: types.DocumentRangeFormattingParams) -> list[types.TextEdit] | None:
        return await _answer(server, params.text_document.uri, formatting, params.range)
