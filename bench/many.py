"""A thousand files at once, as a reviewer has them: nothing known, everything known."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from .commands import Command, in_turns
from .part import Goal, Part, Setting, table, times
from .tools import BARE, OURS, RUFF, bare, ours, peers

ALL, ALONE, KEPT, ONE, KNOWN = (
    f"{OURS}, {what}" for what in ("all processors", "one process", "results kept", "one is changed", "all known")
)
RUFF_KNOWN = f"{RUFF}, all known"


def measure(setting: Setting) -> Part:
    """Measures checks of many files."""
    folder, environments = setting.scratch / "many", setting.environments
    folder.mkdir()
    reports = setting.corpus.many(".txt")
    known, kept = folder / "known", folder / "kept"
    # All run in the folder of the corpus, and leave nothing there.
    top = setting.corpus.folder
    place = str(reports[0].parent.relative_to(top))

    def check(name: str, *options: str) -> Command:
        return Command(name, (*ours(environments, *options), place))

    def forget() -> None:
        shutil.rmtree(kept, ignore_errors=True)

    own = folder / "reports"
    shutil.copytree(reports[0].parent, own)
    numbers = itertools.count()

    def change() -> None:
        path = own / reports[0].name
        path.write_bytes(reports[0].read_bytes() + f"\n联系电话：{next(numbers):08}\n".encode())

    commands = {
        check(ALL, "--no-cache"): reports,
        check(ALONE, "--no-cache", "--jobs", "1"): reports,
        replace(check(KEPT, "--cache-dir", str(kept)), prepare=forget): reports,
        Command(ONE, (*ours(environments, "--cache-dir", str(folder / "own")), str(own)), change): reports,
        check(KNOWN, "--cache-dir", str(known)): reports,
    }
    for tool in peers(environments):
        files = tool.many(setting.corpus)
        commands[tool.command(files, top)] = files
        if tool.name == RUFF:
            words = tuple(word for word in tool.words if word != "--no-cache")
            cached = replace(tool, name=RUFF_KNOWN, words=(*words, "--cache-dir", str(folder / "ruff")))
            commands[cached.command(files, top)] = files
    budget = 20.0 if setting.quick else 50.0
    chosen = [bare(environments), *(replace(command, budget=budget) for command in commands)]
    # What a run leaves behind for the next is there before any is counted.
    for command in chosen:
        if command.name in (KNOWN, ONE, RUFF_KNOWN):
            setting.launcher.run(command, top, 300)
    turns = in_turns(setting.launcher, chosen, top, setting.rounds(5, 2), warm=False, patience=300)
    sizes = {command.name: (len(files), sum(map(_size, files))) for command, files in commands.items()}
    rows: list[Sequence[object]] = []
    for name, (count, size) in sizes.items():
        if name not in turns.runs:
            rows.append((name, count, turns.trouble[name], "", "", "", "", "", "", ""))
            continue
        seconds = turns.median(name)
        shortest, longest = turns.spread(name)
        rows.append((
            name, count, len(turns.of(name)), f"{seconds:.2f} ({shortest:.2f}–{longest:.2f})", _rate(count / seconds),
            _rate(size / seconds / 1e6), _rate(size / turns.median(name, "processor") / 1e6),
            *(times(seconds / size / (turns.median(one) / sizes[one][1])) for one in (ALL, KNOWN)), f"{turns.median(name, 'memory') / 2**20:.0f}",
        ))  # fmt: skip
    heads = (
        "run", " files", " turns", " s, median (spread)", " files/s", " MB/s", " MB per s of processor",
        " “all processors” is so many times as fast", " “all known” is so many times as fast", " MiB, largest process",
    )  # fmt: skip
    many = f"{len(reports):,} reports"
    goals = [
        Goal(f"{many}, nothing known", len(reports) / turns.median(ALL), (600, 1000), "files/s", -1, 0),
        Goal(f"{many}, all known", len(reports) / turns.median(KNOWN), (10_000,), "files/s", -1, 0),
        Goal(f"{many}, memory of a process", turns.median(ALL, "memory") / 2**20, (120,), "MiB", 0, 0),
    ]
    mean = sizes[ALL][1] / len(reports) / 1000
    lines = [f"{len(reports):,} reports of {mean:.1f} KB on average; {os.cpu_count()} processors.", ""]
    return Part(lines + table(heads, rows), goals, 1000 * turns.median(BARE))


def _size(path: Path) -> int:
    return path.stat().st_size


def _rate(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.2g}"
