"""The server under edits and faults, for seconds; ``python -m tests.faults --only soak`` makes twenty thousand."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from reportlint.engine import Session, Watch
from reportlint.memory import Memory
from reportlint.plugins import load_plugins
from reportlint.report import Fault, IdentityCheck, report
from reportlint.report.faults import find_faults
from reportlint.source import SourceText
from tests.cli.test_cli import PLANTED

from .soak import soak

SECONDS = 60.0 if "REPORTLINT_LONG_TESTS" in os.environ else 9.0


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads /proc")
def test_a_server_that_is_used_without_a_rest() -> None:
    outcome = soak(1, SECONDS, True)
    assert outcome.lost == 0 and outcome.tried > 20, outcome


@pytest.mark.parametrize("memory", [Memory, lambda: None], ids=["remembered", "fresh"])
def test_time_between_rules_is_not_that_of_a_rule(
    monkeypatch: pytest.MonkeyPatch, memory: Callable[[], Memory | None]
) -> None:
    """What wrong cells explain may take seconds to find; the rule that was before it would be switched off for that."""
    watch = Watch()
    running = []

    def seen(checks: Iterable[IdentityCheck]) -> tuple[Fault, ...]:
        running.append(watch.running.rule)
        return find_faults(checks)

    monkeypatch.setattr(report, "find_faults", seen)
    text = SourceText(PLANTED.read_text(encoding="utf-8"))
    Session(load_plugins(installed=False)).check(text, memory(), watch)
    assert running == [""]
