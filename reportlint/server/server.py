"""The server: what the client asks for, handed to the modules that know.

Handlers are coroutines that wait for the analysis, or a few lines: while a plain handler runs, no other
message is read.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO

from lsprotocol import types
from pygls.capabilities import get_capability
from pygls.exceptions import JsonRpcException
from pygls.io_ import StdoutWriter
from pygls.lsp.server import LanguageServer

from reportlint import __version__
from reportlint.toml import Text

from .analyst import Analyst
from .configuration import WATCHED, Configuration, SessionFactory
from .documents import Workspace, path_of
from .features.register import register
from .folders import FolderCheck, Folders
from .frozen import end_when_frozen
from .garbage import look_seldom
from .greeting import Greeting
from .listening import listen
from .messages import Messages
from .parent import end_with
from .progress import Progress, new_token
from .protocol import Protocol
from .pull import CHECKING, register_pull
from .settings import SECTION, first_settings
from .voice import Voice

if TYPE_CHECKING:
    from pygls.server import ServerErrors

CHECK_WORKSPACE = "reportlint.checkWorkspace"
"""The command that pushes the findings of all reports in the client's folders."""

TRUST_CHANGED = "reportlint/didChangeTrust"
"""The notification by which a client says that its user does, or does not any more, trust the folders.

Its parameter is ``{"trusted": true}`` or false. It is no setting, because editors read settings from files in
the very folders in question.
"""

# As many time limits of a rule; by then a rule would have been switched off, had anything had a turn.
_FROZEN = 12

# Seconds that a thread may keep the interpreter for itself while others wait: a keystroke, and what was found after the
# last one, wait for a run that is under way. Python's own five milliseconds are as long as a whole run.
_TURN = 0.0005

_CHECKED = Text(
    "检查了 {reports} 份年度报告，有 {findings} 处问题", "{reports} annual reports checked, {findings} findings"
)

logger = logging.getLogger(__name__)


class ReportServer(LanguageServer):
    """The language server of reportlint."""

    protocol: Protocol

    def __init__(self, configuration: Configuration, language: str | None) -> None:
        super().__init__("reportlint", __version__, protocol_cls=Protocol)
        self._language = language
        self._tasks: set[asyncio.Task[None]] = set()
        self.folders_pulled = False
        self.analyst = Analyst(
            configuration,
            Voice(self.window_show_message),
            partial(self.protocol.notify_written, types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS),
            self._ask_to_ask,
            self._ask_for_marks,
        )

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
        self.spawn(end_when_frozen(lambda: _FROZEN * self.analyst.settings.rule_limit))
        if params.process_id is not None and params.process_id > 0:
            self.spawn(end_with(params.process_id))

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Begins something that nobody waits for."""
        task = asyncio.create_task(work)
        # The loop itself would forget it.
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def client_can(self, capability: str) -> bool:
        """Whether the client has a capability, named as in ``workspace.workspace_edit.document_changes``."""
        return bool(get_capability(self.client_capabilities, capability, False))

    def can_pull(self) -> bool:
        """Whether findings may be handed out when asked for: the client must take a hint to ask again."""
        able = self.client_can("text_document.diagnostic") and self.client_can("workspace.diagnostics.refresh_support")
        return able and self.analyst.settings.pull

    def _ask_to_ask(self) -> None:
        self.spawn(self._asked(self.workspace_diagnostic_refresh_async))

    async def _asked(self, refresh: Callable[[None], Awaitable[None]]) -> None:
        try:
            await refresh(None)
        except JsonRpcException as error:
            logger.warning("the client does not ask again: %s", error)

    def _ask_for_marks(self) -> None:
        for marks, refresh in (
            ("code_lens", self.workspace_code_lens_refresh_async),
            ("inlay_hint", self.workspace_inlay_hint_refresh_async),
            ("semantic_tokens", self.workspace_semantic_tokens_refresh_async),
        ):
            if self.client_can(f"workspace.{marks}.refresh_support"):
                self.spawn(self._asked(refresh))

    async def register_capabilities(self) -> None:
        """Asks the client to tell of changes."""
        registrations = []
        if self.client_can("workspace.did_change_configuration.dynamic_registration"):
            options = types.DidChangeConfigurationRegistrationOptions(section=SECTION)
            method = types.WORKSPACE_DID_CHANGE_CONFIGURATION
            registrations.append(types.Registration(f"{SECTION}/{method}", method, options))
        if self.client_can("workspace.did_change_watched_files.dynamic_registration"):
            watchers = [types.FileSystemWatcher(pattern) for pattern in WATCHED]
            method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
            files = types.DidChangeWatchedFilesRegistrationOptions(watchers)
            registrations.append(types.Registration(f"{SECTION}/{method}", method, files))
        if not registrations:
            return
        try:
            await self.client_register_capability_async(types.RegistrationParams(registrations))
        except JsonRpcException as error:
            logger.warning("the client will not tell of changes: %s", error)

    async def check_workspace(self, folders: FolderCheck) -> dict[str, int] | None:
        """Looks at all reports in the client's folders; how many there are and how many findings."""
        if self.folders_pulled:
            self.analyst.display.refresh()
            return None
        language = self.analyst.settings.language
        token = await new_token(self) if self.client_can("window.work_done_progress") else None
        progress = Progress(self, token)
        progress.begin(CHECKING.in_language(language))
        message = None
        try:
            reports, findings = await folders.run(progress)
            numbers = {"reports": reports, "findings": findings}
            message = Text(_CHECKED.zh.format(**numbers), _CHECKED.en.format(**numbers))
        finally:
            progress.end(message and message.in_language(language))
        if not progress.is_shown:
            self.analyst.voice.say(message, types.MessageType.Info)
        return numbers

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


