"""Statements of the prose against the tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Literal, NamedTuple

from reportlint.forms import PROSE, ClaimForm, Form, Formula, Number

from .model import Cell, ClaimCheck, Statement, Table


def check_claims(form: Form, tables: Mapping[str, Table], statements: Iterable[Statement]) -> tuple[ClaimCheck, ...]:
    """Every statement whose number a table of the form has, too."""
    forms = _claim_forms(form)
    readings: dict[str, list[_Reading]] = {}
    # Long reports say the same numbers many times.
    known: dict[tuple[str, Number, Number | None], _Result] = {}
    checks = []
    for statement in statements:
        claim = forms.get((statement.topic, statement.action))
        if claim is None or claim.table not in tables:
            continue
        low, high = statement.low, statement.high
        key = (claim.id, low, high)
        if key not in known:
            if claim.id not in readings:
                readings[claim.id] = list(_readings(claim, tables[claim.table]))
            known[key] = _compare(low, high, readings[claim.id])
        checks.append(ClaimCheck(claim, statement, tables[claim.table], *known[key]))
    return tuple(checks)


@cache
def _claim_forms(form: Form) -> Mapping[tuple[str, str], ClaimForm]:
    return {(claim.topic, action): claim for claim in form.claims for action in claim.actions}


class _Reading(NamedTuple):
    """A reading of a claim with the numbers of a table in it: what the prose's number is held against.

    The left side less the right one is ``slope`` times that number, and ``rest``; both are None if a cell has
    no number. ``value`` is what the prose would have to say by a reading of the kind “prose = …”.
    """

    formula: Formula
    cells: tuple[Cell, ...]
    slope: Number | None
    rest: Number | None
    value: Number | None

    def holds(self, low: Number, high: Number | None) -> bool:
        """Whether it holds for some number between two ends; without an upper one there is none."""
        assert self.slope is not None and self.rest is not None, "only asked where the numbers are known"
        one = self.slope * low + self.rest
        other = one if high is None else self.slope * high + self.rest
        if self.formula.relation in ("=", "=="):
            # Somewhere between the two ends both sides are equal.
            return one <= 0 if high is None else min(one, other) <= 0 <= max(one, other)
        return self.formula.holds(one, 0) or self.formula.holds(other, 0) or high is None


class _Result(NamedTuple):
    """The last fields of a :class:`ClaimCheck`."""

    cells: tuple[Cell, ...]
    meant: tuple[Cell, ...]
    readings: tuple[Number, ...]
    outcome: Literal["holds", "fails", "unknown"]


def _compare(low: Number, high: Number | None, readings: list[_Reading]) -> _Result:
    cells: dict[int, Cell] = {}
    values: list[Number] = []
    meant: tuple[Cell, ...] = ()
    holds, unknown = False, False
    # A number may be of a part that the table has, too; that there was none is said of the whole.
    for reading in readings[:1] if high == 0 else readings:
        meant = meant or reading.cells
        if reading.slope is None:
            unknown = True
            continue
        cells.update((id(cell), cell) for cell in reading.cells)
        if not holds and reading.holds(low, high):
            holds, meant = True, reading.cells
        if reading.value is not None and reading.value not in values:
            values.append(reading.value)
    return _Result(tuple(cells.values()), meant, tuple(values), "holds" if holds else "unknown" if unknown else "fails")


def _readings(claim: ClaimForm, table: Table) -> Iterator[_Reading]:
    for formula in claim.readings:
        names = [term.name for term in formula.terms if term.name != PROSE]
        cells = {name: cell for name in names if (cell := table.cell(*_place(claim, name))) is not None}
        own = tuple(cells.values())
        numbers = _numbers(claim, names, table, cells)
        if numbers is None:
            yield _Reading(formula, own, None, None, None)
            continue
        rest = _difference(formula, numbers, 0)
        plain = formula.relation in ("=", "==") and [term.name for term in formula.left.terms] == [PROSE]
        yield _Reading(formula, own, _difference(formula, numbers, 1) - rest, rest, -rest if plain else None)


def _place(claim: ClaimForm, name: str) -> tuple[str, str]:
    """The row and the column that a name of a reading stands for."""
    return (name, claim.line) if claim.each == "column" else (claim.line, name)


def _numbers(
    claim: ClaimForm, names: Iterable[str], table: Table, cells: Mapping[str, Cell]
) -> dict[str, Number] | None:
    """The numbers of the names; None if one of their cells has none."""
    numbers: dict[str, Number] = {}
    for name in names:
        cell, row = cells.get(name), table.rows.get(_place(claim, name)[0])
        if cell is None and row is not None and row.zero:
            numbers[name] = 0
        elif cell is None or cell.value.number is None:
            return None
        else:
            numbers[name] = cell.value.number
    return numbers


def _difference(formula: Formula, numbers: Mapping[str, Number], prose: Number) -> Number:
    """The left side less the right side, with a number for the prose."""
    left, right = (
        side.value([prose if term.name == PROSE else numbers[term.name] for term in side.terms])
        for side in (formula.left, formula.right)
    )
    return left - right
