"""One report and a thousand: how long a check takes, with and without results of an earlier run.

    python bench/many.py [--reports 1000] [--kilobytes 9] [--jobs 1 2] [--runs 7] [--seed S]

Prints Markdown tables. Every command is a whole process, as a hook or a reviewer starts it. Those for one file take turns
with a Python that does nothing and with ruff on Python of the same size; the figures are medians, and the ratios those of
single turns. Memory is the most that the process, or any that it started, had at a time.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from lsp_documents import python_text, report_text

from reportlint.plugins import load_plugins

CHECK = (sys.executable, "-m", "reportlint", "check", "--isolated", "--exit-zero", "--output-format", "concise")


def seconds(command: Sequence[str], folder: Path) -> float:
    """How long a command takes in a folder."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    began = time.perf_counter()
    subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def one_file(folder: Path, runs: int) -> list[str]:
    """The lines of the table for a single file."""
    cache = ("--cache-dir", str(folder / "cache"))
    commands = {
        "`python -c pass`": (sys.executable, "-c", "pass"),
        "reportlint, changed": (*CHECK, "report.txt", "--no-cache"),
        "reportlint, unchanged": (*CHECK, "report.txt", *cache),
    }
    if shutil.which("ruff"):
        commands["ruff, unchanged"] = ("ruff", "check", "--isolated", "--exit-zero", "-q", "text.py")
    for command in commands.values():
        seconds(command, folder)
    took: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            took[name].append(seconds(command, folder))
    bare = took["`python -c pass`"]
    return [
        f"| {name} | {1000 * statistics.median(times):.0f} "
        f"| {statistics.median(one / floor for one, floor in zip(times, bare, strict=True)):.1f} |"
        for name, times in took.items()
    ]


def many_files(folder: Path, reports: int, size: int, jobs: Sequence[int]) -> list[str]:
    """The lines of the table for many files."""
    lines = []
    cache = ("--cache-dir", str(folder / "cache"))
    ways = [(f"nothing known, --jobs {count}", ("--no-cache", "--jobs", str(count))) for count in jobs]
    ways += [("nothing known, results are kept", cache), ("all known", cache)]
    for name, options in ways:
        took = seconds((*CHECK, "reports", *options), folder)
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        lines.append(f"| {name} | {took:.1f} | {reports / took:.0f} | {size / took / 1e6:.2f} | {memory:.0f} |")
    return lines


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description="measure checks of one file and of many")
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--kilobytes", type=int, default=9)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    rng, forms = random.Random(given.seed), load_plugins(installed=False).forms
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "report.txt").write_text(report_text(forms, 12_000, rng), encoding="utf-8")
        (folder / "text.py").write_text(python_text(12_000, 0, rng), encoding="utf-8")
        (folder / "reports").mkdir()
        size = 0
        for number in range(given.reports):
            text = report_text(forms, given.kilobytes * 1000, rng)
            size += (folder / "reports" / f"{number:05}.txt").write_bytes(text.encode())
        print(f"One file of 12 KB, {given.runs} turns:\n")
        print("| command | ms, median | × bare Python |\n|---|--:|--:|")
        print("\n".join(one_file(folder, given.runs)))
        print(f"\n{given.reports} reports, {size / 1e6:.1f} MB:\n")
        print("| run | s | files/s | MB/s | MiB, largest process so far |\n|---|--:|--:|--:|--:|")
        print("\n".join(many_files(folder, given.reports, size, given.jobs)))


if __name__ == "__main__":
    main()
