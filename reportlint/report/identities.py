"""Identities evaluated over bound cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reportlint.forms import Form, Number

from .model import Cell, IdentityCheck, Outcome, Table


def check_identities(form: Form, tables: Mapping[str, Table]) -> tuple[IdentityCheck, ...]:
    """Every identity of the form that needs no other report, in every row or column of its table."""
    checks = []
    for identity in form.identities:
        table = tables.get(identity.table)
        if table is None or identity.formula.needs_last_year:
            continue
        by_column = identity.each == "column"
        formula, cells = identity.formula, table.cells
        names = [term.name for term in formula.terms]
        middle = len(formula.left.terms)
        # A check per column of the form, or per row that was found.
        for line in [column.id for column in table.form.columns] if by_column else list(table.rows):
            entering = tuple(cells.get((name, line) if by_column else (line, name)) for name in names)
            numbers, outcome = _numbers(entering)
            left = right = None
            if numbers is not None:
                left, right = formula.left.value(numbers[:middle]), formula.right.value(numbers[middle:])
                outcome = "holds" if formula.holds(left, right) else "fails"
            checks.append(IdentityCheck(identity, table, line, entering, outcome, left, right))
    return tuple(checks)


def _numbers(cells: Iterable[Cell | None]) -> tuple[list[Number] | None, Outcome]:
    """The numbers of the cells, or why there are none."""
    numbers: list[Number] = []
    outcome: Outcome = "holds"
    for cell in cells:
        if cell is None or cell.value.kind == "text":
            return None, "unknown"
        if cell.value.number is None:
            outcome = "blank"
        else:
            numbers.append(cell.value.number)
    return (numbers, outcome) if outcome == "holds" else (None, outcome)
