"""The protocol as pygls speaks it, where it would leave a client waiting, lose a change or keep things for ever."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from types import NoneType
from typing import Any

from lsprotocol import types
from pygls.exceptions import (
    JsonRpcException,
    JsonRpcInvalidParams,
    JsonRpcInvalidRequest,
    JsonRpcServerNotInitialized,
)
from pygls.protocol import LanguageServerProtocol
from pygls.protocol.json_rpc import JsonRPCNotification, JsonRPCRequestMessage, JsonRPCResponseMessage

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

    def receive(self, body: bytes) -> None:
        """Takes a message as it came; one that cannot be used costs only itself."""
        try:
            message = json.loads(body)
        except (ValueError, RecursionError) as error:
            # The client's mistake: where in here it was noticed helps nobody.
            logger.warning("a message that is no JSON: %s", error)
            return
        try:
            self.handle_message(message)
        except Exception as error:
            logger.exception("a message that cannot be used")
            self._server.report_server_error(error, JsonRpcException)

    def handle_message(self, message: Any) -> None:
        """Hands a message on, unless it cannot be understood, or comes before the beginning or after the end.

        A request gets an answer in any case: its client would wait for ever.
        """
        data = message if isinstance(message, dict) else {}
        try:
            read = self._read(data)
        except JsonRpcException as error:
            logger.warning("not understood: %s (%s)", str(data.get("method"))[:100], error)
            if "method" in data and isinstance(data.get("id"), (int, str)):
                self._send_response(data["id"], error=error.to_response_error())
            return
        error_of_order = self._out_of_order(getattr(read, "method", None))
        if error_of_order is None:
            if isinstance(read, types.DidChangeTextDocumentNotification):
                self._change(read.params)
            else:
                super().handle_message(read)
            if isinstance(data.get("id"), (int, str)) and not hasattr(read, "id"):
                # A notification with a number: somebody waits for an answer to it.
                self._send_response(data["id"])
        elif hasattr(read, "id"):
            self._send_response(read.id, error=error_of_order.to_response_error())

    def _read(self, data: dict[str, Any]) -> Any:
        """A message as the library has it. Raises JsonRpcException."""
        method, params, number = data.get("method"), data.get("params"), data.get("id")
        if data.get("jsonrpc") != self.VERSION or not isinstance(method, (str, NoneType)):
            raise JsonRpcInvalidRequest
        if number is not None and (isinstance(number, bool) or not isinstance(number, (int, str))):
            raise JsonRpcInvalidRequest
        if method in _VERSIONED and isinstance(params, dict):
            document = params.get("textDocument")
            if isinstance(document, dict) and document.get("version") is None:
                # Left out, the change would be lost, and every later one be made in the wrong place.
                document["version"] = NO_VERSION
        kind: Any
        if method is not None:
            other = JsonRPCRequestMessage if number is not None else JsonRPCNotification
            kind = self.get_message_type(method) or other
        elif "error" in data:
            kind = types.ResponseErrorMessage
        else:
            kind = self._result_types.pop(number, None) or JsonRPCResponseMessage  # type: ignore[arg-type]
        try:
            return self._converter.structure(data, kind)
        # Whatever the library stumbles over, the message is not as it should be.
        except Exception:
            if self.greeting is not None and method == types.INITIALIZE and isinstance(params, dict):
                logger.warning("the client's first request cannot be understood whole")
                return self._converter.structure({**data, "params": self._essential(params)}, kind)
            raise JsonRpcInvalidParams from None

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

    def _handle_response(self, msg_id: str | int, result: Any = None, error: Any = None) -> None:
        if isinstance(self._request_futures.get(msg_id), asyncio.Task):
            # What is at work under this number is the client's own request: nobody else can say what comes of it.
            logger.warning("a response to what was not asked: %s", str(msg_id)[:100])
            return
        super()._handle_response(msg_id, result, error)

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
