"""One file from 10 KB to 10 MB: how time and memory grow."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from .commands import Command, CommandFailed, Run
from .part import Goal, Part, Setting, table, times
from .tools import OURS, Tool, peers, python, reportlint

# No peer gets longer for one file: ten times as much is not tried once a size has taken a tenth of it.
_PATIENCE = 60.0
# Exponents below so many seconds of processor above the start would tell of noise alone.
_TELLING = 0.05


def measure(setting: Setting) -> Part:
    """Measures files of all sizes."""
    bare_ms = setting.bare_ms()
    lines = [
        "Checked within a process that has checked another report before; seconds of processor, the least of some processes.",
        "",
    ]
    goals: list[Goal] = []
    rows: list[Sequence[object]] = []
    for kind in ("one report", "many reports in one file"):
        measured = _inside(setting, kind)
        smallest = measured[min(measured)][2]
        for kilobytes, (size, seconds, memory, findings) in measured.items():
            per_byte = f"{(memory - smallest) / size:.0f}" if kilobytes > min(measured) else ""
            rows.append((
                kind, f"{size / 1000:,.0f}", f"{seconds:.3f}", f"{size / seconds / 1e6:.2f}", per_byte, findings,
                _exponent_before(measured, kilobytes),
            ))  # fmt: skip
        largest = max(measured)
        if largest >= 1000:
            size, seconds, memory, _ = measured[largest]
            goals.append(
                Goal(
                    f"{kind}, exponent of time from 100 KB",
                    _exponent(measured[100], measured[largest]),
                    (1.05,),
                    "",
                    0,
                    2,
                )
            )
            goals.append(Goal(f"{kind}, memory", (memory - smallest) / size, (30,), "bytes per byte", 0, 0))
            goals.append(Goal(f"{kind}, time for 10 MB", seconds * 1e7 / size, (15,), "s", 1))
    heads = ("file", " KB", " s", " MB/s", " bytes of memory per byte", " findings", " exponent from the size before")
    lines += table(heads, rows)
    lines += ["", "Whole processes, seconds of processor and MiB, the least of some runs:", "", *_beside(setting)]
    return Part(lines, goals, bare_ms)


_Inside = tuple[int, float, int, int]
"""Bytes, seconds, bytes of memory, findings."""


def _inside(setting: Setting, kind: str) -> dict[int, _Inside]:
    """What sizes take within a process, by their kilobytes."""
    corpus = setting.corpus
    measured: dict[int, _Inside] = {}
    program, answer = Path(__file__).with_name("inside.py"), setting.scratch / "inside.json"
    interpreter = str(python(setting.environments))
    for kilobytes in corpus.sizes:
        large = corpus.one(".txt", kilobytes) if kind == "one report" else corpus.repeated(kilobytes)
        command = Command(
            "within", (interpreter, str(program), str(corpus.one(".txt")), str(large), str(answer)), worst=0
        )
        taken = []
        for _ in range(1 if kilobytes >= 10_000 else setting.rounds(5, 2)):
            run = setting.launcher.run(command, setting.scratch, 400)
            if run.late:
                print(f"{kind} of {kilobytes} KB took more than 400 s", file=sys.stderr)
                return measured
            size, seconds, findings = json.loads(answer.read_text(encoding="utf-8"))
            taken.append((size, seconds, run.memory, findings))
        measured[kilobytes] = min(taken, key=lambda one: one[1])
    return measured


def _exponent(small: _Inside, large: _Inside) -> float:
    return math.log(large[1] / small[1]) / math.log(large[0] / small[0])


def _exponent_before(measured: Mapping[int, _Inside], kilobytes: int) -> str:
    before = [size for size in measured if size < kilobytes]
    return f"{_exponent(measured[max(before)], measured[kilobytes]):.2f}" if before and kilobytes > 100 else ""


def _beside(setting: Setting) -> list[str]:
    """The table of reportlint and its peers as whole processes."""
    sizes = setting.corpus.sizes
    tools = [reportlint(setting.environments, "--no-cache"), *peers(setting.environments)]
    runs: dict[str, dict[int, Run]] = {tool.name: {} for tool in tools}
    trouble: dict[str, str] = {}
    for kilobytes in sizes:
        for _ in range(setting.rounds(3, 1) if kilobytes < 10_000 else 1):
            for tool in tools:
                if tool.name not in trouble:
                    _run(setting, tool, kilobytes, runs[tool.name], trouble)
    rows = []
    for tool in tools:
        cells: list[object] = [tool.name]
        done = runs[tool.name]
        for kilobytes in sizes:
            run = done.get(kilobytes)
            cells.append(f"{run.processor:.2f} / {run.memory / 2**20:.0f}" if run else trouble.get(tool.name, ""))
        start = done[sizes[0]].processor if done else 0.0
        for small, large in pairwise(sizes[1:]):
            two = [done[one].processor - start for one in (small, large) if one in done]
            telling = len(two) == 2 and two[1] > two[0] > _TELLING
            cells.append(f"{math.log10(two[1] / two[0]):.2f}" if telling else "")
        both = [one for one in sizes if one in done and one in runs[OURS]]
        cells.append(
            f"{times(runs[OURS][both[-1]].processor / done[both[-1]].processor)} at {_size(both[-1])}" if both else ""
        )
        rows.append(cells)
    heads = [" " + _size(one) for one in sizes] + [f" exponent to {_size(one)}" for one in sizes[2:]]
    return table(("program", *heads, " reportlint takes"), rows)


def _run(setting: Setting, tool: Tool, kilobytes: int, done: dict[int, Run], trouble: dict[str, str]) -> None:
    """One more run of a tool, if it is not too slow; the better of its runs is kept."""
    before = done.get(kilobytes // 10)
    if tool.name != OURS and before is not None and before.processor > _PATIENCE / 10:
        trouble[tool.name] = f"> {_PATIENCE:.0f} s"
        return
    folder = setting.corpus.folder
    try:
        run = setting.launcher.run(
            tool.command([setting.corpus.one(tool.suffix, kilobytes)], folder), folder, 2 * _PATIENCE
        )
    except CommandFailed as error:
        trouble[tool.name] = "fails"
        print(error, file=sys.stderr)
        return
    if run.late:
        trouble[tool.name] = f"> {2 * _PATIENCE:.0f} s"
    elif kilobytes not in done or run.processor < done[kilobytes].processor:
        done[kilobytes] = run


def _size(kilobytes: int) -> str:
    return f"{kilobytes} KB" if kilobytes < 1000 else f"{kilobytes // 1000} MB"
