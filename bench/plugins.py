"""What plugins cost at the start of a check: none, one and twenty that are installed, and twenty files of declarative rules.

    python bench/plugins.py [--runs 15]

Each run is a process of its own that checks one correct report; the kinds take turns, because a machine's speed drifts. Processor
time is told, which other programs disturb less.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REPORT = ROOT / "examples" / "correct.txt"
MODULE = """
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
RULE = """
[[rule]]
code = "BEN{number}"
name = "bench-{number}"
message = "甲"
find = ["没有人这样写{number}"]
"""


def installed(folder: Path, count: int) -> dict[str, str]:
    """Distributions in a folder on the path; the environment that has them."""
    for number in range(101, 101 + count):
        (folder / f"bench_{number}.py").write_text(MODULE.format(number=number), encoding="utf-8")
        info = folder / f"bench_{number}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: bench-{number}\nVersion: 1.0\n", encoding="utf-8")
        (info / "entry_points.txt").write_text(f"[reportlint]\nbench-{number} = bench_{number}\n", encoding="utf-8")
    return {"PYTHONPATH": os.pathsep.join(map(str, (ROOT, ROOT / "grammar", ROOT / "rules", folder)))}


def used() -> float:
    """The processor time, in seconds, of all processes that were started up to now."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        kinds: dict[str, tuple[Path, dict[str, str]]] = {}
        for title, count, declared in (
            ("no plugins", 0, 0), ("1 installed", 1, 0), ("20 installed", 20, 0), ("20 files of declarative rules", 0, 20)
        ):  # fmt: skip
            folder = top / title.replace(" ", "-")
            folder.mkdir()
            environment = installed(folder, count)
            shutil.copy(REPORT, folder / "report.txt")
            files = [f"rules{number}.toml" for number in range(101, 101 + declared)]
            for file in files:
                (folder / file).write_text(RULE.format(number=file[5:8]), encoding="utf-8")
            (folder / "reportlint.toml").write_text(f"plugins = {files}\n", encoding="utf-8")
            kinds[title] = (folder, environment)
        times: dict[str, list[float]] = {title: [] for title in kinds}
        for number in range(runs + 1):
            for title, (folder, environment) in kinds.items():
                began = used()
                done = subprocess.run(
                    [sys.executable, "-m", "reportlint", "check", "report.txt"],
                    cwd=folder, env=os.environ | environment, capture_output=True,
                )  # fmt: skip
                if done.returncode or done.stderr:
                    raise SystemExit(done.stdout.decode() + done.stderr.decode())
                if number:  # the first run of each compiles
                    times[title].append(used() - began)
        none = statistics.median(times["no plugins"])
        print("| plugins | check of one report, ms of processor time (median) | more than without, ms |\n|---|--:|--:|")
        for title, taken in times.items():
            median = statistics.median(taken)
            print(f"| {title} | {median * 1000:.0f} | {(median - none) * 1000:+.0f} |")


if __name__ == "__main__":
    main()
