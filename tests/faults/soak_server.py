"""The language server as it is, which also answers what is alive in it. Run as a script."""

from __future__ import annotations

import asyncio
import ctypes
import gc
import sys
import threading
from collections import Counter
from contextlib import suppress
from typing import Any

from reportlint.server import server
from reportlint.server.start import main

ALIVE = "tests/alive"
AT_REST = 4
"""As many tasks a server has that does nothing."""


def create(*args: Any, **more: Any) -> server.ReportServer:
    """A server that tells of its own objects, threads and tasks."""
    made = _create(*args, **more)

    @made.feature(ALIVE)
    async def alive(params: Any) -> dict[str, Any]:
        tasks = len(asyncio.all_tasks())
        kinds: Counter[str] = Counter()
        # Not while something is at work: Python cannot end a tuple that somebody else has looked at.
        if tasks <= AT_REST:
            gc.unfreeze()
            gc.collect()
            kinds.update(f"{type(one).__module__}.{type(one).__qualname__}" for one in gc.get_objects())
            gc.freeze()
            _return_memory()
        return {
            "objects": kinds.total(),
            "kinds": kinds,
            "threads": threading.active_count(),
            "tasks": tasks,
        }

    return made


def _return_memory() -> None:
    """Gives the system back what was freed: what the C library keeps for later is not what the server holds."""
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


_create = server.create_server

if __name__ == "__main__":
    server.create_server = create
    sys.exit(main())
