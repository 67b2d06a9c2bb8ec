"""When documents are looked at."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from reportlint.server.scheduler import Scheduler


def play(scene: Callable[[], Awaitable[None]]) -> None:
    async def bounded() -> None:
        await asyncio.wait_for(scene(), 30)

    asyncio.run(bounded())


def test_changes_in_a_row_are_one_run() -> None:
    runs: list[str] = []

    async def run(key: str) -> None:
        runs.append(key)

    async def scene() -> None:
        scheduler = Scheduler(run)
        for _ in range(30):
            scheduler.schedule("a", 0.02)
        scheduler.schedule("b", 0)
        await scheduler.settled("a")
        await scheduler.settled("b")

    play(scene)
    assert sorted(runs) == ["a", "b"]


def test_the_delay_counts_from_the_last_change() -> None:
    times: list[float] = []

    async def run(key: str) -> None:
        times.append(asyncio.get_running_loop().time())

    async def scene() -> None:
        scheduler = Scheduler(run)
        began = asyncio.get_running_loop().time()
        scheduler.schedule("a", 0.02)
        scheduler.schedule("a", 0.1)
        await scheduler.settled("a")
        assert times[0] - began >= 0.09

    play(scene)
    assert len(times) == 1


def test_a_shorter_delay_takes_the_place_of_a_longer_one() -> None:
    runs: list[str] = []

    async def run(key: str) -> None:
        runs.append(key)

    async def scene() -> None:
        scheduler = Scheduler(run)
        scheduler.schedule("a", 3600)
        scheduler.schedule("a", 0)
        await scheduler.settled("a")

    play(scene)
    assert runs == ["a"]


def test_changes_during_a_run_are_one_more_run_and_never_two_at_a_time() -> None:
    under_way = most = runs = 0

    async def scene() -> None:
        began, go_on = asyncio.Event(), asyncio.Event()

        async def run(key: str) -> None:
            nonlocal under_way, most, runs
            runs += 1
            under_way += 1
            most = max(most, under_way)
            began.set()
            await go_on.wait()
            under_way -= 1

        scheduler = Scheduler(run)
        scheduler.schedule("a", 0)
        await began.wait()
        for _ in range(30):
            scheduler.schedule("a", 0)
        # Closed and opened again while it runs: still not beside that run.
        scheduler.forget("a")
        scheduler.schedule("a", 0)
        go_on.set()
        await scheduler.settled("a")

    play(scene)
    assert (runs, most) == (2, 1)


@pytest.mark.parametrize("delay", [0, 3600])
def test_what_is_forgotten_is_not_run(delay: float) -> None:
    runs: list[str] = []

    async def run(key: str) -> None:
        runs.append(key)

    async def scene() -> None:
        scheduler = Scheduler(run)
        scheduler.schedule("a", delay)
        scheduler.forget("a")
        scheduler.forget("never seen")
        await scheduler.settled("a")

    play(scene)
    assert runs == []


def test_a_run_that_fails_costs_only_itself(caplog: pytest.LogCaptureFixture) -> None:
    runs: list[str] = []

    async def run(key: str) -> None:
        runs.append(key)
        if len(runs) == 1:
            raise ValueError("boom")

    async def scene() -> None:
        scheduler = Scheduler(run)
        for _ in range(2):
            scheduler.schedule("a", 0)
            await scheduler.settled("a")

    play(scene)
    assert runs == ["a", "a"]
    assert "boom" in caplog.text
