"""Messages, from the stream to the loop."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress

from .messages import Messages


async def listen(messages: Messages, take: Callable[[bytes], None]) -> None:
    """Hands each message to the loop as it comes; returns at the end of the stream.

    A thread reads whole messages, so that a keystroke wakes the loop once; through the executor it took three turns,
    one for each line of the header and one for the body.
    """
    loop = asyncio.get_running_loop()
    ended = loop.create_future()

    def read() -> None:
        # The loop is closed when the client has said goodbye.
        with suppress(RuntimeError):
            while (body := messages.next()) is not None:
                loop.call_soon_threadsafe(take, body)
            loop.call_soon_threadsafe(ended.set_result, None)

    # A daemon: it waits for the client until the very end.
    threading.Thread(target=read, name="messages", daemon=True).start()
    await ended
