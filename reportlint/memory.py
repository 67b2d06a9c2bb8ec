"""What was worked out for the pieces of a text, kept for the next state of that text.

A document that is edited is read anew with every change, and nearly all of it is what it was. What
depends on nothing but a piece of the text (and what is named in its key) is recalled instead of worked
out again. The results are the same: a memory only saves time.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

from reportlint.source import moved

Value = TypeVar("Value")


class Memory:
    """Two generations of results: what the run before used, and what this one does.

    What a run does not ask for is forgotten with the next, so that a memory holds one state of one text
    and not its history. For one run at a time.
    """

    def __init__(self) -> None:
        self._before: dict[Hashable, Any] = {}
        self._now: dict[Hashable, Any] = {}
        self._pause: Callable[[], None] | None = None

    def __len__(self) -> int:
        """How many results are kept, of both generations."""
        return len(self._before) + len(self._now)

    def begin(self, pause: Callable[[], None] | None = None) -> None:
        """Begins a run. ``pause`` is called before anything is made anew, and may raise to end the run."""
        self._before, self._now = self._now, {}
        self._pause = pause

    def pause(self) -> None:
        """A place within the run where it may end: whatever ``pause`` of :meth:`begin` raises."""
        if self._pause is not None:
            self._pause()

    def broken_off(self) -> None:
        """The run was ended early: what it had not come to ask for is not forgotten."""
        self._now = {**self._before, **self._now}

    def recall(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The result for a key, made if neither this run nor the one before has it."""
        now = self._now
        if key in now:
            return cast(Value, now[key])
        if key in self._before:
            found = self._before[key]
        else:
            self.pause()
            found = make()
        now[key] = found
        return cast(Value, found)

    def recall_at(self, key: Hashable, start: int, make: Callable[[], Value]) -> Value:
        """The same for a result with spans in it, of a piece that begins at an offset: it is moved there."""
        at, found = self.recall(key, lambda: (start, make()))
        if at != start:
            found = moved(found, start - at)
            self._now[key] = (start, found)
        return found
