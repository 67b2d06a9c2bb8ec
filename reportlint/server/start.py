"""The start of the server: the client has its answer before the libraries are loaded."""

from __future__ import annotations

import gc
import sys
from contextlib import redirect_stdout
from io import FileIO
from typing import TYPE_CHECKING

from .greeting import greet
from .messages import Messages

if TYPE_CHECKING:
    from .configuration import SessionFactory


def main(language: str | None = None, session_for: SessionFactory | None = None, *, local_plugins: bool = True) -> int:
    """Runs the server over stdin and stdout until the client ends it.

    Args:
        language: of the messages, if the command line named it (not: what it would be by default).
        session_for: as for :func:`.server.create_server`.
        local_plugins: as for :func:`.server.create_server`.

    Returns:
        The exit status: 0 if the client said goodbye before it ended the process, else 1.
    """
    # Past the buffer: a thread that waits in it would keep the interpreter from ending.
    messages, out = Messages(FileIO(sys.stdin.fileno(), closefd=False).read), sys.stdout.buffer
    # A rule that prints would break the stream of messages.
    with redirect_stdout(sys.stderr):
        first = messages.next()
        if first is None:
            return 1
        greeting = greet(first, out)
        # What is loaded stays, and would be looked through for garbage again and again meanwhile.
        gc.disable()
        from .server import create_server, serve

        server = create_server(session_for, language, local_plugins=local_plugins)
        return serve(server, messages, out, first, greeting)