def create_server(
    session_for: SessionFactory | None = None, language: str | None = None, *, local_plugins: bool = True
) -> ReportServer:
    """A server with all its features.

    Args:
        session_for: gives the session for a document; by default the one that the settings files beside it ask for.
        language: of the messages, “zh” or “en”, if the command line named it.
        local_plugins: whether Python files that the settings name may run, where the client says that it trusts them.
    """
    server = ReportServer(Configuration(session_for, local_plugins=local_plugins), language)
    analyst = server.analyst
    folders = Folders(analyst)
    check = FolderCheck(analyst, folders)

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        server.begin(params)
        if server.can_pull():
            register_pull(server, folders)

    @server.feature(types.INITIALIZED)
    async def initialized(params: types.InitializedParams) -> None:
        await server.register_capabilities()
        await server.ask_configuration()

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    async def did_change_configuration(params: types.DidChangeConfigurationParams) -> None:
        if isinstance(params.settings, Mapping) and SECTION in params.settings:
            analyst.configured(analyst.settings.updated(params.settings[SECTION]))
        else:
            await server.ask_configuration()

    @server.feature(TRUST_CHANGED)
    def did_change_trust(params: Any) -> None:
        # Anything but a plain yes is a no.
        analyst.configured(replace(analyst.settings, trusted=getattr(params, "trusted", None) is True))

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def did_change_watched_files(params: types.DidChangeWatchedFilesParams) -> None:
        paths = (path_of(change.uri) for change in params.changes)
        await analyst.files_changed(path for path in paths if path is not None)

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def did_change_workspace_folders(params: types.DidChangeWorkspaceFoldersParams) -> None:
        # A text without a file has the settings of the first folder.
        analyst.look_again()

    @server.command(CHECK_WORKSPACE)
    async def check_workspace(*arguments: Any) -> dict[str, int] | None:
        return await server.check_workspace(check)

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def did_open(params: types.DidOpenTextDocumentParams) -> None:
        check.opened(params.text_document.uri)
        analyst.opened(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def did_change(params: types.DidChangeTextDocumentParams) -> None:
        analyst.changed(params.text_document.uri, params.text_document.version)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def did_close(params: types.DidCloseTextDocumentParams) -> None:
        analyst.closed(params.text_document.uri)
        server.spawn(check.closed(params.text_document.uri))

    register(server)
    return server


def serve(server: ReportServer, messages: Messages, out: BinaryIO, first: bytes, greeting: Greeting | None) -> int:
    """Runs a server until its client is gone or says so.

    Args:
        server: what to run.
        messages: what the client sends.
        out: what it is sent.
        first: the message that the client began with.
        greeting: what it was answered, if it was answered.

    Returns:
        The exit status: 0 if the client said goodbye before it ended the process, else 1.
    """
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    # At its own level pygls logs every message whole, texts and all.
    logging.getLogger("pygls").setLevel(logging.WARNING)
    logging.getLogger("pygls.protocol.json_rpc").addFilter(_without_trace)
    look_seldom()
    sys.setswitchinterval(_TURN)
    protocol = server.protocol
    protocol.greeting = greeting
    protocol.set_writer(StdoutWriter(out))

    async def talk() -> None:
        protocol.receive(first)
        await listen(messages, protocol.receive)

    try:
        asyncio.run(talk())
    except (KeyboardInterrupt, SystemExit):
        # pygls ends by an exit when the client says so.
        pass
    finally:
        server.shutdown()
    return 0 if protocol.was_shut_down else 1


def _without_trace(record: logging.LogRecord) -> bool:
    """Keeps the log to a line where the client made a mistake: where in here that was noticed helps nobody."""
    if record.exc_info and isinstance(record.exc_info[1], JsonRpcException):
        record.exc_info = None
    return True
