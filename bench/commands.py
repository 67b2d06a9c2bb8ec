"""Whole processes, measured: wall time, processor time, the most memory of one process; taking turns."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

# What of the environment would make processes slower, or other than a user has them.
_DROPPED = ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PYTHONSTARTUP", "REPORTLINT_CACHE_DIR", "REPORTLINT_LANG")


def clean_environment() -> dict[str, str]:
    """The environment that measured processes get."""
    return {key: value for key, value in os.environ.items() if key not in _DROPPED}


class Run(NamedTuple):
    """What a process took: seconds by the clock, seconds of processors, bytes of its largest process, exit status."""

    seconds: float
    processor: float
    memory: int
    status: int
    late: bool


@dataclass(frozen=True)
class Command:
    """A command that takes its turn.

    ``prepare`` is done before each turn and not measured. Exit status above ``worst`` means that the command itself
    failed; linters end with 1 where they found something.
    """

    name: str
    words: tuple[str, ...]
    prepare: Callable[[], None] | None = None
    worst: int = 1
    # Once it has taken so many seconds in all, it has no more turns.
    budget: float = 40.0
    environment: tuple[tuple[str, str], ...] = ()


class CommandFailed(Exception):
    """A command did not do its work; the end of what it wrote."""


class Launcher:
    """The small process that starts commands. To be entered."""

    def __init__(self, scratch: Path) -> None:
        """Takes a folder for what commands write, which nobody reads unless they fail."""
        self._output = scratch / "output.txt"

    def __enter__(self) -> Launcher:
        launcher = Path(__file__).with_name("launcher.py")
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(launcher)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()
        self._output.unlink(missing_ok=True)

    def run(self, command: Command, folder: Path, patience: float = 120.0) -> Run:
        """Runs a command once in a folder; it is killed after so many seconds.

        Raises:
            CommandFailed: it ended by a signal or with a status above its worst, and it was not for being late.
        """
        assert self._process.stdin is not None and self._process.stdout is not None
        if command.prepare is not None:
            command.prepare()
        self._output.unlink(missing_ok=True)
        request = {
            "command": [str(word) for word in command.words],
            "folder": str(folder),
            "environment": {**clean_environment(), **dict(command.environment)},
            "patience": patience,
            "output": str(self._output),
        }
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        run = Run(**json.loads(self._process.stdout.readline()))
        if not run.late and not 0 <= run.status <= command.worst:
            said = self._output.read_text(encoding="utf-8", errors="replace") if self._output.exists() else ""
            raise CommandFailed(f"ended with {run.status}: {_last_line(said)}")
        return run


def _last_line(text: str) -> str:
    """What a program said last, fit for a table."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1][:120].replace("|", " ") if lines else "nothing"


class Turns:
    """The runs of commands that took turns: a slow moment of the machine fell on all of them alike."""

    def __init__(self) -> None:
        self.runs: dict[str, dict[int, Run]] = {}
        self.trouble: dict[str, str] = {}

    def of(self, name: str) -> list[Run]:
        """The runs of a command.

        Raises:
            CommandFailed: it has none.
        """
        if name not in self.runs:
            raise CommandFailed(f"{name}: {self.trouble[name]}")
        return list(self.runs[name].values())

    def median(self, name: str, what: str = "seconds") -> float:
        """The median over the turns."""
        return float(statistics.median(getattr(run, what) for run in self.of(name)))

    def spread(self, name: str) -> tuple[float, float]:
        """The shortest and the longest turn, in seconds."""
        seconds = [run.seconds for run in self.of(name)]
        return min(seconds), max(seconds)

    def ratio(self, name: str, other: str) -> float | None:
        """How many times as long a command took as the other, the median over the turns that both had."""
        mine, its = self.runs.get(name, {}), self.runs.get(other, {})
        both = mine.keys() & its.keys()
        return statistics.median(mine[turn].seconds / its[turn].seconds for turn in both) if both else None


def in_turns(
    launcher: Launcher,
    commands: Sequence[Command],
    folder: Path,
    rounds: int,
    *,
    warm: bool = True,
    patience: float = 120,
) -> Turns:
    """Has commands run in turns; with ``warm`` each ran once before, uncounted."""
    turns = Turns()
    spent: dict[str, float] = {}
    last: dict[str, float] = {}
    for turn in range(-1 if warm else 0, rounds):
        for command in commands:
            name = command.name
            # A slow command gets fewer turns, but one.
            if name in turns.trouble or (turn > 0 and spent[name] + last[name] > command.budget):
                continue
            try:
                run = launcher.run(command, folder, patience)
            except CommandFailed as error:
                turns.trouble[name] = str(error)
                continue
            last[name] = run.seconds
            spent[name] = spent.get(name, 0.0) + run.seconds
            if run.late:
                turns.trouble[name] = f"more than {patience:.0f} s"
            elif turn >= 0:
                turns.runs.setdefault(name, {})[turn] = run
    return turns
