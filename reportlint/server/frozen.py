"""A last resort: what holds the interpreter, such as a pattern that runs wild, holds the whole server."""

from __future__ import annotations

import asyncio
import faulthandler
import sys
from collections.abc import Callable

# Beats in the time after which the server counts as frozen.
_BEATS = 4


async def end_when_frozen(limit: Callable[[], float]) -> None:
    """Ends the process when the loop has not had a turn for a time in seconds; its editor can start another one.

    What every thread was doing, the rule among them, is in the log then. It is watched by a thread that
    needs no interpreter.
    """
    try:
        while True:
            faulthandler.dump_traceback_later(limit(), exit=True, file=sys.stderr)
            await asyncio.sleep(limit() / _BEATS)
    finally:
        faulthandler.cancel_dump_traceback_later()
