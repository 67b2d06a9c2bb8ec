"""What plugins cost at the start of a check: none, one and twenty that are installed, twenty files of declarative rules."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from .commands import Command, in_turns
from .environments import ROOT
from .part import Part, Setting, table, times
from .tools import BARE, bare, python

_REPORT = ROOT / "examples" / "correct.txt"
_NONE = "none"
# Title, plugins that are installed, files of declarative rules.
_KINDS = ((_NONE, 0, 0), ("1 installed", 1, 0), ("20 installed", 20, 0), ("20 files of declarative rules", 0, 20))
_MODULE = """
from reportlint.api import Finding, Paragraph, Severity, Text, hookimpl, rule

reportlint_api = 1

@rule(code="BEN{number}", name="bench-{number}", severity=Severity.INFO, on=Paragraph, summary=Text("甲", "a"), message=Text("乙", "b"))
def check(paragraph, context):
    if "没有人这样写{number}" in context.report.folded(paragraph.span):
        yield Finding(paragraph.span)

@hookimpl
def reportlint_rules():
    return [check]
"""
_RULE = """
[[rule]]
code = "BEN{number}"
name = "bench-{number}"
message = "甲"
find = ["没有人这样写{number}"]
"""


def measure(setting: Setting) -> Part:
    """Measures starts with plugins."""
    commands = list(_commands(setting))
    turns = in_turns(setting.launcher, commands, setting.scratch, setting.rounds(13, 5))
    none = turns.median(_NONE, "processor")
    rows = []
    for command in commands[1:]:
        name, taken = command.name, turns.median(command.name, "processor")
        more = "" if name == _NONE else f"{1000 * (taken - none):+.0f}"
        rows.append(
            (name, f"{1000 * taken:.0f}", more, times(turns.ratio(name, _NONE)), times(turns.ratio(name, BARE)))
        )
    heads = ("plugins", " processor ms, median", " more than without", " × without", " × bare Python")
    return Part(table(heads, rows), [], 1000 * turns.median(BARE))


def _commands(setting: Setting) -> Iterator[Command]:
    yield bare(setting.environments)
    for title, count, declared in _KINDS:
        folder = setting.scratch / "plugins" / title.replace(" ", "-")
        folder.mkdir(parents=True)
        shutil.copy(_REPORT, folder / "report.txt")
        files = [f"rules{number}.toml" for number in range(101, 101 + declared)]
        for file in files:
            (folder / file).write_text(_RULE.format(number=file[5:8]), encoding="utf-8")
        (folder / "reportlint.toml").write_text(f"plugins = {files}\n", encoding="utf-8")
        _install(folder, count)
        words = (
            str(python(setting.environments)),
            "-m",
            "reportlint",
            "check",
            "--no-cache",
            str(folder / "report.txt"),
        )
        yield Command(title, words, worst=0, environment=(("PYTHONPATH", os.fspath(folder)),))


def _install(folder: Path, count: int) -> None:
    """Distributions with a plugin each, in a folder that will be on the path."""
    for number in range(101, 101 + count):
        (folder / f"bench_{number}.py").write_text(_MODULE.format(number=number), encoding="utf-8")
        info = folder / f"bench_{number}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: bench-{number}\nVersion: 1.0\n", encoding="utf-8")
        (info / "entry_points.txt").write_text(f"[reportlint]\nbench-{number} = bench_{number}\n", encoding="utf-8")
