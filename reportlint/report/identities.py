"""Identities evaluated over bound cells, and the smallest explanation of those that fail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from reportlint.forms import Form, Number, Sum

from .model import Cell, Fault, IdentityCheck, Operand, Outcome, Side, Table

_EQUATIONS = ("=", "==")


def check_identities(form: Form, tables: Mapping[str, Table]) -> tuple[IdentityCheck, ...]:
    """Every identity of the form that needs no other report, in every row or column of its table."""
    checks = []
    for identity in form.identities:
        table = tables.get(identity.table)
        if table is None or identity.formula.needs_last_year:
            continue
        by_column = identity.each == "column"
        formula = identity.formula
        # A check per column of the form, or per row that was found.
        lines = [column.id for column in table.form.columns] if by_column else list(table.rows)
        for line in lines:
            left = tuple(_operands(formula.left, "left", line, by_column, table))
            right = tuple(_operands(formula.right, "right", line, by_column, table))
            outcome = _known(left + right)
            values: tuple[Number | None, Number | None] = (None, None)
            if outcome == "holds":
                sides = formula.left.value(_numbers(left)), formula.right.value(_numbers(right))
                outcome, values = "holds" if formula.holds(*sides) else "fails", sides
            checks.append(IdentityCheck(identity, table, line, left + right, outcome, *values))
    return tuple(checks)


def _operands(side: Sum, name: Side, line: str, by_column: bool, table: Table) -> Iterator[Operand]:
    cells = table.cells
    for weight, term, _ in side.terms:
        key = (term, line) if by_column else (line, term)
        yield Operand(cells.get(key), *key, weight, name)


def _numbers(operands: Iterable[Operand]) -> Iterator[Number]:
    for operand in operands:
        assert operand.cell is not None and operand.cell.value.number is not None, "asked for after _known"
        yield operand.cell.value.number


def _known(operands: Iterable[Operand]) -> Outcome:
    outcome: Outcome = "holds"
    for operand in operands:
        if operand.cell is None or operand.cell.value.kind == "text":
            return "unknown"
        if operand.cell.value.kind != "number":
            outcome = "blank"
    return outcome


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
            for operand in check.operands:
                if operand.cell is not None:
                    entering.setdefault(id(operand.cell), []).append(check)
                    cells[id(operand.cell)] = operand.cell
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
