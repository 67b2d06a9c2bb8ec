"""How time and memory grow with the size of a file: 10 KB to 10 MB of reports, one after another.

    python bench/growth.py [LARGEST_KB]

Each size runs in a process of its own. The exponent is the slope of the logarithms between the sizes from
100 KB on: 1 is linear. Memory is the peak of the process, less that of the smallest size.
"""

from __future__ import annotations

import math
import resource
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

SAMPLE = Path(__file__).resolve().parent.parent / "examples" / "planted-defects.txt"
SIZES_KB = (10, 100, 1_000, 10_000)


def measure(kilobytes: int) -> None:
    """Prints bytes, seconds and peak bytes of memory for one size."""
    from reportlint.engine import Session
    from reportlint.plugins import load_plugins
    from reportlint.source import SourceText

    session = Session(load_plugins(installed=False))
    one = SAMPLE.read_text(encoding="utf-8")
    session.check(SourceText(one))
    text = one * max(1, round(kilobytes * 1000 / len(one.encode())))
    start = time.perf_counter()
    session.check(SourceText(text))
    seconds = time.perf_counter() - start
    print(len(text.encode()), seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)


def main() -> None:
    """Prints a table and the exponents."""
    largest = int(sys.argv[1]) if len(sys.argv) > 1 else SIZES_KB[-1]
    rows = []
    for size in (size for size in SIZES_KB if size <= largest):
        command = [sys.executable, __file__, "--one", str(size)]
        size_bytes, seconds, memory = map(float, subprocess.check_output(command, text=True).split())
        rows.append((size_bytes, seconds, memory))
    print("| KB | seconds | MB/s | bytes of memory per byte |")
    print("|--:|--:|--:|--:|")
    for size_bytes, seconds, memory in rows:
        per_byte = (memory - rows[0][2]) / size_bytes
        print(f"| {size_bytes / 1000:,.0f} | {seconds:.3f} | {size_bytes / seconds / 1e6:.2f} | {per_byte:.1f} |")
    for small, large in pairwise(rows[1:]):
        exponent = math.log(large[1] / small[1]) / math.log(large[0] / small[0])
        print(f"\nexponent from {small[0] / 1000:,.0f} KB to {large[0] / 1000:,.0f} KB: {exponent:.2f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        measure(int(sys.argv[2]))
    else:
        main()
