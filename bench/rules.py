"""Where the time of a check goes: by stage, and by rule; in one process, fresh and after an edit."""

from __future__ import annotations

import gc
import random
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from reportlint.engine import Session
from reportlint.memory import Memory
from reportlint.outputs import Run, output
from reportlint.report import read_report
from reportlint.result import FileResult
from reportlint.source import SourceText, Span, decode, fold
from reportlint.testing.growing import report_edit
from reportlint_grammar import parse_report

from .part import Goal, Part, Setting, table

# How many rules are named one by one.
_MOST = 25
_ADDS = "a million additions, for comparison"


def measure(setting: Setting) -> Part:
    """Measures stages and rules."""
    bare_ms = setting.bare_ms()
    session = Session(setting.plugins)
    every = setting.corpus.many(".txt")
    files = [path.read_bytes() for path in every[:: max(1, len(every) // setting.rounds(124, 62))]]
    rounds = setting.rounds(9, 4)
    gc.collect()
    gc.freeze()
    stages, results = _stages(setting, session, files, rounds)
    edits = list(_edits(session, setting.corpus.one(".txt").read_bytes(), setting.rounds(200, 60), setting.seed))
    gc.unfreeze()
    adds, count = min(stages[_ADDS]), len(files)
    rows = []
    for name, seconds in stages.items():
        each = min(seconds) / (1 if name == _ADDS else count)
        rows.append(
            (
                name,
                f"{1000 * each:.3f}",
                f"{1000 * statistics.median(seconds) / (1 if name == _ADDS else count):.3f}",
                f"{each / adds:.2f}",
            )
        )
    size = sum(map(len, files)) / count / 1000
    lines = [
        f"{count} reports of {size:.1f} KB in all shapes, in one process; milliseconds for a report, {rounds} rounds.",
        "",
    ]
    lines += table(("stage", " least ms", " median ms", " × a million additions"), rows)
    fresh = _by_rule([_least(runs) for runs in results])
    lines += [
        "",
        "By rule, the least of each report's rounds; “an edit” is the mean over single keys in a report of 12 KB:",
        "",
    ]
    lines += _rules(session, fresh, _by_rule(edits), count, len(edits), results)
    whole = sum(fresh.values())
    share = max(cost for code, cost in fresh.items() if code) / whole
    return Part(lines, [Goal("the dearest rule's share of a check", 100 * share, (10,), "%")], bare_ms)


def _stages(
    setting: Setting, session: Session, files: Sequence[bytes], rounds: int
) -> tuple[dict[str, list[float]], list[list[FileResult]]]:
    """The seconds of each stage for all files, by rounds, and the results of each file."""
    sources = [decode(data, "report.txt") for data in files]
    folded = [source.folded for source in sources]
    results: list[list[FileResult]] = [[] for _ in files]
    concise = output("concise")

    def check() -> None:
        for found, source in zip(results, sources, strict=True):
            found.append(session.check(SourceText(source.text)))

    work: dict[str, Callable[[], object]] = {
        _ADDS: lambda: sum(range(1_000_000)),
        "decode bytes": lambda: [decode(data, "report.txt") for data in files],
        "fold": lambda: [fold(source.text) for source in sources],
        "parse": lambda: [parse_report(text) for text in folded],
        "read: fold, parse, bind, find facts": lambda: [
            read_report(SourceText(source.text), setting.plugins.forms) for source in sources
        ],
        "check: read, and all rules": check,
        "write the findings": lambda: concise(Run([found[-1] for found in results])),
    }
    for one in work.values():
        one()
    for found in results:
        found.clear()
    seconds: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(rounds):
        for name, one in work.items():
            began = time.thread_time()
            one()
            seconds[name].append(time.thread_time() - began)
    return seconds, results


def _edits(session: Session, data: bytes, count: int, seed: int) -> Iterator[Mapping[str, float]]:
    """The seconds of the rules for single keys pressed in a report, the empty code for reading it."""
    rng, memory, source = random.Random(seed), Memory(), decode(data, "report.txt")
    session.check(source, memory)
    for _ in range(count):
        edit = report_edit(source.text, rng)
        source = source.edited(Span(edit.offset, edit.offset + edit.removed), edit.text)
        yield dict(session.check(source, memory).seconds)


def _least(runs: Sequence[FileResult]) -> dict[str, float]:
    return {code: min(run.seconds.get(code, 0.0) for run in runs) for code in runs[0].seconds}


def _by_rule(seconds: Sequence[Mapping[str, float]]) -> dict[str, float]:
    return {code: sum(one.get(code, 0.0) for one in seconds) for code in {code for one in seconds for code in one}}


def _rules(
    session: Session,
    fresh: Mapping[str, float],
    edits: Mapping[str, float],
    count: int,
    keys: int,
    results: Sequence[Sequence[FileResult]],
) -> list[str]:
    names = {rule.code: rule.name for rule, _, _ in session.rules} | {"": "reading"}
    found = Counter(one.code for runs in results for one in runs[-1].diagnostics)
    whole = sum(fresh.values())
    dearest = sorted(fresh, key=lambda code: -fresh[code])
    rows: list[Sequence[object]] = []
    for code in dearest[:_MOST]:
        rows.append(
            (
                f"{code} {names[code]}".strip(),
                *_figures(fresh[code], edits.get(code, 0.0), count, keys, whole),
                found[code] or "",
            )
        )
    rest = dearest[_MOST:]
    after = sum(edits.get(code, 0.0) for code in rest)
    rows.append(
        (
            f"{len(rest)} other rules",
            *_figures(sum(fresh[code] for code in rest), after, count, keys, whole),
            sum(found[code] for code in rest),
        )
    )
    rows.append(("all", *_figures(whole, sum(edits.values()), count, keys, whole), sum(found.values())))
    return table(("rule", " ms for a report", " share", " ms for an edit", " findings"), rows)


def _figures(fresh: float, edit: float, count: int, keys: int, whole: float) -> tuple[str, str, str]:
    return f"{1000 * fresh / count:.3f}", f"{fresh / whole:.1%}", f"{1000 * edit / keys:.3f}"
