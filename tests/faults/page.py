"""The page on reliability, out of what came of the trials."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from datetime import date
from importlib.metadata import version

from .trials import Outcome, Trial

__all__ = ["ROOMS", "written"]

ROOMS = {
    "fuzz": "Texts, files and messages of chance",
    "encodings": "Encodings",
    "hostile": "Hostile input",
    "soak": "A server without a rest",
    "kills": "Killed while it writes",
    "refusals": "Refused, interrupted, not alone",
}
"""The modules with trials, in the order of the page, and what they are about."""

_ABOUT = {
    "fuzz": "Drawn anew with each seed: reports of all shapes with anything in them, files beside them, messages to the server.",
    "encodings": "Bytes of all kinds: what can be read is read as it was meant, what cannot is named, and a fix keeps the encoding.",
    "hostile": "What somebody would write to make the program hang, grow without end, or reach for what it should not.",
    "soak": "One server over stdin and stdout, and beside the edits: cancelled requests, closes and second opens, texts sent whole, "
    "wrong versions, settings changed by the client and in files (also such as cannot be used), sidecars, plugins that come, "
    "fail and hang, trust that is given and taken, folders that come and go, requests for everything at any place. In the "
    "first part findings are pushed, in the second they are asked for. At each checkpoint the server is left in peace; then "
    "what it shows of each open document, and of each file of its folders, is held against a fresh look in another process.",
    "kills": "The system calls are followed (`ptrace`), from the first by which a command writes: it is killed (SIGKILL) before and "
    "behind each of them, so that no state is left out in which a kill could leave the disk; then the command is run once "
    "more. “Killed while they are written” is by the clock instead, at moments of chance, of a process that only writes.",
    "refusals": "Each step by which a command changes the disk fails in turn (no room, a broken disk, not allowed); a file system "
    "without room; a limit to the size of files; a folder of somebody else; signals without end; four processes at once.",
}

_HEAD = """\
# Reliability

What must not break reportlint, and what was tried to break it. `python -m tests.faults` does it and writes this page; in every
run of the tests the same is tried for seconds (`tests/faults`). Everything that was ever lost became a test. What the
program promises of security is in [SECURITY.md](../SECURITY.md).

**Tried** are texts, kills, edits or whatever the line is about; **lost** is what was not as promised: an exception, a hang, a
file between old and new, a finding that a fresh run does not have.

Made {date} by `{command}` (seed {seed}, {minutes:.0f} minutes): {total}. {system}, {cores} processors, Python {python}; {versions}.
"""

_FOOT = """\
## What this does not show

- The power going off. Files are flushed to the disk before they are put in place (records of the cache are not: they carry
  their sum); what a disk does with that is its own affair.
- Another program that writes the same file in the moment between our last look at it and the new one (microseconds; other
  runs of reportlint are kept out of it).
- Windows and macOS: there the tests run that need neither `fork` nor `ptrace`.
- A client that does not read what the server says for a minute or more: the server counts as frozen then and ends itself, and
  the editor starts another one.
"""


def written(outcomes: Mapping[str, Sequence[tuple[Trial, Outcome]]], *, command: str, seed: int, seconds: float) -> str:
    """The page."""
    everything = [outcome for room in outcomes.values() for _, outcome in room]
    tried, lost = sum(one.tried for one in everything), sum(one.lost for one in everything)
    parts = [
        _HEAD.format(
            date=date.today(), command=command, seed=seed, minutes=seconds / 60, total=f"{tried:,} tried, {lost:,} lost",
            system=f"{platform.system()} {platform.release().split('-')[0]} {platform.machine()}", cores=os.cpu_count(),
            python=platform.python_version(),
            versions=", ".join(f"{name} {version(name)}" for name in ("lark", "pluggy", "pygls", "hypothesis")),
        )
    ]  # fmt: skip
    for room, found in outcomes.items():
        lines = ["| subject | promise | tried | survived | lost |", "|---|---|--:|--:|--:|"]
        for trial, one in found:
            cells = (
                _cell(trial.subject),
                _cell(trial.promise),
                f"{one.tried:,}",
                f"{one.tried - one.lost:,}",
                f"{one.lost:,}",
            )
            lines.append(f"| {' | '.join(cells)} |")
        figures = [f"- {trial.subject}: {one.figures}" for trial, one in found if one.figures]
        parts.append(
            "\n".join([f"## {ROOMS[room]}", "", _ABOUT[room], "", *lines, *([""] if figures else []), *figures, ""])
        )
    return "\n".join([*parts, _FOOT])


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
