"""What all trials have in common: what is tried, for how long, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Outcome", "Trial"]


@dataclass(frozen=True)
class Outcome:
    """What came of a trial.

    ``lost`` counts what was not as promised: an exception, a hang, a file between old and new, a finding that a fresh
    run does not have. ``figures`` are other facts worth a line: memory, the slowest case.
    """

    tried: int
    lost: int = 0
    figures: str = ""


@dataclass(frozen=True)
class Trial:
    """Something that is tried again and again with other chances.

    ``run`` takes a seed and the seconds that it may take, and raises nothing for what was lost, except where ``strict``
    is said: then the first loss is raised with all that is needed to see it again, as a test wants it.
    """

    subject: str
    promise: str
    run: Callable[[int, float, bool], Outcome]
