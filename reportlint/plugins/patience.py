"""An end for what takes too long in the main thread: other people's code is broken off, wherever it is.

A signal of the system's own clock reaches even a pattern that runs wild or a wait, which no other thread could get at.
Where there is no such clock (Windows), code in Python is broken off alone. Signals reach the main thread only, so elsewhere
(the language server works in threads that it can give up) nothing is done here.
"""

from __future__ import annotations

import _thread
import signal
import threading
from time import monotonic
from types import FrameType, TracebackType
from typing import Any

_LOOK = 0.2
_CLOCK = hasattr(signal, "setitimer")


class TooLong(BaseException):
    """What was at work took too long. Not an ``Exception``: the code that is broken off should not take it for its own."""


class Patience:
    """While it is entered, what has :meth:`begun` and not come to :meth:`rest` after ``seconds`` is broken off by
    :class:`TooLong`.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._began: float | None = None
        self._armed = False
        self._over = threading.Event()
        self._before: Any = None
        self._timer = (0.0, 0.0)
        self._signal = signal.SIGALRM if _CLOCK else signal.SIGINT

    def __enter__(self) -> Patience:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.rest()
        self._over.set()
        if self._armed:
            if _CLOCK:
                signal.setitimer(signal.ITIMER_REAL, *self._timer)
            signal.signal(self._signal, self._before)

    def begun(self) -> None:
        """Something begins now; what was begun before is done."""
        if not self._armed and threading.current_thread() is threading.main_thread():
            self._arm()
        self._began = monotonic()

    def rest(self) -> None:
        """Nothing is at work that is to be broken off."""
        self._began = None

    def _arm(self) -> None:
        before = signal.getsignal(self._signal)
        if before is None:
            return  # somebody who is not Python looks after it
        self._armed, self._before = True, before
        signal.signal(self._signal, self._look)
        if _CLOCK:
            self._timer = signal.setitimer(signal.ITIMER_REAL, _LOOK, _LOOK)
        else:
            threading.Thread(target=self._watch, daemon=True).start()

    def _late(self) -> bool:
        return self._began is not None and monotonic() - self._began > self.seconds

    def _watch(self) -> None:
        while not self._over.wait(_LOOK):
            if self._late():
                _thread.interrupt_main()

    def _look(self, number: int, frame: FrameType | None) -> None:
        # It runs between two steps of what it interrupts, so nothing can have come to an end in the meantime.
        if self._late():
            # Code that goes on in spite of it is broken off again.
            self._began = monotonic()
            raise TooLong
        if not _CLOCK and callable(self._before):
            self._before(number, frame)
