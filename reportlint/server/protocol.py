"""The protocol as pygls speaks it, where it would leave a client waiting, lose a change or keep things for ever."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from typing import Any

from lsprotocol import types
from pygls.exceptions import (
    JsonRpcException,
    JsonRpcInvalidRequest,
    JsonRpcServerNotInitialized,
)
from pygls.protocol import LanguageServerProtocol

from .documents import NO_VERSION
from .greeting import Greeting
from .written import Written, written

logger = logging.getLogger(__name__)

_VERSIONED = (types.TEXT_DOCUMENT_DID_OPEN, types.TEXT_DOCUMENT_DID_CHANGE)


class Protocol(LanguageServerProtocol):
    """The protocol over one connection.

    ``greeting`` is what the client was answered to its first request before there was a protocol.
    """

    greeting: Greeting | None = None

    @property
    def was_shut_down(self) -> bool:
        """Whether the client asked for the end, as it should before it ends the process."""
        return self._shutdown

    def _essential(self, params: dict[str, Any]) -> dict[str, Any]:
        """What is needed of the parameters of a first request that was answered, each thing if it can be understood."""
        assert self.greeting is not None
        kinds = {"processId": int, "rootUri": str, "rootPath": str, "locale": str}
        simple = {key: params[key] for key, kind in kinds.items() if isinstance(params.get(key), kind)}
        folders = params.get("workspaceFolders")
        if isinstance(folders, list):
            simple["workspaceFolders"] = [one for one in folders if _is_folder(one)]
        capabilities = {"general": {"positionEncodings": [self.greeting.encoding]}}
        options = params.get("initializationOptions")
        return {
            "processId": None,
            "rootUri": None,
            **simple,
            "initializationOptions": options,
            "capabilities": capabilities,
        }

    def notify_written(self, method: str, params: Written) -> None:
        """Sends a notification."""
        self._send_written(f'"method":"{method}","params":{params}')

    def _send_response(
        self, msg_id: str | int, result: Any | None = None, error: types.ResponseError | None = None
    ) -> None:
        if self.greeting is not None and self.greeting.id == msg_id:
            # Said already, and the id is free from now on.
            self.greeting = None
        elif isinstance(result, Written):
            self._send_written(f'"id":{written(msg_id)},"result":{result}')
        else:
            super()._send_response(msg_id, result, error)

    def _send_written(self, fields: str) -> None:
        body = f'{{"jsonrpc":"2.0",{fields}}}'.encode()
        if self.writer is not None:
            self.writer.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

    def structure_message(self, data: dict[str, Any]) -> Any:
        """Reads a message; what cannot be understood gets an answer, a client would wait for ever."""
        if data.get("method") in _VERSIONED and isinstance(params := data.get("params"), dict):
            document = params.get("textDocument")
            if isinstance(document, dict) and document.get("version") is None:
                # Left out, the change would be lost, and every later one be made in the wrong place.
                document["version"] = NO_VERSION
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if self.greeting is not None and data.get("method") == types.INITIALIZE:
                logger.warning("the client's first request cannot be understood whole")
                return super().structure_message({**data, "params": self._essential(data["params"])})
            if "id" in data and "method" in data:
                self._send_response(data["id"], error=error.to_response_error())
            raise

    def receive(self, body: bytes) -> None:
        """Takes a message as it came; one that cannot be used costs only itself."""
        try:
            self.handle_message(self.structure_message(json.loads(body)))
        except Exception as error:
            logger.exception("a message that cannot be used")
            self._server.report_server_error(error, JsonRpcException)

    def handle_message(self, message: Any) -> None:
        """Hands a message on, unless it comes before the beginning or after the end."""
        error = self._out_of_order(getattr(message, "method", None))
        if error is None:
            if isinstance(message, types.DidChangeTextDocumentNotification):
                self._change(message.params)
            else:
                super().handle_message(message)
        elif hasattr(message, "id"):
            self._send_response(message.id, error=error.to_response_error())

    def _change(self, params: types.DidChangeTextDocumentParams) -> None:
        """Takes a keystroke: what pygls does, without the futures that it has for each of its steps."""
        for change in params.content_changes:
            self.workspace.update_text_document(params.text_document, change)
        self.fm.features[types.TEXT_DOCUMENT_DID_CHANGE](params)

    def _out_of_order(self, method: str | None) -> JsonRpcException | None:
        if method is None or method == types.EXIT:
            return None
        if self._shutdown:
            return JsonRpcInvalidRequest("the server is shutting down")
        begun = self._workspace is not None
        if begun and method == types.INITIALIZE:
            return JsonRpcInvalidRequest("the server was initialized before")
        if not begun and method != types.INITIALIZE:
            return JsonRpcServerNotInitialized("the server is not initialized")
        return None

    def _execute_handler(
        self,
        msg_id: str | int,
        handler: Callable[..., Any],
        callback: Callable[[Any], None],
        args: tuple[Any, ...] | None = None,
        kwargs: dict[str, Any] | None = None,
    ) -> None:
        super()._execute_handler(msg_id, handler, callback, args, kwargs)
        # pygls keeps what became of every notification, a keystroke for one.
        future = self._request_futures.get(msg_id)
        if future is not None:
            # Not at once: at the end pygls walks through all of them and cancels them.
            loop = asyncio.get_running_loop()
            future.add_done_callback(lambda _: loop.call_soon(self._forget, msg_id, future))

    def _forget(self, msg_id: str | int, future: Any) -> None:
        if self._request_futures.get(msg_id) is future:
            del self._request_futures[msg_id]


def _is_folder(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(value.get(key), str) for key in ("uri", "name"))
