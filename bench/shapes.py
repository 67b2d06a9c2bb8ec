"""How much of correct reports is bound, by the shape in which they are written down.

    python -m bench.shapes [REPORTS [SHAPE ...]]

Prints a Markdown table; REPORTS (100) is the number of reports of each shape, half of them of each form.
"""

from __future__ import annotations

import random
import sys

from reportlint.plugins import load_plugins
from reportlint.report import read_report
from reportlint.source import SourceText
from reportlint.testing import ALL_SHAPES
from reportlint.testing.score import Score
from reportlint.testing.strategies import random_report

YEARS = (2020, 2024)


def main() -> None:
    """Prints the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    names = sys.argv[2:] or list(ALL_SHAPES)
    forms = load_plugins(installed=False).forms
    print("| shape | keeps cells | reports | rows bound | cells bound | wrong bindings | failing identities |")
    print("|---|---|--:|--:|--:|--:|--:|")
    for name in names:
        shape, score = ALL_SHAPES[name], Score()
        rng = random.Random(name)
        for number in range(count):
            year = YEARS[number % len(YEARS)]
            form = forms.for_year(year)
            assert form is not None, f"no form for {year}"
            sample = random_report(form, year, shape, rng)
            score.add(read_report(SourceText(sample.text), forms), sample.numbers)
        keeps = "yes" if shape.keeps_cells else "no"
        rows, cells = score.rows / score.all_rows, score.right / score.all_cells
        print(f"| {name} | {keeps} | {count} | {rows:.1%} | {cells:.1%} | {score.wrong} | {score.failing} |")


if __name__ == "__main__":
    main()
