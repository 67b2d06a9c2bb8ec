"""How far long work is, told to a client that wants to know."""

from __future__ import annotations

import logging
from time import monotonic
from uuid import uuid4

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer

# Seconds between two reports; more often nobody can read them.
_PAUSE = 0.1

logger = logging.getLogger(__name__)


class Progress:
    """One piece of work. Without a token nobody is told, and nobody can cancel."""

    def __init__(self, server: LanguageServer, token: types.ProgressToken | None) -> None:
        self._told = server.work_done_progress
        self._token = token
        self._next = 0.0

    @property
    def is_shown(self) -> bool:
        """Whether the client shows it."""
        return self._token is not None

    @property
    def cancelled(self) -> bool:
        """Whether the user has had enough."""
        future = None if self._token is None else self._told.tokens.get(self._token)
        return future is not None and future.cancelled()

    def begin(self, title: str) -> None:
        """Tells that it begins."""
        if self._token is not None:
            self._told.begin(self._token, types.WorkDoneProgressBegin(title, cancellable=True, percentage=0))

    def advance(self, number: int, total: int) -> None:
        """Tells how many are done."""
        if self._token is not None and monotonic() >= self._next:
            self._next = monotonic() + _PAUSE
            report = types.WorkDoneProgressReport(message=f"{number}/{total}", percentage=100 * number // max(1, total))
            self._told.report(self._token, report)

    def end(self, message: str | None) -> None:
        """Tells that it has ended, and how."""
        if self._token is not None:
            self._told.end(self._token, types.WorkDoneProgressEnd(message=message))
            # pygls keeps every token for ever.
            self._told.tokens.pop(self._token, None)


async def new_token(server: LanguageServer) -> types.ProgressToken | None:
    """A token for work that the client did not give one for, None if it shows no such work."""
    token = str(uuid4())
    try:
        await server.work_done_progress.create_async(token)
    except JsonRpcException as error:
        logger.warning("the client shows no progress: %s", error)
        return None
    return token
