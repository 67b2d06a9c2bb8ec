"""The process that started the server: when it is gone, nobody will say goodbye."""

from __future__ import annotations

import asyncio
import ctypes
import logging
import os
import sys

# Seconds between two looks.
_PAUSE = 2.0

logger = logging.getLogger(__name__)


async def end_with(process: int) -> None:
    """Ends this process when another one is no more.

    One that is not there from the beginning is passed over: a client in another container or on another
    machine gives a number that means nothing here.
    """
    if not _is_alive(process):
        return
    while _is_alive(process):
        await asyncio.sleep(_PAUSE)
    logger.error("the client (process %d) is gone", process)
    logging.shutdown()
    # Stdin may still be held open by somebody, and a thread waits there.
    os._exit(1)


def _is_alive(process: int) -> bool:
    if sys.platform == "win32":
        return _is_alive_on_windows(process)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


if sys.platform == "win32":

    def _is_alive_on_windows(process: int) -> bool:
        synchronize, still_running, access_denied = 0x00100000, 0x102, 5
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        handle = kernel.OpenProcess(synchronize, False, process)
        if not handle:
            return ctypes.get_last_error() == access_denied
        try:
            return kernel.WaitForSingleObject(handle, 0) == still_running
        finally:
            kernel.CloseHandle(handle)
