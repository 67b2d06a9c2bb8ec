"""Generated reports with a fault of every kind: the right rule finds it, and nothing is found in correct reports."""

from __future__ import annotations

import pytest

from reportlint.plugins import Plugins
from reportlint.testing.mutations import mutations
from reportlint.testing.scoreboard import Scoreboard, score

# Faults that are not found yet, each for a reason that somebody has to see to.
GAPS: dict[str, str] = {}


def shown(board: Scoreboard) -> str:
    """What went wrong, and what could not be asked."""
    lines = list(board.markdown())
    for mutated, what in board.not_found[:20]:
        changed = mutated.text.split("\n")
        lines.append(f"{mutated.mutation.name} in {mutated.shape}: {what}")
        lines += [f"    {changed[at]}" for at in sorted(mutated.lines)[:4] if at < len(changed)]
    lines += [f"{shape}: {one.code} {one.message.zh} {text!r}" for shape, text, one in board.alarmed[:5]]
    return "\n".join(lines)


def check(board: Scoreboard) -> None:
    print("\n".join(board.markdown()))
    assert not board.alarms, shown(board)
    asked = [tally for name, tally in board.by_mutation.items() if name not in GAPS]
    recall = sum(tally.found for tally in asked) / sum(tally.drawn for tally in asked)
    assert recall >= 0.99, f"{recall:.1%}\n{shown(board)}"


def test_faults_are_found_and_correct_reports_are_silent(plugins: Plugins) -> None:
    check(score(plugins, mutated=4 * len(mutations()), clean=120, seed=1))


@pytest.mark.slow
def test_many_faults_are_found_and_many_correct_reports_are_silent(plugins: Plugins) -> None:
    # As many as half a minute has room for; bench.mutations draws as many as one likes.
    check(score(plugins, mutated=6 * len(mutations()), clean=200, seed=2))


def test_gaps_are_faults() -> None:
    assert GAPS.keys() <= mutations().keys()


def test_the_same_seed_draws_the_same_reports(plugins: Plugins) -> None:
    first, second = (list(score(plugins, mutated=20, clean=5, seed=3).markdown()) for _ in range(2))
    assert first == second
