"""How long a warm check of one report takes, by stages, beside a fixed piece of work.

    python bench/check.py [FILE]

Machines differ and drift: each figure is also given as a multiple of one million additions (“adds”) measured
in the same round. Figures are medians of the rounds.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from reportlint.engine import Session
from reportlint.plugins import load_plugins
from reportlint.report import read_report
from reportlint.source import SourceText, fold, read_source
from reportlint_grammar import parse_report

ROUNDS = 60
SAMPLE = Path(__file__).resolve().parent.parent / "examples" / "planted-defects.txt"


def seconds(work: Callable[[], object]) -> float:
    """The time of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Prints a table of stages."""
    source = read_source(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE)
    plugins = load_plugins(installed=False)
    session = Session(plugins)
    text = source.text
    stages: dict[str, Callable[[], object]] = {
        "adds": lambda: sum(range(1_000_000)),
        "fold": lambda: fold(text),
        "parse": lambda: parse_report(source.folded),
        "read (fold, parse, bind, facts)": lambda: read_report(SourceText(text), plugins.forms),
        "check (read and all rules)": lambda: session.check(SourceText(text)),
    }
    session.check(source)
    # Rounds are interleaved, so that a slow moment of the machine falls on all stages alike.
    rounds = [{name: seconds(work) for name, work in stages.items()} for _ in range(ROUNDS)]
    print(f"{source.name}: {len(text.encode())} bytes, {len(session.rules)} rules, {ROUNDS} rounds\n")
    print(f"{'stage':<34} {'ms':>8} {'adds':>7}")
    for name in stages:
        ms = statistics.median(one[name] for one in rounds) * 1000
        ratio = statistics.median(one[name] / one["adds"] for one in rounds)
        print(f"{name:<34} {ms:8.2f} {ratio:7.2f}")


if __name__ == "__main__":
    main()
