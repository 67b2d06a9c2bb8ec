"""Trials that draw one case after the other until their time is over."""

from __future__ import annotations

import time
import traceback
from collections import Counter
from collections.abc import Callable
from typing import Any, TypeVar

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import FlakyFailure
from hypothesis.strategies import SearchStrategy

from .trials import Outcome

Case = TypeVar("Case")

# So many cases are drawn at a time: then the clock is looked at.
_AT_ONCE = 8


def drawn(
    strategy: SearchStrategy[Case], look: Callable[[Case], object], *, small: bool = True
) -> Callable[[int, float, bool], Outcome]:
    """What runs a trial: cases of a strategy are looked at until the time is over; one that raises is lost.

    Hypothesis makes a lost case ``small``, which takes a while; where ``strict`` is said, it is raised.
    """
    phases = (Phase.explicit, Phase.generate, Phase.shrink) if small else (Phase.explicit, Phase.generate)

    def run(number: int, seconds: float, strict: bool) -> Outcome:
        end = time.monotonic() + seconds
        tried = 0
        slowest = 0.0
        lost: Counter[str] = Counter()

        def one(case: Case) -> None:
            nonlocal tried, slowest
            if tried and time.monotonic() > end:
                return
            tried += 1
            began = time.thread_time()
            look(case)
            slowest = max(slowest, time.thread_time() - began)

        while time.monotonic() < end:
            number += 1
            hunt: Any = settings(
                max_examples=_AT_ONCE, deadline=None, database=None, phases=phases,
                suppress_health_check=list(HealthCheck), report_multiple_bugs=False,
            )(seed(number)(given(strategy)(one)))  # fmt: skip
            try:
                hunt()
            except (Exception, FlakyFailure) as error:
                if strict:
                    raise
                lost[_named(error)] += 1
        figures = [f"slowest case {slowest * 1000:.0f} ms", *(f"{count}× {name}" for name, count in lost.items())]
        return Outcome(tried, sum(lost.values()), "; ".join(figures))

    return run


def _named(error: BaseException) -> str:
    """What tells one loss from another: the kind of error and where it was raised."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {frame.name}, line {frame.lineno}: {str(error)[:200]}"
