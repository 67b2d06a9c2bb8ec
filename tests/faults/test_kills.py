"""Commands that write: killed, refused, interrupted, several at once. ``python -m tests.faults`` tries more of the same."""

from __future__ import annotations

import os

import pytest

from . import kills, refusals
from .apart import all_apart
from .trials import Trial

SECONDS = 60.0 if "REPORTLINT_LONG_TESTS" in os.environ else 0.4

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="forks and kills of POSIX")


@pytest.mark.parametrize("module", [kills, refusals], ids=["kills", "refusals"])
def test_nothing_is_lost(module: object) -> None:
    trials: list[Trial] = module.TRIALS  # type: ignore[attr-defined]
    outcomes = all_apart(module.__name__, [trial.subject for trial in trials], 1, SECONDS, True)  # type: ignore[attr-defined]
    assert all(one.lost == 0 for one in outcomes.values())
    # At least where nothing is asked of the machine, something was tried.
    assert all(one.tried or one.figures.startswith("needs") for one in outcomes.values()), outcomes
