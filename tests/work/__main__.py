"""Prints the counts beside their bounds; see bounds.toml.

usage: python -m tests.work [--tighten]
"""

from __future__ import annotations

import argparse

from .bounds import bounds, write
from .counts import GROUPS


def main() -> None:
    """Counts everything."""
    arguments = argparse.ArgumentParser(prog="python -m tests.work", description=__doc__)
    arguments.add_argument("--tighten", action="store_true", help="sets each bound to a tenth above what there is now")
    given = arguments.parse_args()
    counts = {group: count() for group, count in GROUPS.items()}
    known = bounds()
    print(f"{'now':>12} {'bound':>12} {'share':>6}")
    for group, found in counts.items():
        for name, count in found.items():
            bound = known.get(group, {}).get(name)
            share = "" if not bound else f"{count / bound:.0%}"
            print(f"{count:12,.6g} {'none' if bound is None else f'{bound:,g}':>12} {share:>6}  {name}")
    if given.tighten:
        write(counts)


if __name__ == "__main__":
    main()
