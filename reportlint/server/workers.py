"""Threads for work that takes long, which can be given up when they hang."""

from __future__ import annotations

import asyncio
import ctypes
import threading
from collections.abc import Callable
from queue import SimpleQueue
from time import monotonic
from typing import Generic, TypeAlias, TypeVar, cast

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
            # What was done last holds what it found.
            task = None
            try:
                task = self._tasks.get()
                if task is None:
                    return
                task()
            except Stopped:
                pass
            # What came of it is not to be kept until there is something else to do.
            task = None


_Outcome: TypeAlias = "asyncio.Future[tuple[Result | None, BaseException | None]]"


class _Errand(Generic[Result]):
    """A piece of work on its way through a thread, and the future that waits for it.

    What it found is a whole report, so nothing here may refer back to itself: the report would stay until Python looks
    for garbage, and be taken to pieces at some keystroke.
    """

    def __init__(self, workers: Workers, work: Callable[[], Result], watch: Watch | None, limit: float) -> None:
        self._workers = workers
        self._work = work
        self._watch = watch
        self._limit = limit
        self._loop = asyncio.get_running_loop()
        self._alarm: asyncio.TimerHandle | None = None
        self._worker = workers.taken()
        self._done: _Outcome[Result] | None = None

    def begin(self) -> _Outcome[Result]:
        """Gives the work to the thread; what it comes to."""
        if self._watch is not None:
            self._alarm = self._loop.call_later(self._limit, self._look)
        self._done = done = self._loop.create_future()
        self._worker.give(self._run)
        return done

    def _run(self) -> None:
        """Does the work; runs in the thread."""
        result: Result | None = None
        error: BaseException | None = None
        try:
            result = self._work()
        except Stopped:
            # Without the place where it was: nobody asks, and all that the run had in hand would hang on it.
            error = Stopped()
        # Whatever it is, it belongs to whoever asked for the work.
        except BaseException as problem:
            error = problem
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._finish, result, error)
        # It knows this frame.
        del error

    def _finish(self, result: Result | None, error: BaseException | None) -> None:
        if self._worker.given_up:
            return
        if self._alarm is not None:
            self._alarm.cancel()
        self._workers.give_back(self._worker)
        self._end(result, error)

    def _look(self) -> None:
        """Gives the thread up if one rule has had it for too long."""
        assert self._watch is not None
        running = self._watch.running
        left = running.since + self._limit - monotonic() if running.rule else self._limit
        if left > 0:
            self._alarm = self._loop.call_later(left, self._look)
            return
        self._worker.give_up()
        self._workers.give_back(None)
        self._end(None, Hung(running))

    def _end(self, result: Result | None, error: BaseException | None) -> None:
        done, self._done = self._done, None
        # Nobody may be waiting any more.
        if done is not None and not done.done():
            done.set_result((result, error))


class Workers:
    """A few threads. To be used from one loop only."""

    def __init__(self, number: int) -> None:
        self._places = asyncio.Semaphore(number)
        self._idle: list[_Worker] = []

    def stop(self) -> None:
        """Lets the idle threads go."""
        while self._idle:
            self._idle.pop().give(None)

    def taken(self) -> _Worker:
        """A thread with nothing to do, for whoever has a place."""
        return self._idle.pop() if self._idle else _Worker()

    def give_back(self, worker: _Worker | None) -> None:
        """Takes a place back, with its thread unless that was given up."""
        if worker is not None:
            self._idle.append(worker)
        self._places.release()

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
        result, error = await _Errand(self, work, watch, limit).begin()
        try:
            if error is None:
                return cast(Result, result)
            if isinstance(error, (Exception, Stopped)):
                raise error
            raise Ended(f"{type(error).__name__}: {error}") from error
        finally:
            # An error that is raised knows this frame, and would know itself.
            del error
