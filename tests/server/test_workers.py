"""What threads leave behind: a report that hung on itself would be taken to pieces at some keystroke."""

from __future__ import annotations

import asyncio
import gc
import weakref
from collections.abc import Callable

import pytest

from reportlint.engine import Stopped, Watch
from reportlint.server.workers import Ended, Hung, Workers


class Found:
    """Stands for a report."""


def stopped(found: Found) -> Found:
    raise Stopped


def failing(found: Found) -> Found:
    raise ValueError("boom")


def ending(found: Found) -> Found:
    raise SystemExit(1)


def hanging(found: Found) -> Found:
    while True:
        pass


@pytest.mark.parametrize(
    ("work", "error", "limit"),
    [
        (lambda found: found, None, 60),
        (stopped, Stopped, 60),
        (failing, ValueError, 60),
        (ending, Ended, 60),
        (hanging, Hung, 0.05),
    ],
    ids=["found", "stopped", "failing", "ending", "hanging"],
)
def test_what_was_found_goes_when_nobody_wants_it(
    work: Callable[[Found], Found], error: type[BaseException] | None, limit: float
) -> None:
    async def scene() -> None:
        workers, watch = Workers(1), Watch()
        watch.begin("T01", "toys")
        box = [Found()]
        gone = weakref.ref(box[0])

        def in_hand() -> Found:
            kept = box[0]
            return work(kept)

        try:
            assert await workers.do(in_hand, watch, limit) is box[0]
        except BaseException as problem:
            assert error is not None and isinstance(problem, error)
        else:
            assert error is None
        box.clear()
        # A thread that is given up ends when it comes to it; a free one has let go of its work a moment later.
        for _ in range(500):
            if gone() is None:
                break
            await asyncio.sleep(0.01)
        assert gone() is None
        workers.stop()

    gc.collect()
    gc.disable()
    try:
        asyncio.run(scene())
    finally:
        gc.enable()
