"""Where the time of a check goes: by stage, and by rule; in one process, fresh and after an edit."""

from __future__ import annotations

import gc
import random
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

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
_WRITE = "write the findings"


class _Stage(NamedTuple):
    name: str
    work: Callable[[Sequence[bytes]], object]


def measure(setting: Setting) -> Part:
    """Measures stages and rules."""
    session = Session(setting.plugins)
    files = [path.read_bytes() for path in setting.corpus.many(".txt")]
    sets = setting.rounds(8, 4)
    parts = [files[first::sets] for first in range(sets)]
    session.check_bytes(files[0], "report.txt")
    gc.collect()
    gc.freeze()
    stages, results = _stages(setting, session, parts)
    edits = list(_edits(session, setting.corpus.one(".txt").read_bytes(), setting.rounds(200, 60), setting.seed))
    gc.unfreeze()
    adds = min(stages[_ADDS])
    rows = [
        (name, f"{1000 * min(each):.3f}", f"{1000 * statistics.median(each):.3f}", f"{min(each) / adds:.2f}")
        for name, each in stages.items()
    ]
    size = sum(map(len, files)) / len(files) / 1000
    lines = [
        f"Reports of {size:.1f} KB in all shapes, in one process, {len(files)} in {sets} sets; each stage looks at each set once and",
        "comes to other texts than the stage before it, so that it finds nothing that was kept. Milliseconds of a report.",
        "",
    ]
    lines += table(("stage", " least ms", " median ms", " × a million additions"), rows)
    fresh = _medians([_mean(found) for found in results])
    after = {code: sum(one.get(code, 0.0) for one in edits) / len(edits) for code in fresh}
    found = Counter(one.code for part in results for result in part for one in result.diagnostics)
    lines += ["", "By rule, the median of the sets; “an edit” is the mean over single keys in a report of 12 KB:", ""]
    lines += _rules(session, fresh, after, found)
    share = max(cost for code, cost in fresh.items() if code) / sum(fresh.values())
    return Part(lines, [Goal("the dearest rule's share of a check", 100 * share, (10,), "%")])


def _stages(
    setting: Setting, session: Session, parts: Sequence[Sequence[bytes]]
) -> tuple[dict[str, list[float]], list[list[FileResult]]]:
    """The seconds of each stage for a report, by sets, and the results of each set."""
    forms = setting.plugins.forms
    results: list[list[FileResult]] = []
    concise = output("concise")

    def sources(files: Sequence[bytes]) -> list[SourceText]:
        return [decode(data, "report.txt") for data in files]

    stages = (
        _Stage(_ADDS, lambda files: [sum(range(1_000_000)) for _ in files[:1]]),
        _Stage("decode bytes", sources),
        _Stage("and fold", lambda files: [fold(source.text) for source in sources(files)]),
        _Stage("and parse", lambda files: [parse_report(source.folded) for source in sources(files)]),
        _Stage("and bind tables, find facts", lambda files: [read_report(source, forms) for source in sources(files)]),
        _Stage("and run all rules", lambda files: results.append([session.check(one) for one in sources(files)])),
        _Stage(_WRITE, lambda files: concise(Run(results[-1]))),
    )
    seconds: dict[str, list[float]] = {stage.name: [] for stage in stages}
    for turn in range(len(parts)):
        for number, stage in enumerate(stages):
            files = parts[(turn + number) % len(parts)]
            began = time.thread_time()
            stage.work(files)
            taken = time.thread_time() - began
            seconds[stage.name].append(taken if stage.name == _ADDS else taken / len(files))
    return seconds, results


def _edits(session: Session, data: bytes, count: int, seed: int) -> Iterator[Mapping[str, float]]:
    """The seconds of the rules for single keys pressed in a report, the empty code for reading it."""
    rng, memory, source = random.Random(seed), Memory(), decode(data, "report.txt")
    session.check(source, memory)
    for _ in range(count):
        edit = report_edit(source.text, rng)
        source = source.edited(Span(edit.offset, edit.offset + edit.removed), edit.text)
        yield dict(session.check(source, memory).seconds)


def _mean(results: Sequence[FileResult]) -> dict[str, float]:
    codes = {code for result in results for code in result.seconds}
    return {code: sum(result.seconds.get(code, 0.0) for result in results) / len(results) for code in codes}


def _medians(sets: Sequence[Mapping[str, float]]) -> dict[str, float]:
    return {
        code: statistics.median(one.get(code, 0.0) for one in sets) for code in {code for one in sets for code in one}
    }


def _rules(
    session: Session, fresh: Mapping[str, float], after: Mapping[str, float], found: Mapping[str, int]
) -> list[str]:
    names = {rule.code: rule.name for rule, _, _ in session.rules} | {"": "reading"}
    whole = sum(fresh.values())

    def row(name: str, codes: Sequence[str]) -> Sequence[object]:
        cost, edit, count = (sum(one.get(code, 0) for code in codes) for one in (fresh, after, found))
        return name, f"{1000 * cost:.3f}", f"{cost / whole:.1%}", f"{1000 * edit:.3f}", count or ""

    dearest = sorted(fresh, key=lambda code: -fresh[code])
    rows = [row(f"{code} {names[code]}".strip(), [code]) for code in dearest[:_MOST]]
    rows += [row(f"{len(dearest[_MOST:])} other rules", dearest[_MOST:]), row("all", dearest)]
    return table(("rule", " ms for a report", " share", " ms for an edit", " findings"), rows)
