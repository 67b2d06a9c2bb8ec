"""Trials that need a process of their own: children are forked, and a fork takes one thread along and all locks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict

from .trials import Outcome

__all__ = ["Losses", "all_apart", "answer", "apart"]

_GRACE = 120.0


class Losses:
    """Counts what was lost; the first is raised where ``strict`` is said, and each is named on stderr."""

    def __init__(self, strict: bool) -> None:
        self._strict = strict
        self.count = 0

    def check(self, wrong: str, where: str) -> None:
        """Takes what is wrong, "" for nothing, and where it was found."""
        if not wrong:
            return
        self.count += 1
        print(f"{where}: {wrong}", file=sys.stderr, flush=True)
        assert not self._strict, f"{where}: {wrong}"


def apart(module: str, subject: str, seed: int, seconds: float, strict: bool) -> Outcome:
    """Runs a trial of a module in a process of its own, which calls :func:`answer`.

    Raises:
        AssertionError: it lost something and ``strict`` was said, or it broke.
    """
    return all_apart(module, [subject], seed, seconds, strict)[subject]


def all_apart(module: str, subjects: Sequence[str], seed: int, seconds: float, strict: bool) -> dict[str, Outcome]:
    """The same for several trials, one after the other in one process; ``seconds`` are for each."""
    asked = json.dumps([subjects, seed, seconds, strict])
    environment = {key: value for key, value in os.environ.items() if not key.startswith("REPORTLINT_")}
    environment["PYTHONPATH"] = os.pathsep.join(sys.path)
    done = subprocess.run(
        [sys.executable, "-m", module, asked],
        capture_output=True, text=True, timeout=len(subjects) * (seconds + _GRACE), env=environment,
    )  # fmt: skip
    sys.stderr.write(done.stderr)
    assert done.returncode == 0, done.stderr
    return {subject: Outcome(**told) for subject, told in json.loads(done.stdout.splitlines()[-1]).items()}


def answer(work: Mapping[str, Callable[[int, float, bool], Outcome]]) -> None:
    """Does what :func:`all_apart` asks for on the command line."""
    subjects, seed, seconds, strict = json.loads(sys.argv[1])
    print(json.dumps({subject: asdict(work[subject](seed, seconds, strict)) for subject in subjects}))
