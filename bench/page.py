"""The page of figures, docs/performance.md: prose, goals and the tables of all parts."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from .environments import Environments
from .part import REFERENCE_MS, Goal, Part, table

TITLES = {
    "start": "One file, from start to end",
    "many": "A thousand files",
    "large": "One large file",
    "keys": "From a key to its findings",
    "imports": "What is imported",
    "rules": "By stage and by rule",
    "plugins": "What plugins cost at the start",
}
"""The parts, in the order in which they are measured, and their headings."""

_WORDS = {
    "start": """\
Whole processes, each of which looks at one file of 12 KB; the peers have as many bytes of what they are for (ruff Python, SQLFluff
SQL, the others the same report). “Changed” is a file that was never seen before, with the cache that everybody has by default;
“unchanged” one that is known; “the first run” has an empty cache, as in a fresh container. “Takes” is their time beside that
of the row. “Bare Python” is `python -c pass`: less than that no program in Python can take.""",
    "many": """\
Reports in all the shapes that [shapes](shapes.md) tells, every third with a fault; the same files for the peers that read Chinese,
files of the same lengths for ruff and SQLFluff; slow peers get the first of them only, because all would take an hour.
autocorrect, textlint and zhlint look at characters, brackets and single words; none of them reads a table. Speed is per byte;
memory is that of the largest process, and a run on all processors has several.""",
    "large": """\
“One report” has its tables once and ever more prose, “many reports” repeats everything. An exponent of 1 is linear growth, 2 is
quadratic. Memory per byte is what comes on top of the process with the smallest file. In the second table, the exponents are
of what comes on top of the time for 10 KB, where that is enough to be told from noise; “> 60 s” is a size that was not tried,
because a tenth of it took more than 6 seconds.""",
    "keys": """\
Single characters typed or deleted anywhere in a drawn report, one edit upon the other; the time from the change being sent to its
findings being read, with no debounce. ruff and pylsp have Python of the same size with as many findings; pylsp waits half a second
by itself before it looks, as it does for its users. The floor is a server of pygls that looks at nothing. Slow servers make fewer
edits; up to 500 findings of a document are sent. Ratios are of the same percentile.""",
    "imports": """\
`python -X importtime` for one file of 12 KB; of each module the least of some runs. Tracing makes imports dearer than they are:
shares tell more than milliseconds.""",
    "rules": "",
    "plugins": """\
Whole processes that check one correct report without cache. What the first installed plugin costs is mostly `importlib.metadata`.""",
}


def page(
    parts: Mapping[str, Part], environments: Environments, command: str, took: float, today: date | None = None
) -> Iterator[str]:
    """The lines of the page."""
    yield "# Performance"
    yield ""
    yield f"Written by `{command}` on {today or date.today()}, in {took / 60:.0f} minutes; nothing here is put in by hand."
    yield ""
    yield from _machine(environments)
    yield ""
    yield from _HOW.format(bare=f"{_bare(parts):.0f}", reference=f"{REFERENCE_MS:.0f}").splitlines()
    goals = [(goal, part.bare_ms) for part in parts.values() for goal in part.goals]
    if goals:
        yield from ("", "## Goals", "", *_goals(goals))
    for name, part in parts.items():
        yield from ("", f"## {TITLES[name]}", "")
        if _WORDS[name]:
            yield from (*_WORDS[name].splitlines(), "")
        yield from part.lines


_HOW = """\
## How to read it

A machine drifts: the same command takes half as long in one hour as in another, and other programs come and go. So everything
that is compared was measured in the same run and took turns, A B A B; a ratio is the median of the ratios of single turns
and survives a slow moment, which a number of milliseconds does not. Compare ratios between two versions of this page,
never its milliseconds. The spread (least and longest turn) says how restless the machine was: where it is wide, a
difference of less than a third means nothing.

Goals in seconds were set for a machine on which `python -c pass` takes {reference} ms; here it took {bare} ms meanwhile. The column
“scaled” is the figure divided by that: what it would be there, if everything slows down alike."""


def _machine(environments: Environments) -> Iterator[str]:
    rows = [
        ("machine", f"{_processor()}, {os.cpu_count()} processors, {_memory()}"),
        ("system", f"{platform.system()} {platform.release()}"),
        ("Python", platform.python_version()),
        *sorted(environments.versions.items()),
        *((name, f"not measured: {reason}") for name, reason in environments.missing.items()),
    ]
    yield from table(("", ""), rows)


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    if known.exists():
        for line in known.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _memory() -> str:
    if sys.platform == "win32" or "SC_PHYS_PAGES" not in os.sysconf_names:
        return "memory unknown"
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB"


def _bare(parts: Mapping[str, Part]) -> float:
    known = [part.bare_ms for part in parts.values() if part.bare_ms is not None]
    return sum(known) / len(known) if known else REFERENCE_MS


def _goals(goals: Iterable[tuple[Goal, float | None]]) -> Iterator[str]:
    rows = []
    for goal, bare_ms in goals:
        sign = "≥" if goal.power < 0 else "≤"
        wanted = ", then ".join(f"{sign} {_figure(one, goal)}" for one in goal.goals)
        scaled = _figure(goal.scaled(bare_ms), goal) if goal.power else ""
        reached = goal.reached(bare_ms)
        verdict = "no" if not reached else "yes" if reached == len(goal.goals) else "the first"
        rows.append((goal.what, f"{wanted} {goal.unit}", _figure(goal.measured, goal), scaled, verdict))
    yield from table(("what", "goal", " measured", " scaled", "reached"), rows)


def _figure(value: float, goal: Goal) -> str:
    # Goals are round numbers; what is measured has the digits of its kind.
    return f"{value:,g}" if value in goal.goals else f"{value:,.{goal.digits}f}"
