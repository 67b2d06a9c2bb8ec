"""Identities evaluated over bound cells, and the smallest explanation of those that fail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from reportlint.forms import Form, Number

from .model import Cell, Fault, IdentityCheck, Outcome, Table

_EQUATIONS = ("=", "==")


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


def find_faults(checks: Iterable[IdentityCheck]) -> tuple[Fault, ...]:
    """The failing identities, put down to as few wrong cells as can be proven.

    Identities of rows and columns cross. A cell is to blame if one other value in it would make every
    failing identity that it enters hold without breaking one that holds. Cells that explain the most
    failing identities are blamed first; an identity that no cell explains better than others is a
    fault of its own, shown at the cell that it computes.
    """
    checks = tuple(checks)
    if all(check.outcome != "fails" for check in checks):
        return ()
    entering: dict[int, list[IdentityCheck]] = {}
    cells: dict[int, Cell] = {}
    for check in checks:
        if check.outcome in ("holds", "fails") and check.form.formula.relation in _EQUATIONS:
            for cell in check.cells:
                if cell is not None:
                    entering.setdefault(id(cell), []).append(check)
                    cells[id(cell)] = cell
    open_checks = {id(check): check for check in checks if check.outcome == "fails"}
    faults: list[Fault] = []
    while explanations := _explanations(cells, entering, open_checks):
        for fault in explanations:
            faults.append(fault)
            for check in fault.checks:
                del open_checks[id(check)]
    faults += [_own_fault(check) for check in open_checks.values()]
    return tuple(sorted(faults, key=lambda fault: fault.cell.span))


def _explanations(
    cells: Mapping[int, Cell], entering: Mapping[int, list[IdentityCheck]], open_checks: Mapping[int, IdentityCheck]
) -> list[Fault]:
    """The cells that explain the most open identities, without those that compete for one of them."""
    candidates: list[Fault] = []
    for key, cell in cells.items():
        failing = tuple(check for check in entering[key] if id(check) in open_checks)
        if len(failing) < 2:
            continue
        value = _repair(cell, failing)
        if value is not None and not _breaks(cell, value, entering[key]):
            candidates.append(Fault(failing, cell, value))
    most = max((len(fault.checks) for fault in candidates), default=0)
    best = [fault for fault in candidates if len(fault.checks) == most]
    claims = Counter(id(check) for fault in best for check in fault.checks)
    return [fault for fault in best if all(claims[id(check)] == 1 for check in fault.checks)]


def _weight(cell: Cell, check: IdentityCheck) -> Number:
    """The weight of a cell when everything stands on the left side."""
    return sum(
        (operand.weight if operand.side == "left" else -operand.weight)
        for operand in check.operands
        if operand.cell is cell
    )


def _repair(cell: Cell, failing: Iterable[IdentityCheck]) -> Number | None:
    """The one value of a cell with which all the failing identities hold; None if there is none."""
    values = set()
    for check in failing:
        weight = _weight(cell, check)
        assert check.left is not None and check.right is not None and cell.value.number is not None
        if abs(weight) != 1:
            return None
        values.add(cell.value.number - weight * (check.left - check.right))
    if len(values) != 1:
        return None
    value = values.pop()
    return value if value >= 0 else None


def _breaks(cell: Cell, value: Number, checks: Iterable[IdentityCheck]) -> bool:
    return value != cell.value.number and any(check.outcome == "holds" and _weight(cell, check) for check in checks)


def _own_fault(check: IdentityCheck) -> Fault:
    """An identity that stands alone is shown at the cell it computes: its first operand on the left."""
    left = [operand for operand in check.operands if operand.side == "left" and operand.cell is not None]
    cell = left[0].cell if len(left) == 1 else next(op.cell for op in reversed(check.operands) if op.cell)
    assert cell is not None, "a failing identity has only operands that were found"
    computed = len(left) == 1 and left[0].weight == 1 and check.form.formula.relation in _EQUATIONS
    expected = check.right if computed else None
    return Fault((check,), cell, expected)
