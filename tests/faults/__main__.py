"""Tries everything for a time and writes ``docs/reliability.md``."""

from __future__ import annotations

import argparse
import importlib
import sys
import time
import traceback
from pathlib import Path

from .page import ROOMS, written
from .trials import Outcome, Trial

PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"


def trials() -> list[tuple[str, Trial]]:
    """All trials, by the module that has them."""
    return [(name, trial) for name in ROOMS for trial in importlib.import_module(f"{__package__}.{name}").TRIALS]


def main() -> int:
    """Tries everything; 1 if something was lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    about = (
        "for each trial of chance; those that count (edits, kills) may take some times as long until they have counted"
    )
    parser.add_argument("--seconds", type=float, default=30, help=f"{about} (default: 30, half an hour in all)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="a part of a module's name or of a subject; then no page is written")
    chosen = parser.parse_args()
    began = time.monotonic()
    outcomes: dict[str, list[tuple[Trial, Outcome]]] = {}
    for name, trial in trials():
        if chosen.only not in name and chosen.only not in trial.subject:
            continue
        outcome = _run(trial, chosen.seed, chosen.seconds)
        outcomes.setdefault(name, []).append((trial, outcome))
        print(f"{time.monotonic() - began:6.0f} s  {name}  {trial.subject}: {outcome}", flush=True)
        if not chosen.only:
            # After each, so that a run that somebody ends has told what it tried.
            command = " ".join(["python", "-m", "tests.faults", *sys.argv[1:]])
            page = written(outcomes, command=command, seed=chosen.seed, seconds=time.monotonic() - began)
            PAGE.write_text(page, encoding="utf-8")
    return int(any(outcome.lost for room in outcomes.values() for _, outcome in room))


def _run(trial: Trial, seed: int, seconds: float) -> Outcome:
    """What came of a trial; one that breaks has lost everything it was for, and the others go on."""
    try:
        return trial.run(seed, seconds, False)
    except Exception as error:
        traceback.print_exc()
        return Outcome(1, 1, f"it broke: {type(error).__name__}: {' '.join(str(error).split())[:200]}")


if __name__ == "__main__":
    sys.exit(main())
