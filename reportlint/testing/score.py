"""How much of a sample report the binder binds, and how much of that is wrong."""

from __future__ import annotations

from dataclasses import dataclass

from reportlint.report import Report

from .drawing import Numbers


@dataclass
class Score:
    """Counts over any number of reports.

    ``rows`` are those with a cell bound, ``right`` and ``wrong`` are bound cells with another content
    than nothing. A cell is wrong where its value is not the one that was put there.
    """

    reports: int = 0
    all_rows: int = 0
    rows: int = 0
    all_cells: int = 0
    right: int = 0
    wrong: int = 0
    failing: int = 0
    """Identities that are said not to hold."""

    def add(self, report: Report, numbers: Numbers) -> list[str]:
        """Counts a report with the numbers that were put into it; what is wrong, in words, comes back."""
        bound = {
            (table.id, row, column): cell
            for table in report.tables.values()
            for (row, column), cell in table.cells.items()
            if cell.value.kind != "blank"
        }
        wrong = [
            f"{' × '.join(place)}: {cell.raw!r}, not {numbers.get(place)}"
            for place, cell in bound.items()
            if cell.value.number != numbers.get(place)
        ]
        failing = [
            f"{check.form.id} in {check.line}: {check.left} ≠ {check.right}"
            for check in report.identities
            if check.outcome == "fails"
        ]
        self.reports += 1
        self.all_rows += len({place[:2] for place in numbers})
        self.rows += len({place[:2] for place in bound})
        self.all_cells += len(numbers)
        self.right += len(bound) - len(wrong)
        self.wrong += len(wrong)
        self.failing += len(failing)
        return wrong + failing
