"""When to look at a document: after the last keystroke, once, and never twice at a time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

logger = logging.getLogger(__name__)


class _Job:
    """What is planned for one key. ``due`` is a time of the loop's clock, in seconds."""

    def __init__(self, due: float) -> None:
        self.due = due
        self.wanted = True
        self.running = False
        self.task: asyncio.Task[None]


class Scheduler:
    """One task for each key of a document. To be used from the loop only."""

    def __init__(self, run: Callable[[str], Awaitable[None]]) -> None:
        """Takes what to do with a key; what it raises is logged and costs only that run."""
        self._run = run
        self._jobs: dict[str, _Job] = {}

    def schedule(self, key: str, delay: float) -> None:
        """Asks for a run ``delay`` seconds from now, in the place of one that is still waiting.

        Asked for while the key is being run, it comes after that run.
        """
        due = asyncio.get_running_loop().time() + delay
        job = self._jobs.get(key)
        if job is not None and job.running:
            job.due = due
            job.wanted = True
            return
        if job is not None:
            job.task.cancel()
        job = self._jobs[key] = _Job(due)
        job.task = asyncio.create_task(self._work(key, job))

    def forget(self, key: str) -> None:
        """Drops what is planned for a key. A run that is under way cannot be stopped and ends by itself."""
        job = self._jobs.get(key)
        if job is None:
            return
        job.wanted = False
        if not job.running:
            job.task.cancel()
            del self._jobs[key]

    async def settled(self, key: str) -> None:
        """Returns when nothing is planned for a key any more."""
        while (job := self._jobs.get(key)) is not None:
            await asyncio.wait({job.task})

    async def _work(self, key: str, job: _Job) -> None:
        loop = asyncio.get_running_loop()
        while job.wanted:
            await asyncio.sleep(max(0.0, job.due - loop.time()))
            job.wanted = False
            job.running = True
            try:
                await self._run(key)
            except Exception:
                logger.exception("the run for %s failed", key)
            job.running = False
        del self._jobs[key]
