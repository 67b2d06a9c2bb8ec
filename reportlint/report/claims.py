"""Statements of the prose against the tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reportlint.forms import PROSE, ClaimForm, Form, Formula, Number

from .model import Cell, ClaimCheck, Statement, Table


def check_claims(form: Form, tables: Mapping[str, Table], statements: Iterable[Statement]) -> tuple[ClaimCheck, ...]:
    """Every statement whose number a table of the form has, too."""
    forms = {(claim.topic, action): claim for claim in form.claims for action in claim.actions}
    checks = []
    for statement in statements:
        claim = forms.get((statement.topic, statement.action))
        if claim is not None and claim.table in tables:
            checks.append(_check(claim, statement, tables[claim.table]))
    return tuple(checks)


def _check(claim: ClaimForm, statement: Statement, table: Table) -> ClaimCheck:
    cells: dict[int, Cell] = {}
    values: list[Number] = []
    meant: tuple[Cell, ...] = ()
    holds, unknown = False, False
    # A number may be of a part that the table has, too; that there was none is said of the whole.
    readings = claim.readings[:1] if statement.high == 0 else claim.readings
    for reading in readings:
        own = _cells(claim, reading, table)
        meant = meant or tuple(own.values())
        numbers = _numbers(claim, reading, table, own)
        if numbers is None:
            unknown = True
            continue
        cells.update((id(cell), cell) for cell in own.values())
        low = _difference(reading, numbers, statement.low)
        high = low if statement.high is None else _difference(reading, numbers, statement.high)
        if not holds and _holds(reading, low, high, statement.high is None):
            holds, meant = True, tuple(own.values())
        value = _value(reading, numbers)
        if value is not None and value not in values:
            values.append(value)
    outcome = "holds" if holds else "unknown" if unknown else "fails"
    return ClaimCheck(
        claim, statement, table, tuple(cells.values()), meant, tuple(values), outcome,  # type: ignore[arg-type]
    )  # fmt: skip


def _place(claim: ClaimForm, name: str) -> tuple[str, str]:
    """The row and the column that a name of a reading stands for."""
    return (name, claim.line) if claim.each == "column" else (claim.line, name)


def _cells(claim: ClaimForm, reading: Formula, table: Table) -> dict[str, Cell]:
    """The cells that a reading names, as far as they were bound."""
    names = [term.name for term in reading.terms if term.name != PROSE]
    return {name: cell for name in names if (cell := table.cells.get(_place(claim, name))) is not None}


def _numbers(claim: ClaimForm, reading: Formula, table: Table, cells: Mapping[str, Cell]) -> dict[str, Number] | None:
    """The numbers that a reading names; None if one of its cells has none."""
    numbers: dict[str, Number] = {}
    for term in reading.terms:
        if term.name == PROSE:
            continue
        cell, row = cells.get(term.name), table.rows.get(_place(claim, term.name)[0])
        if cell is None and row is not None and row.zero:
            numbers[term.name] = 0
        elif cell is None or cell.value.number is None:
            return None
        else:
            numbers[term.name] = cell.value.number
    return numbers


def _difference(reading: Formula, numbers: Mapping[str, Number], prose: Number) -> Number:
    """The left side less the right side, with a number for the prose."""
    sides = [
        side.value([prose if term.name == PROSE else numbers[term.name] for term in side.terms])
        for side in (reading.left, reading.right)
    ]
    return sides[0] - sides[1]


def _holds(reading: Formula, low: Number, high: Number, endless: bool) -> bool:
    if reading.relation in ("=", "=="):
        # Somewhere between the two ends both sides are equal.
        return low <= 0 if endless else min(low, high) <= 0 <= max(low, high)
    return reading.holds(low, 0) or reading.holds(high, 0) or endless


def _value(reading: Formula, numbers: Mapping[str, Number]) -> Number | None:
    """What the prose would have to say by a reading of the kind “prose = …”."""
    plain = reading.relation in ("=", "==") and [term.name for term in reading.left.terms] == [PROSE]
    return -_difference(reading, numbers, 0) if plain else None
