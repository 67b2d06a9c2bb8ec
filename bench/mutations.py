"""How many faults the rules find in generated reports, and what they find fault with in correct ones.

    python -m bench.mutations [--reports N] [--clean N] [--seed S] [--show N] [FAULT ...]

Prints Markdown tables by fault and by shape; --show prints the first N faults that were not found.
"""

from __future__ import annotations

import argparse

from reportlint.plugins import load_plugins
from reportlint.testing.scoreboard import score


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description="count the faults that the rules find in generated reports")
    parser.add_argument("--reports", type=int, default=2000, help="reports with a fault (2000)")
    parser.add_argument("--clean", type=int, default=500, help="correct reports (500)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", type=int, default=0, help="how many faults that were not found to show")
    parser.add_argument("faults", nargs="*", metavar="FAULT", help="names of faults (all)")
    given = parser.parse_args()
    board = score(load_plugins(installed=False), given.reports, given.clean, given.seed, given.faults)
    print("\n".join(board.markdown()))
    for mutated, what in board.not_found[: given.show]:
        lines = mutated.text.split("\n")
        print(f"\n{mutated.mutation.name} in {mutated.shape}, {mutated.sample.year}, {mutated.sample.body}: {what}")
        for at in sorted(mutated.lines)[:6]:
            print(f"  {at + 1}: {lines[at][:300] if at < len(lines) else ''}")
    for shape, text, one in board.alarmed[: given.show]:
        start, end = text.rfind("\n", 0, one.span.start) + 1, text.find("\n", one.span.end)
        print(f"\n{shape}: {one.code} {one.message.zh}\n  {text[start:end][:300]}")


if __name__ == "__main__":
    main()
