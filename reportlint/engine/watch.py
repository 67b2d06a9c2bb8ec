"""What one thread may know of a run in another, and ask of it."""

from __future__ import annotations

from collections.abc import Set
from time import monotonic
from typing import NamedTuple


class Stopped(BaseException):
    """The run was asked to end. Not an ``Exception``: no rule may take it for a mistake of its own."""


class Running(NamedTuple):
    """The rule that is at work, by its code, the plugin that it is from, and since when by ``time.monotonic``.

    Without a code it is no rule: the text is being read, or it has not begun.
    """

    rule: str
    plugin: str
    since: float


_NONE = Running("", "", 0.0)


class Watch:
    """Follows one run.

    A thread cannot be ended from outside: a run that is no longer wanted ends before its next rule, and one
    whose rule hangs can only be told from here.
    """

    def __init__(self, without: Set[str] = frozenset()) -> None:
        """Takes the codes of rules that the run leaves out."""
        self.without = frozenset(without)
        self.running = Running("", "", monotonic())
        self._stopped = False

    def stop(self) -> None:
        """Asks the run to end."""
        self._stopped = True

    def pause(self) -> None:
        """A place within the run where it may end.

        Raises:
            Stopped: the run was asked to end.
        """
        if self._stopped:
            raise Stopped

    def begin(self, rule: str, plugin: str) -> None:
        """Says, from within the run, what is at work now; another place where the run may end.

        Raises:
            Stopped: the run was asked to end.
        """
        self.pause()
        self.running = Running(rule, plugin, monotonic())

    def rest(self) -> None:
        """Says that no rule is at work: what comes now is not to be taken for the slowness of the last one."""
        self.running = _NONE
