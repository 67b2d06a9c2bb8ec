"""Threads for work that takes long, which can be given up when they hang."""

from __future__ import annotations

import asyncio
import ctypes
import threading
from collections.abc import Callable
from queue import SimpleQueue
from time import monotonic
from typing import TypeVar, cast

from reportlint.engine import Running, Stopped, Watch

Result = TypeVar("Result")


class Hung(Exception):
    """A rule was at work for longer than it may be. ``running`` says which."""

    def __init__(self, running: Running) -> None:
        super().__init__(f"{running.rule} hangs")
        self.running = running


class Ended(Exception):
    """The work tried to end the process, as by ``sys.exit``."""


class _Worker(threading.Thread):
    """A thread that does what it is given. A daemon, so that one that hangs does not keep the process alive."""

    def __init__(self) -> None:
        super().__init__(name="reportlint", daemon=True)
        self._tasks: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self.given_up = False
        self.start()

    def give(self, task: Callable[[], None] | None) -> None:
        """Something more to do; None is the end."""
        self._tasks.put(task)

    def give_up(self) -> None:
        """Counts on it no more. What it is doing is broken off where Python code is running."""
        self.given_up = True
        self.give(None)
        # It would take turns with the others for ever. A pattern that runs wild, or a wait, cannot be broken off.
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self.ident or 0), ctypes.py_object(Stopped))

    def run(self) -> None:
        while True:
            try:
                task = self._tasks.get()
                if task is None:
                    return
                task()
            except Stopped:
                pass
            # What came of it is not to be kept until there is something else to do.
            task = None


class Workers:
    """A few threads. To be used from one loop only."""

    def __init__(self, number: int) -> None:
        self._places = asyncio.Semaphore(number)
        self._idle: list[_Worker] = []

    def stop(self) -> None:
        """Lets the idle threads go."""
        while self._idle:
            self._idle.pop().give(None)

    async def do(self, work: Callable[[], Result], watch: Watch | None = None, limit: float = 0.0) -> Result:
        """The result of work, done in a thread as soon as one is free.

        Args:
            work: what to do. It goes on even if nobody waits for it any more.
            watch: what the rules in the work are followed with.
            limit: how long a single rule may take, in seconds.

        Raises:
            Hung: a rule took longer; its thread was given up.
            Ended: the work tried to end the process.
        """
        await self._places.acquire()
        loop = asyncio.get_running_loop()
        worker = self._idle.pop() if self._idle else _Worker()
        done: asyncio.Future[tuple[Result | None, BaseException | None]] = loop.create_future()
        alarm: asyncio.TimerHandle | None = None

        def finish(result: Result | None, error: BaseException | None) -> None:
            if worker.given_up:
                return
            if alarm is not None:
                alarm.cancel()
            self._idle.append(worker)
            self._places.release()
            if not done.done():
                done.set_result((result, error))

        def task() -> None:
            result, error = None, None
            try:
                result = work()
            # Whatever it is, it belongs to whoever asked for the work.
            except BaseException as problem:
                error = problem
            if not loop.is_closed():
                loop.call_soon_threadsafe(finish, result, error)

        def look(watch: Watch) -> None:
            nonlocal alarm
            running = watch.running
            left = running.since + limit - monotonic() if running.rule else limit
            if left > 0:
                alarm = loop.call_later(left, look, watch)
                return
            worker.give_up()
            self._places.release()
            if not done.done():
                done.set_result((None, Hung(running)))

        if watch is not None:
            alarm = loop.call_later(limit, look, watch)
        worker.give(task)
        result, error = await done
        if error is None:
            return cast(Result, result)
        if isinstance(error, (Exception, Stopped)):
            raise error
        raise Ended(f"{type(error).__name__}: {error}") from error
