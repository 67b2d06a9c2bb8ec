"""What is counted. Each count has a name, under which ``bounds.toml`` has the most that it may be."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path

from reportlint.engine import Session
from reportlint.plugins import Plugins, load_plugins
from reportlint.report import read_report
from reportlint.result import FileResult
from reportlint.source import SourceText, Span
from reportlint.testing.growing import long_report
from reportlint_grammar import parse_report

from .counting import Calls, CountingMemory, calls_of

Counts = Mapping[str, float]
# Sizes in bytes: of a report of the length that reports have, and of a long one.
_ONE, _LONG = 12_000, 100_000
_EDITS = 10


@cache
def _plugins() -> Plugins:
    return load_plugins(installed=False)


@cache
def _session() -> Session:
    session = Session(_plugins())
    # What is made at the first use, such as patterns, is counted where starts are.
    session.check(SourceText(_text(_ONE)))
    return session


@cache
def _text(size: int) -> str:
    return long_report(_plugins().forms, size, random.Random(size))


def starts() -> Counts:
    """A check of one file from the start of a process: the first of all, of a file that was changed, of one that is known."""
    counts: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        text = _text(_ONE)
        # The first run of a program compiles its modules and patterns, as any of another test may have done before.
        (folder / "report.txt").write_text(f"{text}\n", encoding="utf-8")
        _probed(folder)
        shutil.rmtree(folder / "cache")
        for state, written in (("first", text), ("changed", f"{text}\n联系电话：0123\n"), ("unchanged", None)):
            if written is not None:
                (folder / "report.txt").write_text(written, encoding="utf-8")
                time.sleep(0.3)  # what was changed a moment ago is not trusted
            figures = _probed(folder)
            of = ("modules", "own modules", "patterns", "texts", "calls")
            counts |= {f"{state}: {what}": figures[what] for what in of}
    return counts


def _probed(folder: Path) -> dict[str, float]:
    probe = Path(__file__).with_name("probe.py")
    words = ("check", "--isolated", "--exit-zero", "--output-format", "concise", "--cache-dir", "cache", "report.txt")
    # Sets are gone through in the same order every time, and modules are compiled once.
    environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONPATH": os.pathsep.join(sys.path)}
    # Their own, so that no test that runs meanwhile changes what is there.
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, str(probe), *words], cwd=folder, env=environment,
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    assert figures["status"] == 0
    return figures


def fresh() -> Counts:
    """A check of one report in a process that has checked others, for each KB of it."""
    session, text = _session(), _text(_ONE)
    size = len(text.encode()) / 1000
    folded = SourceText(text).folded
    parsing = calls_of(lambda: parse_report(folded))
    reading = calls_of(lambda: read_report(SourceText(text), _plugins().forms))
    checking = calls_of(lambda: session.check(SourceText(text)))
    return {
        "for a KB: calls to parse": parsing.all / size,
        "for a KB: calls to read": reading.all / size,
        "for a KB: calls to check": checking.all / size,
        "for a KB: calls within rules": checking.of("reportlint_rules") / size,
    }


def growth() -> Counts:
    """How many times as many calls each KB costs when a text doubles again: 1 is linear growth, 2 quadratic."""
    session = _session()
    works: dict[str, Callable[[str], object]] = {
        "parse": lambda text: parse_report(SourceText(text).folded),
        "check": lambda text: session.check(SourceText(text)),
    }
    # The same text again and again, so that nothing differs but the length; a text alone has tables that can be bound.
    texts = [_text(_ONE) * times for times in (2, 4, 8)]
    counts = {}
    for name, work in works.items():
        two, four, eight = (calls_of(partial(work, text)).all for text in texts)
        # What every text costs is in neither of the differences.
        counts[f"{name}: cost of a KB when the text doubles"] = (eight - four) / (four - two) / 2
    return counts


def edits() -> Counts:
    """Single keys, one upon the other, with the memory of the state before: on average, and the dearest one."""
    return {
        **_edits(f"in a paragraph, {_ONE // 1000} KB", _ONE, _in_a_paragraph),
        **_edits(f"in a paragraph, {_LONG // 1000} KB", _LONG, _in_a_paragraph),
        **_edits(f"in a table, {_ONE // 1000} KB", _ONE, _in_a_cell),
    }


def _edits(name: str, size: int, place: _Place) -> Counts:
    calls, memory = _typed(_text(size), place)
    count = len(calls)
    return {
        f"{name}: calls": sum(one.all for one in calls) / count,
        f"{name}: calls, the most": max(one.all for one in calls),
        f"{name}: calls within rules": sum(one.of("reportlint_rules") for one in calls) / count,
        f"{name}: results asked for": memory.asked.total() / count,
        f"{name}: results made anew": memory.made.total() / count,
        f"{name}: local pieces looked at anew": memory.made["local"] / count,
    }


_Place = Callable[[FileResult, random.Random], int]
"""Chooses where a key is pressed."""


def _in_a_paragraph(result: FileResult, rng: random.Random) -> int:
    assert result.report is not None
    # Not beside its ends, where typing may make a heading of it.
    start, end = rng.choice([one.span for one in result.report.paragraphs if one.span.end - one.span.start > 40])
    return rng.randrange(start + 15, end - 15)


def _in_a_cell(result: FileResult, rng: random.Random) -> int:
    assert result.report is not None
    tables = result.report.tables.values()
    return rng.choice(
        [cell.span.end for table in tables for cell in table.cells.values() if cell.span.end > cell.span.start]
    )


def _typed(text: str, place: _Place) -> tuple[list[Calls], CountingMemory]:
    """The calls of each key, and the memory that counted all of them."""
    session, memory, rng = _session(), CountingMemory(), random.Random(1)
    source = SourceText(text)
    result = session.check(source, memory)
    calls = []
    memory.asked, memory.made = Counter(), Counter()
    for _ in range(_EDITS):
        at = place(result, rng)
        source = source.edited(Span(at, at), rng.choice("一件，0"))
        found: list[FileResult] = []
        calls.append(calls_of(lambda source=source, found=found: found.append(session.check(source, memory))))  # type: ignore[misc]
        (result,) = found
        assert not result.faults
    return calls, memory


GROUPS: Mapping[str, Callable[[], Counts]] = {"starts": starts, "fresh": fresh, "growth": growth, "edits": edits}
"""The counts that are taken together, by the name of the group."""
