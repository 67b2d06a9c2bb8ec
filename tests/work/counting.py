"""Counts of function calls, and of what a memory makes anew; and a test of growth for what calls do not tell."""

from __future__ import annotations

import _lsprof
import gc
import time
from collections import Counter
from collections.abc import Callable, Hashable
from types import CodeType
from typing import Any, NamedTuple, TypeVar

from reportlint.memory import Memory

Value = TypeVar("Value")
# The package of a code object, by a part of its file's path.
_PACKAGES = ("reportlint_rules", "reportlint_grammar", "reportlint", "lark", "pluggy")


class Calls(NamedTuple):
    """Calls by the function: of Python by package and name (``reportlint.source.fold:fold``), of C by name alone."""

    python: Counter[str]
    c: Counter[str]

    @property
    def all(self) -> int:
        """How many calls there were."""
        return self.python.total() + self.c.total()

    def of(self, *packages: str) -> int:
        """How many calls there were of functions in Python in any of some packages."""
        return sum(
            count for name, count in self.python.items() if name.startswith(tuple(f"{one}." for one in packages))
        )


def calls_of(work: Callable[[], object]) -> Calls:
    """The calls that some work makes. What the collector of garbage calls is not among them."""
    profiler = _lsprof.Profiler(builtins=True)
    enabled = gc.isenabled()
    gc.disable()
    profiler.enable()
    try:
        work()
    finally:
        profiler.disable()
        if enabled:
            gc.enable()
    calls = Calls(Counter(), Counter())
    for entry in profiler.getstats():
        if isinstance(entry.code, CodeType):
            calls.python[_name_of(entry.code)] += entry.callcount
        else:
            calls.c[entry.code] += entry.callcount
    return calls


def _name_of(code: CodeType) -> str:
    path = code.co_filename.replace("\\", "/").removesuffix(".py").split("/")
    for package in _PACKAGES:
        if package in path:
            at = len(path) - 1 - path[::-1].index(package)
            return f"{'.'.join(path[at:])}:{code.co_name}"
    return f"others.{path[-1]}:{code.co_name}"


class CountingMemory(Memory):
    """A memory that counts what was asked of it, and what of that it had to have made, by the kind of the key."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: Counter[str] = Counter()
        self.made: Counter[str] = Counter()

    def recall(self, key: Hashable, make: Callable[[], Value]) -> Value:
        kind = str(key[0]) if isinstance(key, tuple) else str(key)
        self.asked[kind] += 1

        def counted() -> Value:
            self.made[kind] += 1
            return make()

        return super().recall(key, counted)


def grows_linearly(
    work: Callable[[int], Callable[[], Any]], small: int, large: int, *, slack: float, least: float
) -> str:
    """An empty text if the time of some work grows linearly with its size, what was seen if it does not.

    For what happens within a single call of C, such as the search for a pattern, which no count of calls tells. Other
    processes, caches and garbage only ever make work slower, so the best of many tries counts, and it is tried
    again until it is good or there is no hope.

    Args:
        work: makes the work of a size ready; what it gives is timed.
        small: a size.
        large: a larger one.
        slack: how many times as long as linear growth the larger one may take; less than ``large / small``,
            which is what quadratic work takes.
        least: seconds of the processor below which nothing is said.
    """
    seconds = {small: float("inf"), large: float("inf")}
    for _ in range(6):
        for size in (small, large):
            run = work(size)
            gc.disable()
            try:
                began = time.thread_time()
                run()
                seconds[size] = min(seconds[size], time.thread_time() - began)
            finally:
                gc.enable()
        if seconds[large] <= max(least, slack * seconds[small] * large / small):
            return ""
    return f"{seconds[small]:.3f} s for {small}, {seconds[large]:.3f} s for {large}"
