"""What every part of the bench gets, and what it gives back."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reportlint.plugins import Plugins

from .commands import Launcher
from .corpus import Corpus
from .environments import Environments
from .tools import BARE, bare

REFERENCE_MS = 12.0
"""What `python -c pass` takes on the machine for which goals in seconds were set."""


@dataclass(frozen=True)
class Goal:
    """A figure beside the goals that were set for it, the nearer one first.

    ``power`` says how a figure changes on a slower machine: 1 for times, -1 for rates, 0 for ratios, counts and bytes.
    """

    what: str
    measured: float
    goals: Sequence[float]
    unit: str
    power: int = 0
    digits: int = 1

    def scaled(self, bare_ms: float | None) -> float:
        """The figure as it would be on the machine for which the goals were set."""
        return float(self.measured * (REFERENCE_MS / (bare_ms or REFERENCE_MS)) ** self.power)

    def reached(self, bare_ms: float | None) -> int:
        """How many of its goals are reached."""
        figure = self.scaled(bare_ms)
        return sum(figure >= goal if self.power < 0 else figure <= goal for goal in self.goals)


@dataclass
class Part:
    """What a part has measured, as Markdown, and how its goals stand.

    ``bare_ms`` is what `python -c pass` took meanwhile; a part without goals in seconds need not say.
    """

    lines: list[str]
    goals: list[Goal] = field(default_factory=list)
    bare_ms: float | None = None


@dataclass(frozen=True)
class Setting:
    """What a part measures with, and how long it may take: seldom-wanted exactness is for the whole run."""

    folder: Path
    scratch: Path
    corpus: Corpus
    environments: Environments
    launcher: Launcher
    plugins: Plugins
    quick: bool
    seed: int

    def rounds(self, whole: int, quick: int) -> int:
        """As many turns as there is time for."""
        return quick if self.quick else whole

    def bare_ms(self) -> float:
        """What `python -c pass` takes now, the median of a few, for parts without it among their turns."""
        command = bare(self.environments)
        return 1000 * statistics.median(self.launcher.run(command, self.scratch).seconds for _ in range(9))


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """A Markdown table; columns whose head begins with a space are aligned to the right."""
    lines = ["|" + "|".join(f" {head.strip()} " for head in heads) + "|"]
    lines.append("|" + "|".join("--:" if head.startswith(" ") else "---" for head in heads) + "|")
    return [*lines, *("| " + " | ".join(map(str, row)) + " |" for row in rows)]


def times(ratio: float | None) -> str:
    """A ratio for a table."""
    if ratio is None:
        return "–"
    return f"{ratio:.2g} ×" if ratio < 1 else f"{ratio:.1f} ×" if ratio < 10 else f"{ratio:,.0f} ×"


__all__ = ["BARE", "REFERENCE_MS", "Goal", "Part", "Setting", "table", "times"]
