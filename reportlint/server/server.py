"""The server: what the client asks for, handed to the modules that know.

Handlers are coroutines that wait for the analysis, or a few lines: while a plain handler runs, no other
message is read.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping
from contextlib import redirect_stdout
from functools import partial
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.capabilities import get_capability
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol

from reportlint import __version__

from .actions import KINDS, code_actions
from .analysis import Analyst, ConfiguredSessions, SessionFactory
from .documents import Workspace
from .hover import hover
from .settings import SECTION, first_settings

if TYPE_CHECKING:
    from pygls.server import ServerErrors

logger = logging.getLogger(__name__)


class _Protocol(LanguageServerProtocol):
    """The protocol, with an answer for requests that cannot be understood: a client would wait for ever."""

    def structure_message(self, data: dict[str, Any]) -> Any:
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if "id" in data and "method" in data:
                self._send_response(data["id"], error=error.to_response_error())
            raise

    @property
    def was_shut_down(self) -> bool:
        """Whether the client asked for the end, as it should before it ends the process."""
        return self._shutdown


class ReportServer(LanguageServer):
    """The language server of reportlint."""

    protocol: _Protocol

    def __init__(self, session_for: SessionFactory, language: str | None) -> None:
        super().__init__("reportlint", __version__, protocol_cls=_Protocol)
        self._language = language
        self.analyst = Analyst(session_for, self.text_document_publish_diagnostics)

    def report_server_error(self, error: Exception, source: ServerErrors) -> None:
        """Logs a mistake, of the client or ours; a pop-up in the middle of a sentence mends neither."""
        logger.error("%s: %s", source.__name__, error)

    def shutdown(self) -> None:
        """Ends the server."""
        self.analyst.stop()
        super().shutdown()  # type: ignore[no-untyped-call]

    def begin(self, params: types.InitializeParams) -> None:
        """Takes the client's first request."""
        workspace = Workspace(self.workspace)
        # pygls has no other place to hand in a workspace of one's own.
        self.protocol._workspace = workspace
        self.analyst.start(workspace, first_settings(params, self._language))

    def client_can(self, capability: str) -> bool:
        """Whether the client has a capability, named as in ``workspace.workspace_edit.document_changes``."""
        return bool(get_capability(self.client_capabilities, capability, False))

    async def ask_configuration(self) -> None:
        """Takes the client's settings, if it has a way to be asked for them."""
        if not self.client_can("workspace.configuration"):
            return
        item = types.ConfigurationItem(section=SECTION)
        try:
            answer = await self.workspace_configuration_async(types.ConfigurationParams([item]))
        except JsonRpcException as error:
            logger.warning("the client does not tell its settings: %s", error)
            return
        for values in answer[:1]:
            self.analyst.configured(self.analyst.settings.updated(values))


def create_server(session_for: SessionFactory | None = None, language: str | None = None) -> ReportServer:
    """A server with all its features.

    Args:
        session_for: gives the session for a document; by default the one that the settings files beside it ask for.
        language: of the messages, “zh” or “en”, if the command line named it.
    """
    server = ReportServer(session_for or ConfiguredSessions(), language)
    analyst = server.analyst

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        server.begin(params)

    @server.feature(types.INITIALIZED)
    async def initialized(params: types.InitializedParams) -> None:
        if server.client_can("workspace.did_change_configuration.dynamic_registration"):
            options = types.DidChangeConfigurationRegistrationOptions(section=SECTION)
            method = types.WORKSPACE_DID_CHANGE_CONFIGURATION
            registration = types.Registration(f"{SECTION}/{method}", method, options)
            try:
                await server.client_register_capability_async(types.RegistrationParams([registration]))
            except JsonRpcException as error:
                logger.warning("the client will not tell of changed settings: %s", error)
        await server.ask_configuration()

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    async def did_change_configuration(params: types.DidChangeConfigurationParams) -> None:
        if isinstance(params.settings, Mapping) and SECTION in params.settings:
            analyst.configured(analyst.settings.updated(params.settings[SECTION]))
        else:
            await server.ask_configuration()

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def did_open(params: types.DidOpenTextDocumentParams) -> None:
        analyst.opened(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def did_change(params: types.DidChangeTextDocumentParams) -> None:
        analyst.changed(params.text_document.uri, params.text_document.version)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def did_close(params: types.DidCloseTextDocumentParams) -> None:
        analyst.closed(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(KINDS))
    async def code_action(params: types.CodeActionParams) -> list[types.CodeAction] | None:
        analysis = await analyst.current(params.text_document.uri)
        if analysis is None:
            return None
        versioned = server.client_can("workspace.workspace_edit.document_changes")
        language = analyst.settings.language
        return await analyst.off_loop(partial(code_actions, analysis, params, language, versioned=versioned))

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def show_hover(params: types.HoverParams) -> types.Hover | None:
        analysis = await analyst.current(params.text_document.uri)
        if analysis is None:
            return None
        formats = get_capability(server.client_capabilities, "text_document.hover.content_format", None) or ()
        markdown = types.MarkupKind.Markdown in formats
        language = analyst.settings.language
        return await analyst.off_loop(partial(hover, analysis, params.position, language, markdown=markdown))

    return server


def main(language: str | None = None, session_for: SessionFactory | None = None) -> int:
    """Runs the server over stdin and stdout until the client ends it.

    Args:
        language: of the messages, if the command line named it (not: what it would be by default).
        session_for: as for :func:`create_server`.

    Returns:
        The exit status: 0 if the client said goodbye before it ended the process, else 1.
    """
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    # At its own level pygls logs every message whole, texts and all.
    logging.getLogger("pygls").setLevel(logging.WARNING)
    server = create_server(session_for, language)
    messages = sys.stdout.buffer
    # A rule that prints would break the stream of messages.
    with redirect_stdout(sys.stderr):
        server.start_io(sys.stdin.buffer, messages)
    return 0 if server.protocol.was_shut_down else 1
