"""An end for what takes too long in the main thread: other people's code is broken off, wherever it is.

Something in Python can be broken off by a signal alone, even a pattern that runs wild or a wait. Signals reach the main
thread only, so elsewhere (the language server works in threads that it can give up) nothing is done here.
"""

from __future__ import annotations

import _thread
import signal
import sys
import threading
from time import monotonic
from types import FrameType, TracebackType

_LOOK = 0.2


class TooLong(BaseException):
    """What was at work took too long. Not an ``Exception``: the code that is broken off should not take it for its own."""


class Patience:
    """While it is entered, what is :meth:`begun` is broken off by :class:`TooLong` after ``seconds``."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._began: tuple[float] | None = None
        self._late: tuple[float] | None = None
        self._over = threading.Event()
        self._before: object = None
        self._watching = False

    def __enter__(self) -> Patience:
        if threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGINT) is not None:
            self._before = signal.signal(signal.SIGINT, self._interrupted)
            self._watching = True
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._began = None
        self._over.set()
        if self._watching:
            signal.signal(signal.SIGINT, self._before)  # type: ignore[arg-type]

    def begun(self) -> None:
        """Something begins now; what was begun before is done."""
        if not self._watching:
            return
        if self._began is None:
            threading.Thread(target=self._watch, daemon=True).start()
        self._began = (monotonic(),)

    def _watch(self) -> None:
        while not self._over.wait(min(_LOOK, self.seconds)):
            began = self._began
            if began is not None and began is not self._late and monotonic() - began[0] > self.seconds:
                self._late = began
                if sys.platform == "win32":
                    _thread.interrupt_main()
                else:
                    # A real signal ends a wait as well.
                    signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)

    def _interrupted(self, number: int, frame: FrameType | None) -> None:
        if self._late is not None:
            # What was late may be done by now: then there is nothing to break off.
            late, self._late = self._late is self._began, None
            if late:
                raise TooLong
        elif callable(self._before):
            self._before(number, frame)
