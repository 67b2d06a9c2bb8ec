"""Identities as linear equations with three-valued evaluation.

A formula is a relation between two weighted sums of names. A name's value is a number, blank (the
cell is there and empty) or unknown (the cell was not found or not understood); a relation over
anything but numbers is neither true nor false.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from reportlint_grammar import FormulaError, Token, Tree, parse_formula

Number = int | Decimal
Scope = Literal["this", "last"]

LONGEST_FORMULA = 500
"""The characters that a formula may have: a sum of sums is read level by level, and Python goes so deep and no deeper."""

_RELATIONS: dict[str, Callable[[Number, Number], bool]] = {
    "=": operator.eq, "==": operator.eq, "!=": operator.ne,
    "<=": operator.le, ">=": operator.ge, "<": operator.lt, ">": operator.gt,
}  # fmt: skip


class Term(NamedTuple):
    """A name with its weight; ``scope`` is the report it is taken from, this year's or last year's."""

    weight: Number
    name: str
    scope: Scope = "this"


@dataclass(frozen=True)
class Sum:
    """A weighted sum of names and a constant."""

    terms: tuple[Term, ...]
    constant: Number = 0

    def value(self, numbers: Iterable[Number]) -> Number:
        """The value of the sum for the numbers of its terms, in their order."""
        total = self.constant
        for term, number in zip(self.terms, numbers, strict=True):
            total += term.weight * number
        return total


@dataclass(frozen=True)
class Formula:
    """``left`` stands in ``relation`` to ``right``; ``text`` is how its author wrote it."""

    text: str
    left: Sum
    relation: str
    right: Sum

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms of both sides, left ones first."""
        return self.left.terms + self.right.terms

    @property
    def needs_last_year(self) -> bool:
        """Whether a name is taken from last year's report."""
        return any(term.scope == "last" for term in self.terms)

    def holds(self, left: Number, right: Number) -> bool:
        """Whether the relation holds between two numbers."""
        return _RELATIONS[self.relation](left, right)


class UnknownName(ValueError):
    """A formula names something that its table does not have."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def compile_formula(text: str, names: Iterable[str], groups: Mapping[str, Iterable[str]]) -> Formula:
    """A formula over the names of a table; ``groups`` maps what ``sum()`` may name to names.

    Raises:
        reportlint_grammar.FormulaError: the text cannot be read.
        UnknownName: it names something that is in neither.
    """
    known = frozenset(names)
    if len(text) > LONGEST_FORMULA:
        raise FormulaError(text, LONGEST_FORMULA + 1)
    tree = parse_formula(text)
    left, relation, right = tree.children
    compiler = _Compiler(known, groups)
    return Formula(text, compiler.sum_of(left), str(relation), compiler.sum_of(right))


class _Compiler:
    def __init__(self, names: frozenset[str], groups: Mapping[str, Iterable[str]]) -> None:
        self._names = names
        self._groups = groups

    def sum_of(self, node: Tree | Token) -> Sum:
        if isinstance(node, Token):
            raise UnknownName(str(node))
        parts = [str(child) for child in node.children if isinstance(child, Token)]
        if node.data == "number":
            return Sum((), Decimal(parts[0]) if "." in parts[0] else int(parts[0]))
        if node.data == "name":
            return Sum((Term(1, self._known(parts[0])),))
        if node.data == "scoped":
            scope: Scope = "last" if parts[0] == "last" else "this"
            if parts[0] not in ("this", "last"):
                raise UnknownName(".".join(parts))
            return Sum((Term(1, self._known(parts[1]), scope),))
        if node.data == "group":
            members = tuple(self._groups.get(parts[0], ()))
            if not members:
                raise UnknownName(f"sum({parts[0]})")
            return Sum(tuple(Term(1, member) for member in members))
        left, right = (self.sum_of(child) for child in node.children)
        if node.data == "multiply":
            factor, other = (left, right) if not left.terms else (right, left)
            if factor.terms:
                raise UnknownName("*")
            return _times(other, factor.constant)
        return _plus(left, right if node.data == "add" else _times(right, -1))

    def _known(self, name: str) -> str:
        if name not in self._names:
            raise UnknownName(name)
        return name


def _times(one: Sum, by: Number) -> Sum:
    return Sum(tuple(Term(weight * by, name, scope) for weight, name, scope in one.terms), one.constant * by)


def _plus(one: Sum, other: Sum) -> Sum:
    return Sum(one.terms + other.terms, one.constant + other.constant)
