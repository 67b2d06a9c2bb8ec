"""One file, from the start of a process to its end: what a hook or a save in an editor without a server waits for."""

from __future__ import annotations

import itertools
import os
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from .commands import Command, in_turns
from .part import Goal, Part, Setting, table, times
from .tools import BARE, OURS, bare, ours, peers

CHANGED, FIRST, UNCHANGED = f"{OURS}, changed", f"{OURS}, the first run", f"{OURS}, unchanged"


def measure(setting: Setting) -> Part:
    """Measures cold starts."""
    folder = setting.scratch / "start"
    folder.mkdir()
    texts = {
        suffix: shutil.copy(setting.corpus.one(suffix), folder / f"one{suffix}") for suffix in (".txt", ".py", ".sql")
    }
    changing = folder / "changing.txt"
    keep = ("--cache-dir", str(folder / "cache"))
    environments = setting.environments
    nothing = folder / "nothing"

    def forget() -> None:
        shutil.rmtree(nothing, ignore_errors=True)

    commands = [
        bare(environments),
        Command(UNCHANGED, (*ours(environments, *keep), "one.txt")),
        Command(CHANGED, (*ours(environments, *keep), changing.name), _changes(Path(texts[".txt"]), changing)),
        Command(FIRST, (*ours(environments, "--cache-dir", str(nothing)), "one.txt"), forget),
    ]
    commands += [tool.command([folder / f"one{tool.suffix}"], folder) for tool in peers(environments)]
    commands = [replace(command, budget=25.0 if not setting.quick else 8.0) for command in commands]
    time.sleep(0.5)  # what was changed a moment ago is looked at again
    turns = in_turns(setting.launcher, commands, folder, setting.rounds(21, 7))
    rows: list[Sequence[object]] = []
    for command in commands:
        name = command.name
        if name not in turns.runs:
            rows.append((name, turns.trouble[name], "", "", "", "", "", ""))
            continue
        shortest, longest = turns.spread(name)
        rows.append((
            name, len(turns.of(name)), f"{1000 * turns.median(name):.0f} ({1000 * shortest:.0f}–{1000 * longest:.0f})",
            f"{1000 * turns.median(name, 'processor'):.0f}", times(turns.ratio(name, BARE)),
            times(turns.ratio(CHANGED, name)), times(turns.ratio(UNCHANGED, name)), f"{turns.median(name, 'memory') / 2**20:.0f}",
        ))  # fmt: skip
    heads = (
        "command", " turns", " ms, median (spread)", " processor ms", " × bare Python", " “changed” takes", " “unchanged” takes", " MiB",
    )  # fmt: skip
    goals = []
    for name, limits in ((UNCHANGED, (2.0,)), (CHANGED, (9.0, 4.0))):
        if (ratio := turns.ratio(name, BARE)) is not None:
            goals.append(Goal(f"one file of 12 KB, {name.partition(', ')[2]}", ratio, limits, "× bare Python"))
    return Part(table(heads, rows), goals, 1000 * turns.median(BARE))


def _changes(original: Path, copy: Path) -> Callable[[], None]:
    """Writes a file that differs from all before it in one number."""
    text, numbers = original.read_bytes(), itertools.count(os.getpid())

    def change() -> None:
        copy.write_bytes(text + f"\n联系电话：{next(numbers):08}\n".encode())

    return change
