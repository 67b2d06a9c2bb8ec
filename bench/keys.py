"""From a key to its findings: language servers side by side.

The servers take turns in small rounds, so that a slow moment of the machine falls on all of them alike. The floor is a
pygls server that publishes an empty list (``floor.py``); what the client costs is in it too.
"""

from __future__ import annotations

import gc
import math
import random
import statistics
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from reportlint.engine import Session
from reportlint.source import SourceText
from reportlint.testing.growing import long_report, report_edit

from .client import Connection, Contestant, NoAnswer, Typist
from .documents import python_edit, python_text
from .environments import Environments
from .part import Goal, Part, Setting, table, times
from .tools import OURS, python

FLOOR, RUFF, PYLSP = "empty pygls server", "ruff server", "pylsp"
# Kilobytes, with the goals for the 99th of a hundred keys in milliseconds.
SIZES = {12: (6.0, 2.0), 100: (10.0, 3.0), 1000: (25.0, 5.0)}
# So many edits make a turn.
_TURN = 10
# As many as reportlint publishes of one document.
_MOST = 500


def measure(setting: Setting) -> Part:
    """Measures language servers."""
    folder = (setting.scratch / "keys").resolve()
    folder.mkdir()
    servers = [server for server in contestants(setting.environments) if _answers(server, folder)]
    bare_ms = [setting.bare_ms()]
    # A collection in the client would fall on whichever server has its turn.
    gc.disable()
    starts = _starts(servers, folder, setting.rounds(10, 4))
    rows: list[Sequence[object]] = []
    goals: list[Goal] = []
    sizes = [size for size in SIZES if size <= (100 if setting.quick else 1000)]
    for kilobytes in sizes:
        typists = _typed(setting, servers, folder, _documents(setting, kilobytes))
        rows += _rows(kilobytes, typists)
        ours = next(typist for typist in typists if typist.contestant.name == OURS)
        if ours.seconds:
            figure = 1000 * percentile(ours.seconds, 99)
            goals.append(Goal(f"a key at {kilobytes} KB, p99", figure, SIZES[kilobytes], "ms", 1))
        bare_ms.append(setting.bare_ms())
    gc.enable()
    heads = (
        "document", "server", " edits", " findings", " p50 ms", " p95 ms", " p99 ms",
        " × floor p50 / p99", " × ruff p50 / p99", " × pylsp p50 / p99", " MiB",
    )  # fmt: skip
    lines = [*table(heads, rows), "", "From the start of the process to its answer to `initialize`:", ""]
    lines += table(
        ("server", " ms, median", " slowest", " × floor"), (_start_row(server.name, starts) for server in servers)
    )
    ratio = _ratio_of_starts(OURS, starts)
    goals.append(Goal("the server answers, beside an empty one", ratio, (1.3,), "× empty pygls server", 0, 2))
    goals.append(Goal("the server answers", 1000 * statistics.median(starts[OURS]), (760, 100), "ms", 1, 0))
    return Part(lines, goals, statistics.median(bare_ms))


def contestants(environments: Environments) -> list[Contestant]:
    """The servers that are there."""
    interpreter = str(python(environments))
    floor = str(Path(__file__).with_name("floor.py"))
    servers = [
        Contestant(FLOOR, [interpreter, floor], ".txt", "plaintext", report_edit),
        Contestant(
            OURS, [str(environments.script("reportlint", "reportlint")), "server"], ".txt", "plaintext", report_edit,
            {"debounce": 0},
        ),
    ]  # fmt: skip
    for name, environment, program, options in ((RUFF, "linters", "ruff", ["server"]), (PYLSP, "pylsp", "pylsp", [])):
        path = environments.script(environment, program)
        if path is not None and environment not in environments.missing:
            servers.append(Contestant(name, [str(path), *options], ".py", "python", python_edit))
    return servers


def _answers(server: Contestant, folder: Path) -> bool:
    """Whether a server starts at all; a peer that does not is left out."""
    try:
        Connection(server, folder).close()
    except (NoAnswer, OSError) as error:
        if server.name in (FLOOR, OURS):
            raise
        print(f"{server.name} is left out: {error}", file=sys.stderr)
        return False
    return True


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that so many per cent of the values are not above."""
    return sorted(values)[math.ceil(percent / 100 * len(values)) - 1]


def _starts(servers: Sequence[Contestant], folder: Path, rounds: int) -> dict[str, list[float]]:
    """Seconds from the start of each server's process to its answer to initialize, turn by turn."""
    seconds: dict[str, list[float]] = {server.name: [] for server in servers}
    for _ in range(rounds):
        for server in servers:
            connection = Connection(server, folder)
            seconds[server.name].append(connection.started)
            connection.close()
    return seconds


def _ratio_of_starts(name: str, starts: Mapping[str, Sequence[float]]) -> float:
    return statistics.median(one / floor for one, floor in zip(starts[name], starts[FLOOR], strict=True))


def _start_row(name: str, starts: Mapping[str, Sequence[float]]) -> Sequence[object]:
    seconds = starts[name]
    ratio = times(_ratio_of_starts(name, starts))
    return (name, f"{1000 * statistics.median(seconds):.0f}", f"{1000 * max(seconds):.0f}", ratio)


def _documents(setting: Setting, kilobytes: int) -> dict[str, str]:
    """A text of each kind, by suffix: of the same size, and with as many findings to publish."""
    report = long_report(setting.plugins.forms, kilobytes * 1000, random.Random(setting.seed))
    findings = min(_MOST, len(Session(setting.plugins).check(SourceText(report)).diagnostics))
    return {".txt": report, ".py": python_text(kilobytes * 1000, findings, random.Random(setting.seed))}


def _typed(setting: Setting, servers: Sequence[Contestant], folder: Path, texts: Mapping[str, str]) -> list[Typist]:
    """The servers after edits in a text of their kind, all alive at once and in turn. Slow ones make fewer."""
    edits = setting.rounds(200, 50)
    budget = 8.0 if setting.quick else 30.0
    typists = [Typist(server, folder, texts[server.suffix], setting.seed, budget) for server in servers]
    try:
        for typist in typists:
            typist.warm_up()
        for first in range(0, edits, _TURN):
            gc.collect()
            for typist in typists:
                typist.type(min(_TURN, edits - first))
    finally:
        for typist in typists:
            typist.close()
    return typists


def _rows(kilobytes: int, typists: Sequence[Typist]) -> list[Sequence[object]]:
    """The rows for one size."""
    rows: list[Sequence[object]] = []
    by_name = {typist.contestant.name: typist.seconds for typist in typists}
    for typist in typists:
        name = typist.contestant.name
        document = f"{kilobytes} KB"
        if not typist.seconds:
            rows.append((document, name, 0, "", typist.trouble, "", "", "", "", "", ""))
            continue
        figures = {percent: percentile(typist.seconds, percent) for percent in (50, 95, 99)}
        ratios = []
        for other in (FLOOR, RUFF, PYLSP):
            beside = by_name.get(other)
            two = (times(figures[percent] / percentile(beside, percent)) for percent in (50, 99)) if beside else ()
            ratios.append(" / ".join(two))
        note = f" ({typist.trouble})" if typist.trouble else ""
        rows.append((
            document, name + note, len(typist.seconds), typist.findings,
            *(f"{1000 * figure:.2f}" for figure in figures.values()), *ratios, f"{typist.memory / 2**20:.0f}",
        ))  # fmt: skip
    return rows
