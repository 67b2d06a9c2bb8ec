"""When Python looks for garbage: when nobody waits.

A report makes and drops tens of thousands of small objects, a large one millions, while modules, rules and forms stay.
Counting them all takes longer than looking at a keystroke, and nothing is found: what the server itself makes goes
by itself (tests/work/test_server.py). What a plugin leaves behind has to wait for a pause.
"""

from __future__ import annotations

import asyncio
import gc

# Seconds without a change in which a pause is seen.
_PAUSE = 1.0

# Objects more than there were, from which on it is worth looking at a pause, and at once.
_WORTH = 20_000
_ALARMING = 500_000


def look_seldom() -> None:
    """Looks for garbage no more before there is very much; what is there now is here to stay."""
    gc.freeze()
    gc.set_threshold(_ALARMING, 50, 50)
    gc.enable()


class Calm:
    """Looks for garbage at pauses. To be used from the loop only."""

    def __init__(self) -> None:
        self._waiting: asyncio.TimerHandle | None = None
        self._all = False

    def disturb(self) -> None:
        """Something is to be done: this is no pause."""
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def begin(self, *, everything: bool = False) -> None:
        """Nothing is to be done for now; ``everything`` says that much of what stayed is of no more use."""
        self.disturb()
        self._all |= everything
        self._waiting = asyncio.get_running_loop().call_later(_PAUSE, self._look)

    def _look(self) -> None:
        self._waiting = None
        if self._all:
            self._all = False
            gc.unfreeze()
        elif gc.get_count()[0] < _WORTH:
            return
        gc.collect()
        # It has been looked at, and most of it is the newest state of some document.
        gc.freeze()
