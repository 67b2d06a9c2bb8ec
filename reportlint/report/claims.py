"""Statements of the prose against the tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

from reportlint.forms import PROSE, ClaimForm, Form, Formula, Number

from .model import EQUATIONS, Cell, ClaimCheck, Place, Statement, Table


class ClaimReadings:
    """What the prose's numbers are held against: the readings of claims with the numbers of one state of the tables.

    They name places and not cells, so that tables that have only moved need no others.
    """

    def __init__(self) -> None:
        self._by_claim: dict[str, list[_Reading]] = {}

    def of(self, claim: ClaimForm, sums: Iterable[_Sum], table: Table) -> list[_Reading]:
        """The readings of a claim, worked out when it is made for the first time."""
        readings = self._by_claim.get(claim.id)
        if readings is None:
            readings = self._by_claim[claim.id] = [_reading(one, table) for one in sums]
        return readings


def check_claims(
    form: Form, tables: Mapping[str, Table], readings: ClaimReadings, statements: Iterable[Statement]
) -> tuple[ClaimCheck, ...]:
    """Every statement whose number a table of the form has, too. ``readings`` are of these tables."""
    forms = _claim_forms(form)
    # Long reports say the same numbers many times.
    known: dict[tuple[str, Number, Number | None], _Result] = {}
    checks = []
    for statement in statements:
        claim, sums = forms.get((statement.topic, statement.action), _NO_CLAIM)
        if claim is None or claim.table not in tables:
            continue
        low, high = statement.low, statement.high
        key = (claim.id, low, high)
        if key not in known:
            known[key] = _compare(low, high, readings.of(claim, sums, tables[claim.table]))
        checks.append(ClaimCheck(claim, statement, tables[claim.table], *known[key]))
    return tuple(checks)


class _Sum(NamedTuple):
    """A reading of a claim as what its left side is less its right one: a sum.

    ``places`` are those of the names in it, ``weights`` are those of the names, and ``slope`` is that of
    the prose's number.
    """

    formula: Formula
    places: Mapping[str, Place]
    weights: tuple[tuple[str, Number], ...]
    slope: Number
    constant: Number


_NO_CLAIM: tuple[None, tuple[_Sum, ...]] = (None, ())


@lru_cache(maxsize=10)
def _claim_forms(form: Form) -> Mapping[tuple[str, str], tuple[ClaimForm, tuple[_Sum, ...]]]:
    """The claims of a form by their topic and action, with their readings."""
    forms: dict[tuple[str, str], tuple[ClaimForm, tuple[_Sum, ...]]] = {}
    for claim in form.claims:
        sums = tuple(_sum(claim, formula) for formula in claim.readings)
        forms |= dict.fromkeys(((claim.topic, action) for action in claim.actions), (claim, sums))
    return forms


def _sum(claim: ClaimForm, formula: Formula) -> _Sum:
    left, right = formula.left, formula.right
    terms = [(term.name, term.weight) for term in left.terms] + [(term.name, -term.weight) for term in right.terms]
    weights = tuple((name, weight) for name, weight in terms if name != PROSE)
    slope = sum(weight for name, weight in terms if name == PROSE)
    by_column = claim.each == "column"
    places = {name: (name, claim.line) if by_column else (claim.line, name) for name, _ in weights}
    return _Sum(formula, places, weights, slope, left.constant - right.constant)


class _Reading(NamedTuple):
    """A reading of a claim with the numbers of a table in it: what the prose's number is held against.

    The left side less the right one is ``slope`` times that number, and ``rest``; both are None if a cell has
    no number. ``value`` is what the prose would have to say by a reading of the kind “prose = …”.
    """

    formula: Formula
    places: tuple[Place, ...]
    slope: Number | None
    rest: Number | None
    value: Number | None

    def holds(self, low: Number, high: Number | None) -> bool:
        """Whether it holds for some number between two ends; without an upper one there is none."""
        assert self.slope is not None and self.rest is not None, "only asked where the numbers are known"
        one = self.slope * low + self.rest
        other = one if high is None else self.slope * high + self.rest
        if self.formula.relation in EQUATIONS:
            # Somewhere between the two ends both sides are equal.
            return one <= 0 if high is None else min(one, other) <= 0 <= max(one, other)
        return self.formula.holds(one, 0) or self.formula.holds(other, 0) or high is None


class _Result(NamedTuple):
    """The last fields of a :class:`ClaimCheck`."""

    places: tuple[Place, ...]
    places_meant: tuple[Place, ...]
    readings: tuple[Number, ...]
    outcome: Literal["holds", "fails", "unknown"]


def _compare(low: Number, high: Number | None, readings: list[_Reading]) -> _Result:
    places: dict[Place, None] = {}
    values: list[Number] = []
    meant: tuple[Place, ...] = ()
    holds, unknown = False, False
    # A number may be of a part that the table has, too; that there was none is said of the whole.
    for reading in readings[:1] if high == 0 else readings:
        meant = meant or reading.places
        if reading.slope is None:
            unknown = True
            continue
        places.update(dict.fromkeys(reading.places))
        if not holds and reading.holds(low, high):
            holds, meant = True, reading.places
        if reading.value is not None and reading.value not in values:
            values.append(reading.value)
    return _Result(tuple(places), meant, tuple(values), "holds" if holds else "unknown" if unknown else "fails")


def _reading(one: _Sum, table: Table) -> _Reading:
    formula, places, weights, slope, constant = one
    cells = {name: cell for name, place in places.items() if (cell := table.cell(*place)) is not None}
    own, numbers = tuple(places[name] for name in cells), _numbers(places, table, cells)
    if numbers is None:
        return _Reading(formula, own, None, None, None)
    rest = constant + sum(weight * numbers[name] for name, weight in weights)
    plain = formula.relation in EQUATIONS and [term.name for term in formula.left.terms] == [PROSE]
    return _Reading(formula, own, slope, rest, -rest if plain else None)


def _numbers(places: Mapping[str, Place], table: Table, cells: Mapping[str, Cell]) -> dict[str, Number] | None:
    """The numbers of the names; None if one of their cells has none."""
    numbers: dict[str, Number] = {}
    for name, (row_id, _) in places.items():
        cell, row = cells.get(name), table.rows.get(row_id)
        if cell is None and row is not None and row.zero:
            numbers[name] = 0
        elif cell is None or cell.value.number is None:
            return None
        else:
            numbers[name] = cell.value.number
    return numbers
