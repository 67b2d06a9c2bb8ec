"""The protocol as pygls speaks it, where it would leave a client waiting, lose a change or keep things for ever."""

from __future__ import annotations

import asyncio
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
from .written import Written, written

_VERSIONED = (types.TEXT_DOCUMENT_DID_OPEN, types.TEXT_DOCUMENT_DID_CHANGE)

logger = logging.getLogger(__name__)


class Protocol(LanguageServerProtocol):
    """The protocol over one connection."""

    @property
    def was_shut_down(self) -> bool:
        """Whether the client asked for the end, as it should before it ends the process."""
        return self._shutdown

    def notify_written(self, method: str, params: Written) -> None:
        """Sends a notification."""
        self._send_written(f'"method":"{method}","params":{params}')

    def _send_response(
        self, msg_id: str | int, result: Any | None = None, error: types.ResponseError | None = None
    ) -> None:
        if isinstance(result, Written):
            self._send_written(f'"id":{written(msg_id)},"result":{result}')
        else:
            super()._send_response(msg_id, result, error)

    def _send_written(self, fields: str) -> None:
        body = f'{{"jsonrpc":"2.0",{fields}}}'.encode()
        if self.writer is not None:
            self.writer.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

    def structure_message(self, data: dict[str, Any]) -> Any:
        """Leaves objects as they are: the whole message is read in :meth:`handle_message`, and its parts are none."""
        return data

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
            raise JsonRpcInvalidParams from None

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
