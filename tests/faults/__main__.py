"""Tries everything for a time and writes ``docs/reliability.md``.

usage: python -m tests.faults [--seconds N] [--seed N] [--only WORD]
"""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path

from .trials import Trial

PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"
MODULES = ("fuzz", "encodings", "hostile", "soak", "kills")


def trials() -> list[tuple[str, Trial]]:
    """All trials, by the module that has them."""
    return [(name, trial) for name in MODULES for trial in importlib.import_module(f"{__package__}.{name}").TRIALS]


def main() -> None:
    """Tries everything."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=float, default=60, help="for each trial")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--only", default="", help="a part of a module's name or of a subject")
    chosen = arguments.parse_args()
    for name, trial in trials():
        if chosen.only in name or chosen.only in trial.subject:
            print(name, trial.subject, trial.run(chosen.seed, chosen.seconds, False), flush=True)


if __name__ == "__main__":
    main()
