"""No more work is done than was."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .bounds import bounds, rounded
from .counting import CountingMemory, calls_of, grows_linearly
from .counts import GROUPS


@pytest.mark.parametrize("group", GROUPS)
def test_no_more_is_done_than_was(group: str) -> None:
    counts, most = GROUPS[group](), bounds()[group]
    assert counts.keys() == most.keys(), "bounds.toml and what is counted are not the same"
    over = [f"{name}: {count:,.6g} > {most[name]:,g}" for name, count in counts.items() if count > most[name]]
    assert not over, "\n".join(over)
    # What was compiled once may be kept; of all else there must be something, or it is not counted.
    kept = {f"{state}: {what}" for state in ("first", "changed", "unchanged") for what in ("patterns", "texts")}
    assert {name for name, count in counts.items() if not count} <= kept


def test_all_bounds_are_used() -> None:
    assert bounds().keys() == GROUPS.keys()


def test_calls_are_counted() -> None:
    calls = calls_of(lambda: [len(str(number)) for number in range(50)])
    assert calls.c["<built-in method builtins.len>"] == 50
    assert calls.all >= 51


def test_what_a_memory_has_is_not_made_anew() -> None:
    memory = CountingMemory()
    for _ in range(3):
        memory.begin()
        assert memory.recall(("piece", 1), lambda: "found") == "found"
    assert (memory.asked["piece"], memory.made["piece"]) == (3, 1)


def test_quadratic_work_is_told_from_linear() -> None:
    def linear(size: int) -> Callable[[], object]:
        return lambda: sum(range(size * 40))

    def quadratic(size: int) -> Callable[[], object]:
        return lambda: sum(sum(range(size)) for _ in range(size // 4))

    assert grows_linearly(linear, 1000, 8000, slack=3, least=0) == ""
    assert "s for 2400" in grows_linearly(quadratic, 300, 2400, slack=3, least=0)


@pytest.mark.parametrize(("count", "bound"), [(0, 0), (1, 1), (1.01, 1.05), (101, 105), (123456, 125000), (96, 96)])
def test_bounds_are_round(count: float, bound: float) -> None:
    assert rounded(count) == bound
